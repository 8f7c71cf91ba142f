/**
 * The voice guidance (音声案内): decides what is said, cut and repeated. At most one utterance is spoken at a time;
 * a person's key cuts it, new speech waits its turn or takes it. How long an utterance lasts is the catalogue's, so
 * the guidance runs alike in virtual and in real time. It plays nothing itself: it emits.
 */

import { assign, emit, enqueueActions, setup } from 'xstate';
import type { Language } from '../../protocol/errors.ts';
import { screens } from '../screens/catalogue.ts';
import type { Facts } from '../screens/facts.ts';
import { type AnnouncementId, capturedCue, cuePace, type ReplyId } from '../screens/spoken.ts';
import type { CueId, ToneId } from '../screens/vocabulary.ts';
import { announcementId } from '../screens/wording.ts';
import {
  isSpokenCue,
  noParams,
  saying,
  speaksReply,
  withAnnouncement,
  withCaptured,
  withPrompt,
  withReply,
  withScreen,
} from './agenda.ts';
import { type Comfort, defaultComfort, faster, louder } from './comfort.ts';
import {
  beginning,
  firstOf,
  formFor,
  type GuidanceContext,
  inVoiceMode,
  type Playing,
  speakingNow,
} from './context.ts';
import type { GuidanceEmitted, GuidanceEvent, GuidanceInput } from './events.ts';
import { endsWithScreen, enqueue, isOutcome, putBack } from './queue.ts';
import { type SpeechParams, utter } from './speech.ts';

export { speakingNow };

/** Where one sentence is skipped or over: the utterance that is left to be said. */
function rest({ spoken, at, speech, whole }: Playing, skipped: boolean): Playing {
  if (!skipped) return { speech, spoken, at: at + 1, whole };
  const sentences = spoken.sentences.slice(at + 1);
  const utterance = {
    ...spoken.utterance,
    text: sentences.map(({ text }) => text).join(''),
    duration: sentences.reduce((sum, { duration }) => sum + duration, 0),
  };
  return { speech, spoken: { utterance, sentences }, at: 0, whole: false };
}

/** An outcome is never cut by other speech, only by a person. */
const mayBeCut = ({ playing }: GuidanceContext): boolean => playing !== null && !isOutcome(playing.speech);

type Shown = Extract<GuidanceEvent, { readonly type: 'screenShown' }>;

const guidanceSetup = setup({
  types: {
    context: {} as GuidanceContext,
    input: {} as GuidanceInput,
    events: {} as GuidanceEvent,
    emitted: {} as GuidanceEmitted,
  },
  delays: {
    sentence: ({ context: { playing } }) => playing?.spoken.sentences[playing.at]?.duration ?? 0,
    cueHeld: cuePace.held,
    cueGap: cuePace.gap,
    cueRepeat: cuePace.repeat - cuePace.gap,
  },
  guards: {
    somethingWaits: ({ context }) => context.queue.length > 0,
    floorIsFree: ({ context }) => context.playing === null && context.queue.length === 0,
    moreSentences: ({ context: { playing } }) =>
      playing !== null && playing.at + 1 < playing.spoken.sentences.length,
    announcementCuts: ({ context }) => mayBeCut(context) && context.profile.speech,
    endsWithScreen: ({ context: { playing, screen } }) =>
      playing !== null && endsWithScreen(playing.speech, screens[screen].repeats),
    replyCuts: ({ context }, params: { readonly id: ReplyId }) =>
      mayBeCut(context) && speaksReply(context, params.id),
    capturedCuts: ({ context }, params: { readonly cue: CueId | null }) =>
      mayBeCut(context) && params.cue === capturedCue && context.profile.speech,
    isCaptured: ({ context }, params: { readonly cue: CueId | null }) =>
      params.cue === capturedCue && context.profile.speech,
    isSpokenCue: ({ context }, params: { readonly cue: CueId | null }) => isSpokenCue(context, params.cue),
    isSameCue: ({ context }, params: { readonly cue: CueId | null }) => params.cue === context.cue,
    cueIsOver: ({ context }) => !isSpokenCue(context, context.cue),
    cueHasChanged: ({ context }) => context.cue !== context.cueSaid,
  },
  actions: {
    // ── the floor ─────────────────────────────────────────────────────────────────────────────────
    begin: enqueueActions(({ context, enqueue: add }) => {
      const [speech, ...queue] = context.queue;
      if (speech === undefined) return;
      const spoken = utter(speech, context);
      add.assign({ queue, playing: { speech, spoken, at: 0, whole: true } });
      add.emit({ type: 'play', utterance: spoken.utterance });
    }),
    finish: enqueueActions(({ context, enqueue: add }) => {
      const { playing, heard, screen, variant } = context;
      if (playing === null) return;
      const { speech, spoken, whole } = playing;
      const isFirst = 'prompt' in speech.says && speech.says.prompt === 'first' && whole;
      const name = firstOf(screen, variant);
      add.assign({ playing: null, heard: isFirst && !heard.includes(name) ? [...heard, name] : heard });
      add.emit({ type: 'ended', utterance: spoken.utterance });
      if (speech.entering && speakingNow({ playing: null, queue: context.queue }) === null) {
        add.emit({ type: 'firstPromptEnded', screen, heard: whole });
      }
    }),
    nextSentence: assign({
      playing: ({ context: { playing } }) => (playing === null ? null : rest(playing, false)),
    }),
    skipSentence: enqueueActions(({ context: { playing }, enqueue: add }) => {
      if (playing === null) return;
      const left = rest(playing, true);
      add.assign({ playing: left });
      add.emit({ type: 'stop', utterance: playing.spoken.utterance });
      add.emit({ type: 'play', utterance: left.spoken.utterance });
    }),
    /** Cuts this one utterance; what waits goes on waiting. */
    cutOne: enqueueActions(({ context, enqueue: add }) => {
      const { playing, queue, screen } = context;
      if (playing === null) return;
      add.assign({ playing: null });
      add.emit({ type: 'stop', utterance: playing.spoken.utterance });
      if (playing.speech.entering && speakingNow({ playing: null, queue }) === null) {
        add.emit({ type: 'firstPromptEnded', screen, heard: false });
      }
    }),
    /** A person's key: silence at once, and nothing waits any more. */
    cutAll: enqueueActions(({ context, enqueue: add }) => {
      const { playing, screen } = context;
      if (playing === null) return;
      add.assign({ playing: null, queue: [] });
      add.emit({ type: 'stop', utterance: playing.spoken.utterance });
      if (speakingNow(context) === 'first') add.emit({ type: 'firstPromptEnded', screen, heard: false });
    }),
    /** Other speech takes the floor; what it cuts comes again. */
    giveWay: enqueueActions(({ context: { playing, queue }, enqueue: add }) => {
      if (playing === null) return;
      add.assign({ playing: null, queue: putBack(queue, playing.speech) });
      add.emit({ type: 'stop', utterance: playing.spoken.utterance });
    }),
    tone: emit((_, params: { readonly tone: ToneId }) => ({ type: 'tone', tone: params.tone }) as const),

    // ── what is to be said ────────────────────────────────────────────────────────────────────────
    takeScreen: enqueueActions(({ context, enqueue: add }, params: Shown) => {
      const { playing } = context;
      const { repeats } = screens[context.screen];
      const ends = playing !== null && endsWithScreen(playing.speech, repeats);
      // What the screen that is left had still to tell of itself is past; outcomes that were announced are not.
      const past = announcementId(context.screen, context.variant);
      const kept = context.queue.filter(
        (speech) => !endsWithScreen(speech, repeats) && !('id' in speech.says && speech.says.id === past),
      );
      const { screen, variant, facts } = params;
      const form = formFor(context, screen, variant);
      add.assign({
        screen,
        variant,
        facts,
        form,
        repeats: 0,
        cue: null,
        cueSaid: null,
        playing: ends ? null : playing,
        queue: context.profile.speech ? withScreen(kept, context, params, form, true) : kept,
      });
      if (ends) add.emit({ type: 'stop', utterance: playing.spoken.utterance });
      if (speakingNow(context) === 'first') {
        add.emit({ type: 'firstPromptEnded', screen: context.screen, heard: false });
      }
    }),
    takeFacts: assign({ facts: (_, params: { readonly facts: Facts }) => params.facts }),
    announce: assign(({ context }, params: { readonly id: AnnouncementId; readonly facts?: Facts }) => {
      const facts = params.facts ?? context.facts;
      const queue = context.profile.speech
        ? withAnnouncement(context.queue, context, params.id, facts)
        : context.queue;
      return { facts, queue };
    }),
    reply: assign({
      queue: ({ context }, params: { readonly id: ReplyId; readonly params?: SpeechParams }) =>
        withReply(context.queue, context, params.id, params.params),
    }),
    promptAgain: assign({ queue: ({ context }) => withPrompt(context.queue, context, context.form) }),
    readAloud: assign({
      queue: ({ context: { facts, queue } }) =>
        enqueue(queue, { kind: 'prompt', says: { aloud: true }, facts, params: noParams, entering: false }),
    }),
    /** Pressed a second time on the same screen: its first form, for anyone. */
    repeat: assign(({ context }) => {
      const repeats = context.repeats + 1;
      const form = repeats > 1 ? 'first' : context.form;
      if (!context.profile.speech) return { repeats };
      return { repeats, queue: withScreen(context.queue, context, context, form, false) };
    }),
    sayCaptured: enqueueActions(({ context, enqueue: add }) => {
      const { facts, queue, screen } = context;
      add.assign({ queue: withCaptured(queue, facts) });
      if (speakingNow(context) === 'first') add.emit({ type: 'firstPromptEnded', screen, heard: false });
    }),
    noteCue: assign({ cue: (_, params: { readonly cue: CueId | null }) => params.cue }),
    sayCue: assign(({ context: { cue, facts, queue } }) =>
      cue === null ? {} : { queue: enqueue(queue, saying('cue', `cue.${cue}`, facts)), cueSaid: cue },
    ),

    // ── comfort ───────────────────────────────────────────────────────────────────────────────────
    louder: assign(({ context }) => {
      const after = { ...context, comfort: louder(context.comfort) };
      return { comfort: after.comfort, queue: withReply(context.queue, after, 'reply.volume') };
    }),
    faster: assign(({ context }) => {
      const after = { ...context, comfort: faster(context.comfort) };
      return { comfort: after.comfort, queue: withReply(context.queue, after, 'reply.speed') };
    }),
    takeLanguage: assign({
      comfort: ({ context }, params: { readonly language: Language }) => ({
        ...context.comfort,
        language: params.language,
      }),
    }),
    voiceOn: assign({
      comfort: ({ context: { comfort, profile } }, params: { readonly forms: 'first' | 'short' }) =>
        profile.voiceMode ? { ...comfort, voice: params.forms } : comfort,
    }),
    voiceOff: assign({ comfort: ({ context: { comfort } }) => ({ ...comfort, voice: 'off' as const }) }),
    /** Earphones begin voice mode where it was off. At rest the flow shows `welcome`, which speaks for itself. */
    plugIn: assign(({ context }) => {
      const begins = context.profile.voiceMode && !inVoiceMode(context);
      const comfort: Comfort = {
        ...context.comfort,
        earphones: true,
        voice: begins ? 'short' : context.comfort.voice,
      };
      const after: GuidanceContext = { ...context, comfort };
      if (screens[context.screen].rest === true) return { comfort };
      const replied = withReply(context.queue, after, 'reply.earphones_in');
      return { comfort, queue: begins ? withPrompt(replied, after, 'short') : replied };
    }),
    plugOut: assign(({ context }) => {
      const after = { ...context, comfort: { ...context.comfort, earphones: false } };
      const queue =
        screens[context.screen].rest === true
          ? context.queue
          : withReply(context.queue, after, 'reply.earphones_out');
      return { comfort: after.comfort, queue };
    }),
    /** Nothing personal is kept, and the next person finds every default. */
    forgetVisit: assign(({ context }) => ({
      ...beginning(context),
      comfort: defaultComfort(context.language, context.comfort.earphones),
      screen: context.screen,
      variant: context.variant,
    })),
  },
});

const cueChanges = [
  { guard: { type: 'isSameCue', params: cueOf } },
  { guard: { type: 'isSpokenCue', params: cueOf }, target: 'holding', reenter: true },
  { target: 'quiet' },
] as const;

function cueOf({ event }: { readonly event: { readonly cue: CueId | null } }): {
  readonly cue: CueId | null;
} {
  return { cue: event.cue };
}

/** Events: `events.ts`. The floor speaks; beside it cues are paced, so that they never follow too fast. */
export const guidanceMachine = guidanceSetup.createMachine({
  id: 'guidance',
  context: ({ input }) => beginning(input),
  type: 'parallel',
  states: {
    floor: {
      initial: 'silent',
      on: {
        screenShown: { actions: { type: 'takeScreen', params: ({ event }) => event } },
        factsChanged: { actions: { type: 'takeFacts', params: ({ event }) => event } },
        announce: { actions: { type: 'announce', params: ({ event }) => event } },
        reply: { actions: { type: 'reply', params: ({ event }) => event } },
        tone: { actions: { type: 'tone', params: ({ event }) => event } },
        digitEntered: { actions: { type: 'tone', params: { tone: 'key' } } },
        readAloud: { actions: 'readAloud' },
        promptAgain: { actions: 'promptAgain' },
        repeat: { actions: 'repeat' },
        volume: { actions: 'louder' },
        speed: { actions: 'faster' },
        languageChosen: { actions: { type: 'takeLanguage', params: ({ event }) => event } },
        voiceOn: { actions: { type: 'voiceOn', params: ({ event }) => event } },
        voiceOff: { actions: 'voiceOff' },
        earphonesIn: { actions: 'plugIn' },
        earphonesOut: { actions: 'plugOut' },
        visitEnded: { actions: 'forgetVisit' },
        cue: [
          {
            guard: { type: 'isCaptured', params: cueOf },
            actions: ['sayCaptured', { type: 'noteCue', params: cueOf }],
          },
          { actions: { type: 'noteCue', params: cueOf } },
        ],
      },
      states: {
        silent: {
          always: { guard: 'somethingWaits', target: 'speaking', actions: 'begin' },
        },
        speaking: {
          after: {
            sentence: [
              { guard: 'moreSentences', target: 'speaking', reenter: true, actions: 'nextSentence' },
              { target: 'silent', actions: 'finish' },
            ],
          },
          on: {
            screenShown: {
              guard: 'endsWithScreen',
              target: 'silent',
              actions: { type: 'takeScreen', params: ({ event }) => event },
            },
            announce: {
              guard: 'announcementCuts',
              target: 'silent',
              actions: ['giveWay', { type: 'announce', params: ({ event }) => event }],
            },
            reply: {
              guard: { type: 'replyCuts', params: ({ event }) => event },
              target: 'silent',
              actions: ['giveWay', { type: 'reply', params: ({ event }) => event }],
            },
            cue: {
              guard: { type: 'capturedCuts', params: cueOf },
              target: 'silent',
              actions: ['giveWay', 'sayCaptured', { type: 'noteCue', params: cueOf }],
            },
            keyPressed: { target: 'silent', actions: 'cutAll' },
            digitEntered: {
              target: 'silent',
              actions: ['cutAll', { type: 'tone', params: { tone: 'key' } }],
            },
            skipSentence: [
              { guard: 'moreSentences', target: 'speaking', reenter: true, actions: 'skipSentence' },
              { target: 'silent', actions: 'cutOne' },
            ],
            repeat: { target: 'silent', actions: ['cutAll', 'repeat'] },
            readAloud: { target: 'silent', actions: ['cutAll', 'readAloud'] },
            volume: { target: 'silent', actions: ['cutAll', 'louder'] },
            speed: { target: 'silent', actions: ['cutAll', 'faster'] },
            voiceOff: { target: 'silent', actions: ['cutAll', 'voiceOff'] },
            earphonesIn: { target: 'silent', actions: ['giveWay', 'plugIn'] },
            earphonesOut: { target: 'silent', actions: ['giveWay', 'plugOut'] },
            visitEnded: { target: 'silent', actions: ['cutAll', 'forgetVisit'] },
          },
        },
      },
    },
    cueing: {
      initial: 'quiet',
      on: { screenShown: '.quiet', voiceOff: '.quiet', visitEnded: '.quiet' },
      states: {
        quiet: { on: { cue: { guard: { type: 'isSpokenCue', params: cueOf }, target: 'holding' } } },
        holding: { after: { cueHeld: 'waiting' }, on: { cue: cueChanges } },
        waiting: {
          always: { guard: 'floorIsFree', target: 'saying', actions: 'sayCue' },
          on: { cue: cueChanges },
        },
        saying: { always: { guard: 'floorIsFree', target: 'gap' } },
        gap: { after: { cueGap: 'rested' } },
        rested: {
          always: [
            { guard: 'cueIsOver', target: 'quiet' },
            { guard: 'cueHasChanged', target: 'holding' },
          ],
          after: { cueRepeat: 'waiting' },
          on: { cue: cueChanges },
        },
      },
    },
  },
});

/**
 * The voice guidance (音声案内): decides what is said, cut and repeated. At most one utterance is spoken at a time;
 * a person's key cuts it, new speech waits its turn or takes it. How long an utterance lasts is the catalogue's, so
 * the guidance runs alike in virtual and in real time. It plays nothing itself: it emits.
 */

import type { Clock } from '../hal.ts';
import { screens } from '../screens/catalogue.ts';
import type { DisplaySetting } from '../screens/display-mode.ts';
import type { Facts } from '../screens/facts.ts';
import { type AnnouncementId, capturedCue, displayReply } from '../screens/spoken.ts';
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
  withTrouble,
} from './agenda.ts';
import { type Comfort, defaultComfort, faster, louder, withDisplay, withoutVoice } from './comfort.ts';
import {
  beginning,
  firstOf,
  formFor,
  type GuidanceContext,
  inVoiceMode,
  type Playing,
  speakingNow,
} from './context.ts';
import { CuePacing } from './cue-pacing.ts';
import { CueTones } from './cue-tones.ts';
import type { GuidanceEmitted, GuidanceEvent, GuidanceInput } from './events.ts';
import { endsWithScreen, enqueue, enqueueLast, isOutcome, putBack } from './queue.ts';
import { utter } from './speech.ts';

export interface GuidanceListener {
  /** In the order in which it is to be heard. Events that are sent meanwhile wait. */
  emitted(emitted: GuidanceEmitted): void;
  /** An event and all that followed from it is done. */
  settled(): void;
}

/** What the guidance hears of its own timers. */
type TimeIsUp =
  | { readonly type: 'sentenceOver' }
  | { readonly type: 'cueTimeOver' }
  | { readonly type: 'cueToneDue'; readonly tone: ToneId };
type EventOf<Type extends GuidanceEvent['type']> = Extract<GuidanceEvent, { readonly type: Type }>;

const sentenceOver: TimeIsUp = { type: 'sentenceOver' };
const cueTimeOver: TimeIsUp = { type: 'cueTimeOver' };

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

const hasMoreSentences = ({ spoken, at }: Playing): boolean => at + 1 < spoken.sentences.length;

export class Guidance {
  readonly #clock: Clock;
  readonly #listener: GuidanceListener;
  readonly #cues: CuePacing;
  readonly #cueTones: CueTones;
  #context: GuidanceContext;
  #emitted: GuidanceEmitted[] = [];
  /** Events that came while another was dealt with. */
  #mailbox: (GuidanceEvent | TimeIsUp)[] = [];
  #busy = false;
  #stopped = false;
  /** The last key was ＊ on the keypad. */
  #star = false;
  /** What the timer of the sentence runs for. */
  #timed: Playing | null = null;
  #timer: unknown = null;

  constructor(clock: Clock, input: GuidanceInput, listener: GuidanceListener) {
    this.#clock = clock;
    this.#listener = listener;
    this.#context = beginning(input);
    this.#cues = new CuePacing(clock, () => this.#take(cueTimeOver));
    this.#cueTones = new CueTones(clock, (tone) => this.#take({ type: 'cueToneDue', tone }));
  }

  get context(): GuidanceContext {
    return this.#context;
  }

  send(event: GuidanceEvent): void {
    this.#take(event);
  }

  /** Falls silent without a word, and hears nothing any more. */
  stop(): void {
    this.#stopped = true;
    this.#clock.clearTimeout(this.#timer);
    this.#cues.reset();
    this.#cueTones.follow(null);
  }

  #take(event: GuidanceEvent | TimeIsUp): void {
    if (this.#stopped) return;
    if (this.#busy) {
      this.#mailbox.push(event);
      return;
    }
    this.#busy = true;
    try {
      for (let next: GuidanceEvent | TimeIsUp | undefined = event; next; next = this.#mailbox.shift()) {
        this.#hear(next);
        this.#goOn();
        const { cue } = this.#context;
        this.#cueTones.follow(isSpokenCue(this.#context, cue) ? cue : null);
        this.#tell();
      }
    } finally {
      this.#busy = false;
    }
  }

  /** What follows by itself: whatever waits is said when the floor is free, then the cue. */
  #goOn(): void {
    for (;;) {
      const { playing, queue, cue, cueSaid } = this.#context;
      if (playing === null && queue.length > 0) {
        this.#begin();
        continue;
      }
      if (this.#cues.isQuiet) return;
      const step = this.#cues.step({
        floorIsFree: playing === null,
        cueIsOver: !isSpokenCue(this.#context, cue),
        cueHasChanged: cue !== cueSaid,
      });
      if (step === 'nothing') return;
      if (step === 'say') this.#sayCue();
    }
  }

  #tell(): void {
    const emitted = this.#emitted;
    if (emitted.length > 0) {
      this.#emitted = [];
      for (const each of emitted) this.#listener.emitted(each);
    }
    this.#timeSentence();
    this.#listener.settled();
  }

  #timeSentence(): void {
    const { playing } = this.#context;
    if (playing === this.#timed) return;
    this.#clock.clearTimeout(this.#timer);
    this.#timed = playing;
    this.#timer =
      playing === null
        ? null
        : this.#clock.setTimeout(
            () => this.#take(sentenceOver),
            playing.spoken.sentences[playing.at]?.duration ?? 0,
          );
  }

  #hear(event: GuidanceEvent | TimeIsUp): void {
    switch (event.type) {
      case 'sentenceOver':
        this.#sentenceOver();
        return;
      case 'cueTimeOver':
        this.#cues.next();
        return;
      case 'cueToneDue':
        // Words first, the tone in between.
        if (this.#context.playing === null) this.#emit({ type: 'tone', tone: event.tone });
        return;
      case 'screenShown':
        this.#takeScreen(event);
        return;
      case 'factsChanged':
        this.#assign({ facts: event.facts });
        return;
      case 'announce':
        this.#announce(event.id, event.facts);
        return;
      case 'announceLast':
        this.#announceLast(event.id);
        return;
      case 'reply':
        this.#reply(event);
        return;
      case 'tone':
        this.#emit(event);
        return;
      case 'readAloud':
        this.#readAloud();
        return;
      case 'promptAgain':
        this.#assign({ queue: withPrompt(this.#context.queue, this.#context, this.#context.form) });
        return;
      case 'voiceOn':
        if (this.#context.profile.voiceMode) this.#setComfort({ voice: event.forms });
        return;
      case 'voiceOff':
        this.#cutAll();
        this.#cues.reset();
        this.#assign({ comfort: withoutVoice(this.#context.comfort) });
        return;
      case 'languageChosen':
        this.#setComfort({ language: event.language });
        return;
      case 'displaySwitched':
        this.#switchDisplay(event.setting);
        return;
      case 'visitEnded':
        this.#forgetVisit();
        return;
      case 'cue':
        this.#takeCue(event.cue);
        return;
      case 'keyPressed':
        this.#star = event.star === true;
        this.#cutAll();
        return;
      case 'digitEntered':
        this.#cutAll();
        this.#emit({ type: 'tone', tone: 'key' });
        return;
      case 'repeat':
        this.#repeat(event.keypad === true);
        return;
      case 'skipSentence':
        this.#skipSentence();
        return;
      case 'volume':
        this.#adjust(louder, 'reply.volume');
        return;
      case 'speed':
        this.#adjust(faster, 'reply.speed');
        return;
      case 'cardMoved':
        this.#assign({ owed: this.#context.owed || this.#context.playing !== null });
        this.#cutAll();
        return;
      case 'cardSettled':
        this.#sayOwed();
        return;
      case 'earphonesIn':
        this.#plugIn();
        return;
      case 'earphonesOut':
        this.#plugOut();
    }
  }

  #assign(change: Partial<GuidanceContext>): void {
    this.#context = { ...this.#context, ...change };
  }

  #emit(emitted: GuidanceEmitted): void {
    this.#emitted.push(emitted);
  }

  // ── the floor ───────────────────────────────────────────────────────────────────────────────────────

  #begin(): void {
    const [speech, ...queue] = this.#context.queue;
    if (speech === undefined) return;
    const spoken = utter(speech, this.#context);
    this.#assign({ queue, playing: { speech, spoken, at: 0, whole: true }, owed: false });
    this.#emit({ type: 'play', utterance: spoken.utterance });
  }

  #sentenceOver(): void {
    const { playing } = this.#context;
    if (playing === null) return;
    if (hasMoreSentences(playing)) this.#assign({ playing: rest(playing, false) });
    else this.#finish(playing);
  }

  #finish({ speech, spoken, whole }: Playing): void {
    const { heard, queue, screen, variant } = this.#context;
    const isFirst = 'prompt' in speech.says && speech.says.prompt === 'first' && whole;
    const name = firstOf(screen, variant, spoken.utterance.language);
    this.#assign({ playing: null, heard: isFirst && !heard.includes(name) ? [...heard, name] : heard });
    this.#emit({ type: 'ended', utterance: spoken.utterance });
    if (speech.entering && speakingNow({ playing: null, queue }) === null) {
      this.#emit({ type: 'firstPromptEnded', screen, heard: whole });
    }
  }

  #skipSentence(): void {
    const { playing, queue, screen } = this.#context;
    if (playing === null) return;
    if (hasMoreSentences(playing)) {
      const left = rest(playing, true);
      this.#assign({ playing: left });
      this.#emit({ type: 'stop', utterance: playing.spoken.utterance });
      this.#emit({ type: 'play', utterance: left.spoken.utterance });
      return;
    }
    // Cuts this one utterance; what waits goes on waiting.
    this.#assign({ playing: null });
    this.#emit({ type: 'stop', utterance: playing.spoken.utterance });
    if (playing.speech.entering && speakingNow({ playing: null, queue }) === null) {
      this.#emit({ type: 'firstPromptEnded', screen, heard: false });
    }
  }

  /** A person's key: silence at once, and nothing waits any more. */
  #cutAll(): void {
    const before = this.#context;
    const { playing, screen } = before;
    if (playing === null) return;
    this.#assign({ playing: null, queue: [] });
    this.#emit({ type: 'stop', utterance: playing.spoken.utterance });
    if (speakingNow(before) === 'first') this.#emit({ type: 'firstPromptEnded', screen, heard: false });
  }

  /** Other speech takes the floor; what it cuts comes again. */
  #giveWay(): void {
    const { playing, queue } = this.#context;
    if (playing === null) return;
    this.#assign({ playing: null, queue: putBack(queue, playing.speech) });
    this.#emit({ type: 'stop', utterance: playing.spoken.utterance });
  }

  /** Other speech may take the floor: an outcome is never cut by it, only by a person. */
  #mayBeCut(): boolean {
    const { playing } = this.#context;
    return playing !== null && !isOutcome(playing.speech);
  }

  // ── what is to be said ──────────────────────────────────────────────────────────────────────────────

  #takeScreen({ screen, variant, facts, held = false }: EventOf<'screenShown'>): void {
    const before = this.#context;
    const { playing, profile } = before;
    const { repeats } = screens[before.screen];
    const ends = playing !== null && endsWithScreen(playing.speech, repeats);
    // What the screen that is left had still to tell of itself is past; outcomes that were announced are not.
    const past = announcementId(before.screen, before.variant);
    const kept = before.queue.filter(
      (speech) => !endsWithScreen(speech, repeats) && !('id' in speech.says && speech.says.id === past),
    );
    const form = formFor(before, screen, variant);
    this.#assign({
      screen,
      variant,
      facts,
      form,
      repeats: 0,
      owed: held,
      cue: null,
      cueSaid: null,
      playing: ends ? null : playing,
      queue:
        profile.speech && !held ? withScreen(kept, before, { screen, variant, facts }, form, true) : kept,
    });
    this.#cues.reset();
    if (ends) this.#emit({ type: 'stop', utterance: playing.spoken.utterance });
    if (speakingNow(before) === 'first') {
      this.#emit({ type: 'firstPromptEnded', screen: before.screen, heard: false });
    }
  }

  #announce(id: AnnouncementId, changed: Facts | undefined): void {
    const { speech } = this.#context.profile;
    if (speech && this.#mayBeCut()) this.#giveWay();
    const { queue, facts: known } = this.#context;
    const facts = changed ?? known;
    this.#assign({ facts, queue: speech ? withAnnouncement(queue, this.#context, id, facts) : queue });
  }

  #announceLast(id: AnnouncementId): void {
    const { profile, queue, facts } = this.#context;
    if (profile.speech) this.#assign({ queue: enqueueLast(queue, saying('announcement', id, facts)) });
  }

  #reply({ id, params }: EventOf<'reply'>): void {
    const { profile } = this.#context;
    if (id === 'reply.no_back' && this.#star && profile.voiceMode && !inVoiceMode(this.#context)) {
      this.#beginVoiceHere();
      return;
    }
    if (this.#mayBeCut() && speaksReply(this.#context, id)) this.#giveWay();
    this.#assign({ queue: withReply(this.#context.queue, this.#context, id, params) });
  }

  /**
   * ＊ where there is no way back, or 5 asking again where nothing is told: who laid down the card before anything was spoken hears
   * the screen from here on (our design; the table of screens tells of ＊ at rest only).
   */
  #beginVoiceHere(): void {
    this.#setComfort({ voice: 'first' });
    const { queue, screen, variant } = this.#context;
    const form = formFor(this.#context, screen, variant);
    this.#assign({ form, queue: withScreen(queue, this.#context, this.#context, form, true) });
  }

  #readAloud(): void {
    this.#cutAll();
    const { facts, queue } = this.#context;
    this.#assign({
      queue: enqueue(queue, {
        kind: 'prompt',
        says: { aloud: true },
        facts,
        params: noParams,
        entering: false,
      }),
    });
  }

  /**
   * Pressed a second time on the same screen: its first form, for anyone, also for whoever has heard nothing of it because
   * voice mode was not begun: on the keypad this begins it (our design).
   */
  #repeat(onKeypad: boolean): void {
    this.#cutAll();
    const { profile, queue, screen, form: usual } = this.#context;
    if (!profile.speech) return;
    const repeats = this.#context.repeats + 1;
    const form = repeats > 1 ? 'first' : usual;
    const entering = screens[screen].goesOnWhenHeard === true;
    const troubled = withTrouble(queue, this.#context);
    const again = withScreen(troubled, this.#context, this.#context, form, entering);
    this.#assign({ repeats, queue: again });
    if (onKeypad && again.length === 0 && this.#mayBeginVoice()) this.#beginVoiceHere();
  }

  /** Nothing came of the card that cut or held back the words of the screen. */
  #sayOwed(): void {
    const { owed, profile, queue, form } = this.#context;
    if (!owed) return;
    const again = profile.speech ? withScreen(queue, this.#context, this.#context, form, false) : queue;
    this.#assign({ owed: false, queue: again });
  }

  /** On the screen of languages at once: whoever asks there understands none of the words that would tell more. */
  #mayBeginVoice(): boolean {
    const { profile, repeats, screen } = this.#context;
    const { generated, prompt } = screens[screen];
    const isAsked = repeats > 1 || generated === 'languages';
    return isAsked && prompt !== undefined && profile.voiceMode && !inVoiceMode(this.#context);
  }

  // ── cues ────────────────────────────────────────────────────────────────────────────────────────────

  #takeCue(cue: CueId | null): void {
    this.#cues.asked(cue === this.#context.cue, isSpokenCue(this.#context, cue));
    if (cue === capturedCue && this.#context.profile.speech) this.#sayCaptured();
    this.#assign({ cue });
  }

  #sayCaptured(): void {
    if (this.#mayBeCut()) this.#giveWay();
    const before = this.#context;
    this.#assign({ queue: withCaptured(before.queue, before.facts) });
    if (speakingNow(before) === 'first') {
      this.#emit({ type: 'firstPromptEnded', screen: before.screen, heard: false });
    }
  }

  #sayCue(): void {
    const { cue, facts, queue } = this.#context;
    if (cue === null) return;
    this.#assign({ queue: enqueue(queue, saying('cue', `cue.${cue}`, facts)), cueSaid: cue });
  }

  // ── comfort ─────────────────────────────────────────────────────────────────────────────────────────

  #setComfort(change: Partial<Comfort>): void {
    this.#assign({ comfort: { ...this.#context.comfort, ...change } });
  }

  #adjust(change: (comfort: Comfort) => Comfort, reply: 'reply.volume' | 'reply.speed'): void {
    this.#cutAll();
    this.#assign({ comfort: change(this.#context.comfort) });
    this.#assign({ queue: withReply(this.#context.queue, this.#context, reply) });
  }

  #switchDisplay(setting: DisplaySetting): void {
    const comfort = withDisplay(this.#context.comfort, setting);
    this.#assign({ comfort });
    this.#assign({
      queue: withReply(this.#context.queue, this.#context, displayReply(setting, comfort.display)),
    });
  }

  /**
   * Earphones begin voice mode where it was off. At rest, and when the farewell is over, the flow shows `welcome`, which
   * speaks for itself.
   */
  #plugIn(): void {
    this.#giveWay();
    const begins = this.#context.profile.voiceMode && !inVoiceMode(this.#context);
    this.#setComfort(begins ? { earphones: true, voice: 'short' } : { earphones: true });
    const { screen } = this.#context;
    if (screens[screen].rest === true || screen === 'ended') return;
    const replied = withReply(this.#context.queue, this.#context, 'reply.earphones_in');
    this.#assign({ queue: begins ? withPrompt(replied, this.#context, 'short') : replied });
  }

  #plugOut(): void {
    this.#giveWay();
    this.#setComfort({ earphones: false });
    if (screens[this.#context.screen].rest === true) return;
    this.#assign({ queue: withReply(this.#context.queue, this.#context, 'reply.earphones_out') });
  }

  /** Nothing personal is kept, and the next person finds every default. */
  #forgetVisit(): void {
    this.#cutAll();
    this.#cues.reset();
    const { language, comfort, screen, variant } = this.#context;
    this.#context = {
      ...beginning(this.#context),
      comfort: defaultComfort(language, comfort.earphones),
      screen,
      variant,
    };
  }
}

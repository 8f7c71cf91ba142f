/** What an event adds to what waits to be said: the words of a screen, an outcome, the answer to a key. */

import { screens } from '../screens/catalogue.ts';
import type { Facts } from '../screens/facts.ts';
import {
  type AnnouncementId,
  announcements,
  capturedCue,
  type GuidingCue,
  type ReplyId,
  replies,
} from '../screens/spoken.ts';
import type { CueId } from '../screens/vocabulary.ts';
import { announcementId, type Form, troubleId } from '../screens/wording.ts';
import { type GuidanceContext, inVoiceMode, speakingNow } from './context.ts';
import { endsWithScreen, enqueue, type Queue } from './queue.ts';
import { promptsOf, type Speech, type SpeechParams } from './speech.ts';

export const noParams: SpeechParams = {};

type Said = Extract<Speech['says'], { readonly id: string }>['id'];
export const saying = (kind: Speech['kind'], id: Said, facts: Facts, params = noParams): Speech => ({
  kind,
  says: { id },
  facts,
  params,
  entering: false,
});

export function withAnnouncement(
  queue: Queue,
  context: GuidanceContext,
  id: AnnouncementId,
  facts: Facts,
): Queue {
  const announced = enqueue(queue, saying('announcement', id, facts));
  const { followedBy } = announcements[id];
  return followedBy !== undefined && inVoiceMode(context)
    ? enqueue(announced, saying('prompt', followedBy, facts))
    : announced;
}

/** What was wrong with card or phone was said when it came about, so only who asks hears it with the screen. */
export function withTrouble(queue: Queue, context: GuidanceContext): Queue {
  const { screen, facts } = context;
  const trouble = troubleId(screen, facts);
  return trouble === null ? queue : withAnnouncement(queue, context, trouble, facts);
}

/** What is heard of a screen: the outcome, then what to do. */
export function withScreen(
  queue: Queue,
  context: GuidanceContext,
  shown: Pick<GuidanceContext, 'screen' | 'variant' | 'facts'>,
  form: Form,
  entering: boolean,
): Queue {
  const { screen, variant, facts } = shown;
  const announcement = announcementId(screen, variant);
  const { announcesOnDemand, announcesLastTry } = screens[screen];
  const silentOnEntry = entering && announcesOnDemand === true;
  const isUntold = announcesLastTry !== true || (facts.triesLeft === 1 && !inVoiceMode(context));
  let spoken = queue;
  if (announcement !== null && !silentOnEntry && isUntold)
    spoken = withAnnouncement(spoken, context, announcement, facts);
  if (inVoiceMode(context)) {
    for (const prompt of promptsOf(screen, form, facts, entering)) spoken = enqueue(spoken, prompt);
  }
  return spoken;
}

export const withPrompt = (queue: Queue, context: GuidanceContext, form: Form): Queue =>
  inVoiceMode(context) ? promptsOf(context.screen, form, context.facts, false).reduce(enqueue, queue) : queue;

export const speaksReply = (context: GuidanceContext, id: ReplyId): boolean =>
  context.profile.speech && (inVoiceMode(context) || replies[id].always === true);

export const withReply = (queue: Queue, context: GuidanceContext, id: ReplyId, params = noParams): Queue => {
  if (!speaksReply(context, id)) return queue;
  const replied = enqueue(queue, saying('reply', id, context.facts, params));
  return replies[id].thenPrompt === true
    ? withPrompt(replied, context, context.form)
    : withWayOn(replied, context);
};

/** A prompt that a key has cut was not heard to its end: where nothing else leads on it begins anew after the reply. */
const withWayOn = (queue: Queue, context: GuidanceContext): Queue => {
  const { playing, screen, form, facts } = context;
  const isDue = screens[screen].goesOnWhenHeard === true && inVoiceMode(context);
  if (!isDue || speakingNow({ playing, queue }) === 'first') return queue;
  return promptsOf(screen, form, facts, true).reduce(enqueue, queue);
};

/** Said at once, whatever waits; prompts and cues have had their time. */
export const withCaptured = (queue: Queue, facts: Facts): Queue => [
  saying('cue', `cue.${capturedCue}`, facts),
  ...queue.filter((speech) => !endsWithScreen(speech, undefined)),
];

export const isSpokenCue = (context: GuidanceContext, cue: CueId | null): cue is GuidingCue =>
  cue !== null && cue !== capturedCue && inVoiceMode(context) && context.screen === 'face_capture';

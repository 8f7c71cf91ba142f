/**
 * What is said, in words: puts an utterance together from a text, the facts of the visit and the person's comfort.
 * Pure. When it is said, and what gives way to what, is the machine's.
 */

import type { Language } from '../../protocol/errors.ts';
import type { ReaderProfile } from '../profiles.ts';
import { type ChoiceId, type ScreenId, screens } from '../screens/catalogue.ts';
import type { Facts } from '../screens/facts.ts';
import { type ParamName, params } from '../screens/params.ts';
import { type AnnouncementId, announcements, isAnnouncementId, type ReplyId } from '../screens/spoken.ts';
import { completeLanguages, fill, template, text } from '../screens/texts.ts';
import type { CueId, Utterance, UtteranceKind } from '../screens/vocabulary.ts';
import {
  answerLines,
  type Form,
  groupCount,
  groupOrder,
  groupsUsed,
  joiners,
  passwordTriesId,
  promptId,
  triesId,
} from '../screens/wording.ts';
import { writtenDate } from '../screens/written-date.ts';
import { type Comfort, channelOf } from './comfort.ts';
import { estimatedDifference, secondsOf } from './durations.ts';

/** Values that belong to one announcement or reply rather than to the visit. */
export interface SpeechParams {
  /** How many digits are in the field. */
  readonly digits?: number;
  /** The choice that was marked. */
  readonly label?: ChoiceId;
}

/** Something to be said, not yet in words: language, channel and speed are those of the moment it begins. */
export interface Speech {
  readonly kind: UtteranceKind;
  readonly says:
    | { readonly id: AnnouncementId | ReplyId | `cue.${CueId}` | 'part.orientation' | 'part.display_keys' }
    /** The prompt of the screen; `language` where it is not the person's own. */
    | { readonly prompt: Form; readonly language?: Language }
    /** The answers of the summary, on the speaker too: the person asked for it. */
    | { readonly aloud: true };
  readonly facts: Facts;
  readonly params: SpeechParams;
  /** The prompt that a screen begins with; one asked for again only where the screen goes on by it. */
  readonly entering: boolean;
}

/** Where and to whom it is said. */
export interface Audience {
  readonly screen: ScreenId;
  readonly variant: string | null;
  readonly profile: ReaderProfile;
  readonly comfort: Comfort;
}

/** An utterance and its sentences, for skipping from one to the next. */
export interface Spoken {
  readonly utterance: Utterance;
  readonly sentences: readonly Sentence[];
}
export interface Sentence {
  readonly text: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** The choice that is marked on a screen, and waits for `#`. */
const markedOn = (screen: ScreenId, { marked }: Facts): ChoiceId | null =>
  screens[screen].choices.some(({ id, acts }) => acts === 'mark' && id === marked) ? marked : null;

/**
 * The prompt or prompts of a screen: the language screen speaks one in each language, then its other keys. Where a choice
 * is marked, that comes first, in the words of the reply to marking it: `#` would act on it.
 */
export function promptsOf(screen: ScreenId, form: Form, facts: Facts, entering: boolean): readonly Speech[] {
  const definition = screens[screen];
  if (definition.prompt === undefined) return [];
  const speech = { kind: 'prompt', facts, params: {}, entering } as const;
  if (definition.generated !== 'languages') {
    const prompt: Speech = { ...speech, says: { prompt: form } };
    const label = markedOn(screen, facts);
    return label === null
      ? [prompt]
      : [{ ...speech, says: { id: 'reply.marked' }, params: { label } }, prompt];
  }
  const languages = completeLanguages.map((language) => ({ ...speech, says: { prompt: form, language } }));
  // Each language in its own words; how screens are seen in the person's.
  return [...languages, { ...speech, says: { id: 'part.display_keys' } }];
}

/** The id of the text that is said. */
function spokenId({ says }: Speech, audience: Audience): string {
  const { screen, variant, comfort } = audience;
  if ('aloud' in says) return promptId(screen, variant, 'short', 'earphones') ?? screen;
  if ('prompt' in says) return promptId(screen, variant, says.prompt, channelOf(comfort)) ?? screen;
  if (comfort.earphones || !isAnnouncementId(says.id)) return says.id;
  return announcements[says.id].onSpeaker ?? says.id;
}

/** What fills one placeholder: its words, and the seconds it adds to the measured length of the text around it. */
interface Filling {
  readonly words: string;
  readonly seconds: number;
}
const silence: Filling = { words: '', seconds: 0 };

interface Filler {
  readonly speech: Speech;
  readonly audience: Audience;
  readonly language: Language;
  readonly id: string;
  /** Answers and name may be told: earphones are in, or the person asked to hear them. */
  readonly mayTell: boolean;
}

const counted = (words: string): Filling => ({ words, seconds: 0 });

function partApart(id: Parameters<typeof text>[0] | null, language: Language): Filling {
  return id === null ? silence : { words: text(id, language), seconds: secondsOf(id, language) };
}

function hint(id: Parameters<typeof text>[0], there: boolean, language: Language): Filling {
  return there ? counted(text(id, language)) : { words: '', seconds: -secondsOf(id, language) };
}

/** A choice that may be missing. Its part is measured within the prompt, so a missing one shortens it. */
function optionalChoice(param: 'face' | 'pin' | 'again', filler: Filler): Filling {
  const { audience, language, id, speech } = filler;
  const part = `part.${audience.screen}.${param}.${id.endsWith('.first') ? 'first' : 'short'}`;
  const offered = param === 'pin' ? speech.facts.pin : speech.facts.face;
  return offered
    ? counted(fill(template(part, language), () => ''))
    : { words: '', seconds: -secondsOf(part, language) };
}

function groupsSpoken({ speech, language }: Filler): Filling {
  let seconds = 0;
  for (const group of groupOrder) {
    if (!speech.facts.groups[group]) seconds -= secondsOf(`part.group_spoken.${group}`, language);
  }
  const words = groupsUsed(speech.facts.groups)
    .map((group) => text(`part.group_spoken.${group}`, language))
    .join(joiners.sentences[language]);
  return { words, seconds };
}

/** The answers, one sentence a line; where all groups have the same answer one sentence stands for them. */
function linesSpoken({ speech, language }: Filler): Filling {
  const { facts } = speech;
  const said: string[] = [];
  let seconds = 0;
  const groups = groupsUsed(facts.groups);
  const agreed = facts.consent === null ? 0 : groups.filter((group) => facts.consent?.[group]).length;
  const asOne = facts.consent !== null && groups.length > 1 && (agreed === 0 || agreed === groups.length);
  if (asOne) {
    const id = agreed === 0 ? 'part.line_spoken.all_refuse' : 'part.line_spoken.all_agree';
    said.push(text(id, language));
    seconds += secondsOf(id, language);
  }
  for (const { of, choice } of answerLines(facts)) {
    if (asOne && of !== 'recipient' && of !== 'prescription') continue;
    const label = text(`label.${choice}`, language);
    said.push(fill(template(`part.line_spoken.${of}`, language), () => label));
    seconds += secondsOf(`part.line_spoken.${of}`, language) + estimatedDifference('choice', label, language);
  }
  return { words: said.join(joiners.sentences[language]), seconds };
}

function nameSpoken({ speech, language, mayTell }: Filler): Filling {
  const kana = speech.facts.kana?.reveal() ?? '';
  if (kana === '' || !mayTell) return silence;
  return {
    words: fill(template('part.name_spoken', language), () => kana),
    seconds: secondsOf('part.name_spoken', language) + estimatedDifference('kana', kana, language),
  };
}

function dated(param: 'graceUntil' | 'expires', day: string | null, language: Language): Filling {
  if (day === null) return silence;
  const words = writtenDate(day, language);
  return { words, seconds: estimatedDifference(param, words, language) };
}

function codeOf({ audience, id }: Filler): string | undefined {
  if (isAnnouncementId(id)) return announcements[id].code;
  return screens[audience.screen].variants?.codes?.[audience.variant ?? ''];
}

function spokenFilling(param: ParamName, filler: Filler): Filling {
  const { speech, audience, language } = filler;
  const { facts } = speech;
  switch (param) {
    case 'slot_hint':
    case 'orientation':
    case 'tap_hint':
    case 'camera_hint':
      return hint(`part.${param}`, true, language);
    case 'mask_note':
      return hint('part.mask_note', audience.profile.maskNote, language);
    case 'tries':
      return partApart(triesId(facts.triesLeft), language);
    case 'password_tries':
      return partApart(passwordTriesId(facts.passwordTriesLeft), language);
    case 'reason':
      return partApart(facts.faceReason === null ? null : `part.reason.${facts.faceReason}`, language);
    case 'code':
      return counted(fill(template(`part.code.${codeOf(filler)}`, language), () => ''));
    case 'name_spoken':
      return nameSpoken(filler);
    case 'groups_spoken':
      return groupsSpoken(filler);
    case 'lines_spoken':
      return filler.mayTell ? linesSpoken(filler) : silence;
    case 'face':
    case 'pin':
    case 'again':
      return optionalChoice(param, filler);
    case 'label': {
      const label = speech.params.label === undefined ? '' : text(`label.${speech.params.label}`, language);
      return { words: label, seconds: estimatedDifference('label', label, language) };
    }
    case 'graceUntil':
    case 'expires':
      return dated(param, facts[param], language);
    case 'i':
      return counted(String(groupCount(audience.screen, facts.groups).i));
    case 'n':
      return counted(String(groupCount(audience.screen, facts.groups).n));
    case 'k':
      return counted(String(speech.params.digits ?? completeLanguages.indexOf(language) + 1));
    case 's':
      return counted(String(facts.secondsLeft ?? ''));
    case 'v':
      return counted(String(audience.comfort.volume));
    case 'r':
      return counted(String(audience.comfort.speed));
    case 'name':
    case 'kana':
    case 'lines':
    case 'groups':
    case 'choice':
      return silence;
  }
}

const stops = { ja: ['。'], en: ['. ', '? '] } as const;

/** Cuts after each full stop. The length is shared out by letters; no engine has measured single sentences. */
export function sentencesOf(words: string, duration: number, language: Language): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  let begun = 0;
  while (from < words.length) {
    let end = words.length;
    for (const stop of stops[language]) {
      const found = words.indexOf(stop, from);
      if (found !== -1) end = Math.min(end, found + stop.length);
    }
    const until = Math.round((duration * end) / words.length);
    sentences.push({ text: words.slice(from, end), duration: until - begun });
    from = end;
    begun = until;
  }
  return sentences;
}

const isPrivateVariant = ({ screen, variant }: Audience): boolean =>
  screens[screen].variants?.private?.includes(variant ?? '') === true;

/** However much is missing from a text, what is left takes a moment to say. */
const shortestSeconds = 0.5;

/** Puts it in words for this audience, now. */
export function utter(speech: Speech, audience: Audience): Spoken {
  const { comfort, screen } = audience;
  const language = ('language' in speech.says ? speech.says.language : undefined) ?? comfort.language;
  const id = spokenId(speech, audience);
  const channel = channelOf(comfort);
  const filler: Filler = {
    speech,
    audience,
    language,
    id,
    mayTell: channel === 'earphones' || 'aloud' in speech.says,
  };
  const named: string[] = [];
  let seconds = secondsOf(id, language);
  let tells = isAnnouncementId(id)
    ? announcements[id].onSpeaker !== undefined
    : speech.kind === 'prompt' && channel === 'earphones' && isPrivateVariant(audience);
  const words = fill(template(id, language), (param) => {
    const filling = spokenFilling(param, filler);
    seconds += filling.seconds;
    if (filling.words !== '') {
      named.push(param);
      tells ||= params[param].private === true;
    }
    return filling.words;
  });
  const duration = Math.round((Math.max(seconds, shortestSeconds) * 1000) / comfort.speed);
  const utterance: Utterance = {
    id,
    kind: speech.kind,
    screen,
    language,
    channel,
    private: tells,
    text: words,
    params: named,
    duration,
    speed: comfort.speed,
    volume: comfort.volume,
  };
  const sentences =
    comfort.voice === 'off' ? [{ text: words, duration }] : sentencesOf(words, duration, language);
  return { utterance, sentences };
}

/** A screen in words, ready to be drawn. Pure; called at each change of what is shown. */

import type { Language } from '../../protocol/errors.ts';
import type { ReaderProfile } from '../profiles.ts';
import { type Choice, type ScreenId, screenIds, screens } from './catalogue.ts';
import { type DisplayMode, defaultDisplay } from './display-mode.ts';
import type { Facts } from './facts.ts';
import { keyOrder } from './keys.ts';
import { pageCount } from './layout/page-count.ts';
import { isOffered } from './offered.ts';
import { type ParamName, params } from './params.ts';
import { announcements } from './spoken.ts';
import { completeLanguages, fill, type Template, template, templateLines, text } from './texts.ts';
import type { ScreenView } from './vocabulary.ts';
import {
  answerLines,
  bodyId,
  groupCount,
  groupsUsed,
  joiners,
  passwordTriesId,
  triesId,
  troubleId,
} from './wording.ts';
import { writtenDate } from './written-date.ts';

export interface ViewInput {
  readonly screen: ScreenId;
  readonly variant: string | null;
  readonly language: Language;
  readonly profile: ReaderProfile;
  readonly facts: Facts;
  readonly mode?: DisplayMode;
  /** How many times the page was turned. */
  readonly turned?: number;
}

type Shown = ScreenView['choices'][number];

/** What a placeholder shows. Those that are only spoken show nothing. */
function shown(param: ParamName, { screen, variant, language, facts }: ViewInput): string {
  switch (param) {
    case 'name':
      return facts.name?.reveal() ?? '';
    case 'tries': {
      const id = triesId(facts.triesLeft);
      return id === null ? '' : text(id, language);
    }
    case 'password_tries': {
      const id = passwordTriesId(facts.passwordTriesLeft);
      return id === null ? '' : text(id, language);
    }
    case 'reason':
      return facts.faceReason === null ? '' : text(`part.reason.${facts.faceReason}`, language);
    case 'code':
      return screens[screen].variants?.codes?.[variant ?? ''] ?? '';
    case 'graceUntil':
      return facts.graceUntil === null ? '' : writtenDate(facts.graceUntil, language);
    case 'expires':
      return facts.expires === null ? '' : writtenDate(facts.expires, language);
    case 'groups':
      return groupsUsed(facts.groups)
        .map((group) => text(`part.group.${group}`, language))
        .join(joiners.groups[language]);
    case 'lines':
      return answerLines(facts)
        .map(({ of, choice }) =>
          fill(template(`part.line.${of}`, language), () => text(`label.${choice}`, language)),
        )
        .join('\n');
    case 'i':
      return String(groupCount(screen, facts.groups).i);
    case 'n':
      return String(groupCount(screen, facts.groups).n);
    case 's':
      return facts.secondsLeft === null ? '' : String(facts.secondsLeft);
    default:
      return '';
  }
}

/** A language is chosen by the key of its place in the list; its label is its own name. */
const languageChoices: readonly Shown[] = completeLanguages.flatMap((language, place) => {
  const key = keyOrder[place];
  return key === undefined ? [] : [{ key, label: text('language.name', language) }];
});

/** What of a screen is the same whenever it is shown, made once: a screen is drawn at each change of what it knows. */
interface Fixed {
  readonly title: Template;
  /** In the order of the catalogue. */
  readonly choices: readonly { readonly choice: Choice; readonly plain: Shown; readonly marked: Shown }[];
}

function fixedIn(language: Language): Readonly<Record<ScreenId, Fixed>> {
  const made: Partial<Record<ScreenId, Fixed>> = {};
  for (const screen of screenIds) {
    const choices = screens[screen].choices.map((choice) => {
      const plain = { key: choice.key, label: text(`label.${choice.id}`, language) };
      return { choice, plain, marked: { ...plain, marked: true as const } };
    });
    made[screen] = { title: template(`${screen}.title`, language), choices };
  }
  return made as Record<ScreenId, Fixed>;
}

const fixed: Readonly<Record<Language, Readonly<Record<ScreenId, Fixed>>>> = {
  ja: fixedIn('ja'),
  en: fixedIn('en'),
};

function choicesOf({ screen, language, profile, facts, mode }: ViewInput): Shown[] {
  const shownChoices: Shown[] = screens[screen].generated === 'languages' ? [...languageChoices] : [];
  for (const { choice, plain, marked } of fixed[language][screen].choices) {
    if (!isOffered(choice, profile, facts)) continue;
    const isMarked =
      choice.sets === undefined
        ? choice.acts === 'mark' && facts.marked === choice.id
        : isSet(choice.sets, mode);
    shownChoices.push(isMarked ? marked : plain);
  }
  return shownChoices;
}

/** Most texts have nothing to fill in. */
const filledIn = (sentence: Template, input: ViewInput): string =>
  sentence.rest.length === 0 ? sentence.head : fill(sentence, (param) => shown(param, input));

function isSet(setting: NonNullable<Choice['sets']>, mode = defaultDisplay): boolean {
  switch (setting) {
    case 'text':
      return mode.text === 'large';
    case 'contrast':
      return mode.contrast === 'high';
    case 'hidden':
      return mode.hidden;
  }
}

/** At rest the screen is nobody's, so there is nothing to hide; staff would stand before a dark reader, and hear no earphones. */
export const isHidable = (screen: ScreenId): boolean =>
  screens[screen].rest !== true && screens[screen].forStaff !== true;
const hides = (screen: ScreenId, { hidden }: DisplayMode): boolean => hidden && isHidable(screen);

/** What the camera asks for now, or what was wrong with card or phone, with its error code as it is written. */
function momentaryStatus({ screen, language, facts }: ViewInput): string | null {
  if (screen === 'face_capture' && facts.cue !== null) return text(`cue.${facts.cue}`, language);
  const trouble = troubleId(screen, facts);
  return trouble === null ? null : fill(template(trouble, language), () => announcements[trouble].code ?? '');
}

/** Everything on a screen. The tries left, the camera's cue and what is wrong with card or phone are its status line, all else is body. */
export function composeView(input: ViewInput): ScreenView {
  const { screen, variant, language, profile, facts, turned = 0 } = input;
  const definition = screens[screen];
  const mode = input.mode ?? defaultDisplay;
  if (hides(screen, mode)) return blank(input, mode);
  const body: string[] = [];
  let status = momentaryStatus(input);
  let holdsPerson =
    definition.private === true || definition.variants?.private?.includes(variant ?? '') === true;

  for (const [index, line] of templateLines(
    bodyId(screen, variant, facts.groups, profile.phones),
    language,
  ).entries()) {
    if (index + 1 === definition.voiceLine && !profile.voiceMode) continue;
    const alone = line.rest.length === 1 ? line.rest[0]?.param : undefined;
    if (alone === 'name' && facts.name === null) continue;
    const filled = filledIn(line, input);
    if (alone === 'tries' || alone === 'password_tries') status = filled === '' ? null : filled;
    else if (alone === 'lines') body.push(...filled.split('\n'));
    else body.push(filled);
    holdsPerson ||= line.rest.some(({ param }) => params[param].private === true);
  }

  const view: ScreenView = {
    id: screen,
    variant,
    language,
    title: filledIn(fixed[language][screen].title, input),
    text: body,
    choices: choicesOf(input),
    masked: definition.digits === undefined ? null : facts.digitsEntered,
    status,
    private: holdsPerson,
    mode: mode.hidden ? { ...mode, hidden: false } : mode,
    page: onlyPage,
  };
  const of = pageCount(view, profile.device);
  return of === 1 ? view : { ...view, page: { at: (turned % of) + 1, of } };
}

const onlyPage: ScreenView['page'] = { at: 1, of: 1 };

/** That a field takes digits stays known, for they are digits still; how many there are is not. */
const blank = ({ screen, variant, language }: ViewInput, mode: DisplayMode): ScreenView => ({
  id: screen,
  variant,
  language,
  title: '',
  text: [],
  choices: [],
  masked: screens[screen].digits === undefined ? null : 0,
  status: null,
  private: false,
  mode,
  page: onlyPage,
});

/** Every prompt of every screen in words, with all its choices in: what checks of the wording look through. */

import { sentencesOf } from '../../firmware/guidance/speech.ts';
import { type Choice, type ScreenId, screenIds, screens } from '../../firmware/screens/catalogue.ts';
import { completeLanguages, isTextId, type TextId, text } from '../../firmware/screens/texts.ts';
import type { Language } from '../../firmware/screens/vocabulary.ts';
import { type Form, promptId } from '../../firmware/screens/wording.ts';
import { choicesIn, type SpokenChoice } from '../eyes-free/spoken-choices.ts';

/** The words of a text; the firmware's own, or others to see whether a check notices. */
export type Wording = (id: TextId, language: Language) => string;
export const ownWording: Wording = text;

export interface SpokenForm {
  readonly id: TextId;
  readonly screen: ScreenId;
  readonly form: Form;
  readonly channel: 'speaker' | 'earphones';
  readonly language: Language;
  readonly words: string;
  /** Read out of the words, as a listener would. */
  readonly choices: readonly SpokenChoice[];
}

export const variantsOf = (screen: ScreenId): readonly (string | null)[] =>
  screens[screen].variants?.values ?? [null];

const forms = ['first', 'short'] as const satisfies readonly Form[];
const channels = ['speaker', 'earphones'] as const;

/** With the parts that a prompt may leave out; other placeholders say nothing about keys. */
function filled(id: TextId, screen: ScreenId, form: Form, language: Language, wording: Wording): string {
  return wording(id, language).replaceAll(/\{(\w+)\}/g, (_, param: string) => {
    const part = `part.${screen}.${param}.${form}`;
    return isTextId(part) ? wording(part, language) : '';
  });
}

export const choicesSpoken = (words: string, language: Language): readonly SpokenChoice[] =>
  sentencesOf(words, 0, language).flatMap(({ text: sentence }) => choicesIn(sentence.trim(), language));

export function spokenForms(wording: Wording): readonly SpokenForm[] {
  return screenIds.flatMap((screen) =>
    variantsOf(screen).flatMap((variant) =>
      forms.flatMap((form) =>
        channels.flatMap((channel) =>
          completeLanguages.flatMap((language) => {
            const id = promptId(screen, variant, form, channel);
            if (id === null || !isTextId(id)) return [];
            const words = filled(id, screen, form, language, wording);
            return [{ id, screen, form, channel, language, words, choices: choicesSpoken(words, language) }];
          }),
        ),
      ),
    ),
  );
}

/** Told once, on `welcome`; a screen need not say them again. */
export const isGeneral = ({ key, id }: Choice): boolean =>
  (key === '9' && id === 'end') ||
  (key === '0' && id === 'staff') ||
  key === '8' ||
  (key === '*' && (id === 'back' || id === 'voice'));

/** The choices of a screen that its prompt has to tell on this channel. How a screen looks is for those who look at it. */
export const choicesToTell = (screen: ScreenId, channel: SpokenForm['channel']): readonly Choice[] =>
  screens[screen].choices.filter(
    (choice) =>
      !isGeneral(choice) &&
      choice.sets === undefined &&
      !(choice.when === 'speaker' && channel === 'earphones'),
  );

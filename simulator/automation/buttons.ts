/** Which keys have a button on the touch display now. */

import { globalKeys } from '../../firmware/screens/catalogue.ts';
import type { Key, ScreenView } from '../../firmware/screens/vocabulary.ts';

/** What asks for speech again or past it is the keypad's alone outside masked fields. */
const keypadOnly: readonly string[] = ['repeat', 'skip_sentence'];

/** None on a hidden screen. A masked field brings all twelve; what does not fit brings 5, the next page; volume, speed, language, end, staff and back have theirs on every screen. */
export function hasButton(view: ScreenView | null, key: Key): boolean {
  if (view === null || view.mode.hidden) return false;
  if (view.masked !== null || view.choices.some((choice) => choice.key === key || choice.key === 'any'))
    return true;
  if (key === '5' && view.page.of > 1) return true;
  const meaning = Object.entries(globalKeys).find(([global]) => global === key)?.[1];
  return meaning !== undefined && !keypadOnly.includes(meaning);
}

/** What stands on a card's face, as far as something here reads it: the rest of the picture is not drawn. */

import type { Day } from '../../../firmware/calendar.ts';
import type { Digits } from '../../../protocol/personal.ts';
import type { Person } from '../../people/person.ts';
import { verificationNumberB } from './printed-numbers.ts';

/** Written on a face-only card (顔認証マイナンバーカード), as the press says; where on it and in which form is not public. */
export const faceOnlyMark = '顔認証';

export interface PrintedFace {
  /** 照合番号B, which the reader's scanner reads. */
  readonly number: Digits;
  /** 有効期限 of the card, for the people who see it; the reader scans its year as part of the number. */
  readonly expires: Day;
  /** For the people who see the card. No reader goes by it: whether there is a PIN the chip tells. */
  readonly mark: typeof faceOnlyMark | null;
}

/** Of a card that was handed out on `day`; null: nothing of the kind stands on it, since it is no My Number Card or is broken. */
export function printedFace(person: Person, day: Day): PrintedFace | null {
  const { kind, faceOnly, expires } = person.card;
  if (kind !== 'my-number' && kind !== 'next') return null;
  return {
    number: verificationNumberB(person, day),
    expires: expires(day),
    mark: faceOnly ? faceOnlyMark : null,
  };
}

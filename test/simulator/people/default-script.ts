/** The default script: what a person does on each screen who agrees to everything and takes the card at the end. */

import type { ScreenId } from '../../../firmware/screens/catalogue.ts';
import type { Person } from '../../../simulator/people/person.ts';

/** `nothing`: the screen goes by itself. */
export type ScriptedAct =
  | { readonly does: 'place' | 'take' | 'placeAgain' | 'present' | 'nothing' }
  | { readonly does: 'press'; readonly keys: string };

const press = (keys: string): ScriptedAct => ({ does: 'press', keys });

const script: Partial<Record<ScreenId, ScriptedAct | ((person: Person) => ScriptedAct)>> = {
  idle: { does: 'place' },
  // The card that lies there was not read: once more.
  place_card: { does: 'placeAgain' },
  choose_method: ({ defaultVisit }) => press(defaultVisit.method === 'face' ? '1' : '2'),
  face_capture: { does: 'nothing' },
  pin_entry: ({ pin }) => press(`${pin.reveal()}#`),
  checking: { does: 'nothing' },
  not_registered: press('1#'),
  recipient_certificate: press('1'),
  cert_grace: press('1'),
  expiry_notice: press('1'),
  consent_all: press('1'),
  consent_summary: press('#'),
  accepted_clinic: press('9'),
  eligibility_problem: press('9'),
  card_refused: press('9'),
  take_card: { does: 'take' },
  ended: { does: 'nothing' },
};

/** The same with the phone. */
const phoneScript: typeof script = {
  ...script,
  idle: press('2'),
  choose_phone: ({ phone }) => press(phone?.kind === 'android' ? '1' : '2'),
  phone_pin: ({ phone }) => press(`${phone?.pin.reveal()}#`),
  hold_phone: { does: 'present' },
  phone_refused: press('9'),
};

/** null: the script does not know the screen. */
export function scriptedAct(
  screen: ScreenId,
  person: Person,
  by: 'card' | 'phone' = 'card',
): ScriptedAct | null {
  const act = (by === 'card' ? script : phoneScript)[screen] ?? null;
  return typeof act === 'function' ? act(person) : act;
}

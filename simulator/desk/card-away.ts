/** Carries out what happens to a card away from the reader (people/away.ts): at its authority, or with its own commands. */

import { japanDay } from '../../firmware/calendar.ts';
import { type AwayId, awayDefinition } from '../people/away.ts';
import type { Person } from '../people/person.ts';
import type { CertificateRegister } from '../pki/cards/certificate-register.ts';
import type { PeoplesCards } from './peoples-cards.ts';
import type { PeoplesPhones } from './peoples-phones.ts';
import { type Entry, enterSecret } from './secret-entry.ts';

export interface AwayParts {
  readonly cards: PeoplesCards;
  readonly phones: PeoplesPhones;
  readonly register: CertificateRegister;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
}

/** A four-digit PIN that is not this one. */
const otherPin = (pin: string): string => (pin === '0000' ? '1111' : '0000');
/** Has the form of a password; nobody's of the people file. */
const wrongPassword = 'WRONG0000';

/** What the card answered where a secret was entered; `done` where none was. */
export function carryOut(
  id: AwayId,
  person: Person,
  { cards, phones, register, now }: AwayParts,
): Entry | 'done' {
  const { does } = awayDefinition(id);
  if ('certificate' in does) {
    register.change(person, does.certificate, now);
    return 'done';
  }
  if ('faceOnly' in does) {
    cards.handOutAnew(person.id, does.faceOnly);
    return 'done';
  }
  if ('renews' in does) {
    const today = japanDay(now);
    if (does.renews === 'card') {
      register.change(person, 'good', now);
      register.renewals.cardRenewed(person, today);
      cards.renew(person.id, today);
    } else {
      phones.renew(person.id, today);
      register.renewals.phoneRenewed(person);
    }
    return 'done';
  }
  const { pin, signingPassword } = person;
  if ('enters' in does) {
    const right = does.enters === 'pin' ? pin.reveal() : signingPassword.reveal();
    const wrong = does.enters === 'pin' ? otherPin(right) : wrongPassword;
    return enterSecret(cards.of(person.id), does.enters, does.right ? right : wrong);
  }
  if (does.counters === 'full') {
    cards.unlock(person.id);
    return 'done';
  }
  const proved = enterSecret(cards.of(person.id), 'password', signingPassword.reveal());
  if (proved === 'right') cards.unlockPin(person.id);
  return proved;
}

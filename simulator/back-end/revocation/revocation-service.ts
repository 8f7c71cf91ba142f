/**
 * What the authorities of the cards publish of revocation: a list for each generation of cards, and answers to questions
 * (OCSP). The routes serve it and the back end itself asks it, so both see the same.
 */

import { dayStart, japanDay, millisecondsADay } from '../../../firmware/calendar.ts';
import type { People } from '../../people/registry.ts';
import type { CardGeneration } from '../../pki/cards/card-authority.ts';
import type { CertificateRegister } from '../../pki/cards/certificate-register.ts';
import { answerOcsp, tryLater } from '../../pki/cards/ocsp-responder.ts';
import { issueRevocationList } from '../../pki/cards/revocation-list.ts';
import type { RevocationConduct } from './revocation-conduct.ts';

export interface RevocationService {
  /** The list of a generation in DER; null: nobody is there. @param at milliseconds since 1970-01-01 UTC */
  list(generation: CardGeneration, at: number): Uint8Array | null;
  /** The answer to a question, both in DER; null: nobody is there. */
  answer(question: Uint8Array, at: number): Uint8Array | null;
}

/** By how many milliseconds what a service publishes is off. */
const offBy = { stale: -2 * millisecondsADay, early: 2 * millisecondsADay } as const;

const other: Readonly<Record<CardGeneration, CardGeneration>> = { current: 'next', next: 'current' };

/** Lists of people whose certificates are all as the file says: the same for every desk of a day. */
const unchanged = new WeakMap<People, Map<string, Uint8Array>>();

export function revocationService(
  register: CertificateRegister,
  conduct: Pick<RevocationConduct, 'state'>,
): RevocationService {
  const ofThisDesk = new Map<string, Uint8Array>();

  /** One a day, from midnight in Japan to the next, and one at every change. */
  function published(generation: CardGeneration, at: number): Uint8Array {
    const { revision, changedAt } = register;
    const from = dayStart(japanDay(at));
    const kept = revision === 0 ? listsOf(register.people) : ofThisDesk;
    const key = `${generation} ${from} ${revision}`;
    let list = kept.get(key);
    if (list === undefined) {
      list = issueRevocationList(generation, {
        entries: register.entries(generation),
        thisUpdate: Math.max(from, changedAt ?? from),
        nextUpdate: from + millisecondsADay,
        number: Math.floor(from / millisecondsADay) * 1000 + revision,
      });
      kept.set(key, list);
    }
    return list;
  }

  return {
    list(generation, at) {
      switch (conduct.state) {
        case 'down':
          return null;
        case 'stale':
        case 'early':
          return published(generation, at + offBy[conduct.state]);
        case 'foreign':
          return published(other[generation], at);
        case 'damaged':
          return published(generation, at).subarray(0, -1);
        default:
          return published(generation, at);
      }
    },
    answer(question, at) {
      switch (conduct.state) {
        case 'down':
          return null;
        case 'stale':
        case 'early':
          return answerOcsp(question, { register, at: at + offBy[conduct.state] });
        case 'foreign':
          return answerOcsp(question, { register, at, signedByOther: true });
        case 'damaged':
          return answerOcsp(question, { register, at }).subarray(0, -1);
        case 'other-certificate':
          return answerOcsp(question, { register, at, insteadOf: nextNumber });
        case 'try-later':
          return tryLater();
        default:
          return answerOcsp(question, { register, at });
      }
    },
  };
}

const listsOf = (people: People): Map<string, Uint8Array> => {
  const known = unchanged.get(people) ?? new Map<string, Uint8Array>();
  unchanged.set(people, known);
  return known;
};

/** The number after, of as many digits. */
const nextNumber = (number: string): string =>
  (BigInt(`0x${number}`) + 1n).toString(16).padStart(number.length, '0');

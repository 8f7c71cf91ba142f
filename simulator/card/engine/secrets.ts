/** VERIFY and the two commands that change a secret: tries are counted down before a secret is compared. */

import { timingSafeEqual } from 'node:crypto';
import { Digits } from '../../../protocol/personal.ts';
import { type CommandApdu, status } from './apdu.ts';
import { type CardState, type Handler, referenced } from './card-state.ts';
import type { SecretFile } from './contents.ts';
import { sw } from './status-words.ts';

const triesLeft = (card: CardState, secret: SecretFile): number =>
  Math.min(card.memory.counters.get(secret.name) ?? secret.triesLeft, secret.tries);

function secretOf(card: CardState, p2: number): SecretFile | number {
  const file = referenced(card, p2);
  if (typeof file === 'number') return file;
  return file.kind === 'secret' ? file : sw.referencedDataNotFound;
}

function isRight(card: CardState, secret: SecretFile, given: Uint8Array): boolean {
  const value = Buffer.from((card.memory.secrets.get(secret.name) ?? secret.value).reveal(), 'latin1');
  return value.length === given.length && timingSafeEqual(value, given);
}

export function verifySecret(card: CardState, { p1, p2, data }: CommandApdu): Uint8Array {
  if (p1 !== 0x00) return status(sw.wrongP1P2);
  const secret = secretOf(card, p2);
  if (typeof secret === 'number') return status(secret);
  const left = triesLeft(card, secret);
  // A question, not a try: clients bind a card only if this is 63Cx, whether it is blocked or was proved before.
  if (data.length === 0) return status(sw.triesLeft | left);
  card.proved.delete(secret.id);
  if (left === 0) return status(sw.blocked);
  // Counted before it is compared: a card taken away in between has given no free try.
  card.memory.counters.set(secret.name, left - 1);
  if (!isRight(card, secret, data)) return status(sw.triesLeft | (left - 1));
  card.memory.counters.set(secret.name, secret.tries);
  card.proved.add(secret.id);
  return status(sw.done);
}

/** A new value in place of a proved secret; each of the two commands has its own P1. A value of the wrong form is answered 6A80 (our design). */
export const changeSecret =
  (p1Wanted: number): Handler =>
  (card, { cla, ins, p1, p2, data }) => {
    if (p1 !== p1Wanted) return status(sw.wrongP1P2);
    const secret = secretOf(card, p2);
    if (typeof secret === 'number') return status(secret);
    if (secret.change?.command !== ((cla << 8) | ins)) return status(sw.insNotSupported);
    if (!card.proved.has(secret.id)) return status(sw.securityStatusNotSatisfied);
    if (data.length === 0) return status(sw.wrongLength);
    const value = Buffer.from(data).toString('latin1');
    if (!secret.change.form.test(value)) return status(sw.wrongData);
    card.memory.secrets.set(secret.name, new Digits(value));
    return status(sw.done);
  };

/** COMPUTE SIGNATURE and INTERNAL AUTHENTICATE: what the card's keys sign, after their secret where they have one. */

import { type CommandApdu, response, status } from './apdu.ts';
import { type CardState, closedBy, referenced } from './card-state.ts';
import type { KeyFile } from './contents.ts';
import { authenticate, computeSignature, knowsScheme } from './signature-schemes.ts';
import { sw } from './status-words.ts';

const answered = (signature: Uint8Array | number): Uint8Array =>
  typeof signature === 'number' ? status(signature) : response(signature);

export function sign(card: CardState, { p1, p2, data }: CommandApdu): Uint8Array {
  if (p2 === 0x00) return signByDefault(card, p1, data);
  const file = referenced(card, p2);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'key') return status(sw.commandDoesNotFitFile);
  if (file.use !== 'signature') return status(sw.conditionsNotSatisfied);
  if (!knowsScheme(file.key, p1)) return status(sw.wrongP1P2);
  const closed = closedBy(card, file.openedBy);
  const byTerminal = closed !== null;
  if (byTerminal && !isGranted(card, file)) return status(closed);
  const signature = computeSignature(file.key, p1, data, card.entropy);
  if (byTerminal && typeof signature !== 'number') card.granted = null;
  return answered(signature);
}

const isGranted = (card: CardState, { id }: KeyFile): boolean => card.granted === id;

function signByDefault(card: CardState, p1: number, data: Uint8Array): Uint8Array {
  const key = card.application.defaultKey;
  if (key === null || p1 !== 0x00) return status(sw.wrongP1P2);
  return answered(computeSignature(key, p1, data, card.entropy));
}

/** A signature over the challenge, hashed by the card. Keys for signatures answer 6985, opened or open to all. */
export function authenticateInternally(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (p1 !== 0x00) return status(sw.wrongP1P2);
  const file = referenced(card, p2);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'key') return status(sw.commandDoesNotFitFile);
  const closed = closedBy(card, file.openedBy);
  if (closed !== null) return status(closed);
  if (file.use !== 'internalAuthentication') return status(sw.conditionsNotSatisfied);
  if (le === null || data.length === 0 || data.length > 255) return status(sw.wrongLength);
  return response(authenticate(file.key, data));
}

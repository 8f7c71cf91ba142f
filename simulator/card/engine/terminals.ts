/**
 * GET CHALLENGE, and how a terminal proves itself. That cards hold a key to check terminals with, and that 80 A2 and
 * 00 82 exist, is known; their parameters, and what a terminal gets by them, are our design.
 */

import { verify } from 'node:crypto';
import { type CommandApdu, response, status } from './apdu.ts';
import type { CardState } from './card-state.ts';
import { verifyCardVerifiable } from './card-verifiable-certificate.ts';
import { sw } from './status-words.ts';

const challengeForTerminals = 8;
const longestChallenge = 256;

export function getChallenge(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (p1 !== 0x00 || p2 !== 0x00) return status(sw.wrongP1P2);
  if (le === null || data.length > 0) return status(sw.wrongLength);
  if (le > longestChallenge) return status(sw.conditionsNotSatisfied);
  const challenge = card.entropy.bytes(le);
  card.challenge = le === challengeForTerminals ? challenge : null;
  return response(challenge);
}

export function presentTerminalCertificate(card: CardState, { p1, p2, data }: CommandApdu): Uint8Array {
  if (p1 !== 0x00 || p2 !== 0xc1) return status(sw.wrongP1P2);
  if (data.length === 0) return status(sw.wrongLength);
  card.terminal = null;
  for (const file of card.application.files.values()) {
    if (file.kind !== 'terminalAuthority') continue;
    card.terminal = verifyCardVerifiable(data, file.key);
    return status(card.terminal === null ? sw.wrongData : sw.done);
  }
  return status(sw.conditionsNotSatisfied);
}

/** Right: the key that the authority's file names signs once without its secret. */
export function authenticateTerminal(card: CardState, { p1, p2, data }: CommandApdu): Uint8Array {
  const authority = card.application.files.get(p2);
  if (p1 !== 0x00 || authority?.kind !== 'terminalAuthority') return status(sw.wrongP1P2);
  if (data.length === 0) return status(sw.wrongLength);
  const { terminal, challenge } = card;
  // One answer for each challenge, right or wrong.
  card.challenge = null;
  card.granted = null;
  if (terminal === null || challenge === null) return status(sw.conditionsNotSatisfied);
  const raw = { key: terminal, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', challenge, raw, data)) return status(sw.authenticationFailed);
  card.granted = authority.opens;
  return status(sw.done);
}

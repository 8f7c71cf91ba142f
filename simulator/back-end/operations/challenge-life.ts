/** Challenges: the bytes that a card signs for one visit. Pure rules; keeping them is the store's. */

import { Buffer } from 'node:buffer';
import type { Entropy } from '../../../firmware/hal.ts';
import type { KeptVisit } from '../store.ts';

const nonceBytes = 32;

/** Milliseconds for which a challenge may be signed. Our figure: longer than a reader waits for its host (120 s). */
export const challengeLifeMs = 300_000;

export interface Challenge {
  /** base64url */
  readonly nonce: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly until: number;
}

export const freshChallenge = (entropy: Entropy, now: number): Challenge => ({
  nonce: Buffer.from(entropy.bytes(nonceBytes)).toString('base64url'),
  until: now + challengeLifeMs,
});

/**
 * The challenge to give again: unused, and with at least half of its life left. A repeated question (an answer was
 * lost on the way) must not make the challenge worthless that the card may be signing already.
 */
export function challengeToRepeat(kept: KeptVisit | null, now: number): Challenge | null {
  const challenge = kept?.challenge ?? null;
  if (challenge === null || challenge.nonce === kept?.judgement?.nonce) return null;
  return challenge.until - now >= challengeLifeMs / 2 ? challenge : null;
}

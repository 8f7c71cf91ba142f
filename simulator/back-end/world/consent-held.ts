/**
 * The consent (閲覧同意) that a person's last answer at an institution left there. A later answer replaces the one
 * before (REQ-13), a withdrawn visit counts as if it had never been.
 */

import type { Consent } from '../../../protocol/messages.ts';
import type { BackEndStore } from '../store.ts';

/** A consent holds exactly 24 hours from its registration (REQ-12). */
export const consentLifeMs = 24 * 3_600_000;

/** A consent that was given. Milliseconds since 1970-01-01 UTC. */
export interface GivenConsent {
  readonly groups: Consent;
  /** When it was registered (ConsTime). */
  readonly at: number;
  /** The last second in which it holds (AvailableTime). */
  readonly until: number;
}

export type ConsentStanding =
  | ({ readonly kind: 'held' | 'over' } & GivenConsent)
  /** Nobody was asked: the certificate was in its grace period. */
  | { readonly kind: 'grace' }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'none' };

/** Files name whole seconds; the second that they name as the last still counts whole. */
const second = (ms: number): number => Math.floor(ms / 1000);

/** Whether a consent whose last second is `until` holds no longer. */
export const hasEnded = (until: number, now: number): boolean => second(now) > second(until);

/** What stands at `now` of the consent that the person (id of the people file) gave at the institution. */
export function consentStanding(
  store: Pick<BackEndStore, 'lastAnswered' | 'hasWithdrawn'>,
  {
    institution,
    person,
    now,
  }: { readonly institution: string; readonly person: string; readonly now: number },
): ConsentStanding {
  const last = store.lastAnswered(institution, person);
  if (!last?.use) return { kind: store.hasWithdrawn(institution, person) ? 'withdrawn' : 'none' };
  const { consent: groups, at } = last.use;
  if (groups === null) return { kind: 'grace' };
  const until = at + consentLifeMs;
  return { kind: hasEnded(until, now) ? 'over' : 'held', groups, at, until };
}

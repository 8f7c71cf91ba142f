/** How the authorities' revocation service behaves when a scenario tells it to, and which way the back end asks it. */

import type { Clock } from '../../../host-bridge/clock.ts';

export const revocationSources = ['crl', 'ocsp'] as const;
export type RevocationSource = (typeof revocationSources)[number];

/**
 * `published`: as it should be. `stale`: of two days ago. `early`: of the day after tomorrow. `foreign`: signed by the
 * other generation's authority. `damaged`: its last byte is missing. `down`: nobody is there. With `ocsp` alone:
 * `other-certificate`: the answer is about another certificate; `try-later`: an excuse.
 */
export const revocationStates = [
  'published',
  'stale',
  'early',
  'foreign',
  'damaged',
  'down',
  'other-certificate',
  'try-later',
] as const;
export type RevocationState = (typeof revocationStates)[number];

/** States in which only a responder can be. */
export const ofOcspAlone: ReadonlySet<RevocationState> = new Set(['other-certificate', 'try-later']);

export interface RevocationOrder {
  readonly state: RevocationState;
  readonly by: RevocationSource;
  /** Milliseconds of the desk's clock until it is `published` and `crl` again; without it, until told otherwise. */
  readonly for?: number;
}

export interface RevocationObservation {
  readonly event: 'revocation';
  readonly state: RevocationState;
  readonly by: RevocationSource;
}

export interface RevocationConduct {
  readonly state: RevocationState;
  readonly by: RevocationSource;
  set(order: RevocationOrder): void;
  /** Gives up the pending change back. */
  close(): void;
}

export function createRevocationConduct(
  clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>,
  observe: (observation: RevocationObservation) => void,
): RevocationConduct {
  let now: Omit<RevocationOrder, 'for'> = { state: 'published', by: 'crl' };
  let reverting: unknown = null;

  const stopReverting = (): void => {
    if (reverting !== null) clock.clearTimeout(reverting);
    reverting = null;
  };
  const become = (state: RevocationState, by: RevocationSource): void => {
    now = { state, by };
    observe({ event: 'revocation', state, by });
  };

  return {
    get state() {
      return now.state;
    },
    get by() {
      return now.by;
    },
    set(order) {
      stopReverting();
      become(order.state, order.by);
      if (order.for === undefined) return;
      reverting = clock.setTimeout(() => {
        reverting = null;
        become('published', 'crl');
      }, order.for);
    },
    close: stopReverting,
  };
}

/**
 * The back end as readers, lookups and the receipt computer ask it, with an ear for maintenance: who asks hears what he
 * would hear anyway, and whether it was refused for maintenance is known by then. What asks about maintenance itself is
 * not heard here, since it takes in its answer by itself.
 */

import type { Problem } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import type { BackEndClient } from '../eligibility/client.ts';

export function hearMaintenance(parts: {
  readonly backEnd: BackEndClient;
  readonly clock: Pick<Clock, 'now'>;
  readonly refused: (problem: Problem) => void;
  /** Told with when it was asked, milliseconds since 1970-01-01 UTC. */
  readonly answered: (askedAt: number) => void;
}): BackEndClient {
  const { backEnd, clock, refused, answered } = parts;
  return {
    call(operation, request) {
      const coming = backEnd.call(operation, request);
      if (operation === 'situation') return coming;
      const askedAt = clock.now();
      coming.then(
        (result) => {
          if (result.ok) answered(askedAt);
          else refused(result.problem);
        },
        () => {},
      );
      return coming;
    },
    close: () => backEnd.close(),
  };
}

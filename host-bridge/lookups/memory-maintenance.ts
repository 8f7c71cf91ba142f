/** What is known of maintenance in this process's memory, for desks that leave nothing behind. */

import { ok } from '../../protocol/result.ts';
import type { KeptMaintenance, MaintenanceStore } from './announced-maintenance.ts';

export function memoryMaintenance(): MaintenanceStore {
  let kept: KeptMaintenance | null = null;
  return {
    kept: () => kept,
    keep(known) {
      kept = known;
      return ok(undefined);
    },
    close() {},
  };
}

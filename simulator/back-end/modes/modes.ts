/**
 * When it is not an ordinary day, as the back end knows it: where and how long disaster mode (災害時モード) is opened, how
 * far the call-centre procedure of the search for outages (資格情報照会（システム障害時）) has come, and when there is
 * maintenance. Set from outside, kept in the store; judged by the desk's clock.
 */

import { compareDays, dayLastSecond, japanDay } from '../../../firmware/calendar.ts';
import type { Clock } from '../../../host-bridge/clock.ts';
import type { OutageSearchStage } from '../../../host-bridge/eligibility/search-operations.ts';
import type { BackEndStore } from '../store.ts';
import type { KeptModes, MaintenanceWindow, OpenedDisaster } from './mode-store.ts';

export interface ModeObservation {
  readonly event: 'mode';
  readonly mode: 'disaster' | 'outageSearch' | 'maintenance';
  /** `opened`, `closed`, or a stage of the search for outages. */
  readonly state: 'opened' | 'closed' | OutageSearchStage;
}

export interface Modes {
  readonly outageSearch: OutageSearchStage;
  /** The disaster for which the mode is opened in the municipality today; null: none. */
  disasterIn(municipality: string): OpenedDisaster | null;
  /** The window that is under way; null: none. */
  maintenanceNow(): MaintenanceWindow | null;
  /** The window that is under way or comes next; null: none. */
  nextMaintenance(): MaintenanceWindow | null;
  /** This and the others below throw EMU-424 where the change could not be kept; all is then as it was. */
  setOutageSearch(stage: OutageSearchStage): void;
  /** In place of what was opened before. */
  openDisaster(disaster: OpenedDisaster): void;
  closeDisaster(): void;
  /** In place of what was announced before; null: none. */
  announceMaintenance(window: MaintenanceWindow | null): void;
}

/** Spaces and width aside, as staff and ministry may write a name of a place. */
const plainName = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '');

export function createModes(parts: {
  readonly clock: Pick<Clock, 'now'>;
  readonly store: Pick<BackEndStore, 'change' | 'modes'>;
  readonly observe: (observation: ModeObservation) => void;
}): Modes {
  const { clock, store, observe } = parts;
  let now: KeptModes = store.modes.kept() ?? { outageSearch: 'off', disaster: null, maintenance: null };
  const set = (change: Partial<KeptModes>): void => {
    const next = { ...now, ...change };
    store.change('always', () => store.modes.keep(next));
    now = next;
  };

  const nextMaintenance = (): MaintenanceWindow | null => {
    const { maintenance } = now;
    return maintenance !== null && clock.now() < maintenance.until ? maintenance : null;
  };

  return {
    get outageSearch() {
      return now.outageSearch;
    },
    disasterIn(municipality) {
      const { disaster } = now;
      if (disaster === null) return null;
      const { municipalities, from, until } = disaster;
      const today = japanDay(clock.now());
      const inTime = compareDays(from, today) <= 0 && compareDays(today, until) <= 0;
      const named = municipalities.some((name) => plainName(name) === plainName(municipality));
      return inTime && named ? disaster : null;
    },
    maintenanceNow() {
      const next = nextMaintenance();
      return next !== null && next.from <= clock.now() ? next : null;
    },
    nextMaintenance,
    setOutageSearch(stage) {
      set({ outageSearch: stage });
      observe({ event: 'mode', mode: 'outageSearch', state: stage });
    },
    openDisaster(opened) {
      set({ disaster: opened });
      observe({ event: 'mode', mode: 'disaster', state: 'opened' });
    },
    closeDisaster() {
      set({ disaster: null });
      observe({ event: 'mode', mode: 'disaster', state: 'closed' });
    },
    announceMaintenance(window) {
      set({ maintenance: window });
      observe({ event: 'mode', mode: 'maintenance', state: window === null ? 'closed' : 'opened' });
    },
  };
}

/** The first moment at which an opened disaster mode is over, milliseconds since 1970-01-01 UTC. */
export const disasterEnd = ({ until }: OpenedDisaster): number => dayLastSecond(until) + 1000;

/** Which faults each reader has now: begins them, ends them when their time is over or when something mends them. */

import type { Clock } from '../../firmware/hal.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import type { FaultSite, Figures, Mend } from './fault-definition.ts';
import { figuresOf, type LinkFault, linkFaults } from './link-faults.ts';

export interface LinkOrder extends Figures {
  readonly fault: LinkFault;
}

/** What of a fault can be observed. Figures that it does not take are null. */
export type FaultObservation =
  | {
      readonly event: 'linkFault';
      readonly fault: LinkFault;
      readonly rate: number | null;
      readonly by: number | null;
    }
  | { readonly event: 'linkFaultEnded'; readonly fault: LinkFault };

interface UnderWay {
  readonly mend: Mend;
  readonly timer: unknown;
}

export class FaultsUnderWay {
  readonly #clock: Pick<Clock, 'ticks' | 'setTimeout' | 'clearTimeout'>;
  readonly #observe: (reader: EmulatedReader, observation: FaultObservation) => void;
  readonly #underWay = new Map<EmulatedReader, Map<LinkFault, UnderWay>>();

  constructor(
    clock: Pick<Clock, 'ticks' | 'setTimeout' | 'clearTimeout'>,
    observe: (reader: EmulatedReader, observation: FaultObservation) => void,
  ) {
    this.#clock = clock;
    this.#observe = observe;
  }

  /** EMU-657: there is no other reader to exchange cables with. EMU-647: the cable's place is taken. */
  async begin(order: LinkOrder, site: Omit<FaultSite, 'clock'>): Promise<Result<void>> {
    const { fault } = order;
    const { reader } = site;
    const { takes, needsNext = false, mends = () => false, begin } = linkFaults[fault];
    if (needsNext && site.next === null) return refuse('EMU-657', { reader: reader.serial });
    const figures: Figures = Object.fromEntries(
      figuresOf(fault).map((figure) => [figure, order[figure] ?? takes[figure] ?? undefined]),
    );
    const { rate = null, by = null } = figures;
    this.#observe(reader, { event: 'linkFault', fault, rate, by });
    const here = this.#at(reader);
    this.#clock.clearTimeout(here.get(fault)?.timer);
    for (const [other, { timer, mend }] of here) {
      if (!mends(other)) continue;
      this.#clock.clearTimeout(timer);
      here.delete(other);
      await mend();
    }
    const begun = await begin({ ...site, clock: this.#clock }, figures);
    if (!begun.ok) return begun;
    if (begun.value !== null)
      here.set(fault, { mend: begun.value, timer: this.#endAfter(figures.for, reader, fault) });
    return ok(undefined);
  }

  /** Lets no more end by themselves: the desk is taken down. */
  close(): void {
    for (const here of this.#underWay.values())
      for (const { timer } of here.values()) this.#clock.clearTimeout(timer);
    this.#underWay.clear();
  }

  #at(reader: EmulatedReader): Map<LinkFault, UnderWay> {
    const here = this.#underWay.get(reader) ?? new Map<LinkFault, UnderWay>();
    this.#underWay.set(reader, here);
    return here;
  }

  #endAfter(milliseconds: number | undefined, reader: EmulatedReader, fault: LinkFault): unknown {
    if (milliseconds === undefined) return null;
    return this.#clock.setTimeout(() => {
      const here = this.#at(reader);
      const ending = here.get(fault);
      here.delete(fault);
      this.#observe(reader, { event: 'linkFaultEnded', fault });
      void ending?.mend();
    }, milliseconds);
  }
}

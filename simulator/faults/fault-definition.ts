/** What a fault of the link is, for the table of faults: what may be told of it, and what it does to a reader. */

import type { Clock } from '../../firmware/hal.ts';
import type { Language } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';

/** What may be told of a fault, beside its name. */
export const figureNames = ['rate', 'by', 'for'] as const;
export type FigureName = (typeof figureNames)[number];

/** `rate`: a share from 0 to 1. `by` and `for`: milliseconds. */
export type Figures = { readonly [F in FigureName]?: number | undefined };

/** What a fault befalls, and what it needs there. */
export interface FaultSite {
  readonly reader: EmulatedReader;
  /** The reader after it, round to the first; null where it is the only one. */
  readonly next: EmulatedReader | null;
  readonly swapCables: (a: EmulatedReader, b: EmulatedReader) => Promise<void>;
  readonly clock: Pick<Clock, 'ticks' | 'setTimeout' | 'clearTimeout'>;
}

/** Makes things as they would be without the fault. */
export type Mend = () => void | Promise<void>;

export interface LinkFaultDefinition {
  /** What it does, in a few words. */
  readonly about: Readonly<Record<Language, string>>;
  /** What may be told of it, and what counts where it is not told; null: until it is mended. */
  readonly takes: { readonly [F in FigureName]?: F extends 'for' ? number | null : number };
  /** It befalls two readers: this one and the next. */
  readonly needsNext?: true;
  /** Which faults it ends, before it does anything else. */
  readonly mends?: (fault: string) => boolean;
  /**
   * Begins it; one that is under way already begins anew.
   * @param figures those that it takes
   * @returns how it is mended, or null where there is nothing to mend
   */
  begin(site: FaultSite, figures: Figures): Promise<Result<Mend | null>>;
}

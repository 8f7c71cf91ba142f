/** The form of the faults that spoil bytes on their way, each way by itself, until they are over. */

import { ok } from '../../protocol/result.ts';
import type { LineFault } from '../devices/line.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import type { FaultSite, Figures, LinkFaultDefinition } from './fault-definition.ts';

export interface LineParts {
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
  /** Where a chunk goes next. */
  readonly handOn: (chunk: Uint8Array) => void;
  readonly clock: FaultSite['clock'];
}

/** Numbers for one chunk: how many of them it takes, which is a matter of its length, changes nothing for the next. */
export const forOneChunk = (random: () => number): (() => number) => seededEntropy(String(random())).number;

/** @param name under which one fault of the kind is there at a time */
export const onTheLine =
  (
    name: string,
    make: (parts: LineParts, figures: { readonly rate: number; readonly by: number }) => LineFault,
  ): LinkFaultDefinition['begin'] =>
  ({ reader, clock }, { rate = 0, by = 0 }: Figures) => {
    reader.cable.beginFault(name, (random, handOn) => make({ random, handOn, clock }, { rate, by }));
    return Promise.resolve(ok(() => reader.cable.endFault(name)));
  };

/** How a fault of the link is asked for, in scenario files and requests: schemas made from the table of faults. */

import { z } from 'zod';
import type { ErrorCode } from '../../protocol/errors.ts';
import { durationWord } from '../scenario/words.ts';
import { type FigureName, figureNames } from './fault-definition.ts';
import type { LinkOrder } from './faults-under-way.ts';
import {
  faultsTaking,
  figuresOf,
  isLinkFault,
  type LinkFault,
  linkFaultNames,
  linkFaults,
} from './link-faults.ts';

const meanings: Readonly<Record<FigureName, string>> = {
  rate: 'share of the bytes, bits or chunks that it befalls',
  by: 'how late',
  for: 'how long it lasts; without it, until something mends it',
};

/** `rate: share …; noise 0.001, lost 0.05` : which faults take the figure, and what counts where it is not told. */
const described = (figure: FigureName): string =>
  `${meanings[figure]}. ${faultsTaking(figure)
    .map((fault) => [fault, usual(fault, figure)].join(' ').trim())
    .join(', ')}`;

/** As it would be written; empty where there is none. */
export function usual(fault: LinkFault, figure: FigureName): string {
  const value = linkFaults[fault].takes[figure] ?? '';
  return typeof value === 'number' && figure !== 'rate' ? `${value} ms` : `${value}`;
}

/** The names of faults and what each does. */
export const aboutLinkFaults = linkFaultNames
  .map((fault) => `${fault} (${linkFaults[fault].about.en})`)
  .join(', ');

export const linkFaultWord = z
  .custom<LinkFault>((value) => typeof value === 'string' && isLinkFault(value), {
    params: { code: 'EMU-676' satisfies ErrorCode, known: linkFaultNames.join(', ') },
  })
  .meta({ type: 'string', enum: [...linkFaultNames] });

/** Fields that may stand beside the name of a fault. */
export const figureFields = {
  rate: z.number().min(0).max(1).optional().describe(described('rate')),
  by: durationWord.optional().describe(described('by')),
  for: durationWord.optional().describe(described('for')),
};

/** Refuses a figure that the fault does not take. */
export function onlyItsFigures(order: LinkOrder, context: z.RefinementCtx): void {
  const takes = figuresOf(order.fault);
  for (const figure of figureNames) {
    if (order[figure] === undefined || takes.includes(figure)) continue;
    context.addIssue({
      code: 'custom',
      path: [figure],
      input: order[figure],
      params: {
        code: 'EMU-677' satisfies ErrorCode,
        fault: order.fault,
        takes: takes.join(', ') || '-',
        word: figure,
      },
    });
  }
}

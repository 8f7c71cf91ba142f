/**
 * The table of faults of the link. What scenarios, the automation API, the desks and the documentation say of a fault
 * comes from here; what it does is in a file of its own.
 */

import { baudMismatch } from './baud-mismatch.ts';
import { bitErrors } from './bit-errors.ts';
import { brownOut } from './brown-out.ts';
import { clean } from './clean.ts';
import { delayed } from './delayed.ts';
import { doubled } from './doubled.ts';
import { type FigureName, figureNames, type LinkFaultDefinition } from './fault-definition.ts';
import { lost } from './lost.ts';
import { noise } from './noise.ts';
import { plug } from './plug.ts';
import { stuck } from './stuck.ts';
import { swap } from './swap.ts';
import { unplug } from './unplug.ts';

const table = {
  unplug,
  plug,
  swap,
  noise,
  'bit-errors': bitErrors,
  lost,
  doubled,
  delayed,
  stuck,
  'brown-out': brownOut,
  'baud-mismatch': baudMismatch,
  clean,
} satisfies Record<string, LinkFaultDefinition>;

export type LinkFault = keyof typeof table;

export const linkFaults: Readonly<Record<LinkFault, LinkFaultDefinition>> = table;
export const linkFaultNames = Object.keys(table) as LinkFault[];
export const isLinkFault = (text: string): text is LinkFault => Object.hasOwn(table, text);

/** Names of what may be told of a fault. */
export const figuresOf = (fault: LinkFault): readonly FigureName[] =>
  figureNames.filter((figure) => linkFaults[fault].takes[figure] !== undefined);

/** The faults of which the figure may be told. */
export const faultsTaking = (figure: FigureName): readonly LinkFault[] =>
  linkFaultNames.filter((fault) => figuresOf(fault).includes(figure));

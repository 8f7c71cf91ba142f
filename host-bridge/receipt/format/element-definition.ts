/** What an element of the receipt computer's files is, and how the tables of elements are written down. */

import type { Basis } from './basis.ts';
import type { CodeTableId } from './code-tables.ts';
import type { FormName } from './forms.ts';
import type { Words } from './words.ts';

/** What an element holds: a text of a form, a code of a table, or other elements. */
export type Holds =
  | { readonly form: FormName }
  | { readonly code: CodeTableId }
  | { readonly elements: readonly ElementDefinition[] };

export interface ElementDefinition {
  readonly name: string;
  /** `done`: in an answer whose SegmentOfResult is 1. */
  readonly needed: 'always' | 'done' | 'optional';
  /** There may be several beside each other. */
  readonly several: boolean;
  readonly holds: Holds;
  readonly basis: Basis;
  readonly note?: Words;
}

export type More = Partial<Pick<ElementDefinition, 'basis' | 'note'>>;
const needing =
  (needed: ElementDefinition['needed'], several = false) =>
  (name: string, holds: Holds, more: More = {}): ElementDefinition => ({
    name,
    needed,
    several,
    holds,
    basis: 'consumers',
    ...more,
  });

export const must = needing('always');
export const mustWhenDone = needing('done');
export const may = needing('optional');
export const mustSeveral = needing('always', true);
export const maySeveral = needing('optional', true);

/** The same elements, none of which must be there. */
export const noneNeeded = (definitions: readonly ElementDefinition[]): readonly ElementDefinition[] =>
  definitions.map((definition) => ({ ...definition, needed: 'optional' }));

export const form = (name: FormName): Holds => ({ form: name });
export const code = (table: CodeTableId): Holds => ({ code: table });
export const elements = (...inner: readonly ElementDefinition[]): Holds => ({ elements: inner });
export const text = form('text');
export const date = form('date');
export const time = form('time');

/** The form of a file in protocol/vectors/. */

import type { JsonObject } from '../../protocol/json-form.ts';

export type Vector = JsonObject & { readonly name: string; readonly why: string };

export interface VectorFile {
  readonly about: string;
  readonly vectors: readonly Vector[];
}

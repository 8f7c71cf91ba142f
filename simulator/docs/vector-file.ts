/** The form of a file in protocol/vectors/, and of what stands in it: bytes in hex, refusals by code and detail. */

import type { Json, JsonObject } from '../../protocol/json-form.ts';
import type { Problem, Result } from '../../protocol/result.ts';

export type Vector = JsonObject & { readonly name: string; readonly why: string };

export interface VectorFile {
  readonly about: string;
  readonly vectors: readonly Vector[];
}

/** The text of a file of vectors: one vector a line, so that a changed byte is a changed line. */
export const vectorText = ({ about, vectors }: VectorFile): string =>
  `{\n"about": ${JSON.stringify(about)},\n"vectors": [\n${vectors.map((vector) => JSON.stringify(vector)).join(',\n')}\n]\n}\n`;

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
/** Spaces are for the eye. */
export const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
export const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);
export const together = (...pieces: readonly Uint8Array[]): Uint8Array => Buffer.concat(pieces);

export const refusal = ({ code, detail }: Problem): JsonObject => ({ code, detail });

/** What a decoder said, as a vector says it. */
export const outcome = <T>(result: Result<T>, decoded: (value: T) => Json): JsonObject =>
  result.ok ? { decoded: decoded(result.value) } : { refused: refusal(result.problem) };

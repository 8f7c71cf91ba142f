/** Writes CBOR: deterministic (RFC 8949, 4.2.1), with pieces put in as the bytes they are. */

import { encode, rfc8949EncodeOptions, Tagged } from 'cborg';
import { joined } from '../../../protocol/crypto.ts';

/** @param value numbers, texts, byte strings, truth values, null, arrays, `Map`s, plain objects, `Tagged` */
export const cborOf = (value: unknown): Uint8Array => Uint8Array.from(encode(value, rfc8949EncodeOptions));

/** `#6.24(bstr .cbor …)`, as a value within others. */
export const embedded = (cbor: Uint8Array): Tagged => new Tagged(24, cbor);

/** An array of at most 23 items that are written already, byte for byte as they are. */
export const arrayOfWritten = (...items: readonly Uint8Array[]): Uint8Array =>
  joined(Uint8Array.of(0x80 + items.length), ...items);

/** `full-date` (RFC 8943): a day without time. */
export const fullDate = (text: string): Tagged => new Tagged(1004, text);

/** `tdate`: an instant in UTC with whole seconds. */
export const instant = (text: string): Tagged => new Tagged(0, text);

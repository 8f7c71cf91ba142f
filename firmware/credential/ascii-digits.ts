/** Digits as the bytes that VERIFY takes. */

import type { Digits } from '../../protocol/personal.ts';

/** ASCII, unpadded. Whoever asked for the bytes wipes them. */
export function asciiDigits(digits: Digits): Uint8Array {
  const text = digits.reveal();
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The library reads a DER structure and does not mind what follows it: this is the length that the head states. */

/** Bytes of the SEQUENCE at the start, its head included; null where there is no such head in the shortest form. */
export function derLength(der: Uint8Array): number | null {
  const [tag, first] = der;
  if (tag !== 0x30 || first === undefined) return null;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count < 1 || count > 3) return null;
  let length = 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + (der[2 + i] ?? 0);
  const shortest = length >= 0x80 && length >= 256 ** (count - 1);
  return shortest ? 2 + count + length : null;
}

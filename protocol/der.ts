/** The Distinguished Encoding Rules (X.690, 10 and 11), which the library that reads ASN.1 does not insist on. */

const universal = { boolean: 0x01, integer: 0x02, bitString: 0x03, sequence: 0x30, set: 0x31 } as const;
const constructed = 0x20;
const otherClass = 0xc0;

/** Structures within structures: more than any certificate, list or answer has. */
const deepest = 32;

/**
 * Whether these bytes are one element in DER and nothing after it: lengths definite and in the shortest form, strings
 * in one piece, numbers and truth values in their only form. The order within a SET and left-out defaults are not
 * looked at, nor what stands within an OCTET STRING or BIT STRING.
 */
export const isDer = (bytes: Uint8Array): boolean =>
  elementEnd(bytes, 0, bytes.length, deepest) === bytes.length;

/** Where the element that begins at `start` ends; -1 where it is none in DER. */
function elementEnd(bytes: Uint8Array, start: number, limit: number, depth: number): number {
  const tag = bytes[start] ?? 0;
  // No tag of more than one byte stands in anything that is read here.
  if (depth === 0 || start + 2 > limit || (tag & 0x1f) === 0x1f) return -1;
  const first = bytes[start + 1] ?? 0;
  const count = first < 0x80 ? 0 : first & 0x7f;
  let length = first;
  if (first >= 0x80) {
    if (count < 1 || count > 3) return -1;
    length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + (bytes[start + 2 + i] ?? 0);
    if (length < 0x80 || length < 256 ** (count - 1)) return -1;
  }
  const from = start + 2 + count;
  const end = from + length;
  if (end > limit) return -1;
  if ((tag & constructed) === 0) return isPrimitive(tag, bytes, from, end) ? end : -1;
  if ((tag & otherClass) === 0 && tag !== universal.sequence && tag !== universal.set) return -1;
  let at = from;
  while (at < end) {
    at = elementEnd(bytes, at, end, depth - 1);
    if (at < 0) return -1;
  }
  return end;
}

function isPrimitive(tag: number, bytes: Uint8Array, from: number, end: number): boolean {
  const [first = 0, second = 0] = [bytes[from], bytes[from + 1]];
  const length = end - from;
  switch (tag) {
    case universal.boolean:
      return length === 1 && (first === 0x00 || first === 0xff);
    case universal.integer:
      return (
        length > 0 &&
        (length === 1 || !((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80)))
      );
    case universal.bitString: {
      const last = bytes[end - 1] ?? 0;
      return length > 0 && first <= 7 && (length > 1 ? (last & ((1 << first) - 1)) === 0 : first === 0);
    }
    default:
      return tag !== (universal.sequence & ~constructed) && tag !== (universal.set & ~constructed);
  }
}

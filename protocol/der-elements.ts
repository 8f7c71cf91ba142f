/** Elements of what is DER (der.ts), one after the other: their tags, and where their contents stand. */

export const derTags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

export interface DerElement {
  readonly tag: number;
  /** The element whole, with its tag and length. */
  readonly whole: Uint8Array;
  readonly contents: Uint8Array;
}

/** The elements that stand in `bytes`, which must be elements in DER and nothing else: `isDer` has said so. */
export function derElements(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at + 1] ?? 0;
    let from = at + 2;
    let length = first;
    if (first >= 0x80) {
      length = 0;
      for (const last = from + (first & 0x7f); from < last; from += 1)
        length = length * 256 + (bytes[from] ?? 0);
    }
    const end = from + length;
    elements.push({
      tag: bytes[at] ?? 0,
      whole: bytes.subarray(at, end),
      contents: bytes.subarray(from, end),
    });
    at = end;
  }
  return elements;
}

/** `2.5.29.15` for the contents of an object identifier; null where they are none. */
export function objectIdentifierOf(contents: Uint8Array): string | null {
  const last = contents.at(-1);
  if (last === undefined || last >= 0x80) return null;
  const arcs: string[] = [];
  let begin = 0;
  for (const [i, byte] of contents.entries()) {
    if (byte >= 0x80) continue;
    // The shortest form of an arc does not begin with nothing.
    if (contents[begin] === 0x80) return null;
    const arc = arcOf(contents.subarray(begin, i + 1));
    if (begin > 0) arcs.push(arc.toString());
    else {
      // The first two arcs are one number.
      const root = arc < 80 ? Math.floor(Number(arc) / 40) : 2;
      arcs.push(String(root), String(typeof arc === 'bigint' ? arc - 80n : arc - root * 40));
    }
    begin = i + 1;
  }
  return arcs.join('.');
}

/** As many bytes of seven bits as a number holds exactly. */
const exact = 7;

/** An arc may be a UUID (2.25): more than a number holds. */
function arcOf(bytes: Uint8Array): number | bigint {
  if (bytes.length <= exact) return bytes.reduce((arc, byte) => arc * 128 + (byte & 0x7f), 0);
  return bytes.reduce((arc, byte) => arc * 128n + BigInt(byte & 0x7f), 0n);
}

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

/** An element where it stands: its bytes are cut out only for whoever asks for them. */
export class DerElement {
  readonly tag: number;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #from: number;
  readonly #end: number;

  /** An element of `bytes` from `start` to `end`, its contents from `from` on. */
  constructor(bytes: Uint8Array, start: number, from: number, end: number) {
    this.tag = bytes[start] ?? 0;
    this.#bytes = bytes;
    this.#start = start;
    this.#from = from;
    this.#end = end;
  }

  /** The element with its tag and length. */
  get whole(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  get contents(): Uint8Array {
    return this.#bytes.subarray(this.#from, this.#end);
  }

  /** The elements that its contents are. */
  get elements(): DerElement[] {
    return elementsBetween(this.#bytes, this.#from, this.#end);
  }

  /** As `objectIdentifierOf` its contents. */
  get objectIdentifier(): string | null {
    return identifierBetween(this.#bytes, this.#from, this.#end);
  }
}

/** The elements that stand in `bytes`, which must be elements in DER and nothing else: `isDer` has said so. */
export const derElements = (bytes: Uint8Array): DerElement[] => elementsBetween(bytes, 0, bytes.length);

function elementsBetween(bytes: Uint8Array, start: number, limit: number): DerElement[] {
  const elements: DerElement[] = [];
  let at = start;
  while (at < limit) {
    const first = bytes[at + 1] ?? 0;
    let from = at + 2;
    let length = first;
    if (first >= 0x80) {
      length = 0;
      for (const last = from + (first & 0x7f); from < last; from += 1)
        length = length * 256 + (bytes[from] ?? 0);
    }
    const end = from + length;
    elements.push(new DerElement(bytes, at, from, end));
    at = end;
  }
  return elements;
}

/** `2.5.29.15` for the contents of an object identifier; null where they are none. */
export const objectIdentifierOf = (contents: Uint8Array): string | null =>
  identifierBetween(contents, 0, contents.length);

function identifierBetween(bytes: Uint8Array, start: number, limit: number): string | null {
  if (start === limit || (bytes[limit - 1] ?? 0) >= 0x80) return null;
  let written = '';
  for (let at = start; at < limit; ) {
    // The shortest form of an arc does not begin with nothing.
    if (bytes[at] === 0x80) return null;
    let end = at + 1;
    while ((bytes[end - 1] ?? 0) >= 0x80) end += 1;
    const arc = arcBetween(bytes, at, end);
    if (at > start) written += `.${arc}`;
    else {
      // The first two arcs are one number.
      const root = arc < 80 ? Math.floor(Number(arc) / 40) : 2;
      written = `${root}.${typeof arc === 'bigint' ? arc - 80n : arc - root * 40}`;
    }
    at = end;
  }
  return written;
}

/** As many bytes of seven bits as a number holds exactly. */
const exact = 7;

/** An arc may be a UUID (2.25): more than a number holds. */
function arcBetween(bytes: Uint8Array, from: number, end: number): number | bigint {
  if (end - from > exact)
    return bytes.subarray(from, end).reduce((arc, byte) => arc * 128n + BigInt(byte & 0x7f), 0n);
  let arc = 0;
  for (let i = from; i < end; i += 1) arc = arc * 128 + ((bytes[i] ?? 0) & 0x7f);
  return arc;
}

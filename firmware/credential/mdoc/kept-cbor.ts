/**
 * Reads CBOR (RFC 8949) that others wrote. Of every item its own bytes are kept, and of a map the order: signatures and
 * digests of an mdoc are over bytes, and there is more than one way to write the same value.
 */

import { type Token, Tokenizer, Type } from 'cborg';
import { ok, type Result, refuse } from '../../../protocol/result.ts';

/** An item with the bytes it was read from, views of the input. */
export type KeptItem =
  | (Kept & { readonly kind: 'integer'; readonly value: number | bigint })
  | (Kept & { readonly kind: 'byteString'; readonly value: Uint8Array })
  | (Kept & { readonly kind: 'text'; readonly value: string })
  | (Kept & { readonly kind: 'array'; readonly items: readonly KeptItem[] })
  | (Kept & { readonly kind: 'map'; readonly entries: readonly (readonly [KeptItem, KeptItem])[] })
  | (Kept & { readonly kind: 'tag'; readonly tag: number; readonly content: KeptItem })
  | (Kept & { readonly kind: 'simple'; readonly value: boolean | null | undefined })
  | (Kept & { readonly kind: 'float'; readonly value: number });
interface Kept {
  readonly bytes: Uint8Array;
}

/** Arrays, maps and tags inside one another; a device response needs 11, with an element of four levels. */
export const deepestMdocNesting = 24;

/** Thrown inside the readers of this folder only: what is wrong, without anything of the input. */
export class Malformed extends Error {
  /** In which part, where a reader of a part within has said so. */
  readonly part: MdocPart | null;
  constructor(reason: string, part: MdocPart | null = null) {
    super(reason);
    this.part = part;
  }
}

/** A longer head than needed is allowed: the bytes are kept as they are. */
const options = { strict: false, allowIndefinite: false, allowBigInt: true } as const;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class Reader {
  readonly #bytes: Uint8Array;
  readonly #tokens: Tokenizer;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#tokens = new Tokenizer(bytes, options);
  }

  /** The one item that the bytes are. */
  only(): KeptItem {
    const item = this.#item(0);
    if (!this.#tokens.done()) throw new Malformed('bytes after the end');
    return item;
  }

  #item(depth: number): KeptItem {
    if (depth > deepestMdocNesting) throw new Malformed(`nested deeper than ${deepestMdocNesting}`);
    if (this.#tokens.done()) throw new Malformed('cut short');
    const from = this.#tokens.pos();
    const token = this.#next();
    const whole = (): Uint8Array => this.#bytes.subarray(from, this.#tokens.pos());
    switch (token.type) {
      case Type.uint:
      case Type.negint:
        return { kind: 'integer', value: token.value, bytes: whole() };
      case Type.bytes:
        return { kind: 'byteString', value: contentsOf(whole()), bytes: whole() };
      case Type.string:
        return { kind: 'text', value: textOf(contentsOf(whole())), bytes: whole() };
      case Type.array: {
        const items: KeptItem[] = [];
        for (let left: number = token.value; left > 0; left -= 1) items.push(this.#item(depth + 1));
        return { kind: 'array', items, bytes: whole() };
      }
      case Type.map: {
        const entries = this.#entries(token.value, depth);
        return { kind: 'map', entries, bytes: whole() };
      }
      case Type.tag: {
        const content = this.#item(depth + 1);
        return { kind: 'tag', tag: token.value, content, bytes: whole() };
      }
      case Type.true:
      case Type.false:
      case Type.null:
      case Type.undefined:
        return { kind: 'simple', value: token.value, bytes: whole() };
      case Type.float:
        return { kind: 'float', value: token.value, bytes: whole() };
      default:
        throw new Malformed('an item that is none');
    }
  }

  #entries(count: number, depth: number): readonly (readonly [KeptItem, KeptItem])[] {
    const entries: (readonly [KeptItem, KeptItem])[] = [];
    const keys = new Set<string>();
    for (let left = count; left > 0; left -= 1) {
      const key = this.#item(depth + 1);
      const name = nameOfKey(key);
      if (keys.has(name)) throw new Malformed('a map key twice');
      keys.add(name);
      entries.push([key, this.#item(depth + 1)]);
    }
    return entries;
  }

  #next(): Token {
    try {
      return this.#tokens.next();
    } catch {
      // The library quotes the input in what it says.
      throw new Malformed('no CBOR of definite length');
    }
  }
}

/** Two ways to write one key are one key. */
const nameOfKey = (key: KeptItem): string => {
  if (key.kind === 'integer') return `integer ${key.value}`;
  if (key.kind === 'text') return `text ${key.value}`;
  throw new Malformed('a map key that is neither text nor integer');
};

/** What follows the head of a byte or text string. */
const contentsOf = (whole: Uint8Array): Uint8Array => {
  const minor = (whole[0] ?? 0) & 0x1f;
  return whole.subarray(minor < 24 ? 1 : 1 + (1 << (minor - 24)));
};

const textOf = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Malformed('text that is not UTF-8');
  }
};

/** A view of the plain kind, whatever view was handed in. */
const plain = (bytes: Uint8Array): Uint8Array =>
  bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The item that these bytes are. For use within `reading`. */
export const keptItemIn = (bytes: Uint8Array): KeptItem => new Reader(plain(bytes)).only();

/** What `read` gives; EMU-350 with the name of the part where it finds something malformed. */
export function reading<T>(part: MdocPart, read: () => T): Result<T> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof Malformed)
      return refuse('EMU-350', { part: error.part ?? part, reason: error.message });
    throw error;
  }
}

/** What `read` gives; what it finds malformed is in this part of the whole. Within `reading`. */
export function readingWithin<T>(part: MdocPart, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Malformed ? new Malformed(error.message, error.part ?? part) : error;
  }
}

/** What an mdoc exchange is made of, as refusals name it. */
export type MdocPart =
  | 'device engagement'
  | 'session establishment'
  | 'session data'
  | 'device request'
  | 'reader authentication'
  | 'device response'
  | 'issuer authentication'
  | 'mobile security object'
  | 'issuer-signed item'
  | 'device authentication'
  | 'element value';

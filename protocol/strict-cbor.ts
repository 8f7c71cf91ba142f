/**
 * The part of CBOR that messages use (RFC 8949, core deterministic encoding): unsigned integers, byte strings, text,
 * arrays, maps from unsigned integers in ascending order, true and false. What is decoded has exactly one encoding;
 * anything else is refused, with a reason that holds nothing of the input.
 */

import { decode, type Token, Tokenizer, Type } from 'cborg';
import { ok, type Result, refuse } from './result.ts';

/** Arrays and maps inside one another; the catalogue needs 5, the rest is for fields yet to come. */
export const deepestNesting = 16;

const options = {
  strict: true,
  useMaps: true,
  allowIndefinite: false,
  allowBigInt: false,
} as const;

class Unused extends Error {}

const refusedTypes = new Map<Type, string>([
  [Type.negint, 'a negative number'],
  [Type.float, 'a floating-point number'],
  [Type.null, 'null'],
  [Type.undefined, 'undefined'],
  [Type.tag, 'a tag'],
]);

// The library's own decoder takes damaged UTF-8 and drops a leading byte order mark.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const headLength = (firstByte: number): number => {
  const minor = firstByte & 0x1f;
  return minor < 24 ? 1 : 1 + (1 << (minor - 24));
};

/** An array or map that is open. */
interface Open {
  /** Items still to come; an entry of a map is one, and is over with its value. */
  left: number;
  /** In a map whether a key comes next; null in an array. */
  keyNext: boolean | null;
  lastKey: number;
}

/** Passes on the library's tokens, and stops at what no message contains. */
class StrictTokenizer extends Tokenizer {
  readonly #open: Open[] = [];

  override next(): Token {
    const from = this.pos();
    const token = super.next();
    const reason = refusedTypes.get(token.type);
    if (reason !== undefined) throw new Unused(reason);
    if (token.type === Type.string) {
      const start = from + headLength(this.data[from] as number);
      const text: string = token.value;
      if (text.length !== this.pos() - start || text.includes('\ufffd')) {
        token.value = wellFormed(this.data.subarray(start, this.pos()));
      }
    }
    this.#nest(token);
    return token;
  }

  #nest(token: Token): void {
    const open = this.#open;
    const around = open[open.length - 1];
    if (around !== undefined) place(token, around);
    if (token.type === Type.array) open.push({ left: token.value, keyNext: null, lastKey: -1 });
    else if (token.type === Type.map) open.push({ left: token.value, keyNext: true, lastKey: -1 });
    if (open.length > deepestNesting) throw new Unused(`nested deeper than ${deepestNesting}`);
    while (open[open.length - 1]?.left === 0) open.pop();
  }
}

/** The next item of what is open: of a map by turns a key and its value. */
function place(token: Token, around: Open): void {
  if (around.keyNext === true) {
    if (token.type !== Type.uint) throw new Unused('a map key that is no unsigned integer');
    if (token.value <= around.lastKey) throw new Unused('map keys out of order');
    around.lastKey = token.value;
    around.keyNext = false;
    return;
  }
  if (around.keyNext === false) around.keyNext = true;
  around.left -= 1;
}

const wellFormed = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Unused('text that is not UTF-8');
  }
};

/** A view of the plain kind: from a Buffer the library would give byte strings that are Buffers too. */
const plain = (bytes: Uint8Array): Uint8Array =>
  bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The value that `bytes` hold, maps as `Map`; or EMU-201. Never throws. */
export function decodeStrictCbor(bytes: Uint8Array): Result<unknown> {
  try {
    return ok(decode(bytes, { tokenizer: new StrictTokenizer(plain(bytes), options), ...options }));
  } catch (error) {
    return refuse('EMU-201', { reason: reasonOf(error) });
  }
}

/** The library quotes the input in its messages, in quotation marks or brackets: a log may not have that. */
const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? error.message.replace(/^CBOR decode error: /, '').replace(/ *["(].*$/s, '')
    : 'unknown';

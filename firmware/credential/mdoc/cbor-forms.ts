/**
 * What a kept item must be where the standard says what stands there. Each gives the value or throws `Malformed`; all
 * are for use within `reading`.
 */

import { type KeptItem, keptItemIn, Malformed } from './kept-cbor.ts';

/** A map by its keys, its own bytes with it. */
export class KeptMap {
  readonly bytes: Uint8Array;
  readonly #entries: readonly (readonly [KeptItem, KeptItem])[];

  constructor(item: KeptItem, what: string) {
    if (item.kind !== 'map') throw new Malformed(`${what} is no map`);
    this.bytes = item.bytes;
    this.#entries = item.entries;
  }

  get(key: string | number): KeptItem | null {
    const found = this.#entries.find(
      ([is]) => (is.kind === 'text' || is.kind === 'integer') && is.value === key,
    );
    return found?.[1] ?? null;
  }

  need(key: string | number): KeptItem {
    const item = this.get(key);
    if (item === null) throw new Malformed(`${key} is missing`);
    return item;
  }

  /** Entries whose keys must be text, in the order in which they stand. */
  textEntries(what: string): readonly (readonly [string, KeptItem])[] {
    return this.#entries.map(([key, value]) => [textIn(key, `a key of ${what}`), value]);
  }

  /** Entries whose keys must be integers, in the order in which they stand. */
  integerEntries(what: string): readonly (readonly [number, KeptItem])[] {
    return this.#entries.map(([key, value]) => [integerIn(key, `a key of ${what}`), value]);
  }
}

export const mapIn = (item: KeptItem, what: string): KeptMap => new KeptMap(item, what);

export function arrayIn(item: KeptItem, what: string, length?: number): readonly KeptItem[] {
  if (item.kind !== 'array') throw new Malformed(`${what} is no array`);
  if (length !== undefined && item.items.length !== length)
    throw new Malformed(`${what} is not of length ${length}`);
  return item.items;
}

export function textIn(item: KeptItem, what: string): string {
  if (item.kind !== 'text') throw new Malformed(`${what} is no text`);
  return item.value;
}

export function bytesIn(item: KeptItem, what: string): Uint8Array {
  if (item.kind !== 'byteString') throw new Malformed(`${what} is no byte string`);
  return item.value;
}

/** An integer that a number holds exactly. */
export function integerIn(item: KeptItem, what: string): number {
  if (item.kind !== 'integer' || typeof item.value !== 'number') throw new Malformed(`${what} is no integer`);
  return item.value;
}

export function booleanIn(item: KeptItem, what: string): boolean {
  if (item.kind !== 'simple' || typeof item.value !== 'boolean')
    throw new Malformed(`${what} is neither true nor false`);
  return item.value;
}

export const isNull = (item: KeptItem): boolean => item.kind === 'simple' && item.value === null;

/** CBOR embedded in a byte string with tag 24: the item within. */
export function embeddedIn(item: KeptItem, what: string): KeptItem {
  return keptItemIn(embeddedBytesIn(item, what));
}

/** The bytes within a byte string with tag 24. */
export function embeddedBytesIn(item: KeptItem, what: string): Uint8Array {
  if (item.kind !== 'tag' || item.tag !== 24) throw new Malformed(`${what} is not embedded with tag 24`);
  return bytesIn(item.content, what);
}

/** `version`: of the first major version, whatever the minor one (ISO/IEC 18013-5, 8.1). */
export function versionIn(item: KeptItem): string {
  const version = textIn(item, 'version');
  if (!/^1\.\d{1,3}$/.test(version)) throw new Malformed('a version that is not 1');
  return version;
}

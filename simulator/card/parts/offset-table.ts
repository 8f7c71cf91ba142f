/** The files of the 券面 applications that begin with a table of where their objects are. */

import { tlv } from '../engine/ber-tlv.ts';

const lengthBytes = (count: number): number => (count < 0x80 ? 1 : count < 0x100 ? 2 : 3);

/** `outer` around `table`, which holds where each object begins, two bytes each from the start of the file, and the objects. */
export function withOffsets(outer: number, table: number, objects: readonly Uint8Array[]): Uint8Array {
  const entries = (offsets: readonly number[]): Uint8Array =>
    tlv(table, Uint8Array.from(offsets.flatMap((offset) => [offset >> 8, offset & 0xff])));
  const placeholder = entries(objects.map(() => 0));
  const inside = objects.reduce((sum, object) => sum + object.length, placeholder.length);
  let at = 2 + lengthBytes(inside) + placeholder.length;
  const offsets = objects.map((object) => {
    const start = at;
    at += object.length;
    return start;
  });
  return tlv(outer, entries(offsets), ...objects);
}

/** READ BINARY, READ RECORD, GET DATA: what a card shows, and of protected files nothing before their secret. */

import { type CommandApdu, partOf, response, status } from './apdu.ts';
import { type CardState, closedBy, fileOf } from './card-state.ts';
import { sw } from './status-words.ts';

/** At most `le` bytes; fewer at the end of the file. */
export function readBinary(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (le === null || data.length > 0) return status(sw.wrongLength);
  const byShortId = (p1 & 0x80) !== 0;
  if (byShortId && ((p1 & 0x60) !== 0 || (p1 & 0x1f) === 0)) return status(sw.wrongP1P2);
  const file = fileOf(card, byShortId ? p1 & 0x1f : 0);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'transparent') return status(sw.commandDoesNotFitFile);
  card.file = file;
  const closed = closedBy(card, file.openedBy);
  if (closed !== null) return status(closed);
  const offset = byShortId ? p2 : (p1 << 8) | p2;
  if (offset >= file.bytes.length) return status(sw.wrongOffset);
  return partOf(file.bytes, offset, offset + le);
}

export function readRecord(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (le === null || data.length > 0) return status(sw.wrongLength);
  const how = p2 & 0x07;
  if (how !== 0x04) return status(how === 0x05 ? sw.functionNotSupported : sw.wrongP1P2);
  const file = fileOf(card, p2 >> 3);
  if (typeof file === 'number') return status(file);
  if (file.kind !== 'records') return status(sw.commandDoesNotFitFile);
  card.file = file;
  const closed = closedBy(card, file.openedBy);
  if (closed !== null) return status(closed);
  const record = file.records[p1 - 1];
  return record === undefined ? status(sw.recordNotFound) : partOf(record, 0, le);
}

/** The whole object or none of it: one longer than Le wants an extended Le. */
export function getData(card: CardState, { p1, p2, data, le }: CommandApdu): Uint8Array {
  if (le === null || data.length > 0) return status(sw.wrongLength);
  const tag = (p1 << 8) | p2;
  const object = card.application.dataObjects.get(tag) ?? card.contents.dataObjects.get(tag);
  if (object === undefined) return status(sw.referencedDataNotFound);
  return object.value.length > le ? status(sw.wrongLength) : response(object.value);
}

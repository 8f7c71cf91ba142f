/** NDEF messages (NFC Forum, NFC Data Exchange Format 1.0), of records that are not chunked. */

import { joined } from '../../../protocol/crypto.ts';

/** Type Name Format: who says what a record's type means. */
export const typeNames = { wellKnown: 1, media: 2, external: 4 } as const;

export interface NdefRecord {
  readonly typeName: number;
  /** ASCII. */
  readonly type: string;
  /** ASCII; empty where there is none. */
  readonly id: string;
  readonly payload: Uint8Array;
}

const flags = { begin: 0x80, end: 0x40, chunked: 0x20, short: 0x10, hasId: 0x08 } as const;

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const asciiBytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** The records of a message; null where the bytes are none. */
export function readNdef(message: Uint8Array): readonly NdefRecord[] | null {
  const records: NdefRecord[] = [];
  let at = 0;
  for (;;) {
    const head = message[at];
    const typeLength = message[at + 1];
    if (head === undefined || typeLength === undefined || (head & flags.chunked) !== 0) return null;
    if (((head & flags.begin) !== 0) !== (records.length === 0)) return null;
    const short = (head & flags.short) !== 0;
    const lengths = message.subarray(at + 2, at + 2 + (short ? 1 : 4));
    if (lengths.length !== (short ? 1 : 4)) return null;
    const payloadLength = lengths.reduce((sum, byte) => sum * 256 + byte, 0);
    at += 2 + lengths.length;
    const idLength = (head & flags.hasId) === 0 ? 0 : message[at++];
    if (idLength === undefined || at + typeLength + idLength + payloadLength > message.length) return null;
    const afterType = at + typeLength;
    const afterId = afterType + idLength;
    const end = afterId + payloadLength;
    records.push({
      typeName: head & 0x07,
      type: ascii(message.subarray(at, afterType)),
      id: ascii(message.subarray(afterType, afterId)),
      payload: message.subarray(afterId, end),
    });
    at = end;
    if ((head & flags.end) !== 0) return at === message.length ? records : null;
  }
}

/** @param records at least one; payloads of at most 65,535 bytes */
export const writeNdef = (records: readonly NdefRecord[]): Uint8Array =>
  joined(
    ...records.flatMap(({ typeName, type, id, payload }, i) => {
      const short = payload.length < 256;
      const head =
        typeName |
        (i === 0 ? flags.begin : 0) |
        (i === records.length - 1 ? flags.end : 0) |
        (short ? flags.short : 0) |
        (id === '' ? 0 : flags.hasId);
      const length = short ? [payload.length] : [0, 0, payload.length >> 8, payload.length & 0xff];
      return [
        Uint8Array.of(head, type.length, ...length, ...(id === '' ? [] : [id.length])),
        asciiBytes(type),
        asciiBytes(id),
        payload,
      ];
    }),
  );

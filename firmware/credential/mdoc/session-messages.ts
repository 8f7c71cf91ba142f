/** SessionEstablishment and SessionData (ISO/IEC 18013-5, 9.1.1.4), the two messages that go between reader and phone. */

import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { bytesIn, integerIn, mapIn } from './cbor-forms.ts';
import { coseKeyOf } from './cose.ts';
import { cborOf, embedded } from './deterministic-cbor.ts';
import { sessionKeyIn } from './device-engagement.ts';
import { keptItemIn, Malformed, reading } from './kept-cbor.ts';

/** Status of SessionData (table 20). */
export const sessionStatus = { encryptionError: 10, decodingError: 11, termination: 20 } as const;

export interface SessionEstablishment {
  /** `EReaderKeyBytes` with its tag 24, as it was sent. */
  readonly readerKeyBytes: Uint8Array;
  /** EReaderKey on P-256, uncompressed point. */
  readonly readerKey: Uint8Array;
  /** The encrypted request. */
  readonly data: Uint8Array;
}

/** At least one of the two. */
export interface SessionData {
  readonly data: Uint8Array | null;
  readonly status: number | null;
}

/** `EReaderKeyBytes`: the key with its tag 24. @param point uncompressed */
export const readerKeyBytes = (point: Uint8Array): Uint8Array => cborOf(embedded(cborOf(coseKeyOf(point))));

/** @param point EReaderKey, uncompressed */
export const writeSessionEstablishment = (point: Uint8Array, data: Uint8Array): Uint8Array =>
  cborOf({ eReaderKey: embedded(cborOf(coseKeyOf(point))), data });

/** EMU-350 malformed, EMU-364 a key on another curve. */
export function readSessionEstablishment(bytes: Uint8Array): Result<SessionEstablishment> {
  const part = 'session establishment';
  const read = reading(part, () => {
    const message = mapIn(keptItemIn(bytes), 'SessionEstablishment');
    const key = message.need('eReaderKey');
    return {
      readerKeyBytes: key.bytes,
      readerKey: sessionKeyIn(key),
      data: bytesIn(message.need('data'), 'data'),
    };
  });
  if (!read.ok) return read;
  const { readerKey, ...others } = read.value;
  return readerKey === null ? refuse('EMU-364', { part, reason: 'curve' }) : ok({ ...others, readerKey });
}

export const writeSessionData = ({ data, status }: SessionData): Uint8Array =>
  cborOf({ ...(data === null ? {} : { data }), ...(status === null ? {} : { status }) });

/** EMU-350: malformed. */
export const readSessionData = (bytes: Uint8Array): Result<SessionData> =>
  reading('session data', () => {
    const message = mapIn(keptItemIn(bytes), 'SessionData');
    const [data, status] = [message.get('data'), message.get('status')];
    if (data === null && status === null) throw new Malformed('neither data nor status');
    return {
      data: data === null ? null : bytesIn(data, 'data'),
      status: status === null ? null : integerIn(status, 'status'),
    };
  });

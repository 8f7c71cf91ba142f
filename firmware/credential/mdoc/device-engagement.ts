/** DeviceEngagement (ISO/IEC 18013-5, 8.2.1.1): the phone's key for this one session. */

import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { arrayIn, embeddedBytesIn, integerIn, mapIn, versionIn } from './cbor-forms.ts';
import { coseKeyIn, coseKeyOf } from './cose.ts';
import { cborOf, embedded } from './deterministic-cbor.ts';
import { type KeptItem, keptItemIn, Malformed, reading } from './kept-cbor.ts';

export interface DeviceEngagement {
  /** As it was read: part of the session transcript. */
  readonly bytes: Uint8Array;
  /** EDeviceKey on P-256, uncompressed point. */
  readonly key: Uint8Array;
}

const fields = { version: 0, security: 1 } as const;
/** The one cipher suite of the standard (table 22). */
const cipherSuite = 1;

/** EMU-350 malformed, EMU-364 another cipher suite or curve. */
export function readDeviceEngagement(bytes: Uint8Array): Result<DeviceEngagement> {
  const part = 'device engagement';
  const read = reading(part, () => {
    const engagement = mapIn(keptItemIn(bytes), 'DeviceEngagement');
    versionIn(engagement.need(fields.version));
    const [suite, key] = arrayIn(engagement.need(fields.security), 'Security');
    if (suite === undefined || key === undefined) throw new Malformed('Security is too short');
    return { suite: integerIn(suite, 'the cipher suite'), key: sessionKeyIn(key) };
  });
  if (!read.ok) return read;
  if (read.value.suite !== cipherSuite) return refuse('EMU-364', { part, reason: 'cipher suite' });
  return read.value.key === null
    ? refuse('EMU-364', { part, reason: 'curve' })
    : ok({ bytes, key: read.value.key });
}

/** `#6.24(bstr .cbor COSE_Key)`: the point of a P-256 key; null where it is another kind. Within `reading`. */
export function sessionKeyIn(item: KeptItem): Uint8Array | null {
  const key = coseKeyIn(keptItemIn(embeddedBytesIn(item, 'the key')));
  return key?.scheme === 'ES256' ? key.point : null;
}

/** @param key EDeviceKey, uncompressed point */
export const writeDeviceEngagement = (key: Uint8Array): Uint8Array =>
  cborOf(
    new Map<number, unknown>([
      [fields.version, '1.0'],
      [fields.security, [cipherSuite, embedded(cborOf(coseKeyOf(key)))]],
    ]),
  );

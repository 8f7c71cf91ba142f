/**
 * Device authentication (ISO/IEC 18013-5, 9.1.3): the phone proves that it holds the device key, by a signature or by a
 * MAC under a key agreed with the reader's key of this session.
 */

import type { EphemeralKey, MdocCrypto } from './crypto.ts';
import { arrayOfWritten, cborOf, embedded } from './deterministic-cbor.ts';
import type { SessionTranscript } from './session-transcript.ts';

/**
 * `DeviceAuthenticationBytes`, which signature or MAC is over.
 * @param deviceNameSpacesBytes with its tag 24, as it is sent
 */
export const deviceAuthenticationBytes = (
  transcript: SessionTranscript,
  docType: string,
  deviceNameSpacesBytes: Uint8Array,
): Uint8Array =>
  cborOf(
    embedded(
      arrayOfWritten(
        cborOf('DeviceAuthentication'),
        transcript.bytes,
        cborOf(docType),
        deviceNameSpacesBytes,
      ),
    ),
  );

/**
 * EMacKey, 32 bytes; null where the other key is no point of P-256.
 * @param own EReaderKey at the reader, the device key at the phone
 */
export function deviceMacKey(
  own: Pick<EphemeralKey, 'agree'>,
  theirs: Uint8Array,
  transcript: SessionTranscript,
  engine: MdocCrypto,
): Uint8Array | null {
  const shared = own.agree(theirs);
  if (shared === null) return null;
  const key = engine.hkdf(shared, engine.digest('SHA-256', transcript.embeddedBytes), 'EMacKey');
  shared.fill(0);
  return key;
}

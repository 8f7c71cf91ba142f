/** Reader authentication (ISO/IEC 18013-5, 9.1.4): the reader signs what it asks for, in this session and no other. */

import { coseAlgorithms, protectedHeader, signedBytes, x5chainHeader } from './cose.ts';
import { arrayOfWritten, cborOf, embedded } from './deterministic-cbor.ts';
import type { SessionTranscript } from './session-transcript.ts';

/** The reader's secure element: who it is to phones. */
export interface MdocReaderIdentity {
  /** Certificates in DER, the reader's own first, the trusted authority's not among them. */
  readonly chain: readonly Uint8Array[];
  /** ECDSA P-256 over SHA-256, 64 bytes r‖s. */
  sign(bytes: Uint8Array): Uint8Array;
}

/**
 * `ReaderAuthenticationBytes`, which the signature is over.
 * @param itemsRequestBytes with its tag 24, as it is sent
 */
export const readerAuthenticationBytes = (
  transcript: SessionTranscript,
  itemsRequestBytes: Uint8Array,
): Uint8Array =>
  cborOf(embedded(arrayOfWritten(cborOf('ReaderAuthentication'), transcript.bytes, itemsRequestBytes)));

/** The COSE_Sign1 with detached payload, as a value within a device request. */
export function signRequest(
  identity: MdocReaderIdentity,
  transcript: SessionTranscript,
  itemsRequestBytes: Uint8Array,
): readonly unknown[] {
  const head = protectedHeader(coseAlgorithms.ES256);
  const payload = readerAuthenticationBytes(transcript, itemsRequestBytes);
  return [head, x5chainHeader(identity.chain), null, identity.sign(signedBytes(head, payload))];
}

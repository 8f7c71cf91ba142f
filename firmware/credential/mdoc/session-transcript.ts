/**
 * SessionTranscript (ISO/IEC 18013-5, 9.1.5.1): what both ends have seen of each other before anything secret was said.
 * Keys, MACs and signatures of an exchange hang on it, so that none of them is good in another.
 */

import { arrayOfWritten, cborOf, embedded } from './deterministic-cbor.ts';

export interface SessionTranscript {
  /** SessionTranscript. */
  readonly bytes: Uint8Array;
  /** `#6.24(bstr .cbor SessionTranscript)`. */
  readonly embeddedBytes: Uint8Array;
}

/** @param bytes SessionTranscript, CBOR */
export const transcriptOf = (bytes: Uint8Array): SessionTranscript => ({
  bytes,
  embeddedBytes: cborOf(embedded(bytes)),
});

/**
 * Of NFC static handover: there is no Handover Request.
 * @param deviceEngagement DeviceEngagement as it was sent
 * @param readerKey `EReaderKeyBytes` (with tag 24) as it was sent
 * @param handoverSelect the message as it was sent
 */
export const staticHandoverTranscript = (
  deviceEngagement: Uint8Array,
  readerKey: Uint8Array,
  handoverSelect: Uint8Array,
): SessionTranscript =>
  transcriptOf(arrayOfWritten(cborOf(embedded(deviceEngagement)), readerKey, cborOf([handoverSelect, null])));

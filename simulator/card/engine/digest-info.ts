/** DigestInfo of SHA-256 (RFC 8017, 9.2 note 1), around one hash or, as the card surface has it, several in a row. */

import { concatenate } from './ber-tlv.ts';

const sha256Algorithm = Uint8Array.of(
  ...[0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00],
);

/** At most 108 bytes of hashes, so that each length is one byte. */
export function sha256DigestInfo(...hashes: readonly Uint8Array[]): Uint8Array {
  const count = hashes.reduce((sum, hash) => sum + hash.length, 0);
  const head = Uint8Array.of(0x30, sha256Algorithm.length + 2 + count);
  return concatenate(head, sha256Algorithm, Uint8Array.of(0x04, count), ...hashes);
}

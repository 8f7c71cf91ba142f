/** EMSA-PSS with SHA-256 and a salt handed in (RFC 8017, 9.1.1): the platform's own draws its salt itself. */

import { createHash } from 'node:crypto';
import { concatenate } from './ber-tlv.ts';

const hashLength = 32;
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** MGF1 of RFC 8017, B.2.1. */
function mask(seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let counter = 0; counter * hashLength < length; counter += 1) {
    blocks.push(sha256(concatenate(seed, Uint8Array.of(0, 0, 0, counter))));
  }
  return concatenate(...blocks).subarray(0, length);
}

/** The encoded message for a modulus of `modulusBytes` (a multiple of 8 bits), ready for the bare RSA operation. */
export function encodePss(hash: Uint8Array, salt: Uint8Array, modulusBytes: number): Uint8Array {
  const digest = sha256(concatenate(new Uint8Array(8), hash, salt));
  const block = new Uint8Array(modulusBytes - hashLength - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const masked = mask(digest, block.length).map((byte, i) => byte ^ (block[i] ?? 0));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return concatenate(masked, digest, Uint8Array.of(0xbc));
}

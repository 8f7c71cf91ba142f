/** EF 0006 of the JPKI application: PKCS #11 token information, by which clients tell a card from a phone. 160 bytes. */

import { concatenate } from '../engine/ber-tlv.ts';

export type TokenLabel = 'JPKIAPICCTOKEN2' | 'JPKIAPGPSETOKEN' | 'JPKIAPIOSTOKEN';

const padded = (text: string, length: number): Uint8Array =>
  new Uint8Array(Buffer.from(text.padEnd(length), 'latin1'));

const numbers = (...values: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setUint32(i * 4, value);
  });
  return bytes;
};

/** Layout of CK_TOKEN_INFO with big-endian numbers, as seen on cards. `serial` is at most 16 characters. */
export const tokenInformation = (label: TokenLabel, serial: string): Uint8Array =>
  concatenate(
    padded(label, 32),
    padded('TEST', 32),
    padded('E16R01NJ', 16),
    padded(serial, 16),
    // Flags, sessions, longest and shortest PIN, memory (unavailable).
    numbers(0x040d, 1, 0, 1, 0, 16, 6, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff),
    padded('03', 2),
    padded('01', 2),
    padded('9'.repeat(16), 16),
  );

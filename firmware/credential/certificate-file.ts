/** Reads files whose length stands in their first bytes, a certificate above all, from the chip of a card or phone. */

import { messages } from '../../protocol/messages.ts';
import * as apdu from './apdu.ts';
import type { ChipExchange } from './chip-exchange.ts';

/** What one READ BINARY of short length gives at most. */
export const readAtOnce = 256;

/** What the host is told of a card or phone must fit its message. */
const longestCertificate = messages.eligibilityRequest.fields.certificate.is.max;

export type CertificateFile =
  | { readonly kind: 'read'; readonly certificate: Uint8Array }
  /** The chip does not let it be read, or it is no certificate (then with 9000). */
  | { readonly kind: 'unreadable'; readonly sw: number };

/**
 * A certificate (DER), its length taken from its own first four bytes; filler may follow it in the file.
 *
 * @param readFirst the command that reads the first 256 bytes of the file, and leaves it selected
 */
export async function readCertificateFile(
  chip: ChipExchange,
  readFirst: Uint8Array,
): Promise<CertificateFile> {
  const first = await chip.answer(readFirst);
  const sw = apdu.statusWord(first);
  const head = apdu.replyData(first);
  if (sw !== 0x9000 || head.length < 4 || head[0] !== 0x30 || head[1] !== 0x82)
    return { kind: 'unreadable', sw };
  const length = 4 + (((head[2] as number) << 8) | (head[3] as number));
  const certificate = length > longestCertificate ? null : await readOn(chip, head, length);
  return certificate === null ? { kind: 'unreadable', sw } : { kind: 'read', certificate };
}

/** The selected file up to `length`, its first bytes already read; null where it ends before. */
export async function readOn(
  chip: ChipExchange,
  head: Uint8Array,
  length: number,
): Promise<Uint8Array | null> {
  const whole = new Uint8Array(length);
  whole.set(head.subarray(0, length));
  let at = Math.min(head.length, length);
  while (at < length) {
    const reply = await chip.answer(apdu.readBinary(at, Math.min(readAtOnce, length - at)));
    const data = apdu.replyData(reply);
    if (apdu.statusWord(reply) !== 0x9000 || data.length === 0) return null;
    whole.set(data.subarray(0, length - at), at);
    at += data.length;
  }
  return whole;
}

/**
 * What the driver of a phone reader and the host say to each other where they are two programs, as messages of a link of
 * their own: protocol/README.md, "Phone reader". The packets in them are opened by neither link nor host. Our design.
 */

import { joined } from '../crypto.ts';
import { longestFieldPacket } from '../messages.ts';
import { ok, type Result, refuse } from '../result.ts';

export type DriverMessage =
  /** Of the driver: whether the phone reader is there. */
  | { readonly kind: 'away' }
  | { readonly kind: 'there' }
  /** Either way: a packet of the phone reader's channel, of at most `longestFieldPacket` bytes. */
  | { readonly kind: 'packet'; readonly packet: Uint8Array };

/** First byte of a message. */
export const driverMessages = {
  away: { byte: 0x00, from: 'driver', about: 'the phone reader is not there: its cable is out' },
  there: { byte: 0x01, from: 'driver', about: 'it is there; said first where it is' },
  packet: { byte: 0x02, from: 'either', about: 'a packet of the channel follows' },
} as const;

export const encodeDriverMessage = (message: DriverMessage): Uint8Array => {
  const kind = Uint8Array.of(driverMessages[message.kind].byte);
  return message.kind === 'packet' ? joined(kind, message.packet) : kind;
};

/** EMU-367. */
export function decodeDriverMessage(bytes: Uint8Array): Result<DriverMessage> {
  const [kind] = bytes;
  const longest = kind === driverMessages.packet.byte ? 1 + longestFieldPacket : 1;
  if (bytes.length > longest) return refuse('EMU-367', { reason: 'too long' });
  if (kind === driverMessages.packet.byte) return ok({ kind: 'packet', packet: bytes.slice(1) });
  if (kind === driverMessages.away.byte) return ok({ kind: 'away' });
  if (kind === driverMessages.there.byte) return ok({ kind: 'there' });
  return refuse('EMU-367', { reason: 'a message that is not known' });
}

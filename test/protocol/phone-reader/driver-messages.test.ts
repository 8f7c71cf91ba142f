import { describe, expect, it } from 'vitest';
import { longestFieldPacket } from '../../../protocol/messages.ts';
import {
  type DriverMessage,
  decodeDriverMessage,
  driverMessages,
  encodeDriverMessage,
} from '../../../protocol/phone-reader/driver-messages.ts';

const refused = (reason: string) => ({ ok: false, problem: { code: 'EMU-367', detail: { reason } } });

describe('a message between a host and the driver of a phone reader', () => {
  it.each<DriverMessage>([
    { kind: 'there' },
    { kind: 'away' },
    { kind: 'packet', packet: Uint8Array.of(1, 0, 0, 0, 1, 7) },
    { kind: 'packet', packet: new Uint8Array(longestFieldPacket) },
  ])('comes back as it was: $kind', (message) => {
    expect(decodeDriverMessage(encodeDriverMessage(message))).toEqual({ ok: true, value: message });
  });

  it('is refused where its packet is longer than a reader could be given (EMU-367)', () => {
    const bytes = new Uint8Array(1 + longestFieldPacket + 1);
    bytes[0] = driverMessages.packet.byte;
    expect(decodeDriverMessage(bytes)).toEqual(refused('too long'));
  });

  it.each([
    ['too long', [0x00, 0x00]],
    ['too long', [0x01, 0x00]],
    ['a message that is not known', [0x03]],
    ['a message that is not known', []],
  ])('is refused: %s (EMU-367)', (reason, bytes) => {
    expect(decodeDriverMessage(Uint8Array.from(bytes))).toEqual(refused(reason));
  });
});

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reportDescriptor } from '../../../protocol/hid/report-descriptor.ts';
import { UhidCable } from '../../../simulator/devices/uhid-cable.ts';
import { openUhid, uhidPath } from '../../../simulator/devices/uhid-device.ts';
import {
  createEvent,
  destroyEvent,
  inputEvent,
  longestEvent,
  readEvent,
} from '../../../simulator/devices/uhid-events.ts';
import { realClock } from '../../../simulator/time/real-clock.ts';

const device = {
  name: 'fcr emulated reader',
  serial: 'FCR-000001',
  vendor: 0x1209,
  product: 0x0001,
  descriptor: reportDescriptor,
};

/** An event as the kernel gives it: the whole of its struct, whatever the type needs of it. */
function given(type: number, fill: (data: Buffer) => void = () => {}): Buffer {
  const bytes = Buffer.alloc(longestEvent);
  bytes.writeUInt32LE(type, 0);
  fill(bytes.subarray(4));
  return bytes;
}
const output = (bytes: Uint8Array): Buffer =>
  given(6, (data) => {
    data.set(bytes);
    data.writeUInt16LE(bytes.length, 4096);
    data[4098] = 1;
  });

describe('an event of /dev/uhid', () => {
  it('that makes the device has everything where linux/uhid.h says', () => {
    const bytes = createEvent(device);
    expect(bytes.length).toBe(4376);
    expect(bytes.readUInt32LE(0)).toBe(11);
    expect(bytes.toString('latin1', 4, 24)).toBe('fcr emulated reader\0');
    expect(bytes.toString('latin1', 196, 207)).toBe('FCR-000001\0');
    expect(bytes.readUInt16LE(260)).toBe(27);
    expect(bytes.readUInt16LE(262)).toBe(3);
    expect([bytes.readUInt32LE(264), bytes.readUInt32LE(268)]).toEqual([0x1209, 1]);
    expect(bytes.subarray(280, 307).equals(reportDescriptor)).toBe(true);
  });

  it('that carries a report to the host has its length before it', () => {
    const bytes = inputEvent(new Uint8Array(64).fill(7));
    expect([bytes.length, bytes.readUInt32LE(0), bytes.readUInt16LE(4), bytes[6], bytes[69]]).toEqual([
      70, 12, 64, 7, 7,
    ]);
    expect([...destroyEvent()]).toEqual([1, 0, 0, 0]);
  });

  it('that carries a report from the host is read with and without the number that the kernel puts before it', () => {
    const report = Uint8Array.from({ length: 64 }, (_, i) => i);
    expect(readEvent(output(report))).toEqual({ type: 'output', report });
    expect(readEvent(output(Uint8Array.of(0, ...report)))).toEqual({ type: 'output', report });
  });

  it('tells of hosts that open and close', () => {
    expect([readEvent(given(4)), readEvent(given(5))]).toEqual([{ type: 'open' }, { type: 'close' }]);
  });

  it.each([
    ['getReport', 9, 10, 12],
    ['setReport', 13, 14, 10],
  ])('that asks for a feature report (%s) is refused under its own number', (_, asked, replied, length) => {
    const event = readEvent(given(asked, (data) => data.writeUInt32LE(0xcafe, 0)));
    const reply = event.type === 'asked' ? event.reply : Buffer.alloc(12);
    expect([reply.length, reply.readUInt32LE(0), reply.readUInt32LE(4), reply.readUInt16LE(8)]).toEqual([
      length,
      replied,
      0xcafe,
      5,
    ]);
  });

  it('of another kind, cut short or empty is passed over', () => {
    for (const bytes of [given(2), given(99), output(new Uint8Array(64)).subarray(0, 100), Buffer.alloc(0)])
      expect(readEvent(bytes)).toEqual({ type: 'other' });
  });

  it('never states more than there can be', () => {
    const event = readEvent(given(6, (data) => data.writeUInt16LE(65535, 4096)));
    expect(event.type === 'output' && event.report.length).toBe(4096);
  });
});

describe('where the system makes no HID devices', () => {
  it('a device is refused with the reason (EMU-664)', () => {
    expect(openUhid(device, '/nonexistent/uhid')).toEqual({
      ok: false,
      problem: { code: 'EMU-664', detail: { reason: 'ENOENT' } },
    });
  });

  it.skipIf(existsSync(uhidPath))('a cable says so when it is plugged in', async () => {
    const cable = new UhidCable('1209:0001:FCR-000001', { activity: null, random: () => 0.5 }, realClock());
    await expect(cable.plug()).rejects.toMatchObject({ problem: { code: 'EMU-664' } });
    await cable.unplug();
  });
});

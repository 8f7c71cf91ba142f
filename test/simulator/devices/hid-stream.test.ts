import { describe, expect, it } from 'vitest';
import { HostReports } from '../../../protocol/hid/host-reports.ts';
import { reportTiming } from '../../../protocol/hid/report-channel.ts';
import { HidStream } from '../../../simulator/devices/hid-stream.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

/** A device's side whose host is asked by hand. */
function desk(received: (bytes: Uint8Array, stream: HidStream) => void = () => {}) {
  const clock = new VirtualClock(0);
  const log: string[] = [];
  const written: Uint8Array[] = [];
  const stream: HidStream = new HidStream({
    clock,
    random: () => 0.25,
    write: (report) => written.push(report),
    listener: {
      attached: () => log.push('attached'),
      detached: () => log.push('detached'),
      received: (bytes) => received(bytes, stream),
    },
  });
  const host = new HostReports(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 0);
  const toReader = (): void => {
    for (const report of host.takeReports()) stream.received(report);
  };
  const toHost = (): void => {
    for (const report of written.splice(0)) host.received(report, clock.ticks());
  };
  toReader();
  toHost();
  return { clock, log, written, stream, host, toReader, toHost };
}

describe('the byte stream of a HID device', () => {
  it('begins when a host asks, and what the firmware says at once upon a byte goes out', () => {
    const { log, host, toReader, toHost } = desk((bytes, stream) => stream.send(bytes));
    expect(log).toEqual(['attached']);
    expect(host.takeEvents()).toEqual([{ type: 'attached' }]);
    host.send(Uint8Array.of(1, 2, 3), 0);
    toReader();
    toHost();
    expect(host.takeEvents()).toEqual([{ type: 'received', bytes: Uint8Array.of(1, 2, 3) }]);
  });

  it('is over when the host does not read for too long, and the timers end with it', () => {
    const { clock, log, stream } = desk();
    stream.send(new Uint8Array(5000));
    while (clock.next() !== null) clock.runNext();
    expect(clock.ticks()).toBe(reportTiming.credit);
    expect(log).toEqual(['attached', 'detached']);
  });

  it('is over when the host is gone, and sets no timer', () => {
    const { clock, log, stream } = desk();
    stream.send(new Uint8Array(5000));
    stream.hostGone();
    stream.send(new Uint8Array(5000));
    expect(log).toEqual(['attached', 'detached']);
    expect(clock.next()).toBe(null);
  });
});

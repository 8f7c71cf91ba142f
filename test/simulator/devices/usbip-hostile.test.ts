import { describe, expect, it } from 'vitest';
import { HostReports } from '../../../protocol/hid/host-reports.ts';
import { reportLength } from '../../../protocol/hid/report-descriptor.ts';
import type { Problem } from '../../../protocol/result.ts';
import { HostConnection } from '../../../simulator/devices/usbip/host-connection.ts';
import { UsbReader } from '../../../simulator/devices/usbip/usb-reader.ts';
import type { Submit } from '../../../simulator/devices/usbip/wire.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { Random, runSeed } from '../../protocol/random.ts';
import { setupOf } from './usbip-host.ts';

/** A reader on USB and one connection to it, without sockets and in virtual time. */
function connected(random: () => number) {
  const clock = new VirtualClock(0);
  const heard = { opened: 0, closed: 0, bytes: 0 };
  const problems: Problem[] = [];
  const state = { written: 0, ended: false, reports: 0 };
  const usb: UsbReader = new UsbReader(
    'FCR-000042',
    {
      answer: (...answer) => {
        if (answer[3].length === reportLength) state.reports += 1;
        connection.answer(...answer);
      },
      opened: () => {
        heard.opened += 1;
      },
      closed: () => {
        heard.closed += 1;
      },
      received: (bytes) => {
        heard.bytes += bytes.length;
      },
    },
    { clock, random },
  );
  const connection: HostConnection = new HostConnection({
    listing: {
      busId: '1-1',
      bus: 1,
      address: 2,
      vendor: 1,
      product: 2,
      release: 3,
      deviceClass: [0, 0, 0],
      interfaces: [],
    },
    importDevice: () => usb,
    write: (bytes) => {
      if (state.ended) throw new Error('written after the end');
      state.written += bytes.length;
    },
    end: (problem) => {
      state.ended = true;
      if (problem !== null) problems.push(problem);
      usb.reset();
    },
  });
  return { clock, usb, connection, heard, problems, state };
}

function importRequest(): Buffer {
  const request = Buffer.alloc(40);
  request.writeUInt32BE(0x01118003, 0);
  request.write('1-1', 8);
  return request;
}

function submit(direction: number, endpoint: number, length: number, setup: Uint8Array, data: Uint8Array) {
  const command = Buffer.alloc(48);
  command.writeUInt32BE(1, 0);
  command.writeUInt32BE(direction, 12);
  command.writeUInt32BE(endpoint, 16);
  command.writeUInt32BE(length, 24);
  command.set(setup, 40);
  return Buffer.concat([command, data]);
}

const none = new Uint8Array(8);
const nothing = new Uint8Array();

/** A transfer of the HID function. */
const transfer = (of: Pick<Submit, 'direction' | 'data'>): Submit => ({
  ...{ kind: 'submit', seqnum: 1, endpoint: 3, length: 64, setup: none },
  ...of,
});

/** Lets time pass, with all that falls due in it. */
function pass(clock: VirtualClock, milliseconds: number): void {
  const until = clock.ticks() + milliseconds;
  for (let next = clock.next(); next !== null && next <= until; next = clock.next()) clock.runNext();
  clock.moveTo(until);
}

/** A command as a host may send it, more often sensible than not. */
function anyCommand(random: Random): Buffer {
  if (random.chance(0.1)) {
    const unlink = Buffer.alloc(48);
    unlink.writeUInt32BE(2, 0);
    unlink.writeUInt32BE(random.between(0, 5), 20);
    return unlink;
  }
  const endpoint = random.of([0, 1, 2, 2, 3, 3, random.between(0, 15)]);
  if (endpoint === 0) {
    const type = random.of([0x00, 0x80, 0x81, 0x21, 0xa1, random.between(0, 255)]);
    const request = random.of([6, 9, 1, 0x20, 0x21, 0x22, random.between(0, 255)]);
    const value = random.of([0x0100, 0x0200, 0x0301, 0x2200, 1, 3, random.between(0, 0xffff)]);
    const length = random.of([0, 7, 64, 255]);
    const setup = setupOf(type, request, value, random.between(0, 3), length);
    return type >= 0x80
      ? submit(1, 0, length, setup, nothing)
      : submit(0, 0, length, setup, random.bytes(length));
  }
  if (random.chance(0.5)) return submit(1, endpoint, random.of([0, 1, 64, 512]), none, nothing);
  const data = random.bytes(random.of([0, 1, 64, 64, 300]));
  return submit(0, endpoint, data.length, none, data);
}

describe('Whatever a USB/IP host sends', () => {
  it(`ends in answers or in EMU-668, never in a fault, with nothing left over (seed ${runSeed})`, () => {
    const random = new Random(runSeed);
    const outcomes = { endured: 0, refused: 0 };
    for (let round = 0; round < 3000; round += 1) {
      const { clock, usb, connection, heard, problems, state } = connected(() => random.next());
      const sent: Buffer[] = random.chance(0.9) ? [importRequest()] : [];
      for (let i = random.between(1, 40); i > 0; i -= 1) {
        const command = anyCommand(random);
        if (random.chance(0.05)) command[random.between(0, command.length - 1)] = random.between(0, 255);
        sent.push(command);
      }
      if (random.chance(0.05)) sent.push(Buffer.from(random.bytes(random.between(1, 200))));
      const all = Buffer.concat(sent);
      for (let at = 0; at < all.length; ) {
        const length = random.of([1, 48, random.between(1, 2000)]);
        connection.received(all.subarray(at, at + length));
        at += length;
        if (random.chance(0.2)) usb.send(random.bytes(random.between(1, 500)));
        if (random.chance(0.2)) pass(clock, random.between(0, 2000));
      }
      expect(problems.map(({ code }) => code)).toEqual(state.ended ? ['EMU-668'] : []);
      outcomes[state.ended ? 'refused' : 'endured'] += 1;
      usb.reset();
      expect(heard.closed).toBe(heard.opened);
    }
    expect(outcomes.endured).toBeGreaterThan(100);
    expect(outcomes.refused).toBeGreaterThan(100);
  });

  it('is not heard any more once the connection has ended', () => {
    const { connection, heard, state, problems } = connected(() => 0.5);
    connection.received(importRequest());
    const before = state.written;
    connection.close();
    const dtr = submit(0, 0, 0, setupOf(0x21, 0x22, 3, 0, 0), nothing);
    connection.received(Buffer.concat([dtr, submit(0, 2, 1, none, Uint8Array.of(1))]));
    connection.answer(1, 0, 0, new Uint8Array());
    expect([heard.opened, state.written, problems]).toEqual([0, before, []]);
  });

  it('leaves no more reports waiting than a host could have use for, however often it begins anew', () => {
    const { clock, usb, heard, state } = connected(() => 0.5);
    for (let i = 0; i < 200; i += 1) {
      const nonce = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, i);
      for (const report of new HostReports(nonce, clock.ticks()).takeReports())
        usb.submit(transfer({ direction: 'out', data: report }));
      pass(clock, 600);
    }
    expect(heard.opened).toBe(200);
    for (let before = -1; before < state.reports; ) {
      before = state.reports;
      usb.submit(transfer({ direction: 'in', data: nothing }));
    }
    expect(state.reports).toBeGreaterThan(0);
    expect(state.reports).toBeLessThanOrEqual(64);
  });
});

import { describe, expect, test } from 'vitest';
import { encodeFrame } from '../../../protocol/link/frame.ts';
import { type Link, linkTiming } from '../../../protocol/link/link.ts';
import { longestReport, receiveWindow } from '../../../protocol/link/receive-window.ts';
import { shortestSegment } from '../../../protocol/link/send-window.ts';
import { soundCable } from './bad-cable.ts';
import {
  acceptOf,
  ackOf,
  at,
  connected,
  damagedFrame,
  frameOf,
  hear,
  inStream,
  kindsIn,
  messagesAt,
  missingOf,
  packetsIn,
  piecesIn,
  roles,
  segment,
  session,
  standing,
  text,
} from './link-by-hand.ts';

describe('what is missing', () => {
  /** Ten segments of 100 bytes under way. */
  const sending = (): Link => {
    const host = standing('host');
    for (let i = 0; i < 10; i += 1) host.send(new Uint8Array(98), 0);
    host.takeOutput();
    return host;
  };

  test('is asked for at once when a frame is damaged, and once', () => {
    const reader = standing('reader');
    hear(reader, damagedFrame, 5);
    expect(packetsIn(reader.takeOutput())).toEqual([
      { kind: 'missing', session, expected: at(0), damaged: true, held: [] },
    ]);
    expect(reader.takeEvents()).toEqual([
      { type: 'damaged', problem: { code: 'EMU-101', detail: { reason: 'too short' } } },
    ]);
    expect(reader.idle).toBe(true);
    expect(reader.counters).toMatchObject({ damaged: 1, received: 0 });
  });

  test('is not asked for when what came next shows no gap', () => {
    const reader = standing('reader');
    hear(reader, Buffer.concat([damagedFrame, segment(0, inStream(text('a')))]), 5);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'ack', session, expected: at(3) }]);
  });

  test('is told by what is held beyond it', () => {
    const reader = standing('reader');
    hear(reader, Buffer.concat([segment(100, new Uint8Array(50)), segment(300, new Uint8Array(7))]), 5);
    expect(packetsIn(reader.takeOutput())).toEqual([
      {
        kind: 'missing',
        session,
        expected: at(0),
        damaged: false,
        held: [
          [100, 50],
          [150, 7],
        ],
      },
    ]);
    expect(reader.idle).toBe(false);
  });

  test('is told in at most eight ranges', () => {
    const reader = standing('reader');
    for (let i = 1; i < 20; i += 1) hear(reader, segment(i * 100, new Uint8Array(50)), 5);
    reader.advance(10);
    expect(packetsIn(reader.takeOutput()).at(-1)).toMatchObject({ held: { length: longestReport } });
  });

  test('is told again every 50 ms while it is missing, and its arrival is acknowledged at once', () => {
    const reader = standing('reader');
    const stream = inStream(text('held'));
    hear(reader, segment(3, stream.subarray(3)), 0);
    const toldAt: number[] = [];
    for (let now = 0; now < 130; now += 1) {
      reader.advance(now);
      if (kindsIn(reader.takeOutput()).includes('missing')) toldAt.push(now);
      // So that it knows that somebody hears it.
      hear(reader, frameOf({ kind: 'ack', session, expected: at(0) }), now);
    }
    expect(toldAt).toEqual([0, 55, 110]);
    hear(reader, segment(0, stream.subarray(0, 3)), 200);
    expect(messagesAt(reader)).toEqual(['held']);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'ack', session, expected: at(6) }]);
    expect(reader.idle).toBe(true);
  });

  test('is not told faster than every 5 ms, and ever more slowly while nothing is understood', () => {
    const reader = standing('reader');
    const toldAt: number[] = [];
    for (let now = 0; now < 1500; now += 1) {
      hear(reader, damagedFrame, now);
      reader.advance(now);
      if (kindsIn(reader.takeOutput()).includes('missing')) toldAt.push(now);
    }
    expect(toldAt).toEqual([0, 5, 15, 35, 75, 155, 315, 635, 1275]);
  });

  test('never makes two ends that garble each other talk without end', () => {
    const cable = connected();
    cable.faults = { ...soundCable, damaged: 0.5 };
    cable.send('host', text('m'));
    let written = 0;
    for (const role of roles) {
      const { takeOutput } = cable.links[role];
      cable.links[role].takeOutput = function () {
        const output = takeOutput.call(this);
        written += output.length;
        return output;
      };
    }
    cable.run(2900);
    expect(written).toBeLessThan(80);
  });

  test('goes again, and nothing that is held', () => {
    const host = sending();
    hear(
      host,
      missingOf(100, {
        held: [
          [100, 200],
          [200, 300],
        ],
      }),
      5,
    );
    expect(piecesIn(host.takeOutput())).toEqual([
      [100, 100],
      [400, 100],
      [500, 100],
    ]);
    expect(host.counters).toMatchObject({ sent: 10, resent: 3 });
  });

  test('goes again once, however often it is told while that is under way', () => {
    const host = sending();
    const told = missingOf(0, { held: [[100, 100]] });
    hear(host, told, 5);
    expect(piecesIn(host.takeOutput())).toEqual([[0, 100]]);
    hear(host, told, 6);
    expect(host.takeOutput()).toEqual([]);
    // What was sent after it has arrived: it is lost once more.
    host.send(new Uint8Array(98), 7);
    host.takeOutput();
    hear(
      host,
      missingOf(0, {
        held: [
          [100, 100],
          [800, 100],
        ],
      }),
      8,
    );
    expect(piecesIn(host.takeOutput())[0]).toEqual([0, 100]);
  });

  test('is also what was sent before something that is acknowledged', () => {
    const host = sending();
    hear(host, missingOf(0, { held: [[100, 100]] }), 5);
    host.takeOutput();
    // The first, sent again, has arrived after all of them.
    hear(host, ackOf(200), 9);
    expect(piecesIn(host.takeOutput())).toHaveLength(8);
  });

  test('is the segment longest under way when a frame was damaged and nothing more is known', () => {
    const host = sending();
    hear(host, missingOf(0, { damaged: true }), 5);
    expect(piecesIn(host.takeOutput())).toEqual([[0, 100]]);
    hear(host, missingOf(0, { damaged: true }), 6);
    expect(piecesIn(host.takeOutput())).toEqual([[100, 100]]);
  });

  test('of an end with nothing under way is its word of what has arrived', () => {
    const reader = standing('reader');
    hear(reader, missingOf(0, { damaged: true }), 5);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'ack', session, expected: at(0) }]);
    hear(reader, missingOf(0), 50);
    expect(reader.takeOutput()).toEqual([]);
  });

  test('is nothing that a late report names', () => {
    const host = sending();
    hear(host, ackOf(500), 5);
    hear(host, missingOf(200, { held: [[100, 100]], damaged: true }), 6);
    expect(host.takeOutput()).toEqual([]);
  });

  test('beyond the last of eight ranges is not known to be lost', () => {
    const host = standing('host');
    for (let i = 0; i < 30; i += 1) host.send(new Uint8Array(98), 0);
    host.takeOutput();
    const one = [100, 100] as const;
    hear(host, missingOf(0, { held: [one, one, one, one, one, one, one, one] }), 5);
    expect(piecesIn(host.takeOutput()).map(([byte]) => byte)).toEqual([
      0, 200, 400, 600, 800, 1000, 1200, 1400,
    ]);
    // What was sent again for byte 200 has arrived, after all that was sent the first time.
    hear(host, missingOf(0, { held: [[100, 300], one, one, one, one, one, one, one] }), 6);
    expect(piecesIn(host.takeOutput()).map(([byte]) => byte)).toEqual([0, 1600]);
  });

  test('goes again after a break, but not what is held', () => {
    const host = sending();
    hear(host, missingOf(0, { held: [[100, 800]] }), 5);
    host.takeOutput();
    host.detached();
    host.attached(10);
    host.takeOutput();
    hear(host, frameOf(acceptOf({ attempt: 2 })), 11);
    expect(piecesIn(host.takeOutput())).toEqual([
      [0, 100],
      [900, 100],
    ]);
  });

  test('goes again after 150 ms and the time the bytes take, then after twice as long, up to 1.2 s', () => {
    const host = standing('host');
    host.send(new Uint8Array(998), 0);
    host.takeOutput();
    const sentAt: number[] = [];
    for (let now = 0; now < 2900; now += 10) {
      host.advance(now);
      if (kindsIn(host.takeOutput()).includes('data')) sentAt.push(now);
    }
    expect(sentAt).toEqual([250, 650, 1350, 2650]);
    expect(host.counters).toMatchObject({ sent: 1 });
  });

  test('for want of an answer is the first and the last segment', () => {
    const host = sending();
    host.advance(250);
    expect(piecesIn(host.takeOutput())).toEqual([
      [0, 100],
      [900, 100],
    ]);
    // That the first has arrived says nothing of the others: it may have been its first sending.
    hear(host, ackOf(100), 300);
    expect(host.takeOutput()).toEqual([]);
    // The last has: what was sent before it is lost.
    hear(host, missingOf(100, { held: [[700, 200]] }), 301);
    expect(piecesIn(host.takeOutput())).toHaveLength(7);
  });

  test('goes again soon when a damaged frame may have been the answer', () => {
    const host = standing('host');
    host.send(new Uint8Array(98), 0);
    host.takeOutput();
    hear(host, damagedFrame, 10);
    const damagedAt = 10 + linkTiming.resendHurried + 10;
    host.advance(damagedAt - 1);
    expect(piecesIn(host.takeOutput())).toEqual([]);
    host.advance(damagedAt);
    expect(piecesIn(host.takeOutput())).toEqual([[0, 100]]);
  });

  test('is not put off by further messages', () => {
    const host = standing('host');
    for (let now = 0; now < 150; now += 10) host.send(text('m'), now);
    expect(host.deadline()).toBeLessThan(150 + 15 * 2);
  });

  test('comes in ever shorter segments, and in longer ones when the line is good again', () => {
    const host = standing('host');
    host.send(new Uint8Array(1022), 0);
    host.takeOutput();
    const lengths: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      hear(host, missingOf(0, { damaged: true }), i);
      lengths.push(piecesIn(host.takeOutput())[0]?.[1] ?? 0);
    }
    expect([...new Set(lengths)]).toEqual([512, 256, 128, 64, 32, shortestSegment]);
    hear(host, ackOf(1024), 10);
    let sent = 1024;
    const longest: number[] = [];
    for (let i = 0; i < 60; i += 1) {
      host.send(new Uint8Array(1022), 20);
      longest.push(Math.max(...piecesIn(host.takeOutput()).map(([, length]) => length)));
      sent += 1024;
      hear(host, ackOf(sent), 20);
    }
    expect([...new Set(longest)]).toEqual([32, 64, 128, 256, 512, 1024]);
  });

  test('is kept up to the window', () => {
    const reader = standing('reader');
    hear(reader, segment(receiveWindow - 2, Uint8Array.of(1, 2, 3)), 0);
    expect(reader.counters.received).toBe(0);
    hear(reader, segment(receiveWindow - 2, Uint8Array.of(1, 2)), 0);
    expect(reader.counters.received).toBe(1);
  });

  test('is kept in no more than 512 ranges, whatever comes', () => {
    const reader = standing('reader');
    // One byte of every two, far more than may be kept.
    for (let byte = 1; byte < receiveWindow * 2; byte += 2) {
      hear(reader, segment(byte, Uint8Array.of(1)), 0);
    }
    expect(reader.counters.received).toBe(512);
    expect(reader.takeEvents()).toEqual([]);
    // The way on is open all the same.
    const message = inStream(new Uint8Array(1022));
    hear(reader, segment(0, message), 0);
    expect(reader.takeEvents()).toHaveLength(1);
  });

  test('is reported where a frame holds no packet of a known form', () => {
    const reader = standing('reader');
    hear(reader, encodeFrame(Uint8Array.of(0x77)), 5);
    expect(reader.takeEvents()).toEqual([
      { type: 'damaged', problem: { code: 'EMU-102', detail: { reason: 'kind 119' } } },
    ]);
  });
});

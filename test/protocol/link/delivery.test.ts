import { describe, expect, test } from 'vitest';
import { longestMessage } from '../../../protocol/link/message-stream.ts';
import { receiveWindow } from '../../../protocol/link/receive-window.ts';
import { linkBacklog, linkWindow, longestSegment } from '../../../protocol/link/send-window.ts';
import { Random } from '../random.ts';
import { BadCable, soundCable } from './bad-cable.ts';
import {
  acceptOf,
  ackOf,
  at,
  connected,
  frameOf,
  hear,
  inStream,
  kindsIn,
  messagesAt,
  openOf,
  packetsIn,
  piecesIn,
  roles,
  segment,
  session,
  standing,
  text,
} from './link-by-hand.ts';

describe('delivery', () => {
  test('acknowledges within 20 ms, and with data that go the other way where there are any', () => {
    const reader = standing('reader');
    const question = inStream(text('question'));
    hear(reader, segment(0, question), 100);
    expect(reader.takeOutput()).toEqual([]);
    expect(reader.deadline()).toBe(120);
    reader.advance(120);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'ack', session, expected: at(10) }]);

    hear(reader, segment(10, question), 200);
    reader.send(text('answer'), 210);
    expect(packetsIn(reader.takeOutput())).toMatchObject([{ kind: 'data', expected: at(20) }]);
    reader.advance(220);
    expect(reader.takeOutput()).toEqual([]);
  });

  test('acknowledges at once when half a window has come', () => {
    const reader = standing('reader');
    const half = receiveWindow / 2 / longestSegment;
    for (let i = 0; i < half; i += 1)
      hear(reader, segment(i * longestSegment, new Uint8Array(longestSegment)), 0);
    expect(packetsIn(reader.takeOutput())).toEqual([
      { kind: 'ack', session, expected: at(receiveWindow / 2) },
    ]);
  });

  test('carries a message of any length, one of a few bytes in a single segment', () => {
    const cable = connected();
    const random = new Random(3);
    const messages = [random.bytes(1), random.bytes(1022), random.bytes(1023), random.bytes(longestMessage)];
    for (const message of messages) cable.send('host', message);
    cable.run(2000);
    const arrived = cable.events.reader.flatMap((event) =>
      event.type === 'received' ? [event.payload] : [],
    );
    expect(arrived.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(
      messages.map((bytes) => Buffer.from(bytes).toString('hex')),
    );
    const segments = messages.map(({ length }) => Math.ceil((2 + length) / longestSegment));
    expect(segments.slice(0, 3)).toEqual([1, 1, 2]);
    expect(cable.links.host.counters.sent).toBe(segments.reduce((sum, count) => sum + count));
    expect(cable.links.host.counters.resent).toBe(0);
  });

  test.each([0, longestMessage + 1])('does not take a message of %i bytes (EMU-106)', (length) => {
    const host = standing('host');
    expect(() => host.send(new Uint8Array(length), 0)).toThrow('EMU-106');
    expect(host.idle).toBe(true);
  });

  test('passes over a length of 0 in the stream', () => {
    const reader = standing('reader');
    hear(reader, segment(0, Uint8Array.of(0, 0, 0, 1, 0x41)), 0);
    expect(messagesAt(reader)).toEqual(['A']);
  });

  test('goes on where offsets wrap', () => {
    const cable = new BadCable(new Random(5), undefined, {
      host: () => Uint8Array.of(0xff, 0xff, 0xff, 0xff),
      reader: () => Uint8Array.of(0, 0, 1, 0),
    });
    for (const role of roles) cable.attach(role);
    cable.faults = { ...soundCable, damaged: 0.002 };
    const random = new Random(6);
    const messages = Array.from({ length: 40 }, () => random.bytes(500));
    for (const message of messages) for (const role of roles) cable.send(role, message);
    cable.run(20_000);
    for (const role of roles) {
      const arrived = cable.events[role].flatMap((event) =>
        event.type === 'received' ? [event.payload] : [],
      );
      expect(arrived.length).toBe(messages.length);
      for (const [i, payload] of arrived.entries())
        expect(Buffer.compare(payload, messages[i] as Uint8Array)).toBe(0);
      expect(cable.links[role].idle).toBe(true);
    }
  });

  test('begins anew in a new session: nothing of a message that was half under way is left at either end', () => {
    const host = standing('host', { window: 100 });
    host.send(new Uint8Array(500), 0);
    host.takeOutput();
    const reader = standing('reader');
    hear(reader, segment(0, Uint8Array.of(1, 0xf4, 9, 9, 9)), 0);
    host.close();
    host.attached(10);
    hear(host, frameOf(acceptOf()), 11);
    hear(reader, frameOf(openOf({ attempt: 2 })), 12);
    host.takeOutput();
    host.send(text('new'), 13);
    for (const bytes of host.takeOutput()) hear(reader, bytes, 14);
    expect(messagesAt(reader)).toEqual(['new']);
  });

  test('takes of a segment that begins with what it has only what is new', () => {
    const reader = standing('reader');
    const stream = inStream(text('abcdef'));
    hear(reader, segment(0, stream.subarray(0, 5)), 0);
    hear(reader, segment(3, stream.subarray(3)), 1);
    expect(messagesAt(reader)).toEqual(['abcdef']);
    expect(reader.counters).toMatchObject({ received: 2, duplicates: 0 });
  });

  test('hands out no repetition, and acknowledges repetitions once for all', () => {
    const reader = standing('reader');
    const data = segment(0, inStream(text('a')));
    hear(reader, data, 0);
    hear(reader, Buffer.concat([data, data]), 10);
    expect(reader.takeEvents()).toHaveLength(1);
    expect(kindsIn(reader.takeOutput())).toEqual(['ack']);
    hear(reader, data, 11);
    expect(reader.takeOutput()).toEqual([]);
    expect(reader.deadline()).toBe(15);
    expect(reader.counters).toMatchObject({ received: 1, duplicates: 3 });
  });

  test('keeps 16 KiB under way, 256 messages waiting, and takes no more', () => {
    const host = standing('host');
    let taken = 0;
    while (host.send(new Uint8Array(1022), 0)) taken += 1;
    expect(taken).toBe(linkWindow / 1024 + linkBacklog);
    expect(packetsIn(host.takeOutput())).toHaveLength(16);
    expect(host.idle).toBe(false);
    hear(host, ackOf(5 * 1024), 5);
    expect(packetsIn(host.takeOutput())).toHaveLength(5);
    expect(host.send(new Uint8Array(1022), 5)).toBe(true);
  });

  test('keeps less under way where the carrier holds little', () => {
    const host = standing('host', { window: 600 });
    host.send(new Uint8Array(2000), 0);
    expect(piecesIn(host.takeOutput())).toEqual([[0, 600]]);
    hear(host, ackOf(600), 5);
    expect(piecesIn(host.takeOutput())).toEqual([[600, 600]]);
  });

  test('does not believe an acknowledgement of what was never sent', () => {
    const host = standing('host');
    host.send(text('m'), 0);
    host.takeOutput();
    hear(host, ackOf(7), 5);
    expect(host.idle).toBe(false);
  });

  test('has nothing left to do when all is acknowledged', () => {
    const cable = connected();
    cable.send('host', text('m'));
    expect(cable.links.host.idle).toBe(false);
    cable.run(50);
    for (const role of roles) expect(cable.links[role].idle).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { encodeFrame, FrameDecoder } from '../../protocol/frame.ts';
import { Link, type LinkEvent, linkTiming } from '../../protocol/link.ts';
import {
  decodePacket,
  encodePacket,
  linkVersions,
  type Packet,
  sessionId,
  sessionTag,
} from '../../protocol/packet.ts';
import { linkBacklog, linkWindow } from '../../protocol/send-window.ts';
import { BadCable, type Role, soundCable } from './bad-cable.ts';
import { Random } from './random.ts';

const roles = ['host', 'reader'] as const;
const text = (words: string): Uint8Array => Buffer.from(words);
const frameOf = (packet: Packet): Uint8Array => encodeFrame(encodePacket(packet));

const packetsIn = (chunks: readonly Uint8Array[]): Packet[] => {
  const decoder = new FrameDecoder();
  return chunks.flatMap((chunk) =>
    decoder.push(chunk).map((outcome) => {
      const packet = outcome.kind === 'frame' ? decodePacket(outcome.payload) : null;
      if (packet?.ok !== true) throw new Error('a link wrote what is no packet');
      return packet.value;
    }),
  );
};
const kindsIn = (chunks: readonly Uint8Array[]): string[] => packetsIn(chunks).map(({ kind }) => kind);

/** A sound cable with both ends attached and the session standing. */
const connected = (): BadCable => {
  const cable = new BadCable(new Random(1));
  for (const role of roles) cable.attach(role);
  cable.run(10);
  for (const role of roles) cable.events[role].length = 0;
  return cable;
};
const typesAt = (cable: BadCable, role: Role): LinkEvent['type'][] =>
  cable.events[role].map(({ type }) => type);
const wordsAt = (cable: BadCable, role: Role): string[] =>
  cable.events[role].flatMap((event) =>
    event.type === 'received' ? [Buffer.from(event.payload).toString()] : [],
  );

const hostHalf = Uint8Array.of(1, 2, 3, 4);
const readerHalf = Uint8Array.of(5, 6, 7, 8);
const id = sessionId(hostHalf, readerHalf);
const session = sessionTag(id);
const fresh: Packet = {
  kind: 'open',
  ...linkVersions,
  resume: false,
  id: sessionId(hostHalf, new Uint8Array(4)),
  expected: 0,
};

/** One end alone, in a session that stands; the test writes the other end's packets. */
const standing = (role: Role): Link => {
  const link = new Link(role, () => (role === 'host' ? hostHalf : readerHalf));
  link.attached(0);
  link.received(frameOf(role === 'host' ? { kind: 'accept', version: 1, id, expected: 0 } : fresh), 0);
  link.takeOutput();
  link.takeEvents();
  return link;
};

describe('a session', () => {
  test('is told to both ends as a new one', () => {
    const cable = new BadCable(new Random(1));
    for (const role of roles) cable.attach(role);
    cable.run(10);
    for (const role of roles) expect(cable.events[role]).toEqual([{ type: 'connected', resumed: false }]);
  });

  test('is asked for every 250 ms until the reader is there', () => {
    const link = new Link('host', () => hostHalf);
    link.attached(0);
    expect(packetsIn(link.takeOutput())).toEqual([fresh]);
    expect(link.deadline()).toBe(250);
    link.advance(250);
    expect(packetsIn(link.takeOutput())).toEqual([fresh]);
  });

  test('is the same one when the host asks twice because the answer was lost', () => {
    const reader = standing('reader');
    reader.send(text('hello'), 0);
    reader.takeOutput();
    reader.received(frameOf(fresh), 10);
    expect(reader.takeEvents()).toEqual([]);
    expect(kindsIn(reader.takeOutput())).toEqual(['accept', 'data']);
  });

  test('carries what either end was given before it stood', () => {
    const cable = new BadCable(new Random(1));
    for (const role of roles) cable.send(role, text(`from ${role}`));
    for (const role of roles) cable.attach(role);
    cable.run(10);
    expect(wordsAt(cable, 'host')).toEqual(['from reader']);
    expect(wordsAt(cable, 'reader')).toEqual(['from host']);
  });

  test.each(roles)(
    'that a break of an hour has interrupted goes on where it was (seen from the %s)',
    (role) => {
      const cable = connected();
      cable.send(role, text('1'));
      cable.run(5);
      cable.send(role, text('2'));
      for (const end of roles) cable.detach(end, false);
      cable.send(role, text('3'));
      cable.run(3_600_000);
      for (const end of roles) cable.attach(end);
      cable.run(10);
      expect(wordsAt(cable, role === 'host' ? 'reader' : 'host')).toEqual(['1', '2', '3']);
      for (const end of roles) {
        expect(cable.events[end].filter(({ type }) => type !== 'received')).toEqual([
          { type: 'lost' },
          { type: 'connected', resumed: true },
        ]);
      }
    },
  );

  test('is resumed when a new stream comes without word of the end of the old one', () => {
    const cable = connected();
    cable.send('host', text('1'));
    cable.attach('host');
    cable.run(10);
    expect(typesAt(cable, 'host')).toEqual(['lost', 'connected']);
    expect(wordsAt(cable, 'reader')).toEqual(['1']);
  });

  test.each(roles)('of which the %s has lost its state is followed by a new one, told to both', (role) => {
    const cable = connected();
    cable.faults = { ...soundCable, lost: 1 };
    for (const end of roles) cable.send(end, text('old'));
    cable.faults = soundCable;
    cable.restart(role);
    cable.run(4000);
    for (const end of roles) {
      expect(cable.events[end].at(-1)).toEqual({ type: 'connected', resumed: false });
      expect(wordsAt(cable, end)).toEqual([]);
    }
    cable.send('host', text('new'));
    cable.run(5);
    expect(wordsAt(cable, 'reader')).toEqual(['new']);
  });

  test('is not taken up by a reader that has started again and hears its late beginning', () => {
    const reader = new Link('reader', () => Uint8Array.of(5, 6, 7, 9));
    reader.attached(0);
    reader.received(frameOf(fresh), 0);
    reader.takeOutput();
    reader.received(frameOf({ kind: 'open', ...linkVersions, resume: true, id, expected: 0 }), 10);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'unknown', id }]);
  });

  test("is a new one when a host's half comes up a second time in a session that is in use", () => {
    const reader = standing('reader');
    reader.received(frameOf({ kind: 'data', session, expected: 0, seq: 0, payload: text('1') }), 1);
    reader.takeEvents();
    reader.received(frameOf(fresh), 2);
    expect(reader.takeEvents()).toEqual([{ type: 'lost' }, { type: 'connected', resumed: false }]);
    expect(packetsIn(reader.takeOutput())).toContainEqual({ kind: 'accept', version: 1, id, expected: 0 });
  });

  test('is given up when the reader expects what the host has never sent', () => {
    const host = standing('host');
    host.detached();
    host.attached(10);
    host.takeOutput();
    host.received(frameOf({ kind: 'accept', version: 1, id, expected: 9 }), 11);
    expect(packetsIn(host.takeOutput())).toEqual([fresh]);
  });

  test('is not resumed when the host expects what the reader has never sent', () => {
    const reader = standing('reader');
    reader.received(frameOf({ kind: 'open', ...linkVersions, resume: true, id, expected: 1 }), 10);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'unknown', id }]);
  });

  test('that nobody knows of is not asked for without end', () => {
    const host = new Link('host', () => hostHalf);
    host.attached(0);
    host.takeOutput();
    host.received(frameOf({ kind: 'unknown', id: sessionId(hostHalf, new Uint8Array(4)) }), 1);
    expect(host.takeOutput()).toEqual([]);
  });

  test('that is closed tells the other end why, and nothing of it is left', () => {
    const cable = connected();
    cable.detach('host', false);
    cable.send('host', text('never'));
    cable.attach('host');
    cable.run(2);
    cable.close('host', 'EMU-207');
    cable.run(10);
    expect(cable.events.reader.at(-1)).toEqual({ type: 'closed', code: 'EMU-207' });
    expect(typesAt(cable, 'reader').slice(-2)).toEqual(['lost', 'closed']);
    expect(cable.links.host.deadline()).toBeNull();
    cable.attach('host');
    cable.run(10);
    for (const role of roles)
      expect(cable.events[role].at(-1)).toEqual({ type: 'connected', resumed: false });
  });
});

describe('versions', () => {
  test('that do not meet are refused by the reader, and both hear no more of it', () => {
    const reader = new Link('reader', () => readerHalf);
    reader.attached(0);
    reader.received(frameOf({ kind: 'open', min: 2, max: 3, resume: false, id, expected: 0 }), 0);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'refuse', code: 'EMU-103' }]);
    expect(reader.takeEvents()).toEqual([]);

    const host = new Link('host', () => hostHalf);
    host.attached(0);
    host.received(frameOf({ kind: 'refuse', code: 'EMU-103' }), 1);
    expect(host.takeEvents()).toEqual([{ type: 'closed', code: 'EMU-103' }]);
    expect(host.deadline()).toBeNull();
  });

  test('that overlap meet at the highest of both', () => {
    const reader = new Link('reader', () => readerHalf);
    reader.attached(0);
    reader.received(frameOf({ kind: 'open', min: 0, max: 9, resume: false, id, expected: 0 }), 0);
    expect(packetsIn(reader.takeOutput())).toEqual([
      { kind: 'accept', version: linkVersions.max, id, expected: 0 },
    ]);
  });

  test('that the host does not speak are not accepted', () => {
    const host = new Link('host', () => hostHalf);
    host.attached(0);
    host.received(frameOf({ kind: 'accept', version: 2, id, expected: 0 }), 1);
    expect(host.takeEvents()).toEqual([{ type: 'closed', code: 'EMU-103' }]);
  });
});

describe('delivery', () => {
  test('acknowledges within 20 ms, and with a message that goes the other way where there is one', () => {
    const reader = standing('reader');
    const data = (seq: number): Uint8Array =>
      frameOf({ kind: 'data', session, expected: 0, seq, payload: text('question') });
    reader.received(data(0), 100);
    expect(reader.takeOutput()).toEqual([]);
    expect(reader.deadline()).toBe(120);
    reader.advance(120);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'ack', session, expected: 1 }]);

    reader.received(data(1), 200);
    reader.send(text('answer'), 210);
    expect(packetsIn(reader.takeOutput())).toMatchObject([{ kind: 'data', expected: 2 }]);
    reader.advance(220);
    expect(reader.takeOutput()).toEqual([]);
  });

  test('sends again after 150 ms and the time the bytes take, then after twice as long, up to 1.2 s', () => {
    const host = standing('host');
    host.send(new Uint8Array(1000), 0);
    host.takeOutput();
    const sentAt: number[] = [];
    for (let now = 0; now < 2900; now += 10) {
      host.advance(now);
      if (kindsIn(host.takeOutput()).includes('data')) sentAt.push(now);
    }
    expect(sentAt).toEqual([250, 650, 1350, 2650]);
    expect(host.counters).toMatchObject({ sent: 1, resent: 4 });
  });

  test('asks at once for what a damaged frame has cost, once for each gap', () => {
    const reader = standing('reader');
    reader.received(Uint8Array.of(3, 1, 1, 0), 5);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'missing', session, expected: 0 }]);
    expect(reader.takeEvents()).toEqual([
      { type: 'damaged', problem: { code: 'EMU-101', detail: { reason: 'too short' } } },
    ]);
    reader.received(frameOf({ kind: 'data', session, expected: 0, seq: 1, payload: text('b') }), 6);
    expect(reader.takeOutput()).toEqual([]);
    expect(reader.counters).toMatchObject({ damaged: 1, received: 0 });
  });

  test('asks for what was skipped, and what is asked for goes again at once', () => {
    const reader = standing('reader');
    reader.received(frameOf({ kind: 'data', session, expected: 0, seq: 1, payload: text('b') }), 5);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'missing', session, expected: 0 }]);

    const host = standing('host');
    for (const words of ['a', 'b', 'c']) host.send(text(words), 0);
    host.takeOutput();
    host.received(frameOf({ kind: 'missing', session, expected: 1 }), 5);
    expect(packetsIn(host.takeOutput())).toMatchObject([{ seq: 1 }, { seq: 2 }]);
  });

  test('reports a frame that holds no packet of a known form', () => {
    const reader = standing('reader');
    reader.received(encodeFrame(Uint8Array.of(0x77)), 5);
    expect(reader.takeEvents()).toEqual([
      { type: 'damaged', problem: { code: 'EMU-102', detail: { reason: 'kind 119' } } },
    ]);
  });

  test('hands out no repetition, and acknowledges repetitions once for all', () => {
    const reader = standing('reader');
    const data = frameOf({ kind: 'data', session, expected: 0, seq: 0, payload: text('a') });
    reader.received(data, 0);
    reader.received(data, 10);
    reader.received(data, 10);
    expect(reader.takeEvents()).toHaveLength(1);
    expect(reader.deadline()).toBe(10);
    reader.advance(10);
    expect(kindsIn(reader.takeOutput())).toEqual(['ack']);
    expect(reader.counters).toMatchObject({ received: 1, duplicates: 2 });
  });

  test('keeps 32 messages under way, 256 waiting, and takes no more', () => {
    const host = standing('host');
    let taken = 0;
    while (host.send(text('m'), 0)) taken += 1;
    expect(taken).toBe(linkWindow + linkBacklog);
    expect(packetsIn(host.takeOutput())).toHaveLength(linkWindow);
    expect(host.idle).toBe(false);
    host.received(frameOf({ kind: 'ack', session, expected: 10 }), 5);
    expect(packetsIn(host.takeOutput())).toHaveLength(10);
    expect(host.send(text('m'), 5)).toBe(true);
  });

  test('is not put off by further messages', () => {
    const host = standing('host');
    for (let now = 0; now < 150; now += 10) host.send(text('m'), now);
    expect(host.deadline()).toBeLessThan(150 + 15 * 2);
  });

  test('does not believe an acknowledgement of what was never sent', () => {
    const host = standing('host');
    host.send(text('m'), 0);
    host.takeOutput();
    host.received(frameOf({ kind: 'ack', session, expected: 7 }), 5);
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

describe('a silent peer', () => {
  test.each(roles)('is noticed by the %s 3 s after its last sign of life', (role) => {
    const link = standing(role);
    let now = 0;
    let pings = 0;
    while (link.connected) {
      now = link.deadline() ?? Number.NaN;
      link.advance(now);
      pings += kindsIn(link.takeOutput()).filter((kind) => kind === 'ping').length;
    }
    expect(now).toBe(linkTiming.dead);
    expect(pings).toBeGreaterThan(0);
    expect(link.takeEvents()).toEqual([{ type: 'lost' }]);
  });

  test('is asked for again by the host, who resumes when it comes back', () => {
    const cable = connected();
    cable.faults = { ...soundCable, lost: 1 };
    cable.run(10_000);
    for (const role of roles) expect(typesAt(cable, role)).toEqual(['lost']);
    cable.faults = soundCable;
    cable.run(300);
    for (const role of roles) expect(cable.events[role].at(-1)).toEqual({ type: 'connected', resumed: true });
  });

  test('that has nothing to say is kept alive by questions', () => {
    const cable = connected();
    cable.run(60_000);
    for (const role of roles) expect(cable.events[role]).toEqual([]);
  });

  test('is not alive because bytes of another session come from it', () => {
    const host = standing('host');
    for (let now = 500; now < 3000; now += 500) {
      host.received(frameOf({ kind: 'ping', session: session ^ 1, expected: 0 }), now);
      host.advance(now);
    }
    host.advance(3000);
    expect(host.takeEvents()).toEqual([{ type: 'lost' }]);
  });
});

describe('bytes left over', () => {
  test('from another session are passed over', () => {
    const reader = standing('reader');
    reader.received(
      frameOf({ kind: 'data', session: session ^ 1, expected: 0, seq: 0, payload: text('old') }),
      5,
    );
    reader.received(frameOf({ kind: 'close', session: session ^ 1, code: '' }), 5);
    expect(reader.takeEvents()).toEqual([]);
    expect(reader.takeOutput()).toEqual([]);
  });

  test('for a stream that is gone are not written to the next one', () => {
    const host = standing('host');
    host.send(text('m'), 0);
    host.detached();
    expect(host.takeOutput()).toEqual([]);
  });

  test('of half a frame do not cost the host its first word', () => {
    const reader = new Link('reader', () => readerHalf);
    reader.attached(0);
    reader.received(Uint8Array.of(9, 9, 9), 0);
    const host = new Link('host', () => hostHalf);
    host.attached(0);
    for (const bytes of host.takeOutput()) reader.received(bytes, 1);
    expect(reader.connected).toBe(true);
  });
});

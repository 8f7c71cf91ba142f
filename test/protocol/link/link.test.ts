import { describe, expect, test } from 'vitest';
import { encodeFrame, FrameDecoder } from '../../../protocol/link/frame.ts';
import {
  Link,
  type LinkEvent,
  type LinkOptions,
  linkTiming,
  type Proof,
} from '../../../protocol/link/link.ts';
import { longestMessage } from '../../../protocol/link/message-stream.ts';
import {
  decodePacket,
  encodePacket,
  linkVersions,
  type Packet,
  type PacketOf,
  sessionId,
  sessionTag,
} from '../../../protocol/link/packet.ts';
import { longestReport, receiveWindow } from '../../../protocol/link/receive-window.ts';
import {
  linkBacklog,
  linkWindow,
  longestSegment,
  shortestSegment,
} from '../../../protocol/link/send-window.ts';
import { Random, runSeed } from '../random.ts';
import { BadCable, type Role, soundCable } from './bad-cable.ts';

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

/** Bytes reach an end, and it does what is due then: what is due at once also waits for `advance`. */
const hear = (link: Link, bytes: Uint8Array, now: number): void => {
  link.received(bytes, now);
  link.advance(now);
};

const hostHalf = Uint8Array.of(1, 2, 3, 4);
const readerHalf = Uint8Array.of(5, 6, 7, 8);
const id = sessionId(hostHalf, readerHalf);
const session = sessionTag(id);
/** The offset of the byte so many into either stream. */
const at = (byte: number): number => session + byte;
const noProof = new Uint8Array(0);

const openOf = (changes: Partial<PacketOf<'open'>> = {}): Packet => ({
  kind: 'open',
  ...linkVersions,
  resume: false,
  secure: false,
  id: sessionId(hostHalf, new Uint8Array(4)),
  expected: 0,
  attempt: 1,
  proof: noProof,
  ...changes,
});
const acceptOf = (changes: Partial<PacketOf<'accept'>> = {}): Packet => ({
  kind: 'accept',
  version: 1,
  secure: false,
  id,
  expected: session,
  attempt: 1,
  proof: noProof,
  ...changes,
});
const resumeOf = (changes: Partial<PacketOf<'open'>> = {}): Packet =>
  openOf({ resume: true, id, expected: session, attempt: 2, ...changes });

/** Bytes of the other end's stream, from that byte on. */
const segment = (byte: number, bytes: Uint8Array): Uint8Array =>
  frameOf({ kind: 'data', session, expected: at(0), offset: at(byte), bytes });
/** A message as it stands in a stream. */
const inStream = (message: Uint8Array): Uint8Array =>
  Uint8Array.of(message.length >> 8, message.length & 0xff, ...message);
const ackOf = (byte: number): Uint8Array => frameOf({ kind: 'ack', session, expected: at(byte) });
const missingOf = (
  byte: number,
  { damaged = false, held = [] }: Partial<PacketOf<'missing'>> = {},
): Uint8Array => frameOf({ kind: 'missing', session, expected: at(byte), damaged, held });
const damagedFrame = Uint8Array.of(3, 1, 1, 0);

/** The pieces of its stream that an end has written: the byte they begin at, and their length. */
const piecesIn = (chunks: readonly Uint8Array[]): [byte: number, length: number][] =>
  packetsIn(chunks).flatMap((packet) =>
    packet.kind === 'data' ? [[packet.offset - session, packet.bytes.length]] : [],
  );
const messagesAt = (link: Link): string[] =>
  link
    .takeEvents()
    .flatMap((event) => (event.type === 'received' ? [Buffer.from(event.payload).toString()] : []));

/** One end alone, in a session that stands; the test writes the other end's packets. */
const standing = (role: Role, options?: LinkOptions): Link => {
  const link = new Link(role, () => (role === 'host' ? hostHalf : readerHalf), options);
  link.attached(0);
  const secure = options?.secure ?? false;
  hear(link, frameOf(role === 'host' ? acceptOf({ secure }) : openOf({ secure })), 0);
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
    expect(packetsIn(link.takeOutput())).toEqual([openOf()]);
    expect(link.deadline()).toBe(250);
    link.advance(250);
    expect(packetsIn(link.takeOutput())).toEqual([openOf({ attempt: 2 })]);
  });

  test('is the same one when the host asks twice because the answer was lost', () => {
    const reader = standing('reader');
    reader.send(text('hello'), 0);
    reader.takeOutput();
    hear(reader, frameOf(openOf({ attempt: 2 })), 10);
    expect(reader.takeEvents()).toEqual([]);
    expect(packetsIn(reader.takeOutput())).toMatchObject([acceptOf({ attempt: 2 }), { kind: 'data' }]);
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
    hear(reader, frameOf(openOf()), 0);
    reader.takeOutput();
    hear(reader, frameOf(resumeOf()), 10);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'unknown', id }]);
  });

  test("is a new one when a host's half comes up a second time in a session that is in use", () => {
    const reader = standing('reader');
    hear(reader, segment(0, inStream(text('1'))), 1);
    reader.takeEvents();
    hear(reader, frameOf(openOf({ attempt: 2 })), 2);
    expect(reader.takeEvents()).toEqual([{ type: 'lost' }, { type: 'connected', resumed: false }]);
    expect(packetsIn(reader.takeOutput())).toContainEqual(acceptOf({ attempt: 2 }));
  });

  test('is given up when the reader expects what the host has never sent', () => {
    const host = standing('host');
    host.detached();
    host.attached(10);
    host.takeOutput();
    hear(host, frameOf(acceptOf({ attempt: 2, expected: at(9) })), 11);
    expect(packetsIn(host.takeOutput())).toEqual([openOf()]);
  });

  test('is not resumed when the host expects what the reader has never sent', () => {
    const reader = standing('reader');
    hear(reader, frameOf(resumeOf({ expected: at(1) })), 10);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'unknown', id }]);
  });

  test('that nobody knows of is not asked for without end', () => {
    const host = new Link('host', () => hostHalf);
    host.attached(0);
    host.takeOutput();
    hear(host, frameOf({ kind: 'unknown', id: sessionId(hostHalf, new Uint8Array(4)) }), 1);
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
    hear(reader, frameOf(openOf({ min: 2, max: 3 })), 0);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'refuse', code: 'EMU-103' }]);
    expect(reader.takeEvents()).toEqual([]);

    const host = new Link('host', () => hostHalf);
    host.attached(0);
    hear(host, frameOf({ kind: 'refuse', code: 'EMU-103' }), 1);
    expect(host.takeEvents()).toEqual([{ type: 'closed', code: 'EMU-103' }]);
    expect(host.deadline()).toBeNull();
  });

  test('that overlap meet at the highest of both', () => {
    const reader = new Link('reader', () => readerHalf);
    reader.attached(0);
    hear(reader, frameOf(openOf({ min: 0, max: 9 })), 0);
    expect(packetsIn(reader.takeOutput())).toEqual([acceptOf({ version: linkVersions.max })]);
  });

  test('that the host does not speak are not accepted', () => {
    const host = new Link('host', () => hostHalf);
    host.attached(0);
    hear(host, frameOf(acceptOf({ version: 2 })), 1);
    expect(host.takeEvents()).toEqual([{ type: 'closed', code: 'EMU-103' }]);
  });
});

describe('the attempt', () => {
  test('grows with each open of a session, also over a break, and is 1 again in the next session', () => {
    const host = standing('host');
    host.detached();
    host.attached(10);
    host.advance(260);
    expect(packetsIn(host.takeOutput())).toEqual([resumeOf(), resumeOf({ attempt: 3 })]);
    hear(host, frameOf({ kind: 'unknown', id }), 300);
    expect(packetsIn(host.takeOutput())).toEqual([openOf()]);
  });

  test.each([
    ['a new session', openOf({ attempt: 1 })],
    ['to resume', resumeOf({ attempt: 1 })],
  ])('of an open for %s is taken once, however often the line brings it', (_title, open) => {
    const reader = standing('reader');
    hear(reader, frameOf(open), 10);
    expect(reader.takeOutput()).toEqual([]);
    expect(reader.takeEvents()).toEqual([]);
  });

  test('taken in a resume stands above those before it', () => {
    const reader = standing('reader');
    hear(reader, frameOf(resumeOf({ attempt: 7 })), 10);
    expect(packetsIn(reader.takeOutput())).toEqual([acceptOf({ attempt: 7 })]);
    hear(reader, frameOf(resumeOf({ attempt: 6 })), 11);
    expect(reader.takeOutput()).toEqual([]);
  });

  test('of an answer must be one that the host has made on this stream', () => {
    const host = standing('host');
    host.detached();
    host.attached(10);
    for (const attempt of [1, 3]) hear(host, frameOf(acceptOf({ attempt })), 11);
    expect(host.connected).toBe(false);
    host.advance(260);
    // The answer to the first, late.
    hear(host, frameOf(acceptOf({ attempt: 2 })), 261);
    expect(host.connected).toBe(true);
  });
});

describe('a bound session', () => {
  const proof: Proof = (what) =>
    new Uint8Array(16).fill(what.reduce((sum, byte) => (sum * 31 + byte) & 0xff, 7));
  /** Proves a packet as an end does that has the secret. */
  const proven = (domain: number, packet: Packet): Uint8Array =>
    frameOf({ ...packet, proof: proof(Uint8Array.of(domain, ...encodePacket(packet))) } as Packet);

  test('is resumed by who has the secret, and goes on where it was', () => {
    const cable = connected();
    for (const role of roles) cable.links[role].bind(proof);
    cable.send('host', text('1'));
    for (const role of roles) cable.detach(role, false);
    for (const role of roles) cable.attach(role);
    cable.run(10);
    for (const role of roles) expect(cable.events[role].at(-1)?.type).not.toBe('lost');
    expect(typesAt(cable, 'host')).toEqual(['lost', 'connected']);
    expect(wordsAt(cable, 'reader')).toEqual(['1']);
  });

  test('has its proofs over the direction and all that stands before them', () => {
    const reader = standing('reader');
    reader.bind(proof);
    hear(reader, proven(1, resumeOf()), 10);
    const answer = reader.takeOutput();
    expect(answer).toEqual([proven(2, acceptOf({ attempt: 2 }))]);

    const host = standing('host');
    host.bind(proof);
    host.detached();
    host.attached(10);
    expect(host.takeOutput().slice(1)).toEqual([proven(1, resumeOf())]);
    hear(host, answer[0] as Uint8Array, 11);
    expect(host.connected).toBe(true);
  });

  test.each([
    ['no proof', frameOf(resumeOf())],
    ['a wrong proof', frameOf(resumeOf({ proof: new Uint8Array(16) }))],
    ['the proof of another direction', proven(2, resumeOf())],
  ])('is not resumed with %s, and is kept for who has the right one', (_title, open) => {
    const reader = standing('reader');
    reader.bind(proof);
    hear(reader, open, 10);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'unknown', id }]);
    hear(reader, proven(1, resumeOf()), 20);
    expect(kindsIn(reader.takeOutput())).toEqual(['accept']);
    expect(reader.takeEvents()).toEqual([]);
  });

  test('does not lose its place to an attempt that is not proven', () => {
    const reader = standing('reader');
    reader.bind(proof);
    hear(reader, frameOf(resumeOf({ attempt: 0xffffffff })), 10);
    reader.takeOutput();
    hear(reader, proven(1, resumeOf()), 20);
    expect(kindsIn(reader.takeOutput())).toEqual(['accept']);
  });

  test('is not taken up a second time by what was recorded', () => {
    const reader = standing('reader');
    reader.bind(proof);
    hear(reader, proven(1, resumeOf()), 10);
    reader.takeOutput();
    reader.detached();
    reader.attached(20);
    reader.takeEvents();
    hear(reader, proven(1, resumeOf()), 21);
    expect(reader.takeOutput()).toEqual([]);
    expect(reader.connected).toBe(false);
  });

  test.each([
    ['no proof', frameOf(acceptOf({ attempt: 2 }))],
    ['a wrong proof', frameOf(acceptOf({ attempt: 2, proof: new Uint8Array(16) }))],
  ])('is not the one that an accept with %s stands for', (_title, accept) => {
    const host = standing('host');
    host.bind(proof);
    host.detached();
    host.attached(10);
    host.takeEvents();
    hear(host, accept, 11);
    expect(host.takeEvents()).toEqual([]);
    expect(host.deadline()).toBe(260);
  });

  test('that only the host has bound is followed by a new one', () => {
    const cable = connected();
    cable.links.host.bind(proof);
    cable.attach('host');
    cable.run(10);
    for (const role of roles)
      expect(cable.events[role].at(-1)).toEqual({ type: 'connected', resumed: false });
    // The binding went with the session.
    for (const role of roles) cable.attach(role);
    cable.run(10);
    for (const role of roles) expect(cable.events[role].at(-1)).toEqual({ type: 'connected', resumed: true });
  });
});

describe('the wish for the secure channel', () => {
  test.each([true, false])('that the reader does not share (host: %s) is refused (EMU-104)', (secure) => {
    const reader = new Link('reader', () => readerHalf, { secure: !secure });
    reader.attached(0);
    hear(reader, frameOf(openOf({ secure })), 0);
    expect(packetsIn(reader.takeOutput())).toEqual([{ kind: 'refuse', code: 'EMU-104' }]);
    expect(reader.connected).toBe(false);
  });

  test('that an accept does not share ends the opening (EMU-104)', () => {
    const host = new Link('host', () => hostHalf, { secure: true });
    host.attached(0);
    hear(host, frameOf(acceptOf({ secure: false })), 1);
    expect(host.takeEvents()).toEqual([{ type: 'closed', code: 'EMU-104' }]);
    expect(host.deadline()).toBeNull();
  });

  test.each(roles)('is shared: the %s then says what both know of the session', (role) => {
    const link = new Link(role, () => (role === 'host' ? hostHalf : readerHalf), { secure: true });
    expect(link.session).toBeNull();
    link.attached(0);
    expect(link.session).toBeNull();
    hear(link, frameOf(role === 'host' ? acceptOf({ secure: true }) : openOf({ secure: true })), 0);
    const known = { id, version: 1, offered: linkVersions };
    expect(link.session).toEqual(known);
    link.detached();
    expect(link.session).toEqual(known);
    link.close();
    expect(link.session).toBeNull();
  });
});

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

describe('a bad line', () => {
  /** Ten messages by turns, each sent when the one before has arrived; how long they took, and what was told meanwhile. */
  const converse = (seed: number, damaged: number): { took: number; told: LinkEvent[] } => {
    const random = new Random(seed);
    const cable = new BadCable(random);
    for (const role of roles) cable.attach(role);
    cable.run(10);
    for (const role of roles) cable.events[role].length = 0;
    cable.faults = { ...soundCable, damaged, delay: 4 };
    const began = cable.now;
    for (let i = 0; i < 10; i += 1) {
      const [from, to] = i % 2 === 0 ? (['reader', 'host'] as const) : (['host', 'reader'] as const);
      const message = random.bytes(random.of([30, 60, 100, 300, 1500]));
      cable.send(from, message);
      const arrived = (): Uint8Array[] =>
        cable.events[to].flatMap((event) => (event.type === 'received' ? [event.payload] : []));
      const until = cable.now + 300_000;
      while (arrived().length <= i >> 1 && cable.now < until) cable.run(5);
      if (Buffer.compare(arrived()[i >> 1] ?? noProof, message) !== 0)
        expect.fail(`seed ${seed}: message ${i}`);
    }
    const told = roles
      .flatMap((role) => cable.events[role])
      .filter(({ type }) => type !== 'damaged' && type !== 'received');
    return { took: cable.now - began, told };
  };

  test('that damages 1 % of the bytes carries a visit in seconds, and the connection is never lost', () => {
    for (let i = 0; i < 100; i += 1) {
      const { took, told } = converse(runSeed + i, 0.01);
      if (took > 10_000 || told.length > 0)
        expect.fail(`seed ${runSeed + i}: ${took} ms, told ${told.length} times`);
    }
  });

  test('that damages 5 % of the bytes carries it all the same, in the same session', () => {
    for (let i = 0; i < 5; i += 1) {
      const { told } = converse(runSeed + i, 0.05);
      expect(told.filter(({ type }) => type === 'closed')).toEqual([]);
      expect(told.filter((event) => event.type === 'connected' && !event.resumed)).toEqual([]);
    }
  });
});

describe('a silent peer', () => {
  test.each(roles)('is noticed by the %s 3 s after its last sign of life', (role) => {
    const link = standing(role);
    let now = 0;
    const pings: number[] = [];
    while (link.connected) {
      now = link.deadline() ?? Number.NaN;
      link.advance(now);
      if (kindsIn(link.takeOutput()).includes('ping')) pings.push(now);
    }
    expect(now).toBe(linkTiming.dead);
    expect(pings.slice(0, 3)).toEqual(role === 'host' ? [1000, 1200, 1400] : [1500, 1700, 1900]);
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
      hear(host, frameOf({ kind: 'ping', session: session ^ 1, expected: at(0) }), now);
      host.advance(now);
    }
    host.advance(3000);
    expect(host.takeEvents()).toEqual([{ type: 'lost' }]);
  });
});

describe('bytes left over', () => {
  test('from another session are passed over', () => {
    const reader = standing('reader');
    hear(
      reader,
      frameOf({
        kind: 'data',
        session: session ^ 1,
        expected: at(0),
        offset: at(0),
        bytes: inStream(text('old')),
      }),
      5,
    );
    hear(reader, frameOf({ kind: 'close', session: session ^ 1, code: '' }), 5);
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
    hear(reader, Uint8Array.of(9, 9, 9), 0);
    const host = new Link('host', () => hostHalf);
    host.attached(0);
    for (const bytes of host.takeOutput()) hear(reader, bytes, 1);
    expect(reader.connected).toBe(true);
  });
});

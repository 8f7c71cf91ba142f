import { describe, expect, test } from 'vitest';
import { Link } from '../../../protocol/link/link.ts';
import { linkVersions, sessionId } from '../../../protocol/link/packet.ts';
import { Random } from '../random.ts';
import { BadCable, soundCable } from './bad-cable.ts';
import {
  acceptOf,
  at,
  connected,
  frameOf,
  hear,
  hostHalf,
  id,
  inStream,
  openOf,
  packetsIn,
  readerHalf,
  resumeOf,
  roles,
  segment,
  standing,
  text,
  typesAt,
  wordsAt,
} from './link-by-hand.ts';

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

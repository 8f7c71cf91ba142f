import { describe, expect, test } from 'vitest';
import type { Proof } from '../../../protocol/link/link.ts';
import { encodePacket, type Packet } from '../../../protocol/link/packet.ts';
import {
  acceptOf,
  connected,
  frameOf,
  hear,
  id,
  kindsIn,
  openOf,
  packetsIn,
  resumeOf,
  roles,
  standing,
  text,
  typesAt,
  wordsAt,
} from './link-by-hand.ts';

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

import { encode } from 'cborg';
import { describe, expect, test } from 'vitest';
import {
  channelLimits,
  channelPrologue,
  SecureLink,
  type SecureLinkEvent,
} from '../../../protocol/channel/channel.ts';
import { longestChain } from '../../../protocol/channel/link-certificate.ts';
import { HandshakeState } from '../../../protocol/channel/noise.ts';
import type { ReaderId } from '../../../protocol/ids.ts';
import { encodeFrame, FrameDecoder } from '../../../protocol/link/frame.ts';
import { Link, type LinkEvent, type LinkSession } from '../../../protocol/link/link.ts';
import { decodePacket, encodePacket, type Packet, type PacketOf } from '../../../protocol/link/packet.ts';
import { linkBacklog } from '../../../protocol/link/send-window.ts';
import { portableCrypto } from '../../../protocol/portable-crypto.ts';
import { orThrow } from '../../../protocol/result.ts';
import { seededLinkIdentities } from '../../../simulator/pki/link-authority.ts';
import { beginning, identities, newHalf, Pair, partsFor, securePair, serial } from './secure-pair.ts';

const year = 365 * 86_400_000;

/** The packets in a piece of a cable's stream. */
const packetsIn = (bytes: Uint8Array): Packet[] =>
  new FrameDecoder()
    .push(bytes)
    .flatMap((outcome) => (outcome.kind === 'frame' ? [orThrow(decodePacket(outcome.payload))] : []));

/** What is on the cable, with each packet changed as the test says; null drops it. */
const changing =
  (change: (packet: Packet, from: 'host' | 'reader') => Packet | null) =>
  (bytes: Uint8Array, from: 'host' | 'reader'): Uint8Array | null => {
    const packets = packetsIn(bytes);
    if (packets.length === 0) return bytes;
    const changed = packets.flatMap((packet) => change(packet, from) ?? []);
    return Buffer.concat(changed.map((packet) => encodeFrame(encodePacket(packet))));
  };

const closedWith = (events: readonly { readonly type: string }[]) =>
  events.flatMap((event) => (event.type === 'closed' && 'code' in event ? [event.code] : []));

describe('a secure channel', () => {
  test('connects two ends of one authority, and tells each who the other is', () => {
    const pair = securePair().plug();
    expect(pair.atHost).toEqual([
      { type: 'connected', resumed: false, peer: { role: 'reader', name: serial } },
    ]);
    expect(pair.atReader).toEqual([
      { type: 'connected', resumed: false, peer: { role: 'bridge', name: 'TEST bridge' } },
    ]);
    expect([pair.host.connected, pair.reader.connected]).toEqual([true, true]);
  });

  test('does so with the portable engine at one end as well', () => {
    const parts = partsFor('reader');
    const pair = new Pair(
      new SecureLink('host', newHalf, partsFor('host')),
      new SecureLink('reader', newHalf, { ...parts, engine: portableCrypto }),
    ).plug();
    pair.say('reader', 'hello');
    expect(pair.heard('host')).toEqual(['hello']);
  });

  test('carries messages both ways that nobody can read on the cable', () => {
    const pair = securePair();
    const seen: Uint8Array[] = [];
    pair.onCable = (bytes) => {
      seen.push(bytes);
      return bytes;
    };
    pair.plug();
    for (let i = 0; i < 20; i += 1) {
      pair.say('reader', `question ${i}, in plain words`);
      pair.say('host', `answer ${i}, in plain words`);
    }
    expect(pair.heard('host')).toHaveLength(20);
    expect(pair.heard('reader').at(-1)).toBe('answer 19, in plain words');
    expect(Buffer.concat(seen).toString('latin1')).not.toContain('plain words');
    // Nor whose certificates they are: the chains travel encrypted.
    expect(Buffer.concat(seen).toString('latin1')).not.toContain(serial);
  });

  test('sends the same words as other bytes each time, and each session under other keys', () => {
    const bytesOf = (): string[] => {
      const pair = securePair({ seed: `host ${Math.random()}` });
      const data: string[] = [];
      pair.plug();
      pair.onCable = (bytes) => {
        for (const packet of packetsIn(bytes))
          if (packet.kind === 'data') data.push(Buffer.from(packet.bytes).toString('hex'));
        return bytes;
      };
      pair.say('host', 'the same');
      pair.say('host', 'the same');
      return data;
    };
    const all = [...bytesOf(), ...bytesOf()];
    expect(all).toHaveLength(4);
    expect(new Set(all).size).toBe(4);
  });

  test('gives the same bytes again from the same entropy', () => {
    const stream = (): string => {
      const own = (half: number) => () => Uint8Array.of(half, 0, 0, 1);
      const pair = new Pair(
        new SecureLink('host', own(1), partsFor('host')),
        new SecureLink('reader', own(2), partsFor('reader')),
      );
      let all = '';
      pair.onCable = (bytes) => {
        all += Buffer.from(bytes).toString('hex');
        return bytes;
      };
      pair.plug();
      pair.say('reader', 'hello');
      return all;
    };
    expect(stream()).toBe(stream());
  });

  test('goes on after a break where it was, without another handshake', () => {
    const pair = securePair().plug();
    pair.say('reader', 'before');
    pair.unplug();
    expect([pair.host.connected, pair.reader.connected]).toEqual([false, false]);
    pair.say('reader', 'meanwhile');
    pair.plug();
    pair.say('host', 'after');
    expect(pair.heard('host')).toEqual(['before', 'meanwhile']);
    expect(pair.heard('reader')).toEqual(['after']);
    expect(pair.atHost.flatMap((e) => (e.type === 'connected' ? [e.resumed] : []))).toEqual([false, true]);
  });

  test('begins anew, with a handshake, when an end has lost its memory', () => {
    const reader = new SecureLink('reader', newHalf, partsFor('reader'));
    const first = new Pair(new SecureLink('host', newHalf, partsFor('host')), reader).plug();
    first.say('reader', 'before');
    first.unplug();
    const second = new Pair(new SecureLink('host', newHalf, partsFor('host', { seed: 'again' })), reader);
    second.plug();
    second.say('reader', 'after');
    expect(second.heard('host')).toEqual(['after']);
    expect(second.atReader.flatMap((e) => (e.type === 'connected' ? [e.resumed] : []))).toEqual([false]);
  });

  test('drops what is said between a session that is not resumed and the next one', () => {
    const restarted = (saidAfter: number) => {
      const { host, reader } = securePair().plug();
      host.detached();
      reader.detached();
      const pair = new Pair(host, new SecureLink('reader', newHalf, partsFor('reader')));
      let passed = 0;
      pair.onCable = (bytes) => {
        if (passed === saidAfter) host.send(Uint8Array.of(9), pair.now);
        passed += 1;
        return bytes;
      };
      pair.plug();
      pair.pass(1000);
      pair.say('host', 'after');
      return { heard: pair.heard('reader'), passed, connected: pair.reader.connected };
    };
    // Resume, unknown, open, accept, and the three messages of the handshake: the last is the owner’s word of the session.
    for (let saidAfter = 0; saidAfter < 6; saidAfter += 1)
      expect(restarted(saidAfter)).toMatchObject({ heard: ['after'], connected: true });
  });

  test('changes its keys as it goes, in step', () => {
    const pair = securePair().plug();
    const many = channelLimits.rekeyAfter * 2 + 3;
    for (let i = 0; i < many; i += 1) {
      pair.say('reader', `${i}`);
      // Lets the other end acknowledge.
      if (i % 100 === 0) pair.pass(50);
    }
    pair.pass(50);
    pair.say('host', 'and back');
    expect(pair.heard('host')).toHaveLength(many);
    expect(pair.heard('host').at(-1)).toBe(`${many - 1}`);
    expect(pair.heard('reader')).toEqual(['and back']);
  });

  test('takes messages before it stands, up to a limit, and delivers them when it does', () => {
    const pair = securePair();
    for (let i = 0; i < linkBacklog; i += 1) expect(pair.say('reader', `${i}`)).toBe(true);
    expect(pair.say('reader', 'too much')).toBe(false);
    pair.plug();
    pair.pass(1000);
    expect(pair.heard('host')).toHaveLength(linkBacklog);
  });

  test('survives that a message was not taken: what follows opens', () => {
    const pair = securePair().plug();
    pair.onCable = () => null;
    let taken = 0;
    while (pair.say('host', 'x'.repeat(1000))) taken += 1;
    pair.onCable = (bytes) => bytes;
    pair.pass(5000);
    expect(pair.heard('reader')).toHaveLength(taken);
    pair.say('host', 'the next');
    pair.pass(1000);
    expect(pair.heard('reader').at(-1)).toBe('the next');
  });

  test('carries a message as long as it may be', () => {
    const pair = securePair().plug();
    pair.host.send(new Uint8Array(channelLimits.message).fill(7), pair.now);
    pair.pump();
    pair.pass(2000);
    const [longest] = pair.atReader.filter((event) => event.type === 'received');
    expect(longest?.payload.length).toBe(channelLimits.message);
  });

  test('tells each end that the other has ended the session, and why', () => {
    const pair = securePair().plug();
    pair.host.close('EMU-206');
    pair.pump();
    expect(closedWith(pair.atReader)).toEqual(['EMU-206']);
    expect(pair.atReader.at(-1)).toEqual({ type: 'closed', code: 'EMU-206', refusal: null });
    expect(pair.host.connected).toBe(false);
  });

  test('can be had again over the same ends after it was closed', () => {
    const pair = securePair().plug();
    pair.host.close();
    pair.pump();
    pair.unplug();
    pair.plug();
    pair.say('reader', 'again');
    expect(pair.heard('host')).toEqual(['again']);
  });
});

describe('an end that is not who it should be', () => {
  const another = seededLinkIdentities('another authority', beginning);
  const refusal = (code: string, detail: object, claimed: string | null) => ({
    type: 'closed',
    code,
    refusal: { problem: { code, detail }, claimed },
  });

  test('is refused by the host where the reader is unpaired (EMU-110), and both are told', () => {
    const pair = securePair({}, { of: another }).plug();
    expect(pair.atHost).toEqual([refusal('EMU-110', {}, serial)]);
    expect(pair.atReader).toEqual([{ type: 'closed', code: 'EMU-110', refusal: null }]);
  });

  test('is refused by the reader where the bridge is unpaired (EMU-110)', () => {
    // The bridge trusts both authorities: it is the reader that does not.
    const both = { ...another, authorityPem: `${another.authorityPem}${identities.authorityPem}` };
    const pair = securePair({ of: both }).plug();
    expect(pair.atReader).toEqual([refusal('EMU-110', {}, null)]);
    expect(closedWith(pair.atHost)).toEqual(['EMU-110']);
    expect(pair.atHost.at(-1)).toEqual({ type: 'closed', code: 'EMU-110', refusal: null });
  });

  test('is refused when its certificate is over (EMU-111) or has not begun (EMU-112)', () => {
    for (const [at, code] of [
      [beginning + 3 * year, 'EMU-111'],
      [beginning - year, 'EMU-112'],
    ] as const) {
      expect(securePair({ at }).plug().atHost).toEqual([refusal(code, {}, serial)]);
      expect(securePair({}, { at }).plug().atReader).toEqual([refusal(code, {}, null)]);
    }
  });

  test('is refused when it is of the other role (EMU-113)', () => {
    const bridges = partsFor('host').credentials;
    const readers = partsFor('reader').credentials;
    expect(securePair({}, { credentials: bridges }).plug().atHost).toEqual([
      refusal('EMU-113', { role: 'reader' }, null),
    ]);
    expect(securePair({ credentials: readers }).plug().atReader).toEqual([
      refusal('EMU-113', { role: 'bridge' }, serial),
    ]);
  });

  test('is refused when it shows a certificate without having its key (EMU-117)', () => {
    const stolen = partsFor('reader').credentials.chain;
    const { key } = partsFor('reader', { reader: 'FCR-000002' as ReaderId }).credentials;
    const pair = securePair({}, { credentials: { chain: stolen, key } }).plug();
    expect(pair.atHost).toEqual([refusal('EMU-117', {}, serial)]);
  });

  test('is refused when it sends too many certificates (EMU-116) or none (EMU-114)', () => {
    const { chain, key } = partsFor('reader').credentials;
    const [own = new Uint8Array(0)] = chain;
    const many = Array.from({ length: longestChain + 1 }, () => own);
    expect(securePair({}, { credentials: { chain: many, key } }).plug().atHost).toEqual([
      refusal('EMU-116', { limit: longestChain }, serial),
    ]);
    expect(securePair({}, { credentials: { chain: [], key } }).plug().atHost).toEqual([
      refusal('EMU-114', { reason: 'none was sent' }, null),
    ]);
  });
});

/** The messages of a stream: each its length in two bytes, and itself. */
const messagesIn = (pieces: readonly Uint8Array[]): Uint8Array[] => {
  const stream = Buffer.concat(pieces);
  const messages: Uint8Array[] = [];
  for (let at = 0; at + 2 <= stream.length; at += 2 + stream.readUInt16BE(at)) {
    messages.push(Uint8Array.from(stream.subarray(at + 2, at + 2 + stream.readUInt16BE(at))));
  }
  return messages;
};

/** What has arrived, one message at least. */
const payloadsIn = (events: readonly (LinkEvent | SecureLinkEvent)[]): [Uint8Array, ...Uint8Array[]] => {
  const [first, ...more] = events.flatMap((event) => (event.type === 'received' ? [event.payload] : []));
  if (first === undefined) throw new Error('nothing has arrived');
  return [first, ...more];
};

const handshakeAs = (role: 'host' | 'reader', { offered, version, id }: LinkSession): HandshakeState => {
  const { engine, entropy, credentials } = partsFor(role);
  return new HandshakeState(
    engine,
    role === 'host' ? 'initiator' : 'responder',
    { static: credentials.key, ephemeral: engine.x25519(entropy.bytes(32)) },
    channelPrologue(offered, version, id),
  );
};

/** A reader that holds to the link, but does with the handshake what the test says. */
const strangeReader = (shake: (message: Uint8Array, reader: Link) => void) => {
  const reader = new Link('reader', newHalf, { secure: true });
  const pair = new Pair(new SecureLink('host', newHalf, partsFor('host')), reader);
  const take = reader.takeEvents.bind(reader);
  reader.takeEvents = () => {
    const events = take();
    for (const event of events) if (event.type === 'received') shake(event.payload, reader);
    return events;
  };
  return pair;
};
/** A host likewise: it writes what the test says when the link stands. */
const strangeHost = (shake: (host: Link, message: Uint8Array | null) => void) => {
  const host = new Link('host', newHalf, { secure: true });
  const pair = new Pair(host, new SecureLink('reader', newHalf, partsFor('reader')));
  const take = host.takeEvents.bind(host);
  host.takeEvents = () => {
    const events = take();
    for (const event of events) {
      if (event.type === 'connected') shake(host, null);
      if (event.type === 'received') shake(host, event.payload);
    }
    return events;
  };
  return pair;
};

describe('a handshake', () => {
  test('that is played again is refused (EMU-118), for each end draws a key of its own', () => {
    const pair = securePair();
    const streams = { host: [] as Uint8Array[], reader: [] as Uint8Array[] };
    pair.onCable = (bytes, from) => {
      for (const packet of packetsIn(bytes)) if (packet.kind === 'data') streams[from].push(packet.bytes);
      return bytes;
    };
    pair.plug();
    const [first, third] = messagesIn(streams.host);
    const [second] = messagesIn(streams.reader);
    if (first === undefined || second === undefined || third === undefined) throw new Error('a handshake');
    const host = new Link('host', newHalf, { secure: true });
    const reader = new Link('reader', newHalf, { secure: true });

    const toHost = new Pair(
      new SecureLink('host', newHalf, partsFor('host', { seed: 'later' })),
      reader,
    ).plug();
    reader.send(second, toHost.now);
    toHost.pump();
    expect(closedWith(toHost.atHost)).toEqual(['EMU-118']);

    const toReader = new Pair(
      host,
      new SecureLink('reader', newHalf, partsFor('reader', { seed: 'later' })),
    ).plug();
    for (const message of [first, third]) {
      host.send(message, toReader.now);
      toReader.pump();
    }
    expect(closedWith(toReader.atReader)).toEqual(['EMU-118']);
    expect(toReader.atReader.some(({ type }) => type === 'connected')).toBe(false);
  });

  test('whose messages come in another order, or not at all as Noise, is refused (EMU-118)', () => {
    for (const bytes of [new Uint8Array(31), new Uint8Array(32), new Uint8Array(200).fill(9)]) {
      const host = strangeReader((_, reader) => reader.send(bytes, 0)).plug();
      expect(closedWith(host.atHost), `${bytes.length} bytes`).toEqual(['EMU-118']);
    }
    // The third message in place of the first: too long to be one.
    const early = strangeHost((host) => host.send(new Uint8Array(64).fill(9), 0)).plug();
    expect(early.atReader).toEqual([
      {
        type: 'closed',
        code: 'EMU-118',
        refusal: {
          problem: { code: 'EMU-118', detail: { reason: 'the first one says something' } },
          claimed: null,
        },
      },
    ]);
  });

  test('fails when somebody has changed on the way what versions the host offers (EMU-118)', () => {
    const pair = securePair();
    pair.onCable = changing((packet) => (packet.kind === 'open' ? { ...packet, max: 9 } : packet));
    pair.plug();
    expect(closedWith(pair.atHost)).toEqual(['EMU-118']);
    expect(pair.atReader.some(({ type }) => type === 'connected')).toBe(false);
  });

  test('fails when somebody has a link with each end and hands on what they say (EMU-118)', () => {
    const near = new Pair(
      new SecureLink('host', newHalf, partsFor('host')),
      new Link('reader', newHalf, { secure: true }),
    ).plug();
    const far = new Pair(
      new Link('host', newHalf, { secure: true }),
      new SecureLink('reader', newHalf, partsFor('reader')),
    ).plug();
    const [first] = payloadsIn(near.atReader);
    far.host.send(first, far.now);
    far.pump();
    const [second] = payloadsIn(far.atHost);
    near.reader.send(second, near.now);
    near.pump();
    expect(closedWith(near.atHost)).toEqual(['EMU-118']);
  });

  test('cannot be talked out of: an end that wants the channel has none without (EMU-104)', () => {
    const pair = securePair();
    pair.onCable = changing((packet) => (packet.kind === 'open' ? { ...packet, secure: false } : packet));
    pair.plug();
    expect(closedWith(pair.atHost)).toEqual(['EMU-104']);
    const half = new Pair(
      new Link('host', newHalf),
      new SecureLink('reader', newHalf, partsFor('reader')),
    ).plug();
    expect(closedWith(half.atHost)).toEqual(['EMU-104']);
    expect(half.reader.connected).toBe(false);
  });

  test('that is not finished in time is given up (EMU-119), by either end', () => {
    const silentReader = strangeReader(() => {}).plug();
    const silentHost = strangeHost((host, answer) => {
      if (answer === null) host.send(new Uint8Array(32).fill(9), 0);
    }).plug();
    for (const pair of [silentReader, silentHost]) {
      pair.pass(channelLimits.handshake - 1);
      expect([...closedWith(pair.atHost), ...closedWith(pair.atReader)]).toEqual([]);
      pair.pass(1);
    }
    const refusal = { problem: { code: 'EMU-119', detail: { seconds: 5 } }, claimed: null };
    expect(silentReader.atHost.at(-1)).toEqual({ type: 'closed', code: 'EMU-119', refusal });
    expect(silentHost.atReader.at(-1)).toEqual({ type: 'closed', code: 'EMU-119', refusal });
  });

  test('is not hurried by a break: the time begins again when the link is back', () => {
    const pair = securePair();
    pair.onCable = changing((packet) => (packet.kind === 'data' ? null : packet));
    pair.plug();
    pair.pass(channelLimits.handshake - 1);
    pair.unplug();
    pair.pass(60_000);
    pair.onCable = (bytes) => bytes;
    pair.plug();
    pair.pass(100);
    expect([pair.host.connected, pair.reader.connected]).toEqual([true, true]);
  });

  test('of a bad payload is refused (EMU-114): no list of certificates', () => {
    for (const payload of [Uint8Array.of(1), encode({}), encode(['a']), new Uint8Array(0)]) {
      let handshake: HandshakeState | null = null;
      const pair = strangeReader((message, reader) => {
        const session = reader.session;
        if (session === null || handshake !== null) return;
        handshake = handshakeAs('reader', session);
        orThrow(handshake.read(message));
        reader.send(orThrow(handshake.write(payload)), 0);
      }).plug();
      expect(pair.atHost.at(-1)).toMatchObject({
        type: 'closed',
        refusal: { problem: { code: 'EMU-114', detail: { reason: 'no list of certificates' } } },
      });
    }
  });
});

describe('somebody on the cable', () => {
  const flip = (packet: PacketOf<'data'>): Packet => ({
    ...packet,
    bytes: packet.bytes.map((byte, i) => (i === packet.bytes.length - 1 ? byte ^ 1 : byte)),
  });

  test('who changes a message ends the session (EMU-120), and gets nothing through', () => {
    const pair = securePair().plug();
    pair.onCable = changing((packet) => (packet.kind === 'data' ? flip(packet) : packet));
    pair.say('reader', 'agree');
    expect(pair.heard('host')).toEqual([]);
    expect(pair.atHost.at(-1)).toEqual({
      type: 'closed',
      code: 'EMU-120',
      refusal: { problem: { code: 'EMU-120', detail: {} }, claimed: null },
    });
    expect(closedWith(pair.atReader)).toEqual(['EMU-120']);
  });

  test('who resumes a session without its secret is not let in, and the session is still there', () => {
    const pair = securePair().plug();
    let id: Uint8Array | null = null;
    pair.unplug();
    pair.onCable = changing((packet) => {
      if (packet.kind === 'open') id = packet.id;
      return packet.kind === 'open' ? { ...packet, proof: new Uint8Array(16) } : packet;
    });
    pair.plug();
    expect(id).not.toBeNull();
    expect(pair.atReader.flatMap((e) => (e.type === 'connected' ? [e.resumed] : []))).not.toContain(true);
  });

  test('who swaps two messages of a direction ends the session (EMU-120)', () => {
    const pair = securePair().plug();
    const sealed: Uint8Array[] = [];
    pair.onCable = changing((packet) => {
      if (packet.kind !== 'data') return packet;
      sealed.push(packet.bytes);
      return null;
    });
    pair.reader.send(Uint8Array.of(1), pair.now);
    pair.reader.send(Uint8Array.of(2), pair.now);
    pair.pump();
    const [first, second] = sealed;
    expect([first?.length, second?.length]).toEqual([19, 19]);
    pair.onCable = changing((packet) => {
      if (packet.kind !== 'data') return packet;
      const half = packet.bytes.length / 2;
      const swapped = [packet.bytes.subarray(half), packet.bytes.subarray(0, half)];
      return { ...packet, bytes: half === 19 ? Buffer.concat(swapped) : (second ?? packet.bytes) };
    });
    pair.pass(500);
    expect(closedWith(pair.atHost)).toEqual(['EMU-120']);
    expect(pair.heard('host')).toEqual([]);
  });
});

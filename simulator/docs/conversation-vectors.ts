/**
 * The contents of protocol/vectors/conversations.json: refusals that depend on what was said before, on a clock, or on
 * how much waits. One end is recorded; the other is the link alone, so that it can say what no end would.
 */

import { createPrivateKey } from 'node:crypto';
import { platformCrypto } from '../../host-bridge/platform-crypto.ts';
import { createIdentities } from '../../host-bridge/readers/identities.ts';
import { createSession } from '../../host-bridge/readers/session.ts';
import {
  type ChannelParts,
  chainPayload,
  channelPrologue,
  SecureLink,
} from '../../protocol/channel/channel.ts';
import { LinkTrust } from '../../protocol/channel/link-certificate.ts';
import { HandshakeState, type NoiseTransport } from '../../protocol/channel/noise.ts';
import { encodeMessage } from '../../protocol/codec.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { HostReports } from '../../protocol/hid/host-reports.ts';
import { ReaderReports } from '../../protocol/hid/reader-reports.ts';
import { longestWaiting } from '../../protocol/hid/report-channel.ts';
import { reportLength } from '../../protocol/hid/report-descriptor.ts';
import { outsideLimitMs } from '../../protocol/hid/report-flow.ts';
import { broadcastChannel, wholeMessage } from '../../protocol/hid/reports.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import type { JsonObject } from '../../protocol/json-form.ts';
import { encodeFrame } from '../../protocol/link/frame.ts';
import { Link } from '../../protocol/link/link.ts';
import { longestMessage } from '../../protocol/link/message-stream.ts';
import { encodePacket, linkVersions, type Packet, sessionId } from '../../protocol/link/packet.ts';
import { linkBacklog } from '../../protocol/link/send-window.ts';
import { protocolVersion } from '../../protocol/messages.ts';
import { orThrow } from '../../protocol/result.ts';
import { inUse } from '../devices/tcp-cable.ts';
import { seededLinkIdentities } from '../pki/link-authority.ts';
import { derOf, type Identity, x25519Secret } from '../pki/test-authority.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { Conversation, endOfLink, endOfReports, type RecordedEnd } from './conversation.ts';
import { exampleMessages } from './example-messages.ts';
import { bytesOf, filled, hexOf, type Vector, type VectorFile } from './vector-file.ts';

type Role = 'host' | 'reader';
const none = new Uint8Array(0);

const vector = (
  name: string,
  why: string,
  role: Role,
  given: JsonObject,
  talk: () => Conversation,
): Vector => ({ name, role, given, ...talk().told(), why });

// ── links without the channel ───────────────────────────────────────────────────────────────────────────

const halves: Readonly<Record<Role, Uint8Array>> = {
  host: bytesOf('0a0b0c0d'),
  reader: bytesOf('00030001'),
};
const opening = sessionId(halves.host, bytesOf('00000000'));
const id = sessionId(halves.host, halves.reader);
const theOther = { host: 'reader', reader: 'host' } as const;

const linkAlone = (role: Role, secure = false): Link => new Link(role, () => halves[role], { secure });
const ofLink = (role: Role): JsonObject => ({ half: hexOf(halves[role]), secure: false });
const frameOf = (packet: Packet): Uint8Array => encodeFrame(encodePacket(packet));

const open = {
  kind: 'open',
  ...linkVersions,
  resume: false,
  secure: false,
  id: opening,
  expected: 0,
} as const;
const accept = { kind: 'accept', version: 1, secure: false, id, expected: 0, attempt: 1 } as const;

/** An end of the link that is told this when a stream is there. */
const told = (role: Role, bytes: Uint8Array) => (): Conversation => {
  const talk = new Conversation(endOfLink(linkAlone(role)));
  talk.attach();
  talk.receive(bytes);
  return talk;
};
const given =
  (role: Role, message: Uint8Array, times = 1) =>
  (): Conversation => {
    const talk = new Conversation(endOfLink(linkAlone(role)));
    talk.attach();
    if (times > 1) talk.give(message, times - 1);
    talk.give(message);
    return talk;
  };

const later = { min: linkVersions.max + 1, max: linkVersions.max + 2 };
const links = (): Vector[] => [
  vector(
    'open of later versions',
    'the reader speaks none of them',
    'reader',
    ofLink('reader'),
    told('reader', frameOf({ ...open, ...later, attempt: 1, proof: none })),
  ),
  vector(
    'open that wants the channel',
    'the reader does not',
    'reader',
    ofLink('reader'),
    told('reader', frameOf({ ...open, secure: true, attempt: 1, proof: none })),
  ),
  vector(
    'accept of a later version',
    'the host has not offered it; nothing is answered',
    'host',
    ofLink('host'),
    told('host', frameOf({ ...accept, version: later.min, proof: none })),
  ),
  vector(
    'accept that wants the channel',
    'the host does not; nothing is answered',
    'host',
    ofLink('host'),
    told('host', frameOf({ ...accept, secure: true, proof: none })),
  ),
  vector(
    'refuse of another version',
    'the host does not ask again on this stream',
    'host',
    ofLink('host'),
    told('host', frameOf({ kind: 'refuse', code: 'EMU-103' })),
  ),
  vector(
    'refuse of a reader in use',
    'what a second host hears while another has the reader',
    'host',
    ofLink('host'),
    told('host', inUse),
  ),
  vector('close of the reader', 'its reason is the host’s, too', 'host', ofLink('host'), () => {
    const reader = linkAlone('reader');
    const talk = new Conversation(endOfLink(linkAlone('host')), reader);
    talk.attach();
    reader.close('EMU-105');
    talk.carry();
    return talk;
  }),
  vector(
    'a message too many',
    `${linkBacklog} wait already; it is not taken, and they still wait`,
    'reader',
    ofLink('reader'),
    given('reader', Uint8Array.of(0x0a), linkBacklog + 1),
  ),
  vector('an empty message', 'a message has a byte at least', 'host', ofLink('host'), given('host', none)),
  vector(
    'a message too long',
    'one byte more than its length can say',
    'host',
    ofLink('host'),
    given('host', filled(longestMessage + 1, 0)),
  ),
];

// ── the secure channel ──────────────────────────────────────────────────────────────────────────────────

/** By this instant the certificates are judged, milliseconds since 1970-01-01 UTC. */
const at = Date.parse('2026-11-02T09:00:00+09:00');
const serial = 'FCR-000001' as ReaderId;
const ours = seededLinkIdentities('conversations', at);
const strangers = seededLinkIdentities('strangers of conversations', at);
const trusted = derOf(ours.authorityPem);

const ephemerals: Readonly<Record<Role, Uint8Array>> = { host: filled(32, 0x33), reader: filled(32, 0x44) };
const secretOf = ({ keyPem }: Identity): Uint8Array => x25519Secret(createPrivateKey(keyPem));
const chainOf = ({ certificatePem }: Identity): readonly Uint8Array[] => derOf(certificatePem);
const identityOf = (role: Role): Identity => (role === 'host' ? ours.bridge : ours.reader(serial));

const partsOf = (role: Role): ChannelParts => ({
  engine: platformCrypto,
  entropy: { bytes: () => ephemerals[role] },
  credentials: { chain: chainOf(identityOf(role)), key: platformCrypto.x25519(secretOf(identityOf(role))) },
  trust: orThrow(LinkTrust.in(trusted, platformCrypto)),
  validAt: () => at,
});
const ofChannel = (role: Role): JsonObject => ({
  half: hexOf(halves[role]),
  secure: true,
  channel: {
    static: hexOf(secretOf(identityOf(role))),
    ephemeral: hexOf(ephemerals[role]),
    chain: chainOf(identityOf(role)).map(hexOf),
    authority: hexOf(trusted[0] ?? none),
    at,
  },
});

/** The end opposite the recorded one: its link, and the handshake that it does by hand. */
class Opposite {
  readonly link: Link;
  readonly #role: Role;
  readonly #static: Uint8Array;
  #handshake: HandshakeState | null = null;

  constructor(role: Role, secret = secretOf(identityOf(role))) {
    this.#role = role;
    this.#static = secret;
    this.link = linkAlone(role, true);
  }

  /** Begun when the link stands. */
  get handshake(): HandshakeState {
    const { session } = this.link;
    if (session === null) throw new TypeError('the link does not stand yet');
    this.#handshake ??= new HandshakeState(
      platformCrypto,
      this.#role === 'host' ? 'initiator' : 'responder',
      {
        static: platformCrypto.x25519(this.#static),
        ephemeral: platformCrypto.x25519(ephemerals[this.#role]),
      },
      channelPrologue(session.offered, session.version, session.id),
    );
    return this.#handshake;
  }

  /** The next message of the handshake. */
  write(payload: Uint8Array): Uint8Array {
    return orThrow(this.handshake.write(payload));
  }

  /** Reads what the recorded end has said. */
  read(): void {
    for (const event of this.link.takeEvents())
      if (event.type === 'received') orThrow(this.handshake.read(event.payload));
  }
}

/** A conversation in which the link stands, and what the recorded end says of itself has been said. */
function standing(recorded: Role, opposite = new Opposite(theOther[recorded])): [Conversation, Opposite] {
  const end = new SecureLink(recorded, () => halves[recorded], partsOf(recorded));
  const talk = new Conversation(endOfLink(end), opposite.link);
  talk.attach();
  return [talk, opposite];
}

/** The handshake through to its end. */
function shaken(recorded: Role): [Conversation, NoiseTransport] {
  const [talk, opposite] = standing(recorded);
  if (recorded === 'reader') talk.say(opposite.write(none));
  opposite.read();
  talk.say(opposite.write(chainPayload(chainOf(identityOf(theOther[recorded])))));
  opposite.read();
  return [talk, opposite.handshake.split()];
}

const changed = (bytes: Uint8Array, place: number): Uint8Array =>
  bytes.map((byte, i) => (i === place ? byte ^ 1 : byte));

/** The reader's second message with this payload. */
const answered = (payload: Uint8Array, secret?: Uint8Array) => (): Conversation => {
  const [talk, reader] = standing('host', new Opposite('reader', secret));
  reader.read();
  talk.say(reader.write(payload));
  return talk;
};
/** The host's third message with this payload. */
const finished =
  (payload: Uint8Array, secret?: Uint8Array, spoil = (message: Uint8Array) => message) =>
  (): Conversation => {
    const [talk, host] = standing('reader', new Opposite('host', secret));
    talk.say(host.write(none));
    host.read();
    talk.say(spoil(host.write(payload)));
    return talk;
  };

const second = 'FCR-000002' as ReaderId;
const otherBridge = secretOf(ours.reader(second));

const channels = (): Vector[] => [
  vector(
    'open in the clear',
    'a reader that wants the channel does not go on without it',
    'reader',
    ofChannel('reader'),
    () => {
      const end = new SecureLink('reader', () => halves.reader, partsOf('reader'));
      const talk = new Conversation(endOfLink(end), linkAlone('host'));
      talk.attach();
      return talk;
    },
  ),
  vector('unpaired reader', 'it learns nothing of the bridge', 'host', ofChannel('host'), () =>
    answered(chainPayload(chainOf(strangers.reader(serial))), secretOf(strangers.reader(serial)))(),
  ),
  vector(
    'unpaired bridge',
    'refused with the third message',
    'reader',
    ofChannel('reader'),
    finished(chainPayload(chainOf(strangers.bridge)), secretOf(strangers.bridge)),
  ),
  vector(
    'reader with another’s certificate',
    'it has not the key of the one that it shows',
    'host',
    ofChannel('host'),
    answered(chainPayload(chainOf(ours.reader(serial))), secretOf(ours.reader(second))),
  ),
  vector(
    'bridge with another’s certificate',
    'it has not the key of the one that it shows',
    'reader',
    ofChannel('reader'),
    finished(chainPayload(chainOf(ours.bridge)), otherBridge),
  ),
  vector('no certificates', 'the payload is empty', 'host', ofChannel('host'), answered(none)),
  vector('first message with a payload', 'it has none', 'reader', ofChannel('reader'), () => {
    const [talk, host] = standing('reader');
    talk.say(host.write(Uint8Array.of(0)));
    return talk;
  }),
  vector('first message too short', 'half a key', 'reader', ofChannel('reader'), () => {
    const [talk] = standing('reader');
    talk.say(filled(16, 1));
    return talk;
  }),
  vector('first message twice', 'the third is due', 'reader', ofChannel('reader'), () => {
    const [talk, host] = standing('reader');
    const first = host.write(none);
    talk.say(first);
    talk.say(first);
    return talk;
  }),
  vector(
    'third message changed',
    'one bit of the encrypted static key',
    'reader',
    ofChannel('reader'),
    finished(chainPayload(chainOf(ours.bridge)), undefined, (message) => changed(message, 0)),
  ),
  vector(
    'no handshake of the host',
    'the link stands, and stays alive',
    'reader',
    ofChannel('reader'),
    () => {
      const [talk] = standing('reader');
      talk.pass(6000);
      return talk;
    },
  ),
  vector(
    'no handshake of the reader',
    'the first message has arrived, and is not answered',
    'host',
    ofChannel('host'),
    () => {
      const [talk] = standing('host');
      talk.pass(6000);
      return talk;
    },
  ),
  vector(
    'no handshake after a break',
    'the time counts from the beginning when the link is back',
    'reader',
    ofChannel('reader'),
    () => {
      const [talk, host] = standing('reader');
      talk.pass(1000);
      talk.mute();
      talk.pass(3100);
      talk.unmute();
      host.link.attached(talk.now);
      talk.say(host.write(none));
      talk.pass(6000);
      return talk;
    },
  ),
  vector('message changed', 'one bit of the ciphertext', 'reader', ofChannel('reader'), () => {
    const [talk, { sends }] = shaken('reader');
    talk.say(changed(orThrow(sends.encrypt(none, encodeMessage({ type: 'restart' }))), 0));
    return talk;
  }),
  vector('message twice', 'the second time its number is another', 'host', ofChannel('host'), () => {
    const [talk, { sends }] = shaken('host');
    const sealed = orThrow(sends.encrypt(none, Uint8Array.of(0x0a)));
    talk.say(sealed);
    talk.say(sealed);
    return talk;
  }),
  vector('message left out', 'the second, where the first is due', 'host', ofChannel('host'), () => {
    const [talk, { sends }] = shaken('host');
    orThrow(sends.encrypt(none, Uint8Array.of(0x0a)));
    talk.say(orThrow(sends.encrypt(none, Uint8Array.of(0x0b))));
    return talk;
  }),
];

// ── greeting ────────────────────────────────────────────────────────────────────────────────────────────

const [{ message: hello } = { message: null }] = exampleMessages.hello;
const helloOf = (change: object): Uint8Array => {
  if (hello === null) throw new TypeError('there is no example of a hello');
  return encodeMessage({ ...hello, ...change });
};

const nobodyIsTaken = (): never => {
  throw new TypeError('the host has taken the reader');
};

/** A whole host: what it refuses is what it turns a reader away with. */
function endOfHost(channel: ChannelParts | null, connected: readonly ReaderId[]): RecordedEnd {
  const clock = new VirtualClock(0);
  const identities = createIdentities(clock);
  for (const reader of connected) {
    const session = { visit: null, secure: false, send: nobodyIsTaken, displace: nobodyIsTaken };
    identities.claim({ id: reader, profile: '', firmware: '' }, session);
  }
  let refused: ErrorCode | null = null;
  let written: Uint8Array[] = [];
  const port = {
    onReceived: (_bytes: Uint8Array): void => {},
    onClosed: (): void => {},
    write: (bytes: Uint8Array): void => {
      written.push(bytes);
    },
    close: async (): Promise<void> => {},
  };
  const session = createSession({
    clock,
    entropy: { bytes: () => halves.host },
    identities,
    requests: {
      challenge: nobodyIsTaken,
      eligibility: nobodyIsTaken,
      registration: nobodyIsTaken,
      forget: nobodyIsTaken,
    },
    uses: {
      recover: nobodyIsTaken,
      greeted: nobodyIsTaken,
      began: nobodyIsTaken,
      request: nobodyIsTaken,
      withdraw: nobodyIsTaken,
      ended: nobodyIsTaken,
    },
    observe: (seen) => {
      if (seen.event === 'readerTurnedAway') refused = seen.code;
    },
    terms: nobodyIsTaken,
    turningAway: () => {},
    channel,
  });
  return {
    attached: () => session.attached(port),
    received: (bytes) => port.onReceived(bytes),
    send: nobodyIsTaken,
    advance: () => {},
    deadline: () => null,
    takeOutput() {
      const output = written;
      written = [];
      return output;
    },
    takeRefusal: () => (refused === null ? null : { code: refused, detail: {} }),
  };
}

const greeted =
  (message: Uint8Array, connected: readonly ReaderId[] = []) =>
  (): Conversation => {
    const talk = new Conversation(endOfHost(null, connected), linkAlone('reader'));
    talk.attach();
    talk.say(message);
    return talk;
  };

const greetings = (): Vector[] => [
  vector(
    'hello of later versions',
    'the host speaks none of them',
    'host',
    { ...ofLink('host'), greets: { connected: [] } },
    greeted(helloOf({ versionMin: protocolVersion + 1, versionMax: protocolVersion + 2 })),
  ),
  vector(
    'hello of a reader that is there already',
    'another of the same serial number is connected',
    'host',
    { ...ofLink('host'), greets: { connected: [serial] } },
    greeted(helloOf({ serial }), [serial]),
  ),
  vector(
    'hello of another than the certificate’s',
    'the certificate names FCR-000001',
    'host',
    { ...ofChannel('host'), greets: { connected: [] } },
    () => {
      const reader = new Opposite('reader');
      const talk = new Conversation(endOfHost(partsOf('host'), []), reader.link);
      talk.attach();
      reader.read();
      talk.say(reader.write(chainPayload(chainOf(ours.reader(serial)))));
      reader.read();
      const { sends } = reader.handshake.split();
      talk.say(orThrow(sends.encrypt(none, helloOf({ serial: second }))));
      return talk;
    },
  ),
];

// ── HID ─────────────────────────────────────────────────────────────────────────────────────────────────

const nonce = bytesOf('0102030405060708');
const drawn = 0x11223344;
const report = (hex: string): Uint8Array => {
  const bytes = new Uint8Array(reportLength);
  bytes.set(bytesOf(hex));
  return bytes;
};

/** Begun at once; what went outside the channel no longer counts. */
function readerReports(): Conversation {
  const talk = new Conversation(endOfReports(() => new ReaderReports(() => drawn)));
  talk.attach();
  talk.receive(wholeMessage(broadcastChannel, 'init', nonce));
  talk.pass(outsideLimitMs);
  return talk;
}

function hostReports(version: string): Conversation {
  const talk = new Conversation(endOfReports((now) => new HostReports(nonce, now)));
  talk.attach();
  talk.receive(report(`ffffffff 86 0011 ${hexOf(nonce)} 11223344 ${version} 000000 00`));
  return talk;
}

const ofReader: JsonObject = { carrier: 'reports', draws: drawn };
const ofHost: JsonObject = { carrier: 'reports', nonce: hexOf(nonce) };

const reports = (): Vector[] => [
  vector('the rest of a message missing', 'data of 96 bytes, of which 53 come', 'reader', ofReader, () => {
    const talk = readerReports();
    talk.receive(report(`11223344 c0 0064 00000000 ${'5a'.repeat(53)}`));
    talk.pass(2000);
    return talk;
  }),
  vector(
    'the rest of a message missing after a keepalive',
    'the time counts from it',
    'reader',
    ofReader,
    () => {
      const talk = readerReports();
      talk.receive(report(`11223344 c0 0064 00000000 ${'5a'.repeat(53)}`));
      talk.pass(600);
      talk.receive(report('11223344 bb 0004 00000001'));
      talk.pass(2000);
      return talk;
    },
  ),
  vector(
    'no credit of the host',
    'bytes wait; they are asked for once, then the channel is over',
    'reader',
    ofReader,
    () => {
      const talk = readerReports();
      talk.give(filled(900, 0));
      talk.pass(2000);
      return talk;
    },
  ),
  vector('no credit of the reader', 'the init counts as under way, until 500 ms', 'host', ofHost, () => {
    const talk = hostReports('01');
    talk.give(filled(900, 0));
    talk.pass(2000);
    return talk;
  }),
  vector('too much to send', `more than ${longestWaiting} bytes at once`, 'reader', ofReader, () => {
    const talk = readerReports();
    talk.give(filled(longestWaiting + 1, 0));
    return talk;
  }),
  vector('a reader of a later version', 'nothing is answered', 'host', ofHost, () => hostReports('02')),
];

export const conversations = (): VectorFile => ({
  about: 'What one end is given, does and refuses, with times (protocol/README.md, Vectors)',
  vectors: [...links(), ...channels(), ...greetings(), ...reports()],
});

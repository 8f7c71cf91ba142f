/**
 * The channel between a reader and the driver of a phone reader (汎用カードリーダー), end to end through the host, which
 * passes its packets on unread: protocol/README.md, "Phone reader". Our design.
 *
 * `Noise_XX_25519_ChaChaPoly_SHA256` with the certificates of the link's channel: the reader begins and is a `reader`,
 * the driver is a `phoneReader`; a host's own certificate is neither. A session lasts a visit at most. A packet that was
 * changed, repeated, left out or put elsewhere does not open, and the session is over. Pure: what is to be sent and what
 * has come about is given back.
 */

import type { ChannelParts } from '../channel/channel.ts';
import { chainPayload, judgePayload } from '../channel/channel.ts';
import type { LinkPeer } from '../channel/link-certificate.ts';
import { HandshakeState, type NoiseTransport } from '../channel/noise.ts';
import { joined } from '../crypto.ts';
import { ok, type Problem, type Result, refuse } from '../result.ts';

/** Begins the prologue of the handshake; the session's number follows, as in the packets. */
export const fieldPrologueLabel = 'fcr phone reader 1';

/** Milliseconds. Our design values. */
export const fieldTiming = {
  /** For the driver's answer to an order, and for its part of the handshake. */
  answer: 5000,
  /** From the end of a session that broke to the next, so that a bad way to the driver does not keep the reader busy. */
  calm: 1000,
} as const;

/** First byte of a packet. */
export const fieldPackets = {
  first: { byte: 0x01, from: 'reader', about: 'first message of the handshake: a session begins' },
  second: { byte: 0x02, from: 'driver', about: 'second message of the handshake' },
  third: { byte: 0x03, from: 'reader', about: 'third message of the handshake' },
  sealed: { byte: 0x04, from: 'either', about: 'an order or a report, encrypted' },
  over: { byte: 0x05, from: 'either', about: 'the session is over; nothing follows the number' },
} as const;
export type FieldPacketKind = keyof typeof fieldPackets;

const kinds = Object.keys(fieldPackets) as FieldPacketKind[];
/** Kind, and the number of the session in 4 bytes, big-endian. */
const headLength = 5;
const none = new Uint8Array(0);

const packet = (kind: FieldPacketKind, session: number, body: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(headLength + body.length);
  bytes[0] = fieldPackets[kind].byte;
  new DataView(bytes.buffer).setUint32(1, session);
  bytes.set(body, headLength);
  return bytes;
};

export interface FieldPacket {
  readonly kind: FieldPacketKind;
  readonly session: number;
  readonly body: Uint8Array;
}

/** EMU-367. */
export function decodeFieldPacket(bytes: Uint8Array): Result<FieldPacket> {
  const kind = kinds.find((one) => fieldPackets[one].byte === bytes[0]);
  if (kind === undefined) return refuse('EMU-367', { reason: 'a packet that is not known' });
  if (bytes.length < headLength) return refuse('EMU-367', { reason: 'too short' });
  if (kind === 'over' && bytes.length > headLength) return refuse('EMU-367', { reason: 'too long' });
  const session = new DataView(bytes.buffer, bytes.byteOffset + 1, 4).getUint32(0);
  return ok({ kind, session, body: bytes.slice(headLength) });
}

export type FieldChannelEvent =
  /** The session stands; `peer` is who the other end's certificate says. */
  | { readonly kind: 'open'; readonly peer: LinkPeer }
  | { readonly kind: 'message'; readonly payload: Uint8Array }
  /** The session is over: `problem` is what this end refuses of the other; null by word of the other, which nothing proves. */
  | { readonly kind: 'over'; readonly problem: Problem | null };

/** What follows from a packet: one to be sent back, and what has come about. */
export interface FieldStep {
  readonly answer: Uint8Array | null;
  readonly events: readonly FieldChannelEvent[];
}

const nothing: FieldStep = { answer: null, events: [] };

type State =
  | { readonly kind: 'shaking'; readonly session: number; readonly handshake: HandshakeState }
  | { readonly kind: 'open'; readonly session: number; readonly transport: NoiseTransport };

/** What both ends do alike: seal, open, refuse, forget. */
abstract class FieldEnd {
  protected readonly parts: ChannelParts;
  protected state: State | null = null;

  constructor(parts: ChannelParts) {
    this.parts = parts;
  }

  get open(): boolean {
    return this.state?.kind === 'open';
  }

  /** The packet that carries it; null where no session stands, or its key is used up. */
  seal(payload: Uint8Array): Uint8Array | null {
    if (this.state?.kind !== 'open') return null;
    const sealed = this.state.transport.sends.encrypt(none, payload);
    return sealed.ok ? packet('sealed', this.state.session, sealed.value) : null;
  }

  /** Ends the session and forgets its keys; gives the packet that tells the other end so, null where there was none. */
  close(): Uint8Array | null {
    const { state } = this;
    this.state = null;
    return state === null ? null : packet('over', state.session, none);
  }

  protected newHandshake(role: 'initiator' | 'responder', session: number): HandshakeState {
    const { engine, entropy, credentials } = this.parts;
    return new HandshakeState(
      engine,
      role,
      { static: credentials.key, ephemeral: engine.x25519(entropy.bytes(32)) },
      fieldPrologue(session),
    );
  }

  protected judge(handshake: HandshakeState, payload: Uint8Array, role: LinkPeer['role']): Result<LinkPeer> {
    const { trust, validAt } = this.parts;
    return judgePayload(payload, trust, role, validAt(), handshake.remoteStatic);
  }

  /** This end does not go on with the session, and tells the other so. */
  protected refuse(problem: Problem): FieldStep {
    return { answer: this.close(), events: [{ kind: 'over', problem }] };
  }

  protected received(bytes: Uint8Array): FieldStep | FieldPacket {
    const decoded = decodeFieldPacket(bytes);
    if (!decoded.ok) return this.state === null ? nothing : this.refuse(decoded.problem);
    return decoded.value;
  }

  /** A packet of the session that stands. */
  protected opened(transport: NoiseTransport, { kind, body }: FieldPacket): FieldStep {
    if (kind !== 'sealed') return this.refuse(notDue(kind));
    const payload = transport.receives.decrypt(none, body);
    if (!payload.ok) return this.refuse(payload.problem);
    return { answer: null, events: [{ kind: 'message', payload: payload.value }] };
  }

  protected ended(): FieldStep {
    this.state = null;
    return { answer: null, events: [{ kind: 'over', problem: null }] };
  }
}

const notDue = (kind: FieldPacketKind): Problem => ({
  code: 'EMU-118',
  detail: { reason: `${kind} is not due` },
});

/** What both ends know before the handshake. */
export const fieldPrologue = (session: number): Uint8Array => {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, session);
  return joined(
    Uint8Array.from(fieldPrologueLabel, (letter) => letter.charCodeAt(0)),
    number,
  );
};

/** The reader's end: it begins each session. */
export class FieldChannelOfReader extends FieldEnd {
  #sessions = 0;

  /** The first packet of a new session; one that stood is over. */
  begin(): Uint8Array {
    this.#sessions = (this.#sessions + 1) >>> 0;
    const session = this.#sessions;
    const handshake = this.newHandshake('initiator', session);
    const first = handshake.write(none);
    // The first message is an own key and nothing of the other end's: there is nothing to refuse.
    if (!first.ok) throw new TypeError(first.problem.code);
    this.state = { kind: 'shaking', session, handshake };
    return packet('first', session, first.value);
  }

  /** A packet of the driver's. One of a session that is over is let pass: it was on its way. */
  receive(bytes: Uint8Array): FieldStep {
    const { state } = this;
    const said = this.received(bytes);
    if (state === null || 'events' in said) return 'events' in said ? said : nothing;
    if (said.session !== state.session) return nothing;
    if (said.kind === 'over') return this.ended();
    if (state.kind === 'open') return this.opened(state.transport, said);
    if (said.kind !== 'second') return this.refuse(notDue(said.kind));
    const { session, handshake } = state;
    const payload = handshake.read(said.body);
    if (!payload.ok) return this.refuse(payload.problem);
    const peer = this.judge(handshake, payload.value, 'phoneReader');
    if (!peer.ok) return this.refuse(peer.problem);
    const third = handshake.write(chainPayload(this.parts.credentials.chain));
    if (!third.ok) return this.refuse(third.problem);
    this.state = { kind: 'open', session, transport: handshake.split() };
    return { answer: packet('third', session, third.value), events: [{ kind: 'open', peer: peer.value }] };
  }
}

/** The driver's end: it answers. */
export class FieldChannelOfDriver extends FieldEnd {
  /** A packet of the reader's. */
  receive(bytes: Uint8Array): FieldStep {
    const said = this.received(bytes);
    if ('events' in said) return said;
    if (said.kind === 'first') return this.#begin(said);
    const { state } = this;
    if (state === null || state.session !== said.session) {
      // Its session is over here, which it cannot know: after a restart of the driver, for one.
      return said.kind === 'over' ? nothing : { answer: packet('over', said.session, none), events: [] };
    }
    if (said.kind === 'over') return this.ended();
    if (state.kind === 'open') return this.opened(state.transport, said);
    if (said.kind !== 'third') return this.refuse(notDue(said.kind));
    const { session, handshake } = state;
    const payload = handshake.read(said.body);
    if (!payload.ok) return this.refuse(payload.problem);
    const peer = this.judge(handshake, payload.value, 'reader');
    if (!peer.ok) return this.refuse(peer.problem);
    this.state = { kind: 'open', session, transport: handshake.split() };
    return { answer: null, events: [{ kind: 'open', peer: peer.value }] };
  }

  /** A reader that begins anew has forgotten what stood before. */
  #begin({ session, body }: FieldPacket): FieldStep {
    const before: FieldChannelEvent[] = this.state === null ? [] : [{ kind: 'over', problem: null }];
    const handshake = this.newHandshake('responder', session);
    this.state = { kind: 'shaking', session, handshake };
    const refused = (problem: Problem): FieldStep => {
      const step = this.refuse(problem);
      return { ...step, events: [...before, ...step.events] };
    };
    const payload = handshake.read(body);
    if (!payload.ok) return refused(payload.problem);
    if (payload.value.length > 0)
      return refused({ code: 'EMU-118', detail: { reason: 'the first one says something' } });
    const second = handshake.write(chainPayload(this.parts.credentials.chain));
    return second.ok
      ? { answer: packet('second', session, second.value), events: before }
      : refused(second.problem);
  }
}

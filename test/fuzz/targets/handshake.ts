/**
 * An end of the secure channel before a peer that holds a good certificate and keeps to no rule. The first byte of an
 * input says which end it is (even: the reader), the rest is a script of what the peer sends, each as a message of a
 * link that stands: any bytes, the next message of the handshake with another payload or with a byte of it changed,
 * and what is sealed when the handshake is through.
 */

import { chainPayload, channelPrologue, SecureLink } from '../../../protocol/channel/channel.ts';
import { HandshakeState, type NoiseTransport } from '../../../protocol/channel/noise.ts';
import { Link } from '../../../protocol/link/link.ts';
import { partsOf } from '../link-ends.ts';
import { stepsIn, written } from '../script.ts';
import { insist, kindOf, sameBytes, type Target } from '../target.ts';

type Role = 'host' | 'reader';
const roles: readonly Role[] = ['reader', 'host'];
const halves = { host: Uint8Array.of(1, 2, 3, 4), reader: Uint8Array.of(5, 6, 7, 8) } as const;
const none = new Uint8Array(0);

/** What a step does; its place here is in the two lowest bits of the step's byte. */
const steps = ['next', 'next, changed', 'bytes', 'wait'] as const;

class Trial {
  readonly #end: SecureLink;
  readonly #peer: Link;
  readonly #said: string[] = [];
  /** The peer's half of the handshake, then of the channel; null when it has gone wrong. */
  #handshake: HandshakeState | null;
  #transport: NoiseTransport | null = null;
  readonly #chain: Uint8Array;
  #begins: boolean;
  /** Whether everything that the peer has sent was as it should be. */
  #honest = true;
  readonly #sent: Uint8Array[] = [];
  #now = 0;

  constructor(role: Role) {
    const other = role === 'host' ? 'reader' : 'host';
    this.#end = new SecureLink(role, () => halves[role], partsOf(role));
    this.#peer = new Link(other, () => halves[other], { secure: true });
    const { engine, entropy, credentials } = partsOf(other);
    this.#chain = chainPayload(credentials.chain);
    this.#begins = other === 'host';
    this.#end.attached(0);
    this.#peer.attached(0);
    this.#carry();
    const { session } = this.#peer;
    if (session === null) throw new TypeError('the link stands');
    this.#handshake = new HandshakeState(
      engine,
      other === 'host' ? 'initiator' : 'responder',
      { static: credentials.key, ephemeral: engine.x25519(entropy.bytes(32)) },
      channelPrologue(session.offered, session.version, session.id),
    );
    this.#hear();
  }

  get said(): readonly string[] {
    return this.#said;
  }

  does(step: number, operand: Uint8Array): void {
    switch (steps[step & 3]) {
      case 'next':
        this.#next(operand, none);
        break;
      case 'next, changed':
        this.#next(none, operand);
        break;
      case 'bytes':
        this.#send(operand, false);
        break;
      case 'wait':
        this.#now += operand.length * 50;
        this.#end.advance(this.#now);
        this.#peer.advance(this.#now);
    }
    this.#carry();
    this.#hear();
  }

  /** The next message that an honest peer would send, with this payload where one is given, and these changes. */
  #next(payload: Uint8Array, change: Uint8Array): void {
    const message = this.#nextMessage(payload);
    if (message === null) return;
    const changed = new Uint8Array(message);
    for (let i = 0; i + 1 < change.length; i += 2) {
      const at = (change[i] as number) % changed.length;
      changed[at] = (changed[at] as number) ^ (change[i + 1] as number);
    }
    this.#send(changed, sameBytes(changed, message));
  }

  #nextMessage(payload: Uint8Array): Uint8Array | null {
    if (this.#transport !== null) {
      const sealed = this.#transport.sends.encrypt(none, payload);
      if (!sealed.ok) return null;
      if (this.#honest) this.#sent.push(payload);
      return sealed.value;
    }
    const handshake = this.#handshake;
    if (handshake === null || handshake.turn !== 'write') return null;
    // The first of the three messages says nothing, the others show who their sender is.
    const proper = this.#begins ? none : this.#chain;
    const message = handshake.write(payload.length > 0 ? payload : proper);
    if (!message.ok) return null;
    this.#begins = false;
    if (payload.length > 0 && !sameBytes(payload, proper)) this.#honest = false;
    if (handshake.turn === null) this.#transport = handshake.split();
    return message.value;
  }

  #send(message: Uint8Array, honest: boolean): void {
    if (message.length === 0) return;
    if (!honest) this.#honest = false;
    this.#peer.send(message, this.#now);
  }

  /** The link below is sound: what the two write arrives. */
  #carry(): void {
    for (let round = 0; round < 20; round += 1) {
      const fromEnd = this.#end.takeOutput();
      const fromPeer = this.#peer.takeOutput();
      if (fromEnd.length === 0 && fromPeer.length === 0) return;
      for (const bytes of fromEnd) this.#peer.received(bytes, this.#now);
      for (const bytes of fromPeer) this.#end.received(bytes, this.#now);
    }
  }

  #hear(): void {
    for (const event of this.#peer.takeEvents()) {
      if (event.type !== 'received' || this.#handshake?.turn !== 'read') continue;
      if (!this.#handshake.read(event.payload).ok) this.#handshake = null;
      else if (this.#handshake.turn === null) this.#transport = this.#handshake.split();
    }
    const at = this.#end.deadline();
    insist(at === null || Number.isFinite(at), 'a deadline is a time');
    for (const event of this.#end.takeEvents()) {
      if (event.type === 'connected') {
        insist(this.#honest, 'a channel stands only where every message was as it should be');
        this.#said.push('accepted');
      } else if (event.type === 'received') {
        const sent = this.#sent.shift();
        insist(
          sent !== undefined && sameBytes(sent, event.payload),
          'what comes out is what was sealed, in order',
        );
        this.#said.push('told received');
      } else if (event.type === 'closed') {
        this.#said.push(event.refusal === null ? 'told closed' : kindOf(event.refusal.problem));
      } else {
        this.#said.push(`told ${event.type}`);
      }
    }
  }
}

export const handshake: Target = {
  name: 'handshake',
  share: 0.2,
  longest: 4096,
  tokens: [
    written({ does: 0, operand: none }),
    written({ does: 0, operand: Uint8Array.of(0x80) }),
    written({ does: 0, operand: Uint8Array.of(0x81, 0x40) }),
    written({ does: 1, operand: Uint8Array.of(40, 1) }),
    written({ does: 2, operand: new Uint8Array(32) }),
    written({ does: 2, operand: new Uint8Array(96) }),
    written({ does: 3, operand: new Uint8Array(120) }),
  ],
  sound(random) {
    const parts: Uint8Array[] = [Uint8Array.of(random.between(0, 1))];
    const count = random.between(1, 5);
    for (let i = 0; i < count; i += 1) {
      const honest = random.chance(0.8);
      const does = honest ? 0 : random.between(0, 3);
      parts.push(
        written({ does, operand: does === 0 && i < 2 ? none : random.bytes(random.between(1, 40)) }),
      );
    }
    return Buffer.concat(parts);
  },
  judge(input) {
    const trial = new Trial(roles[(input[0] ?? 0) & 1] as Role);
    for (const { does, operand } of stepsIn(input.subarray(1))) trial.does(does, operand);
    return trial.said;
  },
};

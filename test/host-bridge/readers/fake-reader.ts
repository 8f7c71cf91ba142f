/**
 * A reader for the bridge's tests: the reader's end of the link and codec over ports in memory, with what a reader
 * keeps over its own restarts (serial, boot counter, what it waits for, ended visits). What it says is the test's.
 */

import type { Port } from '../../../host-bridge/ports/port.ts';
import { type ChannelParts, SecureLink } from '../../../protocol/channel/channel.ts';
import { decodeMessage, encodeMessage } from '../../../protocol/codec.ts';
import { type ReaderId, type VisitId, visitId } from '../../../protocol/ids.ts';
import { Link } from '../../../protocol/link/link.ts';
import type {
  HostMessage,
  MessageOf,
  ReaderMessage,
  VisitEnding,
  VisitOutcome,
} from '../../../protocol/messages.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { VirtualClock } from './virtual-clock.ts';

export class FakeReader {
  readonly serial: ReaderId;
  readonly heard: HostMessage[] = [];
  /** How often the link stood, and whether it was resumed. */
  readonly connections: boolean[] = [];
  readonly closings: string[] = [];
  boot = 1;
  waiting: VisitId | null = null;
  ended: ({ visit: VisitId; outcome: VisitOutcome } & Partial<VisitEnding>)[] = [];
  versions = { min: 1, max: 1 };
  profile = 'next-generation';
  capabilities: readonly string[] = [];
  /** Greets by itself whenever a new session stands. */
  greets = true;
  plugged = true;
  /** Nothing that it says arrives. */
  mute = false;
  onHeard: (message: HostMessage) => void = () => {};
  onNewSession: () => void = () => {};

  readonly #clock: VirtualClock;
  readonly #channel: ChannelParts | null;
  #link: Link | SecureLink;
  #port: Port | null = null;
  #toHost: (bytes: Uint8Array) => void = () => {};
  #timer: unknown = null;
  #stepping = false;
  #visits = 0;

  /** @param channel null: it speaks without the secure channel */
  constructor(serial: string, clock: VirtualClock, channel: ChannelParts | null = null) {
    this.serial = serial as ReaderId;
    this.#clock = clock;
    this.#channel = channel;
    this.#link = this.#newLink();
  }

  nextVisit(): VisitId {
    this.#visits += 1;
    return visitId(this.serial, this.boot, this.#visits);
  }

  /** The host's end of the cable. Bytes arrive in a later turn, as over a wire. */
  async open(): Promise<Result<Port>> {
    if (!this.plugged) return refuse('EMU-502', { url: 'memory', reason: 'unplugged' });
    let open = true;
    const port: Port = {
      onReceived: () => {},
      onClosed: () => {},
      write: (bytes) => {
        queueMicrotask(() => {
          if (this.#port !== port) return;
          this.#link.received(bytes, this.#clock.now());
          this.#step();
        });
      },
      close: async () => {
        if (!open) return;
        open = false;
        queueMicrotask(() => {
          if (this.#port === port) this.#detach();
        });
        port.onClosed();
      },
    };
    this.#port = port;
    this.#toHost = (bytes) => queueMicrotask(() => open && !this.mute && port.onReceived(bytes));
    this.#link.attached(this.#clock.now());
    this.#step();
    return ok(port);
  }

  /** Pulls the cable; both ends notice. */
  unplug(): void {
    this.plugged = false;
    this.#cut();
  }
  plug(): void {
    this.plugged = true;
  }

  /** Bytes as they are, past the link. */
  noise(bytes: Uint8Array): void {
    this.#toHost(bytes);
  }

  /** Loses power: everything that is not kept is gone. */
  restart(): void {
    this.#cut();
    this.#link = this.#newLink();
    this.boot += 1;
    this.#visits = 0;
  }

  hello(): void {
    this.say({
      type: 'hello',
      versionMin: this.versions.min,
      versionMax: this.versions.max,
      serial: this.serial,
      profile: this.profile,
      firmware: '1.0.0',
      boot: this.boot,
      capabilities: this.capabilities,
      waiting: this.waiting,
      ended: this.ended.map((one) => ({ reason: null, hints: null, ...one })),
    });
  }
  say(message: ReaderMessage): void {
    this.sayBytes(encodeMessage(message));
  }
  sayBytes(payload: Uint8Array): void {
    this.#link.send(payload, this.#clock.now());
    this.#step();
  }

  /** The last message of that name. */
  last<N extends HostMessage['type']>(type: N): MessageOf<N> | undefined {
    return this.heard.findLast((message): message is MessageOf<N> & HostMessage => message.type === type);
  }
  count(type: HostMessage['type']): number {
    return this.heard.filter((message) => message.type === type).length;
  }

  #newLink(): Link | SecureLink {
    const half = () => new Uint8Array(8);
    return this.#channel === null ? new Link('reader', half) : new SecureLink('reader', half, this.#channel);
  }

  /** What was on its way is lost. */
  #cut(): void {
    const port = this.#port;
    this.#detach();
    void port?.close();
  }

  #detach(): void {
    this.#port = null;
    this.#toHost = () => {};
    this.#link.detached();
    this.#step();
  }

  #step(): void {
    if (this.#stepping) return;
    this.#stepping = true;
    for (;;) {
      const events = this.#link.takeEvents();
      const output = this.#link.takeOutput();
      for (const frame of output) this.#toHost(frame);
      for (const event of events) {
        if (event.type === 'connected') {
          this.connections.push(event.resumed);
          if (!event.resumed) {
            this.onNewSession();
            if (this.greets) this.hello();
          }
        } else if (event.type === 'received') {
          const decoded = decodeMessage(event.payload, 'host');
          if (!decoded.ok) throw new Error(decoded.problem.code);
          const message = decoded.value as HostMessage;
          this.heard.push(message);
          this.onHeard(message);
        } else if (event.type === 'closed') {
          this.closings.push(event.code);
        }
      }
      if (events.length === 0 && output.length === 0) break;
    }
    this.#stepping = false;
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    const deadline = this.#link.deadline();
    if (deadline === null) return;
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#link.advance(this.#clock.now());
      this.#step();
    }, deadline - this.#clock.now());
  }
}

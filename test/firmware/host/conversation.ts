import type { HostLink, HostLinkListener } from '../../../firmware/hal.ts';
import { HostSession, type HostSettings } from '../../../firmware/host/host-session.ts';
import type { ReaderObservation } from '../../../firmware/observed.ts';
import { type ChannelParts, SecureLink } from '../../../protocol/channel/channel.ts';
import { decodeMessage, encodeMessage } from '../../../protocol/codec.ts';
import { type ReaderId, visitId } from '../../../protocol/ids.ts';
import { Link } from '../../../protocol/link/link.ts';
import {
  type HostMessage,
  type MessageOf,
  protocolVersion,
  type ReaderMessage,
} from '../../../protocol/messages.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { settings } from '../reader/situations.ts';

export const serial = 'FCR-000001' as ReaderId;
export const first = visitId(serial, 1, 1);
export const second = visitId(serial, 1, 2);

export const welcome: MessageOf<'welcome'> = {
  type: 'welcome',
  version: protocolVersion,
  settings: settings(),
  disaster: false,
  time: 0,
  phoneReader: null,
};

/** A reader's session, and a host beside it that says what the test says. The cable between them is instant. */
export class Conversation {
  readonly clock = new VirtualClock(0);
  readonly heard: string[] = [];
  readonly observed: ReaderObservation[] = [];
  readonly received: ReaderMessage[] = [];
  readonly phoneReader: boolean[] = [];
  readonly packets: Uint8Array[] = [];
  readonly session: HostSession;
  #link: Link | SecureLink | null = null;
  readonly #hostsEnd: ChannelParts | null;
  #sessions = 0;
  #reader: HostLinkListener | null = null;
  #cable = false;
  readonly #timer = { set: false };

  /** @param ends of the secure channel; without them there is none */
  constructor(ends: { readonly reader: ChannelParts; readonly host: ChannelParts } | null = null) {
    this.#hostsEnd = ends?.host ?? null;
    const host: HostLink = {
      listen: (listener) => {
        this.#reader = listener;
        return () => {
          this.#reader = null;
        };
      },
      send: (bytes) => {
        if (!this.#cable) return;
        this.#link?.received(bytes, this.clock.ticks());
        this.#pump();
      },
    };
    this.session = new HostSession(
      { host, clock: this.clock, channel: ends?.reader ?? null },
      { serial, profile: 'next-generation', firmware: '1', boot: 1, capabilities: [] },
      {
        hostUp: (_: HostSettings, resumed) => this.heard.push(resumed ? 'up again' : 'up'),
        hostDown: () => this.heard.push('down'),
        settingsChanged: ({ disaster }) => this.heard.push(`settings ${disaster}`),
        restartAsked: () => this.heard.push('restart'),
        phoneReaderReachable: (there) => this.phoneReader.push(there),
        fromPhoneReader: (packet) => this.packets.push(packet),
      },
      (observation) => this.observed.push(observation),
    );
  }

  /** The cable goes in. A new host process knows nothing of the session before. */
  attach(host: 'same' | 'new' = 'same'): void {
    if (host === 'new' || this.#link === null) {
      const half = () => {
        this.#sessions += 1;
        return new Uint8Array(8).fill(this.#sessions);
      };
      this.#link =
        this.#hostsEnd === null ? new Link('host', half) : new SecureLink('host', half, this.#hostsEnd);
    }
    this.#cable = true;
    this.#reader?.attached();
    this.#link.attached(this.clock.ticks());
    this.#pump();
  }

  detach(): void {
    this.#cable = false;
    this.#link?.detached();
    this.#pump();
    this.#reader?.detached();
  }

  /** The host's process hangs: it neither reads nor writes any more, and nobody tells the reader. */
  hang(): void {
    this.#cable = false;
  }

  /** Attached and welcomed. */
  greet(host: 'same' | 'new' = 'same'): this {
    this.attach(host);
    this.say(welcome);
    return this;
  }

  say(message: HostMessage): void {
    this.sayBytes(encodeMessage(message));
  }

  sayBytes(payload: Uint8Array): void {
    this.#link?.send(payload, this.clock.ticks());
    this.#pump();
  }

  /** The host ends the session and tells the reader. */
  close(): void {
    this.#link?.close('EMU-207');
    this.#pump();
  }

  /** The last message of this name that the host received. */
  last<N extends ReaderMessage['type']>(type: N): Extract<ReaderMessage, { readonly type: N }> {
    const isOne = (message: ReaderMessage): message is Extract<ReaderMessage, { readonly type: N }> =>
      message.type === type;
    const found = this.received.filter(isOne).at(-1);
    if (found === undefined) throw new Error(`no ${type} was received`);
    return found;
  }

  get names(): readonly string[] {
    return this.received.map(({ type }) => type);
  }

  advance(milliseconds: number): void {
    const end = this.clock.ticks() + milliseconds;
    for (let next = this.clock.next(); next !== null && next <= end; next = this.clock.next())
      this.clock.runNext();
    this.clock.moveTo(end);
  }

  #pump(): void {
    const link = this.#link;
    if (link === null) return;
    for (;;) {
      const events = link.takeEvents();
      for (const event of events) {
        if (event.type !== 'received') continue;
        const decoded = decodeMessage(event.payload, 'reader');
        if (!decoded.ok) throw new Error(decoded.problem.code);
        this.received.push(decoded.value as ReaderMessage);
      }
      const output = link.takeOutput();
      for (const bytes of output) if (this.#cable) this.#reader?.received(bytes);
      if (events.length === 0 && output.length === 0) break;
    }
    const at = link.deadline();
    if (at === null || this.#timer.set) return;
    this.#timer.set = true;
    this.clock.setTimeout(
      () => {
        this.#timer.set = false;
        link.advance(this.clock.ticks());
        this.#pump();
      },
      Math.max(0, at - this.clock.ticks()),
    );
  }
}

/**
 * The link to the host over the reader's cable, secured where the hardware has what that takes: pumps its bytes,
 * deadlines and events. What is said over it is the session's (host-session.ts).
 */

import { type ChannelParts, SecureLink, type SecureLinkEvent } from '../../protocol/channel/channel.ts';
import { Link, type LinkEvent } from '../../protocol/link/link.ts';
import type { Clock, HostLink, Unlisten } from '../hal.ts';

/** What the link tells, and that there is a cable for it. */
export type LinkToHostEvent = LinkEvent | SecureLinkEvent | { readonly type: 'attached' };

export interface LinkToHostHal {
  readonly host: HostLink;
  readonly clock: Clock;
  readonly channel: ChannelParts | null;
}

export class LinkToHost {
  readonly #link: Link | SecureLink;
  readonly #port: HostLink;
  readonly #clock: Clock;
  readonly #heard: (event: LinkToHostEvent) => void;
  #unlisten: Unlisten = () => {};
  #timer: unknown = null;
  #pumping = false;

  /** @param heard takes what the link tells, in its order; what it sends meanwhile goes out when it has returned */
  constructor(
    { host, clock, channel }: LinkToHostHal,
    boot: number,
    heard: (event: LinkToHostEvent) => void,
  ) {
    const halves = sessionHalves(boot);
    this.#link = channel === null ? new Link('reader', halves) : new SecureLink('reader', halves, channel);
    this.#port = host;
    this.#clock = clock;
    this.#heard = heard;
  }

  /** Whether a session with the host stands. */
  get connected(): boolean {
    return this.#link.connected;
  }

  /** Hears the cable from here on; one that is plugged already is told at once. */
  listen(): void {
    this.#unlisten = this.#port.listen({
      attached: () => {
        this.#heard({ type: 'attached' });
        this.#link.attached(this.#clock.ticks());
        this.#pump();
      },
      detached: () => {
        this.#link.detached();
        this.#pump();
      },
      received: (bytes) => {
        this.#link.received(bytes, this.#clock.ticks());
        this.#pump();
      },
    });
  }

  send(payload: Uint8Array): void {
    this.#link.send(payload, this.#clock.ticks());
    this.#pump();
  }

  stop(): void {
    this.#unlisten();
    this.#clock.clearTimeout(this.#timer);
  }

  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    for (;;) {
      // A port may answer before `send` comes back: then there is more to write though nothing was told.
      const output = this.#link.takeOutput();
      for (const bytes of output) this.#port.send(bytes);
      const events = this.#link.takeEvents();
      if (events.length === 0 && output.length === 0) break;
      for (const event of events) this.#heard(event);
    }
    this.#pumping = false;
    this.#arm();
  }

  #arm(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    const at = this.#link.deadline();
    if (at === null) return;
    this.#timer = this.#clock.setTimeout(
      () => {
        this.#timer = null;
        this.#link.advance(this.#clock.ticks());
        this.#pump();
      },
      Math.max(0, at - this.#clock.ticks()),
    );
  }
}

/** The reader's halves of link session ids: boot counter and a count within the boot, so that none comes twice. */
const sessionHalves = (boot: number): (() => Uint8Array) => {
  let count = 0;
  return () => {
    const half = new DataView(new ArrayBuffer(4));
    half.setUint16(0, boot & 0xffff);
    half.setUint16(2, count & 0xffff);
    count += 1;
    return new Uint8Array(half.buffer);
  };
};

/** Two ends of a secure channel on a cable that a test holds in its hands: what is on it can be kept, changed, dropped. */

import {
  type ChannelParts,
  type LinkCredentials,
  SecureLink,
  type SecureLinkEvent,
} from '../../../protocol/channel/channel.ts';
import type { ReaderId } from '../../../protocol/ids.ts';
import type { Link, LinkEvent } from '../../../protocol/link/link.ts';
import { type LinkIdentities, seededLinkIdentities } from '../../../simulator/pki/link-authority.ts';
import { linkChannels } from '../../../simulator/pki/link-channel.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';

export const beginning = Date.parse('2026-11-02T09:00:00+09:00');
export const serial = 'FCR-000001' as ReaderId;
export const identities = seededLinkIdentities('channel tests', beginning);

export interface PartsWanted {
  readonly of?: LinkIdentities;
  readonly seed?: string;
  readonly reader?: ReaderId;
  readonly at?: number;
  readonly credentials?: LinkCredentials;
}

export const partsFor = (role: 'host' | 'reader', wanted: PartsWanted = {}): ChannelParts => {
  const { of = identities, seed = role, reader = serial, at = beginning, credentials } = wanted;
  const end = { entropy: seededEntropy(seed), validAt: () => at };
  const channels = linkChannels(of);
  const parts = role === 'host' ? channels.bridge(end) : channels.reader(reader, end);
  return credentials === undefined ? parts : { ...parts, credentials };
};

type AnyLink = SecureLink | Link;
type AnyEvent = SecureLinkEvent | LinkEvent;

export class Pair<H extends AnyLink = SecureLink, R extends AnyLink = SecureLink> {
  readonly host: H;
  readonly reader: R;
  readonly atHost: AnyEvent[] = [];
  readonly atReader: AnyEvent[] = [];
  now = 0;
  /** What is on the cable passes through here; null: it is lost. */
  onCable: (bytes: Uint8Array, from: 'host' | 'reader') => Uint8Array | null = (bytes) => bytes;
  #plugged = false;

  constructor(host: H, reader: R) {
    this.host = host;
    this.reader = reader;
  }

  plug(): this {
    this.#plugged = true;
    this.reader.attached(this.now);
    this.host.attached(this.now);
    this.pump();
    return this;
  }

  unplug(): void {
    this.#plugged = false;
    this.host.detached();
    this.reader.detached();
    this.pump();
  }

  /** A message from an end to the other. */
  say(from: 'host' | 'reader', text: string): boolean {
    const taken = this[from].send(Uint8Array.from(Buffer.from(text)), this.now);
    this.pump();
    return taken;
  }

  /** Texts that have arrived. */
  heard(at: 'host' | 'reader'): readonly string[] {
    const events = at === 'host' ? this.atHost : this.atReader;
    return events.flatMap((event) =>
      event.type === 'received' ? [Buffer.from(event.payload).toString()] : [],
    );
  }

  /** Everything that is due up to then. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const due = [this.host.deadline(), this.reader.deadline()].filter((at) => at !== null);
      const next = Math.min(...due);
      if (next > end) break;
      this.now = Math.max(this.now, next);
      this.host.advance(this.now);
      this.reader.advance(this.now);
      this.pump();
    }
    this.now = end;
  }

  pump(): void {
    for (;;) {
      this.atHost.push(...this.host.takeEvents());
      this.atReader.push(...this.reader.takeEvents());
      const fromHost = this.host.takeOutput();
      const fromReader = this.reader.takeOutput();
      if (fromHost.length === 0 && fromReader.length === 0) return;
      if (!this.#plugged) continue;
      for (const bytes of fromHost) this.#carry(bytes, 'host', this.reader);
      for (const bytes of fromReader) this.#carry(bytes, 'reader', this.host);
    }
  }

  #carry(bytes: Uint8Array, from: 'host' | 'reader', to: AnyLink): void {
    const arrived = this.onCable(bytes, from);
    if (arrived !== null) to.received(arrived, this.now);
  }
}

let halves = 0;
/** As a link wants them: never the same twice. */
export const newHalf = (): Uint8Array => {
  halves += 1;
  return Uint8Array.of(0, halves >>> 16, halves >>> 8, halves, 0, 0, 0, 0);
};

export const securePair = (host: PartsWanted = {}, reader: PartsWanted = {}): Pair =>
  new Pair(
    new SecureLink('host', newHalf, partsFor('host', host)),
    new SecureLink('reader', newHalf, partsFor('reader', reader)),
  );

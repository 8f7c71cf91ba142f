/** Two links joined by a cable that loses, damages, doubles, cuts and delays what passes, in virtual time. */

import { Link, type LinkEvent } from '../../../protocol/link/link.ts';
import type { Random } from '../random.ts';

export type Role = 'host' | 'reader';
export const other = (role: Role): Role => (role === 'host' ? 'reader' : 'host');

/** Shares of the chunks written, 0 to 1; `damaged`, of the bytes. */
export interface Faults {
  readonly lost: number;
  readonly doubled: number;
  readonly damaged: number;
  /** Longest time under way, milliseconds. Chunks never overtake one another. */
  readonly delay: number;
}
export const soundCable: Faults = { lost: 0, doubled: 0, damaged: 0, delay: 1 };

interface Chunk {
  readonly at: number;
  readonly bytes: Uint8Array;
}

export class BadCable {
  now = 0;
  faults: Faults = soundCable;
  readonly events: Record<Role, LinkEvent[]> = { host: [], reader: [] };
  readonly links: Record<Role, Link>;
  readonly #random: Random;
  readonly #attached: Record<Role, boolean> = { host: false, reader: false };
  /** What is under way, by whom it will reach. */
  readonly #under: Record<Role, Chunk[]> = { host: [], reader: [] };
  readonly #heard: (role: Role, event: LinkEvent) => void;

  readonly #newHalf: Record<Role, () => Uint8Array>;

  constructor(
    random: Random,
    heard: (role: Role, event: LinkEvent) => void = () => {},
    newHalf: Record<Role, () => Uint8Array> = { host: () => random.bytes(8), reader: () => random.bytes(8) },
  ) {
    this.#random = random;
    this.#heard = heard;
    this.#newHalf = newHalf;
    this.links = { host: this.#newLink('host'), reader: this.#newLink('reader') };
  }

  #newLink(role: Role): Link {
    return new Link(role, this.#newHalf[role]);
  }

  attach(role: Role): void {
    this.#attached[role] = true;
    this.links[role].attached(this.now);
    this.#pump(role);
  }

  /** `kept`: what is under way to this end stays in its buffer, and is read when it is attached again. */
  detach(role: Role, kept: boolean): void {
    this.#attached[role] = false;
    if (!kept) this.#under[role] = [];
    this.links[role].detached();
    this.#pump(role);
  }

  /** The end loses all its state: it starts again. */
  restart(role: Role): void {
    const attached = this.#attached[role];
    this.links[role] = this.#newLink(role);
    if (attached) this.attach(role);
  }

  send(role: Role, payload: Uint8Array): boolean {
    const taken = this.links[role].send(payload, this.now);
    this.#pump(role);
    return taken;
  }

  close(role: Role, code: string): void {
    this.links[role].close(code);
    this.#pump(role);
  }

  /** Bytes as they are, for `role` to read now. */
  inject(role: Role, bytes: Uint8Array): void {
    this.links[role].received(bytes, this.now);
    this.#pump(role);
  }

  runTo(time: number): void {
    for (;;) {
      const due = Math.min(this.#nextOf('host'), this.#nextOf('reader'));
      if (due > time) break;
      this.now = Math.max(this.now, due);
      for (const role of ['host', 'reader'] as const) {
        this.#deliver(role);
        if ((this.links[role].deadline() ?? Infinity) <= this.now) this.links[role].advance(this.now);
        this.#pump(role);
      }
    }
    this.now = time;
  }

  run(milliseconds: number): void {
    this.runTo(this.now + milliseconds);
  }

  #nextOf(role: Role): number {
    const chunk = this.#attached[role] ? this.#under[role][0] : undefined;
    return Math.min(chunk?.at ?? Infinity, this.links[role].deadline() ?? Infinity);
  }

  #deliver(role: Role): void {
    const under = this.#under[role];
    while (this.#attached[role] && (under[0]?.at ?? Infinity) <= this.now) {
      this.links[role].received((under.shift() as Chunk).bytes, this.now);
    }
  }

  #pump(role: Role): void {
    for (const bytes of this.links[role].takeOutput()) this.#write(other(role), bytes);
    for (const event of this.links[role].takeEvents()) {
      this.events[role].push(event);
      this.#heard(role, event);
    }
  }

  #write(to: Role, bytes: Uint8Array): void {
    const { lost, doubled, delay } = this.faults;
    const random = this.#random;
    const cut = random.chance(0.3) ? random.between(0, bytes.length) : bytes.length;
    for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
      if (piece.length === 0 || random.chance(lost)) continue;
      const under = this.#under[to];
      const at = Math.max(under.at(-1)?.at ?? 0, this.now + random.between(0, delay));
      const chunk = { at, bytes: this.#damage(piece) };
      under.push(chunk);
      if (random.chance(doubled)) under.push(chunk);
    }
  }

  #damage(bytes: Uint8Array): Uint8Array {
    const { damaged } = this.faults;
    if (damaged === 0) return bytes;
    const random = this.#random;
    const through = bytes.slice();
    // The distance to the next damaged byte, drawn at once for all that are sound: the same as asking at each byte.
    const toNext = (): number => Math.floor(Math.log(1 - random.next()) / Math.log(1 - damaged));
    for (let at = toNext(); at < through.length; at += 1 + toNext()) {
      through[at] = (through[at] as number) ^ random.between(1, 255);
    }
    return through;
  }
}

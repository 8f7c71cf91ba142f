/**
 * Fuzzes one target: sound inputs made from the catalogue, and changed ones. What brings about something that was not
 * seen before is kept and changed further, so that the inputs work their way into the decoder. The same seed and
 * corpus give the same inputs.
 */

import { Random } from '../protocol/random.ts';
import { heldMemory } from './heap.ts';
import { mutated } from './mutation.ts';
import { insist, type Target, Violation } from './target.ts';

/** An input for which a target threw. */
export class Finding extends Error {
  readonly target: string;
  readonly input: Uint8Array;
  constructor(target: string, input: Uint8Array, cause: unknown) {
    const what = cause instanceof Violation ? `broken: ${cause.message}` : `threw ${String(cause)}`;
    super(`${target} ${what}; input ${Buffer.from(input).toString('hex')}`, { cause });
    this.target = target;
    this.input = input;
  }
}

/** There are as many kinds of outcome as rules. If there are more, reasons repeat what the input holds. */
const kindsAtMost = 2000;
/** Sets of outcomes for which an input is kept. */
const poolAtMost = 4096;

export class Fuzzer {
  readonly target: Target;
  /** How often each kind of outcome came about. */
  readonly kinds = new Map<string, number>();
  inputs = 0;
  readonly #random: Random;
  readonly #about: (input: Uint8Array) => void;
  /** Inputs to be changed further. */
  readonly #pool: Uint8Array[] = [];
  /** For each set of outcomes that one input brought about, the place in the pool of the shortest such input. */
  readonly #shortest = new Map<string, number>();

  /** @param about is told of every input before the target gets it */
  constructor(target: Target, seed: number, about: (input: Uint8Array) => void = () => {}) {
    this.target = target;
    this.#random = new Random(seed);
    this.#about = about;
  }

  /** Gives the inputs as they are. Throws a `Finding`. */
  replay(corpus: readonly Uint8Array[]): void {
    for (const input of corpus) this.#give(input);
  }

  /** Throws a `Finding`. */
  run(inputs: number): void {
    for (let i = 0; i < inputs; i += 1) this.#give(this.#next());
  }

  #next(): Uint8Array {
    const random = this.#random;
    const { tokens, longest, spoiled } = this.target;
    if (this.#pool.length === 0 || random.chance(0.1)) return this.#sound();
    if (spoiled !== undefined && random.chance(0.1)) return spoiled(random);
    const base = random.chance(0.2) ? this.#sound() : random.of(this.#pool);
    return mutated(base, random, { tokens, longest, other: random.of(this.#pool) });
  }

  #sound(): Uint8Array {
    try {
      return this.target.sound(this.#random);
    } catch (error) {
      throw new Finding(this.target.name, new Uint8Array(0), error);
    }
  }

  #give(input: Uint8Array): void {
    this.inputs += 1;
    this.#about(input);
    let said: readonly string[];
    try {
      said = this.target.judge(input);
      for (const kind of said) this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
      insist(this.kinds.size <= kindsAtMost, 'reasons name rules, not what the input holds');
    } catch (error) {
      throw new Finding(this.target.name, input, error);
    }
    this.#keep(said.length > 1 ? [...new Set(said)].sort().join(' + ') : (said[0] ?? ''), input);
  }

  #keep(outcome: string, input: Uint8Array): void {
    const known = this.#shortest.get(outcome);
    if (known === undefined) {
      if (this.#pool.length >= poolAtMost) return;
      this.#shortest.set(outcome, this.#pool.length);
      this.#pool.push(new Uint8Array(input));
    } else if (input.length < (this.#pool[known] as Uint8Array).length) {
      this.#pool[known] = new Uint8Array(input);
    }
  }

  /** The shortest input for each set of outcomes that was seen. */
  kept(): readonly Uint8Array[] {
    return this.#pool;
  }
}

/** Memory that a target may hold more after any number of inputs: what engines keep, and the pool. */
const growthAtMost = 16 * 1024 * 1024;

/** Watches that memory does not grow from one look to the next, however many inputs there were. */
export class MemoryWatch {
  #first: number | null = null;
  /** Bytes held more than at the first look. */
  growth = 0;

  /** Throws a `Violation`. The first look is the one that later ones are compared with. */
  look(): void {
    const held = heldMemory();
    this.#first ??= held;
    this.growth = held - this.#first;
    insist(
      this.growth <= growthAtMost,
      `memory stays what it was: it grew by ${Math.round(this.growth / 1024)} KiB`,
    );
  }
}

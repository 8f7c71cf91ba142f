/** One way through a cable: bytes go in, pass whatever faults there are, one after the other, and come out or do not. */

import { Chunks } from './chunks.ts';

/** What a fault does to the bytes of one way. */
export interface LineFault {
  /** Takes a chunk of its own: what it hands on, now or later, is what arrives of it. */
  take(chunk: Uint8Array): void;
  /** The fault is over: what it holds back goes on. */
  over?(): void;
  /** The stream has broken off: what it holds back is gone. */
  broken?(): void;
}

/** @param handOn where the chunk goes next, in the order of the calls */
export type MakeLineFault = (handOn: (chunk: Uint8Array) => void) => LineFault;

interface Stage {
  readonly name: string;
  readonly fault: LineFault;
}

export class Line {
  readonly #deliver: (bytes: Uint8Array) => void;
  readonly #chunks = new Chunks();
  /** In the order in which the faults began. */
  #stages: readonly Stage[] = [];

  /** @param deliver the other end */
  constructor(deliver: (bytes: Uint8Array) => void) {
    this.#deliver = deliver;
  }

  pass(bytes: Uint8Array): void {
    if (this.#stages.length === 0) this.#deliver(bytes);
    else for (const chunk of this.#chunks.cut(bytes)) this.#takeAt(0, chunk);
  }

  /** From here on the fault meets what passes; one of the same name that was there is over. */
  begin(name: string, make: MakeLineFault): void {
    this.end(name);
    const fault = make((chunk) => {
      this.#takeAt(this.#stages.findIndex((stage) => stage.fault === fault) + 1, chunk);
    });
    this.#stages = [...this.#stages, { name, fault }];
  }

  end(name: string): void {
    this.#stages.find((stage) => stage.name === name)?.fault.over?.();
    this.#stages = this.#stages.filter((stage) => stage.name !== name);
    if (this.#stages.length > 0) return;
    const rest = this.#chunks.rest();
    if (rest.length > 0) this.#deliver(rest);
  }

  /** What is on its way is lost; the faults stay. */
  break(): void {
    this.#chunks.rest();
    for (const { fault } of this.#stages) fault.broken?.();
  }

  #takeAt(place: number, chunk: Uint8Array): void {
    const stage = this.#stages[place];
    if (stage === undefined) this.#deliver(chunk);
    else stage.fault.take(chunk);
  }
}

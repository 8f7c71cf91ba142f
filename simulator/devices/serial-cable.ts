/** A reader on a pseudo-terminal, linked under a name of ours: `DATA/ports/<serial>`. */

import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { Cable, type CableParts } from './cable.ts';
import { openPseudoTerminal, type PseudoTerminal } from './pseudo-terminal.ts';

export class SerialCable extends Cable {
  place: string;
  #terminal: PseudoTerminal | null = null;

  /** @param place the path under which the terminal is linked while the cable is in */
  constructor(place: string, parts: CableParts) {
    super(parts);
    this.place = place;
  }

  get url(): string {
    return `serial:${this.place}`;
  }

  protected async insert(): Promise<void> {
    if (this.#terminal !== null) return;
    const terminal = await openPseudoTerminal();
    terminal.onReceived = (bytes) => this.arrived(bytes);
    try {
      mkdirSync(dirname(this.place), { recursive: true });
      // Renamed into place, so that a watcher of the folder sees a link that works.
      const beside = `${this.place}.new`;
      rmSync(beside, { force: true });
      symlinkSync(terminal.path, beside);
      renameSync(beside, this.place);
    } catch (error) {
      await terminal.close();
      throw error;
    }
    this.#terminal = terminal;
  }

  protected async pull(): Promise<void> {
    const terminal = this.#terminal;
    if (terminal === null) return;
    this.#terminal = null;
    rmSync(this.place, { force: true });
    this.pulledOut();
    await terminal.close();
  }

  protected transmit(bytes: Uint8Array): void {
    this.#terminal?.write(bytes);
  }
}

/** A reader on a pseudo-terminal, linked under a name of ours: `DATA/ports/<serial>`. */

import { lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import { Cable, type CableParts } from './cable.ts';
import { openPseudoTerminal, type PseudoTerminal } from './pseudo-terminal.ts';

/** Pseudo-terminals of Linux and macOS: only a link to one may be ours, left by a reader that was killed. */
const pseudoTerminal = /^\/dev\/(pts\/\d+|ttys\d+)$/;

/** @throws EEXIST where something stands that no reader has linked: a file, a folder, a real device or a link to one */
function refuseWhatIsNotOurs(place: string): void {
  const there = lstatSync(place, { throwIfNoEntry: false });
  if (there === undefined || (there.isSymbolicLink() && pseudoTerminal.test(readlinkSync(place)))) return;
  throw Object.assign(new Error(`${place} exists already`), { code: 'EEXIST' });
}

/** Takes our link away; one that another reader has put there meanwhile stays. */
function removeLink(place: string, terminal: string): void {
  const there = lstatSync(place, { throwIfNoEntry: false });
  if (there?.isSymbolicLink() === true && readlinkSync(place) === terminal) rmSync(place, { force: true });
}

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
    refuseWhatIsNotOurs(this.place);
    const terminal = await openPseudoTerminal();
    terminal.onReceived = (bytes) => this.arrived(bytes);
    try {
      makeFolder(dirname(this.place));
      // Renamed into place, so that a watcher of the folder sees a link that works.
      const beside = `${this.place}.${process.pid}.new`;
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
    removeLink(this.place, terminal.path);
    this.pulledOut();
    await terminal.close();
  }

  protected transmit(bytes: Uint8Array): void {
    this.#terminal?.write(bytes);
  }
}

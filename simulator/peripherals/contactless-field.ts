/**
 * The contactless field at the reading spot: phones and cards that are held to it, one or several, and what becomes of
 * blocks on the way. Does beneath the port what ISO/IEC 14443-4 asks of a reader: a block that was lost is asked for again
 * without the command being done twice, and extensions of time are waited for.
 */

import type { CardReply, Clock, ContactlessField, FieldActivation, Unlisten } from '../../firmware/hal.ts';
import type { VirtualCard } from '../card/engine/card.ts';
import { type Coupling, unharmed } from './coupling.ts';

/** What can be held to the field. */
export interface ContactlessDevice {
  /** `powerOn` gives the answer to select, or what stands in its place for cards. */
  readonly chip: Pick<VirtualCard, 'powerOn' | 'powerOff' | 'transmit'>;
  /** How well it is held; still and close unless told. */
  readonly coupling?: Coupling;
}

/** Times that a block is sent again before the device counts as gone (our figure). */
const mostRepeats = 2;
/** How long a block is waited for, in milliseconds: FWI 7; an extension lasts as long (WTXM 1). Our figures. */
const frameWaitingMs = 39;

const nothing = (): void => {};
const gone: CardReply = { kind: 'gone' };

export class EmulatedContactlessField implements ContactlessField {
  readonly #clock: Clock;
  readonly #surroundings: Coupling | null;
  readonly #listeners = new Set<(event: 'arrived' | 'left') => void>();
  readonly #devices = new Set<ContactlessDevice>();
  /** A new object for each activation. */
  #activated: { readonly device: ContactlessDevice } | null = null;
  /** Ends a wait when the device it waits for is not activated any more. */
  #onDeactivated: () => void = nothing;

  /** @param surroundings couples every device in place of its own coupling; null: nothing weakens the field */
  constructor(clock: Clock, surroundings: Coupling | null = null) {
    this.#clock = clock;
    this.#surroundings = surroundings;
  }

  // ── what a person does ──────────────────────────────────────────────────────────────────────────────

  /** Somebody holds a device to the field; nothing happens where it is there already. */
  hold(device: ContactlessDevice): void {
    if (this.#devices.has(device)) return;
    this.#devices.add(device);
    this.#tell('arrived');
  }

  takeAway(device: ContactlessDevice): void {
    if (!this.#devices.delete(device)) return;
    device.chip.powerOff();
    if (this.#activated?.device === device) this.#deactivate();
    this.#tell('left');
  }

  /** Everything that is held there, in the order in which it came. */
  takeAllAway(): void {
    for (const device of [...this.#devices]) this.takeAway(device);
  }

  holds(device: ContactlessDevice): boolean {
    return this.#devices.has(device);
  }

  get count(): number {
    return this.#devices.size;
  }

  // ── the port ────────────────────────────────────────────────────────────────────────────────────────

  listen(listener: (event: 'arrived' | 'left') => void): Unlisten {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  activate(): Promise<Exclude<FieldActivation, { readonly kind: 'unusable' }>> {
    this.off();
    const answering = [...this.#devices].flatMap((device) => {
      const answerToSelect = device.chip.powerOn();
      return answerToSelect === null ? [] : [{ device, answerToSelect }];
    });
    const [one, other] = answering;
    if (one === undefined) return Promise.resolve({ kind: 'none' });
    if (other !== undefined) {
      this.off();
      return Promise.resolve({ kind: 'several' });
    }
    this.#activated = { device: one.device };
    return Promise.resolve({ kind: 'one', answerToSelect: one.answerToSelect });
  }

  /** The device works once; only its blocks go to and fro again. */
  async transmit(command: Uint8Array): Promise<CardReply> {
    const activated = this.#activated;
    if (activated === null) return gone;
    const { device } = activated;
    const { commandsLost, answersLost, extensions, tornAfter } =
      (this.#surroundings ?? device.coupling)?.() ?? unharmed;
    if (!(await this.#repeated(activated, commandsLost))) return gone;
    if (tornAfter !== null && tornAfter < command.length) return this.#torn(device);
    if (!(await this.#waited(activated, extensions))) return gone;
    const answer = device.chip.transmit(command);
    if (answer.length === 0 || !(await this.#repeated(activated, answersLost))) return gone;
    if (tornAfter !== null && tornAfter < command.length + answer.length) return this.#torn(device);
    if (tornAfter !== null) this.takeAway(device);
    return { kind: 'answered', apdu: answer };
  }

  off(): void {
    for (const { chip } of this.#devices) chip.powerOff();
    this.#deactivate();
  }

  // ── inside ──────────────────────────────────────────────────────────────────────────────────────────

  #torn(device: ContactlessDevice): CardReply {
    this.takeAway(device);
    return gone;
  }

  /** False where the device is not heard, or is not activated any more. */
  async #repeated(activated: object, lost: number): Promise<boolean> {
    if (!(await this.#waited(activated, Math.min(lost, mostRepeats + 1)))) return false;
    if (lost <= mostRepeats) return true;
    this.off();
    return false;
  }

  /** Waits that many times; false where the device is not activated any more. */
  async #waited(activated: object, times: number): Promise<boolean> {
    for (let i = 0; i < times; i += 1) {
      await new Promise<void>((resolve) => {
        const timer = this.#clock.setTimeout(resolve, frameWaitingMs);
        this.#onDeactivated = () => {
          this.#clock.clearTimeout(timer);
          resolve();
        };
      });
      this.#onDeactivated = nothing;
      if (this.#activated !== activated) return false;
    }
    return true;
  }

  #deactivate(): void {
    this.#activated = null;
    this.#onDeactivated();
  }

  #tell(event: 'arrived' | 'left'): void {
    for (const listener of this.#listeners) listener(event);
  }
}

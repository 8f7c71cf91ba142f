/** The card rest: holds a virtual card, powers it, carries APDUs, and scans its printed face. */

import type { CardFaceScanner, CardReply, CardSlot, Unlisten } from '../../firmware/hal.ts';
import type { VirtualCard } from '../card/engine/card.ts';
import type { PrintedFace } from '../card/parts/printed-face.ts';

/** A card as a thing that can be laid down: its chip, and what is printed on its face; null: nothing that is read here. */
export interface PhysicalCard {
  readonly chip: VirtualCard;
  readonly face: PrintedFace | null;
}

export class EmulatedCardRest implements CardSlot, CardFaceScanner {
  readonly #listeners = new Set<(event: 'placed' | 'removed') => void>();
  #card: PhysicalCard | null = null;

  listen(listener: (event: 'placed' | 'removed') => void): Unlisten {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get occupied(): boolean {
    return this.#card !== null;
  }

  /** What is printed on the card that lies there; null where none lies there too. */
  get face(): PrintedFace | null {
    return this.#card?.face ?? null;
  }

  holds(card: PhysicalCard): boolean {
    return this.#card === card;
  }

  /** Somebody lays a card down; one that lay there is taken off first. */
  place(card: PhysicalCard): void {
    this.remove();
    this.#card = card;
    this.#tell('placed');
  }

  remove(): void {
    if (this.#card === null) return;
    this.#card.chip.powerOff();
    this.#card = null;
    this.#tell('removed');
  }

  powerOn() {
    const atr = this.#card?.chip.powerOn() ?? null;
    return Promise.resolve(
      atr === null ? ({ kind: 'silent' } as const) : ({ kind: 'answered', atr } as const),
    );
  }

  transmit(apdu: Uint8Array): Promise<CardReply> {
    const card = this.#card;
    if (card === null) return Promise.resolve({ kind: 'gone' });
    const reply = card.chip.transmit(apdu);
    return Promise.resolve({ kind: 'answered', apdu: reply });
  }

  powerOff(): void {
    this.#card?.chip.powerOff();
  }

  scan() {
    const { face } = this;
    return Promise.resolve(
      face === null ? ({ kind: 'unreadable' } as const) : ({ kind: 'read', number: face.number } as const),
    );
  }

  #tell(event: 'placed' | 'removed'): void {
    for (const listener of this.#listeners) listener(event);
  }
}

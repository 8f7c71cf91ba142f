/** A phone as a thing that can be held to a reader: its secure element, and on an iPhone whether its holder has agreed. */

import { createCard } from '../card/engine/card.ts';
import type { CardMemory } from '../card/engine/card-memory.ts';
import type { CardContents } from '../card/engine/contents.ts';
import type { Holder } from '../card/engine/holder.ts';
import { type PhoneApplication, type PhoneChip, phoneChip } from './phone-chip.ts';

export type PhoneKind = 'android' | 'iphone';

/**
 * Face ID or Touch ID. `agreed`: for one reading, of which the phone is told the end; `refused`: also what was never
 * asked; `locked`: no face and no finger is taken.
 */
export const biometrics = ['agreed', 'refused', 'locked'] as const;
export type Biometrics = (typeof biometrics)[number];

export interface PhoneParts {
  readonly kind: PhoneKind;
  readonly contents: CardContents;
  /** Where the counter of the PIN lasts. */
  readonly memory: CardMemory;
  /** Applications of the phone outside its secure element; none unless told. */
  readonly beside?: (holder: Holder) => readonly PhoneApplication[];
}

export class VirtualPhone {
  readonly kind: PhoneKind;
  readonly chip: PhoneChip;
  readonly #contents: CardContents;
  #biometrics: Biometrics = 'refused';

  constructor({ kind, contents, memory, beside = () => [] }: PhoneParts) {
    const holder: Holder = {
      says: () => this.#biometrics,
      done: () => {
        if (this.#biometrics === 'agreed') this.#biometrics = 'refused';
      },
    };
    this.kind = kind;
    this.#contents = contents;
    const secureElement = createCard({ contents, ...memory, holder, interface: 'contactless' });
    this.chip = phoneChip(secureElement, beside(holder));
  }

  /** What the secure element holds. */
  get contents(): CardContents {
    return this.#contents;
  }

  get biometrics(): Biometrics {
    return this.#biometrics;
  }

  /** What the holder does on the phone itself; an Android phone asks for nothing there. */
  setBiometrics(state: Biometrics): void {
    this.#biometrics = state;
  }
}

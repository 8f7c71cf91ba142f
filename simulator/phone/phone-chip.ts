/**
 * What a phone answers with over its contactless interface: the secure element, and applications of the phone's own beside
 * it. SELECT by name says which of them is spoken to.
 */

import { parseCommand } from '../card/engine/apdu.ts';
import type { VirtualCard } from '../card/engine/card.ts';

/** An application outside the secure element, such as an mdoc's. */
export interface PhoneApplication {
  readonly names: readonly Uint8Array[];
  /** Answers one command APDU, the SELECT that names it among them, and never throws. */
  transmit(apdu: Uint8Array): Uint8Array;
  /** The field is gone: what was under way is forgotten. */
  leaveField(): void;
}

export type PhoneChip = Pick<VirtualCard, 'powerOn' | 'powerOff' | 'transmit'>;

export function phoneChip(secureElement: PhoneChip, beside: readonly PhoneApplication[]): PhoneChip {
  let current: Pick<VirtualCard, 'transmit'> = secureElement;
  let powered = false;
  return {
    powerOn: () => {
      current = secureElement;
      powered = true;
      return secureElement.powerOn();
    },
    powerOff: () => {
      powered = false;
      current = secureElement;
      secureElement.powerOff();
      for (const application of beside) application.leaveField();
    },
    transmit: (apdu) => {
      if (!powered) return new Uint8Array(0);
      const name = selectedName(apdu);
      if (name !== null)
        current = beside.find(({ names }) => names.some((one) => sameBytes(one, name))) ?? secureElement;
      return current.transmit(apdu);
    },
  };
}

/** The name that a SELECT by name gives; null for any other command. */
function selectedName(apdu: Uint8Array): Uint8Array | null {
  const command = parseCommand(apdu);
  return command !== null && command.cla === 0x00 && command.ins === 0xa4 && command.p1 === 0x04
    ? command.data
    : null;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

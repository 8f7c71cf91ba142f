/** A PIN or password entered into a card by another service than the reader: the card's own commands, its own counter. */

import * as apdu from '../../firmware/credential/apdu.ts';
import type { PhysicalCard } from '../peripherals/card-rest.ts';

const files = { pin: apdu.files.userPin, password: 0x001b } as const;

/** `right`, or the tries left after it (0: locked); null: the card has no such secret. */
export type Entry = 'right' | number | null;

/** @param text the digits or letters; not kept */
export function enterSecret({ chip }: PhysicalCard, of: 'pin' | 'password', text: string): Entry {
  if (chip.powerOn() === null) return null;
  try {
    const status = (command: Uint8Array): number => apdu.statusWord(chip.transmit(command));
    if (status(apdu.selectApplication(apdu.applications.jpki)) !== 0x9000) return null;
    if (status(apdu.selectFile(files[of])) !== 0x9000) return null;
    const sw = status(apdu.verifySecret(Buffer.from(text, 'ascii')));
    if (sw === 0x9000) return 'right';
    return apdu.isBlocked(sw) ? 0 : apdu.triesIn(sw);
  } finally {
    chip.powerOff();
  }
}

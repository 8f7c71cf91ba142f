/**
 * A process that sends commands to a card without end, and writes a line for each answer. Its words are the card's
 * memory file and the commands, in hexadecimal. It is killed from outside.
 */

import { cardMemoryFile } from '../../../simulator/card/engine/card-memory.ts';
import { hex, placed } from './placed-card.ts';

const [file = '', ...script] = process.argv.slice(2);
const card = placed('insured', cardMemoryFile(file));

const told = (answer: Uint8Array): Promise<void> =>
  new Promise((done) => process.stdout.write(`${hex(answer)}\n`, () => done()));
for (;;) {
  for (const command of script) await told(card.chip.transmit(Buffer.from(command, 'hex')));
}

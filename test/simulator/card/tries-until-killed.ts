/**
 * A process that sends commands to a card without end, and writes a line for each answer. Its words are the card's
 * memory file and the commands, in hexadecimal. It is killed from outside.
 */

import { writeSync } from 'node:fs';
import { cardMemoryFile } from '../../../simulator/card/engine/card-memory.ts';
import { hex, placed } from './placed-card.ts';

const [file = '', ...script] = process.argv.slice(2);
const card = placed('insured', cardMemoryFile(file));
for (;;) {
  for (const command of script) writeSync(1, `${hex(card.chip.transmit(Buffer.from(command, 'hex')))}\n`);
}

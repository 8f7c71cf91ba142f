/** How commands are called in a trace. Of what a command carries only what SELECT names is told: the rest may be secret. */

import { cardCommands } from '../../card/engine/commands.ts';

/** By class and instruction. */
const names: ReadonlyMap<number, string> = new Map(
  cardCommands.map(({ cla, ins, name }) => [(cla << 8) | ins, name]),
);

const verify = 0x0020;
const select = 0x00a4;
const shortestHead = 4;
/** Application identifiers are the longest names. */
const longestName = 16;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** @param apdu a command APDU, whole or not */
export function commandName(apdu: Uint8Array): string {
  if (apdu.length < shortestHead) return 'cut off';
  const [cla = 0, ins = 0] = apdu;
  const command = (cla << 8) | ins;
  const name = names.get(command) ?? `instruction ${hex(apdu.subarray(0, 2))}`;
  const given = apdu[4] ?? 0;
  if (command === verify && apdu.length <= 5) return `${name} (tries left?)`;
  if (command !== select || given === 0 || given > longestName) return name;
  return `${name} ${hex(apdu.subarray(5, 5 + given))}`;
}

/** How commands are called in a trace. Of what a command carries only what SELECT names is told: the rest may be secret. */

const names: ReadonlyMap<number, string> = new Map([
  [0x20, 'VERIFY'],
  [0x24, 'CHANGE REFERENCE DATA'],
  [0x2a, 'COMPUTE SIGNATURE'],
  [0x32, 'CHANGE SECRET'],
  [0x82, 'EXTERNAL AUTHENTICATE'],
  [0x84, 'GET CHALLENGE'],
  [0x88, 'INTERNAL AUTHENTICATE'],
  [0xa2, 'TERMINAL CERTIFICATE'],
  [0xa4, 'SELECT'],
  [0xb0, 'READ BINARY'],
  [0xb2, 'READ RECORD'],
  [0xca, 'GET DATA'],
  [0xcb, 'GET DATA'],
]);

const shortestHead = 4;
const verify = 0x20;
const select = 0xa4;
/** Application identifiers are the longest names. */
const longestName = 16;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** @param apdu a command APDU, whole or not */
export function commandName(apdu: Uint8Array): string {
  if (apdu.length < shortestHead) return 'cut off';
  const ins = apdu[1] ?? 0;
  const name = names.get(ins) ?? `INS ${hex(apdu.subarray(1, 2))}`;
  const given = apdu[4] ?? 0;
  if (ins === verify && apdu.length <= 5) return `${name} (tries left?)`;
  if (ins !== select || given === 0 || given > longestName) return name;
  return `${name} ${hex(apdu.subarray(5, 5 + given))}`;
}

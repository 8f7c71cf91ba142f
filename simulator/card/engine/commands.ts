/**
 * The commands of a card as a table: class and instruction, what stands in the other bytes, what the card does.
 * Commands and status words are those that independent open clients and measurements agree on.
 */

import type { Basis } from './basis.ts';
import type { Handler } from './card-state.ts';
import { endOfCommands } from './last-command.ts';
import { getData, readBinary, readRecord } from './reading.ts';
import { changeSecret, verifySecret } from './secrets.ts';
import { setSessionKey } from './secure-messaging.ts';
import { select } from './selecting.ts';
import { authenticateInternally, sign } from './signing.ts';
import { authenticateTerminal, getChallenge, presentTerminalCertificate } from './terminals.ts';

export interface CardCommand {
  readonly cla: 0x00 | 0x80;
  readonly ins: number;
  readonly name: string;
  /** P1, P2 and data, in words. */
  readonly takes: string;
  readonly does: string;
  readonly basis: Basis;
  readonly answer: Handler;
}

export const cardCommands: readonly CardCommand[] = [
  {
    cla: 0x00,
    ins: 0xa4,
    name: 'SELECT',
    takes:
      '`04 0C` and a name; `04 00` and a name, with Le for its control information; `02 0C` and a file; `00 00`',
    does: 'selects an application, which forgets proofs and file, or a file of it; `00 00` does nothing in an application and is refused after power-on',
    basis: 'measured',
    answer: select,
  },
  {
    cla: 0x00,
    ins: 0xb0,
    name: 'READ BINARY',
    takes: 'offset of 15 bits, or `80`+short identifier and an offset of 8 bits; Le',
    does: 'reads up to the end of a transparent file; a short identifier selects the file too',
    basis: 'measured',
    answer: readBinary,
  },
  {
    cla: 0x00,
    ins: 0xb2,
    name: 'READ RECORD',
    takes: 'number of the record; `04`, or short identifier × 8 + 4; Le',
    does: 'reads one record',
    basis: 'sourced',
    answer: readRecord,
  },
  {
    cla: 0x00,
    ins: 0xca,
    name: 'GET DATA',
    takes: 'a tag; Le',
    does: 'gives the value of a data object, whole or not at all',
    basis: 'sourced',
    answer: getData,
  },
  {
    cla: 0x00,
    ins: 0x20,
    name: 'VERIFY',
    takes: '`00`; `80`, or `80`+short identifier; the secret as ASCII, unpadded, or nothing',
    does: 'proves a secret; without data tells its tries and changes nothing',
    basis: 'measured',
    answer: verifySecret,
  },
  {
    cla: 0x00,
    ins: 0x24,
    name: 'CHANGE REFERENCE DATA',
    takes: '`01`; `80`, or `80`+short identifier; the new secret',
    does: 'replaces a proved secret (JPKI, text)',
    basis: 'sourced',
    answer: changeSecret(0x01),
  },
  {
    cla: 0x80,
    ins: 0x32,
    name: 'CHANGE KEY',
    takes: '`00`; `80`, or `80`+short identifier; the new secret',
    does: 'replaces a proved secret (common, resident)',
    basis: 'sourced',
    answer: changeSecret(0x00),
  },
  {
    cla: 0x80,
    ins: 0x2a,
    name: 'COMPUTE SIGNATURE',
    takes: 'scheme; `80`, `80`+short identifier, or `00` for the key of the application; the input',
    does: 'signs; the schemes are below',
    basis: 'measured',
    answer: sign,
  },
  {
    cla: 0x00,
    ins: 0x88,
    name: 'INTERNAL AUTHENTICATE',
    takes: '`00`; `80`, or `80`+short identifier; 1 to 255 bytes; Le',
    does: 'signs a challenge, hashed by the card; one key answers it',
    basis: 'sourced',
    answer: authenticateInternally,
  },
  {
    cla: 0x00,
    ins: 0x84,
    name: 'GET CHALLENGE',
    takes: '`00 00`; Le 1 to 256',
    does: 'gives random bytes, in any state',
    basis: 'measured',
    answer: getChallenge,
  },
  {
    cla: 0x80,
    ins: 0xa2,
    name: 'terminal certificate',
    takes: '`00 C1`; a certificate (7F21)',
    does: 'keeps the key of a terminal that the authority certified',
    basis: 'ours',
    answer: presentTerminalCertificate,
  },
  {
    cla: 0x00,
    ins: 0x82,
    name: 'EXTERNAL AUTHENTICATE',
    takes: '`00 16`; the terminal’s signature over the last challenge of 8 bytes',
    does: 'lets the user key sign once without its PIN',
    basis: 'ours',
    answer: authenticateTerminal,
  },
  {
    cla: 0x80,
    ins: 0xae,
    name: 'SET SESSION KEY',
    takes: 'anything',
    does: 'is refused: secure messaging is left out',
    basis: 'sourced',
    answer: setSessionKey,
  },
  {
    cla: 0x80,
    ins: 0xfc,
    name: 'LAST COMMAND',
    takes: '`00 00`; nothing',
    does: 'ends what the holder of an iPhone has agreed to (that is ours); in cards it is not there',
    basis: 'sourced',
    answer: endOfCommands,
  },
];

/** By class and instruction, `cla << 8 | ins`. */
export const handlers: ReadonlyMap<number, Handler> = new Map(
  cardCommands.map(({ cla, ins, answer }) => [(cla << 8) | ins, answer]),
);

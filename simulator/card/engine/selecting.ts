/** SELECT: an application by its name, a file of it by its identifier. */

import { type CommandApdu, response, status } from './apdu.ts';
import { tlv } from './ber-tlv.ts';
import { type CardState, enterApplication } from './card-state.ts';
import type { Application } from './contents.ts';
import { sw } from './status-words.ts';

const byName = 0x04;
const byFileIdentifier = 0x02;
const masterFile = 0x00;
const withoutControlInformation = 0x0c;
const longestName = 16;

export function select(card: CardState, command: CommandApdu): Uint8Array {
  const { p1, p2 } = command;
  if (p1 === byFileIdentifier && p2 === withoutControlInformation) return selectFile(card, command);
  if (p1 === byName && (p2 === withoutControlInformation || p2 === 0x00)) {
    return selectApplication(card, command);
  }
  return p1 === masterFile ? selectMasterFile(card, command) : status(sw.wrongP1P2);
}

/** With P2 00 and an Le the answer is the file control information: the name, in 6F { 84 }. */
function selectApplication(card: CardState, { p2, data, le }: CommandApdu): Uint8Array {
  if (data.length === 0 || data.length > longestName) return status(sw.wrongLength);
  const found = named(card.contents.applications, data);
  // ISO/IEC 7816-4: an application that is not found leaves the current one selected.
  if (found === undefined) return status(sw.notFound);
  enterApplication(card, found);
  return p2 === 0x00 && le !== null ? response(tlv(0x6f, tlv(0x84, data))) : status(sw.done);
}

function selectFile(card: CardState, { data }: CommandApdu): Uint8Array {
  if (data.length !== 2) return status(sw.wrongLength);
  const found = card.application.files.get(((data[0] ?? 0) << 8) | (data[1] ?? 0));
  if (found === undefined) return status(sw.notFound);
  card.file = found;
  return status(sw.done);
}

/** Real cards let nobody back to the master file: by no name it is refused after power-on, and later does nothing. */
function selectMasterFile(card: CardState, { p2, data }: CommandApdu): Uint8Array {
  if (data.length > 0) return status(sw.notFound);
  const later = card.application !== card.contents.powerOn;
  return status(later && p2 === 0x00 ? sw.done : sw.wrongP1P2);
}

function named(applications: readonly Application[], name: Uint8Array): Application | undefined {
  for (const application of applications) {
    for (const aid of application.aids) if (sameBytes(aid, name)) return application;
  }
  return undefined;
}

/** From the end: the names of one card begin alike. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = a.length - 1; i >= 0; i -= 1) if (a[i] !== b[i]) return false;
  return true;
}

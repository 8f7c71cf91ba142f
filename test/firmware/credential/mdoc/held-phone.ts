/** A person's phone held to a reader: the two ends of an mdoc exchange, and the wire between them. */

import type { MdocCrypto } from '../../../../firmware/credential/mdoc/crypto.ts';
import type { MdocReaderParts } from '../../../../firmware/credential/mdoc/mdoc-reading.ts';
import { type MdocReading, readMdoc } from '../../../../firmware/credential/mdoc/mdoc-reading.ts';
import type { ApduExchange } from '../../../../firmware/credential/mdoc/nfc-exchange.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import { loadPeople } from '../../../../simulator/people/registry.ts';
import { issueMdoc } from '../../../../simulator/phone/mdoc/issuing.ts';
import {
  createMdocPhone,
  type MdocPhone,
  type MdocPhoneParts,
  usualPhoneLimits,
} from '../../../../simulator/phone/mdoc/mdoc-phone.ts';
import { mdocIssuers, mdocReaderIdentity, mdocReaders } from '../../../../simulator/pki/mdoc.ts';
import { seededEntropy } from '../../../../simulator/time/seeded-entropy.ts';

export const today = { year: 2026, month: 11, day: 2 };
/** Nine in the morning of that day in Japan. */
export const atDesk = Date.UTC(2026, 10, 2);

const people = loadPeople();
export const personCalled = (id: string) => {
  const person = [...people].find((one) => one.id === id);
  if (person === undefined) throw new Error(`no ${id}`);
  return person;
};
export const mdocOf = (id: string) => issueMdoc(personCalled(id), today);

export const phoneWith = (changes: Partial<MdocPhoneParts> = {}): MdocPhone =>
  createMdocPhone({
    mdoc: mdocOf('iphone'),
    agreed: () => true,
    told: () => {},
    proof: 'signature',
    readers: mdocReaders(portableMdocCrypto),
    engine: portableMdocCrypto,
    now: () => atDesk,
    entropy: seededEntropy('phone'),
    limits: usualPhoneLimits,
    ...changes,
  });

export const readerWith = (
  changes: Partial<MdocReaderParts> = {},
  engine: MdocCrypto = portableMdocCrypto,
): MdocReaderParts => ({
  engine,
  entropy: seededEntropy('reader'),
  issuers: mdocIssuers(engine),
  identity: mdocReaderIdentity(),
  ...changes,
});

export interface Exchanged {
  readonly command: Uint8Array;
  readonly reply: Uint8Array;
}

/** The wire to a phone, with what went over it. */
export function wireTo(phone: MdocPhone): { readonly exchange: ApduExchange; readonly log: Exchanged[] } {
  const log: Exchanged[] = [];
  return {
    log,
    exchange: async (command) => {
      const reply = phone.transmit(command);
      log.push({ command, reply });
      return { kind: 'answered', apdu: reply };
    },
  };
}

export const readFrom = (
  phone: MdocPhone,
  reader: MdocReaderParts = readerWith(),
  at = atDesk,
): Promise<MdocReading> => readMdoc(wireTo(phone).exchange, reader, at);

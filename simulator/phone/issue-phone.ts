/** What the secure element of a person's phone holds, as issued for a desk that runs on a day. */

import { createPublicKey } from 'node:crypto';
import { type Day, dashedDate } from '../../firmware/calendar.ts';
import { issuerSecurityDomain } from '../card/applications/issuer-security-domain.ts';
import { jpkiOfPhone } from '../card/applications/jpki-of-phone.ts';
import type { CardContents } from '../card/engine/contents.ts';
import type { Credential } from '../card/issuing/credentials.ts';
import type { Person } from '../people/person.ts';
import {
  cardAuthorityCertificate,
  issuePhoneCertificate,
  phoneCertificateSerial,
  phoneKey,
} from '../pki/cards/card-authority.ts';

/**
 * The shortest answer to select that names block length 256, 106 kbit/s both ways, 39 ms to wait for a block (FWI 7) and
 * CIDs (ISO/IEC 14443-4, 5.2). Ours: real phones differ.
 */
const answerToSelect = Uint8Array.of(0x05, 0x78, 0x80, 0x70, 0x02);

/** Which certificate and key a person's phone holds. `day` is the desk's, from which dates of the people file count. */
function phoneCredential(person: Person, day: Day): Credential {
  const key = phoneKey(person);
  return {
    key,
    get certificate() {
      return issuePhoneCertificate(person, day, createPublicKey(key));
    },
    authorityCertificate: cardAuthorityCertificate(),
  };
}

const issued = new WeakMap<Person, Map<string, CardContents>>();

/** null: the person has no phone. The same person and day give the same contents, made once. */
export function issuePhone(person: Person, day: Day): CardContents | null {
  if (person.phone === undefined) return null;
  const byDay = issued.get(person) ?? new Map<string, CardContents>();
  issued.set(person, byDay);
  const key = dashedDate(day);
  const contents = byDay.get(key) ?? contentsOf(person, person.phone, day);
  byDay.set(key, contents);
  return contents;
}

function contentsOf(person: Person, phone: NonNullable<Person['phone']>, day: Day): CardContents {
  const domain = issuerSecurityDomain(new Map(), 'inferred');
  const jpki = jpkiOfPhone({
    serial: phoneCertificateSerial(person).slice(0, 16).toUpperCase(),
    user: phoneCredential(person, day),
    pin: phone.kind === 'iphone' ? null : { value: phone.pin, triesLeft: phone.pinTriesLeft },
  });
  return {
    answerToReset: { contact: answerToSelect, contactless: answerToSelect },
    silent: false,
    powerOn: domain,
    applications: [domain, jpki],
    dataObjects: new Map(),
  };
}

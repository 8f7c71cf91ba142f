/**
 * Which certificates and keys a person's card holds: one's own where the people file names them, else what the test
 * authorities issue. Chosen here, and nowhere else.
 */

import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Day } from '../../../firmware/calendar.ts';
import type { OwnCredential } from '../../people/own-credential.ts';
import type { Person } from '../../people/person.ts';
import {
  type CardGeneration,
  cardAuthorityCertificate,
  issueSignatureCertificate,
  issueUserCertificate,
  personKey,
  signatureAuthorityCertificate,
} from '../../pki/cards/card-authority.ts';
import { sharedCardKey } from '../../pki/cards/card-keys.ts';

export interface Credential {
  readonly key: KeyObject;
  /** DER; one of a test authority's is signed when it is asked for. */
  readonly certificate: Uint8Array;
  /** DER. */
  readonly authorityCertificate: Uint8Array;
}

const generationOf = (key: KeyObject): CardGeneration =>
  key.asymmetricKeyType === 'ec' ? 'next' : 'current';

const broughtCredential = ({ key, certificate, authority }: OwnCredential): Credential => ({
  key,
  certificate,
  authorityCertificate: authority,
});

/** 利用者証明用. `day` is the desk's, from which dates of the people file are counted. */
export function userCredential(person: Person, day: Day): Credential {
  const own = person.card.credentials?.user;
  if (own !== undefined) return broughtCredential(own);
  const key = personKey(person);
  return {
    key,
    get certificate() {
      return issueUserCertificate(person, day, createPublicKey(key));
    },
    authorityCertificate: cardAuthorityCertificate(generationOf(key)),
  };
}

/** 署名用. One key for all test cards of a generation: a reader never uses it, and whose it is matters to nobody here. */
export function signatureCredential(person: Person, day: Day, generation: CardGeneration): Credential {
  const own = person.card.credentials?.signature;
  if (own !== undefined) return broughtCredential(own);
  const key = sharedCardKey(`${generation} signature`);
  return {
    key,
    get certificate() {
      return issueSignatureCertificate(person, day, createPublicKey(key));
    },
    authorityCertificate: signatureAuthorityCertificate(generation),
  };
}

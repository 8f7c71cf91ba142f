/** The issuer security domain, current after power-on: it holds no files that anybody reads, but data objects. */

import type { Day } from '../../../firmware/calendar.ts';
import type { Person } from '../../people/person.ts';
import { compactDate } from '../../people/written-day.ts';
import { surfaceIssuer } from '../../pki/cards/card-authority.ts';
import type { Basis } from '../engine/basis.ts';
import { tlv } from '../engine/ber-tlv.ts';
import type { Application, StoredObject } from '../engine/contents.ts';
import { ascii } from '../parts/ascii.ts';
import { cardSerial } from '../parts/card-number.ts';
import { issuerCertificate } from '../parts/issuer-signature.ts';
import { keyIdentifier, surfaceKeyIdentifiers } from '../parts/key-identifier.ts';
import { municipalityCode } from '../parts/municipality.ts';

/** GlobalPlatform's default name, and one with another zero. */
const issuerSecurityDomainAids = [
  Uint8Array.of(0xa0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00),
  Uint8Array.of(0xa0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00, 0x00),
];

export const issuerSecurityDomain = (
  dataObjects: ReadonlyMap<number, StoredObject> = new Map(),
  basis: Basis = 'sourced',
): Application => ({
  name: 'issuer security domain',
  basis,
  aids: issuerSecurityDomainAids,
  files: new Map(),
  dataObjects,
  defaultKey: null,
  sessionKeyAnswer: null,
  takesLastCommand: false,
});

const object = (about: string, value: Uint8Array): StoredObject => ({ about, basis: 'sourced', value });

/** The two certificates of the chain above the 券面 applications; made once. */
let chain: readonly Uint8Array[] | null = null;
function certificateChain(): readonly Uint8Array[] {
  if (chain === null) {
    const { root, key } = surfaceIssuer('current');
    const { root: by, issuer: of } = surfaceKeyIdentifiers;
    chain = [
      issuerCertificate({ by, of: by, publicKey: root }, root),
      issuerCertificate({ by, of, publicKey: key }, root),
    ];
  }
  return chain;
}

/** What GET DATA finds after power-on. */
export function powerOnObjects(person: Person, day: Day): ReadonlyMap<number, StoredObject> {
  const [upper = new Uint8Array(0), lower = new Uint8Array(0)] = certificateChain();
  return new Map([
    [0x0042, object('issuer: a reference of a key', keyIdentifier('9900010'))],
    [0x0045, object('number of the card', ascii(cardSerial(person)))],
    [0x0066, object('card recognition data (GlobalPlatform)', cardRecognition())],
    [0x00f0, object('municipality, 5 digits', ascii(municipalityCode))],
    [0x00f2, object('expiry, YYYYMMDD', ascii(compactDate(person.card.expires(day))))],
    [0x00f7, object('reference of the key that signs 7F21', surfaceKeyIdentifiers.root)],
    [0x00f8, object('certificate: root', upper)],
    [0x7f21, object('certificate: key of the issuer, by the root', lower)],
  ]);
}

/** 73 { 06 1.2.840.114283.1 }: that the card manager is GlobalPlatform's. */
export const cardRecognition = (): Uint8Array =>
  tlv(0x73, tlv(0x06, Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xfc, 0x6b, 0x01)));

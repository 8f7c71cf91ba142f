/**
 * 券面事項確認AP: what is printed on the card, as data, with the photograph that a face reader compares. Ours are the
 * pictures, all identifiers, and whatever a real card holds that nobody has explained.
 */

import type { KeyObject } from 'node:crypto';
import type { Day } from '../../../firmware/calendar.ts';
import type { Person } from '../../people/person.ts';
import { compactDate } from '../../people/written-day.ts';
import { surfaceIssuer } from '../../pki/cards/card-authority.ts';
import { sharedCardKey } from '../../pki/cards/card-keys.ts';
import type { Basis } from '../engine/basis.ts';
import { concatenate, tlv } from '../engine/ber-tlv.ts';
import type { Application, ElementaryFile } from '../engine/contents.ts';
import { signingKeyOf } from '../engine/signature-schemes.ts';
import { sw } from '../engine/status-words.ts';
import { ascii } from '../parts/ascii.ts';
import { application, secret, transparent } from '../parts/elementary-files.ts';
import { issuerCertificate, issuerSignature } from '../parts/issuer-signature.ts';
import { keyIdentifier, surfaceKeyIdentifiers } from '../parts/key-identifier.ts';
import { municipalityCode } from '../parts/municipality.ts';
import { withOffsets } from '../parts/offset-table.ts';
import { birthNumber, verificationNumberA, verificationNumberB } from '../parts/printed-numbers.ts';
import { publicKeyObjects } from '../parts/public-key-objects.ts';
import { sexCode } from '../parts/sex-code.ts';
import { portrait } from '../pictures/portrait.ts';
import { substituteText } from '../pictures/printed-text.ts';

export const surfaceAid = Uint8Array.of(0xd3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02);

const birthFile = 0x11;
const numberBFile = 0x12;
const numberAFile = 0x13;
const aOrB = [numberBFile, numberAFile];

/** The keys of one generation: that of the card proves that the card is here, those of the issuer that its data are true. */
export interface SurfaceKeys {
  readonly card: KeyObject;
  readonly issuer: KeyObject;
  readonly root: KeyObject;
}

/** What every card of one generation holds alike; made once. */
interface AlikeParts {
  readonly keys: SurfaceKeys;
  /** DF12, DF24 and DF42 hold it. */
  readonly publicKey: Uint8Array;
  readonly certificate: Uint8Array;
  readonly individualNumber: Uint8Array;
}

export function alikeParts(keys: SurfaceKeys): AlikeParts {
  const publicKey = publicKeyObjects(keys.card);
  const { root, issuer } = surfaceKeyIdentifiers;
  return {
    keys,
    publicKey,
    certificate: tlv(0x7f21, issuerCertificate({ by: root, of: issuer, publicKey: keys.issuer }, keys.root)),
    individualNumber: individualNumber(publicKey, keys.issuer),
  };
}

let current: AlikeParts | null = null;
function currentParts(): AlikeParts {
  if (current === null) {
    const { key, root } = surfaceIssuer('current');
    current = alikeParts({ card: sharedCardKey('internal authentication'), issuer: key, root });
  }
  return current;
}

export const surfaceApplication = (person: Person, day: Day): Application =>
  application({
    name: '券面事項確認AP (card surface)',
    basis: 'sourced',
    aid: surfaceAid,
    files: surfaceFiles(person, day, currentParts(), 'sourced'),
    defaultKey: signingKeyOf(currentParts().keys.card),
    sessionKeyAnswer: sw.securityEnvironment,
  });

export function surfaceFiles(
  person: Person,
  day: Day,
  alike: AlikeParts,
  basis: Basis,
): readonly ElementaryFile[] {
  return [
    transparent([0x01, 'birth date and key, signed: FF10', basis], () => signedBirth(person, day, alike), [
      birthFile,
    ]),
    transparent(
      [0x02, 'printed face with the photograph, signed: FF20', basis],
      () => printedFace(person, day, alike),
      aOrB,
    ),
    transparent([0x03, 'basic information: FF30', basis], basicInformation()),
    transparent([0x04, 'certificate of the issuer’s key: 7F21', basis], alike.certificate),
    transparent([0x05, 'picture of the 個人番号, signed: FF40', basis], alike.individualNumber, [
      numberAFile,
    ]),
    transparent([0x06, '16 × FF, meaning unknown', basis], new Uint8Array(16).fill(0xff), aOrB),
    // Ten tries are stated for 照合番号B.
    secret([birthFile, '生年月日, 和暦 YYMMDD; ten tries are inferred', basis], {
      name: 'birthDate',
      value: birthNumber(person, day),
      tries: 10,
    }),
    secret([numberBFile, '照合番号B, 14 digits', basis], {
      name: 'numberB',
      value: verificationNumberB(person, day),
      tries: 10,
    }),
    secret([numberAFile, '照合番号A, the 個人番号; ten tries are inferred', basis], {
      name: 'numberA',
      value: verificationNumberA(person),
      tries: 10,
    }),
  ];
}

const birthOf = (person: Person, day: Day): Uint8Array => ascii(compactDate(person.birth(day)));

function signedBirth(person: Person, day: Day, { publicKey, keys }: AlikeParts): Uint8Array {
  const parts = concatenate(tlv(0xdf11, birthOf(person, day)), tlv(0xdf12, publicKey));
  return tlv(0xff10, parts, tlv(0xdf13, issuerSignature(keys.issuer, parts)));
}

/** EF 0002. The signature covers three groups, each by its hash: who it is and the key, name and address, the photograph. */
function printedFace(person: Person, day: Day, { publicKey, keys }: AlikeParts): Uint8Array {
  const who = [
    tlv(0xdf22, birthOf(person, day)),
    tlv(0xdf23, ascii(sexCode[person.sex])),
    tlv(0xdf24, publicKey),
  ];
  const text = [tlv(0xdf25, substituteText('name')), tlv(0xdf26, substituteText('address'))];
  const photograph = [tlv(0xdf27, portrait(person.face.likeness))];
  const groups = [who, text, photograph].map((group) => concatenate(...group));
  return withOffsets(0xff20, 0xdf21, [
    ...who,
    ...text,
    ...photograph,
    tlv(0xdf28, issuerSignature(keys.issuer, ...groups)),
    tlv(0xdf29, ascii(compactDate(person.card.expires(day)))),
    tlv(0xdf2a, substituteText('security code')),
  ]);
}

/** EF 0003: layout, a key, version, municipality, and a key with 256 bytes that nobody has explained. */
const basicInformation = (): Uint8Array =>
  tlv(
    0xff30,
    tlv(0xdf31, Uint8Array.of(0x06, 0x03, 0x0e, 0x01)),
    tlv(0xdf32, surfaceKeyIdentifiers.unexplained),
    tlv(0xdf33, Uint8Array.of(0x01)),
    tlv(0xdf34, ascii(municipalityCode)),
    tlv(0xdf35, keyIdentifier('9900025'), ascii('TEST'.repeat(64))),
  );

/** EF 0005. The picture holds no number, so the file is the same in every card. */
function individualNumber(publicKey: Uint8Array, issuer: KeyObject): Uint8Array {
  const parts = concatenate(tlv(0xdf41, substituteText('individual number')), tlv(0xdf42, publicKey));
  return tlv(0xff40, parts, tlv(0xdf43, issuerSignature(issuer, parts)));
}

/**
 * 券面事項入力補助AP: the 個人番号 and the four facts as text, so that nobody need type them. Secure messaging, which
 * real cards have here alone, is left out.
 */

import { createHash } from 'node:crypto';
import type { Day } from '../../../firmware/calendar.ts';
import { Digits } from '../../../protocol/personal.ts';
import type { Person } from '../../people/person.ts';
import { compactDate } from '../../people/written-day.ts';
import { surfaceIssuer } from '../../pki/cards/card-authority.ts';
import { sharedCardKey } from '../../pki/cards/card-keys.ts';
import { concatenate, tlv } from '../engine/ber-tlv.ts';
import type { Application, ElementaryFile, SecretFile } from '../engine/contents.ts';
import { signingKeyOf } from '../engine/signature-schemes.ts';
import { sw } from '../engine/status-words.ts';
import { ascii } from '../parts/ascii.ts';
import { application, key, secret, transparent } from '../parts/elementary-files.ts';
import { issuerCertificate, issuerSignature } from '../parts/issuer-signature.ts';
import { keyIdentifier, surfaceKeyIdentifiers } from '../parts/key-identifier.ts';
import { withOffsets } from '../parts/offset-table.ts';
import { verificationNumberA, verificationNumberB } from '../parts/printed-numbers.ts';
import { publicKeyObjects } from '../parts/public-key-objects.ts';
import { pinByReferenceData } from '../parts/secret-forms.ts';
import { sexCode } from '../parts/sex-code.ts';

const textAid = Uint8Array.of(0xd3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08);

const pinFile = 0x11;
const numberAFile = 0x14;
const numberBFile = 0x15;
const anySecret = [pinFile, numberAFile, numberBFile];

/** What every card holds alike; made once. */
interface AlikeParts {
  readonly certificate: Uint8Array;
  readonly sessionKey: Uint8Array;
  readonly signedKey: Uint8Array;
}
let alike: AlikeParts | null = null;
function alikeParts(): AlikeParts {
  if (alike === null) {
    const issuer = surfaceIssuer('current');
    const { root, issuer: of } = surfaceKeyIdentifiers;
    const publicKey = tlv(0xdf51, publicKeyObjects(sharedCardKey('text signing')));
    alike = {
      certificate: tlv(0x7f21, issuerCertificate({ by: root, of, publicKey: issuer.key }, issuer.root)),
      sessionKey: tlv(0xa1, publicKeyObjects(sharedCardKey('text session'))),
      signedKey: tlv(0xff50, publicKey, tlv(0xdf52, issuerSignature(issuer.key, publicKey))),
    };
  }
  return alike;
}

/** `pin` null: a card without secrets of its holder's. The PIN file is then not there (our reading). */
export function textApplication(person: Person, day: Day, pin: Digits | null): Application {
  const own = signingKeyOf(sharedCardKey('text signing'));
  return application({
    name: '券面事項入力補助AP (text)',
    basis: 'sourced',
    aid: textAid,
    files: [
      ...dataFiles(person, day),
      key([0x13, 'key of the application, open to all', 'sourced'], own, 'anyone'),
      ...secrets(person, day, pin),
    ],
    defaultKey: own,
    sessionKeyAnswer: sw.securityStatusNotSatisfied,
  });
}

function dataFiles(person: Person, day: Day): readonly ElementaryFile[] {
  const { certificate, sessionKey, signedKey } = alikeParts();
  const number = individualNumber(person);
  const facts = fourFacts(person, day);
  return [
    transparent([0x01, '個人番号: FF10, then two bytes FF', 'sourced'], number, [pinFile, numberAFile]),
    transparent(
      [0x02, 'name, address, birth date, sex as text: FF20', 'sourced'],
      withOffsets(0xff20, 0xdf21, facts),
      [pinFile, numberBFile],
    ),
    transparent(
      [0x03, 'hashes of 0001 and 0002, signed: FF30', 'sourced'],
      () => integrityRecord(number, facts),
      anySecret,
    ),
    transparent([0x04, 'certificate of the issuer’s key: 7F21', 'sourced'], certificate),
    transparent([0x05, 'basic information: FF40', 'sourced'], basicInformation()),
    transparent([0x06, 'key for session keys: A1', 'sourced'], sessionKey, anySecret),
    transparent([0x07, 'public half of 0013, signed: FF50', 'sourced'], signedKey, anySecret),
    transparent(
      [0x08, '16 × FF, meaning unknown; what opens it is inferred', 'inferred'],
      new Uint8Array(16).fill(0xff),
      anySecret,
    ),
  ];
}

function secrets(person: Person, day: Day, pin: Digits | null): readonly SecretFile[] {
  const withoutPin = [
    secret([0x12, 'blocked from issue on, meaning unknown', 'sourced'], {
      name: 'textBlocked',
      value: new Digits(''),
      tries: 0,
    }),
    secret([numberAFile, '照合番号A, the 個人番号; ten tries are inferred', 'sourced'], {
      name: 'textNumberA',
      value: verificationNumberA(person),
      tries: 10,
    }),
    secret([numberBFile, '照合番号B, 14 digits; ten tries are inferred', 'sourced'], {
      name: 'textNumberB',
      value: verificationNumberB(person, day),
      tries: 10,
    }),
  ];
  if (pin === null) return withoutPin;
  const own = { name: 'textPin', value: pin, tries: 3, change: pinByReferenceData };
  return [secret([pinFile, 'PIN, 4 digits', 'sourced'], own), ...withoutPin];
}

const filler = Uint8Array.of(0xff, 0xff);

const individualNumber = (person: Person): Uint8Array =>
  concatenate(tlv(0xff10, ascii(verificationNumberA(person).reveal())), filler);

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** 氏名 with a full-width space between its parts, 住所, 生年月日, 性別. */
export const fourFacts = (person: Person, day: Day): readonly Uint8Array[] => [
  tlv(0xdf22, utf8(person.name.kanji)),
  tlv(0xdf23, utf8(person.address)),
  tlv(0xdf24, ascii(compactDate(person.birth(day)))),
  tlv(0xdf25, ascii(sexCode[person.sex])),
];

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();

/** The hash of 0001 is over the whole file with its filler, that of 0002 over its objects without the table of offsets. */
function integrityRecord(number: Uint8Array, facts: readonly Uint8Array[]): Uint8Array {
  const hashes = concatenate(tlv(0xdf31, sha256(number)), tlv(0xdf32, sha256(concatenate(...facts))));
  return tlv(0xff30, hashes, tlv(0xdf33, issuerSignature(surfaceIssuer('current').key, hashes)));
}

/** Version and vendor, a key, and 32 bytes with filler that nobody has explained. */
const basicInformation = (): Uint8Array =>
  tlv(
    0xff40,
    tlv(0xdf41, Uint8Array.of(0x01, 0x03, 0x0e, 0x01)),
    tlv(0xdf42, keyIdentifier('9900034')),
    tlv(0xdf43, ascii('TEST'.repeat(8)), new Uint8Array(96).fill(0xff)),
  );

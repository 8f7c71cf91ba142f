/**
 * 券面事項確認AP: what is printed on the card, as data, with the photograph that a face reader compares. Files and tags
 * are those that independent open clients name. Ours are: the pictures, how the signed parts are put together, and
 * whatever a real card holds that nobody has explained.
 */

import { createHash, type KeyObject, sign } from 'node:crypto';
import type { Digits } from '../../../protocol/personal.ts';
import { compactDate, type Day } from '../../people/calendar.ts';
import type { Person } from '../../people/person.ts';
import { surfaceSigningKey } from '../../pki/card-authority.ts';
import { concatenate, tlv } from '../engine/ber-tlv.ts';
import type { Access, Application, ElementaryFile, SecretFile } from '../engine/contents.ts';
import { substitutePhotograph, substituteText } from '../pictures/substitute-image.ts';
import { internalAuthenticationKey } from './jpki.ts';
import { birthNumber, verificationNumberA, verificationNumberB } from './printed-numbers.ts';

export const surfaceAid = Uint8Array.of(0xd3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02);

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const sexCode = { male: '1', female: '2', unset: '9' } as const;

/** Ten tries are stated for 照合番号B; for the two others they are inferred. */
const secret = (name: string, value: Digits): SecretFile => ({
  kind: 'secret',
  name,
  value,
  tries: 10,
  triesLeft: 10,
  change: null,
});

const file = (bytes: Uint8Array, openedBy: Access): ElementaryFile => ({
  kind: 'transparent',
  bytes,
  openedBy,
});

const birthFile = 0x11;
const numberBFile = 0x12;
const numberAFile = 0x13;
const aOrB = [numberBFile, numberAFile];

/** Exponent and modulus of an RSA key. */
function publicKeyObjects(key: KeyObject): readonly Uint8Array[] {
  const { e = '', n = '' } = key.export({ format: 'jwk' });
  return [tlv(0x90, Buffer.from(e, 'base64url')), tlv(0x91, Buffer.from(n, 'base64url'))];
}

const signed = (bytes: Uint8Array): Uint8Array => sign('sha256', bytes, surfaceSigningKey());
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** What every card holds alike; made when first asked for. */
interface CommonParts {
  readonly internalKey: KeyObject;
  /** DF12, DF24 and DF42 hold these. */
  readonly keyObjects: readonly Uint8Array[];
  readonly issuerKey: Uint8Array;
  readonly individualNumber: Uint8Array;
}
let common: CommonParts | null = null;
function commonParts(): CommonParts {
  if (common === null) {
    const internalKey = internalAuthenticationKey();
    const keyObjects = publicKeyObjects(internalKey);
    common = {
      internalKey,
      keyObjects,
      // A real card holds the issuer's key in a certificate of its own; this names the key alone.
      issuerKey: tlv(0x7f21, tlv(0x7f49, ...publicKeyObjects(surfaceSigningKey()))),
      individualNumber: individualNumber(keyObjects),
    };
  }
  return common;
}

export function surfaceApplication(person: Person, day: Day): Application {
  const { internalKey, keyObjects, issuerKey, individualNumber } = commonParts();
  const birth = ascii(compactDate(person.birth(day)));
  const files = new Map<number, ElementaryFile>([
    [0x01, file(signedBirth(birth, keyObjects), [birthFile])],
    [0x02, file(printedFace(person, day, birth, keyObjects), aOrB)],
    [0x03, file(basicInformation(), 'anyone')],
    [0x04, file(issuerKey, 'anyone')],
    [0x05, file(individualNumber, [numberAFile])],
    [0x06, file(new Uint8Array(16).fill(0xff), aOrB)],
    [birthFile, secret('birthDate', birthNumber(person, day))],
    [numberBFile, secret('numberB', verificationNumberB(person, day))],
    [numberAFile, secret('numberA', verificationNumberA(person))],
  ]);
  return {
    name: 'card surface',
    aids: [surfaceAid],
    files,
    dataObjects: new Map(),
    internalKey: { algorithm: 'rsa2048', key: internalKey },
  };
}

function signedBirth(birth: Uint8Array, keyObjects: readonly Uint8Array[]): Uint8Array {
  const parts = concatenate(tlv(0xdf11, birth), tlv(0xdf12, ...keyObjects));
  return tlv(0xff10, parts, tlv(0xdf13, signed(parts)));
}

/**
 * EF 0002. The signature covers three groups, each by its hash: who it is and the key, name and address, the
 * photograph. That it is over the three SHA-256 one after the other is our design.
 */
function printedFace(
  person: Person,
  day: Day,
  birth: Uint8Array,
  keyObjects: readonly Uint8Array[],
): Uint8Array {
  const who = [tlv(0xdf22, birth), tlv(0xdf23, ascii(sexCode[person.sex])), tlv(0xdf24, ...keyObjects)];
  const text = [tlv(0xdf25, substituteText('name')), tlv(0xdf26, substituteText('address'))];
  const photograph = [tlv(0xdf27, substitutePhotograph(person.face.likeness))];
  const groups = [who, text, photograph].map((group) => sha256(concatenate(...group)));
  const objects = [
    ...who,
    ...text,
    ...photograph,
    tlv(0xdf28, signed(concatenate(...groups))),
    tlv(0xdf29, ascii(compactDate(person.card.expires(day)))),
    tlv(0xdf2a, substituteText('security code')),
  ];
  return withOffsets(objects);
}

/** FF20 with DF21 in front: where each object begins, counted from the start of the file, two bytes each. */
function withOffsets(objects: readonly Uint8Array[]): Uint8Array {
  const table = (offsets: readonly number[]): Uint8Array =>
    tlv(0xdf21, Uint8Array.from(offsets.flatMap((offset) => [offset >> 8, offset & 0xff])));
  const placeholder = table(objects.map(() => 0));
  // The pictures make the whole longer than 255 bytes, so its own tag and length are five.
  let at = 5 + placeholder.length;
  const offsets = objects.map((object) => {
    const start = at;
    at += object.length;
    return start;
  });
  return tlv(0xff20, table(offsets), ...objects);
}

/** EF 0003: identifier of the application, key, version, municipality (one that does not exist), and four bytes nobody has explained. */
const basicInformation = (): Uint8Array =>
  tlv(
    0xff30,
    tlv(0xdf31, Uint8Array.of(0x06, 0x03, 0x0e, 0x01)),
    tlv(0xdf32, Uint8Array.of(0x01)),
    tlv(0xdf33, Uint8Array.of(0x01)),
    tlv(0xdf34, ascii('999999')),
    tlv(0xdf35, ascii('TEST')),
  );

/** EF 0005. The picture holds no number, so the file is the same in every card. */
function individualNumber(keyObjects: readonly Uint8Array[]): Uint8Array {
  const parts = concatenate(tlv(0xdf41, substituteText('individual number')), tlv(0xdf42, ...keyObjects));
  return tlv(0xff40, parts, tlv(0xdf43, signed(parts)));
}

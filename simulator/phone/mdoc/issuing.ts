/**
 * The mdoc in a person's phone, as its issuer made it: every element with its salt, the digests of all signed. The
 * elements are those that public descriptions name; how each is spelt within is our reading.
 */

import { createHash } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { type Day, dayLastSecond, dayStart } from '../../../firmware/calendar.ts';
import {
  coseAlgorithms,
  coseKeyOf,
  protectedHeader,
  signedBytes,
  x5chainHeader,
} from '../../../firmware/credential/mdoc/cose.ts';
import { cborOf, embedded, fullDate, instant } from '../../../firmware/credential/mdoc/deterministic-cbor.ts';
import { mncDocType, mncNameSpaces } from '../../../firmware/credential/mdoc/identity-request.ts';
import { municipalityCode } from '../../card/parts/municipality.ts';
import { portrait } from '../../card/pictures/portrait.ts';
import type { Person } from '../../people/person.ts';
import { mdocDocumentSigner } from '../../pki/mdoc.ts';
import { seededEntropy } from '../../time/seeded-entropy.ts';

export interface IssuedMdoc {
  readonly docType: string;
  /** By namespace and element `IssuerSignedItem`, CBOR. */
  readonly items: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
  /** The issuer's COSE_Sign1, as a value. */
  readonly issuerAuth: readonly unknown[];
  /** The private device key, P-256. It stays in the phone. */
  readonly deviceKey: Uint8Array;
}

/** Of the elements of a person's mdoc the values, by namespace. */
type Elements = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

const sexes = {
  male: { number: 1, text: '男性' },
  female: { number: 2, text: '女性' },
  unset: { number: 9, text: '' },
} as const;

const two = (number: number): string => String(number).padStart(2, '0');
const dashed = ({ year, month, day }: Day): string => `${year}-${two(month)}-${two(day)}`;

/** Whole years on a day. */
const ageOn = (birth: Day, day: Day): number =>
  day.year - birth.year - (day.month * 100 + day.day < birth.month * 100 + birth.day ? 1 : 0);

const ageOfMajority = 18;

function elementsOf(person: Person, day: Day): Elements {
  const birth = person.birth(day);
  const age = ageOn(birth, day);
  return new Map([
    [
      mncNameSpaces.japanese,
      new Map<string, unknown>([
        ['full_name_unicode', person.name.kanji],
        ['resident_address_unicode', person.address],
        ['local_gov_code_unicode', municipalityCode],
        ['individual_number_unicode', person.individualNumber.reveal()],
        ['portrait', portrait(person.face.likeness)],
        ['sex_unicode', sexes[person.sex].text],
        ['birth_date_unicode', `${birth.year}年${birth.month}月${birth.day}日`],
      ]),
    ],
    [
      mncNameSpaces.international,
      new Map<string, unknown>([
        ['sex', sexes[person.sex].number],
        ['birth_date', fullDate(dashed(birth))],
        ['age_in_years', age],
        [`age_over_${ageOfMajority}`, age >= ageOfMajority],
      ]),
    ],
  ]);
}

const saltLength = 32;
const written = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/**
 * Issues it. The same person and day give the same bytes. Valid as long as the person's user certificate (our design:
 * a phone's copy goes with the card's).
 * @param day the desk's, from which the person's dates are counted
 */
export function issueMdoc(person: Person, day: Day): IssuedMdoc {
  const drawn = seededEntropy(`mdoc ${person.id}`);
  const deviceKey = p256.utils.randomSecretKey(drawn.bytes(48));
  const items = new Map<string, Map<string, Uint8Array>>();
  const valueDigests = new Map<string, Map<number, Uint8Array>>();
  for (const [nameSpace, elements] of elementsOf(person, day)) {
    const ofNameSpace = new Map<string, Uint8Array>();
    const digests = new Map<number, Uint8Array>();
    for (const [elementIdentifier, elementValue] of elements) {
      const digestID = digests.size;
      const item = cborOf({ digestID, random: drawn.bytes(saltLength), elementIdentifier, elementValue });
      ofNameSpace.set(elementIdentifier, item);
      digests.set(
        digestID,
        createHash('sha256')
          .update(cborOf(embedded(item)))
          .digest(),
      );
    }
    items.set(nameSpace, ofNameSpace);
    valueDigests.set(nameSpace, digests);
  }
  const validFrom = written(dayStart(person.certificate.issued(day)));
  const object = cborOf({
    version: '1.0',
    digestAlgorithm: 'SHA-256',
    valueDigests,
    deviceKeyInfo: { deviceKey: coseKeyOf(p256.getPublicKey(deviceKey, false)) },
    docType: mncDocType,
    validityInfo: {
      signed: instant(validFrom),
      validFrom: instant(validFrom),
      validUntil: instant(written(dayLastSecond(person.certificate.expires(day)))),
    },
  });
  const payload = cborOf(embedded(object));
  const head = protectedHeader(coseAlgorithms.ES256);
  const signer = mdocDocumentSigner();
  return {
    docType: mncDocType,
    items,
    issuerAuth: [head, x5chainHeader(signer.chain), payload, signer.sign(signedBytes(head, payload))],
    deviceKey,
  };
}

/**
 * The test authorities behind the cards: they issue user certificates (利用者証明用電子証明書) and signature-use
 * certificates (署名用電子証明書). Keys are fixed and public, names say TEST; nothing real trusts them.
 *
 * The profile follows a published specimen of a real certificate. Every name, address and the serial number are ours,
 * and so is all of the next generation (P-384, ecdsa-with-SHA384): only its algorithm and key length are public.
 */

import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import {
  CertificatePolicies,
  type Extension,
  id_ce_subjectKeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  type Name,
  PolicyInformation,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import { type Day, dayLastSecond, dayStart } from '../../../firmware/calendar.ts';
import { certificateExtensions, hexOf, plainNumber } from '../../../protocol/x509.ts';
import type { Person } from '../../people/person.ts';
import { labelledPem } from '../test-keys/labelled-pem.ts';
import { der, distinguishedName, extension, issueCertificate, keyIdentifier } from '../x509-issuing.ts';
import { type CertificateUse, commonExtensions } from './card-certificate-profile.ts';
import type { NumberedCertificate } from './certificate-identity.ts';

/** `current`: RSA-2048 with SHA-256. `next`: P-384 with SHA-384. */
export const cardGenerations = ['current', 'next'] as const;
export type CardGeneration = (typeof cardGenerations)[number];

const authorities = labelledPem('authorities.pem');
const people = labelledPem('people.pem');
const rsaPeople = people.labels.filter((label) => label !== 'next-card');
const phones = labelledPem('phones.pem');
const otherPhones = phones.labels.filter((label) => label.startsWith('other-'));

const purpose = { user: 'user authentication', signature: 'digital signature' } as const;
const authorityLabel = (use: CertificateUse, generation: CardGeneration): string =>
  `${generation} ${use} authority`;

interface Authority {
  /** Issuer of its certificates and subject of its own. */
  readonly name: Name;
  /** The name as its certificates' readers give it. */
  readonly issuer: string;
  readonly key: KeyObject;
  readonly extensions: readonly Extension[];
}

const made = new Map<string, Authority>();

function authorityOf(use: CertificateUse, generation: CardGeneration): Authority {
  const label = authorityLabel(use, generation);
  let authority = made.get(label);
  if (authority === undefined) {
    const key = authorities.key(label);
    const name = authorityName(use, generation);
    const issuer = hexOf(der(name));
    authority = { name, issuer, key, extensions: commonExtensions(use, name, createPublicKey(key)) };
    made.set(label, authority);
  }
  return authority;
}

const authorityName = (use: CertificateUse, generation: CardGeneration): Name =>
  distinguishedName([
    ['C', 'JP'],
    ['O', 'TEST - not JPKI'],
    ['OU', `TEST for ${purpose[use]}`],
    ['OU', `TEST card authority of an emulator, ${generation} generation`],
  ]);

/** Name and private key of the authority for user certificates: what signs its revocation lists and its answers. */
export const userAuthority = (generation: CardGeneration): Pick<Authority, 'name' | 'issuer' | 'key'> =>
  authorityOf('user', generation);

/** The key of the responder that answers for the authority of today's cards. */
export const responderKey = (): KeyObject => authorities.key('current ocsp responder');

/** The generation of the card that a person carries. */
export const generationOf = ({ card }: Pick<Person, 'card'>): CardGeneration =>
  card.kind === 'next' ? 'next' : 'current';

/** The certificate of the authority for user certificates, DER. */
export const cardAuthorityCertificate = (generation: CardGeneration = 'current'): Uint8Array =>
  authorities.der(`${authorityLabel('user', generation)} certificate`);

/** The certificates of every authority that issues user certificates: one for each generation of cards. */
export const cardAuthorityCertificates = (): readonly Uint8Array[] => [
  cardAuthorityCertificate('current'),
  cardAuthorityCertificate('next'),
];

/** The certificate of the authority for signature-use certificates, DER. */
export const signatureAuthorityCertificate = (generation: CardGeneration = 'current'): Uint8Array =>
  authorities.der(`${authorityLabel('signature', generation)} certificate`);

const digestOf = (purposeOfDigest: string, person: Pick<Person, 'id'>): Buffer =>
  createHash('sha256').update(`${purposeOfDigest} ${person.id}`).digest();

/** Each holder of certificates has one of each kind at most: two in the card, a user certificate more in the phone. */
type CertificateKind = CertificateUse | 'phone';
const useOf = (kind: CertificateKind): CertificateUse => (kind === 'phone' ? 'user' : kind);

const serial = (kind: CertificateKind, person: Pick<Person, 'id'>): string => {
  const bytes = digestOf(`${kind} certificate`, person).subarray(0, 10);
  // Positive, and of one length: neither sign nor leading zeros to think of.
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString('hex');
};

/** Serial number of a person's user certificate, lower-case hexadecimal. It follows from the person's id alone. */
export const certificateSerial = (person: Pick<Person, 'id'>): string => serial('user', person);

/** Number and issuer of the user certificate in a person's card, whoever issued it. */
export const userCertificateOf = (person: Person): NumberedCertificate =>
  person.card.credentials?.user.fields ?? {
    number: plainNumber(certificateSerial(person)),
    issuer: userAuthority(generationOf(person)).issuer,
  };

/** Serial number of the user certificate in a person's phone; it follows from the person's id alone. */
export const phoneCertificateSerial = (person: Pick<Person, 'id'>): string => serial('phone', person);

/** Number and issuer of the user certificate in a person's phone; null where there is none. */
export const phoneCertificateOf = (person: Person): NumberedCertificate | null =>
  person.phone === undefined
    ? null
    : { number: plainNumber(phoneCertificateSerial(person)), issuer: userAuthority('current').issuer };

/** The private key of a person's user certificate: one's own for built-in people, else one out of theirs. */
export function personKey(person: Person): KeyObject {
  if (person.card.kind === 'next') return people.key('next-card');
  if (rsaPeople.includes(person.id)) return people.key(person.id);
  return people.key(rsaPeople[digestOf('key', person).readUInt32BE(0) % rsaPeople.length] ?? '');
}

/** The private key in a person's phone: its own for built-in people, else one out of three. */
export const phoneKey = (person: Pick<Person, 'id'>): KeyObject =>
  phones.key(
    phones.has(person.id)
      ? person.id
      : (otherPhones[digestOf('phone key', person).readUInt32BE(0) % otherPhones.length] ?? ''),
  );

/** The user certificate for a person's public key, DER. `day` is the desk's, from which its dates are counted. */
export const issueUserCertificate = (person: Person, day: Day, publicKey: KeyObject): Uint8Array =>
  issue('user', person, day, publicKey);

/**
 * The user certificate in a person's phone for its public key, DER. Issued with the card's and ending with it, unless the
 * phone was not renewed with the card (`phone.expires`).
 */
export const issuePhoneCertificate = (person: Person, day: Day, publicKey: KeyObject): Uint8Array =>
  issue('phone', person, day, publicKey);

/** The signature-use certificate for a public key, DER. */
export const issueSignatureCertificate = (person: Person, day: Day, publicKey: KeyObject): Uint8Array =>
  issue('signature', person, day, publicKey);

function issue(kind: CertificateKind, person: Person, day: Day, publicKey: KeyObject): Uint8Array {
  const use = useOf(kind);
  const expires = (kind === 'phone' ? person.phone?.expires : undefined) ?? person.certificate.expires;
  const generation = publicKey.asymmetricKeyType === 'ec' ? 'next' : 'current';
  const authority = authorityOf(use, generation);
  const { name, key, extensions, damaged } = withDefect(
    authority,
    use === 'user' ? person.certificate.defect : undefined,
  );
  const certificate = issueCertificate(
    {
      serial: serial(kind, person),
      issuer: name,
      // A code of 23 characters, as in real ones; the certificate names nobody.
      subject: distinguishedName([
        ['C', 'JP'],
        ['CN', `TEST${digestOf(`${kind} subject`, person).toString('hex').slice(0, 19).toUpperCase()}`],
      ]),
      notBefore: dayStart(person.certificate.issued(day)),
      notAfter: dayLastSecond(expires(day)),
      publicKey,
      extensions: [
        ...extensions,
        extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(publicKey))),
      ],
    },
    key,
  );
  // The head stays, so that the card gives out as many bytes.
  return damaged ? certificate.fill(0x30, 4) : certificate;
}

interface Issuing extends Pick<Authority, 'name' | 'key' | 'extensions'> {
  readonly damaged: boolean;
}

function withDefect({ name, key, extensions }: Authority, defect: Person['certificate']['defect']): Issuing {
  const proper: Issuing = { name, key, extensions, damaged: false };
  const instead = (id: string, value: object): Issuing => ({
    ...proper,
    extensions: [...extensions.filter(({ extnID }) => extnID !== id), extension(id, true, value)],
  });
  switch (defect) {
    case undefined:
      return proper;
    case 'foreign':
      return {
        ...proper,
        name: distinguishedName([['O', 'TEST authority that nobody trusts']]),
        key: responderKey(),
      };
    case 'forged':
      return { ...proper, key: responderKey() };
    case 'wrong-usage':
      return instead(certificateExtensions.keyUsage, new KeyUsage(KeyUsageFlags.keyAgreement));
    case 'wrong-policy':
      return instead(
        certificateExtensions.certificatePolicies,
        new CertificatePolicies([new PolicyInformation({ policyIdentifier: '2.999.1' })]),
      );
    case 'damaged':
      return { ...proper, damaged: true };
  }
}

export interface SurfaceIssuer {
  /** Signs what the 券面 applications hold. */
  readonly key: KeyObject;
  /** Certifies that key. */
  readonly root: KeyObject;
}

/** The issuer of what is printed on cards; fixed as all the others. */
export const surfaceIssuer = (generation: CardGeneration): SurfaceIssuer => {
  const prefix = generation === 'next' ? 'next ' : '';
  return { key: authorities.key(`${prefix}surface signing`), root: authorities.key(`${prefix}surface root`) };
};

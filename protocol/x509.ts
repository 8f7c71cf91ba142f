/**
 * Reads X.509 certificates (RFC 5280) as far as anything here judges them: those of the link and those of cards. Reads
 * only; which of the fields must say what is for the judges. By itself and not with a library of ASN.1: a card comes
 * with a certificate that has not been seen before, and the library takes longer than all else that is done with it.
 */

import { isDer } from './der.ts';
import { type DerElement, derElements, derTags } from './der-elements.ts';

export const certificateExtensions = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const;

const attributes = { commonName: '2.5.4.3', serialNumber: '2.5.4.5' } as const;

export interface CertificateFields {
  /** Names as DER in hexadecimal digits: equal text, equal name. */
  readonly issuer: string;
  readonly subject: string;
  /** Attributes of the subject; empty where there is none. */
  readonly commonName: string;
  readonly serialNumber: string;
  /** Number of the certificate: hexadecimal digits in lower case, without leading zeros. */
  readonly number: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Object identifiers: the one that is signed, and the one beside the signature. */
  readonly signatureAlgorithms: readonly [string, string];
  /** Whether those two are the same in all, parameters too, as they must be. */
  readonly algorithmsAgree: boolean;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  /** SubjectPublicKeyInfo: its algorithm, the DER of its parameters in hexadecimal digits (null: absent), the bits of the key. */
  readonly key: {
    readonly algorithm: string;
    readonly parameters: string | null;
    readonly bytes: Uint8Array;
  };
  readonly isAuthority: boolean;
  /** Certificates of authorities that may stand below this one; null: any number. */
  readonly pathLength: number | null;
  /** Flags of keyUsage; null where it is absent, which allows everything. */
  readonly usage: number | null;
  readonly purposes: readonly string[];
  readonly policies: readonly string[];
  /** Object identifiers of all extensions, and of those that are critical. */
  readonly extensions: ReadonlySet<string>;
  readonly critical: ReadonlySet<string>;
}

export type CertificateReading =
  | { readonly ok: true; readonly fields: CertificateFields }
  | { readonly ok: false; readonly reason: string };

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const hexOf = (bytes: ArrayBuffer | Uint8Array): string => {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += hexOfByte[byte];
  return text;
};

/** One spelling for numbers of certificates: lower case, without leading zeros. */
export const plainNumber = (hex: string): string => hex.toLowerCase().replace(/^0+(?=.)/, '');

/**
 * Never throws.
 * @param der one certificate and nothing after it, of 256 to 65 535 bytes
 */
export function readX509(der: Uint8Array): CertificateReading {
  const read = der[1] === 0x82 && isDer(der) ? certificateOf(der) : malformed;
  return 'unread' in read ? { ok: false, reason: read.unread } : { ok: true, fields: read };
}

interface Unread {
  readonly unread: string;
}
const unread = (reason: string): Unread => ({ unread: reason });
const malformed = unread('not X.509');

const context = (number: number, constructed: boolean): number => 0x80 + (constructed ? 0x20 : 0) + number;
const versionTag = context(0, true);
const uniqueIdentifierTags: readonly number[] = [context(1, false), context(2, false)];
const extensionsTag = context(3, true);
const version3 = '02';

/** The elements of a structure if they have these tags, in this order and no others. */
function structure(
  element: DerElement | undefined,
  tag: number,
  tags: readonly number[],
): DerElement[] | null {
  if (element?.tag !== tag) return null;
  const { elements } = element;
  return areTagged(elements, tags) ? elements : null;
}

const areTagged = (elements: readonly DerElement[], tags: readonly number[]): boolean =>
  elements.length === tags.length && elements.every(({ tag }, i) => tag === tags[i]);

function certificateOf(der: Uint8Array): CertificateFields | Unread {
  const { sequence, bitString, integer } = derTags;
  const [all] = derElements(der);
  const [signedPart, beside, signature] = structure(all, sequence, [sequence, sequence, bitString]) ?? [];
  if (signedPart === undefined || beside === undefined || signature === undefined) return malformed;
  const parts = signedPart.elements;
  if (parts[0]?.tag !== versionTag) return unread('not of version 3');
  const [version] = structure(parts[0], versionTag, [integer]) ?? [];
  if (version === undefined) return malformed;
  if (hexOf(version.contents) !== version3) return unread('not of version 3');
  const [number, within, issuer, validity, subject, key, ...rest] = parts.slice(1);
  if (number?.tag !== integer || issuer === undefined || subject === undefined) return malformed;

  const algorithms = [algorithmOf(within), algorithmOf(beside)] as const;
  const [signedWith, besideWith] = algorithms;
  const bits = wholeBytesOf(signature);
  const issuerName = nameOf(issuer);
  const subjectName = nameOf(subject);
  const keyRead = keyOf(key);
  if (!signedWith || !besideWith || !bits || !issuerName || !subjectName || !keyRead) return malformed;
  const times = (validity?.tag === sequence ? validity.elements : []).map(instantOf);
  const [notBefore, notAfter] = times;
  if (times.length !== 2) return malformed;
  if (notBefore == null || notAfter == null) return unread('no date');
  const extensions = extensionsOf(rest);
  if ('unread' in extensions) return extensions;
  return {
    issuer: hexOf(issuer.whole),
    subject: hexOf(subject.whole),
    commonName: subjectName.get(attributes.commonName) ?? '',
    serialNumber: subjectName.get(attributes.serialNumber) ?? '',
    number: plainNumber(hexOf(number.contents)),
    notBefore,
    notAfter,
    signatureAlgorithms: [signedWith.algorithm, besideWith.algorithm],
    algorithmsAgree: within !== undefined && hexOf(within.whole) === hexOf(beside.whole),
    signed: signedPart.whole,
    signature: bits,
    key: keyRead,
    ...extensions,
  };
}

/** AlgorithmIdentifier. */
function algorithmOf(
  element: DerElement | undefined,
): { readonly algorithm: string; readonly parameters: string | null } | null {
  if (element?.tag !== derTags.sequence) return null;
  const [identifier, parameters, ...more] = element.elements;
  if (identifier?.tag !== derTags.objectIdentifier || more.length > 0) return null;
  const algorithm = identifier.objectIdentifier;
  return algorithm === null
    ? null
    : { algorithm, parameters: parameters === undefined ? null : hexOf(parameters.whole) };
}

/** SubjectPublicKeyInfo. */
function keyOf(element: DerElement | undefined): CertificateFields['key'] | null {
  const { sequence, bitString } = derTags;
  const [algorithm, bits] = structure(element, sequence, [sequence, bitString]) ?? [];
  const read = algorithmOf(algorithm);
  const bytes = bits === undefined ? null : wholeBytesOf(bits);
  return read === null || bytes === null ? null : { bytes, ...read };
}

/** What a BIT STRING holds, where it leaves no bits unused. */
const wholeBytesOf = ({ contents }: DerElement): Uint8Array | null =>
  contents[0] === 0 ? contents.subarray(1) : null;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true });
const latin = new TextDecoder('latin1');
const decoders: ReadonlyMap<number, { decode(bytes: Uint8Array): string }> = new Map<
  number,
  { decode(bytes: Uint8Array): string }
>([
  [derTags.utf8String, utf8],
  [derTags.bmpString, utf16],
  [derTags.printableString, latin],
  [derTags.ia5String, latin],
  [derTags.teletexString, latin],
]);

/** The attributes of a Name by their types, the first of each; null where it is no Name. */
function nameOf(name: DerElement): ReadonlyMap<string, string> | null {
  const { sequence, set, objectIdentifier } = derTags;
  if (name.tag !== sequence) return null;
  const found = new Map<string, string>();
  for (const step of name.elements) {
    if (step.tag !== set) return null;
    for (const pair of step.elements) {
      const [type, value, ...more] = pair.tag === sequence ? pair.elements : [];
      if (type?.tag !== objectIdentifier || value === undefined || more.length > 0) return null;
      const is = type.objectIdentifier;
      const text = textOf(value);
      if (is === null || text === null) return null;
      if (!found.has(is)) found.set(is, text);
    }
  }
  return found;
}

/** null for a value of another kind than text, and for text that is none. */
function textOf({ tag, contents }: DerElement): string | null {
  try {
    return decoders.get(tag)?.decode(contents) ?? null;
  } catch {
    return null;
  }
}

/** RFC 5280, 4.1.2.5: UTC, with seconds; two digits of a year are those of 1950 to 2049. */
const writtenInstant = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;

/** Milliseconds since 1970-01-01 UTC; null where there is no such instant. */
function instantOf({ tag, contents }: DerElement): number | null {
  const text = latin.decode(contents);
  const century = text < '50' ? '20' : '19';
  const whole = tag === derTags.utcTime ? century + text : tag === derTags.generalizedTime ? text : '';
  const written = writtenInstant.exec(whole)?.slice(1);
  if (written === undefined) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = written.map(Number);
  const days = daysSince1970(year, month, day);
  return days === null || hour > 23 || minute > 59 || second > 59
    ? null
    : (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

const leapDaysTo = (year: number): number =>
  Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);

/** In the calendar of Gregory; null where there is no such day. */
function daysSince1970(year: number, month: number, day: number): number | null {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const [before, after] = [daysBefore[month - 1], daysBefore[month]];
  if (before === undefined || after === undefined) return null;
  const length = after - before + (leap && month === 2 ? 1 : 0);
  if (day < 1 || day > length) return null;
  const years = (year - 1970) * 365 + leapDaysTo(year - 1) - leapDaysTo(1969);
  return years + before + (leap && month > 2 ? 1 : 0) + day - 1;
}

type Extended = Pick<
  CertificateFields,
  'isAuthority' | 'pathLength' | 'usage' | 'purposes' | 'policies' | 'extensions' | 'critical'
>;

/** @param rest what follows the key: unique identifiers of old, and the extensions */
function extensionsOf(rest: readonly DerElement[]): Extended | Unread {
  const { sequence, boolean, octetString, objectIdentifier } = derTags;
  const last = rest.at(-1);
  const listed = last?.tag === extensionsTag ? structure(last, extensionsTag, [sequence]) : [];
  const before = last?.tag === extensionsTag ? rest.slice(0, -1) : rest;
  if (listed === null || before.length > 2 || before.some(({ tag }) => !uniqueIdentifierTags.includes(tag)))
    return malformed;
  const values = new Map<string, DerElement>();
  const critical = new Set<string>();
  for (const extension of listed[0]?.elements ?? []) {
    const parts = extension.tag === sequence ? extension.elements : [];
    const isPlain = areTagged(parts, [objectIdentifier, octetString]);
    if (!isPlain && !areTagged(parts, [objectIdentifier, boolean, octetString])) return malformed;
    const is = parts[0]?.objectIdentifier ?? null;
    const value = parts.at(-1)?.contents;
    if (value === undefined || is === null) return malformed;
    if (values.has(is)) return unread('an extension twice');
    if (!isPlain && parts[1]?.contents[0] === 0xff) critical.add(is);
    const [inner] = isDer(value) ? derElements(value) : [];
    if (inner === undefined) return malformed;
    values.set(is, inner);
  }
  const constraints = constraintsOf(values.get(certificateExtensions.basicConstraints));
  const usage = usageOf(values.get(certificateExtensions.keyUsage));
  const purposes = identifiersIn(values.get(certificateExtensions.extendedKeyUsage));
  const policies = policiesIn(values.get(certificateExtensions.certificatePolicies));
  if (constraints === null || usage === undefined || purposes === null || policies === null) return malformed;
  return { usage, purposes, policies, extensions: new Set(values.keys()), critical, ...constraints };
}

function constraintsOf(
  element: DerElement | undefined,
): Pick<CertificateFields, 'isAuthority' | 'pathLength'> | null {
  if (element === undefined) return { isAuthority: false, pathLength: null };
  if (element.tag !== derTags.sequence) return null;
  const inner = element.elements;
  const flag = inner[0]?.tag === derTags.boolean ? inner[0] : undefined;
  const [length, ...more] = flag === undefined ? inner : inner.slice(1);
  if (more.length > 0 || (length !== undefined && length.tag !== derTags.integer)) return null;
  const isAuthority = flag?.contents[0] === 0xff;
  if (length === undefined) return { isAuthority, pathLength: null };
  // Nobody needs more; and a negative one is none.
  const [only, ...others] = length.contents;
  return only === undefined || others.length > 0 || only >= 0x80 ? null : { isAuthority, pathLength: only };
}

/** Bit 0 of KeyUsage (digitalSignature) is the least; null: absent. undefined: malformed. */
function usageOf(element: DerElement | undefined): number | null | undefined {
  if (element === undefined) return null;
  if (element.tag !== derTags.bitString) return undefined;
  let flags = 0;
  for (const [i, byte] of element.contents.subarray(1, 3).entries()) {
    for (let bit = 0; bit < 8; bit += 1) if (byte & (0x80 >> bit)) flags += 1 << (8 * i + bit);
  }
  return flags;
}

/** Object identifiers of a SEQUENCE of them, none where it is absent; null: malformed. */
function identifiersIn(element: DerElement | undefined): readonly string[] | null {
  if (element === undefined) return [];
  if (element.tag !== derTags.sequence) return null;
  const identifiers: string[] = [];
  for (const identifier of element.elements) {
    const is = identifier.tag === derTags.objectIdentifier ? identifier.objectIdentifier : null;
    if (is === null) return null;
    identifiers.push(is);
  }
  return identifiers;
}

/** The identifiers of PolicyInformation; qualifiers are passed over. */
function policiesIn(element: DerElement | undefined): readonly string[] | null {
  if (element === undefined) return [];
  if (element.tag !== derTags.sequence) return null;
  const policies: string[] = [];
  for (const policy of element.elements) {
    const [identifier] = policy.tag === derTags.sequence ? policy.elements : [];
    const is = identifier?.tag === derTags.objectIdentifier ? identifier.objectIdentifier : null;
    if (is === null) return null;
    policies.push(is);
  }
  return policies;
}

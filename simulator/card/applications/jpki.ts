/**
 * 公的個人認証AP: certificates, their keys and the secrets that open them. Files are those that independent open clients
 * name; contents are ours. A card of the next generation gets the same files with P-384 in them (our design: neither
 * its application nor its files are public).
 */

import type { KeyObject } from 'node:crypto';
import type { Digits } from '../../../protocol/personal.ts';
import type { Day } from '../../people/calendar.ts';
import type { Person } from '../../people/person.ts';
import { certificateSerial } from '../../pki/card-authority.ts';
import { terminalAuthorityKey } from '../../pki/terminal.ts';
import { labelledPem } from '../../pki/test-keys/labelled-pem.ts';
import { ecSecret } from '../../pki/x509-issuing.ts';
import type { Access, Application, ElementaryFile, SecretFile } from '../engine/contents.ts';
import type { SigningKey } from '../engine/signature-schemes.ts';
import { signatureCredential, userCredential } from '../issuing/credentials.ts';
import { type TokenLabel, tokenInformation } from './token-information.ts';

/** What differs between a card, a face-only card and a phone. */
export interface JpkiForm {
  readonly token: TokenLabel;
  /** null: no secrets at all, and so no signature-use certificate either (our reading of 顔認証マイナンバーカード). */
  readonly secrets: {
    readonly pin: Digits;
    readonly pinTriesLeft: number;
    readonly signingPassword: Digits;
  } | null;
}

export const jpkiAid = Uint8Array.of(0xd3, 0x92, 0xf0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01);

const sharedKeys = labelledPem('cards.pem');

export const signingKeyOf = (key: KeyObject): SigningKey =>
  key.asymmetricKeyType === 'ec'
    ? { algorithm: 'p384', secret: ecSecret(key) }
    : { algorithm: 'rsa2048', key };

const open = (bytes: Uint8Array, openedBy: Access = 'anyone'): ElementaryFile => ({
  kind: 'transparent',
  bytes,
  openedBy,
});
/** Such a file exists on real cards; what it holds and what opens it is not known. */
const unknown = open(new Uint8Array(0), []);

const pinFile = 0x18;
const passwordFile = 0x1b;

const pinSecret = (value: Digits, triesLeft: number): SecretFile => ({
  kind: 'secret',
  name: 'userPin',
  value,
  tries: 3,
  triesLeft,
  change: { form: /^\d{4}$/, command: 0x0024 },
});

const passwordSecret = (value: Digits): SecretFile => ({
  kind: 'secret',
  name: 'signingPassword',
  value,
  tries: 5,
  triesLeft: 5,
  change: { form: /^(?=.*[A-Z])(?=.*\d)[A-Z\d]{6,16}$/, command: 0x0024 },
});

export function jpkiApplication(person: Person, day: Day, form: JpkiForm): Application {
  const user = userCredential(person, day);
  const serial = certificateSerial(person).slice(0, 16).toUpperCase();
  const exists = (there: boolean): number => (there ? 0x8f : 0x00);
  const files = new Map<number, ElementaryFile>([
    [0x05, unknown],
    [0x06, open(tokenInformation(form.token, serial))],
    [0x08, open(Uint8Array.of(exists(form.secrets !== null), exists(true), 0x00))],
    [0x09, unknown],
    [0x0a, open(user.certificate)],
    [0x0b, open(user.authorityCertificate)],
    [0x10, unknown],
    [0x16, { kind: 'terminalAuthority', key: terminalAuthorityKey(), opens: 0x17 }],
    [0x17, { kind: 'key', key: signingKeyOf(user.key), openedBy: [pinFile] }],
    [0x19, unknown],
    [0x1c, unknown],
    [0x1e, unknown],
  ]);
  if (form.secrets !== null) {
    const signature = signatureCredential(person, day, person.card.kind === 'next' ? 'next' : 'current');
    files
      .set(0x01, open(signature.certificate, [passwordFile]))
      .set(0x02, open(signature.authorityCertificate))
      .set(pinFile, pinSecret(form.secrets.pin, form.secrets.pinTriesLeft))
      .set(0x1a, { kind: 'key', key: signingKeyOf(signature.key), openedBy: [passwordFile] })
      .set(passwordFile, passwordSecret(form.secrets.signingPassword));
  }
  return { name: 'JPKI', aids: [jpkiAid], files, dataObjects: new Map(), internalKey: null };
}

/** The key of internal authentication (内部認証), shared by all test cards. */
export const internalAuthenticationKey = (): KeyObject => sharedKeys.key('internal authentication');

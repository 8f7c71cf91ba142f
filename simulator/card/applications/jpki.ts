/** 公的個人認証AP: certificates, their keys and the secrets that open them. */

import type { Digits } from '../../../protocol/personal.ts';
import { terminalAuthorityKey } from '../../pki/terminal.ts';
import type { Basis } from '../engine/basis.ts';
import type { Application, ElementaryFile } from '../engine/contents.ts';
import { signingKeyOf } from '../engine/signature-schemes.ts';
import { sw } from '../engine/status-words.ts';
import type { Credential } from '../issuing/credentials.ts';
import { application, key, secret, transparent, unknown } from '../parts/elementary-files.ts';
import { pinByReferenceData, signingPassword } from '../parts/secret-forms.ts';
import { type TokenLabel, tokenInformation } from '../parts/token-information.ts';

/** What differs between a card, a face-only card and a card of the next generation. A phone's is in jpki-of-phone.ts. */
export interface JpkiForm {
  readonly name: string;
  readonly basis: 'sourced' | 'ours';
  readonly token: TokenLabel;
  /** At most 16 characters. */
  readonly serial: string;
  readonly user: Credential;
  /** null: no secrets at all, and so no signature-use certificate either (our reading of 顔認証マイナンバーカード). */
  readonly secrets: {
    readonly pin: Digits;
    readonly pinTriesLeft: number;
    readonly signingPassword: Digits;
    readonly signature: Credential;
  } | null;
  /** Files of which only the identifiers are known. */
  readonly unknownFiles: readonly number[];
}

export const jpkiAid = Uint8Array.of(0xd3, 0x92, 0xf0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01);

export const userKeyFile = 0x17;
export const pinFile = 0x18;
const passwordFile = 0x1b;
const present = 0x8f;
const absent = 0x00;

export const jpkiApplication = (form: JpkiForm): Application =>
  application({
    name: form.name,
    basis: form.basis,
    aid: jpkiAid,
    files: [...form.unknownFiles.map(unknown), ...userFiles(form), ...signatureFiles(form)],
    sessionKeyAnswer: sw.securityStatusNotSatisfied,
  });

/** Of an application that is our reading, so is every file in it. */
const basisIn = (form: Pick<JpkiForm, 'basis'>, known: Basis): Basis =>
  form.basis === 'ours' ? 'ours' : known;

function userFiles(form: JpkiForm): readonly ElementaryFile[] {
  const { token, serial, user, secrets } = form;
  const [measured, sourced] = [basisIn(form, 'measured'), basisIn(form, 'sourced')];
  const signs = secrets === null ? absent : present;
  return [
    transparent([0x06, 'PKCS #11 token information', sourced], tokenInformation(token, serial)),
    transparent(
      [0x08, 'which certificates there are: signature-use, user, 00', sourced],
      Uint8Array.of(signs, present, 0x00),
    ),
    transparent([0x0a, '利用者証明用 certificate', measured], () => user.certificate),
    transparent([0x0b, 'certificate of its authority', measured], user.authorityCertificate),
    {
      id: 0x16,
      about: 'key of the authority of terminals; that it is one is sourced, what it opens is ours',
      basis: 'ours',
      kind: 'terminalAuthority',
      key: terminalAuthorityKey(),
      opens: userKeyFile,
    },
    key([userKeyFile, '利用者証明用 key', measured], signingKeyOf(user.key), [pinFile]),
  ];
}

function signatureFiles(form: JpkiForm): readonly ElementaryFile[] {
  const { secrets } = form;
  if (secrets === null) return [];
  const measured = basisIn(form, 'measured');
  const { signature } = secrets;
  return [
    transparent([0x01, '署名用 certificate', measured], () => signature.certificate, [passwordFile]),
    transparent([0x02, 'certificate of its authority', measured], signature.authorityCertificate),
    secret([pinFile, '利用者証明用 PIN, 4 digits', measured], {
      name: 'userPin',
      value: secrets.pin,
      tries: 3,
      triesLeft: secrets.pinTriesLeft,
      change: pinByReferenceData,
    }),
    key([0x1a, '署名用 key', measured], signingKeyOf(signature.key), [passwordFile]),
    secret([passwordFile, '署名用 password, 6 to 16 of A-Z 0-9', measured], {
      name: 'signingPassword',
      value: secrets.signingPassword,
      tries: 5,
      change: signingPassword,
    }),
  ];
}

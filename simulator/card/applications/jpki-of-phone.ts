/**
 * 公的個人認証AP in the secure element of a phone: the files of the card's that a reader uses. That phones answer to the
 * card's commands and files is what open clients show; what opens an iPhone's files is our reading.
 */

import type { Digits } from '../../../protocol/personal.ts';
import type { Access, Application } from '../engine/contents.ts';
import { signingKeyOf } from '../engine/signature-schemes.ts';
import type { Credential } from '../issuing/credentials.ts';
import { application, key, secret, transparent } from '../parts/elementary-files.ts';
import { pinByReferenceData } from '../parts/secret-forms.ts';
import { tokenInformation } from '../parts/token-information.ts';
import { jpkiAid, pinFile, userKeyFile } from './jpki.ts';

export interface JpkiOfPhone {
  /** At most 16 characters. */
  readonly serial: string;
  readonly user: Credential;
  /** Android's; null: an iPhone, whose holder agrees on the phone. */
  readonly pin: { readonly value: Digits; readonly triesLeft: number } | null;
}

/** Only the user certificate is there: a reader asks for no other, and ours holds no more than a reader asks for. */
export function jpkiOfPhone({ serial, user, pin }: JpkiOfPhone): Application {
  const opening: Access = pin === null ? 'holder' : [pinFile];
  return application({
    name: pin === null ? '公的個人認証AP (JPKI) of an iPhone' : '公的個人認証AP (JPKI) of an Android phone',
    basis: 'sourced',
    aid: jpkiAid,
    files: [
      transparent(
        [0x06, 'PKCS #11 token information', 'sourced'],
        tokenInformation(pin === null ? 'JPKIAPIOSTOKEN' : 'JPKIAPGPSETOKEN', serial),
      ),
      transparent(
        [0x08, 'which certificates there are: signature-use, user, 00', 'ours'],
        Uint8Array.of(0x00, 0x8f, 0x00),
      ),
      transparent(
        [0x0a, '利用者証明用 certificate', pin === null ? 'ours' : 'sourced'],
        () => user.certificate,
        opening,
      ),
      transparent([0x0b, 'certificate of its authority', 'inferred'], user.authorityCertificate),
      key(
        [userKeyFile, '利用者証明用 key', pin === null ? 'ours' : 'inferred'],
        signingKeyOf(user.key),
        opening,
      ),
      ...(pin === null
        ? []
        : [
            secret([pinFile, '利用者証明用 PIN, 4 digits', 'inferred'], {
              name: 'userPin',
              value: pin.value,
              tries: 3,
              triesLeft: pin.triesLeft,
              change: pinByReferenceData,
            }),
          ]),
    ],
    takesLastCommand: pin === null,
  });
}

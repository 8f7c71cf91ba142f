/** 住基AP: of it little is known but that it is there, in records, with a PIN of its own. */

import type { Digits } from '../../../protocol/personal.ts';
import { tlv } from '../engine/ber-tlv.ts';
import type { Application } from '../engine/contents.ts';
import { sw } from '../engine/status-words.ts';
import { application, records, secret } from '../parts/elementary-files.ts';
import { sharedKeyReference } from '../parts/key-identifier.ts';
import { pinByKey } from '../parts/secret-forms.ts';

const residentAid = Uint8Array.of(0xd3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x01);

/** `pin` null: a card without secrets of its holder's (our reading of 顔認証マイナンバーカード). */
export const residentApplication = (pin: Digits | null): Application =>
  application({
    name: '住基AP (resident)',
    basis: 'sourced',
    aid: residentAid,
    files: [
      records(
        [0x02, 'reference of a key, the same in the common application; its tag is ours', 'sourced'],
        [tlv(0x01, sharedKeyReference)],
      ),
      ...(pin === null
        ? []
        : [
            secret([0x1c, 'PIN, 4 digits (住民基本台帳用)', 'sourced'], {
              name: 'residentPin',
              value: pin,
              tries: 3,
              change: pinByKey,
            }),
          ]),
    ],
    sessionKeyAnswer: sw.securityStatusNotSatisfied,
  });

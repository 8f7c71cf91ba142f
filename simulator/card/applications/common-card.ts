/** 共通カードAP: the card's own number, in records, and a key that answers INTERNAL AUTHENTICATE. */

import type { Day } from '../../../firmware/calendar.ts';
import type { Digits } from '../../../protocol/personal.ts';
import type { Person } from '../../people/person.ts';
import { sharedCardKey } from '../../pki/cards/card-keys.ts';
import { tlv } from '../engine/ber-tlv.ts';
import type { Application } from '../engine/contents.ts';
import { signingKeyOf } from '../engine/signature-schemes.ts';
import { sw } from '../engine/status-words.ts';
import { ascii } from '../parts/ascii.ts';
import { cardInformation } from '../parts/card-number.ts';
import { application, key, records, secret } from '../parts/elementary-files.ts';
import { sharedKeyReference } from '../parts/key-identifier.ts';
import { pinByKey } from '../parts/secret-forms.ts';

const commonAid = Uint8Array.of(0xd3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00);

/** `pin` null: a card without secrets of its holder's (our reading of 顔認証マイナンバーカード). */
export const commonApplication = (person: Person, day: Day, pin: Digits | null): Application =>
  application({
    name: '共通カードAP (common)',
    basis: 'sourced',
    aid: commonAid,
    files: [
      records(
        [0x01, 'serial number 15, municipality 5, expiry 8 digits: 01', 'sourced'],
        [tlv(0x01, ascii(cardInformation(person, day)))],
      ),
      records(
        [0x02, 'reference of a key, the same in the resident application; its tag is ours', 'sourced'],
        [tlv(0x01, sharedKeyReference)],
      ),
      key(
        [0x19, 'answers INTERNAL AUTHENTICATE; its public half is nowhere on the card', 'sourced'],
        signingKeyOf(sharedCardKey('common internal authentication')),
        'anyone',
        'internalAuthentication',
      ),
      ...(pin === null
        ? []
        : [
            secret([0x1c, 'PIN, 4 digits (住民基本台帳用)', 'sourced'], {
              name: 'commonPin',
              value: pin,
              tries: 3,
              change: pinByKey,
            }),
          ]),
    ],
    sessionKeyAnswer: sw.securityEnvironment,
  });

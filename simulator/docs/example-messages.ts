/** One or more examples of every message, for protocol/vectors/. Everybody in them is invented. */

import type { ReaderId, VisitId } from '../../protocol/ids.ts';
import type { FacilitySettings, Message, MessageName, MessageOf } from '../../protocol/messages.ts';

const serial = 'FCR-000001' as ReaderId;
const visit = 'FCR-000001.3.17' as VisitId;
const earlier = 'FCR-000001.2.41' as VisitId;

/** Bytes that count up, where the meaning of bytes does not matter. */
const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i & 0xff);

const settings: FacilitySettings = {
  kind: 'clinic',
  groups: { surgery: true, treatment: true, checkup: true },
  phones: true,
  prescriptionQuestion: false,
  recipientQuestion: true,
  faceTries: 3,
  limitScreen: false,
  passwordSalt: counting(16),
  passwordDigest: counting(32),
};

const hello: MessageOf<'hello'> = {
  type: 'hello',
  versionMin: 1,
  versionMax: 1,
  serial,
  profile: 'next-generation',
  firmware: '0.1.0',
  boot: 3,
  capabilities: ['speech', 'keypad'],
  waiting: null,
  ended: [],
};

const welcome: MessageOf<'welcome'> = {
  type: 'welcome',
  version: 1,
  settings,
  disaster: false,
  time: Date.UTC(2026, 10, 2),
  phoneReader: null,
};

const eligible: MessageOf<'eligibilityAnswer'> = {
  type: 'eligibilityAnswer',
  request: 2,
  verdict: 'valid',
  name: '見本 太郎',
  kana: 'ミホン タロウ',
  registered: true,
  graceUntil: null,
  expires: null,
  recipientCertificates: false,
  viewing: null,
};

export interface Example<N extends MessageName = MessageName> {
  readonly name: string;
  readonly why: string;
  readonly message: MessageOf<N>;
}

export const exampleMessages: { readonly [N in MessageName]: readonly Example<N>[] } = {
  hello: [
    { name: 'hello', why: 'first message of a session; absent field, empty list', message: hello },
    {
      name: 'hello after a break',
      why: 'a use is waited for and two ends are not noted: list of records, optional field present',
      message: {
        ...hello,
        waiting: visit,
        ended: [
          { visit: earlier, outcome: 'accepted', reason: null, hints: null },
          {
            visit: 'FCR-000001.2.42' as VisitId,
            outcome: 'abandoned',
            reason: 'time_over',
            hints: ['pin_locked'],
          },
        ],
      },
    },
  ],
  welcome: [
    {
      name: 'welcome',
      why: 'nested records; a time that needs 8 bytes',
      message: welcome,
    },
    {
      name: 'welcome of a reader that needs a phone reader',
      why: 'an optional field that is present',
      message: { ...welcome, phoneReader: true },
    },
  ],
  turnedAway: [
    {
      name: 'turned away',
      why: 'a second reader of the same number',
      message: { type: 'turnedAway', code: 'EMU-207' },
    },
  ],
  settingsChanged: [
    {
      name: 'settings changed',
      why: 'disaster mode begins at a pharmacy',
      message: {
        type: 'settingsChanged',
        settings: { ...settings, kind: 'pharmacy', phones: false },
        disaster: true,
      },
    },
  ],
  phoneReader: [
    {
      name: 'phone reader',
      why: 'told when its cable is plugged in again',
      message: { type: 'phoneReader', there: true },
    },
  ],
  restart: [{ name: 'restart', why: 'a message without fields', message: { type: 'restart' } }],
  visitBegan: [
    { name: 'visit began', why: 'the shortest message of a visit', message: { type: 'visitBegan', visit } },
  ],
  challengeRequest: [
    {
      name: 'challenge request',
      why: 'a request number',
      message: { type: 'challengeRequest', request: 1, visit },
    },
  ],
  challenge: [
    {
      name: 'challenge',
      why: 'a byte string',
      message: { type: 'challenge', request: 1, nonce: counting(32) },
    },
    {
      name: 'challenge of the highest number',
      why: 'a request number of 4 bytes; an empty byte string',
      message: { type: 'challenge', request: 0xffff_ffff, nonce: counting(0) },
    },
  ],
  eligibilityRequest: [
    {
      name: 'eligibility request',
      why: 'byte strings whose lengths need 1 and 2 bytes; the contents stand for a certificate and a signature',
      message: {
        type: 'eligibilityRequest',
        request: 2,
        visit,
        medium: 'card',
        method: 'face',
        nonce: counting(32),
        certificate: counting(40),
        signature: counting(256),
      },
    },
  ],
  factsRequest: [
    {
      name: 'facts request',
      why: 'four facts in Japanese; the byte strings stand for a certificate and a signature',
      message: {
        type: 'factsRequest',
        request: 2,
        visit,
        nonce: counting(32),
        name: '見本　楓',
        birthDate: '2001-11-11',
        sex: 'unset',
        address: '見本県見本市見本町15丁目15番15号',
        validUntil: '2031-11-11',
        terminal: counting(40),
        signature: counting(64),
      },
    },
  ],
  eligibilityAnswer: [
    { name: 'eligibility answer', why: 'Japanese text', message: eligible },
    {
      name: 'eligibility answer in grace',
      why: 'a date; a character beyond the basic plane and one with a variation selector',
      message: { ...eligible, name: '𠮷野 邉\u{e0100}子', registered: false, graceUntil: '2027-02-28' },
    },
    {
      name: 'eligibility answer, card revoked',
      why: 'a verdict without a person',
      message: { ...eligible, verdict: 'card_revoked', name: null, kana: null, registered: false },
    },
  ],
  registrationRequest: [
    {
      name: 'registration request',
      why: 'the same form as the challenge request, another number',
      message: { type: 'registrationRequest', request: 3, visit },
    },
  ],
  registrationAnswer: [
    {
      name: 'registration answer',
      why: 'true',
      message: { type: 'registrationAnswer', request: 3, registered: true },
    },
  ],
  useRequest: [
    {
      name: 'use request',
      why: 'consent to two groups of three',
      message: {
        type: 'useRequest',
        request: 4,
        visit,
        consent: { surgery: false, treatment: true, checkup: true },
        recipient: null,
        prescription: null,
        provideLimit: null,
      },
    },
    {
      name: 'use request in grace',
      why: 'no consent was asked: everything optional is absent',
      message: {
        type: 'useRequest',
        request: 24,
        visit,
        consent: null,
        recipient: null,
        prescription: null,
        provideLimit: null,
      },
    },
    {
      name: 'use request with every answer',
      why: 'everything optional is present; all groups refused',
      message: {
        type: 'useRequest',
        request: 300,
        visit,
        consent: { surgery: false, treatment: false, checkup: false },
        recipient: true,
        prescription: 'paper',
        provideLimit: false,
      },
    },
  ],
  useAnswer: [
    {
      name: 'use answer',
      why: 'the back end has committed',
      message: { type: 'useAnswer', request: 4, visit, outcome: 'accepted' },
    },
  ],
  withdraw: [{ name: 'withdraw', why: 'the person left', message: { type: 'withdraw', request: 5, visit } }],
  withdrawAnswer: [
    {
      name: 'withdraw answer',
      why: 'the commit had arrived first',
      message: { type: 'withdrawAnswer', request: 5, visit, outcome: 'accepted' },
    },
  ],
  visitEnded: [
    {
      name: 'visit ended',
      why: 'the last choice of its list',
      message: { type: 'visitEnded', visit, outcome: 'abandoned', reason: null, hints: null },
    },
    {
      name: 'visit ended, with why and hints',
      why: 'the last choice of its list, and a list of choices',
      message: {
        type: 'visitEnded',
        visit,
        outcome: 'abandoned',
        reason: 'another_card',
        hints: ['face_not_confirmed', 'presentation_attack', 'camera_fault', 'pin_locked'],
      },
    },
  ],
  visitNoted: [
    { name: 'visit noted', why: 'the reader may forget it', message: { type: 'visitNoted', visit } },
  ],
  staffCalled: [
    {
      name: 'staff called',
      why: 'a message of one choice',
      message: { type: 'staffCalled', why: 'card_left' },
    },
  ],
  toPhoneReader: [
    {
      name: 'to the phone reader',
      why: 'bytes that the host does not read; these stand for a packet',
      message: { type: 'toPhoneReader', visit, packet: counting(61) },
    },
  ],
  fromPhoneReader: [
    {
      name: 'from the phone reader',
      why: 'bytes that the host does not read; these stand for a packet',
      message: { type: 'fromPhoneReader', visit, packet: counting(300) },
    },
  ],
  problemReport: [
    {
      name: 'problem report',
      why: 'the back end cannot be reached',
      message: { type: 'problemReport', request: 2, code: 'EMU-420' },
    },
  ],
};

/** All examples, in the order of the catalogue's numbers. */
export const allExamples: readonly {
  readonly name: string;
  readonly why: string;
  readonly message: Message;
}[] = Object.values(exampleMessages).flat();

/**
 * The message catalogue: everything a reader and its host say to each other. Codec, documentation,
 * JSON form, fuzzers and conformance cases derive from this one table.
 *
 * A message is carried as a CBOR array `[id, {key: value}]`; `key` is the field's number here. A number, once
 * given, is never given to another field (protocol/README.md, versioning).
 */

import type { ReaderId, VisitId } from './ids.ts';

export type FieldKind =
  | { readonly kind: 'uint'; readonly max: number }
  | { readonly kind: 'text'; readonly max: number; readonly form?: 'reader' | 'visit' | 'date' }
  | { readonly kind: 'bytes'; readonly max: number }
  | { readonly kind: 'bool' }
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: FieldKind; readonly max: number }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Field>> };

export interface Field {
  readonly key: number;
  readonly is: FieldKind;
  /** May be absent; absent and null are the same. */
  readonly optional?: true;
  /** Something about a person: shown as its size only wherever messages are shown. */
  readonly personal?: true;
  readonly about: string;
}

export interface MessageDefinition {
  readonly id: number;
  readonly from: 'reader' | 'host';
  /** States of the reader's session in which the message is allowed (protocol/README.md, states). */
  readonly allowedIn: readonly SessionState[];
  /** The message that answers this one, where one does. */
  readonly answeredBy?: string;
  readonly about: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** greeting: link is up, not yet greeted · resting: greeted, nobody served · serving: a visit is under way */
export const sessionStates = ['greeting', 'resting', 'serving'] as const;
export type SessionState = (typeof sessionStates)[number];

const uint = (max = 0xffff_ffff) => ({ kind: 'uint', max }) as const;
const text = (max: number) => ({ kind: 'text', max }) as const;
const bytes = (max: number) => ({ kind: 'bytes', max }) as const;
const bool = { kind: 'bool' } as const;
const oneOf = <const V extends readonly string[]>(...values: V) => ({ kind: 'oneOf', values }) as const;
const list = <const F extends FieldKind>(of: F, max: number) => ({ kind: 'list', of, max }) as const;
const record = <const F extends Record<string, Field>>(fields: F) => ({ kind: 'record', fields }) as const;
const reader = { kind: 'text', max: 20, form: 'reader' } as const;
const visit = { kind: 'text', max: 48, form: 'visit' } as const;
const date = { kind: 'text', max: 10, form: 'date' } as const;

export const identityMethods = ['face', 'pin', 'staff', 'phone'] as const;
export const media = ['card', 'android', 'iphone'] as const;
export const eligibilityVerdicts = [
  'valid',
  'card_expired',
  'card_revoked',
  'card_suspended',
  'card_returned',
  'phone_unusable',
  'problem',
] as const;
const methods = oneOf(...identityMethods);
export const visitOutcomes = ['accepted', 'problem', 'refused', 'cancelled', 'abandoned'] as const;
const outcome = oneOf(...visitOutcomes);
/** Why a visit came to its outcome, where the reader alone knows. What the back end's answer brought about has none. */
export const endReasons = [
  'not_begun',
  'registration_declined',
  'registration_failed',
  'use_not_taken',
  'host_silent',
  'card_expired',
  'card_revoked',
  'card_suspended',
  'card_returned',
  'card_unreadable',
  'not_my_number_card',
  'card_not_trusted',
  'staff_said_other',
  'time_over',
  'card_gone',
  'another_card',
  'phone_unusable',
  'phone_unreadable',
  'phone_other_kind',
  'phone_not_agreed',
] as const;
/** What came about at the reader that the desk had better know, whatever the outcome. */
export const visitHints = [
  'face_not_confirmed',
  'presentation_attack',
  'camera_fault',
  'pin_locked',
  'phone_pin_locked',
  'phone_reader_missing',
] as const;
const reason = {
  is: oneOf(...endReasons),
  optional: true,
  about: 'why, where the reader alone knows',
} as const;
const hints = {
  is: list(oneOf(...visitHints), visitHints.length),
  optional: true,
  about: 'what the desk had better know; absent: nothing',
} as const;

const requestField = { key: 0, is: uint(), about: 'number of the request; its answer repeats it' } as const;
const visitField = { key: 1, is: visit, about: 'the visit it belongs to' } as const;

/** Bytes: the longest APDU, its place in an order, and what sealing and packing add (phone-reader/). */
export const longestFieldPacket = 64_100;
const fieldPacketIs = 'a packet of the phone reader’s channel, which only its two ends can open';

const groups = record({
  surgery: { key: 0, is: bool, about: '手術・傷病名、感染症' },
  treatment: { key: 1, is: bool, about: '診療、お薬' },
  checkup: { key: 2, is: bool, about: '健診' },
});

const settings = record({
  kind: { key: 0, is: oneOf('clinic', 'pharmacy'), about: 'which words the last screen uses' },
  groups: { key: 1, is: groups, about: 'groups of information that the facility uses' },
  phones: { key: 2, is: bool, about: 'the facility takes phones' },
  prescriptionQuestion: { key: 3, is: bool, about: 'ask electronic or paper prescription' },
  recipientQuestion: { key: 4, is: bool, about: 'ask about recipient certificates (医療費助成)' },
  faceTries: { key: 5, is: uint(10), about: 'face checks before the choice goes' },
  limitScreen: { key: 6, is: bool, about: 'show the payment limit screen (profile current only)' },
  passwordSalt: { key: 7, is: bytes(16), about: 'salt of the staff password' },
  passwordDigest: {
    key: 8,
    is: bytes(32),
    about: 'SHA-256 of salt and staff password; the digits never travel',
  },
});

export const messages = {
  hello: {
    id: 1,
    from: 'reader',
    allowedIn: ['greeting'],
    answeredBy: 'welcome',
    about: 'Who the reader is and what it can do. First message of every new session.',
    fields: {
      versionMin: { key: 0, is: uint(255), about: 'lowest protocol version it speaks' },
      versionMax: { key: 1, is: uint(255), about: 'highest protocol version it speaks' },
      serial: { key: 2, is: reader, about: 'serial number: the identity' },
      profile: { key: 3, is: text(40), about: 'reader profile' },
      firmware: { key: 4, is: text(40), about: 'firmware version' },
      boot: { key: 5, is: uint(), about: 'boot counter' },
      capabilities: { key: 6, is: list(text(40), 32), about: 'names of optional parts it has' },
      waiting: {
        key: 7,
        is: visit,
        optional: true,
        about: 'visit whose use it has sent and still waits for',
      },
      ended: {
        key: 8,
        is: list(
          record({
            visit: { key: 0, is: visit, about: 'a visit that has ended' },
            outcome: { key: 1, is: outcome, about: 'how' },
            reason: { key: 2, ...reason },
            hints: { key: 3, ...hints },
          }),
          16,
        ),
        about: 'ended visits that the host has not noted yet',
      },
    },
  },
  welcome: {
    id: 2,
    from: 'host',
    allowedIn: ['greeting'],
    about: 'The host takes the reader: version, settings of the facility, time.',
    fields: {
      version: { key: 0, is: uint(255), about: 'protocol version both speak from here on' },
      settings: { key: 1, is: settings, about: 'settings of the facility' },
      disaster: { key: 2, is: bool, about: 'disaster mode (災害時モード) is on' },
      time: {
        key: 3,
        is: uint(Number.MAX_SAFE_INTEGER),
        about: "the host's clock, milliseconds since 1970-01-01 UTC",
      },
      phoneReader: {
        key: 4,
        is: bool,
        optional: true,
        about:
          'to a reader with the capability `phone-reader`: whether the phone reader (汎用カードリーダー) beside it is there',
      },
    },
  },
  turnedAway: {
    id: 3,
    from: 'host',
    allowedIn: ['greeting'],
    about: 'The host does not take the reader; the link is closed after it.',
    fields: { code: { key: 0, is: text(16), about: 'error code, why' } },
  },
  settingsChanged: {
    id: 4,
    from: 'host',
    allowedIn: ['resting', 'serving'],
    about: 'New settings; a visit under way keeps the old ones.',
    fields: {
      settings: { key: 0, is: settings, about: 'settings of the facility' },
      disaster: { key: 1, is: bool, about: 'disaster mode is on' },
    },
  },
  phoneReader: {
    id: 6,
    from: 'host',
    allowedIn: ['resting', 'serving'],
    about: 'The phone reader beside this reader is there now, or not any more.',
    fields: { there: { key: 0, is: bool, about: 'phones can be read' } },
  },
  restart: {
    id: 5,
    from: 'host',
    allowedIn: ['resting', 'serving'],
    about: 'The reader restarts; a visit under way is abandoned.',
    fields: {},
  },
  visitBegan: {
    id: 8,
    from: 'reader',
    allowedIn: ['resting'],
    about: 'Somebody is at the reader.',
    fields: { visit: visitField },
  },
  challengeRequest: {
    id: 10,
    from: 'reader',
    allowedIn: ['serving'],
    answeredBy: 'challenge',
    about: 'Asks for the bytes that the card is to sign.',
    fields: { request: requestField, visit: visitField },
  },
  challenge: {
    id: 11,
    from: 'host',
    allowedIn: ['serving'],
    about: 'The bytes to sign.',
    fields: {
      request: requestField,
      nonce: { key: 2, is: bytes(64), about: 'the challenge' },
    },
  },
  eligibilityRequest: {
    id: 12,
    from: 'reader',
    allowedIn: ['serving'],
    answeredBy: 'eligibilityAnswer',
    about: 'Asks for the eligibility of the person whose certificate and signature it carries.',
    fields: {
      request: requestField,
      visit: visitField,
      medium: { key: 2, is: oneOf(...media), about: 'what was read' },
      method: { key: 3, is: methods, about: 'how the person was confirmed' },
      nonce: { key: 4, is: bytes(64), about: 'the challenge that was signed' },
      certificate: {
        key: 5,
        is: bytes(4096),
        personal: true,
        about: 'user certificate (利用者証明用電子証明書), DER',
      },
      signature: { key: 6, is: bytes(512), personal: true, about: 'signature over the challenge' },
    },
  },
  factsRequest: {
    id: 23,
    from: 'reader',
    allowedIn: ['serving'],
    answeredBy: 'eligibilityAnswer',
    about:
      'Asks for the eligibility of the person whose four facts an iPhone gave as an mdoc. Our design: no official form is public.',
    fields: {
      request: requestField,
      visit: visitField,
      nonce: { key: 2, is: bytes(64), about: 'the challenge that the facts are signed with' },
      name: { key: 3, is: text(1200), personal: true, about: '氏名' },
      birthDate: { key: 4, is: date, personal: true, about: '生年月日' },
      sex: { key: 5, is: oneOf('male', 'female', 'unset'), personal: true, about: '性別' },
      address: { key: 6, is: text(1200), personal: true, about: '住所' },
      terminal: { key: 7, is: bytes(1024), about: 'certificate of the terminal' },
      signature: {
        key: 8,
        is: bytes(64),
        about: "the terminal's signature over visit, challenge, facts and last day (ECDSA P-256, r‖s)",
      },
      validUntil: { key: 9, is: date, personal: true, about: 'last day in Japan on which the mdoc is valid' },
    },
  },
  eligibilityAnswer: {
    id: 13,
    from: 'host',
    allowedIn: ['serving'],
    about: 'What the back end says of the person.',
    fields: {
      request: requestField,
      verdict: {
        key: 2,
        is: oneOf(...eligibilityVerdicts),
        about: 'what follows',
      },
      name: { key: 3, is: text(200), optional: true, personal: true, about: 'name for the last screen' },
      kana: {
        key: 4,
        is: text(200),
        optional: true,
        personal: true,
        about: 'reading of the name, for speech',
      },
      registered: { key: 5, is: bool, about: 'the card is registered as a health insurance card' },
      graceUntil: { key: 6, is: date, optional: true, about: 'expired and in grace: last day of the grace' },
      expires: {
        key: 7,
        is: date,
        optional: true,
        about: 'expires within three months: last day of the certificate',
      },
      recipientCertificates: { key: 8, is: bool, about: 'the back end holds recipient certificates' },
      viewing: {
        key: 9,
        is: bool,
        optional: true,
        about:
          'false: of people insured like this no medical information is ever viewed, so no consent is asked; absent: true',
      },
    },
  },
  registrationRequest: {
    id: 14,
    from: 'reader',
    allowedIn: ['serving'],
    answeredBy: 'registrationAnswer',
    about: 'Registers the card as a health insurance card (健康保険証利用登録).',
    fields: { request: requestField, visit: visitField },
  },
  registrationAnswer: {
    id: 15,
    from: 'host',
    allowedIn: ['serving'],
    about: 'Whether it is registered now.',
    fields: { request: requestField, registered: { key: 2, is: bool, about: 'registered now' } },
  },
  useRequest: {
    id: 16,
    from: 'reader',
    allowedIn: ['serving'],
    answeredBy: 'useAnswer',
    about: 'Checks the person in, with the consent given. The host keeps it durably before it sends it on.',
    fields: {
      request: requestField,
      visit: visitField,
      consent: {
        key: 2,
        is: groups,
        optional: true,
        about: 'consent by group; absent where none was asked (grace)',
      },
      recipient: { key: 3, is: bool, optional: true, about: 'recipient certificates are used' },
      prescription: {
        key: 4,
        is: oneOf('electronic', 'paper'),
        optional: true,
        about: 'form of the prescription',
      },
      provideLimit: { key: 5, is: bool, optional: true, about: 'answer of the payment limit screen' },
    },
  },
  useAnswer: {
    id: 17,
    from: 'host',
    allowedIn: ['serving'],
    about: 'What became of it. `accepted` only after the back end has committed.',
    fields: {
      request: requestField,
      visit: visitField,
      outcome: { key: 2, is: oneOf('accepted', 'problem', 'withdrawn'), about: 'what became of it' },
    },
  },
  withdraw: {
    id: 18,
    from: 'reader',
    allowedIn: ['serving'],
    answeredBy: 'withdrawAnswer',
    about: 'The person left while the use was under way: nothing of this visit may count.',
    fields: { request: requestField, visit: visitField },
  },
  withdrawAnswer: {
    id: 19,
    from: 'host',
    allowedIn: ['serving'],
    about: 'Withdrawn, or accepted because the commit had arrived first.',
    fields: {
      request: requestField,
      visit: visitField,
      outcome: { key: 2, is: oneOf('withdrawn', 'accepted'), about: 'what it is now' },
    },
  },
  visitEnded: {
    id: 20,
    from: 'reader',
    allowedIn: ['serving'],
    answeredBy: 'visitNoted',
    about: 'The visit is over. Whatever was sent for a visit that was not accepted is withdrawn.',
    fields: {
      visit: visitField,
      outcome: { key: 2, is: outcome, about: 'how it ended' },
      reason: { key: 3, ...reason },
      hints: { key: 4, ...hints },
    },
  },
  visitNoted: {
    id: 21,
    from: 'host',
    allowedIn: ['resting', 'serving'],
    about: 'The end is on record; the reader may forget it.',
    fields: { visit: visitField },
  },
  staffCalled: {
    id: 22,
    from: 'reader',
    allowedIn: ['resting', 'serving'],
    about: 'Somebody at the reader needs the staff.',
    fields: {
      why: {
        key: 0,
        is: oneOf('asked', 'identity', 'card_left', 'problem', 'refused'),
        about: 'why',
      },
    },
  },
  toPhoneReader: {
    id: 24,
    from: 'reader',
    allowedIn: ['serving'],
    about: 'For the driver of the phone reader: the host passes the bytes on unread.',
    fields: { visit: visitField, packet: { key: 2, is: bytes(longestFieldPacket), about: fieldPacketIs } },
  },
  fromPhoneReader: {
    id: 25,
    from: 'host',
    allowedIn: ['serving'],
    about: 'What the driver of the phone reader says to the reader, passed on unread.',
    fields: { visit: visitField, packet: { key: 2, is: bytes(longestFieldPacket), about: fieldPacketIs } },
  },
  problemReport: {
    id: 30,
    from: 'host',
    allowedIn: ['resting', 'serving'],
    about: 'A request could not be carried out now (back end away or failing); the host goes on trying.',
    fields: { request: requestField, code: { key: 2, is: text(16), about: 'error code' } },
  },
} as const satisfies Record<string, MessageDefinition>;

export type MessageName = keyof typeof messages;

type FieldValue<K extends FieldKind> = K extends { kind: 'uint' }
  ? number
  : K extends { kind: 'text'; form: 'reader' }
    ? ReaderId
    : K extends { kind: 'text'; form: 'visit' }
      ? VisitId
      : K extends { kind: 'text' }
        ? string
        : K extends { kind: 'bytes' }
          ? Uint8Array
          : K extends { kind: 'bool' }
            ? boolean
            : K extends { kind: 'oneOf'; values: infer V extends readonly string[] }
              ? V[number]
              : K extends { kind: 'list'; of: infer F extends FieldKind }
                ? readonly FieldValue<F>[]
                : K extends { kind: 'record'; fields: infer R extends Record<string, Field> }
                  ? FieldValues<R>
                  : never;

type FieldValues<R extends Readonly<Record<string, Field>>> = {
  readonly [N in keyof R as R[N] extends { optional: true } ? never : N]: FieldValue<R[N]['is']>;
} & {
  readonly [N in keyof R as R[N] extends { optional: true } ? N : never]: FieldValue<R[N]['is']> | null;
};

export type MessageOf<N extends MessageName> = { readonly type: N } & FieldValues<
  (typeof messages)[N]['fields']
>;

/** Any message of the catalogue, told apart by `type`. */
export type Message = { [N in MessageName]: MessageOf<N> }[MessageName];

export type ReaderMessage = Extract<Message, { type: NamesFrom<'reader'> }>;
export type HostMessage = Extract<Message, { type: NamesFrom<'host'> }>;
type NamesFrom<F extends 'reader' | 'host'> = {
  [N in MessageName]: (typeof messages)[N]['from'] extends F ? N : never;
}[MessageName];

export type FacilitySettings = MessageOf<'welcome'>['settings'];
export type Consent = FacilitySettings['groups'];
export type VisitOutcome = (typeof visitOutcomes)[number];
export type EndReason = (typeof endReasons)[number];
export type VisitHint = (typeof visitHints)[number];
/** How a visit ended, as a reader tells its host. */
export type VisitEnding = Pick<MessageOf<'visitEnded'>, 'outcome' | 'reason' | 'hints'>;
export type EligibilityVerdict = MessageOf<'eligibilityAnswer'>['verdict'];
export type IdentityMethod = MessageOf<'eligibilityRequest'>['method'];

/** Version of the protocol that this table describes. */
export const protocolVersion = 1;

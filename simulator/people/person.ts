/**
 * One invented person: what the card holds, what the insurer would say, what the person types, and how the default
 * visit must end. A schema only; the people themselves are in people.yaml.
 */

import { z } from 'zod';
import { validity } from '../../host-bridge/eligibility/api-fields.ts';
import { visitOutcomes } from '../../protocol/messages.ts';
import { Digits } from '../../protocol/personal.ts';
import { dayRuleSchema as day } from './day-rule.ts';
import { hasRightCheckDigit } from './individual-number.ts';
import type { OwnCredential } from './own-credential.ts';
import { insuranceSchema } from './qualification.ts';
import { recipientCertificateSchema } from './recipient-certificate.ts';
import { statedMedicalSchema } from './stated-medical.ts';

/** Proves something, so it is wrapped: a person may be printed or serialised without giving it away. */
const secret = (form: RegExp, about: string) =>
  z
    .string({ error: `${about}, in quotes` })
    .regex(form, about)
    .transform((text) => new Digits(text));

const sentence = z.string().min(1).max(200);
const text = z.string().min(1).max(100);
const code = (form: RegExp) => z.string().regex(form);

const individualNumber = z
  .string({ error: '12 digits, in quotes' })
  .regex(/^\d{12}$/, '12 digits')
  .refine(
    (number) => !hasRightCheckDigit(number),
    'its check digit must be wrong, so that it can be nobody’s',
  )
  .transform((number) => new Digits(number));

export const cardKinds = ['my-number', 'next', 'broken', 'other'] as const;
export const certificateStatuses = [
  'good',
  'revoked',
  'suspended',
  'returned',
  'voluntarily-revoked',
] as const;

const file = z.string().min(1).max(1000).describe('A file, by its path from the folder of the people file');
/** Files of a certificate of one's own, PEM or DER: the certificate, its private key, the authority that issued it. */
const credentialFiles = z.strictObject({ certificate: file, key: file, authority: file });

const certificateDefects = ['foreign', 'forged', 'wrong-usage', 'wrong-policy', 'damaged'] as const;

/** How a visit must end. */
const visitEnd = {
  outcome: z.enum(visitOutcomes),
  /** Screens in the order they are shown, neighbours distinct. */
  screens: z.array(code(/^[a-z_]+$/)).min(1),
  consent: z.strictObject({ surgery: z.boolean(), treatment: z.boolean(), checkup: z.boolean() }).nullable(),
  /** null: the back end gives no eligibility answer. */
  validity: validity.nullable(),
  /** A face file is written for the receipt computer. */
  file: z.boolean(),
};

export const personSchema = z.strictObject({
  about: z.strictObject({ en: sentence, ja: sentence }),
  name: z.strictObject({
    kanji: text.regex(/^\S+\u3000\S+$/u, 'family and given name with a full-width space (U+3000) between'),
    kana: text.regex(
      /^[ァ-ヺー]+\u3000[ァ-ヺー]+$/u,
      'full-width katakana with a full-width space (U+3000) between',
    ),
  }),
  birth: day,
  sex: z.enum(['male', 'female', 'unset']),
  address: text,
  postcode: code(/^\d{3}-\d{4}$/),
  /** 利用者証明用電子証明書の暗証番号. A face-only card holds none; the person may type it all the same. */
  pin: secret(/^\d{4}$/, '4 digits'),
  /** 署名用電子証明書の暗証番号. */
  signingPassword: secret(
    /^(?=.*[A-Z])(?=.*\d)[A-Z\d]{6,16}$/,
    '6 to 16 of A-Z and 0-9, with a letter and a digit',
  ),
  individualNumber,
  /** セキュリティコード, printed on the card's face; part of 照合番号B. */
  securityCode: secret(/^\d{4}$/, '4 digits'),
  /** What the face looks like: numbers less than 10 apart look alike (our invention). */
  face: z.strictObject({ likeness: z.number().int().min(0).max(999_999) }),
  card: z
    .strictObject({
      kind: z.enum(cardKinds).default('my-number'),
      /** 顔認証マイナンバーカード: no PIN in the card. */
      faceOnly: z.boolean().default(false),
      pinTriesLeft: z.number().int().min(0).max(3).default(3),
      /** 有効期限 printed on the card; its year is part of 照合番号B. */
      expires: day.prefault('+6y'),
      /** Certificates and keys of one's own in place of the test authority's, for the user key and for signatures. */
      credentials: z
        .strictObject({ user: credentialFiles, signature: credentialFiles.optional() })
        .optional(),
    })
    .refine(({ kind, credentials }) => kind !== 'other' || credentials === undefined, {
      path: ['credentials'],
      error: 'a card of kind other holds no certificates',
    })
    .refine(({ faceOnly, credentials }) => !faceOnly || credentials?.signature === undefined, {
      path: ['credentials', 'signature'],
      error: 'a face-only card holds no signature-use certificate',
    })
    .prefault({}),
  certificate: z
    .strictObject({
      /** Days of what the test authority issues; a certificate of one's own has its own. */
      issued: day.prefault('-1y'),
      expires: day.prefault('+4y'),
      status: z.enum(certificateStatuses).default('good'),
      /**
       * What is wrong with the certificate in the card: nobody trusted issued it, somebody signed in the authority's
       * name, its key is for something else, another policy, its bytes are none. The authority never issued such a one.
       */
      defect: z.enum(certificateDefects).optional(),
    })
    .prefault({}),
  phone: z
    .strictObject({
      kind: z.enum(['android', 'iphone']),
      /** 利用者証明用電子証明書の暗証番号 of the phone. An iPhone asks for none. */
      pin: secret(/^\d{4}$/, '4 digits'),
      pinTriesLeft: z.number().int().min(0).max(3).default(3),
      /** Last day of its certificate, where it was not renewed with the card's; else it ends with the card's. */
      expires: day.optional(),
    })
    .optional(),
  /** 健康保険証利用登録 has been made. */
  registered: z.boolean().default(true),
  /** 受給者証 (医療費助成) that the back end holds. */
  recipientCertificates: z.array(recipientCertificateSchema).max(8).default([]),
  /** What insurers have told of the person; none: nobody has told of any insurance. */
  insurance: insuranceSchema,
  /** Past care as the back end tells it; a kind that is not stated is invented from the id. */
  medical: statedMedicalSchema.optional(),
  /** How the default script ends: place the card, face or PIN, agree to all, take the card. */
  defaultVisit: z.strictObject({ method: z.enum(['face', 'pin']), ...visitEnd }),
  /**
   * The same with the phone: its kind, the PIN on an Android phone, held until it is read (agreed on an iPhone), agree to
   * all. Stated for built-in people.
   */
  phoneVisit: z.strictObject(visitEnd).optional(),
});

/** What names a person in scenarios, commands and the page. */
export const personIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens');

/** An entry as the people file writes it. */
export type PersonEntry = z.input<typeof personSchema>;
/** An entry as it was read, with its files still named. */
export type ReadEntry = z.infer<typeof personSchema>;
/** The certificates and keys of one's own that a card holds. */
export interface OwnCredentials {
  readonly user: OwnCredential;
  readonly signature?: OwnCredential | undefined;
}
/** A person with all that the files of the entry hold. */
export type Person = { readonly id: string } & Omit<ReadEntry, 'card'> & {
    readonly card: Omit<ReadEntry['card'], 'credentials'> & {
      readonly credentials?: OwnCredentials | undefined;
    };
  };

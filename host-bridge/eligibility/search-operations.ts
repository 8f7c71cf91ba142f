/**
 * What is asked of the back end when it is not an ordinary day: whether it is one, and who somebody without a card is,
 * by the four facts (氏名・生年月日・性別・住所, or the insurer's name in place of the address). Three kinds of search:
 * 資格情報照会（システム障害時）, 災害時医療情報閲覧, 救急時医療情報閲覧. What each gives is stated in public papers; the form
 * of the interface is ours.
 */

import { z } from 'zod';
import type { ErrorCode } from '../../protocol/errors.ts';
import { forms } from '../receipt/format/forms.ts';
import { compactDate, institution, isoInstant, validity } from './api-fields.ts';
import { eligibilityRecordSchema } from './eligibility-record.ts';
import { medicalRecordSchema } from './medical-record.ts';

export const searchModes = ['outage', 'disaster', 'emergency'] as const;
export const searchMode = z.enum(searchModes);
export type SearchMode = z.infer<typeof searchMode>;

/** The medical information that disaster mode and emergency viewing open: 薬剤, 診療, 健診. */
export const foundKinds = ['drugs', 'treatment', 'checkup'] as const;
export const foundKind = z.enum(foundKinds);
export type FoundKind = z.infer<typeof foundKind>;

export const factsSchema = z
  .strictObject({
    name: z.string().min(1).max(100).describe('氏名, in kanji or in kana'),
    birth: compactDate.refine(forms.date.fits, 'a day of the calendar'),
    sex: z.enum(['male', 'female', 'unset']),
    address: z.string().min(4).max(200).optional().describe('住所, or its beginning'),
    insurer: z.string().min(2).max(100).optional().describe('保険者名'),
  })
  .refine(({ address, insurer }) => address !== undefined || insurer !== undefined, {
    path: ['address'],
    error: 'an address or the name of the insurer',
  })
  .describe('four facts: 氏名・生年月日・性別・住所又は保険者名');
export type Facts = z.infer<typeof factsSchema>;

/** 同意区分 as far as it concerns a search: 0 なし, 1 あり, 3 取得困難. */
export const searchConsent = z.enum(['0', '1', '3']);

/** Who of the facility's staff answers for the search: clinicians, or those whom the head has authorised. */
export const authorisedSchema = z.strictObject({
  by: z.string().min(1).max(60).describe('name or number of the member of staff'),
  as: z.enum(['clinician', 'authorised-by-head']),
});

export const searchTerms = {
  consent: searchConsent.default('0'),
  lifeAtStake: z
    .boolean()
    .default(false)
    .describe('stated: the patient is unconscious, and life or body is at stake'),
  authorised: authorisedSchema.nullable().default(null),
} as const;

/** The mock back end knows no register of facilities: it believes what the request says. */
const facility = z.strictObject({
  institution,
  municipality: z.string().min(1).max(60).describe('市区町村, with its prefecture'),
  emergencyHospital: z.boolean().describe('it receives emergency patients'),
});

const situationRequest = z.strictObject({ facility });
const situationAnswer = z.strictObject({
  disaster: z
    .strictObject({ event: z.string(), until: isoInstant })
    .nullable()
    .describe('disaster mode is opened for this facility now'),
  outageSearch: z.enum(['off', 'called', 'called-back', 'reported', 'on']),
  maintenance: z
    .strictObject({ from: isoInstant, until: isoInstant })
    .nullable()
    .describe('the window that comes next; during it nothing is answered'),
});
export const outageSearchStages = situationAnswer.shape.outageSearch.options;
export type OutageSearchStage = (typeof outageSearchStages)[number];

/** While the search for outages is not on: the problem whose remedy is the next step of the procedure with the call centre. */
export const nextOutageStep = {
  off: 'EMU-482',
  called: 'EMU-483',
  'called-back': 'EMU-484',
  reported: 'EMU-485',
} as const satisfies Record<Exclude<OutageSearchStage, 'on'>, ErrorCode>;

const searchKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/)
  .describe('idempotency key of the search');

const searchRequest = z.strictObject({
  search: searchKey,
  facility,
  mode: searchMode,
  facts: factsSchema,
  consent: searchConsent,
  lifeAtStake: z.boolean(),
  authorised: authorisedSchema.nullable(),
});
const searchAnswer = z.strictObject({
  found: z.enum(['one', 'none', 'several']),
  /** null where not exactly one was found. */
  validity: validity.nullable(),
  records: z.array(eligibilityRecordSchema).max(8),
  /** What may be seen of the person's medical information with the search's key. */
  information: z.array(foundKind),
  until: isoInstant.nullable().describe('until when it may be seen'),
});

const informationRequest = z.strictObject({ search: searchKey, institution, kind: foundKind });
const informationAnswer = z.strictObject({
  kind: foundKind,
  consent: searchConsent,
  information: medicalRecordSchema,
});

export const searchOperations = {
  situation: {
    method: 'POST',
    path: '/situations',
    about: 'Disaster mode, search for outages and maintenance, as they concern a facility',
    request: situationRequest,
    answer: situationAnswer,
  },
  search: {
    method: 'POST',
    path: '/searches',
    about: 'Search by four facts in an outage, a disaster, an emergency',
    request: searchRequest,
    answer: searchAnswer,
  },
  foundInformation: {
    method: 'POST',
    path: '/found-information',
    about: 'Medical information of the person whom a search found',
    request: informationRequest,
    answer: informationAnswer,
  },
} as const;

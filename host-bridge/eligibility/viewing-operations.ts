/** What is asked of the back end about a person's past care, by the consent that was given at a reader. */

import { z } from 'zod';
import { compactDate, institution, insuredNumbers, isoInstant, visitIdSchema } from './api-fields.ts';
import { medicalRecordSchema } from './medical-record.ts';

const medicalKind = medicalRecordSchema.keyof();

const viewingRequest = z.strictObject({
  institution,
  of: z
    .union([z.strictObject({ visit: visitIdSchema }), z.strictObject({ numbers: insuredNumbers })])
    .describe('whose: by a visit at a reader, or by the numbers of the insurance'),
  kinds: z.array(medicalKind).min(1).max(4),
  /** Both days included; without them as far as each kind reaches. */
  from: compactDate.optional(),
  until: compactDate.optional(),
});

/** Of a visit's person, for the head of the file. */
export const viewedPersonSchema = z.strictObject({
  name: z.string(),
  kana: z.string().describe('half-width'),
  birth: compactDate,
  sex: z.enum(['1', '2', '3']),
});

const viewingAnswer = z.strictObject({
  person: viewedPersonSchema,
  /** AvailableTime: until when it may be asked for. */
  until: isoInstant,
  information: medicalRecordSchema,
});

export const viewingOperations = {
  viewing: {
    method: 'POST',
    path: '/viewings',
    about: 'Drugs, treatment, surgery and check-ups of a person, by consent',
    request: viewingRequest,
    answer: viewingAnswer,
  },
} as const;

/**
 * What is told of a person's past care: drugs, treatment, surgery, check-ups. The form between bridge and back end is
 * ours; which element of the receipt computer's file a field becomes is medical-file.ts's.
 */

import { z } from 'zod';
import { compactDate } from './api-fields.ts';

/** 内服, 屯服, 外用. */
export const drugForms = ['oral', 'asNeeded', 'external'] as const;

/** Institution or pharmacy: 医療機関コード of 10 digits and name. */
const place = z.strictObject({ code: z.string().regex(/^\d{10}$/), name: z.string() });

/** お薬: what was handed out on one day. */
const dispensing = z.strictObject({
  dispensed: compactDate,
  prescribed: compactDate,
  setting: z.enum(['outpatient', 'inpatient']),
  prescriber: place,
  /** Absent where the prescriber handed it out. */
  pharmacy: place.optional(),
  drugs: z
    .array(
      z.strictObject({
        code: z.string().regex(/^\d{9}$/),
        name: z.string(),
        ingredient: z.string(),
        form: z.enum(drugForms),
        quantity: z.number().positive().describe('a day, or each time for drugs as needed'),
        unit: z.string(),
        usage: z.string(),
        times: z.int().positive().describe('days, or times'),
      }),
    )
    .min(1),
});

/** 診療・傷病名: what was found and done on one day, without surgery. */
const treatment = z.strictObject({
  on: compactDate,
  setting: z.enum(['outpatient', 'inpatient']),
  institution: place,
  disease: z.string(),
  acts: z
    .array(z.strictObject({ code: z.string().regex(/^\d{9}$/), name: z.string(), times: z.int().positive() }))
    .min(1),
});

/** 手術・傷病名. */
const operation = z.strictObject({
  on: compactDate,
  institution: place,
  disease: z.string(),
  code: z.string().regex(/^\d{9}$/),
  name: z.string(),
});

/** 健診: the results of one check-up. */
const checkup = z.strictObject({
  on: compactDate,
  items: z
    .array(
      z.strictObject({
        code: z.string().regex(/^\d{17}$/),
        name: z.string(),
        value: z.string(),
        unit: z.string().optional(),
        /** What a coded value means. */
        meaning: z.string().optional(),
      }),
    )
    .min(1),
});

/** Each kind that was asked for and may be seen, its newest entry first; a kind that may not be seen is absent. */
export const medicalRecordSchema = z.strictObject({
  drugs: z.array(dispensing).optional(),
  treatment: z.array(treatment).optional(),
  surgery: z.array(operation).optional(),
  checkup: z.array(checkup).optional(),
});
export type MedicalRecord = z.infer<typeof medicalRecordSchema>;

/** Kinds of medical information, each with its entries. */
export type MedicalKind = keyof MedicalRecord;
export type EntryOf<K extends MedicalKind> = NonNullable<MedicalRecord[K]>[number];

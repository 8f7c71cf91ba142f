/** How a person is insured, as the people file states it: qualifications over time, and the papers that go with each. */

import { z } from 'zod';
import { addMonths, compareDays, type Day } from '../../firmware/calendar.ts';
import { repertoireNames } from '../../host-bridge/characters/repertoire.ts';
import { limitCategoryCodes } from '../back-end/limits/limit-categories.ts';
import { dayRuleSchema as day } from './day-rule.ts';

const text = z.string().min(1).max(100);
const code = (form: RegExp) => z.string().regex(form);

const period = { issued: day, from: day, until: day };

/** One qualification (資格): from the day it is acquired to the day it is lost. */
const qualificationSchema = z.strictObject({
  /** InsuredCardClassification (被保険者証区分): 01 一般 … A1 医療扶助. */
  classification: z.enum(['01', '02', '03', '04', '05', '06', '07', 'A1']).default('01'),
  insurer: z.strictObject({
    number: code(/^\d{4,8}$/),
    name: text,
    /** What the insurer's own system can hold; for the rest it has stored ●. */
    characters: z.enum(repertoireNames).default('utf-8'),
  }),
  symbol: text.optional(),
  number: text.optional(),
  branch: code(/^\d{2}$/).optional(),
  /** Insured in one's own right (本人) or as family of someone (家族). */
  holder: z.enum(['self', 'family']).default('self'),
  /** Name of the insured person, where that is someone else (世帯主など). */
  holderName: text.optional(),
  /**
   * The patient's share (一部負担金割合), percent. Where it is left out, that of the 高齢受給者証 while it holds, else 20
   * below school age and 30.
   */
  ratio: z.number().int().min(0).max(100).optional(),
  /** 未就学; by the day of birth where it is left out. */
  preschool: z.boolean().optional(),
  /** 資格取得年月日: the first day on which it holds; as `acquiredOn` has it where it is left out. */
  qualified: day.optional(),
  /** 資格喪失年月日: the first day on which it holds no longer, and the reason. Nothing else ends it. */
  lost: z.strictObject({ on: day, reason: z.enum(['01', '02', '03', '99']) }).optional(),
  /** false: the insurer has told that there is one, and nothing more yet; its numbers find nobody (our design). */
  inFull: z.boolean().default(true),
  /** Of the paper or entry that proves it; from the first day of the qualification where they are left out. */
  issued: day.optional(),
  validFrom: day.optional(),
  validUntil: day.prefault('+2y'),
  /** 高齢受給者証. */
  elderly: z.strictObject({ ...period, ratio: z.number().int().min(0).max(100) }).optional(),
  /** 限度額適用認定証: kind (01-03) and category (A01 … B10). */
  limit: z
    .strictObject({
      ...period,
      classification: z.enum(['01', '02', '03']),
      category: z.enum(limitCategoryCodes),
      longTerm: day.optional(),
    })
    .optional(),
  /** 特定疾病療養受療証: category 1-3, monthly share in yen. */
  specificDiseases: z
    .array(z.strictObject({ ...period, category: z.enum(['1', '2', '3']), selfPay: z.number().int().min(0) }))
    .default([]),
  /** 医療券・調剤券: kind 01 医療券, 02 調剤券; the month is that of its first day. */
  medicalTickets: z
    .array(
      z.strictObject({
        type: z.enum(['01', '02']),
        from: day,
        until: day,
        number: code(/^\d{1,10}$/),
        treatment: z.enum(['01', '02', '03', '04', '05']),
        selfPay: z.number().int().min(0),
        districtContact: text,
        handlingContact: text,
        /** 単独・併用別 and 社会保険の状況, as coded in the file. */
        use: code(/^\d{1,2}$/),
        socialInsurance: code(/^\d{1,2}$/),
      }),
    )
    .default([]),
});

/** One qualification, or all that were told of over time, in any order. */
export const insuranceSchema = z
  .union([qualificationSchema, z.array(qualificationSchema).max(8)])
  .transform((told): readonly Qualification[] => [told].flat());

export type Qualification = z.output<typeof qualificationSchema>;
export type QualificationEntry = z.input<typeof qualificationSchema>;

/** The first day of a qualification. Where none is stated: two years before the desk's day, or the day of birth if that is later. */
export function acquiredOn({ qualified }: Qualification, birth: Day, opened: Day): Day {
  if (qualified !== undefined) return qualified(opened);
  const usual = addMonths(opened, -24);
  return compareDays(usual, birth) < 0 ? birth : usual;
}

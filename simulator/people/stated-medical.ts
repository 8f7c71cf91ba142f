/**
 * Medical information that a people file states of a person, kind by kind, in place of what the back end invents. Codes
 * are made from the names. Invent it: no line may be of a real person.
 */

import { z } from 'zod';
import { drugForms } from '../../host-bridge/eligibility/medical-record.ts';
import { dayRuleSchema as day } from './day-rule.ts';

const text = z.string().min(1).max(100);
const setting = z.enum(['outpatient', 'inpatient']).default('outpatient');

export const statedMedicalSchema = z.strictObject({
  drugs: z
    .array(
      z.strictObject({
        dispensed: day,
        setting,
        prescriber: text.default('見本診療所'),
        pharmacy: text.optional(),
        drugs: z
          .array(
            z.strictObject({
              name: text,
              ingredient: text.default('見本成分'),
              form: z.enum(drugForms).default('oral'),
              quantity: z.number().positive().default(1),
              unit: text.default('錠'),
              usage: text.default('１日１回　朝食後'),
              times: z.int().positive().default(7),
            }),
          )
          .min(1),
      }),
    )
    .optional(),
  treatment: z
    .array(
      z.strictObject({
        on: day,
        setting,
        institution: text.default('見本診療所'),
        disease: text,
        acts: z.array(z.strictObject({ name: text, times: z.int().positive().default(1) })).min(1),
      }),
    )
    .optional(),
  surgery: z
    .array(z.strictObject({ on: day, institution: text.default('見本総合病院'), disease: text, name: text }))
    .optional(),
  checkup: z
    .array(
      z.strictObject({
        on: day,
        items: z
          .array(
            z.strictObject({
              name: text,
              value: text,
              unit: text.optional(),
              meaning: text.optional(),
            }),
          )
          .min(1),
      }),
    )
    .optional(),
});
export type StatedMedical = z.infer<typeof statedMedicalSchema>;

/**
 * `OQSmutic01`, `OQSmuhvq01`, `OQSmuonq01`: medical tickets of a month; consents for home visits and for online care by
 * the days of the consent or of the examination.
 */

import { z } from 'zod';
import type { Result } from '../../../protocol/result.ts';
import type { BulkAsked } from '../../eligibility/bulk-operations.ts';
import { forms } from '../format/forms.ts';
import type { MessageElement } from '../format/read-message.ts';
import { handIn } from './bulk-hand-in.ts';
import { inside, readFields, realDay } from './request-fields.ts';
import type { RequestKind } from './request-kind.ts';

const monthSchema = z.object({
  MedicalTreatmentMonth: z.string().refine(forms.month.fits),
});
const consentDays = { ConsentDateFrom: realDay, ConsentDateTo: realDay };
const homeVisitSchema = z.object({ ...consentDays, MedicalTreatmentFlag: z.literal('2') });
const onlineSchema = z.union([
  z.object({ ...consentDays, MedicalTreatmentFlag: z.literal('3') }),
  z.object({
    ExaminationDateFrom: realDay,
    ExaminationDateTo: realDay,
    MedicalTreatmentFlag: z.literal('3'),
  }),
]);

const searched = <S extends z.ZodType>(message: MessageElement, schema: S): Result<z.output<S>> =>
  readFields(inside(inside(message, 'MessageBody'), 'QualificationConfirmSearchInfo'), schema);

/** Asks what the fields say, once they are sound. */
const asking = <S extends z.ZodType>(
  schema: S,
  askedBy: (fields: z.output<S>) => BulkAsked,
): RequestKind => ({
  async answer(message, parts) {
    const fields = searched(message, schema);
    return fields.ok ? handIn(message, askedBy(fields.value), parts) : fields;
  },
});

export const bulkMedicalTickets = asking(monthSchema, ({ MedicalTreatmentMonth: month }) => ({
  kind: 'medicalTickets',
  month,
}));

export const bulkHomeVisits = asking(homeVisitSchema, ({ ConsentDateFrom, ConsentDateTo }) => ({
  kind: 'homeVisits',
  by: 'consent',
  from: ConsentDateFrom,
  until: ConsentDateTo,
}));

export const bulkOnlineCare = asking(onlineSchema, (fields) =>
  'ConsentDateFrom' in fields
    ? { kind: 'onlineCare', by: 'consent', from: fields.ConsentDateFrom, until: fields.ConsentDateTo }
    : {
        kind: 'onlineCare',
        by: 'examination',
        from: fields.ExaminationDateFrom,
        until: fields.ExaminationDateTo,
      },
);

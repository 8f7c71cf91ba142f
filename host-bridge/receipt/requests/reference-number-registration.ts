/** `OQSsiimm01`: keeps the number under which the clinic knows a patient (照会番号); later answers carry it. */

import { z } from 'zod';
import { ok } from '../../../protocol/result.ts';
import { inside, readFields } from './request-fields.ts';
import type { RequestKind } from './request-kind.ts';
import { insuredNumbersOf, numbersSchema } from './search-info.ts';

const schema = z.object({ ...numbersSchema.shape, ReferenceNumber: z.string().max(50) });

export const referenceNumberRegistration: RequestKind = {
  async answer(message, { facility, ask }) {
    const body = inside(message, 'MessageBody');
    const read = readFields(inside(body, 'ReferenceNumberRegistrationInfo'), schema);
    if (!read.ok) return read;
    const kept = await ask('referenceNumber', {
      institution: facility.institutionCode,
      reference: read.value.ReferenceNumber,
      who: insuredNumbersOf(read.value),
    });
    if (!kept.ok) return kept;
    // Which elements the official answer has is not public; this one is what eligibility answers say of success.
    return ok({ segment: '1', body: { ProcessingResultStatus: '1' } });
  },
};

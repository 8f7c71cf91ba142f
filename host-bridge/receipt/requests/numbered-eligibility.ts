/** `OQSsiquc01`: is this person insured, asked by the numbers of the insurance (REQ-37). */

import { z } from 'zod';
import { ok } from '../../../protocol/result.ts';
import { compactInstant, compactIso } from '../japan-time.ts';
import { resultBody } from '../result-body.ts';
import { inside, readFields, realDay } from './request-fields.ts';
import type { RequestKind } from './request-kind.ts';
import { insuredNumbersOf, numbersSchema } from './search-info.ts';

const headerSchema = z.object({ QualificationConfirmationDate: realDay });

const searchSchema = z.object({
  ...numbersSchema.shape,
  /** 限度額: the patient said at the desk that it may be given. */
  LimitApplicationCertificateRelatedConsFlg: z.enum(['0', '1']).optional(),
  ArbitraryIdentifier: z.string().max(100).optional(),
});

export const numberedEligibility: RequestKind = {
  async answer(message, { facility, now, ask }) {
    const header = readFields(inside(message, 'MessageHeader'), headerSchema);
    if (!header.ok) return header;
    const body = inside(message, 'MessageBody');
    const search = readFields(inside(body, 'QualificationConfirmSearchInfo'), searchSchema);
    if (!search.ok) return search;
    const asked = search.value;
    const answer = await ask('qualification', {
      institution: facility.institutionCode,
      who: insuredNumbersOf(asked),
      on: header.value.QualificationConfirmationDate,
    });
    if (!answer.ok) return answer;
    const { consent } = answer.value;
    const limitGiven = asked.LimitApplicationCertificateRelatedConsFlg === '1';
    return ok({
      segment: '1',
      body: {
        QualificationConfirmSearchInfo: { ...asked, InsurerNumber: asked.InsurerNumber.padStart(8, ' ') },
        ...resultBody(answer.value, {
          held: consent && {
            groups: consent.groups,
            from: compactIso(consent.at),
            until: compactIso(consent.until),
          },
          limit: { given: limitGiven, from: limitGiven ? compactInstant(now()) : null },
        }),
      },
    });
  },
};

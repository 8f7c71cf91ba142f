/** The numbers by which a request names a person, as several kinds of requests write them. */

import { z } from 'zod';
import type { InsuredNumbers } from '../../eligibility/api-fields.ts';
import { realDay } from './request-fields.ts';

export const numbersSchema = z.object({
  InsurerNumber: z.string().regex(/^\d{4,8}$/),
  InsuredCardSymbol: z.string().max(40).optional(),
  InsuredIdentificationNumber: z.string().max(40),
  InsuredBranchNumber: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  Birthdate: realDay.optional(),
});
type Numbers = z.output<typeof numbersSchema>;

export const insuredNumbersOf = (numbers: Numbers): InsuredNumbers => ({
  insurer: numbers.InsurerNumber,
  number: numbers.InsuredIdentificationNumber,
  ...(numbers.InsuredCardSymbol !== undefined && { symbol: numbers.InsuredCardSymbol }),
  ...(numbers.InsuredBranchNumber !== undefined && { branch: numbers.InsuredBranchNumber }),
  ...(numbers.Birthdate !== undefined && { birth: numbers.Birthdate }),
});

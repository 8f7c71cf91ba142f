/**
 * 被保険者資格申立書 as a record for the desk, and which shares the patient may have to pay meanwhile: 3割, before school 2割,
 * from 70 on 1割 to 3割 (保発0710第1号). From which day somebody counts as of school age or as 70 follows the law on
 * counting ages: an age is reached on the day before the birthday.
 */

import { z } from 'zod';
import { compactDate } from '../eligibility/api-fields.ts';
import type { Facts } from '../eligibility/search-operations.ts';
import { type Declaration, declarationSchema } from './lookup-order.ts';

const shares = z.array(z.union([z.literal(10), z.literal(20), z.literal(30)]));

export const declarationRecordSchema = z.strictObject({
  name: z.string(),
  birth: compactDate,
  sex: z.enum(['male', 'female', 'unset']),
  address: z.string().nullable(),
  ...declarationSchema.shape,
  shares: shares.describe('percent that may be asked for until the eligibility is known'),
});
export type DeclarationRecord = z.infer<typeof declarationRecordSchema>;

/** @param today YYYYMMDD in Japan, as `birth` is */
export function declarationRecord(facts: Facts, declaration: Declaration, today: string): DeclarationRecord {
  const { name, birth, sex, address = null } = facts;
  return { name, birth, sex, address, ...declaration, shares: sharesToAsk(birth, today) };
}

type Shares = z.infer<typeof shares>;

/** Days are YYYYMMDD. */
export function sharesToAsk(birth: string, today: string): Shares {
  if (today < schoolBegins(birth)) return [20];
  return today < seventiesBegin(birth) ? [30] : [10, 20, 30];
}

const digits = (year: number, month: number, day: number): string =>
  `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;

const parts = (compact: string): readonly [number, number, number] => [
  Number(compact.slice(0, 4)),
  Number(compact.slice(4, 6)),
  Number(compact.slice(6)),
];

/** The first of April after the day on which the child reaches six: the day before the sixth birthday. */
function schoolBegins(birth: string): string {
  const [year, month, day] = parts(birth);
  const reachedByMarch = month < 4 || (month === 4 && day === 1);
  return digits(year + (reachedByMarch ? 6 : 7), 4, 1);
}

/** The first of the month after the one in which 70 is reached; born on a first, that month itself. */
function seventiesBegin(birth: string): string {
  const [year, month, day] = parts(birth);
  if (day === 1) return digits(year + 70, month, 1);
  return month === 12 ? digits(year + 71, 1, 1) : digits(year + 70, month + 1, 1);
}

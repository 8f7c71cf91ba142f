/** The days of a request for information, which may be written as days or as months. */

import { z } from 'zod';
import { forms } from '../format/forms.ts';

/** `YYYYMMDD` or `YYYYMM`. */
export const dayOrMonth = z.string().refine(forms['day-or-month'].fits);

export const firstDay = (text: string): string => (text.length === 6 ? `${text}01` : text);

export function lastDay(text: string): string {
  if (text.length === 8) return text;
  const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4)), 0));
  return `${text}${String(last.getUTCDate()).padStart(2, '0')}`;
}

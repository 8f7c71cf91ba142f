/** The days of a request for information, which may be written as days or as months. */

import { z } from 'zod';
import { realDay } from './request-fields.ts';

const month = z.string().regex(/^\d{4}(0[1-9]|1[0-2])$/);

/** `YYYYMMDD` or `YYYYMM`. */
export const dayOrMonth = z.union([realDay, month]);

export const firstDay = (text: string): string => (text.length === 6 ? `${text}01` : text);

export function lastDay(text: string): string {
  if (text.length === 8) return text;
  const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4)), 0));
  return `${text}${String(last.getUTCDate()).padStart(2, '0')}`;
}

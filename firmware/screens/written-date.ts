/** A calendar day in words. Day arithmetic is not done here. */

import type { Language } from '../../protocol/errors.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `2026-11-30` as `2026年11月30日` or `30 November 2026`. What is no such date is given back as it came. */
export function writtenDate(day: string, language: Language): string {
  const [year, month, date] = day.split('-').map(Number);
  const name = months[(month ?? 0) - 1];
  if (!year || !date || name === undefined) return day;
  return language === 'ja' ? `${year}年${month}月${date}日` : `${date} ${name} ${year}`;
}

/** Days as they are written: on the card, in files, in the people file, and by the eras of Japan. */

import { compareDays, type Day, daysIn } from '../../firmware/calendar.ts';

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/** YYYYMMDD, as the receipt computer's files and the card write a date. */
export const compactDate = ({ year, month, day }: Day): string =>
  digits(year, 4) + digits(month, 2) + digits(day, 2);

/** The day that YYYY-MM-DD names; null where there is none. */
export const parseDashedDate = (text: string): Day | null => dayIn(/^(\d{4})-(\d{2})-(\d{2})$/.exec(text));

/** The day that YYYYMMDD names; null where there is none. */
export const parseCompactDate = (text: string): Day | null => dayIn(/^(\d{4})(\d{2})(\d{2})$/.exec(text));

const dayIn = (match: RegExpExecArray | null): Day | null => {
  const [, year, month, day] = match ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const read = { year: Number(year), month: Number(month), day: Number(day) };
  const exists =
    read.month >= 1 && read.month <= 12 && read.day >= 1 && read.day <= daysIn(read.year, read.month);
  return exists ? read : null;
};

/** First days of the eras 令和, 平成, 昭和, 大正, 明治, latest first. */
const eras: readonly Day[] = [
  { year: 2019, month: 5, day: 1 },
  { year: 1989, month: 1, day: 8 },
  { year: 1926, month: 12, day: 25 },
  { year: 1912, month: 7, day: 30 },
  { year: 1868, month: 10, day: 23 },
];

/** 和暦 YYMMDD without the era's letter, as in 照合番号B. Days before 明治 are counted from 明治. */
export const eraDate = (day: Day): string => {
  const era = eras.find((first) => compareDays(first, day) <= 0) ?? { year: 1868 };
  return digits(Math.max(1, day.year - era.year + 1), 2) + digits(day.month, 2) + digits(day.day, 2);
};

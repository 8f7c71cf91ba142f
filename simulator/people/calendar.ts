/**
 * Calendar arithmetic in Japan time, and the rules of certificate dates that follow from it.
 * Reads no clock: a moment comes in as milliseconds, a day as its year, month and day.
 */

/** A day of the Gregorian calendar, as it is called in Japan. */
export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

const millisecondsADay = 86_400_000;
/** Japan is nine hours ahead of UTC and has no summer time. */
const japanOffset = 9 * 3_600_000;

const fromUtc = (ms: number): Day => {
  const date = new Date(ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};
const toUtc = ({ year, month, day }: Day): number => Date.UTC(year, month - 1, day);

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The day in Japan at a moment, in milliseconds since 1970-01-01 UTC. */
export const japanDay = (ms: number): Day => fromUtc(ms + japanOffset);

/** The first moment of a day in Japan, in milliseconds since 1970-01-01 UTC. */
export const dayStart = (day: Day): number => toUtc(day) - japanOffset;

/** The last whole second of a day in Japan (23:59:59), where certificates of the card end. */
export const dayLastSecond = (day: Day): number => dayStart(day) + millisecondsADay - 1000;

export const addDays = (day: Day, days: number): Day => fromUtc(toUtc(day) + days * millisecondsADay);

/** Months later or earlier; a day that the month does not have becomes its last one. */
export const addMonths = (day: Day, months: number): Day => {
  const count = day.year * 12 + (day.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return { year, month, day: Math.min(day.day, daysIn(year, month)) };
};

export const monthStart = (day: Day): Day => ({ ...day, day: 1 });
export const monthEnd = (day: Day): Day => ({ ...day, day: daysIn(day.year, day.month) });

/** Negative, zero or positive as `a` is before, equal to or after `b`. */
export const compareDays = (a: Day, b: Day): number => toUtc(a) - toUtc(b);

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/** YYYYMMDD, as the receipt computer's files and the card write a date. */
export const compactDate = ({ year, month, day }: Day): string =>
  digits(year, 4) + digits(month, 2) + digits(day, 2);

/** YYYY-MM-DD. */
export const dashedDate = ({ year, month, day }: Day): string =>
  `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;

/** The day that YYYY-MM-DD names; null where there is none. */
export const parseDashedDate = (text: string): Day | null => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
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

export type GraceRule = 'monthEnd' | 'sameDay';

/**
 * The last day on which an expired certificate still serves (REQ-17). `monthEnd`: the end of the third month after
 * the month of expiry; `sameDay`: three months to the day.
 */
export const graceEnd = (expiry: Day, rule: GraceRule): Day => {
  const later = addMonths(expiry, 3);
  return rule === 'monthEnd' ? monthEnd(later) : later;
};

/** Not yet expired, and three months before the expiry have begun (REQ-20). */
export const expiresWithin3Months = (expiry: Day, today: Day): boolean =>
  compareDays(today, expiry) <= 0 && compareDays(addMonths(expiry, -3), today) <= 0;

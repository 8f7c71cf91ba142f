/**
 * Days of the Gregorian calendar as they are called in Japan. Reads no clock: a moment comes in as milliseconds since
 * 1970-01-01 UTC, a day as its year, month and day.
 */

/** A day of the Gregorian calendar, as it is called in Japan. */
export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export const millisecondsADay = 86_400_000;
/** Japan is nine hours ahead of UTC and has no summer time. */
const japanOffset = 9 * 3_600_000;

/*
 * Days are counted from 0000-03-01, so that the leap day is the last of its year; 400 years are 146 097 days. The
 * arithmetic is that of the proleptic Gregorian calendar.
 */
const daysIn400Years = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const toUnixEpoch = 719_468;

/** Whole days from 1970-01-01 to this day. */
const dayNumber = ({ year, month, day }: Day): number => {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysIn400Years + dayOfEra - toUnixEpoch;
};

const dayOfNumber = (number: number): Day => {
  const shifted = number + toUnixEpoch;
  const era = Math.floor(shifted / daysIn400Years);
  const dayOfEra = shifted - era * daysIn400Years;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
};

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days that a month has. */
export const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0);

/** The day in Japan at a moment, in milliseconds since 1970-01-01 UTC. */
export const japanDay = (ms: number): Day => dayOfNumber(Math.floor((ms + japanOffset) / millisecondsADay));

/** The first moment of a day in Japan, in milliseconds since 1970-01-01 UTC. */
export const dayStart = (day: Day): number => dayNumber(day) * millisecondsADay - japanOffset;

/** The last whole second of a day in Japan (23:59:59), where certificates of the card end. */
export const dayLastSecond = (day: Day): number => dayStart(day) + millisecondsADay - 1000;

export const addDays = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days);

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
export const compareDays = (a: Day, b: Day): number => a.year - b.year || a.month - b.month || a.day - b.day;

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/** YYYY-MM-DD. */
export const dashedDate = ({ year, month, day }: Day): string =>
  `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;

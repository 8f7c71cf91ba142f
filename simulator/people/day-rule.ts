/**
 * Days as the people file writes them: a date (`1985-04-01`), or steps from the desk's day (`-80y -40d`,
 * `+1m monthEnd`, `today`), so that a situation holds on whatever day the desk runs.
 */

import { z } from 'zod';
import { addDays, addMonths, type Day, monthEnd, monthStart } from '../../firmware/calendar.ts';
import { parseDashedDate } from './written-day.ts';

type Step = (day: Day) => Day;

/** Gives the day meant, for the desk's day; knows how it was written. */
export interface DayRule {
  (today: Day): Day;
  readonly text: string;
  toJSON(): string;
}

const dayRule = (text: string, steps: readonly Step[]): DayRule =>
  Object.assign((today: Day) => steps.reduce((day, step) => step(day), today), { text, toJSON: () => text });

const amount = /^([+-]\d{1,5})([ymd])$/;

const readStep = (word: string): Step | null => {
  if (word === 'today') return (day) => day;
  if (word === 'monthStart') return monthStart;
  if (word === 'monthEnd') return monthEnd;
  const [, count, unit] = amount.exec(word) ?? [];
  if (count === undefined) return null;
  const by = Number(count);
  if (unit === 'd') return (day) => addDays(day, by);
  return (day) => addMonths(day, unit === 'y' ? by * 12 : by);
};

/** The rule that a text states; null where it states none. */
export const parseDayRule = (text: string): DayRule | null => {
  const fixed = parseDashedDate(text);
  if (fixed !== null) return dayRule(text, [() => fixed]);
  const steps: Step[] = [];
  for (const word of text.split(' ')) {
    const step = readStep(word);
    if (step === null) return null;
    steps.push(step);
  }
  return dayRule(text, steps);
};

export const dayRuleSchema = z
  .string()
  .transform((text, context): DayRule => {
    const rule = parseDayRule(text);
    if (rule !== null) return rule;
    context.addIssue({
      code: 'custom',
      message: 'expected a date (1985-04-01) or steps from today (-80y -40d)',
    });
    return z.NEVER;
  })
  .describe(
    'A date (1985-04-01), or steps from the day of the desk: today, +30d, -3m, -80y, monthStart, monthEnd',
  );

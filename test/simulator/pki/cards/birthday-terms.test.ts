import { describe, expect, it } from 'vitest';
import { type Day, dashedDate } from '../../../../firmware/calendar.ts';
import { parseDashedDate } from '../../../../simulator/people/written-day.ts';
import {
  birthdayAfter,
  cardLastDay,
  certificateLastDay,
} from '../../../../simulator/pki/cards/birthday-terms.ts';

function day(text: string): Day {
  const read = parseDashedDate(text);
  if (read === null) throw new Error(`no day: ${text}`);
  return read;
}

describe('a birthday after a day', () => {
  it.each([
    { born: '1985-04-10', from: '2026-04-09', count: 1, is: '2026-04-10' },
    { born: '1985-04-10', from: '2026-04-10', count: 1, is: '2027-04-10' },
    { born: '1985-04-10', from: '2026-04-11', count: 5, is: '2031-04-10' },
    { born: '1985-12-31', from: '2026-12-30', count: 5, is: '2030-12-31' },
    { born: '1985-01-01', from: '2026-12-31', count: 1, is: '2027-01-01' },
    { born: '2000-02-29', from: '2026-02-27', count: 1, is: '2026-02-28' },
    { born: '2000-02-29', from: '2026-02-28', count: 1, is: '2027-02-28' },
    { born: '2000-02-29', from: '2026-02-28', count: 2, is: '2028-02-29' },
    { born: '2000-02-29', from: '2028-02-28', count: 1, is: '2028-02-29' },
    { born: '2026-11-02', from: '2026-11-02', count: 5, is: '2031-11-02' },
  ])('the $count. after $from of who was born on $born is $is', ({ born, from, count, is }) => {
    expect(dashedDate(birthdayAfter(day(born), day(from), count))).toBe(is);
  });
});

describe('a card that is issued', () => {
  it('lasts to the tenth birthday', () => {
    expect(cardLastDay(day('1985-04-10'), day('2026-11-02'))).toEqual(day('2036-04-10'));
  });

  it('lasts to the fifth on the last day on which its holder is a minor, to the tenth from the next day on', () => {
    const born = day('2008-11-03');
    expect(cardLastDay(born, day('2026-11-02'))).toEqual(day('2030-11-03'));
    expect(cardLastDay(born, day('2026-11-03'))).toEqual(day('2036-11-03'));
  });
});

describe('a certificate that is issued with its card', () => {
  it('lasts to the fifth birthday', () => {
    const last = certificateLastDay(day('1985-04-10'), day('2026-11-02'), 'current');
    expect(last).toEqual(day('2031-04-10'));
  });

  it('lasts to the tenth in a card of the next generation, but no longer than a minor’s card', () => {
    expect(certificateLastDay(day('1985-04-10'), day('2026-11-02'), 'next')).toEqual(day('2036-04-10'));
    expect(certificateLastDay(day('2015-04-10'), day('2026-11-02'), 'next')).toEqual(day('2031-04-10'));
  });
});

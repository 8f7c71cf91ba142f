import { describe, expect, it } from 'vitest';
import { type Day, dashedDate, dayLastSecond, dayStart, japanDay } from '../../../firmware/calendar.ts';
import type { CardCertificate } from '../../../firmware/trust/card-trust.ts';
import type { Revocation } from '../../../firmware/trust/revocation.ts';
import {
  type CertificateFacts,
  type CertificateVerdict,
  certificateVerdict,
} from '../../../firmware/trust/verdict.ts';
import { ok, refuse } from '../../../protocol/result.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { day } from '../days.ts';

const [issuer] = cardTrust(loadPeople()).authorities;
if (issuer === undefined) throw new Error('no authority');
const ending = (until: string): CardCertificate => ({
  number: '1',
  from: { ...day(until), year: day(until).year - 5 },
  until: day(until),
  key: issuer.key,
  issuer,
  authoritiesFrom: Date.parse('2000-01-01T00:00:00Z'),
  authoritiesUntil: Date.parse('2099-12-31T23:59:59Z'),
});

/** On the day on which a certificate ended, unless told otherwise. */
const judge = (until: string, change: Partial<CertificateFacts> = {}): CertificateVerdict =>
  certificateVerdict({
    certificate: ok(ending(until)),
    revocation: ok('good'),
    medium: 'card',
    graceRule: 'monthEnd',
    today: day(until),
    ...change,
  });
const at = (instant: string): Day => japanDay(Date.parse(instant));
const told = (verdict: CertificateVerdict): string => {
  if (verdict.kind === 'grace') return `grace to ${dashedDate(verdict.until)}`;
  if (verdict.kind === 'valid' && verdict.expires !== null) return `expires ${dashedDate(verdict.expires)}`;
  return verdict.kind;
};

describe('a verdict by the day in Japan', () => {
  it.each([
    // expiry, instant, by monthEnd, by sameDay
    // the worked example of the sources
    [
      '2025-11-10',
      '2026-02-10T23:59:59+09:00',
      'grace to 2026-02-28',
      'grace to 2026-02-10',
      'the last second of three months to the day',
    ],
    ['2025-11-10', '2026-02-11T00:00:00+09:00', 'grace to 2026-02-28', 'expired', 'the second after'],
    ['2025-11-10', '2026-02-28T23:59:59+09:00', 'grace to 2026-02-28', 'expired', 'the last second'],
    ['2025-11-10', '2026-03-01T00:00:00+09:00', 'expired', 'expired', 'the second after the last'],
    // midnight in Japan, while UTC is still in the day before
    ['2026-11-02', '2026-11-02T14:59:59Z', 'expires 2026-11-02', 'expires 2026-11-02', 'its last second'],
    ['2026-11-02', '2026-11-02T15:00:00Z', 'grace to 2027-02-28', 'grace to 2027-02-02', 'midnight in Japan'],
    ['2026-11-02', '2026-11-03T00:00:00Z', 'grace to 2027-02-28', 'grace to 2027-02-02', 'midnight in UTC'],
    // into months of 28, 29, 30 days
    ['2026-11-30', '2027-02-28T23:59:59+09:00', 'grace to 2027-02-28', 'grace to 2027-02-28', '30th to 28th'],
    ['2026-11-30', '2027-03-01T00:00:00+09:00', 'expired', 'expired', '30th past the 28th'],
    ['2027-11-30', '2028-02-29T23:59:59+09:00', 'grace to 2028-02-29', 'grace to 2028-02-29', '30th to 29th'],
    ['2027-11-30', '2028-03-01T00:00:00+09:00', 'expired', 'expired', '30th past the leap day'],
    ['2027-11-28', '2028-02-29T00:00:00+09:00', 'grace to 2028-02-29', 'expired', 'the leap day itself'],
    [
      '2028-02-29',
      '2028-05-29T23:59:59+09:00',
      'grace to 2028-05-31',
      'grace to 2028-05-29',
      'from a leap day',
    ],
    ['2028-02-29', '2028-05-30T00:00:00+09:00', 'grace to 2028-05-31', 'expired', 'past it'],
    ['2026-01-31', '2026-04-30T23:59:59+09:00', 'grace to 2026-04-30', 'grace to 2026-04-30', '31st to 30th'],
    ['2026-01-31', '2026-05-01T00:00:00+09:00', 'expired', 'expired', '31st past the 30th'],
    ['2026-12-31', '2027-04-01T00:00:00+09:00', 'expired', 'expired', 'over the turn of the year'],
    // where the alert begins
    ['2026-05-31', '2026-02-27T23:59:59+09:00', 'valid', 'valid', 'the second before three months'],
    ['2026-05-31', '2026-02-27T15:00:00Z', 'expires 2026-05-31', 'expires 2026-05-31', 'three months before'],
  ])('ended %s, at %s: %s, or by the same day %s (%s)', (until, instant, monthEnd, sameDay) => {
    const today = at(instant);
    expect(told(judge(until, { today, graceRule: 'monthEnd' }))).toBe(monthEnd);
    expect(told(judge(until, { today, graceRule: 'sameDay' }))).toBe(sameDay);
  });

  it('begins with the first second of its first day', () => {
    const { from } = ending('2030-04-10');
    expect(told(judge('2030-04-10', { today: japanDay(dayStart(from) - 1) }))).toBe('notYetValid');
    expect(told(judge('2030-04-10', { today: japanDay(dayStart(from)) }))).toBe('valid');
    expect(told(judge('2030-04-10', { today: japanDay(dayLastSecond(from)) }))).toBe('valid');
  });
});

describe('a phone', () => {
  it('is unusable at once when the certificate has expired, whatever the rule of grace', () => {
    const today = at('2026-11-03T00:00:00+09:00');
    for (const graceRule of ['monthEnd', 'sameDay'] as const) {
      expect(told(judge('2026-11-02', { medium: 'phone', graceRule, today }))).toBe('phoneExpired');
      expect(told(judge('2026-11-02', { medium: 'phone', graceRule }))).toBe('expires 2026-11-02');
    }
  });
});

describe('revocation', () => {
  const kinds: readonly Exclude<Revocation, 'good'>[] = [
    'revoked',
    'suspended',
    'returned',
    'voluntarilyRevoked',
  ];
  it.each(kinds)('%s comes before every date', (kind) => {
    const revocation = ok(kind);
    for (const today of ['2020-01-01', '2026-11-02', '2026-12-01', '2040-01-01'].map(day))
      expect(told(judge('2026-11-02', { revocation, today }))).toBe(kind);
  });

  it('that cannot be found out leaves the certificate unchecked, where its day has not turned it down already', () => {
    const revocation = refuse('EMU-342');
    expect(judge('2026-11-02', { revocation })).toEqual({
      kind: 'unchecked',
      problem: { code: 'EMU-342', detail: {} },
    });
    expect(judge('2026-11-02', { revocation, today: day('2026-12-01') }).kind).toBe('unchecked');
    expect(judge('2026-11-02', { revocation, today: day('2040-01-01') }).kind).toBe('expired');
    expect(judge('2026-11-02', { revocation, today: day('2000-01-01') }).kind).toBe('notYetValid');
  });
});

describe('trust', () => {
  it('comes before everything', () => {
    const verdict = judge('2026-11-02', {
      certificate: refuse('EMU-331'),
      revocation: ok('revoked'),
      today: day('2040-01-01'),
    });
    expect(verdict).toEqual({ kind: 'untrusted', problem: { code: 'EMU-331', detail: {} } });
  });

  it.each(['authoritiesFrom', 'authoritiesUntil'] as const)(
    'ends where an authority above is not in force (%s)',
    (edge) => {
      const edges = {
        authoritiesFrom: dayStart(day('2026-11-03')),
        authoritiesUntil: dayStart(day('2026-11-02')) - 1000,
      };
      const certificate = ok({ ...ending('2026-11-02'), [edge]: edges[edge] });
      const verdict = judge('2026-11-02', { certificate });
      expect(verdict).toEqual({ kind: 'untrusted', problem: { code: 'EMU-347', detail: {} } });
    },
  );

  it('lasts all day where an authority above begins or ends on it', () => {
    const noon = dayStart(day('2026-11-02')) + 12 * 3_600_000;
    for (const edge of [{ authoritiesFrom: noon }, { authoritiesUntil: noon }]) {
      const certificate = ok({ ...ending('2026-11-02'), ...edge });
      expect(told(judge('2026-11-02', { certificate }))).toBe('expires 2026-11-02');
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LimitAmounts,
  type LimitCategoryCode,
  limitCategories,
  limitCategoryCodes,
} from '../../../../simulator/back-end/limits/limit-categories.ts';
import { type MonthOfCare, monthlyLimit } from '../../../../simulator/back-end/limits/monthly-limit.ts';

const amountsOf = (category: LimitCategoryCode): LimitAmounts | null => limitCategories[category].amounts;
const withAmounts = limitCategoryCodes.filter((code) => amountsOf(code) !== null);
const capped = withAmounts.filter((code) => amountsOf(code)?.outpatient !== null);

const paid = (month: MonthOfCare): number => {
  const limit = monthlyLimit(month);
  if (!limit.ok) throw new Error(limit.problem.code);
  return limit.value.pays;
};

const cost = fc.integer({ min: 0, max: 20_000_000 });
const month = fc.record({
  category: fc.constantFrom(...withAmounts),
  cost,
  multiple: fc.boolean(),
  outpatient: fc.boolean(),
  outpatientPaid: fc.integer({ min: 0, max: 200_000 }),
});

/** The table in force, row by row: base and threshold or one amount, 多数回, 外来, 外来 a year. */
const table: Record<LimitCategoryCode, readonly (number | null)[] | null> = {
  A01: [252_600, 842_000, 140_100, null, null],
  A02: [167_400, 558_000, 93_000, null, null],
  A03: [80_100, 267_000, 44_400, null, null],
  A04: [57_600, null, 44_400, null, null],
  A05: [35_400, null, 24_600, null, null],
  A06: null,
  B01: [252_600, 842_000, 140_100, null, null],
  B02: [167_400, 558_000, 93_000, null, null],
  B03: [80_100, 267_000, 44_400, null, null],
  B04: [57_600, null, 44_400, 18_000, 144_000],
  B05: [24_600, null, null, 8_000, null],
  B06: [15_000, null, null, 8_000, null],
  B07: null,
  B08: null,
  B09: [57_600, null, 44_400, 18_000, 144_000],
  B10: [57_600, null, 44_400, 18_000, 144_000],
};

describe('the categories of the limit', () => {
  it.each(Object.entries(table))('%s has the amounts of the papers', (code, row) => {
    const amounts = amountsOf(code as LimitCategoryCode);
    if (amounts === null || row === null) return expect(amounts).toBe(row);
    const { monthly, multiple, outpatient, outpatientYear } = amounts;
    const [base, threshold] =
      monthly.kind === 'flat' ? [monthly.amount, null] : [monthly.base, monthly.threshold];
    expect([base, threshold, multiple, outpatient, outpatientYear]).toEqual(row);
  });

  it('are all in the table', () => {
    expect(limitCategoryCodes.toSorted()).toEqual(Object.keys(table).sort());
  });

  it('begin to add where three tenths of the cost reach the base', () => {
    for (const code of withAmounts) {
      const monthly = amountsOf(code)?.monthly;
      if (monthly?.kind === 'formula') expect(monthly.threshold * 3).toBe(monthly.base * 10);
    }
  });
});

describe('a month of care', () => {
  it.each([
    // As worked out in the papers.
    ['A03', 1_000_000, 87_430],
    ['A03', 2_000_000, 97_430],
    ['A03', 3_000_000, 107_430],
    // By the formula.
    ['A02', 1_000_000, 171_820],
    ['A01', 3_000_000, 274_180],
    ['B03', 267_000, 80_100],
    ['B02', 3_000_000, 191_820],
    ['B01', 1_000_000, 254_180],
  ] as const)('of %s that costs %i is paid with %i', (category, of, pays) => {
    expect(paid({ category, cost: of })).toBe(pays);
  });

  it.each([
    ['below the limit, the plain share', { category: 'A03', cost: 100_000 }, 30_000, 'share'],
    ['below school age, two tenths', { category: 'A03', cost: 100_000, share: 20 }, 20_000, 'share'],
    ['one amount', { category: 'A04', cost: 500_000 }, 57_600, 'monthly'],
    ['repeated months', { category: 'A03', cost: 1_000_000, multiple: true }, 44_400, 'multiple'],
    [
      'repeated months where there is no such limit',
      { category: 'B05', cost: 500_000, multiple: true },
      24_600,
      'monthly',
    ],
    ['out-patient care', { category: 'B04', cost: 200_000, outpatient: true }, 18_000, 'outpatient'],
    [
      'out-patient care under 70, as any care',
      { category: 'A05', cost: 200_000, outpatient: true },
      35_400,
      'monthly',
    ],
    [
      'what is left of the year',
      { category: 'B10', cost: 500_000, outpatient: true, outpatientPaid: 140_000 },
      4_000,
      'outpatientYear',
    ],
    [
      'nothing is left of the year',
      { category: 'B09', cost: 500_000, outpatient: true, outpatientPaid: 150_000 },
      0,
      'outpatientYear',
    ],
  ] as const)('%s', (_, given, pays, decidedBy) => {
    expect(monthlyLimit(given)).toMatchObject({ ok: true, value: { pays, decidedBy } });
  });

  it('counts half a yen as one', () => {
    expect(paid({ category: 'A03', cost: 267_049 })).toBe(80_100);
    expect(paid({ category: 'A03', cost: 267_050 })).toBe(80_101);
    expect(paid({ category: 'B10', cost: 14 })).toBe(1);
    expect(paid({ category: 'B10', cost: 15 })).toBe(2);
  });

  it.each(['A06', 'B07', 'B08'] as const)('of %s cannot be worked out: there are no amounts', (category) => {
    expect(monthlyLimit({ category, cost: 1 })).toEqual({
      ok: false,
      problem: { code: 'EMU-418', detail: { category } },
    });
  });

  it('is not worked out with a share that the category does not have', () => {
    expect(monthlyLimit({ category: 'B01', cost: 1, share: 10 })).toEqual({
      ok: false,
      problem: { code: 'EMU-419', detail: { category: 'B01', share: 10, expected: '30' } },
    });
  });
});

describe('whatever it costs', () => {
  it('more care is never paid with less', () => {
    fc.assert(
      fc.property(month, cost, (given, other) => {
        const [less, more] = [given.cost, other].sort((a, b) => a - b) as [number, number];
        expect(paid({ ...given, cost: more })).toBeGreaterThanOrEqual(paid({ ...given, cost: less }));
      }),
    );
  });

  it('no more is paid than the share of the cost', () => {
    fc.assert(
      fc.property(month, (given) => {
        const limit = monthlyLimit(given);
        if (!limit.ok) throw new Error(limit.problem.code);
        const { pays, ofCost, share } = limit.value;
        expect(pays).toBeLessThanOrEqual(ofCost);
        expect(Math.abs(ofCost - (given.cost * share) / 100)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  it('out-patient care is paid with no more than its limits', () => {
    fc.assert(
      fc.property(month, fc.constantFrom(...capped), (given, category) => {
        const { outpatient, outpatientYear } = amountsOf(category) as LimitAmounts;
        const pays = paid({ ...given, category, outpatient: true });
        expect(pays).toBeLessThanOrEqual(outpatient as number);
        if (outpatientYear !== null && pays > 0)
          expect(pays + given.outpatientPaid).toBeLessThanOrEqual(outpatientYear);
      }),
    );
  });

  it('repeated months and out-patient limits only make it less', () => {
    fc.assert(
      fc.property(month, (given) => {
        const plain = { ...given, multiple: false, outpatient: false };
        expect(paid(given)).toBeLessThanOrEqual(paid(plain));
      }),
    );
  });

  it('beyond the threshold a hundredth of the rest is added, to the nearest yen', () => {
    const formulas = withAmounts.filter((code) => amountsOf(code)?.monthly.kind === 'formula');
    fc.assert(
      fc.property(fc.constantFrom(...formulas), cost, (category, beyond) => {
        const monthly = amountsOf(category)?.monthly;
        if (monthly?.kind !== 'formula') throw new Error(category);
        const pays = paid({ category, cost: monthly.threshold + beyond });
        expect(Math.abs(pays - monthly.base - beyond / 100)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});

/**
 * The categories of the monthly limit (限度額適用区分) with their amounts, as the ministry's council papers print the
 * table now in force (第188回社会保障審議会医療保険部会). Nothing in it is a calculation; that is monthly-limit.ts.
 */

/** Yen a month, m being the medical cost of the month: a base with 1 % of m beyond a threshold, or one amount. */
export type MonthlyRule =
  | { readonly kind: 'formula'; readonly base: number; readonly threshold: number }
  | { readonly kind: 'flat'; readonly amount: number };

export interface LimitAmounts {
  /** For the household (世帯). */
  readonly monthly: MonthlyRule;
  /** 多数回該当: after several such months; null where the table has none. */
  readonly multiple: number | null;
  /** 外来, for one person; null where the limit of the household alone holds. */
  readonly outpatient: number | null;
  /** 外来 over a year, for one person. */
  readonly outpatientYear: number | null;
}

export interface LimitCategory {
  /** 適用区分, in Japanese alone: it is a name. */
  readonly label: string;
  readonly age: 'under 70' | '70 and over' | '70 to 74' | '75 and over';
  /** The patient's shares that go with it, percent, the usual one first. Below school age it is 20 instead of 30. */
  readonly shares: readonly [number, ...number[]];
  /** null: the papers give no amounts for it. */
  readonly amounts: LimitAmounts | null;
  /**
   * The papers print rows without codes. A public reader of the receipt computer's files names the first and the last
   * of the rows under 70; that the others follow in the printed order is inferred.
   */
  readonly codeInferred: boolean;
}

const formula = (base: number, threshold: number, multiple: number): LimitAmounts => ({
  monthly: { kind: 'formula', base, threshold },
  multiple,
  outpatient: null,
  outpatientYear: null,
});
const flat = (amount: number, others: Omit<LimitAmounts, 'monthly'>): LimitAmounts => ({
  monthly: { kind: 'flat', amount },
  ...others,
});

const highest = formula(252_600, 842_000, 140_100);
const high = formula(167_400, 558_000, 93_000);
const middle = formula(80_100, 267_000, 44_400);
const householdOnly = { outpatient: null, outpatientYear: null } as const;
const general = flat(57_600, { multiple: 44_400, outpatient: 18_000, outpatientYear: 144_000 });
const lowIncome = { multiple: null, outpatient: 8_000, outpatientYear: null } as const;

export const limitCategories = {
  A01: { label: 'ア', age: 'under 70', shares: [30, 20], amounts: highest, codeInferred: false },
  A02: { label: 'イ', age: 'under 70', shares: [30, 20], amounts: high, codeInferred: true },
  A03: { label: 'ウ', age: 'under 70', shares: [30, 20], amounts: middle, codeInferred: true },
  A04: {
    label: 'エ',
    age: 'under 70',
    shares: [30, 20],
    amounts: flat(57_600, { multiple: 44_400, ...householdOnly }),
    codeInferred: true,
  },
  A05: {
    label: 'オ',
    age: 'under 70',
    shares: [30, 20],
    amounts: flat(35_400, { multiple: 24_600, ...householdOnly }),
    codeInferred: false,
  },
  A06: { label: 'オ（境）', age: 'under 70', shares: [30, 20], amounts: null, codeInferred: true },
  B01: { label: '現役並みⅢ', age: '70 and over', shares: [30], amounts: highest, codeInferred: true },
  B02: { label: '現役並みⅡ', age: '70 and over', shares: [30], amounts: high, codeInferred: true },
  B03: { label: '現役並みⅠ', age: '70 and over', shares: [30], amounts: middle, codeInferred: true },
  B04: { label: '一般', age: '70 to 74', shares: [20], amounts: general, codeInferred: true },
  B05: {
    label: '低所得Ⅱ',
    age: '70 and over',
    shares: [20, 10],
    amounts: flat(24_600, lowIncome),
    codeInferred: true,
  },
  B06: {
    label: '低所得Ⅰ',
    age: '70 and over',
    shares: [20, 10],
    amounts: flat(15_000, lowIncome),
    codeInferred: true,
  },
  B07: { label: '低所得Ⅰ（老福）', age: '70 and over', shares: [20, 10], amounts: null, codeInferred: true },
  B08: { label: '低所得Ⅰ（境）', age: '70 and over', shares: [20, 10], amounts: null, codeInferred: true },
  // That the two go with 2割 and 1割 is inferred from a note of the papers.
  B09: { label: '一般Ⅱ', age: '75 and over', shares: [20], amounts: general, codeInferred: true },
  B10: { label: '一般Ⅰ', age: '75 and over', shares: [10], amounts: general, codeInferred: true },
} as const satisfies Readonly<Record<string, LimitCategory>>;

export type LimitCategoryCode = keyof typeof limitCategories;
export const limitCategoryCodes = Object.keys(limitCategories) as [LimitCategoryCode, ...LimitCategoryCode[]];

/** `fcr limit`: what a patient pays at most for a month of care. */

import { EmulatorError, type Language } from '../../../protocol/errors.ts';
import { orThrow } from '../../../protocol/result.ts';
import {
  type LimitAmounts,
  type LimitCategoryCode,
  limitCategories,
  limitCategoryCodes,
} from '../../back-end/limits/limit-categories.ts';
import { type DecidedBy, type MonthlyLimit, monthlyLimit } from '../../back-end/limits/monthly-limit.ts';
import { defineCommand, type Words } from '../command.ts';
import { writeJson, writeLine } from '../io.ts';
import * as option from '../options.ts';

const yen = option.wholeNumber(0, 999_999_999);
const percent = option.wholeNumber(0, 100);

const decided = {
  share: { en: 'the plain share, below the limit', ja: '限度額に届かないため、負担割合どおり' },
  monthly: { en: 'monthly limit', ja: '月の限度額' },
  multiple: { en: 'limit of repeated months (多数回該当)', ja: '多数回該当の限度額' },
  outpatient: { en: 'monthly limit of out-patient care (外来)', ja: '外来（個人ごと）の限度額' },
  outpatientYear: { en: 'what is left of the yearly limit (外来)', ja: '外来の年間上限の残り' },
} as const satisfies Readonly<Record<DecidedBy, Words>>;

const atMost: Words = { en: 'at most', ja: '上限' };

export const command = defineCommand({
  details: {
    en: 'The figure alone is on stdout; how it comes about is told on stderr. The amounts are those of the ministry’s council papers; that codes follow the printed order of the rows, and that the plain share is paid below the limit, is inferred. Half a yen is rounded up, a rule of ours.',
    ja: '標準出力には金額だけを出し、計算の内訳は標準エラー出力に出します。金額は審議会資料によります。区分コードが資料の並び順に対応すること、限度額に届かなければ負担割合どおりであることは推定です。1円未満の四捨五入は、このエミュレーターの決まりです。',
  },
  arguments: {},
  options: {
    category: {
      flags: '--category <code>',
      about: { en: 'category of the limit (適用区分), A01 to B10', ja: '適用区分（A01 から B10）' },
      ...option.oneOf(limitCategoryCodes),
    },
    cost: {
      flags: '--cost <yen>',
      about: { en: 'medical cost of the month (医療費)', ja: '1か月の医療費（円）' },
      ...yen,
    },
    share: {
      flags: '--share <percent>',
      about: {
        en: 'the patient’s share (the usual one of the category unless told)',
        ja: '負担割合（％。省略すると区分の通常の割合）',
      },
      expects: percent.expects,
      schema: percent.schema.optional(),
    },
    multiple: {
      flags: '--multiple',
      about: { en: 'repeated months (多数回該当)', ja: '多数回該当' },
      ...option.flag,
    },
    outpatient: {
      flags: '--outpatient',
      about: { en: 'out-patient care of one person (外来)', ja: '外来（個人ごと）' },
      ...option.flag,
    },
    outpatientPaid: {
      flags: '--outpatient-paid <yen>',
      about: {
        en: 'with --outpatient: paid so far in the year of the yearly limit (0 unless told)',
        ja: '--outpatient とともに：年間上限の期間に支払った額（円。省略すると 0）',
      },
      expects: yen.expects,
      schema: yen.schema.default(0),
    },
    json: option.json,
  },
  examples: [
    'fcr limit --category A03 --cost 1000000',
    'fcr limit --category B04 --cost 200000 --outpatient --json',
  ],
  async run({ json, ...month }, io) {
    if (month.outpatientPaid > 0 && !month.outpatient)
      throw new EmulatorError({ code: 'EMU-634', detail: { command: 'fcr limit', what: '--outpatient' } });
    const limit = orThrow(monthlyLimit(month));
    if (json) {
      const { label, age, codeInferred } = limitCategories[month.category];
      writeJson(io, { ...month, label, age, codeInferred, ...limit });
      return 0;
    }
    writeLine(io, String(limit.pays));
    io.stderr.write(`${explained(month, limit, io.language)}\n`);
    return 0;
  },
});

function explained(
  { category, cost }: { readonly category: LimitCategoryCode; readonly cost: number },
  { share, ofCost, limit, decidedBy }: MonthlyLimit,
  language: Language,
): string {
  const { label, amounts }: { readonly label: string; readonly amounts: LimitAmounts | null } =
    limitCategories[category];
  const figure = (amount: number): string => amount.toLocaleString('en');
  const formula =
    decidedBy === 'monthly' && amounts?.monthly.kind === 'formula'
      ? `: ${figure(amounts.monthly.base)} + (${figure(cost)} − ${figure(amounts.monthly.threshold)}) × 1%`
      : '';
  return `${category} ${label} · ${decided[decidedBy][language]}${formula} · ${figure(cost)} × ${share}% = ${figure(ofCost)}, ${atMost[language]} ${figure(limit)}`;
}

/** What a patient pays at most for a month of care (高額療養費), by the category of the limit. */

import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { type LimitAmounts, type LimitCategoryCode, limitCategories } from './limit-categories.ts';

export interface MonthOfCare {
  readonly category: LimitCategoryCode;
  /** Medical cost of the month, whole yen. */
  readonly cost: number;
  /** The patient's share, percent; the usual one of the category where it is left out. */
  readonly share?: number | undefined;
  /** 多数回該当. How many months before make it so is for the insurer to say. */
  readonly multiple?: boolean;
  /** Out-patient care of one person alone (外来). */
  readonly outpatient?: boolean;
  /** What that person has paid for out-patient care since the year of the yearly cap began, whole yen. */
  readonly outpatientPaid?: number;
}

/** Which rule decided what is paid. */
export type DecidedBy = 'share' | 'monthly' | 'multiple' | 'outpatient' | 'outpatientYear';

export interface MonthlyLimit {
  /** Percent that was counted with. */
  readonly share: number;
  /** The share of the cost, yen. */
  readonly ofCost: number;
  /** The lowest limit that holds, yen. */
  readonly limit: number;
  /** The lesser of the two, yen: below the limit the patient pays the plain share (inferred, no paper says so). */
  readonly pays: number;
  readonly decidedBy: DecidedBy;
}

/**
 * The limit of a month, and what is paid. EMU-418: the sources give no amounts for the category. EMU-419: the category
 * does not go with that share.
 */
export function monthlyLimit(month: MonthOfCare): Result<MonthlyLimit> {
  const { category, cost } = month;
  const { shares, amounts }: { readonly shares: readonly number[]; readonly amounts: LimitAmounts | null } =
    limitCategories[category];
  const share = month.share ?? limitCategories[category].shares[0];
  if (!shares.includes(share)) return refuse('EMU-419', { category, share, expected: shares.join(', ') });
  if (amounts === null) return refuse('EMU-418', { category });

  const limits = limitsThatHold(amounts, month);
  const { rule, yen } = limits.reduce((lowest, other) => (other.yen < lowest.yen ? other : lowest));
  const ofCost = percentOf(cost, share);
  const capped = yen < ofCost;
  return ok({
    share,
    ofCost,
    limit: yen,
    pays: capped ? yen : ofCost,
    decidedBy: capped ? rule : 'share',
  });
}

interface HoldingLimit {
  readonly rule: Exclude<DecidedBy, 'share'>;
  readonly yen: number;
}

function limitsThatHold(
  amounts: LimitAmounts,
  { cost, multiple = false, outpatient = false, outpatientPaid = 0 }: MonthOfCare,
): [HoldingLimit, ...HoldingLimit[]] {
  const { monthly } = amounts;
  const limits: [HoldingLimit, ...HoldingLimit[]] = [
    {
      rule: 'monthly',
      yen:
        monthly.kind === 'flat'
          ? monthly.amount
          : monthly.base + percentOf(Math.max(0, cost - monthly.threshold), 1),
    },
  ];
  if (multiple && amounts.multiple !== null) limits.push({ rule: 'multiple', yen: amounts.multiple });
  if (outpatient && amounts.outpatient !== null) limits.push({ rule: 'outpatient', yen: amounts.outpatient });
  if (outpatient && amounts.outpatientYear !== null)
    limits.push({ rule: 'outpatientYear', yen: Math.max(0, amounts.outpatientYear - outpatientPaid) });
  return limits;
}

/** In whole yen, from half a yen up. The papers have no rule for fractions; this one is ours. */
const percentOf = (yen: number, percent: number): number => Math.floor((yen * percent + 50) / 100);

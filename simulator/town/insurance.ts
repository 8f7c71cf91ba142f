/**
 * How the members of a household are insured: who in one's own right, who as family of whom, with which ratio
 * (一部負担金割合) and limit category (限度額適用区分) by age and income. Rules as they stand for 2026; which share of
 * people they meet is in shares.ts.
 */

import type { LimitCategoryCode } from '../back-end/limits/limit-categories.ts';
import type { QualificationEntry } from '../people/qualification.ts';
import { type Drawing, entriesOf, type Shares, sumOf } from './drawing.ts';
import type { Household, Resident } from './household.ts';
import { type Insurer, type InsurerKind, insurerOf } from './insurers.ts';
import { shares } from './shares.ts';

export interface Insured {
  readonly resident: Resident;
  readonly kind: InsurerKind;
  readonly insurance: QualificationEntry;
  /** In whose right: another of the household, or nobody else. */
  readonly holder: Resident | null;
}

/** Counts up what must not be given twice in a town. */
export interface Numbering {
  next(of: string): number;
}

export function numbering(): Numbering {
  const given = new Map<string, number>();
  return {
    next(of) {
      const number = (given.get(of) ?? 0) + 1;
      given.set(of, number);
      return number;
    },
  };
}

/** From 75 on everybody is with the insurer of the elderly (後期高齢者医療). */
const elderlyFrom = 75;
/** From 70 on the ratio and the categories are others, to 74 with a 高齢受給者証. */
const recipientFrom = 70;
/** Grown-up children below it are mostly family of a working parent. Ours. */
const ofParentsBelow = 23;
const partnerIsFamily = 0.45;
/** Of the workers of a company: one symbol (記号) for all. */
const companies = 40;

/** Households that live on medical aid (医療扶助), by the table: its people are as many. */
const medicalAidHouseholds = shares.insurers.of.medicalAid / 12_445;

/** Holders of one number of an insurer; family members count up its branches (枝番). */
interface Holding {
  readonly kind: InsurerKind;
  readonly insurer: Insurer;
  readonly holder: Resident;
  readonly holderName: string;
  readonly symbol: string;
  readonly number: string;
  members: number;
}

/** Everybody of a household. @param nameOf full name, for the certificates of others */
export function insuranceOf(
  household: Household,
  { draw, numbers, nameOf }: { draw: Drawing; numbers: Numbering; nameOf: (one: Resident) => string },
): Insured[] {
  // The income that the categories go by is the household's: a place between the poorest and the richest.
  const income = draw.below(10_000) / 10_000;
  const { adults, children, elders } = household;
  const everybody = [...adults, ...children, ...elders];
  const [head] = adults as [Resident];
  const onAid = draw.chance(medicalAidHouseholds);

  let municipal: Holding | null = null;
  const hold = (kind: InsurerKind, holder: Resident): Holding => {
    const insurer = insurerOf(draw, kind);
    return {
      kind,
      insurer,
      holder,
      holderName: nameOf(holder),
      symbol: `見本${draw.between(1, companies)}`,
      number: String(numbers.next(insurer.number)),
      members: 0,
    };
  };
  /** 国民健康保険 has one number a household, held by its head. */
  const ofHousehold = (): Holding => {
    municipal ??= hold('municipal', head);
    return municipal;
  };
  const ownHolding = (one: Resident): Holding => {
    const kind = draw.by((one.age < 65 ? shares.workingInsurers : shares.retiredInsurers).of);
    return kind === 'municipal' ? ofHousehold() : hold(kind, one);
  };

  const holdings = new Map<Resident, Holding>();
  const main = head.age < elderlyFrom ? ownHolding(head) : ofHousehold();
  holdings.set(head, main);
  for (const one of everybody.slice(1)) {
    const isChild = children.includes(one);
    const isFamily =
      main.kind !== 'municipal' && (isChild ? one.age < ofParentsBelow : draw.chance(partnerIsFamily));
    const hasNoWork = isChild && one.age < ofParentsBelow;
    holdings.set(one, isFamily ? main : hasNoWork ? ofHousehold() : ownHolding(one));
  }

  return everybody.map((resident) => {
    const shared = { ...ratioOf(resident, income), ...limitOf(draw, resident, income) };
    if (onAid) return { resident, kind: 'medicalAid', insurance: medicalAid(draw, numbers), holder: null };
    if (resident.age >= elderlyFrom) {
      const insurer = insurerOf(draw, 'elderly');
      const number = String(90_100_000 + numbers.next(insurer.number));
      return { resident, kind: 'elderly', insurance: { insurer, number, ...shared }, holder: null };
    }
    const holding = holdings.get(resident) as Holding;
    return { resident, kind: holding.kind, ...memberOf(holding, resident, shared) };
  });
}

type Shared = Pick<QualificationEntry, 'ratio' | 'limit'>;

function memberOf(
  holding: Holding,
  resident: Resident,
  shared: Shared,
): Pick<Insured, 'insurance' | 'holder'> {
  holding.members += 1;
  const { insurer, symbol, number, holder } = holding;
  const isFamily = resident !== holder;
  return {
    holder: isFamily ? holder : null,
    insurance: {
      insurer,
      symbol,
      number,
      branch: String(holding.members).padStart(2, '0'),
      ...(isFamily && { holder: 'family', holderName: holding.holderName }),
      ...shared,
      ...(resident.age >= recipientFrom && { elderly: { ...ofThisYear, ratio: shared.ratio ?? 20 } }),
    },
  };
}

/** Renewed once a year; which month is ours. */
const ofThisYear = { issued: '-3m', from: '-3m monthStart', until: '+9m monthEnd' } as const;

const medicalAid = (draw: Drawing, numbers: Numbering): QualificationEntry => ({
  classification: 'A1',
  insurer: insurerOf(draw, 'medicalAid'),
  ratio: 0,
  medicalTickets: [
    {
      type: '01',
      from: 'monthStart',
      until: 'monthEnd',
      number: String(8_000_000_000 + numbers.next('medical ticket')),
      treatment: '02',
      selfPay: 0,
      districtContact: '見本地区担当',
      handlingContact: '見本取扱担当',
      use: '1',
      socialInsurance: '0',
    },
  ],
});

/** The category at a place of incomes. Each table goes from the richest to the poorest. */
function categoryOf(age: number, income: number): LimitCategoryCode {
  const table =
    age < recipientFrom
      ? shares.limitsBelow70
      : age < elderlyFrom
        ? shares.limitsFrom70
        : shares.limitsFrom75;
  const categories = entriesOf<LimitCategoryCode>(table.of as Shares<LimitCategoryCode>);
  let left = (1 - income) * sumOf(table.of);
  let poorest: LimitCategoryCode = 'A05';
  for (const [category, share] of categories) {
    left -= share;
    if (left <= 0) return category;
    poorest = category;
  }
  return poorest;
}

/** Incomes like those of the working (現役並み). */
const likeWorking: ReadonlySet<string> = new Set(['B01', 'B02', 'B03']);

/** Below 70 it follows from the day of birth alone (3割, before school 2割), and is left out. */
function ratioOf({ age }: Resident, income: number): Pick<QualificationEntry, 'ratio'> {
  if (age < recipientFrom) return {};
  const category = categoryOf(age, income);
  if (likeWorking.has(category)) return { ratio: 30 };
  return { ratio: age < elderlyFrom || category === 'B09' ? 20 : 10 };
}

/** Households without residence tax: their certificate lowers the price of meals too (限度額適用・標準負担額減額). */
const untaxed: ReadonlySet<string> = new Set(['A05', 'A06', 'B05', 'B06', 'B07', 'B08']);
const longStay = 0.05;

function limitOf(draw: Drawing, { age }: Resident, income: number): Pick<QualificationEntry, 'limit'> {
  const known = draw.by(shares.limitKnown.of) === 'yes';
  const isLongStay = draw.chance(longStay);
  if (!known) return {};
  const category = categoryOf(age, income);
  const lowers = untaxed.has(category);
  return {
    limit: {
      ...ofThisYear,
      classification: lowers ? '02' : '01',
      category,
      ...(lowers && isLongStay && { longTerm: '-1m' }),
    },
  };
}

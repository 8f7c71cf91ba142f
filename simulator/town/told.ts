/** What insurers have told of a person over time, so that on the desk's day it comes to the validity that was dealt. */

import type { QualificationEntry } from '../people/qualification.ts';
import type { Drawing } from './drawing.ts';
import type { Insured, Numbering } from './insurance.ts';
import { insurerOf } from './insurers.ts';
import type { Situation } from './situation.ts';

/** Months since the change of insurer: long over, so that it is so on any day. */
const [soonest, latest] = [3, 30];

export function toldOf(
  insured: Insured,
  situation: Situation,
  { draw, numbers }: { draw: Drawing; numbers: Numbering },
): QualificationEntry | QualificationEntry[] {
  const now = { ...insured.insurance, ...specificDiseases(situation.specificDisease, insured) };
  const another = (kind: 'society' | 'municipal'): QualificationEntry => {
    const insurer = insurerOf(draw, kind);
    return { insurer, symbol: '見本0', number: String(numbers.next(insurer.number)), branch: '01' };
  };
  switch (situation.validity) {
    case '2':
      return { ...now, ...lostAMonthAgo('99') };
    case '3':
      return [
        { ...now, ...lostAMonthAgo('03') },
        { insurer: insurerOf(draw, 'municipal'), qualified: '-1m', inFull: false },
      ];
    case '4':
      return [];
    case '5':
      return [now, { ...another('municipal'), qualified: '-2m' }];
    default: {
      if (!situation.moved) return now;
      const since = `-${draw.between(soonest, latest)}m`;
      const before = {
        ...another('society'),
        qualified: '-6y',
        lost: { on: since, reason: '03' as const },
        validUntil: since,
      };
      return [before, { ...now, qualified: since }];
    }
  }
}

const lostAMonthAgo = (reason: '03' | '99') => ({ lost: { on: '-1m', reason }, validUntil: '-1m' }) as const;

const [usualSelfPay, selfPayOfRich] = [10_000, 20_000];
const richOfDialysis: ReadonlySet<string> = new Set(['A01', 'A02']);

/** Monthly share in yen: the double for dialysis with high income below 70. */
function specificDiseases(
  disease: Situation['specificDisease'],
  { insurance }: Insured,
): Pick<QualificationEntry, 'specificDiseases'> {
  if (disease === 'none') return {};
  const isRich = disease === '1' && richOfDialysis.has(insurance.limit?.category ?? '');
  const selfPay = isRich ? selfPayOfRich : usualSelfPay;
  const yearly = { issued: '-1y', from: '-1y monthStart', until: '+1y monthEnd' };
  return { specificDiseases: [{ category: disease, ...yearly, selfPay }] };
}

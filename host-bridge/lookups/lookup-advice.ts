/**
 * What staff should do about a lookup, by where it stands. For the desk only; names nobody. The procedure behind it is that
 * of 保発0710第1号 and of the call centre (institution code, call back, report form); the wording is ours.
 */

import { type Problem, sentences } from '../../protocol/errors.ts';
import type { DeskAdvice } from '../control/advice.ts';
import type { Lookup, LookupState } from './lookup.ts';

const found: Readonly<Record<Exclude<LookupState, 'held' | 'refused'>, DeskAdvice>> = {
  one: {
    ja: '1人が見つかりました。結果を取り出し、資格の有効性を確認してください。取り出した後、個人情報は自動で消去されます。',
    en: 'One person was found. Fetch the result and look at the validity. Personal data are erased by themselves after that.',
  },
  none: {
    ja: '該当する人が見つかりません。氏名の表記・生年月日・性別・住所を確認し、もう一度照会してください。氏名はカナでも照会できます。',
    en: 'Nobody was found. Check how the name is written, the birth date, sex and address, and look up again. The name may be given in kana.',
  },
  several: {
    ja: '該当する人または資格が複数あります。住所を最後まで入力し、保険者名も加えて、もう一度照会してください。',
    en: 'More than one person or eligibility was found. Give the whole address and the insurer’s name too, and look up again.',
  },
};

const kept: DeskAdvice = {
  ja: '4情報は保存されています。受付は続けられます。',
  en: 'The four facts are held; go on with the patient.',
};

const told = (problem: Problem): DeskAdvice => {
  const [ja, en] = [sentences(problem, 'ja'), sentences(problem, 'en')];
  return { ja: ja.cause + ja.remedy, en: `${en.cause} ${en.remedy}` };
};

export function lookupAdvice({ state, problem }: Pick<Lookup, 'state' | 'problem'>): DeskAdvice {
  if (state !== 'held' && state !== 'refused') return found[state];
  if (problem === null) return kept;
  const why = told(problem);
  return state === 'refused' ? why : { ja: `${kept.ja}${why.ja}`, en: `${kept.en} ${why.en}` };
}

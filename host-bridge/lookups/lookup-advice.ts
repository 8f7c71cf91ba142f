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

/** Personal data have left. Of an answer that is nobody's, what was found still says what to do. */
const left: Readonly<Record<'fetched' | 'unfetched' | 'unanswered', DeskAdvice>> = {
  fetched: {
    ja: '1人が見つかりました。結果は取り出し済みで、個人情報は消去されました。もう一度見るときは、4情報を入力し直して照会してください。',
    en: 'One person was found. The result was fetched, and personal data have been erased. To see it again, enter the four facts and look up anew.',
  },
  unfetched: {
    ja: '1人が見つかりましたが、結果が取り出されないまま、個人情報は消去されました。必要なときは、4情報を入力し直して照会してください。',
    en: 'One person was found. Nobody fetched the result in time, and personal data have been erased. Where it is needed, enter the four facts and look up anew.',
  },
  unanswered: {
    ja: '期限までに回答がなく、照会を終えて個人情報を消去しました。必要なときは、4情報を入力し直して照会してください。',
    en: 'There was no answer in time; the lookup is over and personal data have been erased. Where it is needed, enter the four facts and look up anew.',
  },
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

/** The same of one that is kept: what it says must not need personal data that have left. */
export function keptLookupAdvice(
  lookup: Pick<Lookup, 'state' | 'problem' | 'entry' | 'lookedUpAt' | 'fetchedAt'>,
): DeskAdvice {
  const { state, entry, lookedUpAt, fetchedAt } = lookup;
  if (entry !== null) return lookupAdvice(lookup);
  if (lookedUpAt === null) return left.unanswered;
  if (state !== 'one') return lookupAdvice(lookup);
  return fetchedAt === null ? left.unfetched : left.fetched;
}

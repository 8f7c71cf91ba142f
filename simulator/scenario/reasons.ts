/** Why a step or an expectation did not pass, as data, and in a sentence of each language. */

import { japaneseDetail } from '../../protocol/errors/detail-words.ts';
import { explain, type Language } from '../../protocol/errors.ts';
import type { Problem } from '../../protocol/result.ts';

const sentences = {
  saw: { en: 'the screen was {screen}', ja: '画面は {screen} でした' },
  noPower: { en: 'the reader has no power', ja: 'リーダーの電源が入っていません' },
  inLanguage: { en: 'the screen was in {language}', ja: '画面の言語は {language} でした' },
  choices: { en: 'the choices were {keys}', ja: '選択肢は {keys} でした' },
  unsaid: { en: 'these words did not stand on {screen}', ja: 'その言葉は {screen} にありませんでした' },
  heard: { en: 'what was heard: {ids}', ja: '聞こえたもの：{ids}' },
  shown: { en: '{screen} was shown', ja: '{screen} が表示されました' },
  read: { en: 'these words stood on {screen}', ja: 'その言葉が {screen} に表示されました' },
  heardAt: { en: '{id} was heard at {t} ms', ja: '{t} ms に {id} が聞こえました' },
  cardInReader: { en: 'the card lies in a reader', ja: 'カードがリーダーに置かれています' },
  noCard: { en: 'no card lies there', ja: 'カードが置かれていません' },
  noPhone: { en: 'no phone is held there', ja: 'スマートフォンがかざされていません' },
  noButton: { en: 'there is no button for {key} on {screen}', ja: '{screen} に {key} のボタンはありません' },
  found: { en: 'expected {expected}, found {found}', ja: '{expected} のはずが、{found} でした' },
} as const;

export type Reason =
  | {
      readonly kind: keyof typeof sentences;
      /** Ids and numbers; never a private word, never a digit of an entry. */
      readonly detail: Readonly<Record<string, string | number>>;
    }
  | { readonly kind: 'problem'; readonly problem: Problem };

export const because = (
  kind: keyof typeof sentences,
  detail: Readonly<Record<string, string | number>> = {},
): Reason => ({ kind, detail });

export function sentenceOf(reason: Reason, language: Language = 'en'): string {
  if (reason.kind === 'problem') return explain(reason.problem, language);
  const { detail } = reason;
  return sentences[reason.kind][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = String(detail[name] ?? whole);
    return (language === 'ja' ? japaneseDetail(value) : null) ?? value;
  });
}

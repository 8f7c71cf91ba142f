/**
 * What staff should do after a visit, by its outcome, the validity that the back end gave, and what it said of the card. One table; it is for
 * the desk only and names nobody (REQ-22). The wording is ours; the procedure behind validity 2, 3 and 4 is that of
 * 保発0710第1号 (2023): マイナポータル's page or 資格情報のお知らせ with the card, else 被保険者資格申立書.
 */

import { type Problem, sentences } from '../../protocol/errors.ts';
import type { VisitOutcome } from '../../protocol/messages.ts';
import type { DeskAdvice, Validity } from './desk-view.ts';

const proof = {
  ja: 'マイナポータルの資格情報画面（PDF可）または資格情報のお知らせをカードと一緒に確認してください。どちらもなければ被保険者資格申立書を記入してもらってください。',
  en: 'Ask for the eligibility page of マイナポータル (or its PDF) or the 資格情報のお知らせ, with the card. Without either, have a 被保険者資格申立書 filled in.',
};

const notEligible: Readonly<Record<Validity, DeskAdvice>> = {
  '1': {
    ja: '健康保険証利用登録がされていないか、受付が完了していません。資格確認書を確認するか、もう一度カードリーダーで受付してもらってください。',
    en: 'The card is not registered as a health insurance card, or the check-in was not completed. Ask for the 資格確認書, or have the person use the reader again.',
  },
  '2': { ja: `資格が無効です。${proof.ja}`, en: `The eligibility has ended. ${proof.en}` },
  '3': {
    ja: `資格が無効で、新しい資格があります。加入先が変わったか本人に確認してください。${proof.ja}`,
    en: `The eligibility has ended and there is a newer one. Ask whether the insurer has changed. ${proof.en}`,
  },
  '4': {
    ja: `該当する資格がありません。保険者への届出が済んでいるか本人に確認してください。${proof.ja}`,
    en: `No eligibility was found. Ask whether the insurer has been notified. ${proof.en}`,
  },
  '5': {
    ja: '該当する資格が複数あります。どの保険者に加入しているか本人に確認し、保険者に問い合わせてください。',
    en: 'There is more than one eligibility. Ask which insurer the person belongs to, and ask that insurer.',
  },
  '6': {
    ja: '医療扶助の資格は有効ですが、未登録です。福祉事務所に問い合わせてください。',
    en: 'Medical aid (医療扶助) is valid but not registered. Ask the welfare office.',
  },
};

const unanswered: DeskAdvice = {
  ja: `資格を確認できませんでした。回線と接続を確認し、復旧後にもう一度確認してください。${proof.ja}`,
  en: `The eligibility could not be checked. Look at the line and the connections, and check again later. ${proof.en}`,
};

const turnedDown: DeskAdvice = {
  ja: 'カードまたはスマートフォンを使用できませんでした。資格確認書を確認するか、別のカードで受付してもらってください。使用できない理由は本人の画面に表示されています。',
  en: 'The card or phone could not be used. Ask for the 資格確認書, or have another card used. The reader has told the person why.',
};

const abandoned: DeskAdvice = {
  ja: '受付が途中で終わりました。カードの置き忘れがないか、お手伝いが必要かを確認してください。',
  en: 'The check-in was left unfinished. See whether a card was forgotten and whether help is needed.',
};

/** What the back end said of a card, such as that it ends soon or was turned down: cause and remedy. */
const told = (notice: Problem): DeskAdvice => {
  const [ja, en] = [sentences(notice, 'ja'), sentences(notice, 'en')];
  return { ja: ja.cause + ja.remedy, en: `${en.cause} ${en.remedy}` };
};

/**
 * @param outcome null while the visit is under way
 * @param notice of the back end; null: it said nothing
 * @returns null when nothing is to be done
 */
export function deskAdvice(
  outcome: VisitOutcome | null,
  validity: Validity | null,
  notice: Problem | null,
): DeskAdvice | null {
  switch (outcome) {
    case 'problem':
      if (validity !== null) return notEligible[validity];
      return notice === null ? unanswered : told(notice);
    case 'refused':
      return notice === null ? turnedDown : told(notice);
    case 'abandoned':
      return abandoned;
    case 'accepted':
      return notice === null ? null : told(notice);
    case 'cancelled':
    case null:
      return null;
  }
}

/**
 * What staff should do about a visit, by how it ended and why, what the back end said, and what came about at the
 * reader. Tables; they are for the desk only and name nobody (REQ-22). The wording is ours; the procedure behind
 * validity 2, 3 and 4 is that of 保発0710第1号 (2023): マイナポータル's page or 資格情報のお知らせ with the card, else
 * 被保険者資格申立書.
 */

import { type Problem, sentences } from '../../protocol/errors.ts';
import type { EndReason, VisitHint, VisitOutcome } from '../../protocol/messages.ts';
import type { Chosen, StaffCall } from '../eligibility/journal.ts';
import type { DeskAdvice } from './advice.ts';
import type { Validity } from './desk-view.ts';

/** All that advice depends on. */
export interface DeskCase {
  /** null: the visit is under way. */
  readonly outcome: VisitOutcome | null;
  readonly reason: EndReason | null;
  readonly validity: Validity | null;
  /** What the back end said of the card or the insurance. */
  readonly notice: Problem | null;
  readonly hints: readonly VisitHint[];
  readonly called: StaffCall | null;
  /** Why the back end could not be asked. */
  readonly unanswered: Problem | null;
  /** Why the file for the receipt computer is due and not written. */
  readonly unwritten: Problem | null;
  readonly chosen: Chosen;
  /** Disaster mode (災害時モード) is on at the desk. */
  readonly disaster: boolean;
}

const proof: DeskAdvice = {
  ja: 'マイナポータルの資格情報画面（PDF可）または資格情報のお知らせをカードと一緒に確認してください。どちらもなければ被保険者資格申立書を記入してもらってください。',
  en: 'Ask for the eligibility page of マイナポータル (or its PDF) or the 資格情報のお知らせ, with the card. Without either, have a 被保険者資格申立書 filled in.',
};

const notEligible: Readonly<Record<Exclude<Validity, '1' | '6'>, DeskAdvice>> = {
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
};

const aidNotRegistered: DeskAdvice = {
  ja: '医療扶助の資格は有効ですが、利用登録がまだです。もう一度カードリーダーで登録と受付をしてもらうか、福祉事務所に問い合わせてください。',
  en: 'Medical aid (医療扶助) is valid, but the card is not registered. Have the person register and check in at the reader, or ask the welfare office.',
};

const unfinished: DeskAdvice = {
  ja: '資格は有効ですが、受付が完了していません。もう一度カードリーダーで受付してもらってください。',
  en: 'The eligibility is valid, but the check-in was not completed. Have the person use the reader again.',
};

const unchecked: DeskAdvice = {
  ja: `資格を確認できませんでした。回線と接続を確認し、復旧後にもう一度確認してください。${proof.ja}`,
  en: `The eligibility could not be checked. Look at the line and the connections, and check again later. ${proof.en}`,
};

const anotherCardOrProof: DeskAdvice = {
  ja: '資格確認書を確認するか、別のカードで受付してもらってください。',
  en: 'Ask for the 資格確認書, or have another card used.',
};

const again: DeskAdvice = {
  ja: '受診される場合は、もう一度カードリーダーで受付してもらうか、資格確認書を確認してください。',
  en: 'To be seen, the person uses the reader again, or shows the 資格確認書.',
};

const helpAndCard: DeskAdvice = {
  ja: 'カードの置き忘れがないか、お手伝いが必要かを確認してください。',
  en: 'See whether a card was forgotten and whether help is needed.',
};

const renewal: DeskAdvice = {
  ja: '更新は市区町村の窓口です。今日は保険者の資格確認書を確認してください。',
  en: 'It is renewed at the municipal office. Today, ask for the 資格確認書 of the insurer.',
};

const cardInstead: DeskAdvice = {
  ja: 'マイナンバーカードで受付してもらうか、資格確認書を確認してください。',
  en: 'Have the My Number Card used, or ask for the 資格確認書.',
};

/** Why a visit ended so, where the reader alone knows; null: nothing is to be done. */
const byReason: Readonly<Record<EndReason, DeskAdvice | null>> = {
  not_begun: null,
  registration_declined: {
    ja: '健康保険証利用登録をしないことを本人が選びました。資格確認書を確認してください。登録を希望される場合は、もう一度カードリーダーで受付してもらってください。',
    en: 'The person chose not to register the card as a health insurance card. Ask for the 資格確認書. Who wishes to register after all uses the reader again.',
  },
  registration_failed: {
    ja: '健康保険証利用登録ができませんでした。もう一度カードリーダーで受付してもらうか、資格確認書を確認してください。',
    en: 'The card could not be registered as a health insurance card. Have the person use the reader again, or ask for the 資格確認書.',
  },
  use_not_taken: unfinished,
  host_silent: unchecked,
  card_expired: {
    ja: `電子証明書の期限が切れ、猶予期間も過ぎています。${renewal.ja}期限がまだ先のはずなら、端末の時計を確かめてください。`,
    en: `The certificate has expired and its grace period is over. ${renewal.en} If its last day should be later, check the clock of the desk.`,
  },
  card_revoked: {
    ja: `電子証明書が失効しています。${renewal.ja}`,
    en: `The certificate has been revoked. ${renewal.en}`,
  },
  card_suspended: {
    ja: '電子証明書が一時停止されています（紛失の届出など）。一時停止の窓口への連絡をお願いし、今日は資格確認書を確認してください。',
    en: 'The certificate is suspended, as after a report of loss. Ask the person to call the hold line, and for the 資格確認書 today.',
  },
  card_returned: {
    ja: 'カードは返納されています。申請により保険者が交付する資格確認書を確認してください。',
    en: 'The card has been returned. Ask for the 資格確認書 that the insurer issues on application.',
  },
  card_unreadable: {
    ja: `カードを読み取れませんでした（破損など）。${anotherCardOrProof.ja}カードの再交付は市区町村の窓口です。`,
    en: `The card could not be read; it may be damaged. ${anotherCardOrProof.en} Cards are reissued at the municipal office.`,
  },
  not_my_number_card: {
    ja: 'マイナンバーカードではないものが置かれました。マイナンバーカードを置いてもらうか、資格確認書を確認してください。',
    en: 'What was placed is not a My Number Card. Have the My Number Card placed, or ask for the 資格確認書.',
  },
  card_not_trusted: {
    ja: `カードの電子証明書を信頼できませんでした。本人のマイナンバーカードかを見て確認し、${anotherCardOrProof.ja}`,
    en: `The certificate of the card is not trusted. Look whether it is the person's own My Number Card. ${anotherCardOrProof.en}`,
  },
  staff_said_other: {
    ja: '目視確認で、カードの本人ではないと判断されました。本人のカードかを確かめ、本人のカードか資格確認書で受付してください。',
    en: 'Staff looked and said that it is another person. Find out whose card it is; receive the person with their own card or the 資格確認書.',
  },
  time_over: {
    ja: `操作がないまま時間切れになりました。${helpAndCard.ja}`,
    en: `Nothing was pressed and the time ran out. ${helpAndCard.en}`,
  },
  card_gone: {
    ja: '途中でカードが取られ、受付が終わりました。もう一度カードリーダーで受付してもらってください。',
    en: 'The card was taken and the check-in ended. Have the person use the reader again.',
  },
  another_card: {
    ja: '途中で別のカードが置かれ、前の受付は終わりました。前の方にはもう一度受付してもらってください。',
    en: 'Another card was placed, which ended this check-in. Have the person before use the reader again.',
  },
  phone_unusable: {
    ja: `スマートフォンの電子証明書が使えませんでした。${cardInstead.ja}`,
    en: `The certificate in the phone cannot be used. ${cardInstead.en}`,
  },
  phone_unreadable: {
    ja: `スマートフォンを読み取れませんでした（電子証明書が入っていない場合もあります）。${cardInstead.ja}`,
    en: `The phone could not be read; there may be no certificate in it. ${cardInstead.en}`,
  },
  phone_other_kind: {
    ja: '画面で選んだ種類と違うスマートフォンがかざされました。もう一度、種類（AndroidかiPhone）を選び直して受付してもらってください。',
    en: 'The phone was of the other kind than chosen. Have the person begin again and choose Android or iPhone as it is.',
  },
  phone_not_agreed: {
    ja: 'iPhoneの画面での本人確認ができていません。iPhoneで本人確認をしてからもう一度受付してもらうか、マイナンバーカードを案内してください。',
    en: 'Nobody was confirmed on the iPhone. Have the person confirm on the iPhone and begin again, or use the My Number Card.',
  },
};

/** Why the reader calls, while the visit is under way. */
const byCall: Readonly<Record<Exclude<StaffCall, 'problem' | 'refused'>, DeskAdvice>> = {
  asked: {
    ja: '係員が呼ばれています。リーダーのところへ行ってください。',
    en: 'Staff is called. Go to the reader.',
  },
  identity: {
    ja: '本人確認のお手伝いが必要です。リーダーのところへ行き、本人を見て確認してください。',
    en: 'Help is needed to confirm the person. Go to the reader and look who stands there.',
  },
  card_left: {
    ja: 'カードが置かれたままです。本人に渡してください。',
    en: 'The card was left in the reader. Hand it to the person.',
  },
};

/** Glasses may glare and light may trick: nobody is accused. */
const byHint: Readonly<Record<VisitHint, DeskAdvice>> = {
  face_not_confirmed: {
    ja: '顔認証で本人を確認できませんでした。マスク・眼鏡・明るさを確かめ、必要なら暗証番号か目視確認を案内してください。',
    en: 'The face could not be confirmed. Look at mask, glasses and light; offer the PIN or the visual check.',
  },
  presentation_attack: {
    ja: '顔認証に本人の顔以外（写真・画面など）が映った可能性があります。本人を見て確認してください。',
    en: 'Something other than a face, such as a picture or a screen, may have been before the camera. Look who stands there.',
  },
  camera_fault: {
    ja: 'リーダーのカメラが働いていません。暗証番号か目視確認を案内し、リーダーを点検してください。',
    en: 'The camera of the reader does not work. Offer the PIN or the visual check, and have the reader looked at.',
  },
  pin_locked: {
    ja: '暗証番号がロックされています。解除は市区町村の窓口か、アプリとコンビニの端末です。',
    en: 'The PIN is locked. It is unlocked at the municipal office, or by the app with a terminal in a convenience store.',
  },
  phone_pin_locked: {
    ja: 'スマートフォンの暗証番号がロックされています。マイナンバーカードを案内してください。',
    en: 'The PIN of the phone is locked. Offer the My Number Card.',
  },
  phone_reader_missing: {
    ja: '汎用カードリーダーがつながっていないため、スマートフォンを案内できませんでした。汎用カードリーダーのケーブルがPCに届いて挿さっているかと、ドライバーを確認してください。その間はマイナンバーカードを案内してください。',
    en: 'The phone reader was not there, so no phone could be used. See that its cable reaches the PC and is plugged in, and that its driver runs. Until then offer the My Number Card.',
  },
};

const recipientUsed: DeskAdvice = {
  ja: '医療費助成の受給者証を使うと回答しています。助成の内容を確認してください。',
  en: 'The person uses recipient certificates (医療費助成). Check what they cover.',
};

const prescribed: Readonly<Record<'electronic' | 'paper', DeskAdvice>> = {
  electronic: { ja: '電子処方箋を希望しています。', en: 'The person wants an electronic prescription.' },
  paper: { ja: '紙の処方箋を希望しています。', en: 'The person wants a paper prescription.' },
};

const inDisaster: DeskAdvice = {
  ja: '災害時モード中です。カードがなくても、氏名・生年月日・性別・住所で検索できます（本人の同意が必要です）。',
  en: 'Disaster mode is on: without a card the person can be searched for by name, birth date, sex and address, with their consent.',
};

/** What the back end said of a card, such as that it ends soon or was turned down: cause and remedy. */
const told = (notice: Problem): DeskAdvice => {
  const [ja, en] = [sentences(notice, 'ja'), sentences(notice, 'en')];
  return { ja: ja.cause + ja.remedy, en: `${en.cause} ${en.remedy}` };
};

/** As `told`, and how the person is received who cannot be checked with this card. */
function notJudged(notice: Problem): DeskAdvice {
  const { ja, en } = told(notice);
  return { ja: ja + proof.ja, en: `${en} ${proof.en}` };
}

/** Cause alone, since the remedy is for those who run the machines; of maintenance (EMU-480) it is for the staff. */
function notAsked(problem: Problem): DeskAdvice {
  if (problem.code === 'EMU-480') return notJudged(problem);
  return {
    ja: sentences(problem, 'ja').cause + unchecked.ja,
    en: `${sentences(problem, 'en').cause} ${unchecked.en}`,
  };
}

/** Remedy too: who runs the machines has to be called now. */
function notWritten(problem: Problem): DeskAdvice {
  const { ja, en } = told(problem);
  return {
    ja: `この受付のファイルは、まだレセコンに渡っていません。${ja}書き込めるようになると、自動で渡されます。`,
    en: `The receipt computer does not have the file of this visit yet. ${en} It is written by itself as soon as it can be.`,
  };
}

/** Null when nothing is to be done. */
export function deskAdvice(visit: DeskCase): DeskAdvice | null {
  const advice = [main(visit), ...chosen(visit), ...visit.hints.map((hint) => byHint[hint])];
  const turnedAway = visit.outcome === 'problem' || visit.outcome === 'refused';
  if (visit.unwritten !== null) advice.push(notWritten(visit.unwritten));
  if (visit.disaster && turnedAway) advice.push(inDisaster);
  const given = advice.filter((one) => one !== null);
  if (given.length === 0) return null;
  return { ja: given.map(({ ja }) => ja).join(''), en: given.map(({ en }) => en).join(' ') };
}

function main(visit: DeskCase): DeskAdvice | null {
  const { outcome, reason, notice, called } = visit;
  switch (outcome) {
    case 'problem':
      return problem(visit);
    case 'refused':
      return notice !== null ? told(notice) : reason !== null ? byReason[reason] : anotherCardOrProof;
    case 'abandoned':
      return reason !== null
        ? byReason[reason]
        : {
            ja: `受付が途中で終わりました。${helpAndCard.ja}`,
            en: `The check-in was left unfinished. ${helpAndCard.en}`,
          };
    case 'cancelled':
      return reason !== null
        ? byReason[reason]
        : { ja: `本人が受付を終了しました。${again.ja}`, en: `The person ended the check-in. ${again.en}` };
    case 'accepted':
      // Validity 6 stands on record from before the card was registered on the spot.
      return notice === null ? null : told(notice);
    case null:
      // The person still stands there: what the outcome will be is known by the call.
      if (called === null) return null;
      return called === 'problem' || called === 'refused'
        ? main({ ...visit, outcome: called })
        : byCall[called];
  }
}

function problem({ reason, validity, notice, unanswered }: DeskCase): DeskAdvice | null {
  if (validity !== null && validity !== '1' && validity !== '6') return notEligible[validity];
  if (reason !== null && reason !== 'host_silent') return byReason[reason];
  if (validity !== null) return validity === '1' ? unfinished : aidNotRegistered;
  if (unanswered !== null) return notAsked(unanswered);
  return notice === null ? unchecked : notJudged(notice);
}

/** What the person has answered, once it counts. */
function chosen({ outcome, chosen: { recipient, prescription } }: DeskCase): DeskAdvice[] {
  if (outcome !== 'accepted') return [];
  return [
    ...(recipient === true ? [recipientUsed] : []),
    ...(prescription === null ? [] : [prescribed[prescription]]),
  ];
}

/**
 * The part of the status page for the staff at the desk: maintenance of the back end, today's visits, how each ended and
 * what to do. It names nobody: the page asks for no password. Wording and columns are ours.
 */

import type { DeskAdvice } from '../../host-bridge/control/advice.ts';
import type { Validity, VisitStatus } from '../../host-bridge/control/desk-view.ts';
import { compactInstant } from '../../host-bridge/receipt/japan-time.ts';
import type { Language } from '../../protocol/errors.ts';
import type { VisitOutcome } from '../../protocol/messages.ts';
import { escaped, spoken } from './html-text.ts';

interface Words {
  readonly title: string;
  readonly about: string;
  readonly caption: string;
  readonly none: string;
  readonly noBridge: string;
  readonly time: string;
  readonly reader: string;
  readonly outcome: string;
  readonly validity: string;
  readonly todo: string;
  readonly underWay: string;
  readonly unanswered: string;
  readonly nothingToDo: string;
  readonly outcomes: Readonly<Record<VisitOutcome, string>>;
  readonly validities: Readonly<Record<Validity, string>>;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    title: 'For the staff: visits today',
    about:
      'Newest first, as of when the page was loaded. It names nobody; who has come stands in the file for the receipt computer.',
    caption: 'Visits today',
    none: 'No visit today yet.',
    noBridge: 'The bridge does not run now: its visits cannot be shown.',
    time: 'Time',
    reader: 'Reader',
    outcome: 'Outcome',
    validity: 'Eligibility (資格有効性)',
    todo: 'What to do',
    underWay: 'under way',
    unanswered: 'not told',
    nothingToDo: 'Nothing.',
    outcomes: {
      accepted: 'checked in',
      problem: 'see the person at the desk',
      refused: 'card not usable',
      cancelled: 'ended by the person',
      abandoned: 'left unfinished',
    },
    validities: {
      '1': 'valid',
      '2': 'not valid',
      '3': 'not valid, a newer one is there',
      '4': 'none found',
      '5': 'several found',
      '6': 'valid, not registered',
    },
  },
  ja: {
    title: '職員用：今日の受付',
    about:
      '読み込んだときの状態で、新しい順です。氏名は表示しません。来院した方はレセコン向けファイルで確認してください。',
    caption: '今日の受付',
    none: '今日の受付はまだありません。',
    noBridge: 'ブリッジが動いていないため、受付を表示できません。',
    time: '時刻',
    reader: 'リーダー',
    outcome: '結果',
    validity: '資格有効性',
    todo: '対応',
    underWay: '受付中',
    unanswered: '回答なし',
    nothingToDo: '対応は不要です。',
    outcomes: {
      accepted: '受付済み',
      problem: '窓口で対応',
      refused: 'カードを使用できない',
      cancelled: '本人が終了',
      abandoned: '途中で終了',
    },
    validities: {
      '1': '有効',
      '2': '無効',
      '3': '無効（新しい資格あり）',
      '4': '該当資格なし',
      '5': '複数該当',
      '6': '有効（未登録）',
    },
  },
};

/**
 * @param visits null: there is no bridge to ask now
 * @param about `maintenance`: what to do about it; `now`: milliseconds since 1970-01-01 UTC
 */
export function staffSection(
  visits: readonly VisitStatus[] | null,
  about: {
    readonly maintenance: readonly DeskAdvice[];
    readonly now: number;
    readonly language: Language;
  },
): string {
  const { maintenance, now, language } = about;
  const w = words[language];
  return `<section aria-labelledby="staff">
<h2 id="staff">${escaped(w.title)}</h2>
${maintenance.map((advice) => `<p>${spoken(advice[language], language)}</p>\n`).join('')}${visits === null ? `<p>${escaped(w.noBridge)}</p>` : todays(visits, now, language)}
</section>`;
}

function todays(visits: readonly VisitStatus[], now: number, language: Language): string {
  const w = words[language];
  const today = dayOf(now);
  const shown = visits
    .filter(({ began, reason }) => dayOf(began) === today && reason !== 'not_begun')
    .sort((a, b) => b.began - a.began);
  if (shown.length === 0) return `<p>${escaped(w.none)}</p>`;
  const heads = [w.time, w.reader, w.outcome, w.validity, w.todo];
  return `<p>${escaped(w.about)}</p>
<table>
<caption>${escaped(w.caption)}</caption>
<thead><tr>${heads.map((head) => `<th scope="col">${spoken(head, language)}</th>`).join('')}</tr></thead>
<tbody>
${shown.map((visit) => rowOf(visit, language)).join('\n')}
</tbody>
</table>`;
}

function rowOf({ began, reader, outcome, validity, todo }: VisitStatus, language: Language): string {
  const w = words[language];
  return [
    `<tr><th scope="row"><time datetime="${new Date(began).toISOString()}">${timeOf(began)}</time></th>`,
    `<td>${escaped(reader)}</td>`,
    `<td>${escaped(outcome === null ? w.underWay : w.outcomes[outcome])}</td>`,
    `<td>${escaped(validity === null ? w.unanswered : w.validities[validity])}</td>`,
    `<td>${spoken(todo === null ? w.nothingToDo : todo[language], language)}</td></tr>`,
  ].join('');
}

const dayOf = (at: number): string => compactInstant(at).slice(0, 8);
/** `09:05` in Japan. */
const timeOf = (at: number): string => compactInstant(at).slice(8, 12).replace(/^\d\d/, '$&:');

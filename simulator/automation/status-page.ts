/** A plain page for the staff's desk and of what each reader shows. It needs no script and is read well by a screen reader. */

import { pageColours } from '../../firmware/screens/colours.ts';
import type { DeskAdvice } from '../../host-bridge/control/advice.ts';
import type { VisitStatus } from '../../host-bridge/control/desk-view.ts';
import type { Language } from '../../protocol/errors.ts';
import { escaped, spoken } from './html-text.ts';
import type { ReaderState } from './reader-state.ts';
import { staffSection } from './staff-section.ts';

const words = {
  en: {
    title: 'fcr: this desk',
    readers: 'Readers',
    note: 'This page shows the state when it was loaded. A page to operate the readers is not in this version; use the terminal of fcr start, or the automation API.',
    refresh: 'Load again',
    api: 'Automation API (OpenAPI)',
    display: (reader: string) => `Display of ${reader}`,
    reader: 'Reader',
    link: 'Link',
    screen: 'Screen',
    text: 'Text',
    choices: 'Choices',
    card: 'Card',
    phone: 'Phone',
    visit: 'Visit',
    in: 'in',
    out: 'none',
    none: 'none',
    noPower: 'no power',
    notOver: 'under way',
    links: { connected: 'connected', lost: 'host not reached', unplugged: 'cable out' },
  },
  ja: {
    title: 'fcr：このデスク',
    readers: 'リーダー',
    note: '読み込んだときの状態です。この版には、リーダーを操作するページはありません。fcr start の端末画面か、自動操作 API をお使いください。',
    refresh: '再読み込み',
    api: '自動操作 API（OpenAPI）',
    display: (reader: string) => `${reader} の画面`,
    reader: 'リーダー',
    link: '接続',
    screen: '画面',
    text: '本文',
    choices: '選択肢',
    card: 'カード',
    phone: 'スマートフォン',
    visit: '受付',
    in: 'あり',
    out: 'なし',
    none: 'なし',
    noPower: '電源なし',
    notOver: '途中',
    links: { connected: '接続中', lost: 'ホストにつながらない', unplugged: 'ケーブルが抜けている' },
  },
} as const satisfies Record<Language, unknown>;

export function statusPage(page: {
  readonly language: Language;
  readonly readers: readonly ReaderState[];
  /** null: there is no bridge to ask now; undefined: none belongs to this desk. */
  readonly visits: readonly VisitStatus[] | null | undefined;
  /** What to do about maintenance of the back end. */
  readonly maintenance: readonly DeskAdvice[];
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
  readonly version: string;
}): string {
  const w = words[page.language];
  const heads = [w.reader, w.link, w.screen, w.text, w.choices, w.card, w.phone, w.visit];
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(w.title)}</title>
<style>
body { font: 1.125rem/1.6 system-ui, sans-serif; margin: 2rem; color: ${pageColours.text}; background: ${pageColours.ground} }
table { border-collapse: collapse }
th, td { border: 1px solid ${pageColours.edge}; padding: .4rem .7rem; text-align: start; vertical-align: top }
a { color: ${pageColours.link} }
</style>
</head>
<body>
<main>
<h1>${escaped(w.title)}</h1>
<p>${escaped(w.note)}</p>
<p><a href="/">${escaped(w.refresh)}</a> · <a href="/api/openapi.json">${escaped(w.api)}</a>${page.readers.map(({ id }) => ` · <a href="/readers/${encodeURIComponent(id)}">${escaped(w.display(id))}</a>`).join('')}</p>
${page.visits === undefined ? '' : staffSection(page.visits, page)}
<section aria-labelledby="readers">
<h2 id="readers">${escaped(w.readers)}</h2>
<table>
<caption>${escaped(w.readers)} (fcr ${escaped(page.version)})</caption>
<thead><tr>${heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join('')}</tr></thead>
<tbody>
${page.readers.map((reader) => rowOf(reader, page.language)).join('\n')}
</tbody>
</table>
</section>
</main>
</body>
</html>
`;
}

/** What is written on the card, in the language it is written in. */
const markOf = ({ cardMark }: ReaderState): string =>
  cardMark === undefined ? '' : ` <span lang="ja">「${escaped(cardMark)}」</span>`;

function rowOf(reader: ReaderState, language: Language): string {
  const w = words[language];
  const { screen, visit } = reader;
  const shown = (text: string): string => `<td lang="${reader.language}">${text}</td>`;
  const choices =
    screen?.choices
      .map(({ key, label }) => `<li>${spoken(`${key} ${label}`, reader.language)}</li>`)
      .join('') ?? '';
  const lines = [...(screen?.text ?? []), screen?.status ?? ''].filter((line) => line !== '');
  return [
    `<tr><th scope="row">${escaped(reader.id)}</th>`,
    `<td>${escaped(w.links[reader.link])}</td>`,
    screen === null ? `<td>${escaped(w.noPower)}</td>` : shown(escaped(screen.title)),
    shown(lines.map(escaped).join('<br>')),
    shown(choices === '' ? '' : `<ul>${choices}</ul>`),
    `<td>${escaped(reader.card ? w.in : w.out)}${markOf(reader)}</td>`,
    `<td>${escaped(reader.phone ? w.in : w.out)}</td>`,
    `<td>${escaped(visit === null ? w.none : `${visit.id} ${visit.outcome ?? w.notOver}`)}</td></tr>`,
  ].join('');
}

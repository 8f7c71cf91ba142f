/**
 * The report for people: one page without scripts or outside parts, first in the language asked for and then in the
 * other. Verdicts are words; headings, tables and the link past them are made for those who listen.
 */

import type { Language } from '../../protocol/errors.ts';
import { escaped, spoken } from '../automation/html-text.ts';
import {
  type ClauseFinding,
  clausesOf,
  countsOf,
  type Finding,
  passes,
  type Verdict,
  verdicts,
  withoutClause,
} from './audit.ts';
import { valueIn } from './evidence.ts';
import { caution } from './report-json.ts';
import { type AccessibilityTopic, accessibilityTopics, alsoOf, marks } from './requirements.ts';
import { type StandardId, standardIds, standards } from './standards.ts';

const words = {
  en: {
    title: 'Accessibility of the emulated card reader',
    own: 'English',
    skip: 'To the findings, requirement by requirement',
    passed: 'Everything that can be shown automatically was shown.',
    failed: 'Something that can be shown automatically was not.',
    verdicts: 'Verdicts',
    verdict: 'Verdict',
    number: 'Number',
    summary: 'Summary',
    byClause: 'Clause by clause',
    clause: 'Clause',
    requirements: 'Requirements',
    ofClause: (standard: string) => `Clauses of ${standard} that the requirements rest on`,
    others: 'Requirements that rest on no clause of these',
    byRequirement: 'Requirement by requirement',
    kind: 'Kind',
    clauses: 'Rests on',
    how: 'How it is shown',
    declared: 'Declared',
    judge: 'A person must judge',
    figures: (id: string) => `Figures of ${id}`,
    figure: 'What',
    value: 'Value',
    quotations: (id: string) => `Evidence of ${id}`,
    from: { transcript: 'spoken', screen: 'shown' },
    source: 'Source',
    where: 'Where',
    said: 'Words',
    wrong: (id: string, count: number) => `What is wrong with ${id} (${count} in all)`,
    what: 'What was found',
    ours: 'our design',
  },
  ja: {
    title: 'カードリーダーエミュレーターのアクセシビリティ報告書',
    own: '日本語',
    skip: '項目ごとの結果へ',
    passed: '自動で示せる項目は、すべて示せました。',
    failed: '自動で示せるはずの項目に、示せなかったものがあります。',
    verdicts: '判定',
    verdict: '判定',
    number: '件数',
    summary: '要約',
    byClause: '条項ごとの結果',
    clause: '条項',
    requirements: '項目',
    ofClause: (standard: string) => `${standard} のうち、項目のもとになる条項`,
    others: 'これらの条項によらない項目',
    byRequirement: '項目ごとの結果',
    kind: '区分',
    clauses: 'もとになるもの',
    how: '示し方',
    declared: '申告',
    judge: '人が判断すること',
    figures: (id: string) => `${id} の数値`,
    figure: '内容',
    value: '値',
    quotations: (id: string) => `${id} の根拠`,
    from: { transcript: '読み上げ', screen: '画面' },
    source: '出どころ',
    where: '場所',
    said: 'ことば',
    wrong: (id: string, count: number) => `${id} の問題（全${count}件）`,
    what: '見つかったこと',
    ours: '独自の設計',
  },
} as const;
type Words = (typeof words)[Language];

/** Black on white and white on black: 21:1; links are underlined and as dark as the text. */
const style = `
:root { color-scheme: light dark; }
body { font: 1.05rem/1.7 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; color: #000; background: #fff; }
a { color: inherit; text-decoration: underline; }
.skip { display: inline-block; padding: 0.5rem 0; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; }
caption { text-align: start; font-weight: bold; padding: 0.25rem 0; }
th, td { border: 1px solid; padding: 0.3rem 0.6rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
dt { font-weight: bold; }
dd { margin: 0 0 0.5rem 0; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
@media (prefers-color-scheme: dark) { body { color: #fff; background: #000; } }
`;

export function htmlReport(findings: readonly Finding[], language: Language, version: string): string {
  const other = language === 'ja' ? 'en' : 'ja';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words[language].title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#${language}-requirements">${escaped(words[language].skip)}</a>
<main>
<h1>${escaped(words[language].title)}</h1>
<p>fcr ${escaped(version)}. <a href="#${other}" lang="${other}" hreflang="${other}">${escaped(words[other].own)}</a></p>
${inLanguage(findings, language)}
${inLanguage(findings, other)}
</main>
</body>
</html>
`;
}

function inLanguage(findings: readonly Finding[], language: Language): string {
  const w = words[language];
  const counts = countsOf(findings);
  const summary = table(
    w.verdicts,
    [w.verdict, w.number],
    Object.entries(verdicts).map(([verdict, name]) => [
      head(name[language], language),
      cell(String(counts[verdict as Verdict]), language),
    ]),
    language,
  );
  const topics = (Object.keys(accessibilityTopics) as AccessibilityTopic[]).map(
    (topic) => `<h4>${spoken(accessibilityTopics[topic][language], language)}</h4>
${findings
  .filter(({ requirement }) => requirement.topic === topic)
  .map((finding) => requirementSection(finding, language, w))
  .join('\n')}`,
  );
  return `<section id="${language}" lang="${language}">
<h2>${escaped(w.own)}</h2>
<p><strong>${escaped(passes(findings) ? w.passed : w.failed)}</strong> ${escaped(caution[language])}</p>
<h3>${escaped(w.summary)}</h3>
${summary}
<h3>${escaped(w.byClause)}</h3>
${standardIds.map((standard) => standardSection(standard, findings, language, w)).join('\n')}
<h4>${escaped(w.others)}</h4>
${othersTable(withoutClause(findings), language, w)}
<h3 id="${language}-requirements" tabindex="-1">${escaped(w.byRequirement)}</h3>
${topics.join('\n')}
</section>`;
}

function standardSection(
  standard: StandardId,
  findings: readonly Finding[],
  language: Language,
  w: Words,
): string {
  const { title, about } = standards[standard];
  return `<h4>${escaped(title)}</h4>
<p>${spoken(about[language], language)}</p>
${table(
  w.ofClause(title),
  [w.clause, w.verdict, w.requirements],
  clausesOf(standard, findings).map(({ clause, verdict, ids }) => [
    head(clause, language),
    cell(verdicts[verdict][language], language),
    links(ids, language),
  ]),
  language,
)}`;
}

const othersTable = (findings: readonly Finding[], language: Language, w: Words): string =>
  table(
    w.others,
    [w.requirements, w.verdict, w.clauses],
    findings.map(({ id, requirement, verdict }) => [
      `<th scope="row">${link(id, language)}</th>`,
      cell(verdicts[verdict][language], language),
      cell(alsoOf(requirement, language) ?? w.ours, language),
    ]),
    language,
  );

function requirementSection(
  { id, requirement, verdict, figures, quotations, wrong, wrongInAll }: Finding,
  language: Language,
  w: Words,
): string {
  const rests = [
    ...standardIds.flatMap((standard) => {
      const clauses = requirement.clauses[standard];
      return clauses === undefined ? [] : [`${standards[standard].title}: ${clauses.join(', ')}`];
    }),
    ...[alsoOf(requirement, language)].filter((also) => also !== null),
  ];
  const told: readonly (readonly [string, string | undefined])[] = [
    [w.verdict, verdicts[verdict][language]],
    [w.kind, marks[requirement.mark][language]],
    [w.clauses, rests.join('; ')],
    [w.how, requirement.shown?.[language]],
    [w.declared, requirement.declared?.[language]],
    [w.judge, requirement.judge?.[language]],
  ];
  const list = told.flatMap(([name, text]) =>
    text === undefined ? [] : [`<dt>${escaped(name)}</dt><dd>${spoken(text, language)}</dd>`],
  );
  const parts = [
    table(
      w.wrong(id, wrongInAll),
      [w.where, w.what],
      wrong.map(({ where, what }) => [head(where, language), cell(what[language], language)]),
      language,
    ),
    table(
      w.figures(id),
      [w.figure, w.value],
      figures.map((figure) => [
        head(figure.what[language], language),
        cell(valueIn(figure, language), language),
      ]),
      language,
    ),
    table(
      w.quotations(id),
      [w.where, w.source, w.said],
      quotations.map(({ from, where, language: said, words: quoted }) => [
        head(where, language),
        cell(w.from[from], language),
        `<td${said === null ? '' : ` lang="${said}"`}>${escaped(quoted)}</td>`,
      ]),
      language,
    ),
  ];
  return `<section aria-labelledby="${language}-${id}">
<h5 id="${language}-${id}">${id}: ${spoken(requirement.states[language], language)}</h5>
<dl>${list.join('')}</dl>
${parts.filter((part) => part !== '').join('\n')}
</section>`;
}

/** Nothing where there are no rows: an empty table tells nobody anything. */
function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  language: Language,
): string {
  if (rows.length === 0) return '';
  const top = heads.map((text) => `<th scope="col">${spoken(text, language)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n');
  return `<table>\n<caption>${spoken(caption, language)}</caption>\n<thead><tr>${top}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

const head = (text: string, language: Language): string => `<th scope="row">${spoken(text, language)}</th>`;
const cell = (text: string, language: Language): string => `<td>${spoken(text, language)}</td>`;
const link = (id: string, language: Language): string => `<a href="#${language}-${id}">${id}</a>`;
const links = (ids: ClauseFinding['ids'], language: Language): string =>
  `<td>${ids.map((id) => link(id, language)).join(', ')}</td>`;

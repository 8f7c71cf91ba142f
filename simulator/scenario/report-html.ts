/**
 * Results of scenarios as one web page without scripts or outside parts: it reads well in any browser and with a
 * screen reader. What passed and failed is said in words, never by colour alone.
 */

import type { Language } from '../../protocol/errors.ts';
import {
  accessibilityIds,
  accessibilityRequirements,
  isAccessibilityId,
  marks,
} from '../accessibility/requirements.ts';
import type { TranscriptEntry } from '../desk/transcript.ts';
import { describeStep } from './describe-step.ts';
import { failuresOf } from './failures.ts';
import { sentenceOf } from './reasons.ts';
import { type NamedRequirement, requirementClasses, requirementIds, requirementOf } from './requirements.ts';
import type { ScenarioResult, StepResult } from './run.ts';

const words = {
  en: {
    title: 'Scenarios of the emulated card reader',
    summary: (passed: number, failed: number) => `${passed} passed, ${failed} failed.`,
    overview: 'Overview',
    scenario: 'Scenario',
    file: 'File',
    requirements: 'Requirements',
    requirementsShown: 'Requirements that these scenarios name',
    requirementsNote:
      'Candidates that this project compiled from public sources; neither numbers nor words are official.',
    class: 'Class',
    states: 'States',
    scenarios: 'Scenarios',
    result: 'Result',
    outcome: 'Outcome of the visits',
    passed: 'passed',
    failed: 'failed',
    skipped: 'skipped',
    steps: 'Steps',
    line: 'Line',
    step: 'Step',
    time: 'Time (s)',
    instead: 'What was there instead',
    transcript: (reader: string) => `What reader ${reader} said`,
    kind: 'Kind',
    heardOn: 'Heard on',
    text: 'Words',
    cut: 'cut',
    channels: { speaker: 'loudspeaker', earphones: 'earphones' },
  },
  ja: {
    title: 'カードリーダーエミュレーターのシナリオ結果',
    summary: (passed: number, failed: number) => `合格 ${passed} 件、不合格 ${failed} 件。`,
    overview: '一覧',
    scenario: 'シナリオ',
    file: 'ファイル',
    requirements: '要件',
    requirementsShown: 'このシナリオが示す要件',
    requirementsNote:
      '公開資料からこのプロジェクトがまとめた候補です。番号も文言も公式のものではありません。',
    class: '区分',
    states: '内容',
    scenarios: 'シナリオ',
    result: '結果',
    outcome: '受付の結果',
    passed: '合格',
    failed: '不合格',
    skipped: '未実行',
    steps: 'ステップ',
    line: '行',
    step: 'ステップ',
    time: '時刻（秒）',
    instead: '実際',
    transcript: (reader: string) => `リーダー ${reader} の音声`,
    kind: '種類',
    heardOn: '出力',
    text: 'ことば',
    cut: '中断',
    channels: { speaker: 'スピーカー', earphones: 'イヤホン' },
  },
} as const;
type Words = (typeof words)[Language];

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; }
caption { text-align: start; font-weight: bold; padding: 0.25rem 0; }
th, td { border: 1px solid; padding: 0.25rem 0.6rem; text-align: start; vertical-align: top; }
.failed { font-weight: bold; }
.failed::before { content: "✗ " / ""; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
`;

const escaped: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string | number): string =>
  String(text).replace(/[&<>"']/g, (sign) => escaped[sign] ?? sign);

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th scope="col">${safe(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n');
  return `<table>\n<caption>${safe(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}
const cell = (text: string | number): string => `<td>${safe(text)}</td>`;
const verdictCell = (verdict: StepResult['verdict'], w: Words): string =>
  `<td class="${verdict}">${safe(w[verdict])}</td>`;

export function htmlReport(results: readonly ScenarioResult[], language: Language): string {
  const w = words[language];
  const passed = results.filter((result) => result.passed).length;
  const overview = table(
    w.overview,
    [w.scenario, w.file, w.requirements, w.result, w.outcome],
    results.map((result, i) => [
      `<th scope="row"><a href="#s${i + 1}">${safe(result.scenario.name)}</a></th>`,
      cell(result.scenario.file),
      `<td>${result.scenario.requirements.map((id) => `<a href="#${id}">${id}</a>`).join(', ')}</td>`,
      verdictCell(result.passed ? 'passed' : 'failed', w),
      cell(result.visits.map(({ outcome }) => outcome).join(', ')),
    ]),
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(w.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${safe(w.title)}</h1>
<p>${safe(w.summary(passed, results.length - passed))}</p>
${overview}
${requirementsShown(results, w, language)}
${results.map((result, i) => section(result, i + 1, w, language)).join('\n')}
</main>
</body>
</html>
`;
}

/** Each requirement that is named, in words, with the scenarios that name it. */
function requirementsShown(results: readonly ScenarioResult[], w: Words, language: Language): string {
  const rows = [...requirementIds, ...accessibilityIds].flatMap((id) => {
    const naming = results.flatMap(({ scenario, passed }, i) =>
      scenario.requirements.includes(id)
        ? [`<li><a href="#s${i + 1}">${safe(scenario.name)}</a>: ${safe(passed ? w.passed : w.failed)}</li>`]
        : [],
    );
    if (naming.length === 0) return [];
    const { importance, states } = stated(id);
    return [
      [
        `<th scope="row" id="${id}">${id}</th>`,
        cell(importance[language]),
        cell(states[language]),
        `<td><ul>${naming.join('')}</ul></td>`,
      ],
    ];
  });
  if (rows.length === 0) return '';
  const heads = [w.requirements, w.class, w.states, w.scenarios];
  return `<p>${safe(w.requirementsNote)}</p>\n${table(w.requirementsShown, heads, rows)}`;
}

function stated(id: NamedRequirement) {
  if (isAccessibilityId(id)) {
    const { mark, states } = accessibilityRequirements[id];
    return { importance: marks[mark], states };
  }
  const { class: importance, states } = requirementOf(id);
  return { importance: requirementClasses[importance], states };
}

function section(result: ScenarioResult, number: number, w: Words, language: Language): string {
  const verdict = result.passed ? w.passed : w.failed;
  const failures = failuresOf(result, language).map(
    ({ where, reason }) =>
      `<li>${safe(where === '' ? '' : `${where} — `)}${safe(sentenceOf(reason, language))}</li>`,
  );
  const steps = table(
    w.steps,
    [w.line, w.step, w.time, w.result, w.instead],
    result.steps.map(({ step, masked, t, verdict: judged, reason }) => [
      cell(step.line),
      cell(describeStep(step, masked, language)),
      cell(seconds(t)),
      verdictCell(judged, w),
      cell(reason === null ? '' : sentenceOf(reason, language)),
    ]),
  );
  const said = [...result.transcripts].map(
    ([reader, entries]) =>
      `<details><summary>${safe(w.transcript(reader))}</summary>\n${transcript(w.transcript(reader), entries, w)}\n</details>`,
  );
  return `<section id="s${number}" aria-labelledby="h${number}">
<h2 id="h${number}">${safe(result.scenario.name)}: ${safe(verdict)}</h2>
${failures.length === 0 ? '' : `<ul>\n${failures.join('\n')}\n</ul>`}
${steps}
${said.join('\n')}
</section>`;
}

const transcript = (caption: string, entries: readonly TranscriptEntry[], w: Words): string =>
  table(
    caption,
    [w.time, w.kind, w.heardOn, w.text],
    entries.map(({ t, kind, id, channel, lang, text, cutAt }) => [
      cell(seconds(t)),
      cell(`${kind} ${id}`),
      cell(w.channels[channel]),
      `<td${lang === null ? '' : ` lang="${lang}"`}>${safe(text ?? '')}${cutAt === undefined ? '' : ` (${safe(w.cut)})`}</td>`,
    ]),
  );

/** `fcr run`: scenario files, one after the other, with their reports. */

import { z } from 'zod';
import { linkKinds } from '../../desk/desk.ts';
import { linkFaultNames } from '../../faults/link-faults.ts';
import { failuresOf } from '../../scenario/failures.ts';
import { loadScenarios } from '../../scenario/load.ts';
import { sentenceOf } from '../../scenario/reasons.ts';
import { jsonReport, makeReportFolder, writeReports } from '../../scenario/report.ts';
import { runAll, type ScenarioResult } from '../../scenario/run.ts';
import { defineCommand } from '../command.ts';
import { type Io, writeJson, writeLine } from '../io.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';

const words = {
  en: {
    passed: 'passed',
    failed: 'FAILED',
    of: (passed: number, all: number) => `${passed} of ${all} passed`,
  },
  ja: { passed: '合格', failed: '不合格', of: (passed: number, all: number) => `${all}件中${passed}件合格` },
} as const;

export const command = defineCommand({
  details: {
    en: `Every scenario has a desk of its own, at 2026-11-02 09:00 in Japan. Exits 1 where one does not pass. The same scenario and seed give the same trace over memory. A step link: takes one of: ${linkFaultNames.join(', ')}.`,
    ja: `シナリオごとに新しいデスクを、日本時間 2026-11-02 09:00 から始めます。不合格があれば 1 で終わります。memory では、同じシナリオと seed から同じトレースができます。ステップ link: に書けるもの：${linkFaultNames.join('、')}。`,
  },
  arguments: {
    paths: {
      flags: '<paths...>',
      about: { en: 'scenario files, or folders of them', ja: 'シナリオのファイル、またはそのフォルダー' },
      expects: option.path.expects,
      schema: z.array(option.path.schema).min(1),
    },
  },
  options: {
    link: {
      flags: '--link <kind>',
      about: {
        en: `what the cable is: ${linkKinds.join(', ')} (memory unless told)`,
        ja: `ケーブルの種類：${linkKinds.join('、')}（省略すると memory）`,
      },
      expects: option.oneOf(linkKinds).expects,
      schema: option.oneOf(linkKinds).schema.default('memory'),
    },
    seed: {
      flags: '--seed <n>',
      about: { en: 'decides what is drawn by lot (1 unless told)', ja: '乱数の種（省略すると 1）' },
      expects: option.wholeNumber(0, 999_999_999).expects,
      schema: option.wholeNumber(0, 999_999_999).schema.default(1),
    },
    people: option.people,
    out: {
      flags: '--out <dir>',
      about: {
        en: 'folder for report.json, junit.xml, report.html and trace.jsonl',
        ja: 'report.json・junit.xml・report.html・trace.jsonl を書くフォルダー',
      },
      expects: option.path.expects,
      schema: option.path.schema.optional(),
    },
    realTime: {
      flags: '--real-time',
      about: {
        en: 'the machine’s own time in place of virtual time',
        ja: '仮想時間でなく実際の時間で実行します',
      },
      ...option.flag,
    },
    json: option.json,
  },
  examples: ['fcr run simulator/scenarios', 'fcr run my-visit.yaml --link serial --out ./report'],
  async run({ paths, link, seed, people: file, out, realTime, json }, io) {
    const people = namedPeople(file, io);
    const scenarios = loadScenarios(paths, people);
    if (out !== undefined) makeReportFolder(out);
    const results = await runAll(scenarios, { link, seed: String(seed), realTime, people }, (result) => {
      if (!json) for (const line of linesOf(result, io)) writeLine(io, line);
      else if (io.stderr.isTTY) io.stderr.write(`${verdictOf(result, io)} ${result.scenario.name}\n`);
    });
    if (out !== undefined) writeReports(out, results, io.language);
    const passed = results.filter((result) => result.passed).length;
    if (json) writeJson(io, jsonReport(results));
    else writeLine(io, words[io.language].of(passed, results.length));
    return passed === results.length ? 0 : 1;
  },
});

const verdictOf = ({ passed }: ScenarioResult, { language }: Io): string =>
  words[language][passed ? 'passed' : 'failed'];

const linesOf = (result: ScenarioResult, io: Io): string[] => [
  `${verdictOf(result, io)} ${result.scenario.file}: ${result.scenario.name}`,
  ...failuresOf(result, io.language).map(
    ({ where, reason }) => `  ${where}: ${sentenceOf(reason, io.language)}`,
  ),
];

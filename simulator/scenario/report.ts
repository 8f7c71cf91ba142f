/** Writes what scenarios came to into a folder: report.json, junit.xml, report.html and trace.jsonl. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../host-bridge/errno.ts';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import { EmulatorError, type Language } from '../../protocol/errors.ts';
import { describeStep } from './describe-step.ts';
import { sentenceOf } from './reasons.ts';
import { htmlReport } from './report-html.ts';
import { junitReport } from './report-junit.ts';
import type { ScenarioResult } from './run.ts';

/**
 * Makes the folder where it is not there: one that cannot be had is found out before the work, not after it.
 * @throws EmulatorError EMU-618.
 */
export const makeReportFolder = (folder: string): void => writing(folder, () => makeFolder(folder));

/**
 * @param folder made where it is not there; files of these names in it are replaced
 * @throws EmulatorError EMU-618.
 */
export function writeReports(folder: string, results: readonly ScenarioResult[], language: Language): void {
  makeReportFolder(folder);
  const files = {
    'report.json': `${JSON.stringify(jsonReport(results), null, 2)}\n`,
    'junit.xml': junitReport(results),
    'report.html': htmlReport(results, language),
    'trace.jsonl': traceOf(results),
  };
  writing(folder, () => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });
}

function writing(folder: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new EmulatorError({ code: 'EMU-618', detail: { folder, reason: errnoOf(error) } });
  }
}

/** Each scenario's lines, one scenario after the other. */
export const traceOf = (results: readonly ScenarioResult[]): string =>
  results
    .flatMap(({ trace }) => trace)
    .map((line) => `${line}\n`)
    .join('');

/** What `fcr run --json` prints. Sentences are English; `reason` holds the data they are made of. */
export const jsonReport = (results: readonly ScenarioResult[]): object => ({
  passed: results.filter(({ passed }) => passed).length,
  failed: results.filter(({ passed }) => !passed).length,
  scenarios: results.map(
    ({ scenario, link, seed, passed, steps, expectations, visits, transcripts, error }) => ({
      name: scenario.name,
      file: scenario.file,
      requirements: scenario.requirements,
      profile: scenario.profile.id,
      link,
      seed,
      passed,
      error,
      visits,
      steps: steps.map(({ step, masked, verdict, reason, t }) => ({
        line: step.line,
        text: describeStep(step, masked),
        verdict,
        t,
        reason,
        because: reason && sentenceOf(reason),
      })),
      expectations: expectations.map(({ what, passed: asExpected, reason }) => ({
        what,
        passed: asExpected,
        reason,
        because: reason && sentenceOf(reason),
      })),
      transcripts: Object.fromEntries(transcripts),
    }),
  ),
});

/** Results of scenarios as JUnit XML: a suite a file, a case a scenario. Times are seconds of the scenario's clock. */

import { XMLBuilder } from 'fast-xml-parser';
import { failuresOf } from './failures.ts';
import { sentenceOf } from './reasons.ts';
import type { ScenarioResult } from './run.ts';

const builder = new XMLBuilder({
  format: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
});

const seconds = ({ steps }: ScenarioResult): number => (steps.at(-1)?.t ?? 0) / 1000;

export function junitReport(results: readonly ScenarioResult[]): string {
  const suites = new Map<string, ScenarioResult[]>();
  for (const result of results) {
    const { file } = result.scenario;
    suites.set(file, [...(suites.get(file) ?? []), result]);
  }
  const body: string = builder.build({
    testsuites: {
      '@tests': results.length,
      '@failures': results.filter(({ passed }) => !passed).length,
      testsuite: [...suites].map(([file, cases]) => ({
        '@name': file,
        '@tests': cases.length,
        '@failures': cases.filter(({ passed }) => !passed).length,
        '@time': cases.reduce((sum, result) => sum + seconds(result), 0),
        testcase: cases.map((result) => ({
          '@classname': file,
          '@name': result.scenario.name,
          '@time': seconds(result),
          ...failure(result),
        })),
      })),
    },
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

function failure(result: ScenarioResult): object {
  const sentences = failuresOf(result).map(({ where, reason }) => `${where}: ${sentenceOf(reason)}`);
  const [first] = sentences;
  return first === undefined ? {} : { failure: { '@message': first, '#': sentences.join('\n') } };
}

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmulatorError } from '../../../protocol/errors.ts';
import { jsonReport, writeReports } from '../../../simulator/scenario/report.ts';
import { htmlReport } from '../../../simulator/scenario/report-html.ts';
import { requirementOf } from '../../../simulator/scenario/requirements.ts';
import type { ScenarioResult } from '../../../simulator/scenario/run.ts';
import { readTrace } from '../../../simulator/trace/read.ts';
import { run, toConsent } from './running.ts';

let results: ScenarioResult[];
let folder: string;

beforeAll(async () => {
  results = [
    await run([...toConsent, 'press: "2"'], 'requirements: [REQ-10]'),
    await run(['place: card', 'press: "2"', 'press: "1234#"', 'see: idle', 'note: 1 < 2 & 3']),
  ];
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
  writeReports(join(folder, 'out'), results, 'en');
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');

describe('the reports', () => {
  it('are four files', () => {
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([
      'junit.xml',
      'report.html',
      'report.json',
      'trace.jsonl',
    ]);
  });

  it('hold no digit of a PIN', () => {
    for (const name of ['junit.xml', 'report.html', 'report.json', 'trace.jsonl'])
      expect(read(name)).not.toContain('1234');
  });

  it('as JSON name every step with its line, verdict and reason', () => {
    const report = JSON.parse(read('report.json'));
    expect(report).toMatchObject({ passed: 1, failed: 1 });
    expect(report.scenarios[1].steps[3]).toMatchObject({
      text: 'see idle',
      verdict: 'failed',
      reason: { kind: 'saw', detail: { screen: 'consent_all' } },
      because: 'the screen was consent_all',
    });
    expect(report).toEqual(JSON.parse(JSON.stringify(jsonReport(results))));
  });

  it('as JUnit XML are well-formed, a case a scenario, and name the failure', () => {
    const xml = read('junit.xml');
    expect(XMLValidator.validate(xml)).toBe(true);
    const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@' }).parse(xml);
    expect(testsuites).toMatchObject({ '@tests': '2', '@failures': '1' });
    expect(testsuites.testsuite.testcase[1].failure['@message']).toMatch(
      /^line \d+: see idle: the screen was consent_all$/,
    );
  });

  it('as a page need no script, say the verdict in words and escape what is written in scenarios', () => {
    const html = read('report.html');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).not.toMatch(/<script|onclick|https?:/);
    expect(html).toContain('<td class="failed">failed</td>');
    expect(html).toContain('1 &lt; 2 &amp; 3');
    expect(html).toContain('<h2 id="h2">In a test: failed</h2>');
    expect(html).toContain('<caption>');
    expect(html).not.toContain('undefined');
  });

  it('as a page say what each requirement that is named states, and who shows it', () => {
    const states = requirementOf('REQ-10').states;
    const html = htmlReport(results, 'en');
    expect(html).toContain('<a href="#REQ-10">REQ-10</a>');
    expect(html).toContain(
      `<th scope="row" id="REQ-10">REQ-10</th><td>mandatory</td><td>${states.en}</td><td><ul><li><a href="#s1">`,
    );
    expect(html).not.toContain('id="REQ-11"');
    expect(htmlReport(results, 'ja')).toContain(states.ja);
  });

  it('as a page are Japanese where that is asked for', () => {
    const html = htmlReport(results, 'ja');
    expect(html).toContain('<html lang="ja">');
    expect(html).toContain('画面は consent_all でした');
    expect(html).toContain('不合格');
  });

  it('keep the trace of every scenario, one after the other', () => {
    const recorded = readTrace(read('trace.jsonl'), 'trace.jsonl');
    expect(recorded.map(({ lines }) => lines)).toEqual(results.map(({ trace }) => trace));
  });

  it('are refused where they cannot be written', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => writeReports(file, results, 'en')).toThrow(EmulatorError);
    expect(() => writeReports(file, results, 'en')).toThrow(/EMU-618/);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { deviceProfiles } from '../../../firmware/device-profile.ts';
import { screenIds } from '../../../firmware/screens/catalogue.ts';
import {
  audit,
  clausesOf,
  countsOf,
  type Finding,
  passes,
  verdicts,
} from '../../../simulator/accessibility/audit.ts';
import { valueIn } from '../../../simulator/accessibility/evidence.ts';
import { brokenRules } from '../../../simulator/accessibility/page-rules.ts';
import { htmlReport } from '../../../simulator/accessibility/report-html.ts';
import { caution, jsonReport } from '../../../simulator/accessibility/report-json.ts';
import {
  accessibilityIds,
  accessibilityRequirements,
} from '../../../simulator/accessibility/requirements.ts';
import { see } from '../../../simulator/accessibility/seen.ts';
import { standardIds } from '../../../simulator/accessibility/standards.ts';
import { languages } from '../../../simulator/cli/language.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';

let findings: readonly Finding[] = [];
beforeAll(async () => {
  findings = audit(await see({ people: loadPeople() }));
}, 120_000);

const failed = (): readonly Finding[] =>
  findings.map((finding) =>
    finding.id === 'A11Y-12'
      ? {
          ...finding,
          verdict: 'failed',
          wrong: [{ where: 'a <visit>', what: { en: 'was "heard"', ja: '聞こえた' } }],
          wrongInAll: 1,
        }
      : finding,
  );

describe.each(languages)('the page in %s', (language) => {
  it('keeps the rules that it judges others by, whether or not something failed', () => {
    expect(brokenRules(htmlReport(findings, language, '0.1.0'))).toEqual([]);
    expect(brokenRules(htmlReport(failed(), language, '0.1.0'))).toEqual([]);
  });

  it('says each requirement in both languages, with its verdict in words, and claims nothing of a device', () => {
    const page = htmlReport(findings, language, '0.1.0');
    expect(page).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${language}">`));
    for (const id of accessibilityIds) {
      for (const spoken of languages) expect(page).toContain(`id="${spoken}-${id}"`);
    }
    expect(page).toContain(caution[language]);
    expect(page).toContain(verdicts.shown[language]);
    expect(page).not.toMatch(/<script|https?:\/\//);
  });

  it('leads past the tables to the requirements, and names what failed', () => {
    const page = htmlReport(failed(), language, '0.1.0');
    expect(page.indexOf(`href="#${language}-requirements"`)).toBeLessThan(page.indexOf('<main>'));
    expect(page).toContain('a &lt;visit&gt;');
    expect(page).not.toContain('a <visit>');
  });
});

describe('clause by clause', () => {
  it('every clause of the table is there, under the verdict that leaves most open', () => {
    for (const standard of standardIds) {
      const named = new Set(
        accessibilityIds.flatMap((id) => accessibilityRequirements[id].clauses[standard] ?? []),
      );
      const clauses = clausesOf(standard, findings);
      expect(new Set(clauses.map(({ clause }) => clause))).toEqual(named);
    }
    const before = clausesOf('en301549', findings).find(({ clause }) => clause === '5.1.3.9');
    const after = clausesOf('en301549', failed()).find(({ clause }) => clause === '5.1.3.9');
    expect([before?.verdict, after?.verdict]).toEqual(['shown', 'failed']);
  });

  it('numbers are in order', () => {
    const clauses = clausesOf('en301549', findings).map(({ clause }) => clause);
    expect(clauses.indexOf('5.1.3.2')).toBeLessThan(clauses.indexOf('5.1.3.10'));
    expect(clauses.indexOf('8.5')).toBeLessThan(clauses.indexOf('12'));
  });

  it('a requirement that failed fails the report', () => {
    expect(passes(findings)).toBe(true);
    expect(passes(failed())).toBe(false);
    expect(countsOf(failed()).failed).toBe(1);
  });
});

/** Words that stand in Japanese as they are: ids, units, a file. */
const untranslated = new Set<string>([
  ...deviceProfiles.map(({ id }) => id),
  ...screenIds,
  'mm',
  'dBA',
  'README',
]);
const englishWords = (text: string): readonly string[] =>
  (text.match(/[a-z][\w-]+/gi) ?? []).filter((word) => !untranslated.has(word) && !/^A11Y-\d+$/.test(word));

describe('in Japanese', () => {
  it('the names and the values of all figures are', () => {
    const figures = findings.flatMap((finding) => finding.figures);
    expect(figures.length).toBeGreaterThan(100);
    expect(figures.flatMap(({ what }) => englishWords(what.ja))).toEqual([]);
    expect(figures.flatMap((figure) => englishWords(valueIn(figure, 'ja')))).toEqual([]);
  });

  it('the page shows a figure of a device in words, with whose figure it is', () => {
    const page = htmlReport(findings, 'ja', '0.1.0');
    const [japanese = '', english = ''] = page.split('<section id="en"');
    expect(japanese).toContain('<th scope="row">counter-7-inch：5だけの凸点</th><td>はい（独自の設計）</td>');
    expect(english).toContain(
      '<th scope="row">counter-7-inch: a dot on 5 alone</th><td>true (our design)</td>',
    );
    expect(japanese).not.toContain('our design');
  });
});

it('nothing private that was spoken is in the evidence, and no name', () => {
  const written = JSON.stringify(jsonReport(findings, '0.1.0'));
  for (const { name } of loadPeople()) {
    expect(written).not.toContain(name.kanji);
    expect(written).not.toContain(name.kana);
  }
  expect(JSON.parse(written)).toMatchObject({ report: 'accessibility', passed: true, caution });
});

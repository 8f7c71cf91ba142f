import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, freshFolder, run } from './spawned.ts';

afterEach(cleanUp);

const scenario = (name: string, screen: string) => `
name: ${name}
steps:
  - see: idle
  - place: card
  - see: ${screen}
    within: 1s
`;

const written = (text: string): string => {
  const file = join(freshFolder(), 'visit.yaml');
  writeFileSync(file, text);
  return file;
};

describe('fcr run', () => {
  it('exits 0 where every scenario passes', async () => {
    const ended = await run(['run', written(scenario('A card is laid down', 'choose_method'))]);
    expect(ended).toEqual({
      code: 0,
      stdout: 'passed visit.yaml: A card is laid down\n1 of 1 passed\n',
      stderr: '',
    });
  });

  it('exits 1 where one does not, and says at which line and why', async () => {
    const text = `${scenario('good', 'choose_method')}---${scenario('bad', 'consent_all')}`;
    const { code, stdout } = await run(['run', written(text)]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /passed visit\.yaml: good\nFAILED visit\.yaml: bad\n {2}line \d+: .*choose_method.*\n1 of 2 passed\n/s,
    );
  });

  it('gives one JSON document with --json', async () => {
    const { code, stdout, stderr } = await run(['run', '--json', written(scenario('bad', 'consent_all'))]);
    expect([code, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      passed: 0,
      failed: 1,
      scenarios: [{ name: 'bad', passed: false }],
    });
  });

  it('refuses a folder for reports that cannot be had before anything runs', async () => {
    const file = written(scenario('A card is laid down', 'choose_method'));
    const ended = await run(['run', file, '--out', join(file, 'report')]);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(/^fcr: EMU-618 .*\n$/);
  });

  it.each([
    ['a path that is not there', () => '/nowhere.yaml', 'EMU-600'],
    ['a screen that is not there', () => written(scenario('bad', 'nowhere')), 'EMU-605'],
  ])('exits 2 for %s, before anything runs', async (_what, pathOf, code) => {
    const ended = await run(['run', pathOf()]);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(new RegExp(`^fcr: ${code} .*\n$`));
  });
});

describe('fcr replay', () => {
  it('runs a trace again, and shows the first difference of one that was changed', async () => {
    const file = written(scenario('A card is laid down', 'choose_method'));
    const out = join(freshFolder(), 'report');
    await run(['run', file, '--out', out, '--seed', '7']);
    expect(readdirSync(out).sort()).toEqual(['junit.xml', 'report.html', 'report.json', 'trace.jsonl']);
    const trace = join(out, 'trace.jsonl');
    const words = ['replay', trace, '--scenarios', file];
    expect(await run(words)).toEqual({ code: 0, stdout: '1 as recorded\n', stderr: '' });
    writeFileSync(
      trace,
      readFileSync(trace, 'utf8').replace('"screen":"choose_method"', '"screen":"place_card"'),
    );
    const { code, stdout } = await run(words);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /first difference at line \d+ of the trace\nrecorded: .*place_card.*\nnow: .*choose_method/,
    );
    const { stdout: json } = await run([...words, '--json']);
    expect(JSON.parse(json)).toMatchObject({ same: 0, difference: { scenario: 'A card is laid down' } });
  });

  it('says with people of one’s own, too, that the scenarios of a trace are not among the built-in ones', async () => {
    const file = written(
      scenario('A card is laid down', 'choose_method').replace('place: card', 'place: card\n    of: mine'),
    );
    const folder = freshFolder();
    const people = ['--people', join(folder, 'people.yaml')];
    await run(['person', 'new', '--id', 'mine', '--out', join(folder, 'people.yaml')]);
    expect((await run(['run', file, ...people, '--out', folder])).code).toBe(0);
    const { code, stderr } = await run(['replay', join(folder, 'trace.jsonl'), ...people]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^fcr: EMU-616 .*--scenarios/)]);
  });

  it('exits 2 for what is no trace', async () => {
    const ended = await run(['replay', written('not a trace')]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^fcr: EMU-615 .*\n$/);
  });
});

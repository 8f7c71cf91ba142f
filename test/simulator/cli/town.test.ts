import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { fcr } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'fcr-town-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

describe('fcr town', () => {
  it('writes a people file that a desk takes, and shows the spread', async () => {
    const { code, stdout, stderr } = await fcr(['town', '--people', '40', '--out', at('town.yaml')]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^40 people in \d+ households\n\nage\n/);
    expect(loadPeople(at('town.yaml')).size).toBe(40);
    const listed = await fcr(['person', 'list', '--people', at('town.yaml'), '--json']);
    expect(JSON.parse(listed.stdout)).toHaveLength(40);
  });

  it('writes the people to stdout where no file is named, and the spread to stderr', async () => {
    const { code, stdout, stderr } = await fcr(['town', '--people', '20', '--seed', 'x']);
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout))).toHaveLength(20);
    expect(stderr).toContain('20 people');
    const again = await fcr(['town', '--people', '20', '--seed', 'x', '--json']);
    expect(again.stdout).toBe(stdout);
  });

  it('tells the spread as one JSON document', async () => {
    const { stdout } = await fcr(['town', '--people', '30', '--out', at('json.yaml'), '--json']);
    const { people, file, insurers } = JSON.parse(stdout);
    expect([people, file]).toEqual([30, at('json.yaml')]);
    expect(Object.values<number>(insurers).reduce((sum, n) => sum + n, 0)).toBe(30);
  });

  it('speaks Japanese', async () => {
    const { stdout } = await fcr(['town', '--people', '10', '--out', at('ja.yaml'), '--lang', 'ja']);
    expect(stdout).toContain('協会けんぽ');
  });

  it('shows on stderr how far the making and the reading of thousands are', async () => {
    const made = await fcr(['town', '--people', '2000', '--out', at('big.yaml'), '--json']);
    expect(made.stderr).toBe('making people: 1000 / 2000\nmaking people: 2000 / 2000\n');
    const read = await fcr(['person', 'show', 't00001', '--people', at('big.yaml'), '--lang', 'ja']);
    expect(read.stderr).toBe('人物の読み込み: 1000 / 2000\n人物の読み込み: 2000 / 2000\n');
  });

  it('does not write over a file (EMU-690)', async () => {
    writeFileSync(at('mine.yaml'), 'mine');
    const { code, stderr } = await fcr(['town', '--people', '10', '--out', at('mine.yaml')]);
    expect([code, stderr.includes('EMU-690')]).toEqual([2, true]);
    expect(readFileSync(at('mine.yaml'), 'utf8')).toBe('mine');
  });

  it('says where a file cannot be written (EMU-649)', async () => {
    const { code, stderr } = await fcr(['town', '--people', '10', '--out', at('nowhere/town.yaml')]);
    expect([code, stderr.includes('EMU-649')]).toEqual([2, true]);
  });

  it.each([
    ['--people', '0'],
    ['--people', '50001'],
    ['--day', '2026-02-30'],
    ['--seed', ''],
  ])('refuses %s %s (EMU-633)', async (option, value) => {
    const { code, stderr } = await fcr(['town', option, value]);
    expect([code, stderr.includes('EMU-633')]).toEqual([2, true]);
  });

  it('writes births as dates for a day', async () => {
    const { stdout } = await fcr(['town', '--people', '5', '--day', '2027-04-01']);
    for (const { birth } of Object.values<{ birth: string }>(JSON.parse(stdout)))
      expect(birth).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmulatorError } from '../../../protocol/errors.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { loadRecordedScenarios, loadScenarios } from '../../../simulator/scenario/load.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenarios-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, scenario: string) =>
  writeFileSync(join(folder, name), `name: ${scenario}\nsteps: [see: idle]\n`);

const codeOf = (paths: readonly string[]): string => {
  try {
    loadScenarios(paths);
  } catch (error) {
    if (error instanceof EmulatorError) return error.problem.code;
    throw error;
  }
  return 'none';
};

describe('loading scenarios', () => {
  it('takes the yaml files of a folder and of folders in it, in order of their names, and nothing else', () => {
    mkdirSync(join(folder, 'more'));
    write('b.yaml', 'second');
    write('a.yaml', 'first');
    write(join('more', 'a.yml'), 'third');
    writeFileSync(join(folder, 'README.md'), 'not: a\nscenario: 1');
    expect(loadScenarios([folder]).map(({ name }) => name)).toEqual(['first', 'second', 'third']);
  });

  it('takes single files in the order in which they are named', () => {
    write('a.yaml', 'first');
    write('b.yaml', 'second');
    const paths = [join(folder, 'b.yaml'), join(folder, 'a.yaml')];
    expect(loadScenarios(paths).map(({ name }) => name)).toEqual(['second', 'first']);
  });

  it('does not look into files of other names than are asked for', () => {
    mkdirSync(join(folder, 'more'));
    write('a.yaml', 'first');
    write(join('more', 'a.yaml'), 'second');
    writeFileSync(join(folder, 'b.yaml'), 'not a scenario');
    const found = loadRecordedScenarios(new Set(['a.yaml', 'none.yaml']), new Set(), [folder], loadPeople());
    expect(found.map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it('refuses a file that is not there', () => {
    expect(codeOf([join(folder, 'none.yaml')])).toBe('EMU-600');
  });

  it('refuses a folder or file without a scenario', () => {
    expect(codeOf([folder])).toBe('EMU-612');
    writeFileSync(join(folder, 'empty.yaml'), '# nothing yet\n');
    expect(codeOf([join(folder, 'empty.yaml')])).toBe('EMU-612');
  });
});

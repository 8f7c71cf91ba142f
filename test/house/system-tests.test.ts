import { describe, expect, it } from 'vitest';
import { machineParts } from '../../simulator/cli/machine-parts.ts';
import { lackingFor, systemTests } from '../system/system-tests.ts';
import { files, read } from './sources.ts';

describe('system tests', () => {
  it('are all named where npm test says what it leaves out', () => {
    const there = files.filter((file) => /^test\/system\/[^/]+\.test\.ts$/.test(file));
    expect(there.length).toBeGreaterThan(0);
    const named = Object.keys(systemTests).map((file) => `test/system/${file}`);
    expect(there.filter((file) => !named.includes(file))).toEqual([]);
  });

  it('need parts that fcr doctor looks for, and say the remedy where one is missing', async () => {
    const known = machineParts.map(({ id }) => id);
    expect(new Set(known).size, 'each part once').toBe(known.length);
    for (const { needs } of Object.values(systemTests))
      expect(known).toEqual(expect.arrayContaining([...needs]));
    const somewhere = { about: 'nothing', needs: ['no such part'] };
    await expect(lackingFor(somewhere)).rejects.toThrow(RangeError);
  });

  it('have the packages that their parts come from in the list that .ci/run installs', () => {
    expect(read('.ci/run')).toContain('test/system/packages.txt');
    const listed = read('test/system/packages.txt')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    for (const name of listed) expect(name).toMatch(/^[a-z0-9][a-z0-9.+-]+$/);
    const needed = new Set<string>(Object.values(systemTests).flatMap(({ needs }) => needs));
    for (const { id, remedy } of machineParts) {
      const packages = /^apt-get install (.+)$/.exec(remedy.en)?.[1]?.split(' ') ?? [];
      if (needed.has(id)) expect(listed, id).toEqual(expect.arrayContaining(packages));
    }
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fcr } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'face-'));
afterAll(() => rmSync(folder, { recursive: true }));

const measure = (...words: readonly string[]) => fcr(['face', 'measure', ...words]);

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
const samples = file(
  'pairs.yaml',
  `- { reference: a.jpg, probe: a.jpg, label: mated }
- { reference: a.jpg, probe: b.jpg, label: non-mated }
- { reference: a.jpg, probe: print.jpg, label: attack, species: print }
`,
);
for (const name of ['a', 'b', 'print']) file(`${name}.jpg`, name);
const program = file(
  'matcher.cjs',
  `require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, reference, probe } = JSON.parse(line);
  const similarity = reference === probe ? 0.9 : 0.1;
  const attack = Buffer.from(probe, 'base64url').toString() === 'print' ? 0.8 : 0.1;
  process.stdout.write(JSON.stringify({ id, similarity, attack }) + '\\n');
});`,
);
const matcher = `"${process.execPath}" "${program}"`;

describe('fcr face measure', () => {
  it('says in each form of output that synthetic faces tell nothing of a device', async () => {
    const words = /SYNTHETIC FACES OF AN EMULATOR.*nothing about any device/;
    const { code, stdout } = await measure('--comparisons', '20');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(words);
    expect(JSON.parse((await measure('--comparisons', '20', '--json')).stdout).about).toMatch(words);
    expect((await measure('--help')).stdout.replaceAll(/\s+/g, ' ')).toMatch(words);
    expect((await measure('--lang', 'ja', '--comparisons', '20')).stdout).toMatch(
      /^【エミュレーターの架空の顔】/,
    );
  });

  it('gives the same figures for the same seed, and moves them with the thresholds', async () => {
    const figures = async (...words: readonly string[]) =>
      JSON.parse((await measure('--json', '--comparisons', '100', ...words)).stdout);
    const first = await figures();
    expect(await figures()).toEqual(first);
    expect(await figures('--seed', '2')).not.toEqual(first);
    const strict = await figures('--threshold', '0.9', '--attack-threshold', '0.05');
    expect(strict.thresholds).toEqual({ similarity: 0.9, attack: 0.05, quality: 0.3 });
    expect(strict.comparison.fnmr.rate).toBeGreaterThan(first.comparison.fnmr.rate);
    expect(strict.attacks.bpcer.rate).toBeGreaterThan(first.attacks.bpcer.rate);
  });

  it('measures a program on pictures that were handed in, and does not call them synthetic', async () => {
    const { code, stdout, stderr } = await measure('--matcher', matcher, '--samples', samples, '--json');
    expect([code, stderr]).toEqual([0, '']);
    const { about, origin, comparison, attacks } = JSON.parse(stdout);
    expect(about).toMatch(/HANDED IN.*no certified evaluation/);
    expect(origin).toBe('handed-in');
    expect(comparison.fmr).toMatchObject({ errors: 0, of: 1 });
    expect(comparison.fnmr).toMatchObject({ errors: 0, of: 1 });
    expect(attacks.species).toMatchObject([{ species: 'print', apcer: { errors: 0, of: 1 } }]);
  });

  it.each([
    [['--matcher', 'x'], 'EMU-680', '--samples'],
    [['--samples', samples], 'EMU-680', '--matcher'],
    [['--matcher', matcher, '--samples', join(folder, 'none.yaml')], 'EMU-681', 'ENOENT'],
    [['--matcher', matcher, '--samples', program], 'EMU-682', 'entry 1'],
    [['--matcher', 'exit 3', '--samples', samples], 'EMU-683', 'exit 3'],
    [['--matcher', 'echo hello; cat >/dev/null', '--samples', samples], 'EMU-684', 'hello'],
    [['--threshold', '1.5'], 'EMU-633', '1.5'],
    [['--threshold', '-1'], 'EMU-633', '-1'],
    [['--comparisons', '0'], 'EMU-633', '0'],
  ])('ends with 2 and one line for %j', async (words, code, reason) => {
    const ended = await measure(...words);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(new RegExp(`^fcr: ${code} .*\n$`));
    expect(ended.stderr).toContain(reason);
  });
});

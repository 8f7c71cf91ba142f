import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { attemptsOf, readSamples } from '../../../../simulator/face/evaluation/samples-file.ts';
import type { FaceMatcher } from '../../../../simulator/face/matcher.ts';

const folder = mkdtempSync(join(tmpdir(), 'samples-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'pictures'));
writeFileSync(join(folder, 'pictures', 'a.jpg'), 'a');
writeFileSync(join(folder, 'b.jpg'), 'bb');

function list(text: string): string {
  const file = join(folder, 'samples.yaml');
  writeFileSync(file, text);
  return file;
}
const problemOf = (text: string) => {
  const read = readSamples(list(text));
  return read.ok ? null : read.problem;
};

describe('a list of samples', () => {
  it('names pairs from its own folder, and what they are', () => {
    const read = readSamples(
      list(`- { reference: pictures/a.jpg, probe: b.jpg, label: mated }
- { reference: pictures/a.jpg, probe: b.jpg, label: attack, species: print }
`),
    );
    const pair = { reference: join(folder, 'pictures', 'a.jpg'), probe: join(folder, 'b.jpg') };
    expect(read).toEqual({
      ok: true,
      value: [
        { ...pair, label: 'mated' },
        { ...pair, label: 'attack', species: 'print' },
      ],
    });
  });

  it.each([
    ['that is not YAML', '- {', 1],
    ['that is empty', '', 1],
    ['without entries', '[]', 1],
    [
      'with an unknown label',
      '- { reference: a, probe: b, label: mated }\n- { reference: a, probe: b, label: same }',
      2,
    ],
    ['with an attack of no species', '- { reference: a, probe: b, label: attack }', 1],
    [
      'with a species of a pair that is no attack',
      '- { reference: a, probe: b, label: mated, species: print }',
      1,
    ],
    ['with an entry without a probe', '- { reference: a, label: mated }', 1],
  ])('%s is refused, with its entry', (_, text, entry) => {
    expect(problemOf(text)).toMatchObject({ code: 'EMU-682', detail: { entry } });
  });

  it('that is not there, or a folder, is refused', () => {
    for (const file of [join(folder, 'none.yaml'), folder]) {
      const read = readSamples(file);
      expect(read.ok ? null : read.problem.code).toBe('EMU-681');
    }
  });
});

describe('the attempts of a list', () => {
  const matcher: FaceMatcher<Uint8Array> = {
    compare: (reference, probe) =>
      Promise.resolve({
        kind: 'compared',
        comparison: { similarity: reference.length / 10, attack: probe.length / 10, quality: 1 },
      }),
  };
  const a = join(folder, 'pictures', 'a.jpg');
  const b = join(folder, 'b.jpg');

  it('are those of the matcher, each with what it is known to be', async () => {
    const answer = { kind: 'compared', comparison: { similarity: 0.1, attack: 0.2, quality: 1 } };
    const made = await attemptsOf(
      [
        { reference: a, probe: b, label: 'non-mated' },
        { reference: a, probe: b, label: 'attack', species: 'print' },
      ],
      matcher,
    );
    expect(made).toEqual({
      ok: true,
      value: [
        { of: 'non-mated', reference: a, answer },
        { of: 'attack', species: 'print', reference: a, answer },
      ],
    });
  });

  it.each([
    { reference: join(folder, 'none.jpg'), probe: b },
    { reference: a, probe: join(folder, 'pictures') },
  ])('are none where a picture cannot be read', async (pair) => {
    const made = await attemptsOf([{ ...pair, label: 'mated' }], matcher);
    expect(made.ok ? null : made.problem.code).toBe('EMU-681');
  });
});

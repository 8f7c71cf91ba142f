import { describe, expect, it } from 'vitest';
import type { FaceComparison } from '../../../../firmware/credential/face-decision.ts';
import type { Attempt } from '../../../../simulator/face/evaluation/attempt.ts';
import { figuresOf } from '../../../../simulator/face/evaluation/figures.ts';
import { figuresText, heading } from '../../../../simulator/face/evaluation/figures-text.ts';
import { syntheticAttempts } from '../../../../simulator/face/evaluation/synthetic-attempts.ts';
import { loadPeople } from '../../../../simulator/people/registry.ts';

const thresholds = { similarity: 0.6, attack: 0.5, quality: 0.3 };
const compared = (comparison: Partial<FaceComparison>) =>
  ({ kind: 'compared', comparison: { similarity: 0.9, attack: 0.1, quality: 0.9, ...comparison } }) as const;
const failed = (of: 'reference' | 'probe') => ({ kind: 'failed', of }) as const;

const person = (of: 'mated' | 'non-mated', answer: Attempt['answer'], reference = 'a'): Attempt => ({
  of,
  reference,
  answer,
});
const attack = (species: string, answer: Attempt['answer']): Attempt => ({
  of: 'attack',
  species,
  reference: 'a',
  answer,
});
const counts = (rate: { readonly errors: number; readonly of: number }) => [rate.errors, rate.of];

describe('the figures of a comparison', () => {
  it('count false matches and false non-matches at the threshold, which belongs to a match', () => {
    const { comparison } = figuresOf(
      [
        person('mated', compared({ similarity: 0.6 })),
        person('mated', compared({ similarity: 0.59 })),
        person('non-mated', compared({ similarity: 0.6 })),
        person('non-mated', compared({ similarity: 0.2 })),
        person('non-mated', compared({ similarity: 0.1 })),
      ],
      thresholds,
    );
    expect(counts(comparison.fnmr)).toEqual([1, 2]);
    expect(counts(comparison.fmr)).toEqual([1, 3]);
    expect(counts(comparison.frr)).toEqual([1, 2]);
    expect(counts(comparison.far)).toEqual([1, 3]);
  });

  it('count a picture that could not be used as a failure to acquire, and as a false reject, but as no non-match', () => {
    const { comparison, attacks } = figuresOf(
      [
        person('mated', compared({ quality: 0.29 })),
        person('mated', failed('probe')),
        person('mated', compared({})),
        person('non-mated', compared({ quality: 0.1, similarity: 1 })),
      ],
      thresholds,
    );
    expect(counts(comparison.fta)).toEqual([3, 4]);
    expect(counts(comparison.fnmr)).toEqual([0, 1]);
    expect(counts(comparison.fmr)).toEqual([0, 0]);
    expect(counts(comparison.frr)).toEqual([2, 3]);
    expect(counts(comparison.far)).toEqual([0, 1]);
    expect(counts(attacks.bpnrr)).toEqual([1, 4]);
  });

  it('count a photograph without a face once, however often it was used, and its attempts nowhere else', () => {
    const { comparison } = figuresOf(
      [
        person('mated', failed('reference'), 'b'),
        person('non-mated', failed('reference'), 'b'),
        person('mated', compared({}), 'a'),
      ],
      thresholds,
    );
    expect(counts(comparison.fte)).toEqual([1, 2]);
    expect(counts(comparison.fta)).toEqual([0, 1]);
    expect(counts(comparison.frr)).toEqual([0, 1]);
  });

  it('draw the trade-off over the whole scale: fewer false matches, more false non-matches', async () => {
    const attempts = await syntheticAttempts({ people: loadPeople(), each: 300, seed: '1' });
    const { det } = figuresOf(attempts, thresholds).comparison;
    expect(det.map(({ threshold }) => threshold)).toEqual(Array.from({ length: 21 }, (_, i) => i / 20));
    expect(det[0]).toEqual({ threshold: 0, fmr: 1, fnmr: 0 });
    for (const [i, { fmr, fnmr }] of det.slice(1).entries()) {
      expect(fmr).toBeLessThanOrEqual(det[i]?.fmr ?? Number.NaN);
      expect(fnmr).toBeGreaterThanOrEqual(det[i]?.fnmr ?? Number.NaN);
    }
  });
});

describe('the figures of presentation attacks', () => {
  const attempts = [
    attack('print', compared({ attack: 0.5 })),
    attack('print', compared({ attack: 0.49 })),
    attack('silicone', compared({ attack: 0.1, similarity: 0.2 })),
    attack('silicone', failed('probe')),
    person('mated', compared({ attack: 0.7 })),
    person('non-mated', compared({ similarity: 0 })),
  ];
  const { attacks, comparison } = figuresOf(attempts, thresholds);

  it('stand for each species by itself, and are judged by the one that is missed most', () => {
    expect(attacks.species.map(({ species, apcer }) => [species, ...counts(apcer)])).toEqual([
      ['print', 1, 2],
      ['silicone', 1, 1],
    ]);
    expect(attacks.worst).toEqual(['silicone']);
  });

  it('are judged by all species that are missed equally often, also where none is missed', () => {
    const caught = ['print', 'silicone'].map((species) => attack(species, compared({ attack: 0.9 })));
    const unanswered = attack('screen', failed('probe'));
    expect(figuresOf([...caught, unanswered], thresholds).attacks.worst).toEqual(['print', 'silicone']);
    expect(figuresOf([unanswered], thresholds).attacks.worst).toEqual([]);
  });

  it('tell what was missed from what was let in, and from what gave no answer', () => {
    expect(attacks.species.map(({ iapar }) => counts(iapar))).toEqual([
      [1, 2],
      [0, 2],
    ]);
    expect(attacks.species.map(({ apnrr }) => counts(apnrr))).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it('count persons who were taken for attacks, who were then not let in', () => {
    expect(counts(attacks.bpcer)).toEqual([1, 2]);
    expect(counts(comparison.frr)).toEqual([1, 1]);
    expect(counts(comparison.fnmr)).toEqual([0, 1]);
  });

  it('are of no species where no attack was tried', () => {
    expect(figuresOf([person('mated', compared({}))], thresholds).attacks).toMatchObject({
      species: [],
      worst: [],
    });
  });
});

describe('synthetic attempts', () => {
  it('are the same for the same seed, and others for another', async () => {
    const plan = { people: loadPeople(), each: 20, seed: 'a' };
    expect(await syntheticAttempts(plan)).toEqual(await syntheticAttempts(plan));
    expect(await syntheticAttempts(plan)).not.toEqual(await syntheticAttempts({ ...plan, seed: 'b' }));
  });

  it('are as many of each kind as was asked, and never a person against themselves as another', async () => {
    const attempts = await syntheticAttempts({ people: loadPeople(), each: 50, seed: 'a' });
    const kinds = attempts.map((attempt) => (attempt.of === 'attack' ? attempt.species : attempt.of));
    for (const kind of ['mated', 'non-mated', 'photo', 'screen', 'mask'])
      expect(kinds.filter((each) => each === kind)).toHaveLength(50);
  });

  it('of one person alone have no others, and of nobody are none', async () => {
    const one = [...loadPeople()].slice(0, 1);
    const attempts = await syntheticAttempts({ people: one, each: 5, seed: 'a' });
    expect(attempts.some(({ of }) => of === 'non-mated')).toBe(false);
    expect(figuresOf(attempts, thresholds).comparison.fmr.rate).toBeNull();
    expect(await syntheticAttempts({ people: [], each: 5, seed: 'a' })).toEqual([]);
  });
});

describe.each(['en', 'ja'] as const)('the lines in %s', (language) => {
  it.each(['synthetic', 'handed-in'] as const)('begin and end with what they are, %s', async (origin) => {
    const attempts = await syntheticAttempts({ people: loadPeople(), each: 5, seed: 'a' });
    const lines = figuresText(figuresOf(attempts, thresholds), origin, language);
    expect(lines[0]).toBe(heading[origin][language]);
    expect(lines.at(-1)).toBe(heading[origin][language]);
    for (const form of [
      'FTE',
      'FTA',
      'FMR',
      'FNMR',
      'FAR',
      'FRR',
      'DET',
      'APCER',
      'BPCER',
      'ISO/IEC 19795-1',
      'ISO/IEC 30107-3',
    ])
      expect(lines.join('\n')).toContain(form);
    expect(heading.synthetic[language]).toMatch(
      language === 'en' ? /nothing about any device/ : /実在の機器/,
    );
  });
});

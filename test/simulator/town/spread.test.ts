import { describe, expect, it } from 'vitest';
import { counted, type Shares, sumOf } from '../../../simulator/town/drawing.ts';
import { shares } from '../../../simulator/town/shares.ts';
import { countSpread, spreadLines } from '../../../simulator/town/spread.ts';
import { makeTown } from '../../../simulator/town/town.ts';

function spreadOf(people: number, seed: string) {
  const town = makeTown({ people, seed, day: null });
  const spread = countSpread(town.households);
  for (const person of town.people) spread.add(person);
  return spread.done();
}

const count = 5_000;
const spread = spreadOf(count, '1');

/** Points of a hundred by which what comes out of households may differ from its table. */
const points = 5;
const percentOf = (counts: Shares, key: string): number => ((counts[key] ?? 0) / sumOf(counts)) * 100;

describe('The spread of a town', () => {
  it('has the ages of the table, to within one person', () => {
    for (const [group, due] of counted(shares.ageGroups.of, count))
      expect(Math.abs((spread.ages[group] ?? 0) - due), group).toBeLessThanOrEqual(1);
  });

  it.each(['households', 'insurers'] as const)('comes near to the table: %s', (name) => {
    const found: Shares = name === 'households' ? spread.householdForms : spread.insurers;
    for (const key of Object.keys(shares[name].of)) {
      // A household with anybody else in it is not made.
      if (key === 'other') continue;
      const due = percentOf(shares[name].of, key);
      expect(Math.abs(percentOf(found, key) - due), `${key}: ${due}`).toBeLessThan(points);
    }
  });

  it('has about as many women as men', () => {
    expect(spread.women / count).toBeGreaterThan(0.47);
    expect(spread.women / count).toBeLessThan(0.56);
  });

  it('has the situations of the tables, to within one person', () => {
    const { certificates, cards, pinTries, registered, certificateStatuses } = shares;
    const due = (of: Shares, key: string): number => (((of[key] ?? 0) as number) / sumOf(of)) * count;
    const expected = {
      'certificate ends soon': due(certificates.of, 'expiring'),
      'in grace': due(certificates.of, 'grace'),
      'certificate expired': due(certificates.of, 'expired'),
      'card suspended': due(certificateStatuses.of, 'suspended'),
      'card returned': due(certificateStatuses.of, 'returned'),
      'face-only card': due(cards.of, 'face-only'),
      'next card': due(cards.of, 'next'),
      'broken card': due(cards.of, 'broken'),
      'PIN locked': due(pinTries.of, '0'),
      'not registered': due(registered.of, 'no'),
    };
    for (const [words, people] of Object.entries(expected))
      expect(Math.abs((spread.situations[words] ?? 0) - people), words).toBeLessThanOrEqual(1);
  });

  it('has every situation, insurer, ratio and validity, and every limit category that has a share of any size', () => {
    for (const counts of [spread.situations, spread.insurers, spread.ratios, spread.validities])
      for (const [key, people] of Object.entries(counts)) expect(people, key).toBeGreaterThan(0);
    for (const [category, people] of Object.entries(spread.limitCategories))
      if (!['A06', 'B07', 'B08'].includes(category)) expect(people, category).toBeGreaterThan(0);
  });

  it('is shown as a picture that counts everybody, in both languages', () => {
    for (const language of ['en', 'ja'] as const) {
      const lines = spreadLines(spread, language);
      expect(lines[0]).toContain('5000');
      const ages = lines.slice(lines.indexOf(language === 'en' ? 'age' : '年齢') + 1);
      const counts = ages.slice(0, ages.indexOf('')).map((line) => Number(/(\d+) {2}#/.exec(line)?.[1] ?? 0));
      expect(counts.reduce((sum, people) => sum + people, 0)).toBe(count);
    }
  });
});

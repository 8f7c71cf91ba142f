import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideFace } from '../../../firmware/credential/face-decision.ts';
import { profileIds, profiles } from '../../../firmware/profiles.ts';
import {
  attackSpecies,
  bestConditions,
  type Conditions,
  drawComparison,
  type Presentation,
  type Relation,
} from '../../../simulator/face/score-model.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';

const relations: readonly Relation[] = ['same', 'alike', 'other'];
const presentations: readonly Presentation[] = ['person', ...attackSpecies];

const anyConditions: fc.Arbitrary<Conditions> = fc.record({
  light: fc.double({ min: 0, max: 1, noNaN: true }),
  angle: fc.double({ min: 0, max: 90, noNaN: true }),
  sharpness: fc.double({ min: 0, max: 1, noNaN: true }),
  mask: fc.boolean(),
  photoAge: fc.double({ min: 0, max: 10, noNaN: true }),
});

/** The mean of many draws in these conditions. */
function meanOf(
  relation: Relation,
  changed: Partial<Conditions> = {},
  presentation: Presentation = 'person',
): { readonly similarity: number; readonly attack: number; readonly quality: number } {
  const { number } = seededEntropy('mean');
  const sum = { similarity: 0, attack: 0, quality: 0 };
  const draws = 2000;
  for (let i = 0; i < draws; i += 1) {
    const drawn = drawComparison(relation, presentation, { ...bestConditions, ...changed }, number);
    for (const name of ['similarity', 'attack', 'quality'] as const) sum[name] += drawn[name] / draws;
  }
  return sum;
}

/** The furthest that any draw can go: every chance at an end. */
const extremes = (relation: Relation, presentation: Presentation, conditions: Conditions) =>
  [0, 1 - Number.EPSILON].flatMap((similarity) =>
    [0, 1 - Number.EPSILON].flatMap((attack) =>
      [0, 1 - Number.EPSILON].map((quality) => {
        let call = 0;
        return drawComparison(relation, presentation, conditions, () => {
          call += 1;
          return call <= 4 ? similarity : call <= 8 ? attack : quality;
        });
      }),
    ),
  );

describe('in the best conditions no draw strays over a threshold', () => {
  const decided = (relation: Relation, presentation: Presentation, conditions = bestConditions) =>
    new Set(
      profileIds.flatMap((id) =>
        extremes(relation, presentation, conditions).map((drawn) => decideFace(drawn, profiles[id].face)),
      ),
    );

  it('the person of the card is matched, with a surgical mask too', () => {
    expect(decided('same', 'person')).toEqual(new Set(['matched']));
    expect(decided('same', 'person', { ...bestConditions, mask: true })).toEqual(new Set(['matched']));
  });

  it('one who looks alike is matched: a camera cannot tell twins apart', () => {
    expect(decided('alike', 'person')).toEqual(new Set(['matched']));
  });

  it('anybody else is not', () => {
    expect(decided('other', 'person')).toEqual(new Set(['notMatched']));
  });

  it.each(attackSpecies)('a copy of kind %s is found out', (species) => {
    expect(decided('same', species)).toEqual(new Set(['attack']));
  });

  it('a blurred picture is unclear', () => {
    expect(decided('same', 'person', { ...bestConditions, sharpness: 0 })).toEqual(new Set(['unclear']));
  });
});

describe('the conditions of the picture', () => {
  const best = meanOf('same');

  it.each([
    ['less light', { light: 0.3 }],
    ['a face turned away', { angle: 30 }],
    ['a worn mask', { mask: true }],
    ['an old photograph', { photoAge: 10 }],
    ['a blur', { sharpness: 0.5 }],
  ] as const)('make the person less like the photograph: %s', (_, changed) => {
    expect(meanOf('same', changed).similarity).toBeLessThan(best.similarity - 0.03);
  });

  it.each([{ light: 0.3 }, { angle: 30 }, { mask: true }, { sharpness: 0.5 }])(
    'make the picture poorer: %o',
    (changed) => {
      expect(meanOf('same', changed).quality).toBeLessThan(best.quality - 0.05);
    },
  );

  it('of the photograph say nothing of the quality of the new picture', () => {
    expect(meanOf('same', { photoAge: 10 }).quality).toBe(best.quality);
  });

  it('do not make anybody else more like or unlike', () => {
    expect(meanOf('other', { light: 0.3, angle: 30, mask: true }).similarity).toBe(
      meanOf('other').similarity,
    );
  });

  it('make a person more suspicious and a copy less', () => {
    const dark = { light: 0.2 };
    expect(meanOf('same', dark).attack).toBeGreaterThan(best.attack + 0.05);
    expect(meanOf('same', dark, 'mask').attack).toBeLessThan(meanOf('same', {}, 'mask').attack - 0.05);
  });
});

it('those who look alike are nearly as like as the person, others are far away', () => {
  const [same, alike, other] = relations.map((relation) => meanOf(relation).similarity);
  expect(same).toBeGreaterThan(alike as number);
  expect(alike).toBeGreaterThan((other as number) + 0.4);
});

it('every figure is within the scale, whatever the conditions', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...relations),
      fc.constantFrom(...presentations),
      anyConditions,
      fc.string(),
      (relation, presentation, conditions, seed) => {
        const drawn = drawComparison(relation, presentation, conditions, seededEntropy(seed).number);
        for (const figure of Object.values(drawn)) {
          expect(figure).toBeGreaterThanOrEqual(0);
          expect(figure).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

/**
 * Where an emulated matcher's figures come from: distributions for the same person, for one who looks alike and for
 * anybody else, moved by the conditions of the picture. Every number here is invented, so that each decision can be
 * brought about; none was measured on a face, and none says anything about any device.
 */

import type { FaceComparison } from '../../firmware/credential/face-decision.ts';

/** Who is before the camera, beside the person of the photograph. */
export type Relation = 'same' | 'alike' | 'other';

/** What is held before the camera in place of a face: the species of a presentation attack (ISO/IEC 30107-3). */
export const attackSpecies = ['photo', 'screen', 'mask'] as const;
export type AttackSpecies = (typeof attackSpecies)[number];
export type Presentation = 'person' | AttackSpecies;

export interface Conditions {
  /** 1: even and bright, 0: dark. */
  readonly light: number;
  /** Degrees that the face is turned away. */
  readonly angle: number;
  /** 1: sharp, 0: nothing can be made out. */
  readonly sharpness: number;
  /** A surgical mask is worn. */
  readonly mask: boolean;
  /** Years between the photograph of the card and this day. */
  readonly photoAge: number;
}

export const bestConditions: Conditions = { light: 1, angle: 0, sharpness: 1, mask: false, photoAge: 0 };

interface Distribution {
  readonly mean: number;
  readonly deviation: number;
}

const similarityOf: Readonly<Record<Relation, Distribution>> = {
  same: { mean: 0.86, deviation: 0.04 },
  alike: { mean: 0.82, deviation: 0.05 },
  other: { mean: 0.22, deviation: 0.08 },
};

const attackOf: Readonly<Record<Presentation, Distribution>> = {
  person: { mean: 0.12, deviation: 0.08 },
  photo: { mean: 0.88, deviation: 0.08 },
  screen: { mean: 0.84, deviation: 0.08 },
  mask: { mean: 0.82, deviation: 0.09 },
};

/** How much less a copy is like the person than the person is. */
const lostByCopy: Readonly<Record<Presentation, number>> = {
  person: 0,
  photo: 0.04,
  screen: 0.04,
  mask: 0.12,
};

const qualityDeviation = 0.04;

/** The angle, in degrees, at which what it costs is counted in full. */
const wideAngle = 45;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * A draw around the mean. The sum of four even chances is near a normal distribution and never further out than 3.5
 * deviations, the same on any machine: in the best conditions no figure strays over a threshold of a profile.
 */
function draw({ mean, deviation }: Distribution, chance: () => number): number {
  const sum = chance() + chance() + chance() + chance();
  return mean + (sum - 2) * Math.sqrt(3) * deviation;
}

/** @param chance evenly distributed in [0, 1), called twelve times */
export function drawComparison(
  relation: Relation,
  presentation: Presentation,
  { light, angle, sharpness, mask, photoAge }: Conditions,
  chance: () => number,
): FaceComparison {
  const dark = 1 - light;
  const turned = (angle / wideAngle) ** 2;
  const blurred = 1 - sharpness;
  const worn = mask ? 1 : 0;
  // Another's face is unlike in any light.
  const lost =
    relation === 'other'
      ? 0
      : 0.15 * dark +
        0.3 * turned +
        0.3 * blurred +
        0.06 * worn +
        0.008 * photoAge +
        lostByCopy[presentation];
  const suspicion =
    presentation === 'person' ? 0.1 * dark + 0.15 * turned + 0.05 * worn : -0.2 * dark - 0.1 * blurred;
  return {
    similarity: clamp(draw(similarityOf[relation], chance) - lost),
    attack: clamp(draw(attackOf[presentation], chance) + suspicion),
    quality: clamp(
      draw({ mean: 1, deviation: qualityDeviation }, chance) -
        (0.5 * dark + 0.5 * turned + 0.9 * blurred + 0.1 * worn),
    ),
  };
}

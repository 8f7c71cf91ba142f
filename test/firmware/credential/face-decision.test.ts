import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideFace,
  type FaceComparison,
  type FaceThresholds,
  faceVerdicts,
  hintOfFace,
} from '../../../firmware/credential/face-decision.ts';
import { profileIds, profiles } from '../../../firmware/profiles.ts';

const thresholds: FaceThresholds = { similarity: 0.6, attack: 0.5, quality: 0.3 };
const decided = (comparison: Partial<FaceComparison>, by: FaceThresholds = thresholds) =>
  decideFace({ similarity: 0.9, attack: 0.1, quality: 0.9, ...comparison }, by);

const figure = fc.double({ min: 0, max: 1, noNaN: true });
const comparison = fc.record({ similarity: figure, attack: figure, quality: figure });
const someThresholds = fc.record({ similarity: figure, attack: figure, quality: figure });

describe('what the desk had better know of a face check', () => {
  it('is nothing of a match, and something of everything else', () => {
    expect(faceVerdicts.map(hintOfFace)).toEqual([
      null,
      'face_not_confirmed',
      'presentation_attack',
      'face_not_confirmed',
      'camera_fault',
    ]);
  });
});

describe('the decision about a face', () => {
  it('is for the person of the card from the threshold of similarity on', () => {
    expect(decided({ similarity: 0.6 })).toBe('matched');
    expect(decided({ similarity: 0.599 })).toBe('notMatched');
  });

  it('is an attack from the threshold on, however similar the face and however poor the picture', () => {
    expect(decided({ attack: 0.499 })).toBe('matched');
    expect(decided({ attack: 0.5, similarity: 1 })).toBe('attack');
    expect(decided({ attack: 1, quality: 0 })).toBe('attack');
  });

  it('says of a picture below the threshold of quality neither who it is nor who it is not', () => {
    expect(decided({ quality: 0.299 })).toBe('unclear');
    expect(decided({ quality: 0.299, similarity: 0 })).toBe('unclear');
    expect(decided({ quality: 0.3 })).toBe('matched');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.001, 1.001])(
    'lets nobody in on a figure of %s',
    (strange) => {
      for (const name of ['similarity', 'attack', 'quality'])
        expect(decided({ [name]: strange })).toBe('cameraFault');
    },
  );

  it('lets in only where all three thresholds are kept', () => {
    fc.assert(
      fc.property(comparison, someThresholds, (measured, by) => {
        const kept =
          measured.similarity >= by.similarity &&
          measured.attack < by.attack &&
          measured.quality >= by.quality;
        expect(decideFace(measured, by) === 'matched').toBe(kept);
        expect(faceVerdicts).toContain(decideFace(measured, by));
      }),
    );
  });

  it('never turns down by a higher similarity what it let in by a lower one', () => {
    fc.assert(
      fc.property(comparison, someThresholds, figure, (measured, by, other) => {
        if (decideFace(measured, by) !== 'matched') return;
        const similarity = Math.max(measured.similarity, other);
        expect(decideFace({ ...measured, similarity }, by)).toBe('matched');
      }),
    );
  });
});

it.each(profileIds)('the profile %s holds thresholds within the scales', (id) => {
  for (const threshold of Object.values(profiles[id].face)) {
    expect(threshold).toBeGreaterThan(0);
    expect(threshold).toBeLessThan(1);
  }
});

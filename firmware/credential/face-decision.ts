/**
 * What the figures of a face comparison mean: the person of the card, somebody else, something held to the camera, or
 * a picture too poor to tell. Pure. The camera measures, this decides, by thresholds that the profile holds.
 */

import type { VisitHint } from '../../protocol/messages.ts';

/** What camera and matcher measured. Figures from 0 to 1; a matcher with other scales maps them, keeping their order. */
export interface FaceComparison {
  /** How much the two faces are alike: the comparison score of ISO/IEC 19795-1, more is more alike. */
  readonly similarity: number;
  /** How much it looks like a picture, a screen or a mask rather than a person: more is more suspicious. */
  readonly attack: number;
  /** How far the picture can be judged at all: light, angle, sharpness; more is better. */
  readonly quality: number;
}

/** Where the decision lies on each scale, 0 to 1. Design values of ours; no official one is public. */
export interface FaceThresholds {
  /** From this similarity on it is the same person. */
  readonly similarity: number;
  /** From this figure on it is taken for an attack, however similar the face is. */
  readonly attack: number;
  /** Below this quality nothing is decided about the face. */
  readonly quality: number;
}

/**
 * `matched`: the person of the photograph · `notMatched`: somebody else · `attack`: no face of a person who stands there
 * (a presentation attack of ISO/IEC 30107) · `unclear`: the picture is too poor · `cameraFault`: the figures are none.
 */
export const faceVerdicts = ['matched', 'notMatched', 'attack', 'unclear', 'cameraFault'] as const;
export type FaceVerdict = (typeof faceVerdicts)[number];

/** What the desk had better know of a face check, whatever follows from it; null: nothing. Accuses nobody. */
export function hintOfFace(verdict: FaceVerdict): VisitHint | null {
  switch (verdict) {
    case 'notMatched':
    case 'unclear':
      return 'face_not_confirmed';
    case 'attack':
      return 'presentation_attack';
    case 'cameraFault':
      return 'camera_fault';
    case 'matched':
      return null;
  }
}

const isFigure = (value: number): boolean => value >= 0 && value <= 1;

/**
 * An attack goes before everything else: a good picture of a photograph is no better than a poor one. Figures outside
 * the scale are a broken driver's, and never let anybody in.
 */
export function decideFace(comparison: FaceComparison, thresholds: FaceThresholds): FaceVerdict {
  const { similarity, attack, quality } = comparison;
  if (!isFigure(similarity) || !isFigure(attack) || !isFigure(quality)) return 'cameraFault';
  if (attack >= thresholds.attack) return 'attack';
  if (quality < thresholds.quality) return 'unclear';
  return similarity >= thresholds.similarity ? 'matched' : 'notMatched';
}

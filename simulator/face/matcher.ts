/**
 * The port of a face matcher: the photograph of a card and something that a camera took, compared. Whoever has a real
 * matcher plugs it in here, to be measured as the emulated one is. What the figures lead to is the firmware's to decide.
 */

import type { FaceComparison } from '../../firmware/credential/face-decision.ts';

/** `failed`: no face was found in the photograph (`reference`) or in what the camera took (`probe`). */
export type MatcherAnswer =
  | { readonly kind: 'compared'; readonly comparison: FaceComparison }
  | { readonly kind: 'failed'; readonly of: 'reference' | 'probe' };

/** @typeParam Probe what the camera took: the bytes of a picture, or a description of one that nobody took. */
export interface FaceMatcher<Probe> {
  /** @param reference the picture file from the card (JPEG 2000, or our PNG that stands for one) */
  compare(reference: Uint8Array, probe: Probe): Promise<MatcherAnswer>;
}

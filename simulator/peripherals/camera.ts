/**
 * The face camera: what it sees is set from outside. The faces are synthetic; nothing here measures how well a real
 * matcher does.
 */

import type { FaceCamera, FaceRequest, FaceVerdict } from '../../firmware/hal.ts';
import { type CueId, cueIds } from '../../firmware/screens/vocabulary.ts';

/** What may stand before the camera, besides every cue. */
export const sights = ['match', 'stranger', 'nobody', 'twin', 'masked', 'photo', 'screen', 'fault'] as const;
export type Sight = (typeof sights)[number] | CueId;

export const isSight = (text: string): text is Sight =>
  (sights as readonly string[]).includes(text) || (cueIds as readonly string[]).includes(text);

/** A verdict where there is one at once; otherwise what the person is asked to do. */
const seen: Readonly<Record<(typeof sights)[number], FaceVerdict['kind'] | CueId>> = {
  match: 'matched',
  twin: 'matched',
  masked: 'matched',
  stranger: 'notMatched',
  // A picture or a mask held to the camera is not a person (presentation attack); it fails like a stranger.
  photo: 'notMatched',
  screen: 'notMatched',
  nobody: 'no_face',
  fault: 'cameraFault',
};

export class EmulatedCamera implements FaceCamera {
  #sight: Sight = 'nobody';
  #look: (() => void) | null = null;

  get sight(): Sight {
    return this.#sight;
  }

  /** Somebody or something else stands before the camera. */
  see(sight: Sight): void {
    this.#sight = sight;
    this.#look?.();
  }

  verify(request: FaceRequest, signal: AbortSignal): Promise<FaceVerdict> {
    return new Promise((resolve) => {
      const end = (verdict: FaceVerdict): void => {
        if (this.#look === look) this.#look = null;
        resolve(verdict);
      };
      const look = (): void => {
        const found = Object.hasOwn(seen, this.#sight)
          ? seen[this.#sight as (typeof sights)[number]]
          : (this.#sight as CueId);
        if (found === 'matched' || found === 'notMatched' || found === 'cameraFault') {
          if (found !== 'cameraFault') request.onCue('captured');
          end({ kind: found });
        } else if (found !== 'aborted') {
          request.onCue(found);
        }
      };
      signal.addEventListener('abort', () => end({ kind: 'aborted' }));
      this.#look = look;
      // What it sees it tells a moment later, as a camera does: the screen that asks for it stands by then.
      Promise.resolve().then(() => {
        if (this.#look === look) look();
      });
    });
  }
}

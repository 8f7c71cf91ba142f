/**
 * The tone of what the camera asks for: between the spoken cues it alone tells how near the face is to the middle. Sounds
 * nothing itself; which tone, and how often, is `cueTones`'.
 */

import type { Clock } from '../hal.ts';
import { cueTones, type GuidingCue } from '../screens/spoken.ts';
import type { ToneId } from '../screens/vocabulary.ts';

export class CueTones {
  readonly #clock: Clock;
  readonly #due: (tone: ToneId) => void;
  #cue: GuidingCue | null = null;
  #timer: unknown = null;

  /** @param due hears each time that the tone is to sound, unless something is being spoken */
  constructor(clock: Clock, due: (tone: ToneId) => void) {
    this.#clock = clock;
    this.#due = due;
  }

  /** What the camera asks for now; null: nothing, or nobody is to hear it. */
  follow(cue: GuidingCue | null): void {
    if (cue === this.#cue) return;
    this.#cue = cue;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    if (cue !== null) this.#next(cue);
  }

  #next(cue: GuidingCue): void {
    const { tone, every } = cueTones[cue];
    this.#timer = this.#clock.setTimeout(() => {
      this.#next(cue);
      this.#due(tone);
    }, every);
  }
}

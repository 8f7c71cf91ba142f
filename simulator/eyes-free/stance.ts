/** Where a face is before the camera: what the camera would ask for, one thing after the other, and what mends it. */

import type { CueId } from '../../firmware/screens/vocabulary.ts';
import type { Sight } from '../peripherals/camera.ts';
import type { Move } from './hands.ts';

/** The move that a person makes who is asked for it. `captured` asks for nothing; of darkness others are told. */
const mends = {
  no_face: 'toward the camera',
  too_far: 'closer',
  too_close: 'further away',
  move_right: 'right',
  move_left: 'left',
  face_up: 'up',
  face_down: 'down',
  turn: 'straight',
  backlight: 'sideways',
  many: 'alone',
  hold: 'still',
} as const satisfies Partial<Record<CueId, Move>>;

export type Misplaced = keyof typeof mends;
export const everyMisplacement = Object.keys(mends) as Misplaced[];

export class Stance {
  #toCome: readonly Misplaced[];
  #blurred: number;
  readonly #see: (sight: Sight) => void;

  /** @param blurred so many pictures are of nothing, since the person moves */
  constructor(toCome: readonly Misplaced[], blurred: number, see: (sight: Sight) => void) {
    this.#toCome = toCome;
    this.#blurred = blurred;
    this.#see = see;
  }

  move(how: Move): void {
    const [asked, ...rest] = this.#toCome;
    if (asked !== undefined && mends[asked] === how) this.#toCome = rest;
    const [next] = this.#toCome;
    if (next !== undefined) this.#see(next === 'no_face' ? 'nobody' : next);
    else if (this.#blurred > 0) {
      this.#blurred -= 1;
      this.#see('blurred');
    } else this.#see('match');
  }
}

/**
 * When the camera's cue is said: only after it has held, never too soon after the last one, and again where nothing
 * changes. Speaks nothing itself; the figures are `cuePace`'s.
 */

import type { Clock } from '../hal.ts';
import { cuePace } from '../screens/spoken.ts';

/**
 * quiet: no cue to say · holding: it has just come · waiting: for the floor · saying: until the floor is free again ·
 * gap: no other cue yet · rested: another may come, or the same again
 */
type Pace = 'quiet' | 'holding' | 'waiting' | 'saying' | 'gap' | 'rested';

/** What follows when the time of a pace is up, and after how many milliseconds it is. */
const timed: Readonly<Partial<Record<Pace, { readonly after: number; readonly next: Pace }>>> = {
  holding: { after: cuePace.held, next: 'waiting' },
  gap: { after: cuePace.gap, next: 'rested' },
  rested: { after: cuePace.repeat - cuePace.gap, next: 'waiting' },
};

/** What stands at this moment. */
export interface CueMoment {
  /** Nothing is spoken or waits to be. */
  readonly floorIsFree: boolean;
  /** The cue that the camera asks for now is none, or none to be said. */
  readonly cueIsOver: boolean;
  /** It is another than was said last. */
  readonly cueHasChanged: boolean;
}

export class CuePacing {
  readonly #clock: Clock;
  readonly #timeIsUp: () => void;
  #pace: Pace = 'quiet';
  #timer: unknown = null;

  /** @param timeIsUp asks the owner to call `next` */
  constructor(clock: Clock, timeIsUp: () => void) {
    this.#clock = clock;
    this.#timeIsUp = timeIsUp;
  }

  /** Whether something is to be done at all; `step` need not be asked where not. */
  get isQuiet(): boolean {
    return this.#pace === 'quiet';
  }

  /** No cue is to be said: another screen, voice mode off, the visit over. */
  reset(): void {
    if (this.#pace !== 'quiet') this.#enter('quiet');
  }

  /**
   * The camera asks for something.
   * @param isSame it did so before
   * @param isSpoken it is a cue to be said
   */
  asked(isSame: boolean, isSpoken: boolean): void {
    switch (this.#pace) {
      case 'saying':
      case 'gap':
        return;
      case 'quiet':
        if (isSpoken) this.#enter('holding');
        return;
      default:
        if (!isSame) this.#enter(isSpoken ? 'holding' : 'quiet');
    }
  }

  /** The time of the pace is up. */
  next(): void {
    const time = timed[this.#pace];
    if (time !== undefined) this.#enter(time.next);
  }

  /** What follows at once. `say`: the cue is to be said, ask again · `again`: ask again · `nothing` */
  step({ floorIsFree, cueIsOver, cueHasChanged }: CueMoment): 'say' | 'again' | 'nothing' {
    switch (this.#pace) {
      case 'waiting':
        if (!floorIsFree) return 'nothing';
        this.#enter('saying');
        return 'say';
      case 'saying':
        if (!floorIsFree) return 'nothing';
        this.#enter('gap');
        return 'again';
      case 'rested':
        if (!cueIsOver && !cueHasChanged) return 'nothing';
        this.#enter(cueIsOver ? 'quiet' : 'holding');
        return 'again';
      default:
        return 'nothing';
    }
  }

  #enter(pace: Pace): void {
    this.#clock.clearTimeout(this.#timer);
    this.#pace = pace;
    const time = timed[pace];
    this.#timer = time === undefined ? null : this.#clock.setTimeout(this.#timeIsUp, time.after);
  }
}

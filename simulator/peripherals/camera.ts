/**
 * The face camera: what it sees is set from outside, and what it takes goes to a matcher. The faces are synthetic;
 * nothing here measures how well a real matcher does.
 */

import type { FaceCamera, FaceLook, FaceRequest } from '../../firmware/hal.ts';
import { type CueId, cueIds } from '../../firmware/screens/vocabulary.ts';
import { likenessOf, type SyntheticProbe } from '../face/emulated-matcher.ts';
import type { FaceMatcher, MatcherAnswer } from '../face/matcher.ts';
import { bestConditions, type Conditions, type Presentation } from '../face/score-model.ts';

interface Taken {
  /** Whose face it is, or is made to look like: so far from that of the photograph (`looksAlike`). */
  readonly apart: number;
  readonly presentation: Presentation;
  readonly conditions: Conditions;
}

const holder: Taken = { apart: 0, presentation: 'person', conditions: bestConditions };

/** What stands before the camera so that a picture is taken. */
const takenAt = {
  match: holder,
  stranger: { ...holder, apart: 500_000 },
  twin: { ...holder, apart: 3 },
  /** The person of the card, in a surgical mask. */
  masked: { ...holder, conditions: { ...bestConditions, mask: true } },
  /** The person of the card, moving: nothing can be made out. */
  blurred: { ...holder, conditions: { ...bestConditions, sharpness: 0 } },
  /** Copies of the face on the card: on paper, on a screen, worn as a mask that shows that face. */
  photo: { ...holder, presentation: 'photo' },
  screen: { ...holder, presentation: 'screen' },
  mask_attack: { ...holder, presentation: 'mask' },
} as const satisfies Record<string, Taken>;
type TakenSight = keyof typeof takenAt;

/** What may stand before the camera, besides every cue. */
export const sights = [
  'match',
  'stranger',
  'nobody',
  'twin',
  'masked',
  'blurred',
  'photo',
  'screen',
  'mask_attack',
  'fault',
] as const satisfies readonly (TakenSight | 'nobody' | 'fault')[];
export type Sight = (typeof sights)[number] | CueId;

export const isSight = (text: string): text is Sight =>
  (sights as readonly string[]).includes(text) || (cueIds as readonly string[]).includes(text);

const isTaken = (sight: Sight): sight is TakenSight => Object.hasOwn(takenAt, sight);

/** A picture without a face is one of no quality; a photograph without one cannot be compared with anything. */
function lookOf(answer: MatcherAnswer): FaceLook {
  if (answer.kind === 'compared') return answer;
  return answer.of === 'reference'
    ? { kind: 'cameraFault' }
    : { kind: 'compared', comparison: { similarity: 0, attack: 0, quality: 0 } };
}

export class EmulatedCamera implements FaceCamera {
  readonly #matcher: FaceMatcher<SyntheticProbe>;
  #sight: Sight = 'nobody';
  #look: (() => void) | null = null;
  /** Pictures taken since something else came before the camera. */
  #taken = 0;

  constructor(matcher: FaceMatcher<SyntheticProbe>) {
    this.#matcher = matcher;
  }

  get sight(): Sight {
    return this.#sight;
  }

  /** Somebody or something else stands before the camera. */
  see(sight: Sight): void {
    this.#sight = sight;
    this.#taken = 0;
    this.#look?.();
  }

  compare(request: FaceRequest, signal: AbortSignal): Promise<FaceLook> {
    return new Promise((resolve) => {
      const end = (seen: FaceLook): void => {
        if (this.#look === look) this.#look = null;
        resolve(seen);
      };
      const look = (): void => {
        const sight = this.#sight;
        if (sight === 'fault') end({ kind: 'cameraFault' });
        else if (!isTaken(sight)) request.onCue(sight === 'nobody' ? 'no_face' : sight);
        else {
          this.#look = null;
          request.onCue('captured');
          this.#matched(request, sight).then(
            (answer) => end(lookOf(answer)),
            () => end({ kind: 'cameraFault' }),
          );
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

  #matched({ photo }: FaceRequest, sight: TakenSight): Promise<MatcherAnswer> {
    this.#taken += 1;
    const { apart, ...taken } = takenAt[sight];
    const reference = photo.reveal();
    return this.#matcher.compare(reference, {
      likeness: likenessOf(reference) + apart,
      name: `${sight} ${this.#taken}`,
      ...taken,
    });
  }
}

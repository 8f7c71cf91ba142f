/**
 * What the reader's machines can hear: what a person did, what the world did, what the host said, what time it is.
 * (What an effect ended with is the fifth family; those events are xstate's own, typed by `effects.ts`.)
 */

import type { ChoiceId } from '../screens/catalogue.ts';
import type { CueId } from '../screens/vocabulary.ts';

/** A key or a button, already read as the choice it stands for on the screen that shows it. */
export type PersonEvent =
  | { readonly type: `choice.${ChoiceId}` }
  /** `#` with enough digits in the masked field. */
  | { readonly type: 'entry.complete' };

export type WorldEvent =
  | { readonly type: 'card.placed' }
  | { readonly type: 'card.removed' }
  /** The card that was taken away lies there again. */
  | { readonly type: 'card.back' }
  /** It did not come back in time. */
  | { readonly type: 'card.lost' }
  /** Another lies in its place. */
  | { readonly type: 'card.other' }
  | { readonly type: 'earphones.in' }
  | { readonly type: 'earphones.out' }
  | { readonly type: 'camera.cue'; readonly cue: CueId | null };

export type HostEvent =
  | { readonly type: 'host.up' }
  /** The host has been asked for what a phone is to sign … */
  | { readonly type: 'challenge.asked' }
  /** … and it is here. */
  | { readonly type: 'challenge.given' };

export type TimeEvent =
  /** The screen's time limit is over, its warning included. */
  | { readonly type: 'time.over' }
  /** The spoken words of the screen have come to their end. */
  | { readonly type: 'speech.ended' };

export type ReaderEvent = PersonEvent | WorldEvent | HostEvent | TimeEvent;

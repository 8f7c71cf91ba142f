/** All that a person without eyes does at a reader. */

import type { Key } from '../../firmware/screens/vocabulary.ts';

/** How a head is moved before a camera, as one is told to: directions are one's own. */
export const moves = [
  'toward the camera',
  'closer',
  'further away',
  'right',
  'left',
  'up',
  'down',
  'straight',
  'sideways',
  'alone',
  'still',
] as const;
export type Move = (typeof moves)[number];

export interface Hands {
  press(key: Key): void;
  /** One's own card; nothing where it lies there already. */
  layCard(): void;
  takeCard(): void;
  /** One's own phone, to the place that was told; taken away first where it is held there. On an iPhone one agrees. */
  holdPhone(): void;
  plugEarphones(plugged: boolean): void;
  /** One holds one's face as one was told. */
  move(how: Move): void;
}

/** What can go wrong in a visit and be put right again, for a tester to live through. */

import type { LinkFault } from '../faults/link-faults.ts';

/** Faults of the link, and how long each lasts in milliseconds once the host is needed; null: all through the visit. */
export const linkTrouble = {
  noise: null,
  'bit-errors': null,
  lost: null,
  doubled: null,
  delayed: null,
  unplug: 15_000,
  stuck: 15_000,
} as const satisfies Partial<Record<LinkFault, number | null>>;
export type LinkTrouble = keyof typeof linkTrouble;
export const isLinkTrouble = (trouble: Trouble): trouble is LinkTrouble =>
  Object.hasOwn(linkTrouble, trouble);

export const troubles = [
  'none',
  ...(Object.keys(linkTrouble) as LinkTrouble[]),
  /** The back end is away when it is first needed, and comes back. */
  'back-end-down',
  /** The card is lifted by accident, and put back. */
  'card-lifted',
  /** The first PIN that is entered is not the right one. */
  'wrong-pin',
  /** The face is everywhere but where the camera wants it. */
  'face-cues',
  /** The first picture is too poor. */
  'blurred-face',
  /** The person needs longer than a screen waits. */
  'slow-person',
] as const;
export type Trouble = (typeof troubles)[number];

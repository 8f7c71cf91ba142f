/** How large letters and buttons are on a device: in millimetres from its profile, never in pixels of somebody's page. */

import { type DeviceProfile, screenSize } from '../../device-profile.ts';
import type { DisplayMode } from '../display-mode.ts';

/** What the sizes are made from. */
const sizeRules = {
  /** Of a capital letter, seen from the viewing distance, in the large mode (EN 301 549 5.1.4). Degrees. */
  capitalAngle: 0.7,
  /** Of a capital letter in the large mode (Section 508, 402.4). Millimetres. */
  capitalHeight: 4.8,
  /**
   * An em from half a metre: what a person of 70 can just read by the method of JIS S 0032. That standard leaves out
   * displays of dots, so this is a floor and no proof. Millimetres.
   */
  readableEm: 4.76,
  readableEmFrom: 500,
  /** A button and the gap between two (our design, beyond WCAG 2.5.5). Millimetres. */
  target: 15,
  gap: 1.5,
} as const;

/** A capital letter against its em, in Noto Sans CJK JP. */
export const capitalOfEm = 0.733;

/** Millimetres, unless they say otherwise. */
export interface Sizes {
  readonly mmPerPixel: number;
  /** The em of body, labels and captions. */
  readonly em: number;
  readonly titleEm: number;
  /** From one line to the next, as a part of the em. */
  readonly bodyPitch: number;
  readonly labelPitch: number;
  readonly margin: number;
  readonly gap: number;
  /** Between a button's edge and its label. */
  readonly padding: number;
  readonly row: number;
}

export function sizesOf(device: DeviceProfile, text: DisplayMode['text']): Sizes {
  const { screen } = device;
  const distance = screen.viewingDistance.value;
  const mmPerPixel = screenSize(device).width / screen.across.value;
  const capital = Math.max(
    2 * distance * Math.tan((sizeRules.capitalAngle * Math.PI) / 360),
    sizeRules.capitalHeight,
  );
  const least =
    text === 'large'
      ? capital / capitalOfEm
      : sizeRules.readableEm * Math.max(1, distance / sizeRules.readableEmFrom);
  // Drawn in whole pixels, so that rounding never makes a letter smaller than the rule.
  const em = Math.ceil(least / mmPerPixel - 1e-9) * mmPerPixel;
  const padding = 1;
  return {
    mmPerPixel,
    em,
    titleEm: text === 'large' ? em : em * 1.2,
    bodyPitch: 1.25,
    labelPitch: 1.15,
    margin: 1.5,
    gap: sizeRules.gap,
    padding,
    row: Math.max(sizeRules.target, 2 * 1.15 * em + 2 * padding),
  };
}

/** Under which angle a capital letter of this em is seen from the viewing distance. Degrees. */
export const capitalAngle = (em: number, { screen }: DeviceProfile): number =>
  (2 * Math.atan((em * capitalOfEm) / (2 * screen.viewingDistance.value)) * 180) / Math.PI;

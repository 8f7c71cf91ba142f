/**
 * Every colour in which words of a reader are drawn, by place and by the person's wish: one table for the unit's own
 * screen, for the terminal and for pages. What may lie on what is in it too, so that contrast is computed and not judged.
 */

import type { DisplayMode } from './display-mode.ts';

export type Colour = `#${string}`;

export interface Palette {
  /** What everything lies on. */
  readonly ground: Colour;
  /** Title, body, status and caption on the ground. */
  readonly text: Colour;
  /** A button, its edge against the ground, its label. */
  readonly button: Colour;
  readonly edge: Colour;
  readonly label: Colour;
  /** A button that is marked, and its label. It has a sign too: colour is never alone (A11Y-42). */
  readonly marked: Colour;
  readonly markedLabel: Colour;
}

/** Where it is drawn. A terminal that is not told otherwise keeps the colours its owner chose, so only `high` sets any there. */
export const palettes = {
  screen: {
    normal: {
      ground: '#ffffff',
      text: '#111111',
      button: '#f2f2f2',
      edge: '#555555',
      label: '#111111',
      marked: '#0b3d66',
      markedLabel: '#ffffff',
    },
    high: {
      ground: '#000000',
      text: '#ffffff',
      button: '#000000',
      edge: '#ffffff',
      label: '#ffffff',
      marked: '#ffff00',
      markedLabel: '#000000',
    },
  },
  terminal: {
    high: {
      ground: '#000000',
      text: '#ffffff',
      button: '#000000',
      edge: '#ffffff',
      label: '#ffffff',
      marked: '#000000',
      markedLabel: '#ffffff',
    },
  },
} as const satisfies {
  readonly screen: Readonly<Record<DisplayMode['contrast'], Palette>>;
  readonly terminal: { readonly high: Palette };
};

/** Of the pages of the emulator that show a reader or the desk. */
export const pageColours = { ground: '#ffffff', text: '#111111', edge: '#555555', link: '#0037a6' } as const;

/** What must be told from what, and how well at least: WCAG 1.4.3 and 1.4.11, body text stricter by our own design. */
export interface ColourPair {
  readonly of: string;
  readonly ahead: Colour;
  readonly behind: Colour;
  /** 7 for text, 3 for edges. */
  readonly atLeast: number;
}

const textAtLeast = 7;
const edgeAtLeast = 3;

const pairsOf = (name: string, palette: Palette): readonly ColourPair[] => [
  { of: `${name}: text`, ahead: palette.text, behind: palette.ground, atLeast: textAtLeast },
  { of: `${name}: label`, ahead: palette.label, behind: palette.button, atLeast: textAtLeast },
  { of: `${name}: marked label`, ahead: palette.markedLabel, behind: palette.marked, atLeast: textAtLeast },
  { of: `${name}: edge of a button`, ahead: palette.edge, behind: palette.ground, atLeast: edgeAtLeast },
  { of: `${name}: edge on its button`, ahead: palette.edge, behind: palette.button, atLeast: edgeAtLeast },
];

/** Every pair of colours that is drawn anywhere. */
export const colourPairs: readonly ColourPair[] = [
  ...pairsOf('screen', palettes.screen.normal),
  ...pairsOf('screen, high contrast', palettes.screen.high),
  ...pairsOf('terminal, high contrast', palettes.terminal.high),
  { of: 'page: text', ahead: pageColours.text, behind: pageColours.ground, atLeast: textAtLeast },
  { of: 'page: link', ahead: pageColours.link, behind: pageColours.ground, atLeast: textAtLeast },
  { of: 'page: edge', ahead: pageColours.edge, behind: pageColours.ground, atLeast: edgeAtLeast },
];

function channel(colour: string, at: number): number {
  const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

const luminance = (colour: string): number =>
  0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);

/**
 * Contrast ratio after WCAG 2.2, 1 to 21, of two colours written `#rrggbb`.
 */
export function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

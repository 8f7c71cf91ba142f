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
  readonly ofInJapanese: string;
  readonly ahead: Colour;
  readonly behind: Colour;
  /** 7 for text, 3 for edges. */
  readonly atLeast: number;
}

const textAtLeast = 7;
const edgeAtLeast = 3;

/** What is told from what in a palette. */
const partsOfPalette = [
  { of: 'text', ofInJapanese: '文字', ahead: 'text', behind: 'ground', atLeast: textAtLeast },
  { of: 'label', ofInJapanese: 'ボタンの文字', ahead: 'label', behind: 'button', atLeast: textAtLeast },
  {
    of: 'marked label',
    ofInJapanese: '選ばれたボタンの文字',
    ahead: 'markedLabel',
    behind: 'marked',
    atLeast: textAtLeast,
  },
  {
    of: 'edge of a button',
    ofInJapanese: 'ボタンの縁',
    ahead: 'edge',
    behind: 'ground',
    atLeast: edgeAtLeast,
  },
  {
    of: 'edge on its button',
    ofInJapanese: 'ボタンの縁とボタン',
    ahead: 'edge',
    behind: 'button',
    atLeast: edgeAtLeast,
  },
] as const;

const pairsOf = (place: string, placeInJapanese: string, palette: Palette): readonly ColourPair[] =>
  partsOfPalette.map(({ of, ofInJapanese, ahead, behind, atLeast }) => ({
    of: `${place}: ${of}`,
    ofInJapanese: `${placeInJapanese}：${ofInJapanese}`,
    ahead: palette[ahead],
    behind: palette[behind],
    atLeast,
  }));

const onPage = (
  of: string,
  ofInJapanese: string,
  colour: Exclude<keyof typeof pageColours, 'ground'>,
  atLeast: number,
): ColourPair => ({
  of: `page: ${of}`,
  ofInJapanese: `ページ：${ofInJapanese}`,
  ahead: pageColours[colour],
  behind: pageColours.ground,
  atLeast,
});

/** Every pair of colours that is drawn anywhere. */
export const colourPairs: readonly ColourPair[] = [
  ...pairsOf('screen', '画面', palettes.screen.normal),
  ...pairsOf('screen, high contrast', '画面（高コントラスト）', palettes.screen.high),
  ...pairsOf('terminal, high contrast', '端末（高コントラスト）', palettes.terminal.high),
  onPage('text', '文字', 'text', textAtLeast),
  onPage('link', 'リンク', 'link', textAtLeast),
  onPage('edge', '縁', 'edge', edgeAtLeast),
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

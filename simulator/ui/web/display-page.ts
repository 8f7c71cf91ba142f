/**
 * What stands on a reader's display, as a page: every box where the layout puts it, at the size it has on the device, in
 * the colours the person chose. It is a picture to look at and to listen to, and operates nothing: its buttons are those of
 * the device. With its script (`follow-display.js`) it follows the reader, without it stands as it was loaded.
 */

import { readFileSync } from 'node:fs';
import type { DeviceProfile } from '../../../firmware/device-profile.ts';
import { type Palette, pageColours, palettes } from '../../../firmware/screens/colours.ts';
import { type Box, layoutOf, type PlacedText, type Target } from '../../../firmware/screens/layout/layout.ts';
import type { Sizes } from '../../../firmware/screens/layout/sizes.ts';
import type { ScreenView } from '../../../firmware/screens/vocabulary.ts';
import type { Language } from '../../../protocol/errors.ts';
import { escaped, langOf } from '../../automation/html-text.ts';
import type { TranscriptEntry } from '../../desk/transcript.ts';
import { uiWords } from '../words.ts';

/** Where the page looks for its script. */
export const followScriptPath = '/follow-display.js';
/** The script, for a browser. */
export const followScript = (): string => readFileSync(new URL('follow-display.js', import.meta.url), 'utf8');

const words = {
  en: {
    title: (reader: string) => `Display of ${reader}`,
    back: 'All readers',
    again: 'Load again',
    noPower: 'The reader has no power.',
    hidden: 'The person has hidden the screen.',
    size: (device: string, width: string, height: string) => `${device}: ${width} by ${height} mm`,
    page: (at: number, of: number) => `Page ${at} of ${of}`,
  },
  ja: {
    title: (reader: string) => `${reader} の画面`,
    back: 'すべてのリーダー',
    again: '再読み込み',
    noPower: 'リーダーの電源が入っていません。',
    hidden: '利用者が画面を隠しています。',
    size: (device: string, width: string, height: string) => `${device}：${width} × ${height} mm`,
    page: (at: number, of: number) => `${of} ページ中 ${at} ページ`,
  },
} as const satisfies Record<Language, unknown>;

export interface DisplayPage {
  /** Of the words around the display. */
  readonly language: Language;
  readonly reader: string;
  /** null: no power. */
  readonly view: ScreenView | null;
  readonly device: DeviceProfile;
  /** What was spoken last; null: nothing yet. */
  readonly caption: Caption | null;
}

export type Caption = Pick<TranscriptEntry, 'channel' | 'lang' | 'text'>;

export function displayPage({ language, reader, view, device, caption }: DisplayPage): string {
  const w = words[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(w.title(reader))}</title>
<script src="${followScriptPath}" defer></script>
<style>
body { font: 1.125rem/1.6 system-ui, sans-serif; margin: 2rem; color: ${pageColours.text}; background: ${pageColours.ground} }
a { color: ${pageColours.link} }
.display { position: relative; overflow: hidden; outline: 1px solid ${pageColours.edge}; font-family: "Noto Sans CJK JP", "Noto Sans JP", sans-serif }
.display > *, .display button > span { position: absolute; margin: 0; padding: 0; box-sizing: border-box; white-space: pre }
.display ul { position: static; list-style: none }
.display button { position: absolute; margin: 0; padding: 0; border: 2px solid; border-radius: 0; box-sizing: border-box; font: inherit; text-align: start }
.display button > span { white-space: normal; word-break: keep-all }
</style>
</head>
<body>
<nav><a href="/">${escaped(w.back)}</a> · <a href="">${escaped(w.again)}</a></nav>
<main>
<h1>${escaped(w.title(reader))}</h1>
<p role="status" id="state">${stateOf(view, language)}</p>
<div id="shown">
${view === null ? '' : `${displayOf(view, device)}\n${notesOf(view, device, language)}`}
</div>
<div id="spoken">${captionLine(caption, language)}</div>
</main>
</body>
</html>
`;
}

/** What is announced when it changes: the title as it is drawn, or why nothing is. What stands under it is read on request. */
function stateOf(view: ScreenView | null, language: Language): string {
  if (view === null) return escaped(words[language].noPower);
  if (view.mode.hidden) return escaped(words[language].hidden);
  return `<span lang="${view.language}">${escaped(view.title)}</span>`;
}

/**
 * For those who read it, under the picture: it is not the device's. In no live region, for a screen reader would speak over
 * the voice of the reader itself. It stays where the person has hidden the screen: it stands for the voice.
 */
export function captionLine(caption: Caption | null, language: Language): string {
  if (caption === null) return '';
  const { channel, lang, text } = caption;
  const voice = channel === 'earphones' ? uiWords[language].earphoneVoice : uiWords[language].speaker;
  return `<p>${escaped(voice)}: <span lang="${lang ?? language}">${escaped(text ?? '')}</span></p>`;
}

function notesOf(view: ScreenView, device: DeviceProfile, language: Language): string {
  const w = words[language];
  const { screen } = layoutOf(view, device);
  const notes = [
    w.size(device.id, screen.width.toFixed(0), screen.height.toFixed(0)),
    ...(view.page.of > 1 ? [w.page(view.page.at, view.page.of)] : []),
  ];
  return notes.map((note) => `<p>${escaped(note)}</p>`).join('\n');
}

function displayOf(view: ScreenView, device: DeviceProfile): string {
  const { screen, sizes, pages } = layoutOf(view, device);
  const palette = palettes.screen[view.mode.contrast];
  // As many pixels on the page as on the device.
  const px = (mm: number): string => `${(mm / sizes.mmPerPixel).toFixed(1)}px`;
  const page = pages[view.page.at - 1];
  const drawn =
    page === undefined || view.mode.hidden ? '' : contentOf(page, sizes, view.language, palette, px);
  const ground = view.mode.hidden ? '#000000' : palette.ground;
  const style = `width:${px(screen.width)};height:${px(screen.height)};background:${ground};color:${palette.text}`;
  return `<div class="display" lang="${view.language}" style="${style}">${drawn}</div>`;
}

type Pixels = (mm: number) => string;

function contentOf(
  { title, body, field, targets }: ReturnType<typeof layoutOf>['pages'][number],
  { labelPitch, bodyPitch }: Sizes,
  language: Language,
  palette: Palette,
  px: Pixels,
): string {
  const entry = field === null ? '' : `<p style="${textStyle(field, bodyPitch, px)}">${lines(field)}</p>`;
  return [
    `<h2 style="${textStyle(title, bodyPitch, px)}">${lines(title)}</h2>`,
    `<p style="${textStyle(body, bodyPitch, px)}">${lines(body)}</p>`,
    entry,
    `<ul>${targets.map((target) => buttonOf(target, labelPitch, language, palette, px)).join('')}</ul>`,
  ].join('');
}

/** Of the device and not of the page, so it cannot be pressed here: no key of a browser's does it (`aria-keyshortcuts`). */
function buttonOf(
  { key, box, label, marked }: Target,
  pitch: number,
  language: Language,
  palette: Palette,
  px: Pixels,
): string {
  const face = marked ? palette.marked : palette.button;
  const ink = marked ? palette.markedLabel : palette.label;
  const inside = { ...label, box: { ...label.box, x: label.box.x - box.x, y: label.box.y - box.y } };
  const name = nameOf(key, unbroken(label, language));
  return `<li><button type="button"${langOf(name, language)} disabled aria-label="${escaped(name)}"${marked ? ' aria-pressed="true"' : ''} style="${boxStyle(box, px)};background:${face};color:${ink};border-color:${palette.edge}"><span style="${textStyle(inside, pitch, px)}">${brokenLabel(label, language)}${marked ? ' ●' : ''}</span></button></li>`;
}

/** With the key in front, also where the display has no keypad beside it and draws none. */
function nameOf(key: Target['key'], label: string): string {
  const isDrawn = key === 'any' || label.startsWith(key) || (key === '*' && label.startsWith('＊'));
  return isDrawn ? label : `${key} ${label}`;
}

/** Between the lines of a label: its box broke it, in Japanese in the midst of a word too. */
const joint = { ja: '', en: ' ' } as const satisfies Record<Language, string>;
const unbroken = ({ lines: all }: PlacedText, language: Language): string => all.join(joint[language]);
/** Breaks where its box asked for it, but is one text: what is seen is in the name of the button (WCAG 2.5.3). */
const brokenLabel = ({ lines: all }: PlacedText, language: Language): string =>
  all.map(escaped).join(`${joint[language]}<wbr>`);

const boxStyle = ({ x, y, width, height }: Box, px: Pixels): string =>
  `left:${px(x)};top:${px(y)};width:${px(width)};height:${px(height)}`;

const textStyle = ({ box, em, bold }: PlacedText, pitch: number, px: Pixels): string =>
  `${boxStyle(box, px)};font-size:${px(em)};line-height:${pitch};font-weight:${bold ? 700 : 400}`;

const lines = ({ lines: all }: PlacedText): string => all.map(escaped).join('\n');

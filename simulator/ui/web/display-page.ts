/**
 * What stands on a reader's display, as a page: every box where the layout puts it, at the size it has on the device, in
 * the colours the person chose. It is a picture to look at; it needs no script, and operates nothing.
 */

import type { DeviceProfile } from '../../../firmware/device-profile.ts';
import { type Palette, pageColours, palettes } from '../../../firmware/screens/colours.ts';
import { type Box, layoutOf, type PlacedText, type Target } from '../../../firmware/screens/layout/layout.ts';
import type { ScreenView } from '../../../firmware/screens/vocabulary.ts';
import type { Language } from '../../../protocol/errors.ts';
import { escaped } from '../../automation/html-text.ts';

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
}

export function displayPage({ language, reader, view, device }: DisplayPage): string {
  const w = words[language];
  const notes = view === null ? [w.noPower] : notesOf(view, device, language);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(w.title(reader))}</title>
<style>
body { font: 1.125rem/1.6 system-ui, sans-serif; margin: 2rem; color: ${pageColours.text}; background: ${pageColours.ground} }
a { color: ${pageColours.link} }
.display { position: relative; overflow: hidden; outline: 1px solid ${pageColours.edge}; font-family: "Noto Sans CJK JP", "Noto Sans JP", sans-serif }
.display > *, .display li > span { position: absolute; margin: 0; padding: 0; box-sizing: border-box; white-space: pre }
.display ul { position: static; list-style: none }
.display li { position: absolute; border: 2px solid; box-sizing: border-box }
</style>
</head>
<body>
<nav><a href="/">${escaped(w.back)}</a> · <a href="">${escaped(w.again)}</a></nav>
<main>
<h1>${escaped(w.title(reader))}</h1>
${view === null ? '' : displayOf(view, device)}
${notes.map((note) => `<p>${escaped(note)}</p>`).join('\n')}
</main>
</body>
</html>
`;
}

function notesOf(view: ScreenView, device: DeviceProfile, language: Language): readonly string[] {
  const w = words[language];
  const { screen } = layoutOf(view, device);
  return [
    w.size(device.id, screen.width.toFixed(0), screen.height.toFixed(0)),
    ...(view.page.of > 1 ? [w.page(view.page.at, view.page.of)] : []),
    ...(view.mode.hidden ? [w.hidden] : []),
  ];
}

function displayOf(view: ScreenView, device: DeviceProfile): string {
  const { screen, sizes, pages } = layoutOf(view, device);
  const palette = palettes.screen[view.mode.contrast];
  // As many pixels on the page as on the device.
  const px = (mm: number): string => `${(mm / sizes.mmPerPixel).toFixed(1)}px`;
  const page = pages[view.page.at - 1];
  const drawn =
    page === undefined || view.mode.hidden
      ? ''
      : contentOf(page, sizes.labelPitch, sizes.bodyPitch, palette, px);
  const ground = view.mode.hidden ? '#000000' : palette.ground;
  const style = `width:${px(screen.width)};height:${px(screen.height)};background:${ground};color:${palette.text}`;
  return `<div class="display" lang="${view.language}" style="${style}">${drawn}</div>`;
}

type Pixels = (mm: number) => string;

function contentOf(
  { title, body, field, targets }: ReturnType<typeof layoutOf>['pages'][number],
  labelPitch: number,
  bodyPitch: number,
  palette: Palette,
  px: Pixels,
): string {
  const entry = field === null ? '' : `<p style="${textStyle(field, bodyPitch, px)}">${lines(field)}</p>`;
  return [
    `<h2 style="${textStyle(title, bodyPitch, px)}">${lines(title)}</h2>`,
    `<p style="${textStyle(body, bodyPitch, px)}">${lines(body)}</p>`,
    entry,
    `<ul>${targets.map((target) => buttonOf(target, labelPitch, palette, px)).join('')}</ul>`,
  ].join('');
}

function buttonOf({ box, label, marked }: Target, pitch: number, palette: Palette, px: Pixels): string {
  const face = marked ? palette.marked : palette.button;
  const ink = marked ? palette.markedLabel : palette.label;
  const inside = { ...label, box: { ...label.box, x: label.box.x - box.x, y: label.box.y - box.y } };
  return `<li style="${boxStyle(box, px)};background:${face};color:${ink};border-color:${palette.edge}"><span style="${textStyle(inside, pitch, px)}">${lines(label)}${marked ? ' ●' : ''}</span></li>`;
}

const boxStyle = ({ x, y, width, height }: Box, px: Pixels): string =>
  `left:${px(x)};top:${px(y)};width:${px(width)};height:${px(height)}`;

const textStyle = ({ box, em, bold }: PlacedText, pitch: number, px: Pixels): string =>
  `${boxStyle(box, px)};font-size:${px(em)};line-height:${pitch};font-weight:${bold ? 700 : 400}`;

const lines = ({ lines: all }: PlacedText): string => all.map(escaped).join('\n');

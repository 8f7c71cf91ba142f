/** Checks of how screens lie on a device and of the colours that they are drawn in: figures from the device's millimetres. */

import { type DeviceProfile, screenSize } from '../../firmware/device-profile.ts';
import type { ScreenId } from '../../firmware/screens/catalogue.ts';
import { type ColourPair, contrast } from '../../firmware/screens/colours.ts';
import type { Box, Page, PlacedText } from '../../firmware/screens/layout/layout.ts';
import { capitalAngle, capitalOfEm, sizesOf } from '../../firmware/screens/layout/sizes.ts';
import type { LaidOutView } from './every-screen.ts';
import { type Checked, type Figure, over, together, type Wrong, wrongUnless } from './evidence.ts';

/** A device with all its screens in every visible mode and language. */
export interface DeviceSeen {
  readonly device: DeviceProfile;
  readonly screens: readonly LaidOutView[];
}

interface PageSeen {
  readonly device: DeviceProfile;
  readonly seen: LaidOutView;
  readonly page: Page;
}

/** Lengths are sums of binary fractions. */
const tolerance = 1e-6;

const pagesOf = (devices: readonly DeviceSeen[]): readonly PageSeen[] =>
  devices.flatMap(({ device, screens }) =>
    screens.flatMap((seen) => seen.layout.pages.map((page) => ({ device, seen, page }))),
  );

const where = ({ device, seen: { view } }: Pick<PageSeen, 'device' | 'seen'>): string =>
  [device.id, view.id, view.variant, view.language, `${view.mode.text} text`]
    .filter((part) => part !== null)
    .join(' ');

const pages = {
  en: 'pages of screens, over devices, modes and languages',
  ja: '画面のページ（機器・モード・言語ごと）',
};
const textsOf = ({ title, body, targets }: Page): readonly PlacedText[] => [
  title,
  body,
  ...targets.map(({ label }) => label),
];

const figure = (en: string, ja: string, value: string): Figure => ({ what: { en, ja }, value });

const leastAngle = 0.7;

/** A11Y-60 */
export const capitalsAreSeen = (devices: readonly DeviceSeen[]): Checked =>
  together(
    over(
      pages,
      pagesOf(devices).filter(({ seen }) => seen.view.mode.text === 'large'),
      (here) =>
        wrongUnless(
          textsOf(here.page).every(({ em }) => capitalAngle(em, here.device) >= leastAngle - tolerance),
          where(here),
          'has letters under 0.7 degrees',
          '視角0.7度に満たない文字があります',
        ),
    ),
    {
      figures: devices.map(({ device }) => {
        const { em, mmPerPixel } = sizesOf(device, 'large');
        return figure(
          `${device.id}: degrees of a capital letter in large text, from ${device.screen.viewingDistance.value} mm; pixels of an em`,
          `${device.id}：大きな文字の大文字の視角（度、${device.screen.viewingDistance.value}mmから）と1文字の画素数`,
          `${capitalAngle(em, device).toFixed(2)}, ${Math.round(em / mmPerPixel)}`,
        );
      }),
      quotations: [],
      wrong: [],
    },
  );

const leastCapital = 4.8;

/** A11Y-61 */
export const capitalsAreTall = (devices: readonly DeviceSeen[]): Checked =>
  together(
    over(
      pages,
      pagesOf(devices).filter(({ seen }) => seen.view.mode.text === 'large'),
      (here) =>
        wrongUnless(
          textsOf(here.page).every(({ em }) => em * capitalOfEm >= leastCapital - tolerance),
          where(here),
          'has capital letters under 4.8 mm',
          '大文字が4.8mmに足りません',
        ),
    ),
    {
      figures: devices.map(({ device }) =>
        figure(
          `${device.id}: millimetres of a capital letter in large text`,
          `${device.id}：大きな文字の大文字の高さ（mm）`,
          (sizesOf(device, 'large').em * capitalOfEm).toFixed(2),
        ),
      ),
      quotations: [],
      wrong: [],
    },
  );

const leastEm = 4.76;
const leastEmFrom = 500;

/** A11Y-62 */
export const lettersAreReadable = (devices: readonly DeviceSeen[]): Checked =>
  over(pages, pagesOf(devices), (here) => {
    const least = leastEm * Math.max(1, here.device.screen.viewingDistance.value / leastEmFrom);
    return wrongUnless(
      textsOf(here.page).every(({ em }) => em >= least - tolerance),
      where(here),
      'has letters under 13.5 points',
      '13.5ポイントに満たない文字があります',
    );
  });

/** A11Y-63 */
export const coloursContrast = (pairs: readonly ColourPair[]): Checked => {
  const looked = over(
    { en: 'pairs of colours', ja: '色の組' },
    pairs,
    ({ of, ofInJapanese, ahead, behind, atLeast }) =>
      wrongUnless(
        contrast(ahead, behind) >= atLeast,
        of,
        `has ${contrast(ahead, behind).toFixed(1)} to 1 instead of ${atLeast}`,
        `${ofInJapanese}：コントラストが${atLeast}:1ではなく${contrast(ahead, behind).toFixed(1)}:1です`,
      ),
  );
  return {
    ...looked,
    figures: [
      ...looked.figures,
      ...pairs.map(({ of, ofInJapanese, ahead, behind, atLeast }) =>
        figure(
          `${of}, at least ${atLeast}`,
          `${ofInJapanese}（${atLeast}以上）`,
          contrast(ahead, behind).toFixed(1),
        ),
      ),
    ],
  };
};

const leastTarget = 15;
const leastGap = 1.5;

/** Between the edges of two boxes; below zero where they overlap. */
const gapOf = (a: Box, b: Box): number =>
  Math.max(a.x - b.x - b.width, b.x - a.x - a.width, a.y - b.y - b.height, b.y - a.y - a.height);
const pairsOf = <T>(all: readonly T[]): readonly (readonly [T, T])[] =>
  all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));

/** A11Y-64 */
export const targetsAreLarge = (devices: readonly DeviceSeen[]): Checked =>
  over(pages, pagesOf(devices), (here) => {
    const boxes = here.page.targets.map(({ box }) => box);
    return [
      ...wrongUnless(
        boxes.every(({ width, height }) => Math.min(width, height) >= leastTarget - tolerance),
        where(here),
        'has a button of less than 15 mm',
        '15mmに満たないボタンがあります',
      ),
      ...wrongUnless(
        pairsOf(boxes).every(([a, b]) => gapOf(a, b) >= leastGap - tolerance),
        where(here),
        'has buttons less than 1.5 mm apart',
        '間が1.5mmに満たないボタンがあります',
      ),
    ];
  });

/** A11Y-65 */
export const sizesAreMillimetres = (devices: readonly DeviceSeen[]): Checked =>
  over(
    { en: 'devices with diagonal and resolution', ja: '対角と解像度のある機器' },
    devices,
    ({ device, screens }) => {
      const { width, height } = screenSize(device);
      return wrongUnless(
        width > 0 &&
          height > 0 &&
          screens.every(({ layout }) => layout.screen.width === width && layout.screen.height === height),
        device.id,
        'is not laid out in its millimetres',
        'ミリメートルで配置されていません',
      );
    },
    ({ device }) => {
      const { width, height } = screenSize(device);
      return {
        from: 'screen',
        where: device.id,
        language: null,
        words: `${width.toFixed(1)} × ${height.toFixed(1)} mm`,
      };
    },
  );

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - tolerance &&
  inner.y >= outer.y - tolerance &&
  inner.x + inner.width <= outer.x + outer.width + tolerance &&
  inner.y + inner.height <= outer.y + outer.height + tolerance;

const unspaced = (lines: readonly string[]): string => lines.join('').replaceAll(/\s/g, '');

/** A11Y-66: no word is lost, no box leaves the screen or lies on another. */
export function nothingIsCut(devices: readonly DeviceSeen[]): Checked {
  const all = devices.flatMap(({ device, screens }) => screens.map((seen) => ({ device, seen })));
  const whole = over({ en: 'screens', ja: '画面' }, all, ({ device, seen }): readonly Wrong[] => {
    const { view, layout } = seen;
    const here = where({ device, seen });
    const shown = unspaced(layout.pages.flatMap(({ body }) => body.lines));
    return [
      ...layout.overflow.map(({ of, words }) => ({
        where: here,
        what: { en: `has no room for its ${of}: ${words}`, ja: `${of} が収まりません：${words}` },
      })),
      ...wrongUnless(
        shown === unspaced([...view.text, view.status ?? '']),
        here,
        'does not show all its words',
        '文字が欠けています',
      ),
    ];
  });
  const apart = over(pages, pagesOf(devices), (here) => {
    const { title, body, field, targets } = here.page;
    const boxes = [
      title.box,
      body.box,
      ...(field === null ? [] : [field.box]),
      ...targets.map(({ box }) => box),
    ];
    return [
      ...wrongUnless(
        boxes.every((box) => isWithin(box, here.seen.layout.screen)),
        where(here),
        'leaves the screen',
        '画面からはみ出します',
      ),
      ...wrongUnless(
        pairsOf(boxes).every(([a, b]) => gapOf(a, b) >= -tolerance),
        where(here),
        'has things on one another',
        '重なりがあります',
      ),
    ];
  });
  return together(whole, apart);
}

/** What both agrees and refuses, and the keys of the two. */
const asking = new Set<ScreenId>([
  'consent_surgery',
  'consent_treatment',
  'consent_checkup',
  'not_registered',
  'recipient_certificate',
]);

/** A11Y-67 */
export function placesAreTheSame(devices: readonly DeviceSeen[]): Checked {
  const places = devices.flatMap(({ device, screens }) =>
    (['normal', 'large'] as const).map((mode) => {
      const boxes = new Map<string, Set<string>>();
      const put = (what: string, box: Box): void => {
        boxes.set(what, (boxes.get(what) ?? new Set()).add(JSON.stringify(box)));
      };
      for (const { view, layout } of screens) {
        // Where an entry is touched, the twelve keys take the screen.
        if (view.mode.text !== mode || (view.masked !== null && device.keypad === null)) continue;
        for (const { title, targets } of layout.pages) {
          put('title', title.box);
          for (const { kind, key, box } of targets)
            if (kind === 'choice' || ['9', '0', '#', '*'].includes(key)) put(key === 'any' ? '1' : key, box);
        }
      }
      return { name: `${device.id} ${mode} text`, boxes };
    }),
  );
  const unified = over(
    { en: 'devices and text sizes', ja: '機器と文字の大きさ' },
    places,
    ({ name, boxes }) =>
      [...boxes].flatMap(([what, different]) =>
        wrongUnless(
          different.size === 1,
          name,
          `has ${what} in ${different.size} places`,
          `${what} の場所が${different.size}通りあります`,
        ),
      ),
  );
  const questions = pagesOf(devices).filter(({ seen }) => asking.has(seen.view.id));
  const alike = over({ en: 'pages that ask to agree', ja: '同意を尋ねるページ' }, questions, (here) => {
    const [yes, no] = (['1', '2'] as const).map((key) =>
      here.page.targets.find((target) => target.key === key),
    );
    const looks = (target: typeof yes): string =>
      JSON.stringify([target?.box.width, target?.box.height, target?.label.em, target?.label.bold]);
    const chosen = here.seen.view.choices.some(({ marked }) => marked === true);
    return [
      ...wrongUnless(
        looks(yes) === looks(no),
        where(here),
        'shows the two answers unlike',
        '二つの答えの見た目が違います',
      ),
      ...wrongUnless(
        chosen || (yes?.marked === false && no?.marked === false),
        where(here),
        'has an answer chosen beforehand',
        '答えがあらかじめ選ばれています',
      ),
    ];
  });
  return together(unified, alike);
}

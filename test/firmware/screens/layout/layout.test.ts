import { describe, expect, it } from 'vitest';
import { deviceProfiles, usualDevice } from '../../../../firmware/device-profile.ts';
import { screenIds } from '../../../../firmware/screens/catalogue.ts';
import { defaultDisplay, textModes, visibleModes } from '../../../../firmware/screens/display-mode.ts';
import { type Box, layoutOf, type Target } from '../../../../firmware/screens/layout/layout.ts';
import { linesOf, textWidth } from '../../../../firmware/screens/layout/letters.ts';
import { pageCount } from '../../../../firmware/screens/layout/page-count.ts';
import { capitalAngle, capitalOfEm, sizesOf } from '../../../../firmware/screens/layout/sizes.ts';
import { completeLanguages } from '../../../../firmware/screens/texts.ts';
import {
  everyLayout,
  layoutsOf,
  profileFor,
  viewsOf,
} from '../../../../simulator/accessibility/every-screen.ts';

const large = { ...defaultDisplay, text: 'large' } as const;

const within = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - 1e-6 &&
  inner.y >= outer.y - 1e-6 &&
  inner.x + inner.width <= outer.x + outer.width + 1e-6 &&
  inner.y + inner.height <= outer.y + outer.height + 1e-6;

/** Between the edges of two boxes; below zero where they overlap. */
const gapOf = (a: Box, b: Box): number =>
  Math.max(a.x - b.x - b.width, b.x - a.x - a.width, a.y - b.y - b.height, b.y - a.y - a.height);

const pairs = <T>(all: readonly T[]): readonly (readonly [T, T])[] =>
  all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));

describe.each(deviceProfiles)('on the device $id', (device) => {
  const all = everyLayout(device, visibleModes, completeLanguages);
  const pages = all.flatMap(({ view, layout }) => layout.pages.map((page) => ({ view, layout, page })));
  const name = (of: (typeof all)[number]): string =>
    `${of.view.id} ${of.view.variant} ${of.view.language} ${of.view.mode.text}`;

  it('every screen it has is laid out, in every language and mode', () => {
    const missing = screenIds.filter((id) => !all.some(({ view }) => view.id === id));
    expect(missing.filter((id) => id !== 'high_cost' && id !== 'welcome')).toEqual([]);
    expect(
      new Set(all.map(({ view }) => `${view.language} ${view.mode.text} ${view.mode.contrast}`)).size,
    ).toBe(8);
  });

  it('A11Y-60 in large text a capital letter is seen under at least 0.7 degrees', () => {
    expect(capitalAngle(sizesOf(device, 'large').em, device)).toBeGreaterThanOrEqual(0.7);
    for (const { view, page } of pages) {
      if (view.mode.text !== 'large') continue;
      const words = [page.title, page.body, ...page.targets.map(({ label }) => label)];
      for (const { em } of words) expect(capitalAngle(em, device)).toBeGreaterThanOrEqual(0.7);
    }
  });

  it('A11Y-61 in large text a capital letter is at least 4.8 mm high', () => {
    expect(sizesOf(device, 'large').em * capitalOfEm).toBeGreaterThanOrEqual(4.8);
  });

  it('A11Y-62 no letter is smaller than 13.5 points from half a metre', () => {
    for (const { page } of pages) {
      for (const { em } of [page.title, page.body, ...page.targets.map(({ label }) => label)])
        expect(em).toBeGreaterThanOrEqual(4.76 * Math.max(1, device.screen.viewingDistance.value / 500));
    }
  });

  it('A11Y-64 every button is at least 15 mm each way and 1.5 mm from the next', () => {
    for (const { page } of pages) {
      for (const { box } of page.targets) {
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(15);
      }
      for (const [a, b] of pairs(page.targets))
        expect(gapOf(a.box, b.box)).toBeGreaterThanOrEqual(1.5 - 1e-6);
    }
  });

  it('A11Y-66 nothing is cut, scrolled or laid over something else', () => {
    for (const of of all) expect(of.layout.overflow, name(of)).toEqual([]);
    for (const { layout, page } of pages) {
      const boxes = [page.title.box, page.body.box, ...page.targets.map(({ box }) => box)];
      if (page.field !== null) boxes.push(page.field.box);
      for (const box of boxes) expect(within(box, layout.screen)).toBe(true);
      for (const [a, b] of pairs(boxes)) expect(gapOf(a, b)).toBeGreaterThanOrEqual(-1e-6);
      for (const { label, box } of page.targets) expect(within(label.box, box)).toBe(true);
    }
  });

  it('A11Y-66 what goes to a further page is all there, and each page turns to the next', () => {
    for (const { view, layout } of all) {
      const shown = layout.pages.flatMap(({ body }) => body.lines).join('');
      const words = [...view.text, view.status ?? ''].join('');
      expect(shown.replaceAll(' ', '')).toBe(words.replaceAll(' ', ''));
      for (const { targets } of layout.pages) {
        expect(targets.some(({ kind }) => kind === 'page')).toBe(layout.pages.length > 1);
      }
      if (view.masked !== null) expect(layout.pages).toHaveLength(1);
    }
  });

  it('A11Y-66 a screen about a person has as many pages as it is laid out on, however much stands on it', () => {
    const letters = ['見', 'W', 'i', '見本 太郎 '];
    for (const of of all.filter(({ view }) => view.private)) {
      for (const letter of letters) {
        for (const long of [1, 4, 12, 16, 17, 24, 32, 33, 64]) {
          const view = { ...of.view, text: [letter.repeat(long), ...of.view.text] };
          expect(pageCount(view, device), name(of)).toBe(layoutOf(view, device).pages.length);
        }
      }
    }
  });

  it('A11Y-23 at most four choices stand on a page', () => {
    for (const { page } of pages)
      expect(page.targets.filter(({ kind }) => kind === 'choice').length).toBeLessThanOrEqual(4);
  });

  it.each(textModes)(
    'A11Y-67 title, choices, end and help lie in one place on all screens (%s text)',
    (mode) => {
      const places = new Map<string, Set<string>>();
      const put = (what: string, box: Box): void => {
        places.set(what, (places.get(what) ?? new Set()).add(JSON.stringify(box)));
      };
      for (const { view, page } of pages) {
        if (view.mode.text !== mode || (view.masked !== null && device.keypad === null)) continue;
        put('title', page.title.box);
        for (const { kind, key, box } of page.targets)
          if (kind === 'choice' || ['9', '0', '#', '*'].includes(key)) put(key === 'any' ? '1' : key, box);
      }
      expect([...places.keys()].sort()).toEqual(['#', '*', '0', '1', '2', '3', '4', '9', 'title'].sort());
      for (const [what, boxes] of places) expect(boxes.size, what).toBe(1);
    },
  );

  it('A11Y-67 agreeing and not agreeing are buttons of one size and weight, and none is marked beforehand', () => {
    const asking = [
      'consent_surgery',
      'consent_treatment',
      'consent_checkup',
      'not_registered',
      'recipient_certificate',
    ] as const;
    for (const screen of asking) {
      for (const mode of visibleModes) {
        for (const language of completeLanguages) {
          const [first] = layoutsOf(screen, mode, language, device);
          const [yes, no] = ['1', '2'].map((key) =>
            first?.layout.pages[0]?.targets.find((target) => target.key === key),
          ) as [Target, Target];
          expect([yes.box.width, yes.box.height]).toEqual([no.box.width, no.box.height]);
          expect([yes.label.em, yes.label.bold]).toEqual([no.label.em, no.label.bold]);
          expect([yes.marked, no.marked]).toEqual([false, false]);
        }
      }
    }
    const consent = layoutsOf('consent_all', defaultDisplay, 'ja', device)[0]?.layout.pages[0]?.targets ?? [];
    const sizes = consent
      .filter(({ kind }) => kind === 'choice')
      .map(({ box, label }) => [box.width, box.height, label.em, label.bold].join());
    expect(sizes).toHaveLength(3);
    expect(new Set(sizes).size).toBe(1);
  });

  it('A11Y-20 a place is kept for the words that are spoken', () => {
    for (const { layout, page } of pages) {
      expect(within(page.caption, layout.screen)).toBe(true);
      for (const { box } of page.targets) expect(gapOf(box, page.caption)).toBeGreaterThanOrEqual(-1e-6);
      expect(page.caption.height).toBeGreaterThanOrEqual(layout.sizes.em * layout.sizes.bodyPitch);
    }
  });

  it('A11Y-34 digits that are touched lie in the order of a telephone', () => {
    for (const { view, page } of pages) {
      if (view.masked === null || device.keypad !== null) continue;
      const inOrder = [...page.targets].sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
      expect(inOrder.map(({ key }) => key).join('')).toBe('123456789*0#');
    }
  });

  it('A11Y-65 sizes follow the millimetres of the device: the same screen with more pixels has letters of the same size', () => {
    const { screen } = device;
    const finer = {
      ...device,
      screen: {
        ...screen,
        across: { ...screen.across, value: screen.across.value * 3 },
        down: { ...screen.down, value: screen.down.value * 3 },
      },
    };
    for (const mode of textModes) {
      const difference = sizesOf(device, mode).em - sizesOf(finer, mode).em;
      expect(Math.abs(difference)).toBeLessThan(sizesOf(device, mode).mmPerPixel);
    }
  });
});

it('A11Y-60 the letters of the unit are those of the rule: 35 pixels from 400 mm, 44 from 500 and 53 from 600', () => {
  const pixels = (distance: number): number => {
    const viewingDistance = { value: distance, grade: 'ours' } as const;
    const device = { ...usualDevice, screen: { ...usualDevice.screen, viewingDistance } };
    const { em, mmPerPixel } = sizesOf(device, 'large');
    return Math.round(em / mmPerPixel);
  };
  expect([pixels(400), pixels(500), pixels(600)]).toEqual([35, 44, 53]);
});

it('a screen that is too small for its words says which, and by how much', () => {
  const tiny = {
    ...usualDevice,
    screen: { ...usualDevice.screen, diagonal: { value: 60, grade: 'declared' } },
  } as const;
  const problems = layoutsOf('consent_all', large, 'ja', tiny).flatMap(({ layout }) => layout.overflow);
  expect(problems.map(({ of }) => of)).toContain('label');
  for (const { needs, has } of problems) expect(needs).toBeGreaterThan(has);
});

it('a hidden screen holds no word and no button on any device', () => {
  const hidden = { ...defaultDisplay, hidden: true };
  for (const device of deviceProfiles) {
    for (const screen of screenIds) {
      for (const view of viewsOf(screen, hidden, 'ja', profileFor(device))) {
        if (!view.mode.hidden) continue;
        const { pages } = layoutOf(view, device);
        const seen = pages.flatMap((page) => [
          page.title.lines,
          page.body.lines,
          page.field?.lines ?? [],
          page.targets.map(({ label }) => label.lines),
        ]);
        expect(seen.flat(2).join('')).toBe('');
      }
    }
  }
});

describe('a line', () => {
  it('is as long as its letters: full width one em, narrow ones less', () => {
    expect(textWidth('暗証番号')).toBe(4);
    expect(textWidth('iii')).toBeLessThan(textWidth('mmm'));
    expect(textWidth('')).toBe(0);
  });

  it('breaks between words, and never before a full stop or after an opening bracket', () => {
    expect(linesOf('Place your card', 6)).toEqual(['Place your', 'card']);
    expect(linesOf('受付です。次', 4)).toEqual(['受付で', 'す。次']);
    expect(linesOf('受付は「次」', 4)).toEqual(['受付は', '「次」']);
    expect(linesOf('', 4)).toEqual(['']);
  });

  it('counts a letter with a mark that sits above it once', () => {
    expect(textWidth('か\u3099')).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { comfortKeptAtRest } from '../../../firmware/reader/comfort-at-rest.ts';
import { defaultDisplay } from '../../../firmware/screens/display-mode.ts';
import { completeLanguages, text } from '../../../firmware/screens/texts.ts';
import type { ScreenView } from '../../../firmware/screens/vocabulary.ts';
import { hasButton } from '../../../simulator/automation/buttons.ts';
import { VirtualDesk } from './virtual-desk.ts';

const viewOf = (desk: VirtualDesk): ScreenView => {
  const view = desk.reader.status?.view;
  if (view === null || view === undefined) throw new Error('the reader has no power');
  return view;
};
const wordsOf = ({ title, text: body, choices, status, masked }: ScreenView): string =>
  [title, ...body, ...choices.map(({ label }) => label), status ?? '', '●'.repeat(masked ?? 0)].join('');

describe('large text and high contrast (A11Y-31)', () => {
  it.each([
    ['3', { text: 'large' }],
    ['4', { contrast: 'high' }],
  ] as const)('are one key from rest: %s', async (key, change) => {
    await using desk = await VirtualDesk.open();
    await desk.press(key);
    expect(desk.screen).toBe('idle');
    expect(viewOf(desk).mode).toEqual({ ...defaultDisplay, ...change });
    expect(viewOf(desk).choices.find((choice) => choice.key === key)?.marked).toBe(true);
    await desk.press(key);
    expect(viewOf(desk).mode).toEqual(defaultDisplay);
  });

  it.each(['next-generation', 'next-generation-minimal', 'current'] as const)(
    'have a button at rest in the profile %s',
    async (profile) => {
      await using desk = await VirtualDesk.open({ profile });
      for (const key of ['3', '4'] as const) {
        expect(hasButton(viewOf(desk), key)).toBe(true);
        desk.reader.press(key, 'touch');
        await desk.desk.quiet();
      }
      expect(viewOf(desk).mode).toEqual({ text: 'large', contrast: 'high', hidden: false });
    },
  );

  it('can be chosen in the middle of a visit where the language is, and lead back to where the person was', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('83');
    expect(desk.screen).toBe('choose_method');
    expect(viewOf(desk).mode.text).toBe('large');
  });

  it('tell in voice mode that they are on or off, in both languages', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#83');
    expect(desk.said).toContain('reply.text_large');
    await desk.silence();
    await desk.press('84');
    expect(desk.said).toContain('reply.contrast_high');
    await desk.silence();
    await desk.press('83');
    expect(desk.said).toContain('reply.text_normal');
    for (const language of completeLanguages) expect(text('reply.text_large', language)).not.toBe('');
  });

  it('are off again for whoever comes next (A11Y-16)', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('34');
    await desk.place();
    expect(viewOf(desk).mode).toEqual({ text: 'large', contrast: 'high', hidden: false });
    await desk.press('9');
    await desk.take();
    expect(viewOf(desk).mode.text).toBe('large');
    await desk.wait(10);
    expect(desk.screen).toBe('idle');
    expect(viewOf(desk).mode).toEqual(defaultDisplay);
  });

  it('go back to the default where whoever set them walks away', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('3');
    await desk.wait(comfortKeptAtRest / 1000 - 5);
    await desk.press('4');
    await desk.wait(comfortKeptAtRest / 1000 - 1);
    expect(viewOf(desk).mode).toEqual({ text: 'large', contrast: 'high', hidden: false });
    await desk.wait(2);
    expect(viewOf(desk).mode).toEqual(defaultDisplay);
  });
});

it('whoever has called staff at rest keeps what they set for as long as that stands', async () => {
  await using desk = await VirtualDesk.open();
  await desk.press('3');
  await desk.wait(comfortKeptAtRest / 1000 - 10);
  await desk.press('0');
  await desk.wait(comfortKeptAtRest / 1000 - 5);
  expect(desk.screen).toBe('call_staff');
  expect(viewOf(desk).mode.text).toBe('large');
  await desk.wait(comfortKeptAtRest / 1000 + 10);
  expect(desk.screen).toBe('idle');
  expect(viewOf(desk).mode).toEqual(defaultDisplay);
});

describe('a hidden screen (A11Y-05)', () => {
  it('is asked for by the person, and shows nothing while the voice goes on', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#');
    await desk.press('8#');
    expect(desk.screen).toBe('choose_medium');
    expect(wordsOf(viewOf(desk))).toBe('');
    await desk.silence();
    expect(desk.said.slice(-2)).toEqual(['reply.screen_hidden', 'choose_medium.short']);
    await desk.place();
    await desk.silence();
    expect(desk.said.at(-1)).toBe('choose_method.short');
    await desk.press('2');
    await desk.press('12');
    expect(viewOf(desk)).toMatchObject({ masked: 0, title: '', private: false });
    expect(wordsOf(viewOf(desk))).toBe('');
    await desk.press('34#');
    expect(wordsOf(viewOf(desk))).toBe('');
    expect(hasButton(viewOf(desk), '9')).toBe(false);
  });

  it('is shown again by the same key', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('*#8#');
    expect(viewOf(desk).mode.hidden).toBe(true);
    await desk.silence();
    await desk.press('8#');
    expect(viewOf(desk).mode.hidden).toBe(false);
    expect(wordsOf(viewOf(desk))).not.toBe('');
    expect(desk.said).toContain('reply.screen_shown');
  });

  it('begins the voice where it was silent: nobody is left before a dark and silent reader', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('8#');
    expect(viewOf(desk).mode.hidden).toBe(true);
    await desk.silence();
    expect(desk.said.slice(-2)).toEqual(['reply.screen_hidden', 'choose_method.first']);
  });

  it('is a whole visit long and no longer', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('8#');
    await desk.silence();
    await desk.press('9');
    expect(desk.screen).toBe('take_card');
    expect(wordsOf(viewOf(desk))).toBe('');
    await desk.take();
    await desk.wait(10);
    expect(desk.screen).toBe('idle');
    expect(viewOf(desk).mode).toEqual(defaultDisplay);
    expect(wordsOf(viewOf(desk))).not.toBe('');
  });

  it('is not offered where there is no voice to go on', async () => {
    await using desk = await VirtualDesk.open({ profile: 'next-generation-minimal' });
    desk.reader.press('8', 'touch');
    await desk.desk.quiet();
    expect(viewOf(desk).choices.map(({ key }) => key)).not.toContain('#');
    desk.reader.press('#', 'touch');
    await desk.desk.quiet();
    expect(viewOf(desk).mode.hidden).toBe(false);
  });

  it('leaves staff the screens that are theirs, which hold nothing of the person', async () => {
    await using desk = await VirtualDesk.open({ facility: { staffPassword: '7777' } });
    await desk.place();
    await desk.press('8#');
    expect(wordsOf(viewOf(desk))).toBe('');
    for (const [keys, screen] of [
      ['0', 'staff_check'],
      ['#', 'staff_password'],
      ['7777#', 'staff_verdict'],
    ] as const) {
      await desk.press(keys);
      expect(desk.screen).toBe(screen);
      expect(viewOf(desk)).toMatchObject({ title: text(`${screen}.title`, 'ja'), mode: { hidden: false } });
    }
    await desk.press('1');
    expect(desk.screen).toBe('consent_all');
    expect(wordsOf(viewOf(desk))).toBe('');
  });

  it.each(['8', '08'])('is not offered at rest by %s: what stands there is nobody’s', async (keys) => {
    await using desk = await VirtualDesk.open();
    await desk.press(keys);
    expect(viewOf(desk).choices.map(({ key }) => key)).not.toContain('#');
    await desk.press('#');
    expect(desk.screen).toBe('language');
    expect(viewOf(desk).mode).toEqual(defaultDisplay);
    expect(desk.said).not.toContain('reply.screen_hidden');
  });

  it('is not offered above the screens of staff, which stay', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('08#');
    expect(desk.screen).toBe('language');
    expect(desk.said).not.toContain('reply.screen_hidden');
    await desk.press('**');
    await desk.press('8#');
    expect(viewOf(desk).mode.hidden).toBe(true);
  });

  it('is offered as soon as a visit begins beneath the screen of languages', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('8');
    await desk.place();
    expect(desk.screen).toBe('language');
    expect(viewOf(desk).choices.map(({ key }) => key)).toContain('#');
    await desk.press('#');
    expect([desk.screen, wordsOf(viewOf(desk))]).toEqual(['choose_method', '']);
  });
});

describe('words that do not fit (A11Y-66)', () => {
  it('go to a further page, which 5 turns to, and round again', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('3');
    const { of } = viewOf(desk).page;
    expect(of).toBeGreaterThan(1);
    expect(viewOf(desk).page.at).toBe(1);
    await desk.press('5');
    expect(viewOf(desk).page.at).toBe(2);
    expect(hasButton(viewOf(desk), '5')).toBe(true);
    for (let turn = 2; turn <= of; turn += 1) await desk.press('5');
    expect(viewOf(desk).page.at).toBe(1);
  });

  it('begin at the first page on each screen', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('35');
    expect(viewOf(desk).page.at).toBe(2);
    await desk.place();
    expect(viewOf(desk).page.at).toBe(1);
  });

  it('leave every key its meaning on every page', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('35');
    await desk.press('1');
    expect(desk.screen).toBe('place_card');
  });
});

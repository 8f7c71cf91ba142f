import { describe, expect, it } from 'vitest';
import { profiles } from '../../../firmware/profiles.ts';
import { type DisplayMode, defaultDisplay } from '../../../firmware/screens/display-mode.ts';
import { noFacts } from '../../../firmware/screens/facts.ts';
import { composeView } from '../../../firmware/screens/view.ts';
import type { ReaderId } from '../../../protocol/ids.ts';
import { screenLine } from '../../../simulator/ui/plain/plain-lines.ts';
import { drawnLines, type Line } from '../../../simulator/ui/terminal/picture.ts';

const viewIn = (mode: Partial<DisplayMode>) =>
  composeView({
    screen: 'consent_all',
    variant: null,
    language: 'ja',
    profile: profiles['next-generation'],
    facts: noFacts,
    mode: { ...defaultDisplay, ...mode },
  });

const drawn = (mode: Partial<DisplayMode>): readonly Line[] => {
  const { id, title, text, choices, status, mode: display } = viewIn(mode);
  return drawnLines(
    {
      language: 'en',
      reader: {
        id: 'FCR-000001' as ReaderId,
        profile: 'next-generation',
        link: 'connected',
        language: 'ja',
        screen: { id, title, text, choices, status, display },
        visit: null,
        card: true,
        phone: false,
        earphones: false,
      },
      place: 1,
      readers: 1,
      masked: null,
      phoneReader: null,
      caption: null,
      camera: 'nobody',
      backEndDown: false,
      panel: { kind: 'none' },
      notice: null,
      url: 'http://127.0.0.1:8080/',
    },
    { columns: 80, rows: 30 },
  );
};
const ofScreen = (lines: readonly Line[]): readonly Line[] => lines.filter(({ text }) => /同意/.test(text));

describe('on a terminal', () => {
  it('large text is bold, with room between the lines', () => {
    const usual = drawn({});
    const large = drawn({ text: 'large' });
    expect(ofScreen(usual).every(({ strong }) => strong)).toBe(false);
    expect(ofScreen(large).every(({ strong }) => strong)).toBe(true);
    const at = large.findIndex(({ text }) => text.includes('過去の医療情報等'));
    expect(large[at + 1]?.text).toBe('');
    expect(usual[at + 1]?.text).not.toBe('');
  });

  it('high contrast has colours of its own, on the screen of the reader and nowhere else', () => {
    const high = drawn({ contrast: 'high' });
    expect(ofScreen(high).every(({ contrast }) => contrast)).toBe(true);
    expect(high[0]?.contrast).toBeUndefined();
    expect(drawn({}).some(({ contrast }) => contrast)).toBe(false);
  });

  it('a hidden screen says that it is hidden, and nothing else', () => {
    const hidden = drawn({ hidden: true });
    expect(ofScreen(hidden)).toEqual([]);
    expect(hidden.map(({ text }) => text)).toContain('The person has hidden the screen.');
  });
});

it('the plain desk says that a screen is hidden, and none of its words', () => {
  expect(screenLine('FCR-000001', viewIn({ hidden: true }), true)).toBe(
    'FCR-000001 screen consent_all (hidden)',
  );
});

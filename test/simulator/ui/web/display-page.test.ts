import { describe, expect, it } from 'vitest';
import { touchedDevice, usualDevice } from '../../../../firmware/device-profile.ts';
import { profiles } from '../../../../firmware/profiles.ts';
import { palettes } from '../../../../firmware/screens/colours.ts';
import { type DisplayMode, defaultDisplay } from '../../../../firmware/screens/display-mode.ts';
import { noFacts } from '../../../../firmware/screens/facts.ts';
import { sizesOf } from '../../../../firmware/screens/layout/sizes.ts';
import { composeView } from '../../../../firmware/screens/view.ts';
import type { ScreenId } from '../../../../firmware/screens/vocabulary.ts';
import { Personal } from '../../../../protocol/personal.ts';
import { brokenRules } from '../../../../simulator/accessibility/page-rules.ts';
import {
  type Caption,
  displayPage,
  followScript,
  followScriptPath,
} from '../../../../simulator/ui/web/display-page.ts';

const pageOf = (
  screen: ScreenId,
  mode: Partial<DisplayMode> = {},
  turned = 0,
  caption: Caption | null = null,
): string =>
  displayPage({
    caption,
    language: 'en',
    reader: 'FCR-000001',
    device: usualDevice,
    view: composeView({
      screen,
      variant: null,
      language: 'ja',
      profile: profiles['next-generation'],
      facts: { ...noFacts, name: new Personal('<b>見本</b>') },
      mode: { ...defaultDisplay, ...mode },
      turned,
    }),
  });

describe('the page of a display', () => {
  it('A11Y-65 is as large as the device: 800 by 480 of its pixels, with letters of the profile', () => {
    const page = pageOf('consent_all');
    expect(page).toContain('width:800.0px;height:480.0px');
    const { em, mmPerPixel } = sizesOf(usualDevice, 'normal');
    expect(page).toContain(`font-size:${(em / mmPerPixel).toFixed(1)}px`);
  });

  it('A11Y-60 has letters of 35 pixels in large text, and of no other size', () => {
    const display = pageOf('consent_all', { text: 'large' }).split('<main>')[1] ?? '';
    expect(new Set(display.match(/font-size:[\d.]+px/g))).toEqual(new Set(['font-size:35.0px']));
  });

  it('A11Y-63 has the colours of the table, and others in high contrast', () => {
    expect(pageOf('idle')).toContain(`background:${palettes.screen.normal.ground}`);
    expect(pageOf('idle', { contrast: 'high' })).toContain(`background:${palettes.screen.high.ground}`);
  });

  it('says of a choice in Japanese on an English screen that it is in Japanese (WCAG 3.1.2)', () => {
    const { profile, facts, mode } = {
      profile: profiles['next-generation'],
      facts: noFacts,
      mode: defaultDisplay,
    };
    const view = composeView({
      screen: 'language',
      variant: null,
      language: 'en',
      profile,
      facts,
      mode,
      turned: 0,
    });
    const page = displayPage({
      caption: null,
      language: 'en',
      reader: 'FCR-000001',
      device: usualDevice,
      view,
    });
    expect(page).toMatch(/<button type="button" lang="ja" disabled aria-label="1 日本語"/);
    expect(page).toMatch(/<button type="button" disabled aria-label="2 English"/);
  });

  it('A11Y-42 tells what is chosen by a sign, not by colour alone', () => {
    expect(pageOf('idle', { contrast: 'high' })).toContain('くっきり表示 ●');
    expect(pageOf('idle')).not.toContain('●');
  });

  it('A11Y-66 shows one page of what does not fit, then the other', () => {
    const [first, second] = [0, 1].map((turned) => pageOf('idle', { text: 'large' }, turned));
    expect(first).toContain('Page 1 of 2');
    expect(second).toContain('Page 2 of 2');
    expect(first).not.toBe(second);
  });

  it('holds no word of a screen that the person has hidden', () => {
    const page = pageOf('consent_all', { hidden: true });
    expect(page).toContain('The person has hidden the screen.');
    expect(page).not.toMatch(/閲覧|同意|終了/);
  });

  it('takes a name as words, never as markup', () => {
    const page = pageOf('accepted_clinic');
    expect(page).toContain('&lt;b&gt;見本&lt;/b&gt;');
    expect(page).not.toContain('<b>');
  });

  it('says that there is no power where there is none', () => {
    const page = displayPage({
      language: 'ja',
      reader: 'FCR-000001',
      device: usualDevice,
      view: null,
      caption: null,
    });
    expect(page).toContain('リーダーの電源が入っていません。');
  });

  it('A11Y-69 is found by its first heading, also where nothing is drawn', () => {
    const dark = displayPage({
      language: 'en',
      reader: 'FCR-000001',
      device: usualDevice,
      view: null,
      caption: null,
    });
    for (const page of [pageOf('consent_all'), pageOf('consent_all', { hidden: true }), dark]) {
      expect(page).toContain('<h1>Display of FCR-000001</h1>');
      expect(brokenRules(page)).toEqual([]);
    }
  });

  it('A11Y-70 has a button for each choice that names its key, and that cannot be pressed here', () => {
    expect(pageOf('consent_all')).toContain('<button type="button" disabled aria-label="1 全て同意する"');
    const touched = displayPage({
      caption: null,
      language: 'ja',
      reader: 'FCR-000001',
      device: touchedDevice,
      view: composeView({
        screen: 'consent_all',
        variant: null,
        language: 'ja',
        profile: profiles['next-generation-minimal'],
        facts: noFacts,
        mode: defaultDisplay,
      }),
    });
    expect(touched).toContain('aria-label="1 全て同意する"');
    expect(touched).toContain('>全て同意する</span>');
  });

  it('A11Y-70 announces the title that is drawn, in its own language, and nothing of what is hidden', () => {
    const state = (page: string) => /<p role="status" id="state">(.*)<\/p>/.exec(page)?.[1];
    expect(state(pageOf('consent_all'))).toBe('<span lang="ja">閲覧同意登録</span>');
    expect(state(pageOf('consent_all', { hidden: true }))).toBe('The person has hidden the screen.');
  });

  it('A11Y-20 has what was spoken last under the picture, whole and in its own language', () => {
    const spoken = (channel: Caption['channel'], lang: Caption['lang'], text: string): string =>
      /<div id="spoken">(.*)<\/div>/.exec(pageOf('idle', {}, 0, { channel, lang, text }))?.[1] ?? '';
    expect(spoken('speaker', 'ja', '受付が終わりました。')).toBe(
      '<p>Voice: <span lang="ja">受付が終わりました。</span></p>',
    );
    expect(spoken('earphones', 'en', '<b>Mihon</b>')).toBe(
      '<p>Earphones: <span lang="en">&lt;b&gt;Mihon&lt;/b&gt;</span></p>',
    );
    expect(pageOf('idle')).toContain('<div id="spoken"></div>');
  });

  it('A11Y-20 keeps what was spoken where the screen is hidden, and never announces it over the voice', () => {
    const caption = { channel: 'speaker', lang: 'ja', text: '画面を隠しました。' } as const;
    const page = pageOf('idle', { hidden: true }, 0, caption);
    expect(page).toContain(caption.text);
    expect(/<p role="status"[^>]*>.*<\/p>/.exec(page)?.[0]).not.toContain(caption.text);
    expect(page.match(/aria-live|role="(?:status|alert|log)"/g)).toEqual(['role="status"']);
    expect(brokenRules(page)).toEqual([]);
  });

  it('follows its reader by a script of its own, which holds nothing of the reader', () => {
    expect(pageOf('consent_all')).toContain(`<script src="${followScriptPath}" defer></script>`);
    expect(pageOf('consent_all').match(/<script/g)).toHaveLength(1);
    expect(followScript()).toContain("new EventSource('/api/events')");
  });
});

/** What a browser makes of the pages: axe-core's rules over all of them, and what a screen reader is told. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type DeviceProfile,
  deviceProfiles,
  touchedDevice,
  usualDevice,
} from '../../firmware/device-profile.ts';
import { type ScreenId, screenIds } from '../../firmware/screens/catalogue.ts';
import { defaultDisplay, visibleModes } from '../../firmware/screens/display-mode.ts';
import { completeLanguages } from '../../firmware/screens/texts.ts';
import type { Language } from '../../protocol/errors.ts';
import { audit } from '../../simulator/accessibility/audit.ts';
import { layoutsOf } from '../../simulator/accessibility/every-screen.ts';
import { htmlReport as accessibilityReport } from '../../simulator/accessibility/report-html.ts';
import { see } from '../../simulator/accessibility/seen.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import { htmlReport as scenarioReport } from '../../simulator/scenario/report-html.ts';
import { displayPage } from '../../simulator/ui/web/display-page.ts';
import { openTestDesk, type TestDesk } from '../simulator/automation/automated-desk.ts';
import { run, toConsent } from '../simulator/scenario/running.ts';
import { Chromium } from './chromium.ts';
import { lackingFor, systemTests } from './system-tests.ts';

const lacking = await lackingFor(systemTests['pages.test.ts']);
if (lacking.length > 0) process.stdout.write(`Left out, ${lacking.join(', ')}\n`);

const reader = 'FCR-000001';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.0 to 2.2, A and AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What axe-core counts of the page that stands. Buttons are judged as if they could be pressed, else it passes over their colours. */
const judged = `(() => {
  for (const button of document.querySelectorAll('button')) button.disabled = false;
  return axe.run(document, {
    runOnly: ${JSON.stringify(tags)},
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  }).then(({ violations, passes }) => ({
    broken: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)),
    kept: passes.map(({ id }) => id),
  }));
})()`;

/** Every page of every view that is different from the others. */
function displaysOf(screens: readonly ScreenId[], device: DeviceProfile): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const screen of screens)
    for (const mode of [...visibleModes, { ...defaultDisplay, hidden: true }])
      for (const language of completeLanguages)
        for (const { view, layout } of layoutsOf(screen, mode, language, device))
          for (const at of layout.pages.keys()) {
            const page = { at: at + 1, of: layout.pages.length };
            const html = displayPage({ language, reader, view: { ...view, page }, device, caption: null });
            pages.set(
              html,
              `${device.id} ${screen} ${view.variant} ${language} ${JSON.stringify(mode)} ${at}`,
            );
          }
  return pages;
}

describe.runIf(lacking.length === 0)('In a browser', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await Chromium.start();
    await chromium.evaluate(axe);
  });
  afterAll(() => chromium.close());

  const judge = async (html: string) => {
    await chromium.show(html);
    return (await chromium.evaluate(judged)) as { broken: string[]; kept: string[] };
  };
  const brokenOf = async (pages: ReadonlyMap<string, string>): Promise<readonly string[]> => {
    const broken: string[] = [];
    for (const [html, name] of pages)
      for (const rule of (await judge(html)).broken) broken.push(`${name}: ${rule}`);
    return broken;
  };

  it('A11Y-69: a page that is made worse is found to be so', async () => {
    const [html = ''] = displaysOf(['consent_all'], usualDevice).keys();
    const sound = await judge(html);
    expect(sound.broken).toEqual([]);
    expect(sound.kept).toEqual(
      expect.arrayContaining(['button-name', 'color-contrast', 'document-title', 'html-has-lang', 'list']),
    );
    const broken = async (worse: string): Promise<readonly string[]> =>
      (await judge(worse)).broken.map((rule) => rule.slice(0, rule.indexOf(':')));
    expect(await broken(html.replace('<html lang="ja">', '<html>'))).toContain('html-has-lang');
    expect(
      await broken(
        html.replace(/aria-label="[^"]*"/, 'aria-label=" "').replace(/<span[^>]*>1 [^<]*/, '<span>'),
      ),
    ).toContain('button-name');
    expect(await broken(html.replace(/;color:#111111/g, ';color:#dddddd'))).toContain('color-contrast');
  });

  it('A11Y-69: every screen of a reader keeps the rules, in every mode and language', async () => {
    const pages = displaysOf(screenIds, usualDevice);
    expect(pages.size).toBeGreaterThan(400);
    expect(await brokenOf(pages)).toEqual([]);
  });

  it('A11Y-69: so do screens of other devices', async () => {
    for (const device of deviceProfiles.filter(({ id }) => id !== usualDevice.id))
      expect(await brokenOf(displaysOf(['idle', 'pin_entry', 'consent_all'], device))).toEqual([]);
  });

  it('A11Y-69: so does the display of a reader without power', async () => {
    const page = displayPage({ language: 'ja', reader, view: null, device: usualDevice, caption: null });
    expect((await judge(page)).broken).toEqual([]);
  });

  it('A11Y-69: so does the page of the desk, before and after visits', async () => {
    const test = await openTestDesk({ readers: 2 });
    const page = async (language: Language): Promise<string> =>
      (await test.app.inject({ url: '/', headers: { host: '127.0.0.1', 'accept-language': language } })).body;
    for (const language of completeLanguages) expect((await judge(await page(language))).broken).toEqual([]);
    await visit(test);
    for (const language of completeLanguages) expect((await judge(await page(language))).broken).toEqual([]);
    await test.close();
  });

  it.each(completeLanguages)('A11Y-69: so do the reports in %s', async (language) => {
    const results = [
      await run([...toConsent, 'press: "2"'], 'requirements: [REQ-10]'),
      await run(['place: card', 'press: "2"', 'press: "1234#"', 'see: idle']),
    ];
    expect((await judge(scenarioReport(results, language))).broken).toEqual([]);
    const findings = audit(await see({ people: loadPeople() }));
    expect((await judge(accessibilityReport(findings, language, '0'))).broken).toEqual([]);
  });

  /** What a screen reader is told from the first heading on, a line a thing; what makes up the name of a thing not again. */
  const told = async (): Promise<string> => {
    const nodes = await chromium.accessibleNodes();
    const lines: string[] = [];
    let isNamed = false;
    for (const { role, name, properties } of nodes.slice(
      nodes.findIndex((node) => node.role === 'heading'),
    )) {
      if (role === 'InlineTextBox' || role === 'generic') continue;
      if (role === 'StaticText' && isNamed) continue;
      isNamed = role === 'heading' || role === 'button';
      const { pressed, disabled, live } = properties;
      const marks = [pressed === 'true' ? 'pressed' : '', disabled === true ? 'disabled' : '', live ?? ''];
      lines.push([role, name, ...marks].filter((part) => part !== '').join(' '));
    }
    return lines.join('\n');
  };
  const [first] = visibleModes;
  const displayOf = (screen: ScreenId, language: Language, device = usualDevice, mode = first): string => {
    const [seen] = mode === undefined ? [] : layoutsOf(screen, mode, language, device);
    if (seen === undefined) throw new RangeError(`no ${screen}`);
    return displayPage({ language, reader, view: seen.view, device, caption: null });
  };

  it.each([
    ['idle', 'ja', usualDevice],
    ['consent_all', 'ja', usualDevice],
    ['consent_all', 'en', usualDevice],
    ['pin_entry', 'en', usualDevice],
    ['pin_entry', 'ja', touchedDevice],
    ['accepted_clinic', 'ja', usualDevice],
  ] as const)(
    'A11Y-70: tells of %s in %s what it is to tell, on each device',
    async (screen, language, device) => {
      await chromium.show(displayOf(screen, language, device));
      expect(await told()).toMatchSnapshot();
    },
  );

  it('A11Y-70: tells each choice of every screen by role, name and key, and no digit as a value', async () => {
    for (const screen of screenIds)
      for (const device of [usualDevice, touchedDevice])
        for (const { view, layout } of layoutsOf(screen, defaultDisplay, 'ja', device)) {
          await chromium.show(displayPage({ language: 'ja', reader, view, device, caption: null }));
          const nodes = await chromium.accessibleNodes();
          const names = nodes.filter(({ role }) => role === 'button').map(({ name }) => name);
          const targets = layout.pages[view.page.at - 1]?.targets ?? [];
          expect(names, screen).toHaveLength(targets.length);
          for (const [i, { key }] of targets.entries()) {
            if (key !== 'any')
              expect(names[i]?.replace('＊', '*').startsWith(key), `${screen} ${names[i]}`).toBe(true);
            else expect(names[i], screen).not.toBe('');
          }
          const fields = nodes.filter(
            ({ role, value }) => value !== null || /^(?:textbox|searchbox|spinbutton|combobox)$/.test(role),
          );
          expect(fields, screen).toEqual([]);
        }
  });

  describe('A11Y-70: the page of a display that is open', () => {
    let test: TestDesk;
    let url: string;
    beforeEach(async () => {
      test = await openTestDesk();
      url = `${await test.app.listen({ host: '127.0.0.1', port: 0 })}/readers/${reader}`;
    });
    afterEach(async () => {
      await chromium.setScripts(true);
      await chromium.open('about:blank');
      await test.close();
    });
    const state = () => chromium.evaluate("document.getElementById('state').textContent");
    /** Notes each change of the live region, from now on. */
    const note = () =>
      chromium.evaluate(`{
        window.noted = [];
        const region = document.getElementById('state');
        window.region = region;
        new MutationObserver(() => window.noted.push(region.textContent))
          .observe(region, { childList: true, subtree: true, characterData: true });
      }`);
    /** Comes when the page says so, and only then. */
    const until = (holds: string) =>
      chromium.evaluate(`new Promise((resolve) => {
        const look = () => (${holds}) && resolve(true);
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
        look();
      })`);

    it('announces each screen once, in the same region, without being loaded again', async () => {
      await chromium.open(url);
      const [at] = test.desk.readers;
      if (at === undefined) throw new RangeError('no reader');
      expect(await state()).toBe(at.status?.view?.title);
      await note();
      await visit(test);
      const title = at.status?.view?.title;
      expect(at.status?.view?.id).toBe('consent_all');
      await until(`document.getElementById('state').textContent === ${JSON.stringify(title)}`);
      expect(await chromium.evaluate("document.getElementById('state') === window.region")).toBe(true);
      const noted = (await chromium.evaluate('window.noted')) as string[];
      expect(noted.at(-1)).toBe(title);
      expect(noted.filter((one) => one === title)).toHaveLength(1);
      expect(await chromium.evaluate("document.querySelectorAll('[aria-live], [role=status]').length")).toBe(
        1,
      );
      expect(await chromium.evaluate("document.querySelector('.display h2').textContent.length > 0")).toBe(
        true,
      );
    });

    it('A11Y-20: has what was spoken last as text, and announces none of it', async () => {
      const [at] = test.desk.readers;
      if (at === undefined) throw new RangeError('no reader');
      await chromium.open(url);
      await note();
      await test.acts.at(at, { does: 'press', keys: ['*'] });
      const spoken = at.transcript.entries.findLast(({ text }) => text !== null)?.text ?? '';
      expect(spoken).not.toBe('');
      await until(`document.querySelector('#spoken span')?.textContent === ${JSON.stringify(spoken)}`);
      expect(await chromium.evaluate('window.noted')).not.toContain(spoken);
    });

    it('shows digits as dots when they are typed, and announces none of them', async () => {
      const [at] = test.desk.readers;
      if (at === undefined) throw new RangeError('no reader');
      await test.acts.at(at, { does: 'place', of: 'insured' });
      await test.acts.at(at, { does: 'press', keys: ['2'] });
      expect(at.status?.view?.id).toBe('pin_entry');
      await chromium.open(url);
      await note();
      await test.acts.at(at, { does: 'press', keys: ['7', '3'] });
      await until("[...document.querySelectorAll('.display p')].some((p) => p.textContent === '●●')");
      expect(await chromium.evaluate('window.noted')).toEqual([]);
      expect(await told()).not.toMatch(/73/);
    });

    it('tells no word of a screen that the person has hidden', async () => {
      const [at] = test.desk.readers;
      if (at === undefined) throw new RangeError('no reader');
      await chromium.open(url);
      await test.acts.at(at, { does: 'place', of: 'insured' });
      await test.acts.at(at, { does: 'press', keys: ['8', '#'] });
      expect(at.status?.view?.mode.hidden).toBe(true);
      await until("document.getElementById('state').textContent === 'The person has hidden the screen.'");
      const nodes = await chromium.accessibleNodes();
      expect(nodes.filter(({ role }) => role === 'button' || role === 'list')).toEqual([]);
    });

    it('is whole without scripts, as it was when it was loaded', async () => {
      await chromium.setScripts(false);
      await chromium.open(url);
      expect(await told()).toMatch(/^status polite$/m);
      expect(await told()).toMatch(/^button 1 .* disabled$/m);
    });
  });
});

/** A card is laid down, its owner is known by face, and the screen asks for consent. */
async function visit({ acts, desk }: TestDesk): Promise<void> {
  const [at] = desk.readers;
  if (at === undefined) throw new RangeError('no reader');
  await acts.at(at, { does: 'place', of: 'insured' });
  await acts.at(at, { does: 'camera', sees: 'match' });
  await acts.at(at, { does: 'press', keys: ['1'] });
}

/** What a browser makes of the pages: axe-core's rules over all of them, and what a screen reader is told. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeviceProfile, deviceProfiles, usualDevice } from '../../firmware/device-profile.ts';
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
            const html = displayPage({ language, reader, view: { ...view, page }, device });
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
    const page = displayPage({ language: 'ja', reader, view: null, device: usualDevice });
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
});

/** A card is laid down, its owner is known by face, and the screen asks for consent. */
async function visit({ acts, desk }: TestDesk): Promise<void> {
  const [at] = desk.readers;
  if (at === undefined) throw new RangeError('no reader');
  await acts.at(at, { does: 'place', of: 'insured' });
  await acts.at(at, { does: 'camera', sees: 'match' });
  await acts.at(at, { does: 'press', keys: ['1'] });
}

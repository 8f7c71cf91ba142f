import { describe, expect, it } from 'vitest';
import type { VisitStatus } from '../../../host-bridge/control/desk-view.ts';
import type { ReaderId, VisitId } from '../../../protocol/ids.ts';
import { visitOutcomes } from '../../../protocol/messages.ts';
import type { ReaderState } from '../../../simulator/automation/reader-state.ts';
import { statusPage } from '../../../simulator/automation/status-page.ts';
import { languages } from '../../../simulator/cli/language.ts';

const now = Date.parse('2026-11-02T17:00:00+09:00');
const at = (time: string): number => Date.parse(`2026-11-02T${time}+09:00`);

const visit = (change: Partial<VisitStatus>): VisitStatus => ({
  number: 1,
  visit: 'FCR-000001.1.1' as VisitId,
  reader: 'FCR-000001' as ReaderId,
  began: at('09:05:00'),
  outcome: 'accepted',
  reason: null,
  validity: '1',
  notice: null,
  hints: [],
  called: null,
  unanswered: null,
  todo: null,
  ...change,
});

const page = (visits: readonly VisitStatus[] | null | undefined, language: 'ja' | 'en' = 'ja'): string =>
  statusPage({ language, readers: [], visits, maintenance: [], now, version: '0' });

/** Every element's name, in order of its begin. */
const elements = (html: string): string[] =>
  [...html.matchAll(/<([a-z][a-z0-9]*)[\s>]/g)].map(([, name]) => name ?? '');

const resting: ReaderState = {
  id: 'FCR-000001' as ReaderId,
  profile: 'next-generation',
  link: 'connected',
  language: 'ja',
  screen: null,
  visit: null,
  card: true,
  phone: false,
  earphones: false,
};

describe('the row of a reader', () => {
  it('tells the staff what is written on the card that lies there, as Japanese in either language', () => {
    for (const language of languages) {
      const about = { language, visits: undefined, maintenance: [], now, version: '0' };
      expect(statusPage({ ...about, readers: [{ ...resting, cardMark: '顔認証' }] })).toContain(
        ' <span lang="ja">「顔認証」</span></td>',
      );
      expect(statusPage({ ...about, readers: [resting] })).not.toContain('顔認証');
    }
  });
});

describe('the staff’s section of the page', () => {
  it('lists the visits of today in Japan, newest first, and none that never began', () => {
    const html = page([
      visit({ began: at('00:00:00'), reader: 'FCR-000002' as ReaderId }),
      visit({ began: at('09:05:00') }),
      visit({ began: at('08:00:00'), outcome: 'cancelled', reason: 'not_begun' }),
      visit({ began: at('00:00:00') - 1 }),
      visit({ began: 0 }),
    ]);
    expect([...html.matchAll(/>(\d\d:\d\d)<\/time>/g)].map(([, time]) => time)).toEqual(['09:05', '00:00']);
  });

  it('tells of announced maintenance above the visits, in the language of the page', () => {
    const maintenance = [{ ja: 'メンテナンスの予定です。', en: 'Maintenance (メンテナンス) is announced.' }];
    const told = (language: 'ja' | 'en') =>
      statusPage({ language, readers: [], visits: [visit({})], maintenance, now, version: '0' });
    expect(told('ja')).toMatch(/<h2 id="staff">[^\n]*\n<p>メンテナンスの予定です。<\/p>\n/);
    expect(told('en')).toContain('<p>Maintenance (<span lang="ja">メンテナンス</span>) is announced.</p>');
  });

  it('has words of its own for every outcome and every validity, in both languages', () => {
    for (const language of languages) {
      const outcomes = [null, ...visitOutcomes].map((outcome) => page([visit({ outcome })], language));
      expect(new Set(outcomes).size).toBe(visitOutcomes.length + 1);
      const validities = ([null, '1', '2', '3', '4', '5', '6'] as const).map((validity) =>
        page([visit({ validity })], language),
      );
      expect(new Set(validities).size).toBe(7);
    }
  });

  it('escapes what it is told', () => {
    expect(page([visit({ todo: { ja: '<b>&', en: '' } })])).toContain('<td>&lt;b&gt;&amp;</td>');
  });

  it('says that there is none yet, that the bridge is away, or stays out where there is no bridge', () => {
    expect(page([])).toContain('今日の受付はまだありません。');
    expect(page(null)).toContain('ブリッジが動いていない');
    expect(page(undefined)).not.toContain('今日の受付');
  });
});

// The rules of WCAG 2.2 that a text can be held to; no browser is asked here.
describe.each(languages)('the page in %s reads well by ear', (language) => {
  const html = page([visit({ todo: { ja: '資格確認書を確認', en: 'Ask for the 資格確認書.' } })], language);

  it('has a language, a title, one main part and headings in order', () => {
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(elements(html).filter((name) => /^(main|h[1-6])$/.test(name))).toEqual(['main', 'h1', 'h2', 'h2']);
  });

  it('names each section and each table, and each cell has a head', () => {
    for (const [, id] of html.matchAll(/aria-labelledby="(\w+)"/g)) expect(html).toContain(`<h2 id="${id}">`);
    const names = elements(html);
    const count = (name: string): number => names.filter((one) => one === name).length;
    expect(count('caption')).toBe(count('table'));
    expect([...html.matchAll(/<th(?! scope="(?:col|row)")[\s>]/g)]).toEqual([]);
  });

  it('runs no script, does not reload under the reader, and needs no colour', () => {
    expect(html).not.toMatch(/<script|http-equiv|onclick|<img|tabindex|class="/);
  });

  it('marks Japanese words in English sentences', () => {
    expect(html.includes('<span lang="ja">資格確認書</span>')).toBe(language === 'en');
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptSearch } from '../../../simulator/back-end/search/search-store.ts';
import { openStore } from '../../../simulator/back-end/sqlite-store.ts';
import { fcr } from './in-process.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'fcr-'));
});
afterEach(() => rmSync(data, { recursive: true }));

/** A disaster of two days at two facilities, and one search in an outage. */
function fill(): void {
  const opened = openStore(join(data, 'back-end.db'));
  if (!opened.ok) throw new Error('no store');
  const store = opened.value;
  let searches = 0;
  const keep = (moment: string, change: Partial<KeptSearch>): string => {
    searches += 1;
    const search = `search-${searches}`;
    store.searches.keep({
      search,
      digest: '',
      mode: 'disaster',
      event: '見本台風',
      institution: '1111111111',
      municipality: '見本県見本市',
      at: Date.parse(moment),
      found: 'none',
      person: null,
      eligibility: false,
      consent: '1',
      authorised: null,
      answer: '{}',
      ...change,
    });
    return search;
  };
  const found = { found: 'one', person: 'insured', eligibility: true } as const;
  keep('2026-11-02T10:00:00+09:00', {});
  const seen = keep('2026-11-02T10:01:00+09:00', found);
  store.searches.keepInformation({ search: seen, kind: 'drugs' });
  store.searches.keepInformation({ search: seen, kind: 'drugs' });
  store.searches.keepInformation({ search: seen, kind: 'checkup' });
  keep('2026-11-02T11:00:00+09:00', { institution: '2222222222' });
  keep('2026-11-03T10:00:00+09:00', found);
  keep('2026-11-05T10:00:00+09:00', { mode: 'outage', event: null, ...found });
  store.close();
}

describe('fcr searches', () => {
  it('prints the table of the counts, in English', async () => {
    fill();
    const { code, stdout } = await fcr(['searches', '--data', data, '--lang', 'en']);
    expect([code, stdout.split('\n')]).toEqual([
      0,
      [
        '                        days                     facilities (by the day)  requests  eligibility given  medical information given',
        'disaster mode 見本台風  2026-11-02 – 2026-11-03                        3         4                  2                          2',
        'outage                  2026-11-05                                     1         1                  1                          0',
        'total                                                                  4         5                  3                          2',
        '',
      ],
    ]);
  });

  it('prints it in Japanese', async () => {
    fill();
    const { stdout } = await fcr(['searches', '--data', data, '--lang', 'ja']);
    expect(stdout.split('\n')[0]).toMatch(
      /期間 +施設数（延べ） +閲覧要求 +資格情報の提供 +診療・薬剤・健診情報の提供$/,
    );
    expect(stdout).toMatch(/^災害時モード 見本台風 .* 3 +4 +2 +2$/m);
  });

  it('gives one JSON document', async () => {
    fill();
    const { stdout } = await fcr(['searches', '--data', data, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      rows: [
        { mode: 'disaster', event: '見本台風', facilities: 3 },
        { mode: 'outage', event: null },
      ],
      total: { facilities: 4, requests: 5, eligibility: 3, information: 2 },
    });
  });

  it('counts while a back end has the store open', async () => {
    fill();
    const running = openStore(join(data, 'back-end.db'));
    if (!running.ok) throw new Error('no store');
    const { code, stdout } = await fcr(['searches', '--data', data, '--json']);
    expect([code, JSON.parse(stdout).total.requests]).toEqual([0, 5]);
    running.value.close();
  });

  it('says that another program has locked the store, and what to do, in both languages', async () => {
    const other = new Database(join(data, 'back-end.db'));
    other.exec('BEGIN EXCLUSIVE');
    for (const [lang, words] of [
      ['en', /EMU-459.*locked by another program.*Wait/],
      ['ja', /EMU-459.*別のプログラムが使用中.*待つか/],
    ] as const) {
      const { code, stderr } = await fcr(['searches', '--data', data, '--lang', lang]);
      expect([code, stderr]).toEqual([2, expect.stringMatching(words)]);
    }
    other.close();
  });

  it('says where there is no back end to count', async () => {
    const { code, stderr } = await fcr(['searches', '--data', data]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('EMU-425')]);
  });
});

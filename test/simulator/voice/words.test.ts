import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { durationIds } from '../../../firmware/guidance/durations.ts';
import { orThrow } from '../../../protocol/result.ts';
import { readingsFile, readingsHead } from '../../../simulator/docs/spoken-readings.ts';
import { longestWord } from '../../../simulator/voice/kana.ts';
import { linesOf, mostBytes, oneLine } from '../../../simulator/voice/one-line.ts';
import { numberInKana } from '../../../simulator/voice/spoken-numbers.ts';
import { promptOfScreen, spokenTextIds, spokenWords } from '../../../simulator/voice/spoken-texts.ts';

describe('Words for an engine', () => {
  it.each([
    ['一行目です。\n二行目です。', '一行目です。二行目です。'],
    ['一行目\r\n二行目', '一行目、二行目'],
    ['暗証番号を入れて、#を押してください。', '暗証番号を入れて、シャープを押してください。'],
    ['戻るときは＊です。', '戻るときはこめじるしです。'],
    ['※ 注意', 'こめじるし 注意'],
    ['【手術・傷病名、感染症／診療、お薬／健診】', '手術、傷病名、感染症、診療、お薬、健診、'],
    ['ﾔﾏﾀﾞ ﾊﾅｺさま。', 'ヤマダ ハナコさま。'],
    ['一\u0000二\u200b三', '一 二 三'],
  ])('are one line in which no sign is passed over in silence: %j', (written, said) => {
    expect(orThrow(oneLine(written, 'ja'))).toBe(said);
  });

  it('spell signs in English too', () => {
    expect(orThrow(oneLine('Press #, or * to\ngo back.', 'en'))).toBe('Press hash , or star to go back.');
  });

  it.each(['', ' ', '\n', '。', '、、、', '…', '（）'])(
    'are refused where there is nothing to be said: %j',
    (words) => {
      expect(oneLine(words, 'ja')).toMatchObject({ ok: false, problem: { code: 'EMU-704' } });
      expect(oneLine(words, 'en')).toMatchObject({ ok: false, problem: { code: 'EMU-704' } });
    },
  );

  it('are cut after sentences where they are longer than open_jtalk reads, and nothing is lost', () => {
    const sentence = '暗証番号を入れて、シャープを押してください。';
    const words = sentence.repeat(60);
    const lines = orThrow(linesOf(words));
    expect(lines.join('')).toBe(words);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(mostBytes);
      expect(line.endsWith('。')).toBe(true);
    }
  });

  it('are cut after clauses where one sentence is too long, and refused where one clause is', () => {
    const clauses = `${'同意するときは、'.repeat(60)}一です。`;
    expect(orThrow(linesOf(clauses)).join('')).toBe(clauses);
    const clause = '同意'.repeat(200);
    expect(linesOf(clause)).toEqual({
      ok: false,
      problem: { code: 'EMU-705', detail: { bytes: 1200, most: mostBytes } },
    });
  });
});

describe('Numbers', () => {
  it.each([
    ['0', 'ゼロ'],
    ['9', 'キュー'],
    ['30', 'サンジュー'],
    ['3600', 'サンゼンロッピャク'],
    ['0120', 'ゼロイチニゼロ'],
    ['12345', 'イチニサンヨンゴ'],
    ['40歳', 'ヨンジュッサイ'],
    ['20歳', 'ハタチ'],
    ['1回', 'イッカイ'],
    ['2回', 'ニカイ'],
    ['10回', 'ジュッカイ'],
    ['100回', 'ヒャクカイ'],
    ['3つ', 'ミッツ'],
    ['4桁', 'ヨンケタ'],
    ['8桁', 'ハチケタ'],
    ['30秒', 'サンジュービョー'],
    ['1.5倍', 'イッテンゴバイ'],
    ['0.75倍', 'レーテンナナゴバイ'],
    ['2027年', 'ニセンニジューナナネン'],
    ['2024年', 'ニセンニジューヨネン'],
    ['4月', 'シガツ'],
    ['12月', 'ジューニガツ'],
    ['1日', 'ツイタチ'],
    ['19日', 'ジュークニチ'],
    ['31日', 'サンジューイチニチ'],
    ['１２', 'ジューニ'],
  ])('%s is said %s', (written, said) => {
    expect(numberInKana(written)).toBe(said);
  });
});

describe('Everything that is spoken', () => {
  it.each(['ja', 'en'] as const)('has its words in %s, with nothing left to be filled in', (language) => {
    expect(spokenTextIds).toEqual(durationIds);
    for (const id of spokenTextIds) {
      const words = spokenWords(id, language);
      expect(words, id).toMatch(/\p{L}/u);
      expect(words, id).not.toMatch(/[{}]/);
    }
  });

  it('is what the reader says: choices offered, example values filled in', () => {
    expect(spokenWords('choose_method.first', 'ja')).toContain('暗証番号のときは2');
    expect(spokenWords('announce.card_missing', 'ja')).toContain('20秒');
    expect(spokenWords('card_refused.unreadable.first', 'ja')).toContain('イー、エム、ユー');
    expect(spokenWords('no.such.text', 'ja')).toBeNull();
  });

  it('of a screen is its first prompt; a screen without one has none', () => {
    expect(promptOfScreen('consent_all')).toBe('consent_all.first');
    expect(promptOfScreen('consent_summary')).toBe('consent_summary.speaker.first');
    expect(promptOfScreen('idle')).toBeNull();
    expect(promptOfScreen('nowhere')).toBeNull();
  });
});

describe('The table of readings', () => {
  const [head, ...rows] = readFileSync(new URL(`../../../${readingsFile}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

  it('has every text in the words in which it is spoken now (npm run readings)', () => {
    expect(head).toEqual(readingsHead);
    expect(rows.map(([id, words]) => [id, words])).toEqual(
      spokenTextIds.map((id) => [id, spokenWords(id, 'ja')]),
    );
  });

  it('is kana and pauses alone, in words that espeak-ng does not spell', () => {
    for (const [id, , kana = ''] of rows) {
      expect(kana, id).toMatch(/^[ァ-ヶー、。？ ]+$/u);
      for (const word of kana.split(/[ 、。？]+/u)) expect(word.length, id).toBeLessThanOrEqual(longestWord);
    }
  });

  it.each([
    ['part.group_spoken.checkup', 'ケンシン'],
    ['welcome.short', 'コメジルシ'],
    ['cue.many', 'オヒトリ'],
    ['part.tries.1', 'イッカイ'],
    ['consent_surgery.first', 'ミッツノウチ ヒトツメ'],
    ['announce.timeout_warning', 'サンジュービョー'],
    ['staff_password.first', 'ハチケタ'],
  ])('has %s read as %s, which MeCab alone reads wrong or spells', (id, reading) => {
    expect(rows.find(([one]) => one === id)?.[2]).toContain(reading);
  });
});

import { describe, expect, it, test } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { japaneseDetail } from '../../protocol/errors/detail-words.ts';
import { type ErrorCode, errorCatalogue, sentences } from '../../protocol/errors.ts';
import { read, roomOf, rooms, sources } from '../house/sources.ts';

const kana = /[ぁ-んァ-ヶ一-龠]/;

/** Words of files, protocols and formats, which a Japanese reader meets as they are. */
const terms = new Set(
  'Handover OQSsiquc Select Unicode critical data ecdsa false fmt idle key mdoc name ocsp other rrggbb see steps true type value with'.split(
    ' ',
  ),
);

/** What fills a `{reason}` where it stands in the source as it is: of a refusal, of a schema. */
const written = [
  /\brefuse\(\s*'EMU-\d{3}',\s*\{[^}]*?\breason: (['`])(.*?)\1/g,
  /\breason: (['`])((?:(?!\1).)* (?:(?!\1).)*)\1/g,
  /\b(?:malformed|unreadable|damaged|wrong|refusedPayload|refused|#fail)\((['`])(.*?)\1/g,
  /\berror: (['`])(.*? .*?)\1/g,
  /\$\/u?, (['`])(.*? .*?)\1/g,
];
/** The phases of the reader have reasons of another kind: ids of outcomes. */
const reasons = sources
  .filter((file) => rooms.some((room) => room === roomOf(file)) && !file.startsWith('firmware/reader/'))
  .flatMap((file) =>
    written.flatMap((form) =>
      [...read(file).matchAll(form)].map(([, , reason = '']) => reason.replace(/\$\{[^}]*\}/g, '7')),
    ),
  );

describe('a problem in Japanese', () => {
  it.each(Object.entries(errorCatalogue))('has Japanese sentences: %s', (_, { cause, remedy }) => {
    expect([cause.ja, remedy.ja]).toEqual([expect.stringMatching(kana), expect.stringMatching(kana)]);
  });

  it('has reasons to tell', () => {
    expect(reasons.length).toBeGreaterThan(90);
    expect(reasons).toContain('a step is a map such as see: idle');
  });

  it.each([...new Set(reasons)].filter((reason) => /[a-z]{3}/i.test(reason) && !reason.includes('${')))(
    'tells why: %s',
    (reason) => {
      const japanese = japaneseDetail(reason) ?? reason;
      expect(japanese).toMatch(kana);
      expect(japanese.match(/[A-Za-z]*[a-z]{3,}/g)?.filter((word) => !terms.has(word)) ?? []).toEqual([]);
    },
  );

  test.each([
    [z.string(), 7, '文字列が必要です（書かれているのは数）'],
    [z.string(), undefined, '文字列が必要です（書かれていません）'],
    [z.boolean(), 'yes', '真偽値（true か false）が必要です（書かれているのは文字列）'],
    [z.array(z.string()), {}, 'リストが必要です（書かれているのは「名前: 値」の組）'],
    [z.int(), 1.5, '整数が必要です（書かれているのは数）'],
    [z.literal('a'), 'b', '"a" でなければなりません'],
    [z.enum(['a', 'b']), 'c', '次のどれかを指定してください："a"|"b"'],
    [z.string().min(2), 'x', '短すぎます（2 文字以上）'],
    [z.string().max(2), 'xyz', '長すぎます（2 文字まで）'],
    [z.array(z.string()).min(1), [], '少なすぎます（1 個以上）'],
    [z.array(z.string()).max(1), ['a', 'b'], '多すぎます（1 個まで）'],
    [z.number().min(2), 1, '小さすぎます（2 以上）'],
    [z.number().max(2), 3, '大きすぎます（2 まで）'],
    [z.number().positive(), 0, '小さすぎます（0 より大きい値）'],
    [z.string().regex(/^x$/), 'y', '形が違います（正規表現 /^x$/）'],
    [z.strictObject({}), { a: 1 }, '"a" という項目はありません'],
    [z.iso.date(), 'x', '日付の形が違います（例：2026-12-01）'],
    [z.union([z.string(), z.number()]), true, '書き方が正しくありません'],
  ])('tells what a schema found wrong (%#)', (schema: z.ZodType, value, japanese) => {
    const message = schema.safeParse(value).error?.issues[0]?.message ?? '';
    expect(japaneseDetail(message)).toBe(japanese);
  });

  it.each(['a: [', 'a: 1\na: 2', 'a: "x', '\ta: 1', 'a: b: c', '- a\n b: 1', 'a: @x'])(
    'tells what is wrong with YAML: %j',
    (text) => {
      const [error] = parseDocument(text, { prettyErrors: false }).errors;
      expect(error).toBeDefined();
      expect(japaneseDetail(error?.code ?? '')).toMatch(kana);
    },
  );

  it('leaves what a person wrote, paths and codes of the system as they are', () => {
    const cause = (code: ErrorCode, detail: Record<string, string | number>) =>
      sentences({ code, detail }, 'ja').cause;
    expect(cause('EMU-600', { file: 'empty', reason: 'ENOENT' })).toContain('empty を読めません（ENOENT）');
    expect(cause('EMU-602', { file: 'f', line: 1, path: 'reader', reason: 'empty' })).toContain(
      'reader：空です',
    );
    expect(cause('EMU-602', { file: 'f', line: 1, path: '(whole file)', reason: 'x' })).toContain(
      'ファイル全体',
    );
  });

  it('is told in English as it was made', () => {
    const problem = {
      code: 'EMU-602',
      detail: { file: 'f', line: 1, path: 'a', reason: 'Invalid input' },
    } as const;
    expect(sentences(problem, 'en').cause).toContain('Invalid input');
  });
});

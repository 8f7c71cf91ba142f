/** Rules that a file must keep to be read at all, each the rule behind a refusal of read-message.ts. */

import type { ErrorCode } from '../../../../protocol/errors.ts';
import { consumers, ourReading, type Rule } from './rule.ts';

const remedies = {
  split: { en: 'Split it over several files.', ja: '複数のファイルに分ける。' },
  declare: { en: 'Write it in the encoding that it declares.', ja: '宣言した文字コードで書く。' },
  wellFormed: { en: 'Write it with an XML library.', ja: 'XML ライブラリーで書く。' },
} as const;

const rule = (id: string, rest: Omit<Rule, 'id' | 'grade'>): Rule => ({ id, grade: 'refused', ...rest });

/** By the code of the refusal. */
export const readingRules: ReadonlyMap<ErrorCode, Rule> = new Map<ErrorCode, Rule>([
  [
    'EMU-527',
    rule('read/size', {
      source: consumers,
      basis: 'consumer',
      states: { en: 'A file has at most 4 MiB.', ja: 'ファイルは 4 MiB 以下である。' },
      remedy: remedies.split,
    }),
  ],
  [
    'EMU-528',
    rule('read/encoding-known', {
      source: { en: 'a page of the fund', ja: '支払基金の資料' },
      basis: 'official',
      states: {
        en: 'The encoding that a file declares is UTF-8 or Shift_JIS.',
        ja: '宣言する文字コードは UTF-8 か Shift_JIS である。',
      },
      remedy: remedies.declare,
    }),
  ],
  [
    'EMU-529',
    rule('read/bytes-as-declared', {
      source: consumers,
      basis: 'consumers',
      states: {
        en: 'The bytes of a file are those of the encoding that it declares.',
        ja: 'バイト列は、宣言した文字コードのものである。',
      },
      remedy: remedies.declare,
    }),
  ],
  [
    'EMU-530',
    rule('read/no-dtd', {
      source: consumers,
      basis: 'consumer',
      states: { en: 'A file has no DTD.', ja: 'DTD を含まない。' },
      remedy: { en: 'Leave the document type out.', ja: 'DOCTYPE を取り除く。' },
    }),
  ],
  [
    'EMU-531',
    rule('read/well-formed', {
      source: { en: 'XML 1.0', ja: 'XML 1.0' },
      basis: 'consumers',
      states: { en: 'A file is well-formed XML, complete.', ja: '整形式の XML で、最後まで書かれている。' },
      remedy: remedies.wellFormed,
    }),
  ],
  [
    'EMU-532',
    rule('read/root', {
      source: consumers,
      basis: 'consumers',
      states: { en: 'The root of a file is one XmlMsg.', ja: '最上位は一つの XmlMsg である。' },
      remedy: { en: 'Put everything into one XmlMsg.', ja: '全体を一つの XmlMsg に入れる。' },
    }),
  ],
  [
    'EMU-533',
    rule('read/bounded', {
      source: ourReading,
      basis: 'ours',
      states: {
        en: 'A file has no more elements and depth than any of this interface could need.',
        ja: '要素の数と入れ子の深さが、この連携に必要な範囲にある。',
      },
      remedy: remedies.wellFormed,
    }),
  ],
]);

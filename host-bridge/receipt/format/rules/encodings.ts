/** Rules about how a file is written down: which encoding it says it has, and how its lines end. */

import { fileEncodings } from '../../../characters/file-encoding.ts';
import { isCode } from '../code-tables.ts';
import type { DeclaredEncoding } from '../read-message.ts';
import { at, childNamed, consumers, isRequest, type Judgement, ourReading, textIn } from './rule.ts';

const identifiers: Readonly<Record<DeclaredEncoding, string>> = {
  'UTF-8': fileEncodings['utf-8'].identifier,
  Shift_JIS: fileEncodings.shift_jis.identifier,
};

const mixedLineEnds = (text: string): boolean => /\r\n/.test(text) && /(?:^|[^\r])\n/.test(text);

export const encodingRules: readonly Judgement[] = [
  {
    id: 'encoding/declared',
    grade: 'refused',
    source: consumers,
    basis: 'consumers',
    states: {
      en: 'An XML declaration names the encoding.',
      ja: 'XML 宣言が文字コードを示す。',
    },
    remedy: {
      en: 'Begin the file with <?xml version="1.0" encoding="UTF-8"?>, or Shift_JIS.',
      ja: '先頭に <?xml version="1.0" encoding="UTF-8"?>（または Shift_JIS）を置く。',
    },
    brokenAt: (file) => at(file.message.root, !isRequest(file) && file.message.declared === null),
  },
  {
    id: 'encoding/identifier',
    grade: 'refused',
    source: { en: 'public consumers; code table 005', ja: '公開されている読み取りプログラム、コード表 005' },
    basis: 'consumers',
    states: {
      en: 'CharacterCodeIdentifier names the encoding that the declaration names.',
      ja: 'CharacterCodeIdentifier は XML 宣言と同じ文字コードを示す。',
    },
    remedy: { en: 'Write 0 for UTF-8, 1 for Shift_JIS.', ja: 'UTF-8 は 0、Shift_JIS は 1 とする。' },
    brokenAt: ({ header, message: { declared } }) => {
      const told = textIn(header, 'CharacterCodeIdentifier');
      return at(
        childNamed(header, 'CharacterCodeIdentifier'),
        told !== null && isCode('005', told) && declared !== null && told !== identifiers[declared],
      );
    },
  },
  {
    id: 'encoding/of-facility',
    grade: 'refused',
    source: {
      en: 'a public consumer that is set to one encoding',
      ja: '文字コードを一つに決めている読み取りプログラム',
    },
    basis: 'consumer',
    states: {
      en: 'The encoding is the one that the facility has chosen.',
      ja: '文字コードは施設が選んだものである。',
    },
    remedy: {
      en: 'Set both sides to the same encoding.',
      ja: '両側を同じ文字コードに設定する。',
    },
    brokenAt: ({ message: { declared, root }, settings: { encoding } }) =>
      at(root, encoding !== undefined && declared !== null && declared !== fileEncodings[encoding].declared),
  },
  {
    id: 'line-ends/one-kind',
    grade: 'note',
    source: ourReading,
    basis: 'ours',
    states: {
      en: 'Lines end in one way throughout.',
      ja: '改行は一種類である。',
    },
    remedy: { en: 'Write CR LF, or LF, throughout.', ja: 'CR LF か LF のどちらかに揃える。' },
    brokenAt: ({ message }) => at(message.root, mixedLineEnds(message.text)),
  },
  {
    id: 'line-ends/of-facility',
    grade: 'refused',
    source: ourReading,
    basis: 'ours',
    states: {
      en: 'Lines end as the facility has chosen.',
      ja: '改行は施設が選んだものである。',
    },
    remedy: {
      en: 'Set lineEnd of the facility as the consumer wants it.',
      ja: '施設の lineEnd を読み取り側に合わせる。',
    },
    brokenAt: ({ message: { text, root }, settings: { lineEnd } }) =>
      at(
        root,
        lineEnd !== undefined &&
          text.includes('\n') &&
          !mixedLineEnds(text) &&
          text.includes('\r\n') !== (lineEnd === 'crlf'),
      ),
  },
];

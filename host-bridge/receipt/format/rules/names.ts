/** Rules about a file's name, its declaration and its line ends: what stands outside the elements. */

import { fileEncodings } from '../../../characters/file-encoding.ts';
import { forms } from '../forms.ts';
import type { DeclaredEncoding } from '../read-message.ts';
import {
  at,
  childNamed,
  consumers,
  formedIn,
  isFace,
  isRequest,
  type Judgement,
  ourReading,
  type Rule,
} from './rule.ts';

/** The one rule that is broken before anything else can be judged. */
export const nameKnown: Rule = {
  id: 'name/known',
  grade: 'refused',
  source: consumers,
  basis: 'consumers',
  states: {
    en: 'The name is that of a kind of file that is known here, and ends in .xml.',
    ja: 'ファイル名はここで知られている種類のもので、.xml で終わる。',
  },
  remedy: {
    en: 'Name it by its kind; the README of host-bridge/receipt lists them.',
    ja: '種類に合わせて名付ける（一覧は host-bridge/receipt の README）。',
  },
};

/** `<middle>_<yyyyMMddHHmmss>`: what follows the prefix of a face file. */
const faceTail = /^(?:(.*)_)?(\d{14})$/s;

const identifiers: Readonly<Record<DeclaredEncoding, string>> = {
  'UTF-8': fileEncodings['utf-8'].identifier,
  Shift_JIS: fileEncodings.shift_jis.identifier,
};

const mixedLineEnds = (text: string): boolean => /\r\n/.test(text) && /(?:^|[^\r])\n/.test(text);

export const nameRules: readonly Judgement[] = [
  {
    id: 'name/tail',
    grade: 'refused',
    source: consumers,
    basis: 'consumers',
    states: {
      en: 'Something follows the kind in the name, by which request and answer belong together.',
      ja: 'ファイル名の種類の後に、要求と結果を対応させる部分が続く。',
    },
    remedy: { en: 'Add an underscore and a number of its own.', ja: '下線と固有の番号を付ける。' },
    brokenAt: (file) => at(file.message.root, !isFace(file) && file.tail === ''),
  },
  {
    id: 'name/face-time',
    grade: 'refused',
    source: consumers,
    basis: 'consumers',
    states: {
      en: 'The name of a face file ends in the 14 digits of a time.',
      ja: 'face ファイルの名前は日時14桁で終わる。',
    },
    remedy: { en: 'End it in _yyyyMMddHHmmss.xml.', ja: '_yyyyMMddHHmmss.xml で終える。' },
    brokenAt: (file) =>
      at(file.message.root, isFace(file) && !forms.time.fits(faceTail.exec(file.tail)?.[2] ?? '')),
  },
  {
    id: 'name/face-middle',
    grade: 'refused',
    source: {
      en: 'a public consumer, which refuses names without',
      ja: '中間部のない名前を受け付けない読み取りプログラム',
    },
    basis: 'chosen',
    states: {
      en: 'In the name of a face file something stands before the time.',
      ja: 'face ファイルの名前では、日時の前に中間部がある。',
    },
    remedy: {
      en: 'Put the institution code and a counter there.',
      ja: '医療機関コードと通番などを置く。',
    },
    brokenAt: (file) => {
      const parts = isFace(file) ? faceTail.exec(file.tail) : null;
      return at(file.message.root, parts !== null && !parts[1]);
    },
  },
  {
    id: 'name/face-time-agrees',
    grade: 'refused',
    source: { en: 'public consumers, by their sample files', ja: '公開されている実例のファイル' },
    basis: 'inferred',
    states: {
      en: 'The time in the name of a face file is its ProcessExecutionTime.',
      ja: 'face ファイルの名前の日時は ProcessExecutionTime と同じである。',
    },
    remedy: { en: 'Write both from one value.', ja: '同じ値から両方を書く。' },
    brokenAt: (file) => {
      if (!isFace(file)) return [];
      const told = formedIn(file.header, 'ProcessExecutionTime', 'time');
      const named = faceTail.exec(file.tail)?.[2];
      return at(
        childNamed(file.header, 'ProcessExecutionTime'),
        told !== null && named !== undefined && forms.time.fits(named) && named !== told,
      );
    },
  },
  {
    id: 'name/test-mark',
    grade: 'note',
    source: ourReading,
    basis: 'ours',
    states: {
      en: 'The name of a face file that the emulator writes carries TEST; this file may be of a live system.',
      ja: 'エミュレーターの書く face ファイルの名前には TEST が入る。このファイルは本番のものかもしれない。',
    },
    remedy: {
      en: 'Keep files of real patients away from test tools.',
      ja: '実在の患者のファイルを試験の道具に渡さない。',
    },
    brokenAt: (file) => at(file.message.root, isFace(file) && !/TEST|テスト/.test(file.tail)),
  },
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
      const told = knownIdentifier(header);
      return at(
        childNamed(header, 'CharacterCodeIdentifier'),
        told !== null && declared !== null && told !== identifiers[declared],
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

/** The identifier where it is a code of its table. */
const knownIdentifier = (header: Parameters<typeof childNamed>[0]): string | null => {
  const told = childNamed(header, 'CharacterCodeIdentifier')?.text;
  return told === '0' || told === '1' ? told : null;
};

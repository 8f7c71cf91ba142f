/** Rules about a file's name: it says of what kind the file is, and of a face file when it was written. */

import { forms } from '../forms.ts';
import {
  at,
  childNamed,
  consumers,
  formedIn,
  isFace,
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
    en: 'The name is made as those of requests, answers and face files are, and ends in .xml.',
    ja: 'ファイル名は要求・結果・face ファイルの形をしていて、.xml で終わる。',
  },
  remedy: {
    en: 'Name it by its kind; the README of host-bridge/receipt lists them.',
    ja: '種類に合わせて名付ける（一覧は host-bridge/receipt の README）。',
  },
};

/** `<middle>_<yyyyMMddHHmmss>`: what follows the prefix of a face file. */
const faceTail = /^(?:(.*)_)?(\d{14})$/s;

export const nameRules: readonly Judgement[] = [
  {
    id: 'name/kind-listed',
    grade: 'note',
    source: ourReading,
    basis: 'ours',
    states: {
      en: 'Nothing public says what a file of this kind holds; it is judged by what all requests and answers have in common.',
      ja: 'この種類のファイルの内容は公開されていないため、要求・結果に共通する規則だけで調べる。',
    },
    remedy: {
      en: 'Check the spelling of the kind; the README of host-bridge/receipt lists those that are known.',
      ja: '種類の綴りを確かめる（知られている種類の一覧は host-bridge/receipt の README）。',
    },
    brokenAt: (file) => at(file.message.root, !file.listed),
  },
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
];

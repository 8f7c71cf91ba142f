/** Errors of matcher programs and of what they are measured with, EMU-680 on. */

import type { ErrorEntries } from './entry.ts';

export const ofFaceEvaluation = {
  'EMU-680': {
    cause: {
      en: 'A matcher program and a list of samples go together: {missing} is missing.',
      ja: '照合プログラムと標本の一覧は一緒に指定します：{missing} がありません。',
    },
    remedy: {
      en: 'Give both, or neither for the emulated matcher and synthetic faces.',
      ja: '両方を指定してください。エミュレーターの照合と架空の顔を使う場合は、どちらも指定しません。',
    },
  },
  'EMU-681': {
    cause: {
      en: 'The file {file} of an evaluation cannot be read ({reason}).',
      ja: '評価用のファイル {file} を読めません（{reason}）。',
    },
    remedy: {
      en: 'Check the path; those in a list of samples begin at the folder of the list.',
      ja: 'パスを確認してください。標本の一覧の中のパスは、一覧のあるフォルダーから数えます。',
    },
  },
  'EMU-682': {
    cause: {
      en: '{file} is no list of samples: entry {entry}, {reason}.',
      ja: '{file} は標本の一覧ではありません：{entry} 番目、{reason}。',
    },
    remedy: {
      en: 'Each entry has reference, probe and label (mated, non-mated or attack); an attack has its species, too.',
      ja: '各項目に reference、probe、label（mated、non-mated、attack）を書きます。attack には species も書きます。',
    },
  },
  'EMU-683': {
    cause: {
      en: 'The matcher program {command} cannot be used ({reason}).',
      ja: '照合プログラム {command} を使えません（{reason}）。',
    },
    remedy: {
      en: 'Run it by itself: it must answer each line on its standard input, and end only when that ends.',
      ja: '単独で実行して確認してください。標準入力の1行ごとに答え、標準入力が終わるまで動き続ける必要があります。',
    },
  },
  'EMU-684': {
    cause: {
      en: 'The matcher program {command} wrote a line that is no answer: {reason}.',
      ja: '照合プログラム {command} が答えではない行を書きました：{reason}。',
    },
    remedy: {
      en: 'An answer is one line of JSON: id of the request, similarity, and if it has them attack and quality, each from 0 to 1; or id and failed.',
      ja: '答えは JSON の1行で、要求の id と similarity、あれば attack と quality（それぞれ 0 から 1）、または id と failed です。',
    },
  },
} as const satisfies ErrorEntries;

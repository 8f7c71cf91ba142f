/** Errors of scenarios, of traces and of people files, EMU-600 on. */

import type { ErrorEntries } from './entry.ts';

export const ofScenarios = {
  'EMU-600': {
    cause: {
      en: 'The scenario file {file} cannot be read ({reason}).',
      ja: 'シナリオファイル {file} を読めません（{reason}）。',
    },
    remedy: {
      en: 'Check the path and who may read it.',
      ja: 'パスと読み取り権限を確認してください。',
    },
  },
  'EMU-601': {
    cause: {
      en: 'The scenario file is not YAML: {file}, line {line} ({reason}).',
      ja: 'シナリオファイルがYAMLではありません：{file} の {line} 行目（{reason}）。',
    },
    remedy: {
      en: 'Correct that line.',
      ja: 'その行を直してください。',
    },
  },
  'EMU-602': {
    cause: {
      en: 'The scenario is not in its form: {file}, line {line}, {path}: {reason}.',
      ja: 'シナリオが形式に合っていません：{file} の {line} 行目、{path}：{reason}。',
    },
    remedy: {
      en: 'Correct it; the scenarios in simulator/scenarios are examples.',
      ja: '直してください。simulator/scenarios に例があります。',
    },
  },
  'EMU-603': {
    cause: {
      en: 'There is no step {word}: {file}, line {line}.',
      ja: '{word} というステップはありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Begin each step with one of: {known}.',
      ja: 'ステップは次のどれかで始めてください：{known}。',
    },
  },
  'EMU-604': {
    cause: {
      en: 'There is no person {word}: {file}, line {line}.',
      ja: '人物 {word} はいません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'fcr person list shows everybody.',
      ja: 'fcr person list で一覧を確認できます。',
    },
  },
  'EMU-605': {
    cause: {
      en: 'There is no screen {word}: {file}, line {line}.',
      ja: '画面 {word} はありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Use a screen of firmware/screens/catalogue.ts.',
      ja: 'firmware/screens/catalogue.ts にある画面を指定してください。',
    },
  },
  'EMU-606': {
    cause: {
      en: 'There is no such key: {file}, line {line}.',
      ja: 'そのようなキーはありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Keys are 0 to 9, # and *, always in quotes.',
      ja: 'キーは0〜9、#、* で、必ず引用符で囲みます。',
    },
  },
  'EMU-607': {
    cause: {
      en: 'Nothing spoken has the id {word}: {file}, line {line}.',
      ja: '{word} という音声はありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Use a screen, or an id of firmware/screens/texts.en.json such as consent_all.first.',
      ja: '画面か、firmware/screens/texts.ja.json にある id（consent_all.first など）を指定してください。',
    },
  },
  'EMU-608': {
    cause: {
      en: 'The camera cannot see {word}: {file}, line {line}.',
      ja: 'カメラの前に {word} は置けません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Use one of: {known}.',
      ja: '次のどれかを指定してください：{known}。',
    },
  },
  'EMU-609': {
    cause: {
      en: '{person} has no such phone (the phone of the people file: {kind}): {file}, line {line}.',
      ja: '{person} はそのスマートフォンを持っていません（人物ファイルのスマートフォン：{kind}）：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Take a person with a phone of that kind, such as android or iphone, or leave kind out.',
      ja: 'その種類のスマートフォンを持つ人（android、iphone など）を指定するか、kind を省いてください。',
    },
  },
  'EMU-610': {
    cause: {
      en: 'There is no reader {at}, the scenario has {readers}: {file}, line {line}.',
      ja: 'リーダー {at} はありません（このシナリオのリーダーは {readers} 台）：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Say how many there are with readers:.',
      ja: 'readers: で台数を指定してください。',
    },
  },
  'EMU-611': {
    cause: {
      en: 'A reader of profile {profile} has no keypad: {file}, line {line}.',
      ja: 'プロファイル {profile} のリーダーにはテンキーがありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Write touch: in place of press:.',
      ja: 'press: の代わりに touch: と書いてください。',
    },
  },
  'EMU-612': {
    cause: {
      en: 'There is no scenario in {path}.',
      ja: '{path} にシナリオがありません。',
    },
    remedy: {
      en: 'Name a .yaml file, or a folder that holds some.',
      ja: '.yaml ファイルか、それを含むフォルダーを指定してください。',
    },
  },
  'EMU-613': {
    cause: {
      en: 'Two scenarios have the name “{name}”: {file}, line {line}.',
      ja: '「{name}」という名前のシナリオが二つあります：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Give each its own; with examples, put a <value> into the name.',
      ja: '別の名前にしてください。examples を使うときは、名前に <値> を入れてください。',
    },
  },
  'EMU-614': {
    cause: {
      en: 'The table examples has no value for <{name}>: {file}, line {line}.',
      ja: '表 examples に <{name}> の値がありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Add it to every row.',
      ja: 'すべての行に加えてください。',
    },
  },
  'EMU-615': {
    cause: {
      en: 'This is not a trace: {file}, line {line} ({reason}).',
      ja: '記録（trace）ではありません：{file} の {line} 行目（{reason}）。',
    },
    remedy: {
      en: 'Use a trace.jsonl that fcr run --out has written.',
      ja: 'fcr run --out が書いた trace.jsonl を指定してください。',
    },
  },
  'EMU-616': {
    cause: {
      en: 'The scenario of the trace is not there: “{name}” of {file}.',
      ja: '記録のシナリオが見つかりません：{file} の「{name}」。',
    },
    remedy: {
      en: 'Name the folder it is in with --scenarios.',
      ja: '--scenarios でそのフォルダーを指定してください。',
    },
  },
  'EMU-617': {
    cause: {
      en: 'The file {file} has changed since the trace was recorded.',
      ja: '記録のあと、ファイル {file} が変わっています。',
    },
    remedy: {
      en: 'Record it anew with fcr run --out, or use the file as it was.',
      ja: 'fcr run --out で記録し直すか、元のファイルを使ってください。',
    },
  },
  'EMU-618': {
    cause: {
      en: 'The reports cannot be written to {folder} ({reason}).',
      ja: '報告を {folder} に書けません（{reason}）。',
    },
    remedy: {
      en: 'Name a folder that can be written with --out.',
      ja: '書き込めるフォルダーを --out で指定してください。',
    },
  },
  'EMU-619': {
    cause: {
      en: 'The trace {file} cannot be read ({reason}).',
      ja: '記録 {file} を読めません（{reason}）。',
    },
    remedy: {
      en: 'Check the path and who may read it.',
      ja: 'パスと読み取り権限を確認してください。',
    },
  },
  'EMU-620': {
    cause: {
      en: 'The people file {file} cannot be read ({reason}).',
      ja: '人物ファイル {file} を読めません（{reason}）。',
    },
    remedy: { en: 'Check its path and that it may be read.', ja: 'パスと読み取りの権限をお確かめください。' },
  },
  'EMU-621': {
    cause: {
      en: 'The people file is not YAML: {file}, line {line} ({reason}).',
      ja: '人物ファイルがYAMLではありません：{file} の {line} 行目（{reason}）。',
    },
    remedy: { en: 'Correct that line.', ja: 'その行を直してください。' },
  },
  'EMU-622': {
    cause: {
      en: 'The people file is not in its form: {file}, line {line}, {path}: {reason}.',
      ja: '人物ファイルが形式に合っていません：{file} の {line} 行目、{path}：{reason}。',
    },
    remedy: {
      en: 'Correct it; digits such as a PIN stand in quotes. The built-in people are an example (`fcr person show insured`).',
      ja: '直してください。暗証番号などの数字は引用符で囲みます。例は `fcr person show insured` で見られます。',
    },
  },
} as const satisfies ErrorEntries;

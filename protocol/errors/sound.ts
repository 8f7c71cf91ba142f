/** Errors of sound and of what a machine lacks for it, EMU-700 on. */

import type { ErrorEntries } from './entry.ts';

export const ofSound = {
  'EMU-700': {
    cause: { en: '{program} cannot be started ({reason}).', ja: '{program} を起動できません（{reason}）。' },
    remedy: {
      en: 'fcr voices says what this machine has and how to install what it lacks.',
      ja: 'fcr voices で、この環境にあるものと足りないものの入れ方を確認できます。',
    },
  },
  'EMU-701': {
    cause: {
      en: '{program} took longer than {seconds} s and was stopped.',
      ja: '{program} が{seconds}秒以内に終わらなかったため、止めました。',
    },
    remedy: {
      en: 'Try again when the machine is less busy, or with fewer words.',
      ja: '負荷が下がってからやり直すか、文を短くしてください。',
    },
  },
  'EMU-702': {
    cause: { en: '{program} failed ({ended}).', ja: '{program} が異常終了しました（{ended}）。' },
    remedy: {
      en: 'Call it by hand with the same words, and see what it says; fcr voices shows its path and version.',
      ja: '同じ言葉で直接実行し、メッセージを確認してください。場所と版は fcr voices で分かります。',
    },
  },
  'EMU-703': {
    cause: {
      en: '{engine} ended well, but said too little for these words ({reason}).',
      ja: '{engine} は正常に終わりましたが、音声が文に対して足りません（{reason}）。',
    },
    remedy: {
      en: 'Check its voice and dictionary (fcr voices), and that the folder for temporary files can be written.',
      ja: '音声と辞書（fcr voices）、一時フォルダーに書き込めることを確認してください。',
    },
  },
  'EMU-704': {
    cause: { en: 'There is nothing to be said.', ja: '読み上げる言葉がありません。' },
    remedy: { en: 'Give words with letters or digits.', ja: '文字か数字を含む言葉を指定してください。' },
  },
  'EMU-705': {
    cause: {
      en: 'A part without a comma or full stop has {bytes} bytes; an engine takes {most}.',
      ja: '句読点のない部分が {bytes} バイトあります。エンジンが受け付けるのは {most} バイトまでです。',
    },
    remedy: { en: 'Write it in shorter sentences.', ja: '短い文に分けてください。' },
  },
  'EMU-706': {
    cause: {
      en: 'Word {place} of a line has no reading in the dictionary; it would be left out in silence.',
      ja: '{place}語目の読みが辞書になく、無音になってしまいます。',
    },
    remedy: { en: 'Write it in kana.', ja: 'かなで書いてください。' },
  },
  'EMU-707': {
    cause: {
      en: 'This is not a WAV file of 16 bits and one channel ({reason}).',
      ja: '16ビット・モノラルの WAV ではありません（{reason}）。',
    },
    remedy: {
      en: 'Check the version of the engine (fcr voices) and its voice.',
      ja: 'エンジンの版（fcr voices）と音声を確認してください。',
    },
  },
  'EMU-708': {
    cause: {
      en: 'This machine has no voice for the language {language}.',
      ja: 'この環境には、言語 {language} の音声がありません。',
    },
    remedy: {
      en: 'Install one: {packages}. Captions and the transcript serve without it.',
      ja: '{packages} を入れてください。なくても、字幕と読み上げの記録は使えます。',
    },
  },
  'EMU-709': {
    cause: {
      en: 'There is no prompt or screen {prompt} that is spoken.',
      ja: '読み上げ {prompt} はありません。',
    },
    remedy: { en: 'fcr say --list shows all of them.', ja: 'fcr say --list で一覧を確認できます。' },
  },
  'EMU-720': {
    cause: {
      en: 'No visit of {person} can end in acceptance.',
      ja: '{person} の受付は、どのようにしても完了しません。',
    },
    remedy: {
      en: 'Name another person (fcr person list), or all.',
      ja: '別の人物（fcr person list）か all を指定してください。',
    },
  },
} as const satisfies ErrorEntries;

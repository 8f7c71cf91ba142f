/** Errors of device profiles and phone readers, EMU-740 on. */

import type { ErrorEntries } from './entry.ts';

export const ofDevices = {
  'EMU-740': {
    cause: {
      en: 'The device profile is not YAML: line {line}, {reason}.',
      ja: '機器のプロファイルが YAML ではありません：{line} 行目、{reason}。',
    },
    remedy: { en: 'Correct that line.', ja: 'その行を直してください。' },
  },
  'EMU-741': {
    cause: {
      en: 'The device profile is not in its form: {path}: {reason}.',
      ja: '機器のプロファイルが形式に合っていません：{path}：{reason}。',
    },
    remedy: {
      en: 'State every figure in millimetres (pixels, newtons, dB(A) where the name says so); null for what the device does not have.',
      ja: 'すべての値をミリメートルで書いてください（ピクセル、ニュートン、dB(A) の項目はその単位）。機器にないものは null です。',
    },
  },

  'EMU-742': {
    cause: {
      en: 'A reader of profile {profile} reads phones itself and has no phone reader beside it: {file}, line {line}.',
      ja: 'プロファイル {profile} のリーダーはスマートフォンを自分で読み取るため、汎用カードリーダーはありません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Leave it out, or choose the profile current.',
      ja: 'その行を消すか、プロファイル current を選んでください。',
    },
  },
  'EMU-743': {
    cause: {
      en: 'The reader {reader} reads phones itself and has no phone reader beside it.',
      ja: 'リーダー {reader} はスマートフォンを自分で読み取るため、汎用カードリーダーはありません。',
    },
    remedy: {
      en: 'Choose the profile current.',
      ja: 'プロファイル current を選んでください。',
    },
  },
  'EMU-744': {
    cause: {
      en: 'A reader of profile {profile} reads phones itself: --phone-reader is of no use.',
      ja: 'プロファイル {profile} のリーダーはスマートフォンを自分で読み取るため、--phone-reader は使えません。',
    },
    remedy: {
      en: 'Leave it out, or give --profile current.',
      ja: '指定を外すか、--profile current を指定してください。',
    },
  },
  'EMU-745': {
    cause: {
      en: 'With channel=none a reader has no certificate to show to the driver of a phone reader.',
      ja: 'channel=none では、汎用カードリーダーのドライバーに示す証明書がありません。',
    },
    remedy: {
      en: 'Leave out channel=none or --phone-reader.',
      ja: 'channel=none か --phone-reader のどちらかを外してください。',
    },
  },
  'EMU-746': {
    cause: {
      en: 'A phone reader stands beside a reader that has not greeted.',
      ja: '汎用カードリーダーのそばのリーダーが接続していません。',
    },
    remedy: {
      en: 'Check the serial number in --phone-reader, and that this reader is connected; it is used as soon as it is.',
      ja: '--phone-reader の製造番号と、そのリーダーの接続を確認してください。接続されれば使われます。',
    },
  },
  'EMU-747': {
    cause: {
      en: 'A phone reader stands beside a reader that does not use one: it reads phones itself, or none.',
      ja: '汎用カードリーダーのそばのリーダーは、それを使いません（自分で読み取るか、スマートフォンに対応していません）。',
    },
    remedy: {
      en: 'Leave its --phone-reader out, or check the serial number in it; readers of profile current use one.',
      ja: 'この --phone-reader を外すか、製造番号を確認してください。使うのはプロファイル current のリーダーです。',
    },
  },
} as const satisfies ErrorEntries;

/** Errors of the control API of the bridge and of lookups by hand, EMU-540 on. */

import type { ErrorEntries } from './entry.ts';

export const ofControlApi = {
  'EMU-540': {
    cause: {
      en: 'The request came under a name or from a page that may not use the control API ({header}).',
      ja: '制御 API を使用できない宛先名またはページからの要求です（{header}）。',
    },
    remedy: {
      en: 'Call it at http://127.0.0.1:PORT, from a program on this computer.',
      ja: 'この PC のプログラムから http://127.0.0.1:ポート で呼び出してください。',
    },
  },
  'EMU-541': {
    cause: { en: 'The request carries no valid token.', ja: '有効なトークンがありません。' },
    remedy: {
      en: 'Send "Authorization: Bearer" with the contents of DATA/control-token.',
      ja: 'DATA/control-token の内容を "Authorization: Bearer" で送ってください。',
    },
  },
  'EMU-542': {
    cause: { en: 'There is no such route.', ja: 'その経路はありません。' },
    remedy: {
      en: 'GET /openapi.json lists the routes.',
      ja: '経路の一覧は GET /openapi.json で確認できます。',
    },
  },
  'EMU-543': {
    cause: {
      en: 'The request does not have the expected form ({where}).',
      ja: '要求の形式が正しくありません（{where}）。',
    },
    remedy: { en: 'GET /openapi.json describes the form.', ja: '形式は GET /openapi.json で確認できます。' },
  },
  'EMU-544': {
    cause: {
      en: 'There is no reader with the serial number {reader}.',
      ja: '製造番号 {reader} のリーダーはありません。',
    },
    remedy: {
      en: 'GET /readers lists the readers.',
      ja: 'リーダーの一覧は GET /readers で確認できます。',
    },
  },
  'EMU-546': {
    cause: {
      en: 'The control API cannot listen on port {port} ({reason}).',
      ja: '制御 API はポート {port} で待ち受けできません（{reason}）。',
    },
    remedy: {
      en: 'Choose another port with --control, or 0 for a free one.',
      ja: '--control で別のポートを指定するか、0（空きポート）を指定してください。',
    },
  },
  'EMU-547': {
    cause: { en: 'The bridge failed while it answered.', ja: '応答の途中で内部エラーが発生しました。' },
    remedy: {
      en: 'Try again; if it stays so, restart the bridge.',
      ja: 'もう一度お試しください。続く場合はブリッジを再起動してください。',
    },
  },
  'EMU-548': {
    cause: {
      en: 'The token file {file} could not be written ({reason}).',
      ja: 'トークンファイル {file} を書き込めませんでした（{reason}）。',
    },
    remedy: {
      en: 'Check that the data folder can be written to.',
      ja: 'データフォルダーの書き込み権限を確認してください。',
    },
  },
  'EMU-555': {
    cause: {
      en: 'There is no lookup {lookup}.',
      ja: '照会 {lookup} はありません。',
    },
    remedy: {
      en: 'GET /lookups lists what is held.',
      ja: '保留中の照会は GET /lookups で確認できます。',
    },
  },
  'EMU-556': {
    cause: {
      en: 'The lookups of the bridge cannot be kept ({reason}).',
      ja: 'ブリッジの照会を保存できません（{reason}）。',
    },
    remedy: {
      en: 'Check that the folder of --data exists, may be written and has space; nothing was kept.',
      ja: '--data のフォルダーがあり、書き込め、空きがあることを確認してください。何も保存されていません。',
    },
  },
  'EMU-557': {
    cause: {
      en: 'Disaster mode is off at this desk.',
      ja: 'このデスクは災害時モードになっていません。',
    },
    remedy: {
      en: 'Switch it on with POST /disaster-mode when the ministry has opened it here.',
      ja: 'この地域で開放されたら、POST /disaster-mode で切り替えてください。',
    },
  },
  'EMU-558': {
    cause: {
      en: 'Lookup {lookup} has found nobody whose information could be seen.',
      ja: '照会 {lookup} では、閲覧の対象となる人が見つかっていません。',
    },
    remedy: {
      en: 'Wait until it is looked up, or look up again with corrected facts.',
      ja: '照会の完了を待つか、4情報を直してもう一度照会してください。',
    },
  },
  'EMU-559': {
    cause: {
      en: 'This desk holds {limit} lookups already.',
      ja: 'このデスクは、すでに {limit} 件の照会を保留しています。',
    },
    remedy: {
      en: 'Fetch and delete what has been looked up.',
      ja: '照会が済んだものを取り出して削除してください。',
    },
  },
} as const satisfies ErrorEntries;

/** Errors of what is done to a desk from outside, by the automation API, at the terminal or over USB/IP, EMU-650 on. */

import type { ErrorEntries } from './entry.ts';

export const ofAutomation = {
  'EMU-650': {
    cause: {
      en: 'The request came under a name or from a page that may not use the automation API ({header}).',
      ja: '自動操作 API を使用できない宛先名またはページからの要求です（{header}）。',
    },
    remedy: {
      en: 'Call it at http://127.0.0.1:PORT, from a program on this computer.',
      ja: 'この PC のプログラムから http://127.0.0.1:ポート で呼び出してください。',
    },
  },
  'EMU-651': {
    cause: { en: 'There is no such route.', ja: 'その経路はありません。' },
    remedy: {
      en: 'GET /api/openapi.json lists the routes.',
      ja: '経路の一覧は GET /api/openapi.json で確認できます。',
    },
  },
  'EMU-652': {
    cause: {
      en: 'The request does not have the expected form ({where}).',
      ja: '要求の形式が正しくありません（{where}）。',
    },
    remedy: {
      en: 'GET /api/openapi.json describes the form.',
      ja: '形式は GET /api/openapi.json で確認できます。',
    },
  },
  'EMU-653': {
    cause: { en: 'There is no reader {reader}.', ja: 'リーダー {reader} はありません。' },
    remedy: {
      en: 'GET /api/readers lists the readers.',
      ja: 'リーダーの一覧は GET /api/readers で確認できます。',
    },
  },
  'EMU-654': {
    cause: {
      en: 'This server has no back end: it serves a reader alone.',
      ja: 'このサーバーにはバックエンドがありません（リーダー単体です）。',
    },
    remedy: {
      en: 'Ask the back end itself, or use fcr start.',
      ja: 'バックエンドに直接問い合わせるか、fcr start をお使いください。',
    },
  },
  'EMU-656': {
    cause: {
      en: 'Staff can do nothing on the screen {screen}.',
      ja: '画面 {screen} では、係員の操作はありません。',
    },
    remedy: {
      en: 'Ask for staff first: key 0 on choose_method, face_retry, pin_wrong or pin_locked.',
      ja: '先に choose_method・face_retry・pin_wrong・pin_locked の画面で 0 を押してください。',
    },
  },
  'EMU-657': {
    cause: {
      en: 'Cables are swapped between two readers; {reader} has no other to swap with.',
      ja: 'ケーブルの入れ替えには2台必要です。{reader} と入れ替える相手がありません。',
    },
    remedy: {
      en: 'Start the desk with --readers 2 or more, and name the other reader.',
      ja: '--readers 2 以上で起動し、相手のリーダーを指定してください。',
    },
  },
  'EMU-658': {
    cause: { en: 'The page server failed while it answered.', ja: '応答の途中で内部エラーが発生しました。' },
    remedy: {
      en: 'Try again; if it stays so, restart fcr.',
      ja: 'もう一度お試しください。続く場合は fcr を再起動してください。',
    },
  },
  'EMU-659': {
    cause: {
      en: 'The people file {file} has a person {person} already.',
      ja: '人物ファイル {file} には {person} がすでにあります。',
    },
    remedy: {
      en: 'Choose another --id; nothing was changed.',
      ja: '別の --id を指定してください。何も変更していません。',
    },
  },
  'EMU-660': {
    cause: {
      en: 'There is no such thing to do at the desk: {words}.',
      ja: 'デスクにその操作はありません：{words}。',
    },
    remedy: { en: 'Type help for what can be done.', ja: 'help と入力すると、できることが表示されます。' },
  },
  'EMU-661': {
    cause: {
      en: 'The staff did not get through: the reader shows {screen}.',
      ja: '係員の操作が通りませんでした。画面は {screen} です。',
    },
    remedy: {
      en: "Check the password; it is the facility's staffPassword.",
      ja: 'パスワード（施設の設定の staffPassword）をお確かめください。',
    },
  },
  'EMU-662': {
    cause: { en: 'The reader {reader} has no keypad.', ja: 'リーダー {reader} にはテンキーがありません。' },
    remedy: {
      en: 'Touch the screen instead (touch).',
      ja: '代わりに画面のボタン（touch）をお使いください。',
    },
  },
  'EMU-663': {
    cause: {
      en: 'The screen {screen} has no button for {key}.',
      ja: '画面 {screen} に {key} のボタンはありません。',
    },
    remedy: { en: 'Touch one of its choices.', ja: '画面にある選択肢から選んでください。' },
  },
  'EMU-664': {
    cause: {
      en: 'No HID device can be made on this machine: /dev/uhid ({reason}).',
      ja: 'この PC ではHID機器を作れません：/dev/uhid（{reason}）。',
    },
    remedy: {
      en: 'modprobe uhid, and give your user the right to read and write /dev/uhid; or offer the reader over serial: or tcp:.',
      ja: 'modprobe uhid を行い、/dev/uhid の読み書きの権限を付けてください。または serial: か tcp: をお使いください。',
    },
  },
  'EMU-665': {
    cause: {
      en: 'The phone of {person} is of the kind {kind}, not {asked}.',
      ja: '{person} のスマートフォンは {kind} です（{asked} ではありません）。',
    },
    remedy: {
      en: 'Leave kind out, or name a person with a phone of that kind.',
      ja: 'kind を省くか、その種類のスマートフォンを持つ人を指定してください。',
    },
  },
  'EMU-666': {
    cause: {
      en: 'The matcher program {command} wrote a line of more than {longest} bytes.',
      ja: '照合プログラム {command} が {longest} バイトを超える行を書きました。',
    },
    remedy: {
      en: 'An answer is one short line of JSON, with a line end; anything else it may write to its standard error.',
      ja: '答えは改行で終わる短い JSON の1行です。それ以外の出力は標準エラーに書いてください。',
    },
  },
  'EMU-668': {
    cause: {
      en: 'A USB/IP host sent what has no known form ({reason}).',
      ja: 'USB/IPのホストから不明な形式のデータが届きました（{reason}）。',
    },
    remedy: {
      en: 'The connection was ended. Attach again with the usbip tool of Linux, or another that speaks version 1.1.1.',
      ja: '接続を終了しました。Linuxのusbipコマンドなど、版1.1.1を話すものでつなぎ直してください。',
    },
  },
  'EMU-669': {
    cause: {
      en: 'The USB/IP device {device} was not given to a host: {reason}.',
      ja: 'USB/IPの機器 {device} をホストに渡しませんでした：{reason}。',
    },
    remedy: {
      en: 'Attach bus id 1-1. Where another host has it, detach it there first: one host at a time has the reader.',
      ja: 'バス番号は1-1を指定してください。別のホストが使っているときは、先にそちらで切り離してください（つなげるホストは一つだけです）。',
    },
  },
  'EMU-676': {
    cause: {
      en: 'There is no link fault {word}: {file}, line {line}.',
      ja: 'リンクの障害 {word} はありません：{file} の {line} 行目。',
    },
    remedy: { en: 'Known: {known}.', ja: '使えるもの：{known}。' },
  },
  'EMU-677': {
    cause: {
      en: 'The link fault {fault} takes no {word}: {file}, line {line}.',
      ja: 'リンクの障害 {fault} に {word} は指定できません：{file} の {line} 行目。',
    },
    remedy: {
      en: 'Leave it out. What it takes: {takes}.',
      ja: '取り除いてください。指定できるもの：{takes}。',
    },
  },
} as const satisfies ErrorEntries;

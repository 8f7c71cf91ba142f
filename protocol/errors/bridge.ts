/** Errors of the bridge and of the places where it finds readers, EMU-500 on. */

import type { ErrorEntries } from './entry.ts';

export const ofBridge = {
  'EMU-500': {
    cause: {
      en: '{url} is not the URL of a reader ({reason}).',
      ja: '{url} はリーダーのURLではありません（{reason}）。',
    },
    remedy: {
      en: 'Write it as serial:PATH, serial:PATH?baud=115200, tcp:HOST:PORT or hid:VID:PID[:SERIAL]; ?channel=none may follow (&channel=none after ?baud=).',
      ja: 'serial:パス、serial:パス?baud=115200、tcp:ホスト:ポート、hid:VID:PID[:製造番号] のいずれかで書いてください。?channel=none を続けられます（?baud= の後では &channel=none）。',
    },
  },
  'EMU-501': {
    cause: {
      en: 'Readers at {scheme}: URLs are not in this version.',
      ja: '{scheme}: のリーダーは、この版では使えません。',
    },
    remedy: {
      en: 'Connect the reader over serial:, tcp: or hid:. One offered as usbip:PORT is attached first ("usbip attach"), then opened as serial: or hid:.',
      ja: 'リーダーを serial:、tcp:、hid: のいずれかで接続してください。usbip:ポート で提供したリーダーは、先に「usbip attach」でつなぎ、serial: か hid: で開きます。',
    },
  },
  'EMU-502': {
    cause: {
      en: 'The port {url} cannot be opened ({reason}).',
      ja: 'ポート {url} を開けません（{reason}）。',
    },
    remedy: {
      en: 'The bridge tries again by itself. Check that the reader is plugged in and that nothing else holds the port.',
      ja: '自動で再試行します。リーダーの接続と、ほかのソフトがポートを使っていないことをご確認ください。',
    },
  },
  'EMU-503': {
    cause: { en: 'The reader {reader} is not connected.', ja: 'リーダー {reader} は接続されていません。' },
    remedy: {
      en: 'Check its cable and power, then try again.',
      ja: 'ケーブルと電源を確認して、もう一度お試しください。',
    },
  },
  'EMU-504': {
    cause: {
      en: 'The journal of the bridge cannot be used ({reason}).',
      ja: 'ブリッジのジャーナルを使えません（{reason}）。',
    },
    remedy: {
      en: 'Check that the folder of --data exists, may be written and has space, and that no other bridge uses it.',
      ja: '--data のフォルダーがあり、書き込め、空きがあること、別のブリッジが使っていないことをご確認ください。',
    },
  },
  'EMU-505': {
    cause: {
      en: 'The reader at {url} is configured already.',
      ja: '{url} のリーダーはすでに設定されています。',
    },
    remedy: {
      en: 'Name each reader once.',
      ja: 'リーダーは一度だけ指定してください。',
    },
  },
  'EMU-506': {
    cause: {
      en: 'More than {limit} requests of one visit are under way.',
      ja: '一つの受付で{limit}件を超える要求が処理中です。',
    },
    remedy: {
      en: 'Ask once, and wait for the answer.',
      ja: '要求は一度だけ送り、応答を待ってください。',
    },
  },
  'EMU-507': {
    cause: {
      en: 'The package node-hid cannot be loaded ({reason}).',
      ja: 'パッケージ node-hid を読み込めません（{reason}）。',
    },
    remedy: {
      en: 'npm install node-hid, and apt-get install libusb-1.0-0 libudev1; fcr doctor says what is there.',
      ja: 'npm install node-hid と apt-get install libusb-1.0-0 libudev1 を行ってください。fcr doctor で確認できます。',
    },
  },
  'EMU-508': {
    cause: {
      en: 'There is no reader at {url} among the HID devices of this machine.',
      ja: 'この PC のHID機器に {url} のリーダーはありません。',
    },
    remedy: {
      en: 'The bridge tries again by itself. Check the cable, and vendor, product and serial number of the URL.',
      ja: '自動で再試行します。ケーブルと、URLのベンダー・製品・製造番号をご確認ください。',
    },
  },
  'EMU-509': {
    cause: {
      en: 'The HID device {path} may not be opened ({reason}).',
      ja: 'HID機器 {path} を開けません（{reason}）。',
    },
    remedy: {
      en: 'Give your user the right to read and write it, with a udev rule for hidraw such as MODE="0660", GROUP="plugdev".',
      ja: 'hidraw 用の udev の規則（MODE="0660", GROUP="plugdev" など）で、読み書きの権限を付けてください。',
    },
  },
  'EMU-510': {
    cause: {
      en: 'The HID device at {url} does not answer as a reader ({reason}).',
      ja: '{url} のHID機器がリーダーとして応答しません（{reason}）。',
    },
    remedy: {
      en: 'The bridge tries again by itself. Check that the device speaks this protocol (protocol/README.md, HID).',
      ja: '自動で再試行します。機器がこのプロトコル（protocol/README.md、HID）を話すかご確認ください。',
    },
  },
  'EMU-511': {
    cause: {
      en: '{count} HID devices answer to {url}.',
      ja: '{url} に当たるHID機器が{count}台あります。',
    },
    remedy: {
      en: 'Name one by its serial number: hid:VID:PID:SERIAL.',
      ja: '製造番号で一台を指定してください：hid:VID:PID:SERIAL。',
    },
  },

  'EMU-512': {
    cause: {
      en: 'The reader is in use by another host.',
      ja: 'リーダーは別のホストが使用しています。',
    },
    remedy: {
      en: 'Let one bridge only use the reader. Where the other is gone for good, it is replaced some seconds after it fell silent.',
      ja: 'リーダーを使うブリッジを一つだけにしてください。もう一方が応答しなくなった場合は、数秒後に入れ替わります。',
    },
  },
  'EMU-513': {
    cause: {
      en: 'What the bridge knows of announced maintenance cannot be kept ({reason}).',
      ja: 'ブリッジは、予告されたメンテナンスの情報を保存できません（{reason}）。',
    },
    remedy: {
      en: 'Check that the folder of --data exists, may be written and has space. Until then a bridge that starts again tells of it once more.',
      ja: '--data のフォルダーがあり、書き込め、空きがあることを確認してください。保存できるまでは、ブリッジを再起動すると同じ予告がもう一度知らされます。',
    },
  },
  'EMU-514': {
    cause: {
      en: 'The reader’s end has refused or ended the link with a code that this bridge does not know: {theirs}.',
      ja: 'リーダー側が、このブリッジの知らないコードでリンクを拒否または終了しました（{theirs}）。',
    },
    remedy: {
      en: 'Look the code up in the documents of the reader, and see whether there is a later bridge.',
      ja: 'リーダーの資料でコードの意味を確かめ、新しい版のブリッジがないかも確認してください。',
    },
  },
} as const satisfies ErrorEntries;

/** Errors of messages between reader and host, EMU-201 on. */

import type { ErrorEntries } from './entry.ts';

export const ofMessages = {
  'EMU-201': {
    cause: {
      en: 'A message is not well-formed CBOR ({reason}).',
      ja: 'メッセージが正しいCBORではありません（{reason}）。',
    },
    remedy: {
      en: 'Encode it as protocol/README.md says: deterministic CBOR, [id, {key: value}].',
      ja: 'protocol/README.mdのとおり、決定的CBORの [id, {key: value}] で符号化してください。',
    },
  },
  'EMU-202': {
    cause: { en: 'There is no message number {id}.', ja: '番号{id}のメッセージはありません。' },
    remedy: {
      en: 'Check the version of both ends; the catalogue is in protocol/README.md.',
      ja: '両端の版を確認してください。一覧はprotocol/README.mdにあります。',
    },
  },
  'EMU-203': {
    cause: {
      en: 'Message {name}, field {field}: {reason}.',
      ja: 'メッセージ{name}：フィールド{field}が正しくありません（{reason}）。',
    },
    remedy: {
      en: 'Send the fields that the catalogue lists, in its types and limits.',
      ja: '一覧にあるフィールドを、その型と範囲で送ってください。',
    },
  },
  'EMU-204': {
    cause: {
      en: 'Message {name} comes from the {expected} only.',
      ja: 'メッセージ{name}を送れるのは{expected}だけです。',
    },
    remedy: { en: 'Check which end of the link this is.', ja: 'リンクのどちら側か確認してください。' },
  },
  'EMU-205': {
    cause: {
      en: 'Message {name} is not allowed while {state}.',
      ja: 'メッセージ{name}は、状態{state}では使えません。',
    },
    remedy: {
      en: 'Greet first, and keep to the states of protocol/README.md.',
      ja: '最初に挨拶（hello）し、protocol/README.mdの状態に従ってください。',
    },
  },
  'EMU-206': {
    cause: {
      en: 'The reader speaks protocol versions {theirs}, the host {ours}.',
      ja: 'リーダーのプロトコル版は{theirs}、ホストは{ours}です。',
    },
    remedy: { en: 'Update the older of the two.', ja: '古い方を更新してください。' },
  },
  'EMU-207': {
    cause: {
      en: 'A reader with serial number {reader} is connected already.',
      ja: '製造番号 {reader} のリーダーはすでに接続されています。',
    },
    remedy: {
      en: 'Give each reader a serial number of its own, or disconnect the other.',
      ja: 'リーダーごとに別の製造番号を付けるか、もう一方を外してください。',
    },
  },
  'EMU-208': {
    cause: {
      en: 'The reader says another serial number than its certificate, {reader}.',
      ja: 'リーダーが名乗った製造番号が、証明書の番号（{reader}）と違います。',
    },
    remedy: {
      en: 'Give the reader the certificate of its own serial number.',
      ja: 'リーダーに、その製造番号の証明書を入れてください。',
    },
  },
  'EMU-211': {
    cause: {
      en: 'A line is not a message in JSON form ({reason}).',
      ja: '行がJSON形式のメッセージではありません（{reason}）。',
    },
    remedy: {
      en: 'Write one JSON object a line, with the name of the message as "type" (protocol/README.md, JSON form).',
      ja: 'メッセージ名を "type" に入れたJSONオブジェクトを、1行に1つ書いてください（protocol/README.md、JSON form）。',
    },
  },
  'EMU-212': {
    cause: {
      en: 'No message has the name that "type" gives.',
      ja: '"type" に書かれた名前のメッセージはありません。',
    },
    remedy: {
      en: 'Use a name of the catalogue in protocol/README.md.',
      ja: 'protocol/README.mdの一覧にある名前を使ってください。',
    },
  },
} as const satisfies ErrorEntries;

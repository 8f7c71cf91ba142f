/** Errors of the link, EMU-101 on. */

import type { ErrorEntries } from './entry.ts';

export const ofLink = {
  'EMU-101': {
    cause: {
      en: 'A frame was damaged on the way ({reason}).',
      ja: 'フレームが途中で壊れました（{reason}）。',
    },
    remedy: {
      en: 'It is sent again by itself. If it happens often, check the cable.',
      ja: '自動で再送されます。頻発する場合はケーブルを確認してください。',
    },
  },
  'EMU-102': {
    cause: {
      en: 'A link packet has no known form ({reason}).',
      ja: 'リンクパケットの形式が不明です（{reason}）。',
    },
    remedy: {
      en: 'Check that both ends speak this protocol (protocol/README.md).',
      ja: '両端がこのプロトコル（protocol/README.md）を話すか確認してください。',
    },
  },
  'EMU-103': {
    cause: {
      en: 'The other end speaks link version {theirs}, this end {ours}.',
      ja: '相手のリンク版は{theirs}、こちらは{ours}です。',
    },
    remedy: { en: 'Update the older of the two.', ja: '古い方を更新してください。' },
  },
  'EMU-104': {
    cause: {
      en: 'One end wants the secure channel, the other does not.',
      ja: '一方の端だけが、暗号化された通信路を求めています。',
    },
    remedy: {
      en: 'Switch the channel on, or off, at both ends.',
      ja: '通信路の暗号化を、両端で有効にするか、両端で無効にしてください。',
    },
  },
  'EMU-105': {
    cause: {
      en: 'More is waiting to be sent than the link may hold ({limit} messages).',
      ja: '送信待ちが上限（{limit}件）を超えました。',
    },
    remedy: {
      en: 'Wait until the link has caught up, then send again.',
      ja: '送信が進むまで待ってから、もう一度送ってください。',
    },
  },
  'EMU-106': {
    cause: {
      en: 'A message of {length} bytes cannot be sent; the link carries 1 to {limit}.',
      ja: '{length}バイトのメッセージは送れません。リンクが運べるのは1～{limit}バイトです。',
    },
    remedy: { en: 'Send it in parts.', ja: '分割して送ってください。' },
  },
} as const satisfies ErrorEntries;

/** Errors of the secure channel and of phone readers that are reached through it, EMU-110 on. */

import type { ErrorEntries } from './entry.ts';

export const ofChannel = {
  'EMU-110': {
    cause: {
      en: 'The certificate of the other end is of an authority that is not trusted here: the two are not paired.',
      ja: '相手の証明書の認証局を信頼していません（ペアリングされていません）。',
    },
    remedy: {
      en: 'Give both ends certificates of one authority: make a set with fcr pki --out DIR, and start reader and bridge with --pki DIR.',
      ja: '両端に同じ認証局の証明書を使ってください。fcr pki --out DIR で作り、リーダーとブリッジを --pki DIR で起動します。',
    },
  },
  'EMU-111': {
    cause: {
      en: 'A certificate of the other end has expired.',
      ja: '相手の証明書の有効期限が切れています。',
    },
    remedy: {
      en: 'Check the clock of this end; if it is right, have the certificate issued anew.',
      ja: 'こちら側の時計を確認してください。正しければ、証明書を発行し直してください。',
    },
  },
  'EMU-112': {
    cause: {
      en: 'A certificate of the other end is not valid yet.',
      ja: '相手の証明書はまだ有効になっていません。',
    },
    remedy: {
      en: 'Check the clock of this end, and the date on which the certificate begins.',
      ja: 'こちら側の時計と、証明書の開始日を確認してください。',
    },
  },
  'EMU-113': {
    cause: {
      en: 'The certificate of the other end is not for a {role}.',
      ja: '相手の証明書は、役割{role}のものではありません。',
    },
    remedy: {
      en: 'Use a certificate whose extended key usage names that role (protocol/README.md, Certificates).',
      ja: '拡張鍵用途にその役割がある証明書を使ってください（protocol/README.md、Certificates）。',
    },
  },
  'EMU-114': {
    cause: {
      en: 'A certificate of the other end is malformed ({reason}).',
      ja: '相手の証明書の形式が正しくありません（{reason}）。',
    },
    remedy: {
      en: 'Issue it as protocol/README.md says (Certificates).',
      ja: 'protocol/README.md（Certificates）のとおりに発行してください。',
    },
  },
  'EMU-115': {
    cause: {
      en: 'A certificate of the other end has a key of the wrong kind: {needed} is needed.',
      ja: '相手の証明書の鍵の種類が違います（{needed}が必要です）。',
    },
    remedy: {
      en: 'Issue it for an X25519 key, signed with a P-256 key.',
      ja: 'X25519の鍵に対して、P-256の鍵で署名した証明書を発行してください。',
    },
  },
  'EMU-116': {
    cause: {
      en: 'The other end sent more than {limit} certificates.',
      ja: '相手が送った証明書が{limit}枚を超えています。',
    },
    remedy: {
      en: 'Send the end’s own certificate and those between it and the authority, without the authority’s.',
      ja: '自分の証明書と、認証局までの中間証明書だけを送ってください（認証局のものは不要です）。',
    },
  },
  'EMU-117': {
    cause: {
      en: 'The other end showed a certificate whose key it has not used.',
      ja: '相手が示した証明書は、通信に使った鍵のものではありません。',
    },
    remedy: {
      en: 'Check that its certificate and its private key belong together. If they do, somebody is between the two.',
      ja: '証明書と秘密鍵の組を確認してください。正しければ、第三者が間に入っている可能性があります。',
    },
  },
  'EMU-118': {
    cause: {
      en: 'A message of the handshake is not the one that is due ({reason}): replayed, reordered or changed on the way.',
      ja: 'ハンドシェイクのメッセージが正しくありません（{reason}）。再送・順序違い・途中の改変が考えられます。',
    },
    remedy: {
      en: 'It is tried again by itself. If it lasts, check that both ends are of this protocol and that nothing is between them.',
      ja: '自動で再試行します。続く場合は、両端の版と、間に別の機器がないことを確認してください。',
    },
  },
  'EMU-119': {
    cause: {
      en: 'The other end did not finish the handshake within {seconds} s.',
      ja: '相手がハンドシェイクを{seconds}秒以内に終えませんでした。',
    },
    remedy: {
      en: 'It is tried again by itself. If it lasts, check the cable and the other end.',
      ja: '自動で再試行します。続く場合は、ケーブルと相手を確認してください。',
    },
  },
  'EMU-120': {
    cause: {
      en: 'A message of the secure channel does not open: it was changed, repeated or left out on the way.',
      ja: '暗号化されたメッセージを復号できません。途中で改変・再送・欠落があった可能性があります。',
    },
    remedy: {
      en: 'A new session begins by itself. If it happens again, check what is between the two ends.',
      ja: '自動で新しいセッションを始めます。繰り返す場合は、間にある機器を確認してください。',
    },
  },
  'EMU-121': {
    cause: {
      en: 'A key of the secure channel has encrypted as many messages as it may.',
      ja: '一つの鍵で暗号化できるメッセージ数の上限に達しました。',
    },
    remedy: { en: 'Begin a new session.', ja: '新しいセッションを始めてください。' },
  },
  'EMU-122': {
    cause: {
      en: 'A certificate of the other end was issued by one that may not issue it.',
      ja: '相手の証明書を発行した側に、発行する権限がありません。',
    },
    remedy: {
      en: 'Intermediate certificates need basicConstraints (CA, path length) and keyUsage keyCertSign.',
      ja: '中間証明書には basicConstraints（CA、パス長）と keyUsage keyCertSign が必要です。',
    },
  },
  'EMU-130': {
    cause: {
      en: 'A HID report has no known form ({reason}).',
      ja: 'HIDレポートの形式が不明です（{reason}）。',
    },
    remedy: {
      en: 'Check that both ends speak this protocol (protocol/README.md, HID).',
      ja: '両端がこのプロトコル（protocol/README.md、HID）を話すか確認してください。',
    },
  },
  'EMU-131': {
    cause: {
      en: 'The other end has closed the HID channel ({error}).',
      ja: '相手がHIDチャネルを閉じました（{error}）。',
    },
    remedy: {
      en: 'The device is opened anew and the link goes on where it was. If it happens often, check cable and hub.',
      ja: 'デバイスを開き直し、リンクは続きから再開します。頻発する場合はケーブルとハブを確認してください。',
    },
  },
  'EMU-132': {
    cause: {
      en: 'A HID report breaks the rules of its channel ({reason}).',
      ja: 'HIDレポートがチャネルの規則に反しています（{reason}）。',
    },
    remedy: {
      en: 'The device is opened anew and the link goes on where it was. If it happens often, check cable and hub.',
      ja: 'デバイスを開き直し、リンクは続きから再開します。頻発する場合はケーブルとハブを確認してください。',
    },
  },
  'EMU-133': {
    cause: {
      en: 'A HID channel waited more than {limit} ms for {what}.',
      ja: 'HIDチャネルで{limit}ミリ秒待っても届きませんでした（{what}）。',
    },
    remedy: {
      en: 'The device is opened anew and the link goes on where it was. If it happens often, check cable and hub.',
      ja: 'デバイスを開き直し、リンクは続きから再開します。頻発する場合はケーブルとハブを確認してください。',
    },
  },
  'EMU-134': {
    cause: {
      en: 'HID reports were lost or doubled: {sent} sent, {read} read.',
      ja: 'HIDレポートの欠落または重複がありました（送信{sent}、受信{read}）。',
    },
    remedy: {
      en: 'The device is opened anew and the link goes on where it was. If it happens often, check cable and hub.',
      ja: 'デバイスを開き直し、リンクは続きから再開します。頻発する場合はケーブルとハブを確認してください。',
    },
  },
  'EMU-135': {
    cause: {
      en: 'More than {limit} bytes wait to be sent as HID reports.',
      ja: 'HIDレポートの送信待ちが{limit}バイトを超えました。',
    },
    remedy: {
      en: 'The device is opened anew and the link goes on where it was. If it happens often, check cable and hub.',
      ja: 'デバイスを開き直し、リンクは続きから再開します。頻発する場合はケーブルとハブを確認してください。',
    },
  },
  'EMU-136': {
    cause: {
      en: 'The reader speaks version {theirs} of the HID carrier, the host {ours}.',
      ja: 'リーダーのHID伝送の版は{theirs}、ホストは{ours}です。',
    },
    remedy: {
      en: 'Update the older of the two.',
      ja: '古い方を更新してください。',
    },
  },
} as const satisfies ErrorEntries;

/**
 * The catalogue of everything that can be refused or go wrong, with cause and remedy in both languages.
 * The codes are the emulator's own (no official list is public); the prefix says so.
 *
 *   EMU-00x what a patient is told   EMU-1xx link      EMU-2xx messages    EMU-3xx card and certificates
 *   EMU-4xx back end                 EMU-5xx bridge    EMU-6xx scenarios, commands, automation
 *   EMU-7xx sound, accessibility, devices
 */

import { japaneseDetail } from './detail-words.ts';

interface Entry {
  readonly cause: { readonly en: string; readonly ja: string };
  readonly remedy: { readonly en: string; readonly ja: string };
}

const catalogue = {
  // ── what a patient is told ────────────────────────────────────────────────────────────────────────
  'EMU-001': {
    cause: { en: 'The card was not recognised.', ja: 'カードを認識できませんでした。' },
    remedy: {
      en: 'Take it off and place it again, or try another card.',
      ja: '一度取って置き直すか、別のカードをお試しください。',
    },
  },
  'EMU-002': {
    cause: {
      en: 'What lies in the card rest is not a My Number Card.',
      ja: 'マイナンバーカードではないものが置かれています。',
    },
    remedy: { en: 'Place a My Number Card.', ja: 'マイナンバーカードを置いてください。' },
  },

  // ── link ──────────────────────────────────────────────────────────────────────────────────────────
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

  // ── secure channel ────────────────────────────────────────────────────────────────────────────────
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

  // ── messages ──────────────────────────────────────────────────────────────────────────────────────
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

  // ── card and certificates ─────────────────────────────────────────────────────────────────────────
  'EMU-301': {
    cause: {
      en: 'The memory of a card in {file} is damaged: {reason}.',
      ja: 'カードのメモリーのファイル {file} が壊れています：{reason}。',
    },
    remedy: {
      en: 'Put a good copy back, or delete the file: the card then has its tries as in the people file.',
      ja: '正しいファイルに戻すか、削除してください。削除すると、残り回数は人物ファイルの値になります。',
    },
  },
  'EMU-302': {
    cause: {
      en: 'The memory of a card cannot be kept in {file}: {reason}.',
      ja: 'カードのメモリーを {file} に保存できません：{reason}。',
    },
    remedy: {
      en: 'Check that the folder exists and may be written.',
      ja: 'フォルダーがあり、書き込めることをお確かめください。',
    },
  },
  'EMU-303': {
    cause: {
      en: 'The test key “{label}” is missing from {file}.',
      ja: '試験用の鍵「{label}」が {file} にありません。',
    },
    remedy: {
      en: 'Fetch the project again: its test keys ship with it.',
      ja: 'プロジェクトを取得し直してください。試験用の鍵は同梱されています。',
    },
  },
  'EMU-320': {
    cause: {
      en: 'The virtual reader said what vpcd does not say: {reason}.',
      ja: '仮想リーダーから vpcd のものではないデータが届きました：{reason}。',
    },
    remedy: {
      en: 'Check that vpcd of vsmartcard, and nothing else, is at the place given with --vpcd. The card tries again by itself.',
      ja: '--vpcd の接続先が vsmartcard の vpcd であることをお確かめください。自動で接続し直します。',
    },
  },
  'EMU-321': {
    cause: {
      en: 'An answer of {length} bytes cannot be given to the virtual reader: it takes 1 to 65535.',
      ja: '{length} バイトの応答は仮想リーダーに渡せません（1 から 65535 バイトまで）。',
    },
    remedy: {
      en: 'A card without power and one with a broken chip answer nothing; of another, ask for fewer bytes at a time. The card tries again by itself.',
      ja: '電源が入っていないカードと故障したカードは応答しません。それ以外では、一度に読み出す長さを短くしてください。自動で接続し直します。',
    },
  },
  'EMU-322': {
    cause: {
      en: 'There is no virtual reader at {place} ({reason}).',
      ja: '{place} に仮想リーダーがありません（{reason}）。',
    },
    remedy: {
      en: 'Start pcscd with the reader of vsmartcard-vpcd; fcr doctor says whether this machine has them. The card tries again by itself.',
      ja: 'vsmartcard-vpcd のリーダーを使う pcscd を起動してください。必要なものの有無は fcr doctor で確認できます。自動で接続し直します。',
    },
  },
  'EMU-323': {
    cause: {
      en: 'The virtual reader at {place} does not ask for the card.',
      ja: '{place} の仮想リーダーがカードを読みに来ません。',
    },
    remedy: {
      en: 'Another card may be in that slot: pull it, or choose another port with --vpcd. The second slot of vpcd is on 35964.',
      ja: '別のカードが入っている可能性があります。そのカードを抜くか、--vpcd で別のポートを指定してください（2番目のスロットは 35964 です）。',
    },
  },
  'EMU-324': {
    cause: { en: '“{words}” is not understood here.', ja: '「{words}」は指定できません。' },
    remedy: {
      en: 'Type pull, put (with the number of a slot where there are several: pull 2), or quit.',
      ja: 'pull、put、quit のいずれかを入力してください。スロットが複数あるときは pull 2 のように番号を付けられます。',
    },
  },
  'EMU-325': {
    cause: {
      en: 'The card of {person} is to be in two slots.',
      ja: '{person} のカードが二つのスロットに指定されています。',
    },
    remedy: {
      en: 'There is one card for each person: name each person once.',
      ja: 'カードは一人に1枚です。一人につき1回だけ指定してください。',
    },
  },
  'EMU-326': {
    cause: {
      en: '{slots} slots from port {port} on end beyond port 65535.',
      ja: 'ポート {port} から{slots}個のスロットを割り当てると、65535 を超えます。',
    },
    remedy: {
      en: 'Each card takes the next port: choose a lower one with --vpcd. vpcd is on 35963 unless set up otherwise.',
      ja: 'カードごとに次のポートを使います。--vpcd で小さいポートを指定してください。vpcd の標準は 35963 です。',
    },
  },
  'EMU-330': {
    cause: {
      en: 'The certificate of a card or of its authority cannot be read ({reason}).',
      ja: 'カードまたは認証局の証明書を読み取れません（{reason}）。',
    },
    remedy: {
      en: 'A certificate is X.509 version 3 in DER, and nothing follows it (RFC 5280).',
      ja: '証明書は X.509 第3版の DER で、後ろに余分なバイトがないものにしてください（RFC 5280）。',
    },
  },
  'EMU-331': {
    cause: {
      en: 'The certificate was issued by an authority that is not trusted here.',
      ja: 'ここで信頼されていない認証局の証明書です。',
    },
    remedy: {
      en: 'Use a card of the people file; real cards are never accepted here.',
      ja: '人物ファイルのカードをお使いください。本物のカードは受け付けません。',
    },
  },
  'EMU-332': {
    cause: {
      en: 'The signature on a certificate is not that of the authority it names.',
      ja: '証明書の署名が、記載された認証局のものではありません。',
    },
    remedy: {
      en: 'The certificate was changed or forged. Read it from the card again.',
      ja: '証明書が書き換えられたか、偽造されています。カードから読み直してください。',
    },
  },
  'EMU-333': {
    cause: { en: 'The chain of certificates goes in a loop.', ja: '証明書のチェーンが循環しています。' },
    remedy: {
      en: 'Send each certificate once, the card’s own first, up to a trusted authority.',
      ja: 'カードの証明書から信頼された認証局まで、各証明書を一度ずつ送ってください。',
    },
  },
  'EMU-334': {
    cause: {
      en: 'The chain of certificates is longer than {limit}.',
      ja: '証明書のチェーンが上限（{limit}枚）を超えています。',
    },
    remedy: {
      en: 'Leave out what does not lead to the authority.',
      ja: '認証局につながらない証明書を除いてください。',
    },
  },
  'EMU-335': {
    cause: {
      en: 'The certificates of the chain are not in order: one was not issued by the next.',
      ja: '証明書のチェーンの順序が正しくありません（次の証明書の認証局が発行したものではありません）。',
    },
    remedy: {
      en: 'Put the card’s own certificate first, then each issuer.',
      ja: 'カードの証明書を先頭に、発行者の順に並べてください。',
    },
  },
  'EMU-336': {
    cause: {
      en: 'A certificate in the chain may not issue others, or an authority’s stands in place of a person’s.',
      ja: 'チェーンの中に、他の証明書を発行できない証明書があるか、本人の証明書の位置に認証局の証明書があります。',
    },
    remedy: {
      en: 'An authority must say CA:TRUE and key usage keyCertSign, and allow the length of the path below it.',
      ja: '認証局の証明書には、CA:TRUE と鍵用途 keyCertSign、下に続く数を許すパス長が必要です。',
    },
  },
  'EMU-337': {
    cause: {
      en: 'A key or a signature is of a kind that no card has.',
      ja: 'カードでは使われない種類の鍵または署名です。',
    },
    remedy: {
      en: 'Use RSA-2048 with SHA-256, or P-384 with SHA-384.',
      ja: 'RSA-2048 と SHA-256、または P-384 と SHA-384 を使ってください。',
    },
  },
  'EMU-338': {
    cause: {
      en: 'The certificate is not for user authentication (key usage).',
      ja: '利用者証明用の証明書ではありません（鍵用途）。',
    },
    remedy: {
      en: 'Use the user certificate: key usage digitalSignature, and clientAuth where purposes are named.',
      ja: '利用者証明用電子証明書を使ってください（鍵用途 digitalSignature、拡張鍵用途があれば clientAuth）。',
    },
  },
  'EMU-339': {
    cause: {
      en: 'The certificate is not issued under the policy of user certificates.',
      ja: '利用者証明用電子証明書のポリシーで発行された証明書ではありません。',
    },
    remedy: {
      en: 'Use the user certificate (policy 1.2.392.200149.8.5.1.3.30), not the signature-use one.',
      ja: '署名用ではなく、利用者証明用電子証明書（ポリシー 1.2.392.200149.8.5.1.3.30）を使ってください。',
    },
  },
  'EMU-340': {
    cause: {
      en: 'A revocation list (CRL) cannot be read ({reason}).',
      ja: '失効リスト（CRL）を読み取れません（{reason}）。',
    },
    remedy: {
      en: 'Fetch the whole list again; it is a CRL of version 2 in DER (RFC 5280).',
      ja: '失効リスト全体を取得し直してください（第2版の DER、RFC 5280）。',
    },
  },
  'EMU-341': {
    cause: {
      en: 'The revocation list is not signed by the authority of the certificate.',
      ja: '失効リストの署名が、証明書の認証局のものではありません。',
    },
    remedy: {
      en: 'Fetch the list of that authority; until then no certificate of it is taken.',
      ja: 'その認証局のリストを取得してください。それまで、その証明書は受け付けません。',
    },
  },
  'EMU-342': {
    cause: {
      en: 'What is known of the revocation of the certificate is out of date.',
      ja: '失効の情報が古くなっています。',
    },
    remedy: {
      en: 'Check that the authority publishes, and the clock of the desk.',
      ja: '認証局の公開状況と、端末の時計をお確かめください。',
    },
  },
  'EMU-343': {
    cause: {
      en: 'What is known of the revocation of the certificate is of the future: a clock is wrong.',
      ja: '失効の情報の日時が未来です。時計が合っていません。',
    },
    remedy: { en: 'Set the clock of the desk.', ja: '端末の時計を合わせてください。' },
  },
  'EMU-344': {
    cause: {
      en: 'An answer about a certificate (OCSP) cannot be read ({reason}).',
      ja: '証明書の状態の回答（OCSP）を読み取れません（{reason}）。',
    },
    remedy: {
      en: 'Ask again; the answer is a basic OCSP response in DER (RFC 6960).',
      ja: 'もう一度問い合わせてください（DER の基本応答、RFC 6960）。',
    },
  },
  'EMU-345': {
    cause: {
      en: 'The answer about a certificate is not signed by its authority, nor by a responder that the authority has named.',
      ja: '証明書の状態の回答の署名が、認証局のものでも、認証局が指定した応答者のものでもありません。',
    },
    remedy: { en: 'Ask the responder of that authority.', ja: 'その認証局の応答者に問い合わせてください。' },
  },
  'EMU-346': {
    cause: {
      en: 'The answer is about another certificate than the one that was asked about.',
      ja: '別の証明書についての回答です。',
    },
    remedy: {
      en: 'Ask again. If it happens again, the responder is wrong or somebody changes its answers.',
      ja: 'もう一度問い合わせてください。繰り返す場合は、応答者の異常か、回答のすり替えが考えられます。',
    },
  },
  'EMU-347': {
    cause: {
      en: 'An authority above the certificate is not in force on this day.',
      ja: '証明書の上位の認証局が、この日には有効ではありません。',
    },
    remedy: {
      en: 'Check the clock of the desk; else the authority must renew its certificate.',
      ja: '端末の時計をお確かめください。時計が正しければ、認証局の証明書の更新が必要です。',
    },
  },
  'EMU-348': {
    cause: {
      en: 'The responder has nothing to say of the certificate ({status}).',
      ja: '応答者から証明書の状態を得られません（{status}）。',
    },
    remedy: {
      en: 'Ask the responder of the authority that issued it, or ask later.',
      ja: '発行した認証局の応答者に問い合わせるか、しばらくしてからお試しください。',
    },
  },
  'EMU-349': {
    cause: {
      en: 'The answer about a certificate is to another question (nonce).',
      ja: '別の問い合わせへの回答です（ナンス）。',
    },
    remedy: {
      en: 'Ask again; an old answer may have been sent once more.',
      ja: 'もう一度問い合わせてください。古い回答が再送された可能性があります。',
    },
  },
  'EMU-350': {
    cause: {
      en: 'A part of an mdoc exchange is malformed: {part} ({reason}).',
      ja: 'mdoc のやり取りの一部が正しい形式ではありません：{part}（{reason}）。',
    },
    remedy: {
      en: 'Compare it with ISO/IEC 18013-5; firmware/credential/mdoc/README.md names what is taken.',
      ja: 'ISO/IEC 18013-5 と照らし合わせてください。受け付ける形式は firmware/credential/mdoc/README.md にあります。',
    },
  },
  'EMU-351': {
    cause: {
      en: 'The phone offers no mdoc over NFC ({reason}).',
      ja: 'スマートフォンから NFC で mdoc が提示されていません（{reason}）。',
    },
    remedy: {
      en: 'Open the mdoc on the phone, then hold it to the reader again.',
      ja: 'スマートフォンで mdoc を開いてから、もう一度かざしてください。',
    },
  },
  'EMU-352': {
    cause: {
      en: 'The phone’s NFC tag cannot be read ({reason}).',
      ja: 'スマートフォンの NFC タグを読み取れません（{reason}）。',
    },
    remedy: {
      en: 'Hold the phone to the reader again, and keep it there.',
      ja: 'スマートフォンをもう一度かざし、そのままお待ちください。',
    },
  },
  'EMU-353': {
    cause: {
      en: 'The transfer of mdoc data over NFC failed ({reason}).',
      ja: 'NFC による mdoc データの転送に失敗しました（{reason}）。',
    },
    remedy: {
      en: 'Hold the phone to the reader again, and keep it there.',
      ja: 'スマートフォンをもう一度かざし、そのままお待ちください。',
    },
  },
  'EMU-354': {
    cause: {
      en: 'The encrypted mdoc session cannot go on ({reason}).',
      ja: 'mdoc の暗号化セッションを続けられません（{reason}）。',
    },
    remedy: {
      en: 'Hold the phone to the reader again; an old exchange is never taken twice.',
      ja: 'スマートフォンをもう一度かざしてください。以前のやり取りは再び受け付けません。',
    },
  },
  'EMU-355': {
    cause: {
      en: 'The phone answers the request with an error (status {status}).',
      ja: 'スマートフォンが要求にエラーで答えました（状態 {status}）。',
    },
    remedy: {
      en: 'Hold the phone to the reader again. If it happens again, use the card.',
      ja: 'スマートフォンをもう一度かざしてください。続く場合はカードをお使いください。',
    },
  },
  'EMU-356': {
    cause: {
      en: 'A certificate of the mdoc exchange is not trusted ({reason}).',
      ja: 'mdoc のやり取りの証明書を信頼できません（{reason}）。',
    },
    remedy: {
      en: 'Only mdocs and readers of the test authorities are taken here; real ones never are. Where one is said not to be valid now, check the clock of the reader.',
      ja: 'ここではテスト認証局の mdoc とリーダーだけを受け付けます。本物は受け付けません。有効期間のために拒まれた場合は、リーダーの時計をお確かめください。',
    },
  },
  'EMU-357': {
    cause: { en: 'The issuer’s signature does not fit the mdoc.', ja: 'mdoc に発行者の署名が合いません。' },
    remedy: {
      en: 'The mdoc was changed or forged: do not take it. Use the card.',
      ja: 'mdoc が書き換えられたか、偽造されています。受け付けず、カードをお使いください。',
    },
  },
  'EMU-358': {
    cause: {
      en: 'An element of the mdoc is not the one that the issuer signed (digest).',
      ja: 'mdoc の項目が、発行者の署名したものと異なります（ダイジェスト）。',
    },
    remedy: {
      en: 'The element was changed: do not take it. Use the card.',
      ja: '項目が書き換えられています。受け付けず、カードをお使いください。',
    },
  },
  'EMU-359': {
    cause: { en: 'The mdoc is not valid now ({reason}).', ja: 'mdoc は現在有効ではありません（{reason}）。' },
    remedy: {
      en: 'Update the mdoc on the phone, or use the card. If many phones are refused so, check the clock of the reader.',
      ja: 'スマートフォンで mdoc を更新するか、カードをお使いください。何台も続く場合は、リーダーの時計をお確かめください。',
    },
  },
  'EMU-360': {
    cause: {
      en: 'The phone does not prove that the mdoc is its own (device {kind}).',
      ja: 'スマートフォンが mdoc の持ち主であることを証明できません（device {kind}）。',
    },
    remedy: {
      en: 'The exchange was copied or changed: do not take it. Hold the phone itself to the reader.',
      ja: 'やり取りが複製または書き換えられています。受け付けず、スマートフォンそのものをかざしてください。',
    },
  },
  'EMU-361': {
    cause: {
      en: 'The phone does not give the document that was asked for ({reason}).',
      ja: '要求した文書がスマートフォンから得られません（{reason}）。',
    },
    remedy: {
      en: 'Agree on the phone, and see that it holds the document.',
      ja: 'スマートフォンで同意し、文書が入っているか確認してください。',
    },
  },
  'EMU-362': {
    cause: {
      en: 'The phone gives an element that was not asked for.',
      ja: 'スマートフォンが、要求していない項目を渡しました。',
    },
    remedy: {
      en: 'Nothing of it was kept. Use another phone or the card.',
      ja: '何も保存していません。別のスマートフォンかカードをお使いください。',
    },
  },
  'EMU-363': {
    cause: {
      en: 'The phone does not give an element that is needed ({element}).',
      ja: '必要な項目がスマートフォンから得られません（{element}）。',
    },
    remedy: {
      en: 'Agree on the phone to all elements that are shown, or use the card.',
      ja: 'スマートフォンに表示されたすべての項目に同意するか、カードをお使いください。',
    },
  },
  'EMU-364': {
    cause: {
      en: 'The mdoc exchange uses what is not known here: {part} ({reason}).',
      ja: 'mdoc のやり取りに、ここで扱えないものがあります：{part}（{reason}）。',
    },
    remedy: {
      en: 'Use one of those that firmware/credential/mdoc/README.md names.',
      ja: 'firmware/credential/mdoc/README.md にあるものをお使いください。',
    },
  },
  'EMU-365': {
    cause: {
      en: 'The reader does not prove to the phone who asks ({reason}).',
      ja: 'リーダーが、要求者であることをスマートフォンに証明できません（{reason}）。',
    },
    remedy: {
      en: 'Give the reader a certificate of an authority that the phone trusts.',
      ja: 'スマートフォンが信頼する認証局の証明書をリーダーに設定してください。',
    },
  },
  'EMU-366': {
    cause: {
      en: 'An element of the mdoc has a value that cannot be used ({element}).',
      ja: 'mdoc の項目の値が使えません（{element}）。',
    },
    remedy: {
      en: 'Have the mdoc issued again, or use the card.',
      ja: 'mdoc を発行し直すか、カードをお使いください。',
    },
  },

  'EMU-367': {
    cause: {
      en: 'What a reader and the driver of a phone reader say to each other is malformed ({reason}).',
      ja: 'リーダーと汎用カードリーダーのドライバーの通信が正しい形式ではありません（{reason}）。',
    },
    remedy: {
      en: 'Compare it with protocol/README.md (Phone reader).',
      ja: 'protocol/README.md（Phone reader）と照らし合わせてください。',
    },
  },
  'EMU-368': {
    cause: {
      en: 'The driver of the phone reader does not go on with this reader.',
      ja: '汎用カードリーダーのドライバーが、このリーダーとの通信を終えました。',
    },
    remedy: {
      en: 'Check that reader and driver have certificates of one authority, and what stands between them.',
      ja: 'リーダーとドライバーの証明書が同じ認証局のものか、間に別の機器がないかを確認してください。',
    },
  },
  'EMU-369': {
    cause: {
      en: 'The phone reader did not answer within {seconds} s.',
      ja: '汎用カードリーダーが{seconds}秒以内に応答しませんでした。',
    },
    remedy: {
      en: 'Pull the cable of the phone reader out and put it in again; else restart its driver on the PC.',
      ja: '汎用カードリーダーのケーブルを挿し直すか、PC のドライバーを再起動してください。',
    },
  },
  'EMU-370': {
    cause: {
      en: 'The certificate in the phone cannot be read.',
      ja: 'スマートフォンの電子証明書を読み取れません。',
    },
    remedy: {
      en: 'Ask the patient for the card, and to look up the certificate in the phone (マイナポータル).',
      ja: 'カードをご利用いただき、スマートフォンの電子証明書はマイナポータルでの確認をご案内ください。',
    },
  },
  'EMU-371': {
    cause: {
      en: 'The phone does not take the PIN of its certificate now.',
      ja: 'スマートフォンが暗証番号を受け付けません。',
    },
    remedy: {
      en: 'Restart the phone and hold it again; else ask the patient for the card.',
      ja: 'スマートフォンを再起動して、もう一度お試しください。それでもできないときは、カードをご利用ください。',
    },
  },
  'EMU-372': {
    cause: { en: 'The phone did not sign.', ja: 'スマートフォンの署名が得られません。' },
    remedy: {
      en: 'Hold it again; else ask the patient for the card.',
      ja: 'もう一度かざしてください。それでもできないときは、カードをご利用ください。',
    },
  },
  'EMU-373': {
    cause: { en: 'The person {person} has no phone.', ja: '{person} はスマートフォンを持っていません。' },
    remedy: {
      en: 'Give the person a phone in the people file (phone: kind, pin), or choose somebody who has one: android, iphone.',
      ja: '人物ファイルにスマートフォン（phone: kind、pin）を書くか、持っている人（android、iphone）を選んでください。',
    },
  },

  // ── back end ──────────────────────────────────────────────────────────────────────────────────────
  'EMU-400': {
    cause: {
      en: 'The request is not in the form of the interface ({where}).',
      ja: '要求がインターフェースの形式に合っていません（{where}）。',
    },
    remedy: {
      en: 'Compare it with GET /openapi.json of the back end.',
      ja: 'バックエンドの GET /openapi.json と照らし合わせてください。',
    },
  },
  'EMU-401': {
    cause: { en: 'The back end has no such route.', ja: 'バックエンドにそのような経路はありません。' },
    remedy: {
      en: 'See GET /openapi.json of the back end for the routes.',
      ja: '経路は、バックエンドの GET /openapi.json をご覧ください。',
    },
  },
  'EMU-402': {
    cause: {
      en: 'The back end does not take this method on this route.',
      ja: 'この経路では、その方法（メソッド）を使えません。',
    },
    remedy: {
      en: 'Use the method that GET /openapi.json names.',
      ja: 'GET /openapi.json にある方法をお使いください。',
    },
  },
  'EMU-403': {
    cause: { en: 'The body is too large or is not JSON.', ja: '本文が大きすぎるか、JSON ではありません。' },
    remedy: {
      en: 'Send application/json within the limits of the schemas.',
      ja: 'スキーマの範囲内の application/json をお送りください。',
    },
  },
  'EMU-404': {
    cause: {
      en: 'No challenge was given for this visit.',
      ja: 'この受付には、署名用の乱数を渡していません。',
    },
    remedy: { en: 'Ask for a challenge first.', ja: '先に乱数を求めてください。' },
  },
  'EMU-405': {
    cause: {
      en: 'The signed challenge is not the one given for this visit.',
      ja: '署名された乱数が、この受付に渡したものと違います。',
    },
    remedy: {
      en: 'Ask for a new challenge and have the card sign that.',
      ja: '新しい乱数を求め、カードに署名させてください。',
    },
  },
  'EMU-406': {
    cause: { en: 'The challenge is too old.', ja: '乱数の有効時間が過ぎています。' },
    remedy: {
      en: 'Ask for a new challenge and have the card sign that.',
      ja: '新しい乱数を求め、カードに署名させてください。',
    },
  },
  'EMU-407': {
    cause: {
      en: 'The challenge has been used with another certificate or signature.',
      ja: 'その乱数は、別の証明書か署名で使われました。',
    },
    remedy: {
      en: 'Ask for a new challenge for each signature.',
      ja: '署名のたびに、新しい乱数を求めてください。',
    },
  },
  'EMU-410': {
    cause: {
      en: 'The people file has nobody with this certificate.',
      ja: 'この証明書の人は、人物ファイルにいません。',
    },
    remedy: {
      en: 'Give the back end the people file that the card was made from.',
      ja: 'カードを作った人物ファイルを、バックエンドにも指定してください。',
    },
  },
  'EMU-411': {
    cause: {
      en: 'The signature does not fit the certificate and the challenge.',
      ja: '署名が、証明書と乱数に合いません。',
    },
    remedy: {
      en: 'Sign the challenge as given: RSA with SHA-256 (PKCS #1 v1.5), P-384 with SHA-384 (r and s).',
      ja: '渡した乱数に署名してください：RSA は SHA-256（PKCS #1 v1.5）、P-384 は SHA-384（r と s）。',
    },
  },
  'EMU-412': {
    cause: { en: 'The visit has no eligibility answer yet.', ja: 'この受付は、まだ資格確認をしていません。' },
    remedy: { en: 'Ask for eligibility first.', ja: '先に資格確認をしてください。' },
  },
  'EMU-413': {
    cause: {
      en: 'The same visit was sent before with other contents.',
      ja: '同じ受付が、前に違う内容で送られています。',
    },
    remedy: {
      en: 'Repeat a request unchanged, or begin a new visit.',
      ja: '要求は変えずに送り直すか、新しい受付を始めてください。',
    },
  },
  'EMU-414': {
    cause: {
      en: 'The visit is over: it was checked in, turned down or withdrawn.',
      ja: 'この受付は、完了・不可・取消のいずれかで終わっています。',
    },
    remedy: { en: 'Begin a new visit.', ja: '新しい受付を始めてください。' },
  },
  'EMU-415': {
    cause: {
      en: 'Consent cannot be given in this visit: the certificate is in its grace period.',
      ja: '電子証明書が猶予期間中のため、この受付では同意できません。',
    },
    remedy: { en: 'Send the use with consent null.', ja: '同意を null にして送ってください。' },
  },
  'EMU-416': {
    cause: {
      en: 'Nothing to register: the eligibility answer of this visit is not valid.',
      ja: 'この受付の資格確認が有効でないため、登録できません。',
    },
    remedy: {
      en: 'Ask for eligibility with a card that can be used.',
      ja: '使えるカードで資格確認をしてください。',
    },
  },
  'EMU-417': {
    cause: {
      en: 'The numbers of the insurance do not lead to one person.',
      ja: '記号・番号から1人を特定できません。',
    },
    remedy: {
      en: 'Check insurer number, symbol, number and branch, and give the birth date.',
      ja: '保険者番号・記号・番号・枝番を確認し、生年月日を指定してください。',
    },
  },
  'EMU-418': {
    cause: {
      en: 'The sources give no amounts for category {category}.',
      ja: '区分 {category} の金額は、公開資料にありません。',
    },
    remedy: {
      en: 'Ask the insurer; the category itself is delivered as any other.',
      ja: '保険者にご確認ください。区分そのものは、ほかと同じように送られます。',
    },
  },
  'EMU-419': {
    cause: {
      en: 'Category {category} does not go with a share of {share} percent (but with {expected}).',
      ja: '区分 {category} の負担割合は {share}％ ではありません（{expected}％）。',
    },
    remedy: {
      en: 'Give a share of the category, or leave it out.',
      ja: '区分に合う割合を指定するか、省略してください。',
    },
  },
  'EMU-420': {
    cause: { en: 'The back end cannot be reached.', ja: 'バックエンドにつながりません。' },
    remedy: {
      en: 'Check that it runs, that its address is right, and that the clock of this PC is (with a wrong one its certificate is not taken); the request is tried again.',
      ja: '動いているか、宛先が正しいか、この端末の時計が合っているか（合っていないと証明書を確認できません）をお確かめください。要求は送り直されます。',
    },
  },
  'EMU-421': {
    cause: {
      en: 'What the back end answered is not in the form of the interface.',
      ja: 'バックエンドの答えが、インターフェースの形式に合っていません。',
    },
    remedy: {
      en: 'Use a bridge and a back end of the same version.',
      ja: '同じ版のブリッジとバックエンドをお使いください。',
    },
  },
  'EMU-422': {
    cause: {
      en: 'The back end refuses, because it was told to.',
      ja: 'バックエンドは、指示どおり拒否しています。',
    },
    remedy: { en: 'Set its conduct back to normal.', ja: 'ふるまいを normal に戻してください。' },
  },
  'EMU-423': {
    cause: {
      en: 'The back end fails, because it was told to.',
      ja: 'バックエンドは、指示どおり失敗しています。',
    },
    remedy: { en: 'Set its conduct back to normal.', ja: 'ふるまいを normal に戻してください。' },
  },
  'EMU-424': {
    cause: {
      en: 'The back end could not keep the change.',
      ja: 'バックエンドは、変更を保存できませんでした。',
    },
    remedy: {
      en: 'Look at the free space and the rights of its data folder; nothing was kept.',
      ja: 'データフォルダーの空き容量と権限をお確かめください。何も保存されていません。',
    },
  },
  'EMU-425': {
    cause: {
      en: 'The store of the back end cannot be opened at {path}.',
      ja: 'バックエンドの保存先 {path} を開けません。',
    },
    remedy: {
      en: 'Check that the folder is there and may be written.',
      ja: 'フォルダーがあり、書き込めることをお確かめください。',
    },
  },
  'EMU-426': {
    cause: {
      en: 'The back end cannot listen on port {port}.',
      ja: 'バックエンドは、ポート {port} で待ち受けできません。',
    },
    remedy: {
      en: 'Choose another port, or 0 for a free one.',
      ja: '別のポートか、空きポートを選ぶ 0 を指定してください。',
    },
  },
  'EMU-427': {
    cause: { en: 'The back end failed by a fault of its own.', ja: 'バックエンドの内部で異常が起きました。' },
    remedy: {
      en: 'Nothing was kept. Please report it with the request that led to it.',
      ja: '何も保存されていません。そのときの要求とともにお知らせください。',
    },
  },
  'EMU-428': {
    cause: {
      en: 'The people file has nobody with this id.',
      ja: 'この識別名の人は、人物ファイルにいません。',
    },
    remedy: {
      en: 'GET /people of the back end lists the ids.',
      ja: '識別名は、バックエンドの GET /people で確認できます。',
    },
  },
  'EMU-440': {
    cause: {
      en: 'The certificate expires within three months.',
      ja: '電子証明書の有効期限まで3か月以内です。',
    },
    remedy: {
      en: 'Ask the patient to renew it at the municipal office.',
      ja: '市区町村の窓口での更新を、患者さんにご案内ください。',
    },
  },
  'EMU-441': {
    cause: {
      en: 'The certificate has expired; eligibility can still be checked during the grace period, without medical information.',
      ja: '電子証明書の期限が切れています。猶予期間中は資格確認だけができます（医療情報の閲覧はできません）。',
    },
    remedy: {
      en: 'Ask the patient to renew it at the municipal office. If its last day should be later, check the clock of the desk.',
      ja: '市区町村の窓口での更新を、患者さんにご案内ください。期限がまだ先のはずなら、端末の時計をお確かめください。',
    },
  },
  'EMU-442': {
    cause: { en: 'The insurance has ended.', ja: '資格が無効です（資格喪失）。' },
    remedy: {
      en: 'Ask for the eligibility page of マイナポータル or the notice of eligibility; else have a statement of coverage (被保険者資格申立書) written.',
      ja: 'マイナポータルの資格情報画面か、資格情報のお知らせをご確認ください。なければ被保険者資格申立書をお願いしてください。',
    },
  },
  'EMU-443': {
    cause: {
      en: 'The insurance has ended; a newer one is registered.',
      ja: '資格が無効です（新しい資格あり）。',
    },
    remedy: { en: 'Check again with the newer insurance.', ja: '新しい資格で、もう一度ご確認ください。' },
  },
  'EMU-444': {
    cause: { en: 'No insurance was found for this person.', ja: '該当する資格がありません。' },
    remedy: {
      en: 'Ask for the eligibility page of マイナポータル or the notice of eligibility; else have a statement of coverage (被保険者資格申立書) written.',
      ja: 'マイナポータルの資格情報画面か、資格情報のお知らせをご確認ください。なければ被保険者資格申立書をお願いしてください。',
    },
  },
  'EMU-445': {
    cause: { en: 'More than one insurance was found for this person.', ja: '複数の資格が該当します。' },
    remedy: {
      en: 'Ask the patient which insurance applies, and check with its symbol and number.',
      ja: 'どの資格かを患者さんに確かめ、記号・番号でご確認ください。',
    },
  },
  'EMU-446': {
    cause: {
      en: 'The certificate has expired and its grace period is over.',
      ja: '電子証明書の期限が切れ、猶予期間も過ぎています。',
    },
    remedy: {
      en: 'Ask for a certificate of eligibility (資格確認書) of the insurer. If its last day should be later, check the clock of the desk.',
      ja: '保険者の資格確認書をご確認ください。期限がまだ先のはずなら、端末の時計をお確かめください。',
    },
  },
  'EMU-447': {
    cause: { en: 'The certificate has been revoked.', ja: '電子証明書が失効しています。' },
    remedy: {
      en: 'Ask for a certificate of eligibility (資格確認書) of the insurer.',
      ja: '保険者の資格確認書をご確認ください。',
    },
  },
  'EMU-448': {
    cause: {
      en: 'The certificate is suspended: the card was reported lost.',
      ja: '電子証明書が一時停止されています（紛失の届出など）。',
    },
    remedy: {
      en: 'Ask the patient to call the hold line for My Number Cards, and for the 資格確認書 today.',
      ja: 'マイナンバーカードの一時停止の窓口への連絡をお願いし、今日は資格確認書をご確認ください。',
    },
  },
  'EMU-449': {
    cause: { en: 'The card has been returned.', ja: 'カードは返納されています。' },
    remedy: {
      en: 'Ask for the certificate of eligibility (資格確認書) that the insurer issues on application.',
      ja: '申請により保険者が交付する資格確認書をご確認ください。',
    },
  },
  'EMU-450': {
    cause: {
      en: 'The phone cannot be used: the certificate of the card has expired, and phones have no grace period.',
      ja: 'カードの電子証明書の期限が切れているため、スマートフォンは使えません（猶予期間はありません）。',
    },
    remedy: {
      en: 'Ask the patient for the card, and to renew both. If the last day of its certificate should be later, check the clock of the desk.',
      ja: 'カードをご利用いただき、両方の更新をご案内ください。期限がまだ先のはずなら、端末の時計をお確かめください。',
    },
  },
  'EMU-451': {
    cause: { en: 'The certificate is not valid yet.', ja: '電子証明書の有効期間が始まっていません。' },
    remedy: { en: 'Check the clock of the desk.', ja: '端末の時計をお確かめください。' },
  },
  'EMU-453': {
    cause: {
      en: 'The phone cannot be used: the card was renewed, and the certificate in the phone was not.',
      ja: 'カードの更新後、スマートフォンの電子証明書が更新されていないため、スマートフォンは使えません。',
    },
    remedy: {
      en: 'Ask the patient for the card, and to renew the phone in マイナポータル.',
      ja: 'カードをご利用いただき、マイナポータルでのスマートフォンの更新をご案内ください。',
    },
  },
  'EMU-456': {
    cause: {
      en: 'The terminal that states who somebody is has a certificate that is not trusted.',
      ja: '本人の情報を送った端末の証明書を信頼できません。',
    },
    remedy: {
      en: 'Have the reader set up again, or use the card.',
      ja: 'リーダーを設定し直すか、カードをお使いください。',
    },
  },
  'EMU-457': {
    cause: {
      en: 'The signature of the terminal is not over what it states of the person.',
      ja: '端末の署名が、送られた本人の情報と合いません。',
    },
    remedy: { en: 'Repeat the visit, or use the card.', ja: '最初からやり直すか、カードをお使いください。' },
  },
  'EMU-458': {
    cause: {
      en: 'No one person has the four facts that the phone gave.',
      ja: 'スマートフォンの4情報に当てはまる人を1人に決められません。',
    },
    remedy: { en: 'Ask the patient for the card.', ja: 'カードをご利用いただくようご案内ください。' },
  },
  'EMU-459': {
    cause: {
      en: 'The store of the back end at {path} is locked by another program.',
      ja: 'バックエンドの保存先 {path} は、別のプログラムが使用中です（ロック中）。',
    },
    remedy: {
      en: 'Wait until that one is done with it, or end it. What a desk that runs has counted its own address tells, too: GET /api/back-end/search-report.',
      ja: '使い終わるのを待つか、そのプログラムを終了してください。動作中のデスクの集計は、そのアドレスの GET /api/back-end/search-report でも確認できます。',
    },
  },

  'EMU-460': {
    cause: {
      en: 'A file of the link and TLS certificates is missing: {file}.',
      ja: '通信用の証明書のファイルがありません：{file}。',
    },
    remedy: {
      en: 'Check the folder that --pki names. If it is the right one, put the file there: a reader’s certificate and key (link-reader-SERIAL.pem, .key), and those of the phone reader beside it (link-phone-reader-SERIAL.pem, .key), are issued by the authority in link-authority.pem, such as the vendor’s. For tests, `fcr pki --out` makes a whole set in an empty folder.',
      ja: '--pki のフォルダーを確かめてください。正しければ、そのファイルを置いてください。リーダーの証明書と鍵（link-reader-製造番号.pem、.key）と、そばの汎用カードリーダーのもの（link-phone-reader-製造番号.pem、.key）は、link-authority.pem の認証局（ベンダーなど）が発行します。テスト用の一式は、空のフォルダーに `fcr pki --out` で作れます。',
    },
  },
  'EMU-461': {
    cause: {
      en: 'A file of the link and TLS certificates is damaged or does not fit the others: {file}.',
      ja: '通信用の証明書のファイルが壊れているか、ほかと合いません：{file}。',
    },
    remedy: {
      en: 'Make a whole set with `fcr pki --out` into an empty folder.',
      ja: '空のフォルダーに `fcr pki --out` で一式を作ってください。',
    },
  },
  'EMU-462': {
    cause: {
      en: 'A certificate for link or TLS is not valid at the time of this machine: {file}.',
      ja: '通信用の証明書が、この PC の時刻では有効ではありません：{file}。',
    },
    remedy: {
      en: 'Check the clock, or make a new set with `fcr pki --out` into an empty folder.',
      ja: '時計を確かめるか、空のフォルダーに `fcr pki --out` で作り直してください。',
    },
  },
  'EMU-463': {
    cause: {
      en: 'The link and TLS certificates cannot be written to {directory}.',
      ja: '通信用の証明書を {directory} に書き込めません。',
    },
    remedy: {
      en: 'Check that the folder may be written.',
      ja: 'フォルダーに書き込めることをお確かめください。',
    },
  },
  'EMU-464': {
    cause: {
      en: 'The certificate was revoked at its owner’s wish: the card is no health insurance card any more, but remains a photo ID.',
      ja: '本人の希望で電子証明書が失効しています。マイナ保険証としては使えませんが、顔写真付きの本人確認書類としては使えます。',
    },
    remedy: {
      en: 'Ask for a certificate of eligibility (資格確認書) of the insurer.',
      ja: '保険者の資格確認書をご確認ください。',
    },
  },
  'EMU-465': {
    cause: {
      en: 'Neither the revocation list nor the responder of the authority can be reached.',
      ja: '認証局の失効リストにも応答者にも接続できません。',
    },
    remedy: {
      en: 'Check the network of the back end; until then no card is taken.',
      ja: 'バックエンドの通信をご確認ください。それまで、カードは受け付けません。',
    },
  },
  'EMU-470': {
    cause: {
      en: 'This person has given no consent to viewing at this institution.',
      ja: 'この患者は、この医療機関で閲覧に同意していません。',
    },
    remedy: {
      en: 'Ask the person to check in with the card at the reader and to consent there.',
      ja: 'カードリーダーで受付をして、同意していただいてください。',
    },
  },
  'EMU-471': {
    cause: {
      en: 'The person did not consent to this information being viewed.',
      ja: 'この情報の閲覧には、同意がありません。',
    },
    remedy: {
      en: 'Do without it. Only a new check-in with the card can change the consent.',
      ja: 'この情報は閲覧できません。同意を変えられるのは、カードで受付をやり直したときだけです。',
    },
  },
  'EMU-472': {
    cause: {
      en: 'The 24 hours of the consent are over (until {until}).',
      ja: '同意から24時間が過ぎています（{until} まで）。',
    },
    remedy: {
      en: 'Ask the person to check in again with the card; a new consent holds another 24 hours.',
      ja: 'もう一度カードで受付をしていただいてください。新しい同意は24時間有効です。',
    },
  },
  'EMU-473': {
    cause: {
      en: 'The visit in which the person consented was withdrawn.',
      ja: '同意した受付が取り消されています。',
    },
    remedy: {
      en: 'Ask the person to check in again with the card.',
      ja: 'もう一度カードで受付をしていただいてください。',
    },
  },
  'EMU-474': {
    cause: {
      en: 'The certificate was in its grace period: eligibility only, nothing can be viewed.',
      ja: '電子証明書が猶予期間中の受付のため、資格の確認だけができます。情報は閲覧できません。',
    },
    remedy: {
      en: 'The person must renew the certificate at the municipal office.',
      ja: '市区町村の窓口で、電子証明書を更新していただいてください。',
    },
  },
  'EMU-475': {
    cause: {
      en: 'Of people insured like this nothing can be viewed (Self-Defense Forces, day labourers, medical aid).',
      ja: 'この資格の患者の情報は閲覧できません（自衛官診療証、日雇特例、医療扶助）。',
    },
    remedy: { en: 'Ask the person instead.', ja: '患者本人に確認してください。' },
  },
  'EMU-476': {
    cause: {
      en: 'The period asked for is none: a day that does not exist, or its end is before its beginning.',
      ja: '期間の指定が正しくありません（存在しない日、または終わりが始まりより前）。',
    },
    remedy: {
      en: 'Give days as YYYYMMDD, the earlier first, or leave them out.',
      ja: '日付を YYYYMMDD で、早い日から順に指定するか、省いてください。',
    },
  },
  'EMU-477': {
    cause: {
      en: 'No bulk request of this kind was received from this institution under this number.',
      ja: 'この受付番号の一括要求は、この医療機関からこの種類で受け付けていません。',
    },
    remedy: {
      en: 'Give the ReceptionNumber of the answer to the 01 request, in the 02 request of the same kind.',
      ja: '01 の要求への回答にある受付番号を、同じ種類の 02 の要求に指定してください。',
    },
  },
  'EMU-478': {
    cause: {
      en: 'The result of this bulk request was thrown away after its time.',
      ja: 'この一括要求の結果は、保存期間を過ぎたため削除されました。',
    },
    remedy: { en: 'Send the 01 request again.', ja: '01 の要求をもう一度送ってください。' },
  },
  'EMU-479': {
    cause: {
      en: 'Another bulk request was received before under the same key.',
      ja: '同じ鍵で、違う内容の一括要求を受け付けています。',
    },
    remedy: {
      en: 'Repeat a request unchanged, or give it a key of its own.',
      ja: '要求は変えずに送り直すか、別の鍵を付けてください。',
    },
  },
  'EMU-480': {
    cause: {
      en: 'The back end is under maintenance until {until}.',
      ja: 'バックエンドは {until} までメンテナンス中です。',
    },
    remedy: {
      en: 'Nothing is lost: what waits is asked again afterwards. Until then do as in an outage.',
      ja: '待っている要求は終了後に送り直されます。それまではシステム障害時の手順で対応してください。',
    },
  },
  'EMU-481': {
    cause: {
      en: 'Disaster mode is not opened for {municipality} today.',
      ja: '本日、{municipality} では災害時モードが開放されていません。',
    },
    remedy: {
      en: 'Search in disaster mode only where and while the ministry has opened it; check the municipality in the settings of the facility.',
      ja: '災害時モードは、厚生労働省が開放した地域と期間だけで使えます。施設の設定の市区町村も確認してください。',
    },
  },
  'EMU-482': {
    cause: {
      en: 'The search for outages is not switched on for this facility.',
      ja: 'この施設では、資格情報照会（システム障害時）が有効になっていません。',
    },
    remedy: {
      en: 'Phone the call centre and give the institution code.',
      ja: 'コールセンターに電話し、医療機関コードを伝えてください。',
    },
  },
  'EMU-483': {
    cause: {
      en: 'The call centre has the call of this facility; the search for outages is not switched on yet.',
      ja: 'コールセンターは受電済みですが、資格情報照会（システム障害時）はまだ有効になっていません。',
    },
    remedy: {
      en: 'Wait for the call back to the registered number.',
      ja: '登録済みの電話番号への折り返しを待ってください。',
    },
  },
  'EMU-484': {
    cause: {
      en: 'The call centre has called back; the search for outages is not switched on yet.',
      ja: 'コールセンターから折り返しがありましたが、資格情報照会（システム障害時）はまだ有効になっていません。',
    },
    remedy: {
      en: 'Send the report form to the call centre.',
      ja: '報告様式をコールセンターへ送ってください。',
    },
  },
  'EMU-485': {
    cause: {
      en: 'The report form has arrived; the search for outages is not switched on yet.',
      ja: '報告様式は届いていますが、資格情報照会（システム障害時）はまだ有効になっていません。',
    },
    remedy: {
      en: 'Wait until it is switched on; what is held is then looked up by itself.',
      ja: '有効になるまで待ってください。保留中の照会は、その後に自動で行われます。',
    },
  },
  'EMU-486': {
    cause: {
      en: 'This facility does not receive emergency patients.',
      ja: 'この施設は救急患者の受入施設として設定されていません。',
    },
    remedy: {
      en: 'Emergency viewing is for hospitals that do: set emergencyHospital in the settings of the facility.',
      ja: '救急時医療情報閲覧は救急患者を受け入れる病院のためのものです。施設の設定 emergencyHospital を確認してください。',
    },
  },
  'EMU-487': {
    cause: {
      en: 'The search lacks {where}.',
      ja: '検索に {where} がありません。',
    },
    remedy: {
      en: 'Where consent cannot be obtained, state that life is at stake and who authorised the search.',
      ja: '同意を取得できない場合は、生命・身体に危険があることと、許可した者を示してください。',
    },
  },
  'EMU-488': {
    cause: {
      en: 'This search gives no right to see medical information.',
      ja: 'この検索では医療情報を閲覧できません。',
    },
    remedy: {
      en: 'It takes disaster mode or emergency viewing, the consent of the patient or a stated emergency, and who answers for it (authorised).',
      ja: '災害時モードまたは救急時の閲覧で、本人の同意か、同意を取得できない緊急の事情と、責任者（authorised）の記載が必要です。',
    },
  },
  'EMU-489': {
    cause: {
      en: 'This facility has no search of that key that found one person.',
      ja: 'この施設の検索に、その番号で1人を特定したものはありません。',
    },
    remedy: {
      en: 'Search by the four facts first.',
      ja: '先に4情報で検索してください。',
    },
  },
  'EMU-490': {
    cause: {
      en: 'The time in which this search opens medical information ended at {until}.',
      ja: 'この検索で医療情報を閲覧できる時間は {until} に終わりました。',
    },
    remedy: {
      en: 'Search again where the mode is still open.',
      ja: 'モードがまだ開放されていれば、もう一度検索してください。',
    },
  },
  'EMU-491': {
    cause: {
      en: 'The back end has not answered within {seconds} s.',
      ja: 'バックエンドから{seconds}秒以内に応答がありません。',
    },
    remedy: {
      en: 'The bridge tries again by itself. Check the load of the back end.',
      ja: '自動で再試行します。バックエンドの負荷をご確認ください。',
    },
  },
  'EMU-494': {
    cause: {
      en: 'The certificates for the back end are not usable ({reason}).',
      ja: 'バックエンド接続用の証明書を使えません（{reason}）。',
    },
    remedy: {
      en: 'Make a new set with fcr pki, or check --pki.',
      ja: 'fcr pki で作り直すか、--pki をご確認ください。',
    },
  },

  // ── bridge ────────────────────────────────────────────────────────────────────────────────────────
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

  'EMU-520': {
    cause: {
      en: 'The receipt folder {folder} looks like one that a live receipt computer reads.',
      ja: 'レセコン連携フォルダー {folder} は本番のもののように見えます。',
    },
    remedy: {
      en: 'Choose another folder. If it is a test folder all the same, say --receipt-is-test.',
      ja: '別のフォルダーを指定してください。テスト用であれば --receipt-is-test を付けてください。',
    },
  },
  'EMU-521': {
    cause: {
      en: 'The receipt folder {folder} holds files that the emulator did not write ({count}).',
      ja: 'レセコン連携フォルダー {folder} に、エミュレーターが書いたものではないファイルが {count} 件あります。',
    },
    remedy: {
      en: 'Choose an empty folder. If it is a test folder all the same, say --receipt-is-test.',
      ja: '空のフォルダーを指定してください。テスト用であれば --receipt-is-test を付けてください。',
    },
  },
  'EMU-522': {
    cause: {
      en: 'The receipt folder {folder} cannot be used ({reason}).',
      ja: 'レセコン連携フォルダー {folder} を使用できません（{reason}）。',
    },
    remedy: {
      en: 'Check that it can be made and written to.',
      ja: '作成や書き込みの権限を確認してください。',
    },
  },
  'EMU-523': {
    cause: {
      en: 'The file {name} could not be written ({reason}).',
      ja: 'ファイル {name} を書き込めませんでした（{reason}）。',
    },
    remedy: {
      en: 'Check free space and permissions of the receipt folder, and whether another program holds it.',
      ja: 'フォルダーの空き容量と権限、他のプログラムが使用中でないかを確認してください。',
    },
  },
  'EMU-524': {
    cause: {
      en: 'The file {name} is there already, with other contents.',
      ja: 'ファイル {name} は既にあり、内容が異なります。',
    },
    remedy: {
      en: 'Nothing was overwritten. Move that file away.',
      ja: '上書きはしていません。そのファイルを移動してください。',
    },
  },
  'EMU-525': {
    cause: {
      en: 'The file name {name} does not carry the mark of test data.',
      ja: 'ファイル名 {name} にテストデータの印がありません。',
    },
    remedy: {
      en: 'Only marked files may enter the receipt folder: name it with faceFileName.',
      ja: '印のあるファイルしか置けません。faceFileName で名前を作ってください。',
    },
  },
  'EMU-526': {
    cause: {
      en: 'The folder {folder} is not a receipt folder of the emulator: it has no marker file.',
      ja: 'フォルダー {folder} には目印のファイルがなく、エミュレーターの連携フォルダーではありません。',
    },
    remedy: {
      en: 'Nothing was removed. Check the folder that --receipt names.',
      ja: '何も削除していません。--receipt の指定を確認してください。',
    },
  },
  'EMU-527': {
    cause: {
      en: 'The file has more than {most} bytes.',
      ja: 'ファイルが {most} バイトを超えています。',
    },
    remedy: {
      en: 'Split what is in it over several files.',
      ja: '内容を複数のファイルに分けてください。',
    },
  },
  'EMU-528': {
    cause: {
      en: 'The file declares an encoding that is neither UTF-8 nor Shift_JIS.',
      ja: 'ファイルの宣言する文字コードが UTF-8 でも Shift_JIS でもありません。',
    },
    remedy: {
      en: 'Write it in one of the two, with encoding="UTF-8" or encoding="Shift_JIS" in the XML declaration.',
      ja: 'どちらかで書き、XML 宣言に encoding="UTF-8" または encoding="Shift_JIS" と記してください。',
    },
  },
  'EMU-529': {
    cause: {
      en: 'The bytes of the file are not {declared}, as it declares or by default.',
      ja: 'ファイルのバイト列が、宣言（省略時は UTF-8）の {declared} ではありません。',
    },
    remedy: {
      en: 'Write the file in the encoding that its XML declaration names, whole: UTF-8 or Shift_JIS, never UTF-16, and a byte order mark in UTF-8 only. Editors that say “Unicode” may mean UTF-16.',
      ja: 'XML 宣言のとおりの文字コードで最後まで書いてください。UTF-8 か Shift_JIS で、UTF-16 は使えません（編集ソフトの「Unicode」は UTF-16 のことがあります）。BOM は UTF-8 だけに付けられます。',
    },
  },
  'EMU-530': {
    cause: {
      en: 'The file has a document type declaration or another declaration of a DTD (line {line}).',
      ja: 'ファイルに DOCTYPE などの DTD 宣言があります（{line} 行目）。',
    },
    remedy: {
      en: 'Leave it out: files of this interface have none, and entities are never expanded.',
      ja: '取り除いてください。この連携のファイルに DTD はなく、実体参照は展開しません。',
    },
  },
  'EMU-531': {
    cause: {
      en: 'The file is not well-formed XML ({reason}, line {line}).',
      ja: 'ファイルが整形式の XML ではありません（{reason}、{line} 行目）。',
    },
    remedy: {
      en: 'Close every element, escape & and <, and use no control characters.',
      ja: '要素をすべて閉じ、& と < をエスケープし、制御文字を使わないでください。',
    },
  },
  'EMU-532': {
    cause: {
      en: 'The file is not one element XmlMsg.',
      ja: 'ファイルの最上位が一つの XmlMsg 要素ではありません。',
    },
    remedy: {
      en: 'Put everything into one XmlMsg, with nothing before or after it.',
      ja: '全体を一つの XmlMsg に入れ、前後に何も置かないでください。',
    },
  },
  'EMU-533': {
    cause: {
      en: 'The file has more than {elements} elements, or nests them more than {depth} deep.',
      ja: 'ファイルの要素が {elements} 個を超えるか、入れ子が {depth} 段を超えています。',
    },
    remedy: {
      en: 'No file of this interface is like that; write it anew.',
      ja: 'この連携にそのようなファイルはありません。作り直してください。',
    },
  },
  'EMU-534': {
    cause: {
      en: 'The file {file} cannot be read ({reason}).',
      ja: 'ファイル {file} を読めません（{reason}）。',
    },
    remedy: {
      en: 'Check its path and permissions.',
      ja: 'パスと権限を確認してください。',
    },
  },
  'EMU-535': {
    cause: {
      en: 'The folder {folder} holds no file that ends in .xml.',
      ja: 'フォルダー {folder} に .xml で終わるファイルがありません。',
    },
    remedy: {
      en: 'Name the receipt folder, or files in it.',
      ja: 'レセコン連携フォルダー、またはその中のファイルを指定してください。',
    },
  },

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
  'EMU-570': {
    cause: {
      en: 'The element {element} of the request is missing, out of form or there twice.',
      ja: '要求の要素 {element} がないか、形式が違うか、重複しています。',
    },
    remedy: {
      en: 'Write it as the table of the interface says (host-bridge/receipt/README.md).',
      ja: '形式の表（host-bridge/receipt/README.md）のとおりに書いてください。',
    },
  },
  'EMU-571': {
    cause: {
      en: 'The request is of institution {theirs}; this facility is {ours}.',
      ja: '要求の医療機関コードは {theirs} ですが、この施設は {ours} です。',
    },
    remedy: {
      en: 'Correct MedicalInstitutionCode in the receipt computer, or institutionCode in the facility settings.',
      ja: 'レセコンの MedicalInstitutionCode か、施設設定の institutionCode を直してください。',
    },
  },
  'EMU-572': {
    cause: {
      en: 'What a request of the kind {kind} asks is not public, so it cannot be answered.',
      ja: '種類 {kind} の要求の内容は公開されていないため、応答できません。',
    },
    remedy: {
      en: 'Use one of the kinds that the README names.',
      ja: 'README にある種類の要求をお使いください。',
    },
  },
  'EMU-573': {
    cause: {
      en: 'The back end has given no answer for {minutes} min ({code}).',
      ja: 'バックエンドから{minutes}分間、答えがありません（{code}）。',
    },
    remedy: {
      en: 'Check that it runs, and drop the request again.',
      ja: '動いているかを確認し、もう一度要求してください。',
    },
  },
  'EMU-574': {
    cause: {
      en: 'A file in req is named almost like a request, but not as one.',
      ja: 'req に、要求に似ていますが要求ではない名前のファイルがあります。',
    },
    remedy: {
      en: 'It was moved to set-aside. Name it KINDreq_X.xml; X is of letters, digits, "_", "-" and "." and at most 100 long.',
      ja: 'set-aside に移しました。「種類req_X.xml」とし、X は英数字と「_」「-」「.」の100文字以内にしてください。',
    },
  },
  'EMU-575': {
    cause: {
      en: 'What lies in req under the name of a request is no plain file.',
      ja: 'req に要求の名前で置かれているものは、通常のファイルではありません。',
    },
    remedy: {
      en: 'It was moved to set-aside, unread. Write a file, no link and no folder.',
      ja: '読まずに set-aside に移しました。リンクやフォルダーではなくファイルを置いてください。',
    },
  },
  'EMU-576': {
    cause: {
      en: 'The request could not be read ({reason}).',
      ja: '要求を読み取れませんでした（{reason}）。',
    },
    remedy: {
      en: 'Check the rights of the file, and whether another program holds it; then drop it again.',
      ja: 'ファイルの権限と、他のプログラムが使用中でないかを確認し、もう一度要求してください。',
    },
  },
  'EMU-577': {
    cause: {
      en: 'Under the name of the answer lies a file in res that the emulator did not write.',
      ja: 'res の応答の名前に、エミュレーターが書いたものではないファイルがあります。',
    },
    remedy: {
      en: 'Nothing was overwritten, and the request was moved to set-aside. Take that file away and drop the request again.',
      ja: '上書きはせず、要求を set-aside に移しました。そのファイルを移動し、もう一度要求してください。',
    },
  },
  'EMU-578': {
    cause: {
      en: 'The answer could not be put into the receipt folder ({reason}).',
      ja: '応答を連携フォルダーに置けませんでした（{reason}）。',
    },
    remedy: {
      en: 'It is tried again by itself. Check free space and permissions.',
      ja: '自動で再試行します。空き容量と権限を確認してください。',
    },
  },
  'EMU-579': {
    cause: {
      en: 'The request could not be answered by a fault of the emulator itself.',
      ja: 'エミュレーターの内部で異常が起き、要求に応答できませんでした。',
    },
    remedy: {
      en: 'Please report it with the kind of the request.',
      ja: '要求の種類とともにお知らせください。',
    },
  },
  'EMU-580': {
    cause: {
      en: '{folder} is not a receipt folder of the emulator: it has no marker file.',
      ja: '{folder} には目印のファイルがなく、エミュレーターの連携フォルダーではありません。',
    },
    remedy: {
      en: 'Start a desk (fcr start) first, or say with --receipt which folder its bridge has.',
      ja: '先にデスク（fcr start）を起動するか、ブリッジのフォルダーを --receipt で指定してください。',
    },
  },
  'EMU-590': {
    cause: {
      en: 'The information was asked for as a PDF, which this version does not write.',
      ja: 'PDF が要求されましたが、この版は PDF を作成しません。',
    },
    remedy: {
      en: 'Ask for XML: FileCategory 2, or 4 for drugs with treatment.',
      ja: 'XML を要求してください（FileCategory は 2、診療情報も含めるときは 4）。',
    },
  },
  'EMU-591': {
    cause: {
      en: 'Information for home visits, online care or an emergency is not asked for in this way (MedicalTreatmentFlag {flag}).',
      ja: '訪問診療等・オンライン診療等・救急時の情報は、この方法では要求できません（MedicalTreatmentFlag {flag}）。',
    },
    remedy: {
      en: 'Ask with MedicalTreatmentFlag 1 for a patient who checked in here.',
      ja: '受付をした患者について、MedicalTreatmentFlag 1 で要求してください。',
    },
  },
  'EMU-592': {
    cause: {
      en: 'The list of a bulk request names nobody, or more than {most}.',
      ja: '一括要求の対象者がいないか、{most}件を超えています。',
    },
    remedy: {
      en: 'Send between one and {most} entries in each request.',
      ja: '一つの要求に、1件から{most}件までを入れてください。',
    },
  },
  'EMU-593': {
    cause: {
      en: 'The result is about {count} people; one file holds {most} at most.',
      ja: '結果が{count}人分あり、一つのファイルに入る{most}人を超えています。',
    },
    remedy: { en: 'Ask about fewer days at a time.', ja: '期間を短く区切って要求してください。' },
  },
  'EMU-594': {
    cause: {
      en: 'The receipt folder {folder} is served by another bridge (process {pid}).',
      ja: 'レセコン連携フォルダー {folder} は別のブリッジ（プロセス {pid}）が使用中です。',
    },
    remedy: {
      en: 'End that one, or choose another folder: for `fcr bridge` with --receipt, for `fcr start` with --data.',
      ja: 'そちらを終了するか、別のフォルダーを指定してください（`fcr bridge` は --receipt、`fcr start` は --data）。',
    },
  },
  'EMU-595': {
    cause: {
      en: 'A line has more than {most} characters.',
      ja: '1行が{most}文字を超えています。',
    },
    remedy: {
      en: 'End each command with a line break; help lists them.',
      ja: 'コマンドごとに改行してください（一覧は help）。',
    },
  },

  // ── scenarios, commands, automation ───────────────────────────────────────────────────────────────
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
  'EMU-630': {
    cause: { en: 'There is no command {command}.', ja: 'コマンド {command} はありません。' },
    remedy: { en: 'fcr --help lists the commands.', ja: 'コマンドの一覧は fcr --help で確認できます。' },
  },
  'EMU-631': {
    cause: {
      en: 'fcr {command} has no option {option}.',
      ja: 'fcr {command} に {option} というオプションはありません。',
    },
    remedy: {
      en: 'fcr {command} --help shows the options.',
      ja: 'オプションは fcr {command} --help で確認できます。',
    },
  },
  'EMU-632': {
    cause: { en: 'The option {option} needs a value.', ja: 'オプション {option} には値が必要です。' },
    remedy: {
      en: 'Give it as fcr {command} --help shows.',
      ja: 'fcr {command} --help のとおりに指定してください。',
    },
  },
  'EMU-633': {
    cause: { en: '{option} cannot be {value}.', ja: '{option} に {value} は指定できません。' },
    remedy: { en: 'It takes {expected}.', ja: '指定できるもの：{expected}。' },
  },
  'EMU-634': {
    cause: { en: 'fcr {command} lacks {what}.', ja: 'fcr {command} に {what} がありません。' },
    remedy: {
      en: 'Give it as fcr {command} --help shows.',
      ja: 'fcr {command} --help のとおりに指定してください。',
    },
  },
  'EMU-635': {
    cause: {
      en: 'fcr {command} was given more words than it takes.',
      ja: 'fcr {command} への指定が多すぎます。',
    },
    remedy: {
      en: 'fcr {command} --help shows what it takes.',
      ja: '指定できるものは fcr {command} --help で確認できます。',
    },
  },
  'EMU-636': {
    cause: {
      en: 'The file {file} cannot be read ({reason}).',
      ja: 'ファイル {file} を読めません（{reason}）。',
    },
    remedy: { en: 'Check its path and that it may be read.', ja: 'パスと読み取りの権限をお確かめください。' },
  },
  'EMU-637': {
    cause: {
      en: 'The facility file is not in its form: {file}, line {line}, {path}: {reason}.',
      ja: '施設の設定ファイルが形式に合っていません：{file} の {line} 行目、{path}：{reason}。',
    },
    remedy: {
      en: 'Correct it. What is not in the file keeps its default; digits stand in quotes.',
      ja: '直してください。書かれていない項目は既定値になります。数字は引用符で囲みます。',
    },
  },
  'EMU-638': {
    cause: {
      en: 'The data folder {folder} is in use by another fcr (process {pid}).',
      ja: 'データフォルダー {folder} は別の fcr（プロセス {pid}）が使用中です。',
    },
    remedy: {
      en: 'End that one, or choose another folder with --data.',
      ja: 'そちらを終了するか、--data で別のフォルダーを指定してください。',
    },
  },
  'EMU-639': {
    cause: {
      en: 'The data folder {folder} cannot be used ({reason}).',
      ja: 'データフォルダー {folder} を使用できません（{reason}）。',
    },
    remedy: {
      en: 'Check that it can be made and written to, or choose another with --data.',
      ja: '作成や書き込みの権限を確かめるか、--data で別のフォルダーを指定してください。',
    },
  },
  'EMU-640': {
    cause: {
      en: 'A desk with {link} links needs a folder for its data.',
      ja: '{link}接続のデスクには、データ用フォルダーが必要です。',
    },
    remedy: { en: 'Give one with --data.', ja: '--data で指定してください。' },
  },
  'EMU-641': {
    cause: { en: 'There is no person {person}.', ja: '人物 {person} はいません。' },
    remedy: {
      en: 'fcr person list shows everybody. People of a file of your own are found with --people FILE only.',
      ja: 'fcr person list で一覧を確認できます。自作の人物ファイルの人物は --people ファイル を付けたときだけ見つかります。',
    },
  },
  'EMU-642': {
    cause: {
      en: 'The page server cannot listen on port {port} ({reason}).',
      ja: 'ページサーバーはポート {port} で待ち受けできません（{reason}）。',
    },
    remedy: {
      en: 'Choose another port with --page, or 0 for a free one.',
      ja: '--page で別のポートを指定するか、0（空きポート）を指定してください。',
    },
  },
  'EMU-643': {
    cause: {
      en: 'This machine gives no pseudo-terminal ({reason}).',
      ja: 'この環境では仮想端末を使えません（{reason}）。',
    },
    remedy: {
      en: 'Use --link tcp; fcr doctor tells more.',
      ja: '--link tcp をお使いください。詳しくは fcr doctor で確認できます。',
    },
  },
  'EMU-644': {
    cause: {
      en: 'The desk was not ready after {seconds} s: {reader} shows {screen}.',
      ja: '{seconds}秒たっても準備ができません：{reader} の画面は {screen} です。',
    },
    remedy: {
      en: 'Look at the lines on stderr with --log-level debug; fcr doctor checks this machine.',
      ja: '--log-level debug を付けて標準エラー出力を確認してください。環境は fcr doctor で確認できます。',
    },
  },
  'EMU-645': {
    cause: {
      en: 'The command failed by a fault of its own ({reason}).',
      ja: 'コマンドの内部で異常が起きました（{reason}）。',
    },
    remedy: {
      en: 'Please report it with the words that led to it.',
      ja: '実行した内容とともにお知らせください。',
    },
  },
  'EMU-646': {
    cause: {
      en: 'A reader of the emulator cannot be offered at {url}: {reason}.',
      ja: 'エミュレーターのリーダーは {url} では提供できません（{reason}）。',
    },
    remedy: {
      en: 'Use serial:PATH (linked there to a pseudo-terminal; ?baud= says nothing to it), tcp:HOST:PORT (the reader listens), hid:VID:PID[:SERIAL] or usbip:PORT; ?channel=none may follow.',
      ja: 'serial:パス（仮想端末へのリンクを作ります。?baud= は関係しません）、tcp:ホスト:ポート（リーダーが待ち受けます）、hid:VID:PID[:製造番号]、usbip:ポート のいずれかをお使いください。?channel=none を続けられます。',
    },
  },
  'EMU-647': {
    cause: {
      en: 'The reader cannot be offered at {url} ({reason}).',
      ja: 'リーダーを {url} で提供できません（{reason}）。',
    },
    remedy: {
      en: 'Check that the port or path is free, and that the folder may be written.',
      ja: 'ポートやパスが使われていないこと、フォルダーに書き込めることをお確かめください。',
    },
  },
  'EMU-648': {
    cause: { en: 'There is no benchmark {name}.', ja: 'ベンチマーク {name} はありません。' },
    remedy: { en: 'There are: {names}.', ja: '次のものがあります：{names}。' },
  },
  'EMU-649': {
    cause: {
      en: 'The file {file} cannot be written ({reason}).',
      ja: 'ファイル {file} に書き込めません（{reason}）。',
    },
    remedy: {
      en: 'Check the folder, the free space and the rights.',
      ja: 'フォルダー、空き容量、権限をお確かめください。',
    },
  },
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
  'EMU-685': {
    cause: {
      en: 'A person’s file {file} cannot be used ({reason}).',
      ja: '人物のファイル {file} を使えません（{reason}）。',
    },
    remedy: {
      en: 'It must be one certificate, or one private key without a passphrase, in PEM or DER; its path counts from the folder of the people file.',
      ja: '証明書一つ、またはパスフレーズのない秘密鍵一つを、PEM か DER で置いてください。パスは人物ファイルのフォルダーからの相対です。',
    },
  },
  'EMU-686': {
    cause: {
      en: 'The private key {file} is not that of the certificate {certificate}.',
      ja: '秘密鍵 {file} は証明書 {certificate} のものではありません。',
    },
    remedy: {
      en: 'Name the key that the certificate was requested with.',
      ja: '証明書を申請したときの鍵を指定してください。',
    },
  },
  'EMU-687': {
    cause: {
      en: 'Cards have no such kind of key or signature: {file}.',
      ja: 'カードで使えない種類の鍵か署名です：{file}。',
    },
    remedy: {
      en: 'Use RSA of 2048 bits with SHA-256 for a card of kind my-number, P-384 with SHA-384 for one of kind next, and either for the authority.',
      ja: 'my-number のカードには RSA 2048 ビット（SHA-256）、next のカードには P-384（SHA-384）を使ってください。認証局はどちらでも構いません。',
    },
  },
  'EMU-688': {
    cause: {
      en: 'The certificate {file} was not issued by {authority}.',
      ja: '証明書 {file} は {authority} が発行したものではありません。',
    },
    remedy: {
      en: 'Name the certificate of the authority that signed it; it must say CA:TRUE, and its name must be the issuer’s.',
      ja: '署名した認証局の証明書（CA:TRUE で、名前が発行者と同じもの）を指定してください。',
    },
  },
  'EMU-689': {
    cause: {
      en: '{file} has {bytes} bytes; at most {most} are taken.',
      ja: '{file} は {bytes} バイトあります。{most} バイトまでです。',
    },
    remedy: {
      en: 'Name another file, or issue the certificate with less in it.',
      ja: '別のファイルを指定するか、内容の少ない証明書を発行してください。',
    },
  },
  'EMU-690': {
    cause: {
      en: 'The file {file} is there already.',
      ja: 'ファイル {file} はすでにあります。',
    },
    remedy: {
      en: 'Name another file, or take this one away first.',
      ja: '別のファイルを指定するか、先にこのファイルを移してください。',
    },
  },

  // ── sound ─────────────────────────────────────────────────────────────────────────────────────────
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

  // ── device profiles ───────────────────────────────────────────────────────────────────────────────
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
} as const satisfies Record<`EMU-${string}`, Entry>;

export type ErrorCode = keyof typeof catalogue;
export type Language = 'ja' | 'en';

export const errorCatalogue: Readonly<Record<ErrorCode, Entry>> = catalogue;

/** What is wrong: an entry of the catalogue and what fills its sentences. */
export interface Problem {
  readonly code: ErrorCode;
  /** Values for the `{placeholders}` of the catalogue's sentences. Never personal, never secret. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(catalogue, text);

/** Details that are words of ours or of a schema, not what somebody wrote; in brackets such words stand elsewhere, too. */
const worded: ReadonlySet<string> = new Set([
  'ended',
  'expected',
  'kind',
  'reason',
  'role',
  'screen',
  'takes',
  'what',
]);

const fill = (sentence: string, detail: Problem['detail'], language: Language): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = detail[name];
    if (value === undefined) return whole;
    if (language === 'en' || typeof value === 'number') return String(value);
    const isWorded = worded.has(name) || /^\(.*\)$/.test(value);
    return (isWorded ? japaneseDetail(value) : null) ?? value;
  });

/** Cause and remedy, with the placeholders filled in. */
export function sentences(
  problem: Problem,
  language: Language = 'en',
): { readonly cause: string; readonly remedy: string } {
  const entry = errorCatalogue[problem.code];
  return {
    cause: fill(entry.cause[language], problem.detail, language),
    remedy: fill(entry.remedy[language], problem.detail, language),
  };
}

/** One line a person can act on: code, cause, remedy. */
export function explain(problem: Problem, language: Language = 'en'): string {
  const { cause, remedy } = sentences(problem, language);
  return `${problem.code} ${cause} ${remedy}`;
}

/** Thrown only where a caller made a mistake that it cannot go on from; carries the same problem a `Result` would. */
export class EmulatorError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(explain(problem));
    this.name = 'EmulatorError';
    this.problem = problem;
  }
}

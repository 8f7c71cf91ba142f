/** Errors of cards, phones and certificates, EMU-301 on. */

import type { ErrorEntries } from './entry.ts';

export const ofCards = {
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
      en: 'Type pull, put or quit; after pull and put the number of a slot may stand, from 1 to {slots}.',
      ja: 'pull、put、quit のいずれかを入力してください。pull と put には、スロットの番号（1～{slots}）を付けられます。',
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
} as const satisfies ErrorEntries;

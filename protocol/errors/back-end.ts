/** Errors of the back end and of what it is asked, EMU-400 on. */

import type { ErrorEntries } from './entry.ts';

export const ofBackEnd = {
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
} as const satisfies ErrorEntries;

/**
 * What a next-generation reader, its host and the files for the receipt computer are held to here. One entry a
 * requirement; scenarios name them, reports and the READMEs' list say them.
 *
 * They are candidates that this project has compiled from public sources: papers and pages of ministry and fund, press,
 * public programs that read such files, and where nothing is said our own design. No official list is public; neither
 * the numbers nor the words are official.
 */

import type { Language } from '../../protocol/errors.ts';
import type { AccessibilityId } from '../accessibility/requirements.ts';

type Text = Readonly<Record<Language, string>>;

export const requirementTopics = {
  phones: { en: 'Phones', ja: 'スマートフォン' },
  identity: { en: 'Identity', ja: '本人確認' },
  eligibility: { en: 'Eligibility', ja: '資格確認' },
  consent: { en: 'Consent', ja: '閲覧同意' },
  voice: { en: 'Speech and keypad', ja: '音声とテンキー' },
  screens: { en: 'Screens', ja: '画面' },
  link: { en: 'Link and readers', ja: '接続とリーダー' },
  visit: { en: 'End of a visit', ja: '受付の終了' },
  files: { en: 'Files for the receipt computer', ja: 'レセコン向けファイル' },
  characters: { en: 'Characters', ja: '文字' },
  modes: { en: 'When it is not an ordinary day', ja: '通常でないとき' },
} as const satisfies Record<string, Text>;
export type RequirementTopic = keyof typeof requirementTopics;

/** M: a source requires it, or the interface breaks without it. R: strongly recommended. P: optional. */
export const requirementClasses = {
  M: { en: 'mandatory', ja: '必須' },
  R: { en: 'recommended', ja: '強く推奨' },
  P: { en: 'optional', ja: '任意' },
} as const satisfies Record<string, Text>;

export interface Requirement {
  readonly class: keyof typeof requirementClasses;
  /** The first is the one that it is listed under. */
  readonly topics: readonly [RequirementTopic, ...RequirementTopic[]];
  readonly states: Text;
}

export const requirements = {
  'REQ-01': {
    class: 'M',
    topics: ['phones'],
    states: {
      en: 'A visit begins with a card or with a phone at the unit itself; no reader beside it is needed.',
      ja: 'カードでもスマートフォンでも、リーダー本体だけで受付ができます。外付けの読取機は要りません。',
    },
  },
  'REQ-02': {
    class: 'M',
    topics: ['phones'],
    states: {
      en: 'A phone is asked for its kind: Android takes the four-digit PIN on the unit before it is held, iPhone none.',
      ja: 'スマートフォンの種類を選んでもらい、Androidはかざす前に本体で暗証番号（4桁）を入力、iPhoneは入力なしとします。',
    },
  },
  'REQ-03': {
    class: 'M',
    topics: ['identity'],
    states: {
      en: 'A person is confirmed by face, PIN, or the eyes of the staff, who enter a password of the facility that is never the PIN.',
      ja: '本人確認は顔認証・暗証番号・目視の3つで、目視には暗証番号とは別の施設のパスワードが要ります。',
    },
  },
  'REQ-04': {
    class: 'R',
    topics: ['identity'],
    states: {
      en: 'After a face that was not confirmed the person may try again, as often as is set, use the PIN where the card has one, or have the staff look.',
      ja: '顔認証ができないときは、設定した回数までの再試行、暗証番号（あるカードのみ）、目視を選べます。',
    },
  },
  'REQ-05': {
    class: 'M',
    topics: ['identity'],
    states: {
      en: 'With a face-only card no PIN is ever asked for.',
      ja: '顔認証マイナンバーカードでは、暗証番号の入力を一切求めません。',
    },
  },
  'REQ-06': {
    class: 'M',
    topics: ['identity'],
    states: {
      en: 'Wrong PINs are counted by the card, over visits and restarts; only a right one resets the count, and the third in a row locks.',
      ja: '暗証番号の誤りはカードが数え、受付や再起動をまたいで残ります。正しい入力だけが0に戻し、連続3回でロックします。',
    },
  },
  'REQ-07': {
    class: 'M',
    topics: ['identity'],
    states: {
      en: 'A matched face leaves that count as it is; with a locked PIN face and visual check still serve.',
      ja: '顔認証の成功は誤りの回数を変えません。暗証番号がロックされても、顔認証と目視は使えます。',
    },
  },
  'REQ-08': {
    class: 'R',
    topics: ['identity', 'voice'],
    states: {
      en: 'Before a try that could lock, the tries that are left are shown and spoken.',
      ja: 'ロックのおそれがある入力の前に、残り回数を表示し読み上げます。',
    },
  },
  'REQ-09': {
    class: 'M',
    topics: ['eligibility'],
    states: {
      en: 'A card that is not registered as a health insurance card can be registered on the spot, and the visit goes on.',
      ja: '健康保険証利用登録のないカードは、その場で登録でき、受付を続けられます。',
    },
  },
  'REQ-10': {
    class: 'M',
    topics: ['consent'],
    states: {
      en: 'Consent to past medical information is asked as all, one by one, or none; one by one asks only for groups that the facility uses.',
      ja: '過去の医療情報の提供は「全て・個別・同意しない」で尋ね、個別では施設が使う区分だけを尋ねます。',
    },
  },
  'REQ-11': {
    class: 'M',
    topics: ['consent', 'files'],
    states: {
      en: 'No screen asks about the payment limit (限度額); its flag and its data reach the receipt computer all the same.',
      ja: '限度額を尋ねる画面はありません。フラグと情報はレセコンに渡ります。',
    },
  },
  'REQ-12': {
    class: 'M',
    topics: ['consent', 'files'],
    states: {
      en: 'In the file, a group that was agreed to has flag 1, the time of consent and a time of availability 24 hours later; a refused one flag 0 and no times.',
      ja: 'ファイルでは、同意した区分はフラグ1と同意日時、その24時間後の利用可能日時を持ち、同意しない区分はフラグ0で日時を持ちません。',
    },
  },
  'REQ-13': {
    class: 'M',
    topics: ['consent'],
    states: {
      en: 'After its 24 hours a consent opens nothing any more, and a new consent takes the place of the one before.',
      ja: '同意は24時間を過ぎると効力を失い、新しい同意は前の同意に置き換わります。',
    },
  },
  'REQ-14': {
    class: 'R',
    topics: ['files'],
    states: {
      en: 'The form of the prescription is asked only where the facility asks at the check; the answer stands in the file as 1 (electronic) or 2 (paper).',
      ja: '処方箋の形式は、資格確認時に尋ねる施設だけで尋ね、答えは1（電子）か2（紙）としてファイルに入ります。',
    },
  },
  'REQ-15': {
    class: 'R',
    topics: ['eligibility'],
    states: {
      en: 'The question about recipient certificates (医療費助成) comes only where the back end holds one.',
      ja: '医療費助成の受給者証の質問は、受給者証がある人にだけ表示します。',
    },
  },
  'REQ-16': {
    class: 'M',
    topics: ['eligibility', 'consent'],
    states: {
      en: 'In grace after the certificate has expired, eligibility is given and nothing may be viewed; no consent is asked (that the screens are left out is our inference).',
      ja: '期限切れ後の猶予期間は資格確認だけができ、閲覧はできません。同意の画面は出ません（画面を省くのは推定です）。',
    },
  },
  'REQ-17': {
    class: 'M',
    topics: ['eligibility'],
    states: {
      en: 'Grace ends with the third month after the month of expiry, or by setting on the same day three months later.',
      ja: '猶予期間は期限満了月の3か月後の月末まで、設定により3か月後の同じ日までとします。',
    },
  },
  'REQ-18': {
    class: 'M',
    topics: ['phones'],
    states: {
      en: 'A phone whose card or certificate has expired is refused, without grace.',
      ja: 'カードか電子証明書の期限が切れたスマートフォンは、猶予なしで使えません。',
    },
  },
  'REQ-19': {
    class: 'M',
    topics: ['eligibility'],
    states: {
      en: 'A revoked, a suspended and a returned card are refused, each with its own reason.',
      ja: '失効・一時停止・返納のカードは、それぞれの理由で使用できないとします。',
    },
  },
  'REQ-20': {
    class: 'R',
    topics: ['eligibility', 'files'],
    states: {
      en: 'From three months before to three months after the expiry of the certificate the person is told, and a notice stands in the file of a check-in that succeeded.',
      ja: '有効期限の3か月前から3か月後まで本人に知らせ、正常な受付のファイルにもお知らせとして入ります。',
    },
  },
  'REQ-21': {
    class: 'M',
    topics: ['eligibility'],
    states: {
      en: 'The back end gives every validity, 1 to 5 of insurance and 6 of medical aid (医療扶助).',
      ja: '資格有効性は、医療保険の1から5、医療扶助の6までのすべてを返せます。',
    },
  },
  'REQ-22': {
    class: 'R',
    topics: ['eligibility'],
    states: {
      en: 'With validity 2, 3 or 4 the staff is told at the desk what to do; the waiting room learns nothing of the reason.',
      ja: '資格有効性が2・3・4のときは窓口の職員に対応を案内し、待合室には理由を出しません。',
    },
  },
  'REQ-23': {
    class: 'M',
    topics: ['voice'],
    states: {
      en: 'The state of the authentication and every error is spoken; nothing fails in silence.',
      ja: '認証状況とすべてのエラーを読み上げ、無言で失敗しません。',
    },
  },
  'REQ-24': {
    class: 'R',
    topics: ['voice'],
    states: {
      en: 'The operating steps are spoken, and the whole visit goes by the keypad without touch.',
      ja: '操作手順を読み上げ、画面に触れずテンキーだけで最後まで操作できます。',
    },
  },
  'REQ-25': {
    class: 'M',
    topics: ['voice'],
    states: {
      en: 'A unit without spoken steps and keypad still speaks state and errors.',
      ja: '操作手順の読み上げとテンキーのない機種でも、認証状況とエラーは読み上げます。',
    },
  },
  'REQ-26': {
    class: 'R',
    topics: ['voice'],
    states: {
      en: 'No digit of a PIN is spoken or shown; each key press is acknowledged alike.',
      ja: '暗証番号の数字は読み上げも表示もせず、どのキーも同じ音で応えます。',
    },
  },
  'REQ-27': {
    class: 'R',
    topics: ['voice'],
    states: {
      en: 'The whole check can be done with the screen covered, by keypad and speech alone.',
      ja: '画面を見ずに、テンキーと音声だけで受付を終えられます。',
    },
  },
  'REQ-28': {
    class: 'M',
    topics: ['screens'],
    states: {
      en: 'One definition of the layout drives every screen; the buttons of consent have fixed places and order.',
      ja: '画面はすべて一つの定義から作り、同意のボタンは位置と順序が決まっています。',
    },
  },
  'REQ-29': {
    class: 'R',
    topics: ['voice', 'identity'],
    states: {
      en: 'The guidance of the face speaks direction and distance.',
      ja: '顔認証の案内は、向きと距離を声で伝えます。',
    },
  },
  'REQ-30': {
    class: 'M',
    topics: ['link'],
    states: {
      en: 'After a break of the link the host connects again by itself; the visit goes on or ends cleanly, and how long it took is measured.',
      ja: '接続が切れても自動で再接続し、受付は続くか正しく終わります。復旧の時間を測ります。',
    },
  },
  'REQ-31': {
    class: 'M',
    topics: ['link'],
    states: {
      en: 'One host serves several readers; no result reaches another, and a second reader of the same name is refused.',
      ja: '1台の端末に複数のリーダーをつなげ、結果は混ざらず、同じ名前のリーダーは受け付けません。',
    },
  },
  'REQ-32': {
    class: 'R',
    topics: ['visit'],
    states: {
      en: 'A card that is left gives a warning; time over and leaving go back to the start and wipe what was there.',
      ja: 'カードの置き忘れは警告し、時間切れと終了では最初に戻ってデータを消します。',
    },
  },
  'REQ-33': {
    class: 'R',
    topics: ['visit', 'consent', 'files'],
    states: {
      en: 'Whoever leaves, at whatever step, leaves no file and no consent.',
      ja: 'どの段階で終了しても、ファイルも同意も残りません。',
    },
  },
  'REQ-34': {
    class: 'M',
    topics: ['identity'],
    states: {
      en: 'A thing that is no My Number Card and a card that cannot be read are errors of their own (002 and 001).',
      ja: 'マイナンバーカード以外のもの（002）と読み取れないカード（001）を別のエラーとします。',
    },
  },
  'REQ-35': {
    class: 'M',
    topics: ['files'],
    states: {
      en: 'Each finished visit puts one file `OQSsiquc01res_face_<middle>_<14 digits>.xml`, its middle not empty, into the folder `face`.',
      ja: '終わった受付ごとに `OQSsiquc01res_face_<中間>_<14桁>.xml`（中間は空でない）を1つ `face` に置きます。',
    },
  },
  'REQ-36': {
    class: 'M',
    topics: ['files'],
    states: {
      en: 'A file is complete the moment it is visible; writing in place is a setting, for programs that only watch for changes.',
      ja: 'ファイルは見えた時点で完成しています。変更だけを見るプログラムのため、直接書き込む設定もあります。',
    },
  },
  'REQ-37': {
    class: 'M',
    topics: ['files'],
    states: {
      en: 'A request `OQSsiquc01req_X` in `req` is answered by `OQSsiquc01res_X` in `res`; one that is malformed by SegmentOfResult 9 with code and message.',
      ja: '`req` の `OQSsiquc01req_X` には `res` の `OQSsiquc01res_X` で答え、形式の誤りにはSegmentOfResult 9とコード・メッセージで答えます。',
    },
  },
  'REQ-38': {
    class: 'M',
    topics: ['files'],
    states: {
      en: 'Elements, forms and codes of header and body are those that public readers of such files expect; the insurer number is filled with spaces to 8.',
      ja: 'ヘッダーと本体の項目・形式・コードは、公開されている読取プログラムが期待するとおりで、保険者番号は空白で8桁にそろえます。',
    },
  },
  'REQ-39': {
    class: 'M',
    topics: ['files', 'characters'],
    states: {
      en: 'Files are UTF-8 (0) or Shift_JIS (1) as is set; declaration, bytes and identifier agree.',
      ja: 'ファイルは設定によりUTF-8（0）かShift_JIS（1）で、宣言・バイト・識別が一致します。',
    },
  },
  'REQ-40': {
    class: 'M',
    topics: ['files'],
    states: {
      en: 'Public programs that read such files take those of an ordinary patient; where one refuses what the form allows it is listed, not bent to.',
      ja: '通常の患者のファイルは公開されている読取プログラムに受け入れられます。形式上正しいものを拒むプログラムは一覧に記し、合わせません。',
    },
  },
  'REQ-41': {
    class: 'R',
    topics: ['files'],
    states: {
      en: 'Files keep to the strictest public rules: one record, a code of ten digits, a real date of birth, kana, no DTD, at most 4 MiB.',
      ja: 'ファイルは最も厳しい公開の規則（1件・10桁コード・実在の生年月日・カナあり・DTDなし・4MiB以下）を守ります。',
    },
  },
  'REQ-42': {
    class: 'R',
    topics: ['files'],
    states: {
      en: 'Files that the other side deletes, moves or locks do no harm; results that nobody fetches go after a time that is set.',
      ja: '相手側がファイルを削除・移動・ロックしても支障がなく、取りに来ない結果は設定した時間で消えます。',
    },
  },
  'REQ-43': {
    class: 'M',
    topics: ['eligibility', 'files'],
    states: {
      en: 'All limit categories A01–A05, B01–B06, B09, B10 can be given; the calculator agrees with the worked examples 87,430, 97,430 and 107,430 yen.',
      ja: '限度額適用区分A01〜A05、B01〜B06、B09、B10をすべて返せ、計算は例（87,430円・97,430円・107,430円）と一致します。',
    },
  },
  'REQ-44': {
    class: 'P',
    topics: ['eligibility', 'files'],
    states: {
      en: 'A06, B07 and B08 can be given, without amounts.',
      ja: 'A06・B07・B08も（金額なしで）返せます。',
    },
  },
  'REQ-45': {
    class: 'M',
    topics: ['characters'],
    states: {
      en: 'Each hop has a set of characters; where it is Shift_JIS one ● stands for each that cannot pass (surrogate pairs and variation sequences count as one).',
      ja: '経路ごとに文字集合があり、Shift_JISで表せない文字は1字につき1つの●になります（サロゲートと異体字列も1字）。',
    },
  },
  'REQ-46': {
    class: 'R',
    topics: ['characters'],
    states: {
      en: 'JIS X 0208 and CP932 can be chosen: 髙 is ● in the first and stays in the second; the next generation shows 𠮷 as it is.',
      ja: 'JIS X 0208とCP932を選べます。髙は前者で●、後者でそのままです。次期の画面は𠮷をそのまま表示します。',
    },
  },
  'REQ-47': {
    class: 'P',
    topics: ['files'],
    states: {
      en: 'Specific diseases (特定疾病) and medical aid (医療扶助) have their elements in the file.',
      ja: '特定疾病と医療扶助は、それぞれの項目でファイルに入ります。',
    },
  },
  'REQ-48': {
    class: 'R',
    topics: ['modes'],
    states: {
      en: 'Disaster mode at the host: switched on for areas and days, search by four facts, with consent or stated unconsciousness, and the counts that the source paper defines.',
      ja: '災害時モード：地域と期間で切り替え、4情報で検索し、同意または意識がない旨の申告を要し、資料の定義どおりに件数を数えます。',
    },
  },
  'REQ-49': {
    class: 'P',
    topics: ['modes'],
    states: {
      en: 'In an outage the four facts are held, and checked later.',
      ja: '障害時は4情報を控え、後で確認します。',
    },
  },
  'REQ-50': {
    class: 'P',
    topics: ['modes'],
    states: {
      en: 'Emergency viewing, with consent value 3 (取得困難).',
      ja: '救急時の閲覧（同意区分3・取得困難）ができます。',
    },
  },
  'REQ-51': {
    class: 'R',
    topics: ['consent', 'modes'],
    states: {
      en: "Today's units take changed settings of the facility (groups, visual check) only after a restart; the next generation at the next visit (the latter is our design).",
      ja: '施設の設定（区分・目視）の変更は、現行機では再起動後、次期では次の受付から効きます（後者は独自の設計です）。',
    },
  },
  'REQ-52': {
    class: 'M',
    topics: ['files'],
    states: {
      en: 'No code passes for an official one: every code of ours carries a prefix of its own.',
      ja: '公式のコードに見えるものは出しません。独自のコードには独自の接頭辞が付きます。',
    },
  },
} as const satisfies Record<string, Requirement>;

export type RequirementId = keyof typeof requirements;
/** What a scenario may say that it shows. */
export type NamedRequirement = RequirementId | AccessibilityId;
export const requirementIds = Object.keys(requirements) as [RequirementId, ...RequirementId[]];
export const isRequirementId = (text: string): text is RequirementId => Object.hasOwn(requirements, text);
/** The requirement with its optional part in sight. */
export const requirementOf = (id: RequirementId): Requirement => requirements[id];

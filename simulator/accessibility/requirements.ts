/**
 * What a reader is held to for people who do not see, see badly, hear badly or move badly. One entry a requirement, with
 * the clauses that it rests on; tests carry its id, the report goes through it clause by clause. The statements are ours,
 * so are the numbers; a clause is a reference, not a quotation.
 */

import type { Language } from '../../protocol/errors.ts';
import type { StandardId, Text } from './standards.ts';

export const accessibilityTopics = {
  speech: { en: 'Speech and private listening', ja: '音声と、ほかの人に聞かれない聞き方' },
  hands: { en: 'Biometrics, keys, time, hardware', ja: '生体認証・キー・時間・機器' },
  seeing: { en: 'Text, contrast, targets', ja: '文字・コントラスト・押す場所' },
  japan: { en: 'Sound and touch in Japanese standards', ja: '日本の音・触覚の規格' },
} as const satisfies Record<string, Text>;
export type AccessibilityTopic = keyof typeof accessibilityTopics;

/** How much of a requirement an emulator can show. */
export const marks = {
  Y: { en: 'shown automatically', ja: '自動で示せる' },
  P: { en: 'partly; a person judges the rest', ja: '一部を自動で示し、残りは人が判断' },
  D: { en: 'declared by the maker', ja: '製造者が申告' },
  N: { en: 'real hardware or people', ja: '実機または人による確認' },
} as const satisfies Record<string, Text>;
export type Mark = keyof typeof marks;

export interface AccessibilityRequirement {
  readonly topic: AccessibilityTopic;
  readonly clauses: Readonly<Partial<Record<StandardId, readonly string[]>>>;
  /** What it rests on besides, or instead. */
  readonly also?: string;
  /** The same, where it is not a title that stands as it is in Japanese, too. */
  readonly alsoInJapanese?: string;
  readonly mark: Mark;
  readonly states: Text;
  /** How it is shown here. */
  readonly shown?: Text;
  /** What is declared of a device: its profile holds it. */
  readonly declared?: Text;
  /** What a person must still judge. */
  readonly judge?: Text;
}

const table = {
  // ── speech ──────────────────────────────────────────────────────────────────────────────────────────
  'A11Y-01': {
    topic: 'speech',
    clauses: { en301549: ['5.1.2.2'], section508: ['402.1'] },
    mark: 'Y',
    states: {
      en: 'Every kind of visit, from rest to the card taken back, ends well by keypad and sound alone.',
      ja: '待機からカードを取るまで、どの種類の受付もテンキーと音だけで終えられる。',
    },
    shown: {
      en: 'A tester that is handed only what is spoken makes every kind of visit in both languages.',
      ja: '音声だけを渡されたテスターが、全種類の受付を両言語で行います。',
    },
  },
  'A11Y-02': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.1'], section508: ['402.2', '402.2.1'], ada: ['707.5'] },
    mark: 'Y',
    states: {
      en: 'Every screen has spoken words that cover its outcome, its choices and its errors.',
      ja: 'すべての画面に、結果・選択肢・エラーを伝える音声がある。',
    },
    shown: {
      en: 'Over every screen, variant, form, channel and language: the prompt is there and names each key that means something of its own; the general keys are told on the welcome screen.',
      ja: 'すべての画面・種別・長短・出力先・言語で、案内があり、その画面で意味を持つキーをすべて伝えます。共通のキーは最初の画面で伝えます。',
    },
  },
  'A11Y-03': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.2'], section508: ['402.2.3'] },
    mark: 'P',
    states: {
      en: 'Sound leaves by the built-in loudspeaker, or by earphones that can be plugged in without sight.',
      ja: '音は内蔵スピーカー、または見ずに差せるイヤホンから出る。',
    },
    shown: {
      en: 'Plugging earphones in moves the next sound to them, pulling them out moves it back.',
      ja: 'イヤホンを差すと次の音から切り替わり、抜くと戻ります。',
    },
    declared: { en: 'Where the jack is and how it is marked.', ja: 'イヤホン端子の位置と目印。' },
    judge: { en: 'Whether the jack is found by touch.', ja: '端子を手探りで見つけられるか。' },
  },
  'A11Y-04': {
    topic: 'speech',
    clauses: { en301549: ['8.5'], section508: ['402.2.5'], ada: ['707.8'], jis: ['T 0921'] },
    mark: 'D',
    states: {
      en: 'How speech is begun can be found by touch.',
      ja: '音声案内の始め方が、手で触れて分かる。',
    },
    declared: {
      en: 'The tactile mark that tells how speech is begun.',
      ja: '音声案内の始め方を示す触知表示。',
    },
    judge: { en: 'Whether it is found and understood.', ja: '見つけられ、意味が伝わるか。' },
  },
  'A11Y-05': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.3'], section508: ['402.2.3', '405.1'] },
    mark: 'Y',
    states: {
      en: 'Speech and screen tell of the same state at the same time, and the screen does not go blank because speech begins.',
      ja: '音声と画面が同時に同じ状態を伝え、音声が始まっても画面は消えない。',
    },
    shown: {
      en: 'Whenever something begins to be spoken, its screen is the one that stands, and it holds words.',
      ja: '読み上げが始まるたびに、その画面が表示されていて、文字があることを調べます。',
    },
  },
  'A11Y-06': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.4'], section508: ['402.2.4'], ada: ['707.5.1'] },
    mark: 'Y',
    states: {
      en: 'Speech can be stopped, and heard again on request.',
      ja: '音声は止められ、求めればもう一度聞ける。',
    },
    shown: {
      en: 'Every key of the twelve cuts what is spoken within 150 ms (our design); key 5 says the same again.',
      ja: '12のどのキーも150ミリ秒以内に音声を止め（独自の設計）、5で同じ内容をもう一度読みます。',
    },
  },
  'A11Y-07': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.5'], section508: ['402.2.4'] },
    mark: 'Y',
    states: {
      en: "A person's act or new speech cuts the speech that runs; there are never two voices.",
      ja: '操作や新しい音声は読み上げ中の音声を止め、二つの声が重なることはない。',
    },
    shown: {
      en: 'No two intervals of speech overlap in any visit, nor in thousands of keys pressed at random.',
      ja: 'どの受付でも、無作為に数千回キーを押しても、音声の区間が重ならないことを調べます。',
    },
  },
  'A11Y-08': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.6'] },
    mark: 'Y',
    states: {
      en: 'What is shown otherwise than in words (dots for digits, the state line) is spoken.',
      ja: '文字以外で示すもの（桁数の点、状態の行）も音声で伝わる。',
    },
    shown: {
      en: 'Each part of a screen is words, or has words that are spoken for it; every state line that stood in a visit was heard.',
      ja: '画面の各部分が文字か、音声での言葉を持つこと、受付で出た状態の行がすべて読み上げられたことを調べます。',
    },
  },
  'A11Y-09': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.7'] },
    mark: 'Y',
    states: {
      en: 'Nothing is shown as a film without the same in words.',
      ja: '言葉のない動画だけで示すものはない。',
    },
    shown: {
      en: 'There are no films among the files of reader and simulator.',
      ja: 'リーダーとシミュレーターのファイルに動画がないことを調べます。',
    },
  },
  'A11Y-10': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.8'], section508: ['402.2'], ada: ['707.5'] },
    mark: 'Y',
    states: {
      en: 'Masked digits are never spoken; nothing that can be observed tells one PIN from another.',
      ja: '伏せた数字は読み上げず、観察できるどの出力からも暗証番号は分からない。',
    },
    shown: {
      en: 'Speech, tones, events, screens and their times are compared over PINs of equal outcome: a sample in the report, all of them by `npm run pins`.',
      ja: '同じ結果になる暗証番号どうしで、音声・音・イベント・画面・時刻を比べます（報告書は抜き取り、`npm run pins` は全数）。',
    },
  },
  'A11Y-11': {
    topic: 'speech',
    clauses: {},
    also: 'our design, from A11Y-10',
    alsoInJapanese: '独自の設計（A11Y-10 から）',
    mark: 'Y',
    states: {
      en: 'The tone of a digit is one and the same for all of them.',
      ja: '数字キーの音は、どの数字でもまったく同じである。',
    },
    shown: {
      en: 'The tone of each of the ten digits in a masked field is compared, byte by byte.',
      ja: '暗証番号の入力欄で10の数字の音をバイト単位で比べます。',
    },
  },
  'A11Y-12': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.9'], section508: ['405.1'], ada: ['707.4'] },
    mark: 'Y',
    states: {
      en: 'Name, choices and private reasons are spoken through earphones only, unless the person asks for them aloud.',
      ja: '氏名・選択内容・個人的な理由は、本人が求めない限りイヤホンだけで伝える。',
    },
    shown: {
      en: 'Everything private in every visit went to earphones or had been asked for; no name is in what the loudspeaker said.',
      ja: '各受付の個人的な内容がイヤホンに出たか、本人の求めによること、スピーカーの音声に氏名がないことを調べます。',
    },
  },
  'A11Y-13': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.10'], wcag: ['1.4.2'] },
    mark: 'Y',
    states: {
      en: 'While speech runs, no other sound lasts longer than three seconds.',
      ja: '読み上げ中に、ほかの音が3秒を超えて続かない。',
    },
    shown: {
      en: 'The tones beside speech in every visit, and the length of each tone.',
      ja: '各受付で音声と重なる音と、それぞれの音の長さを調べます。',
    },
  },
  'A11Y-14': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.11'], section508: ['402.3.1'] },
    mark: 'Y',
    states: {
      en: 'The volume in the earphones can be changed without sight.',
      ja: 'イヤホンの音量を、見ずに変えられる。',
    },
    shown: {
      en: 'With earphones in, key 6 changes the volume of what follows and says the step.',
      ja: 'イヤホンを差して6を押すと、以後の音量が変わり、段階が読み上げられます。',
    },
  },
  'A11Y-15': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.12'], section508: ['402.3.2'] },
    mark: 'P',
    states: {
      en: 'The loudspeaker has steps of volume, up to at least 65 dBA.',
      ja: 'スピーカーの音量に段階があり、65 dBA以上まで上げられる。',
    },
    shown: {
      en: 'Key 6 goes through every step and says it.',
      ja: '6ですべての段階を順に切り替え、読み上げます。',
    },
    declared: { en: 'The range of loudness in dBA.', ja: '音量の範囲（dBA）。' },
    judge: { en: 'The loudness, measured.', ja: '実測した音の大きさ。' },
  },
  'A11Y-16': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.13'], section508: ['402.3.2'] },
    mark: 'Y',
    states: {
      en: 'After each visit volume, speed, language and voice mode are what they were before.',
      ja: '受付が終わると、音量・速さ・言語・音声案内は元に戻る。',
    },
    shown: {
      en: 'Everything is changed, the visit ended, and the next person is found in the state of the beginning.',
      ja: 'すべて変えて受付を終え、次の人が最初の状態になることを調べます。',
    },
  },
  'A11Y-17': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.14'], wcag: ['3.1.1', '3.1.2'] },
    mark: 'Y',
    states: {
      en: 'Speech and screen are in the same language, and no sentence borrows from the other one; names of products and people are left out of this.',
      ja: '音声と画面は同じ言語で、文がほかの言語を混ぜない（製品名・人名を除く）。',
    },
    shown: {
      en: 'The language of everything spoken in every visit against that of the screen, and the signs of every text.',
      ja: '各受付の音声と画面の言語、すべての文の文字種を調べます。',
    },
  },
  'A11Y-18': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.15'], wcag: ['3.3.1'] },
    mark: 'Y',
    states: {
      en: 'An error is spoken: what is wrong, and what can be done.',
      ja: '誤りは、何が違うか、どうすればよいかを音声で伝える。',
    },
    shown: {
      en: 'For each error the words of its outcome, and a key or an act in what follows.',
      ja: '誤りごとに、結果の言葉と、続く案内にあるキーまたは動作を調べます。',
    },
  },
  'A11Y-19': {
    topic: 'speech',
    clauses: { en301549: ['5.1.3.16'], section508: ['402.2.2'] },
    mark: 'Y',
    states: {
      en: 'What was chosen can be heard before it takes effect, and the outcome is spoken.',
      ja: '選んだ内容を確定前に聞け、結果も読み上げられる。',
    },
    shown: {
      en: 'In every visit that was accepted with consent asked, the summary was spoken before the outcome, and the outcome was.',
      ja: '同意を尋ねて完了した各受付で、内容の確認が結果の前に、結果もその後に読み上げられたことを調べます。',
    },
  },
  'A11Y-20': {
    topic: 'speech',
    clauses: { en301549: ['5.1.5'], section508: ['411.1'] },
    mark: 'Y',
    states: {
      en: 'Everything spoken or sounded is visible too.',
      ja: '音声や音で伝えることは、すべて目でも分かる。',
    },
    shown: {
      en: 'Each sentence stands whole in the caption of the terminal desk and of the page of a display while it is spoken; each tone that warns has a state on the screen. The layout keeps a place for the caption on the device; the page has it under the picture.',
      ja: '読み上げ中は同じ文が端末と画面表示ページの字幕に全文出て、警告の音には画面の状態があることを調べます。機器の画面には字幕の場所を取ってあり、画面表示ページでは画面の下に出ます。',
    },
  },
  'A11Y-21': {
    topic: 'speech',
    clauses: { en301549: ['5.1.7'] },
    mark: 'Y',
    states: { en: 'Nothing asks the person to speak.', ja: '利用者に声を出させることはない。' },
    shown: {
      en: 'No peripheral of the reader takes sound in.',
      ja: 'リーダーに音を取り込む機器がないことを調べます。',
    },
  },
  'A11Y-22': {
    topic: 'speech',
    clauses: { en301549: ['5.1.6.1', '5.1.6.2'], wcag: ['2.1.1', '2.1.2'] },
    mark: 'Y',
    states: {
      en: 'Everything can be done with the keypad, and from every state keys lead out.',
      ja: 'すべてテンキーで操作でき、どの状態からもキーで抜けられる。',
    },
    shown: {
      en: 'Each choice of each screen has a key; after keys pressed at random, keys alone lead back to rest.',
      ja: '各画面の選択肢にキーがあり、無作為に押した後でもキーだけで待機に戻れることを調べます。',
    },
  },
  'A11Y-23': {
    topic: 'speech',
    clauses: {},
    also: 'NIST VTS 100-5, ISO/IEC 13714',
    mark: 'P',
    states: {
      en: 'A prompt says what for, then the key; keys ascend, and there are at most four choices of its own.',
      ja: '案内は用件、キーの順に言い、キーは昇順で、固有の選択肢は4つまでである。',
    },
    shown: {
      en: 'The choices are read out of every prompt by the grammar of the prompts.',
      ja: '案内の文法で、すべての案内から選択肢を読み取ります。',
    },
    judge: { en: 'Whether it is easy to understand.', ja: '分かりやすいか。' },
  },
  'A11Y-24': {
    topic: 'speech',
    clauses: {},
    also: 'our design',
    alsoInJapanese: '独自の設計',
    mark: 'Y',
    states: {
      en: 'Speech has five speeds from 0.75 to 2, by key 7, heard at once.',
      ja: '読み上げの速さは7で0.75倍から2倍まで5段階、すぐに変わる。',
    },
    shown: {
      en: 'The same prompt is heard at each speed; its length goes with it within a twentieth.',
      ja: '同じ案内を各段階で聞き、長さが5％以内で比例することを調べます。',
    },
    judge: {
      en: 'The engines themselves, by `npm run test:system` on a machine that has them.',
      ja: '音声合成エンジン自体は、それがある環境での `npm run test:system`。',
    },
  },

  // ── hands ───────────────────────────────────────────────────────────────────────────────────────────
  'A11Y-30': {
    topic: 'hands',
    clauses: { en301549: ['5.3'], section508: ['403.1'] },
    mark: 'Y',
    states: {
      en: 'The face is never the only way: PIN or staff can be reached from every screen about the face.',
      ja: '顔認証だけに頼らせない。顔の画面から必ず暗証番号か係員に進める。',
    },
    shown: {
      en: 'The keys of each screen about the face, and visits by PIN and by staff.',
      ja: '顔に関する各画面のキーと、暗証番号・係員による受付を調べます。',
    },
  },
  'A11Y-31': {
    topic: 'hands',
    clauses: { en301549: ['5.2'] },
    mark: 'Y',
    states: {
      en: 'Speech, large text and high contrast can be switched on without the very thing that they give.',
      ja: '音声・大きな文字・高コントラストは、それがなくても始められる。',
    },
    shown: {
      en: 'From rest: one key or earphones begin speech; one key each switches large text and high contrast on.',
      ja: '待機画面から、1つのキーまたはイヤホンで音声が、それぞれ1つのキーで大きな文字と高コントラストが始まることを調べます。',
    },
  },
  'A11Y-32': {
    topic: 'hands',
    clauses: { en301549: ['5.5.1', '8.4.2.1', '8.4.2.2'], section508: ['407.6'] },
    mark: 'D',
    states: {
      en: 'One hand is enough, without twist or pinch, with at most 22.2 N.',
      ja: '片手で、ひねりやつまみなしに、22.2 N以下の力で操作できる。',
    },
    declared: { en: 'The force of a key and of the card rest.', ja: 'キーとカード置きに要る力。' },
    judge: { en: 'Whether it can be done with one hand.', ja: '片手でできるか。' },
  },
  'A11Y-33': {
    topic: 'hands',
    clauses: { en301549: ['5.5.2'], section508: ['407.3.1'], ada: ['707.3'] },
    also: 'Gunma guide on touch-panel machines',
    alsoInJapanese: '群馬県のタッチパネル式機器の指針',
    mark: 'Y',
    states: {
      en: 'Touch is never the only input: every choice has a key that can be told by touch before it acts.',
      ja: 'タッチだけの操作はなく、どの選択肢にも、触れて分かり押すまで働かないキーがある。',
    },
    shown: {
      en: 'Every choice of every screen stands on one of the twelve keys.',
      ja: 'すべての画面の選択肢が12のキーのどれかにあることを調べます。',
    },
    declared: { en: 'The relief of the keys.', ja: 'キーの凹凸。' },
    judge: { en: 'Whether keys are told apart by touch.', ja: '触れて区別できるか。' },
  },
  'A11Y-34': {
    topic: 'hands',
    clauses: { en301549: ['8.4.1'], section508: ['407.3.3'], jis: ['S 0011'] },
    also: 'ITU-T E.161; Gunma guide on touch-panel machines',
    alsoInJapanese: 'ITU-T E.161、群馬県のタッチパネル式機器の指針',
    mark: 'Y',
    states: {
      en: 'Twelve keys in telephone order, 1-2-3 on top, a mark on 5 alone.',
      ja: '電話と同じ配列の12キーで、上段が1-2-3、目印は5だけにある。',
    },
    shown: {
      en: 'The order of the keys in the firmware, and by position for keypads in calculator order.',
      ja: 'ファームウェアのキー配列と、電卓配列のキーパッドの位置による対応を調べます。',
    },
    declared: { en: 'The mark on 5.', ja: '5の目印。' },
  },
  'A11Y-35': {
    topic: 'hands',
    clauses: { en301549: ['5.6.1', '5.6.2'], section508: ['409.1'] },
    mark: 'Y',
    states: {
      en: 'The state of volume, speed and voice can be heard and seen.',
      ja: '音量・速さ・音声案内の状態は、聞いても見ても分かる。',
    },
    shown: {
      en: 'Each step of keys 6 and 7 is spoken with its figure and stands as a caption of the terminal desk.',
      ja: '6と7の各段階が、値とともに読み上げられ、字幕に出ることを調べます。',
    },
  },
  'A11Y-36': {
    topic: 'hands',
    clauses: { en301549: ['5.7'], section508: ['407.4'] },
    mark: 'Y',
    states: { en: 'A key that is held does not repeat.', ja: 'キーを押し続けても繰り返さない。' },
    shown: {
      en: 'A key held for five seconds is one event.',
      ja: '5秒押し続けても1回であることを調べます。',
    },
  },
  'A11Y-37': {
    topic: 'hands',
    clauses: { en301549: ['5.8'] },
    mark: 'Y',
    states: {
      en: 'A second press of the same key can be ignored for up to half a second.',
      ja: '同じキーの2回目を、最長0.5秒まで無視するよう設定できる。',
    },
    shown: {
      en: 'The key lock at half a second, and the PIN 1-1-1-1 with the lock off for digits.',
      ja: '0.5秒の設定と、数字では無効にした場合の1-1-1-1の入力を調べます。',
    },
  },
  'A11Y-38': {
    topic: 'hands',
    clauses: { en301549: ['5.9'] },
    mark: 'Y',
    states: {
      en: 'Nothing needs two keys at once or a long press.',
      ja: '同時押しや長押しが要る操作はない。',
    },
    shown: {
      en: 'A key that goes down while another is held does nothing; every choice is one key.',
      ja: '押している間の別のキーが働かないこと、選択肢がすべて1つのキーであることを調べます。',
    },
  },
  'A11Y-39': {
    topic: 'hands',
    clauses: { section508: ['407.5'], wcag: ['2.2.1'] },
    mark: 'Y',
    states: {
      en: 'Before time is over there is a warning to see and hear, with at least 20 s left; one key extends, ten times and more.',
      ja: '時間切れの前に目と耳への警告があり、20秒以上残り、1つのキーで10回以上延長できる。',
    },
    shown: {
      en: 'In virtual time, at screens in and above a visit, time is extended twelve times and then left to run out; each screen with a limit has the warning or is named with the reason.',
      ja: '受付中の画面と言語の画面で、仮想時間のなかで12回延長したあと時間切れまで待ちます。制限のある各画面に警告があるか、理由を示せることも調べます。',
    },
  },
  'A11Y-40': {
    topic: 'hands',
    clauses: {},
    also: 'our design, from A11Y-39',
    alsoInJapanese: '独自の設計（A11Y-39 から）',
    mark: 'Y',
    states: {
      en: 'The key that extends is no answer, and no limit runs while a prompt is spoken for the first time.',
      ja: '延長のキーは回答にならず、初めて読み上げる間は制限時間が進まない。',
    },
    shown: {
      en: 'The screen before and after extending with a key that is a choice there; the moment of the warning against the end of speech.',
      ja: '選択肢のキーで延長した前後の画面と、読み上げの終わりから警告までの時間を調べます。',
    },
  },
  'A11Y-41': {
    topic: 'hands',
    clauses: { en301549: ['8.1.2'], section508: ['406.1'] },
    mark: 'D',
    states: {
      en: 'Earphones have a connector of an industry standard.',
      ja: 'イヤホン端子は標準的な規格である。',
    },
    declared: { en: 'The connector.', ja: '端子の種類。' },
  },
  'A11Y-42': {
    topic: 'hands',
    clauses: { en301549: ['8.1.3'], section508: ['410.1'], wcag: ['1.4.1'] },
    mark: 'P',
    states: { en: 'Colour is never the only sign.', ja: '色だけで伝えるものはない。' },
    shown: {
      en: 'A screen of the reader is words and marks; the model of what is shown holds no colour.',
      ja: '画面は文字と印でできていて、表示のモデルに色がないことを調べます。',
    },
    judge: { en: 'Lamps and prints of the device.', ja: '機器のランプや印刷。' },
  },
  'A11Y-43': {
    topic: 'hands',
    clauses: {
      en301549: ['8.3.2', '8.3.3', '8.3.4', '8.3.5'],
      section508: ['407.8', '408.2'],
    },
    also: 'Yokohama guide: 40 to 110 cm',
    alsoInJapanese: '横浜市の指針：40～110 cm',
    mark: 'D',
    states: {
      en: 'Keys are 380 to 1220 mm above the floor, and the screen can be read from 1015 mm.',
      ja: 'キーは床から380〜1220mmにあり、画面は1015mmの高さから読める。',
    },
    declared: { en: 'Heights of keys and of screen.', ja: 'キーと画面の高さ。' },
    judge: { en: 'The counter where it stands.', ja: '設置場所のカウンター。' },
  },
  'A11Y-44': {
    topic: 'hands',
    clauses: { section508: ['408.3'], wcag: ['2.3.1'] },
    mark: 'Y',
    states: {
      en: 'Nothing flashes more than three times a second.',
      ja: '1秒に3回を超えて点滅するものはない。',
    },
    shown: {
      en: 'Changes of the screen in any second of every visit, between two keys of the person.',
      ja: '各受付で、キー操作によらない画面の変化を1秒ごとに数えます。',
    },
  },
  'A11Y-45': {
    topic: 'hands',
    clauses: { section508: ['407.2'] },
    mark: 'D',
    states: {
      en: 'Keys contrast with the case, and signs with keys.',
      ja: 'キーは本体と、記号はキーと、明暗の差がある。',
    },
    declared: {
      en: 'Contrast of keys and of their signs, at least 3:1.',
      ja: 'キーと記号のコントラスト（3:1以上）。',
    },
  },
  'A11Y-46': {
    topic: 'hands',
    clauses: { en301549: ['8.4.3'], section508: ['407.7'] },
    mark: 'P',
    states: {
      en: 'Which way the card goes can be found out without sight.',
      ja: 'カードの向きが見なくても分かる。',
    },
    shown: {
      en: 'The prompt says where the card goes and which way; a card that cannot be read is told so, with the way again.',
      ja: '案内がカードの場所と向きを伝え、読み取れないときは向きをもう一度伝えることを調べます。',
    },
    judge: {
      en: 'Whether the card itself can be told by touch; it is not the reader’s.',
      ja: 'カード自体を触れて区別できるか（リーダーの範囲外）。',
    },
  },
  'A11Y-47': {
    topic: 'hands',
    clauses: { en301549: ['8.3.6', '12'], section508: ['602', '603'] },
    mark: 'P',
    states: {
      en: 'A manual describes voice mode, keys and reach.',
      ja: '説明書に音声案内・キー・手の届く範囲が書かれている。',
    },
    shown: {
      en: 'The README of the emulator has voice mode and keys in both languages.',
      ja: 'エミュレーターのREADMEに、音声案内とキーが両言語で書かれていることを調べます。',
    },
    judge: { en: 'The manual of the device.', ja: '機器の説明書。' },
  },
  'A11Y-48': {
    topic: 'hands',
    clauses: { section508: ['405.1'], ada: ['707.4'] },
    mark: 'P',
    states: {
      en: 'The same privacy for all: staff never asks for the PIN, keys are hidden from others.',
      ja: 'だれにも同じプライバシーがある。係員は暗証番号を尋ねず、手元は隠れる。',
    },
    shown: {
      en: 'No text of a screen for staff names the PIN of the patient.',
      ja: '係員向けの画面に、患者の暗証番号を求める文がないことを調べます。',
    },
    declared: { en: 'The hood over the keypad.', ja: 'テンキーの覆い。' },
    judge: { en: 'What staff does.', ja: '係員の対応。' },
  },

  // ── seeing ──────────────────────────────────────────────────────────────────────────────────────────
  'A11Y-60': {
    topic: 'seeing',
    clauses: { en301549: ['5.1.4'] },
    mark: 'Y',
    states: {
      en: 'In some mode a capital H has at least 0.7° at the stated distance.',
      ja: '定めた距離で、大文字Hが視角0.7°以上になるモードがある。',
    },
    shown: {
      en: 'Size of large text from the device profile in millimetres.',
      ja: '機器プロファイルから、大きな文字の大きさをミリメートルで計算します。',
    },
  },
  'A11Y-61': {
    topic: 'seeing',
    clauses: { section508: ['402.4'], ada: ['707.7.2'] },
    mark: 'Y',
    states: {
      en: 'In some mode a capital I is at least 4.8 mm high, without serifs.',
      ja: '大文字Iの高さが4.8mm以上で、ひげ飾りのない書体のモードがある。',
    },
    shown: {
      en: 'Size of large text from the device profile.',
      ja: '機器プロファイルから大きな文字の大きさを計算します。',
    },
  },
  'A11Y-62': {
    topic: 'seeing',
    clauses: { jis: ['S 0032'] },
    mark: 'Y',
    states: {
      en: 'No text of a screen is smaller than what a person of 70 reads at 50 cm (13.5 pt; the standard leaves displays of dots out, so this is a floor, no proof).',
      ja: '画面の文字は、70歳の人が50cmで読める大きさ（13.5ポイント）を下回らない（規格はドット表示を対象外とするため、下限の目安）。',
    },
    shown: { en: 'Size of every text on every screen.', ja: 'すべての画面の文字の大きさを調べます。' },
  },
  'A11Y-63': {
    topic: 'seeing',
    clauses: { wcag: ['1.4.3', '1.4.11'] },
    mark: 'Y',
    states: {
      en: 'Text has a contrast of at least 4.5:1 (7:1 for body, our design), edges of at least 3:1.',
      ja: '文字のコントラストは4.5:1以上（本文は7:1以上、独自の設計）、縁は3:1以上である。',
    },
    shown: { en: 'Computed from the table of colours.', ja: '色の表から計算します。' },
  },
  'A11Y-64': {
    topic: 'seeing',
    clauses: { wcag: ['2.5.5', '2.5.8'] },
    mark: 'Y',
    states: {
      en: 'What is to be touched is at least 15 mm, with 1.5 mm between (our design).',
      ja: '触れる場所は15mm以上、間は1.5mm以上である（独自の設計）。',
    },
    shown: {
      en: 'Every button of every screen, in millimetres.',
      ja: 'すべての画面のボタンをミリメートルで調べます。',
    },
  },
  'A11Y-65': {
    topic: 'seeing',
    clauses: {},
    also: 'WCAG2ICT',
    mark: 'Y',
    states: {
      en: 'For hardware that is known, sizes are in millimetres.',
      ja: '機器が決まっているときは、大きさをミリメートルで定める。',
    },
    shown: {
      en: 'Diagonal and resolution of the device profile give the size of a dot.',
      ja: '機器プロファイルの対角と解像度から画素の大きさを求めます。',
    },
  },
  'A11Y-66': {
    topic: 'seeing',
    clauses: { wcag: ['1.4.10', '1.4.12'] },
    mark: 'Y',
    states: {
      en: 'Nothing is cut off or scrolls, in normal and large text, in Japanese and English.',
      ja: '標準・大きな文字とも、日本語・英語とも、切れたりスクロールしたりしない。',
    },
    shown: {
      en: 'The layout of every screen, variant, mode and language.',
      ja: 'すべての画面・種別・モード・言語の配置を調べます。',
    },
  },
  'A11Y-67': {
    topic: 'seeing',
    clauses: {},
    also: 'source paper: layout unified and easy to see',
    alsoInJapanese: 'もとの資料：統一された見やすい配置',
    mark: 'Y',
    states: {
      en: 'Title, choices, end and help have the same places on all screens; agreeing and refusing look alike, and neither is chosen beforehand.',
      ja: '表題・選択肢・終了・係員の場所は全画面で同じで、同意する・しないは同じ見た目、どちらも選ばれていない。',
    },
    shown: { en: 'The boxes of every screen are compared.', ja: 'すべての画面の枠を比べます。' },
  },
  'A11Y-68': {
    topic: 'seeing',
    clauses: { wcag: ['3.2.4', '3.3.4', '3.3.7', '3.3.8'] },
    mark: 'Y',
    states: {
      en: 'Consent can be checked and changed before it takes effect, nothing is asked twice, and the same label does the same.',
      ja: '同意は確定前に確かめて変えられ、同じことを二度尋ねず、同じ表示は同じ働きをする。',
    },
    shown: {
      en: 'A consent that is chosen anew on the summary, a card put back in the middle, and the labels of all screens.',
      ja: '確認画面での選び直し、途中で置き直したカード、全画面の表示を調べます。',
    },
  },
  'A11Y-69': {
    topic: 'seeing',
    clauses: {
      wcag: ['1.3.1', '2.4.2', '2.4.6', '3.1.1', '4.1.2'],
      jis: ['X 8341-3'],
    },
    mark: 'Y',
    states: {
      en: 'Pages keep WCAG 2.2 AA.',
      ja: 'ページはWCAG 2.2のAAを守る。',
    },
    shown: {
      en: 'Markup of the page of the desk, of the display as a page in every way it may stand, and of reports, by rules of our own. The same pages in a browser, by axe-core, are the system test’s (`npm run test:system`).',
      ja: 'デスクのページ、あらゆる画面の表示ページ、報告書のマークアップを独自の規則で調べます。ブラウザーと axe-core での確認は、システムテスト（`npm run test:system`）で行います。',
    },
    judge: {
      en: 'What no rule can tell, with a screen reader. In this version no page operates a reader.',
      ja: '規則では分からないことを、スクリーンリーダーで確かめます。この版に、リーダーを操作するページはありません。',
    },
  },
  'A11Y-70': {
    topic: 'seeing',
    clauses: { wcag: ['4.1.2', '4.1.3'] },
    mark: 'Y',
    states: {
      en: 'Changes of state reach those who listen to a page; every choice has role, name and key.',
      ja: '状態の変化がページを聞く人に伝わり、選択肢に役割・名前・キーがある。',
    },
    shown: {
      en: 'Every choice has a name and a key in what is shown; the plain desk writes each change once as a line. What a browser tells of the page of a display, and that a change of screen reaches its live region, is the system test’s (`npm run test:system`).',
      ja: '表示の選択肢に名前とキーがあることを調べます。行表示では変化が1行ずつ出ます。表示ページがブラウザーから伝わる内容と、画面の変化がライブリージョンに届くことは、システムテスト（`npm run test:system`）で確かめます。',
    },
    judge: {
      en: 'What a screen reader says of it, and a page that operates a reader, when there is one.',
      ja: 'スクリーンリーダーの読み上げと、リーダーを操作するページができたときの確認。',
    },
  },
  'A11Y-71': {
    topic: 'seeing',
    clauses: {},
    also: 'source paper: ● for characters that are lost',
    alsoInJapanese: 'もとの資料：失われた文字は ●',
    mark: 'Y',
    states: {
      en: 'The characters of a name are shown as they are, or what is lost is told.',
      ja: '氏名の文字はそのまま表示するか、失われたことを知らせる。',
    },
    shown: {
      en: 'Names with old characters through every hop to the screen: each ● is a character that is named as lost.',
      ja: '旧字体の氏名を画面までの全経路に通し、●になった文字がすべて報告されることを調べます。',
    },
    judge: { en: 'The fonts of the device.', ja: '機器の書体。' },
  },

  // ── Japan ───────────────────────────────────────────────────────────────────────────────────────────
  'A11Y-80': {
    topic: 'japan',
    clauses: { jis: ['S 0013', 'S 0014'] },
    mark: 'Y',
    states: {
      en: 'Tones stay below 2500 Hz, and each meaning has a tone of its own. The time patterns of S 0013 were not readable; ours are a design of our own.',
      ja: '音は2500Hz以下で、意味ごとに別の音である。S 0013の時間パターンは確認できておらず、独自の設計である。',
    },
    shown: {
      en: 'The spectrum of every tone, and the bytes of each against the others.',
      ja: 'すべての音の周波数成分と、互いの違いを調べます。',
    },
  },
  'A11Y-81': {
    topic: 'japan',
    clauses: { jis: ['S 0015'] },
    mark: 'P',
    states: {
      en: 'Voice guidance is easy to hear and to understand. Its figures were not readable.',
      ja: '音声案内は聞き取りやすく分かりやすい。数値は確認できていない。',
    },
    shown: {
      en: 'The seconds of the short forms of a whole visit, at most 75 by our own bar.',
      ja: '受付全体の短い案内の秒数（独自の基準で75秒以下）。',
    },
    judge: { en: 'People who listen.', ja: '聞く人による判断。' },
  },
  'A11Y-82': {
    topic: 'japan',
    clauses: { jis: ['S 0011'] },
    mark: 'D',
    states: {
      en: 'Dots and bars tell function and place of keys.',
      ja: '凸点・凸バーが、キーの働きと位置を示す。',
    },
    declared: { en: 'The mark on 5.', ja: '5の目印。' },
  },
  'A11Y-83': {
    topic: 'japan',
    clauses: { jis: ['S 0012', 'S 0041'] },
    mark: 'N',
    states: {
      en: 'Accessible design of appliances and of vending machines. Only their contents were readable.',
      ja: '消費生活製品・自動販売機のアクセシブルデザイン。目次だけを確認した。',
    },
    judge: { en: 'The device against the standards’ texts.', ja: '規格の本文と機器の照合。' },
  },
  'A11Y-84': {
    topic: 'japan',
    clauses: { jis: ['T 0921', 'T 9253'] },
    mark: 'D',
    states: {
      en: 'Braille on equipment. Titles and contents were readable.',
      ja: '設備の点字表示。題名と目次を確認した。',
    },
    declared: {
      en: 'The tactile mark that tells how speech is begun.',
      ja: '音声案内の始め方を示す触知表示。',
    },
    judge: { en: 'The braille itself.', ja: '点字そのもの。' },
  },
  'A11Y-85': {
    topic: 'japan',
    clauses: { jis: ['X 8341-1', 'X 8341-2', 'X 8341-6'] },
    mark: 'N',
    states: {
      en: 'Accessibility of ICT equipment and software. The texts are not public; the rows of EN 301 549 stand for them.',
      ja: '情報通信機器・ソフトウェアのアクセシビリティ。本文は公開されておらず、EN 301 549の項目で代える。',
    },
    judge: { en: 'The device against the standards’ texts.', ja: '規格の本文と機器の照合。' },
  },
  'A11Y-86': {
    topic: 'japan',
    clauses: {},
    also: 'Gunma guide: keypad and speech where there is a touch panel',
    alsoInJapanese: '群馬県の指針：タッチパネルにはテンキーと音声',
    mark: 'Y',
    states: {
      en: 'Where there is a touch panel there are keys with a tactile mark and spoken guidance.',
      ja: 'タッチパネルには、触知できるテンキーと音声案内を備える。',
    },
    shown: {
      en: 'The profile with guidance has the keypad, and the keypad has every choice.',
      ja: '音声案内のある機種にテンキーがあり、すべての選択肢がテンキーにあることを調べます。',
    },
  },
  'A11Y-87': {
    topic: 'japan',
    clauses: {},
    also: 'Building standard of the ministry of land: ticket machines',
    alsoInJapanese: '国土交通省の建築設計標準：券売機',
    mark: 'P',
    states: {
      en: 'Letters are large, with kana beside kanji.',
      ja: '大きな文字を使い、漢字に仮名を添える。',
    },
    shown: {
      en: 'Large text of the screens. The reading is spoken; kana beside kanji is not shown in this version.',
      ja: '画面の大きな文字を調べます。読みは音声で伝えます。この版では漢字に仮名を添えていません。',
    },
    judge: { en: 'Whether readings are needed on the screen.', ja: '画面に読みが要るか。' },
  },
} as const satisfies Record<string, AccessibilityRequirement>;

export type AccessibilityId = keyof typeof table;
export const accessibilityRequirements: Readonly<Record<AccessibilityId, AccessibilityRequirement>> = table;
export const accessibilityIds = Object.keys(table) as [AccessibilityId, ...AccessibilityId[]];
export const isAccessibilityId = (text: string): text is AccessibilityId => Object.hasOwn(table, text);

/** What a requirement rests on besides, in words of the language; null: nothing. */
export const alsoOf = (
  { also, alsoInJapanese }: AccessibilityRequirement,
  language: Language,
): string | null => (language === 'ja' ? alsoInJapanese : undefined) ?? also ?? null;

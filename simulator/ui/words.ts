/** The words that the desks on a terminal, and pages, say around what a reader shows, in both languages. */

import type { Language } from '../../protocol/errors.ts';
import type { Sight } from '../peripherals/camera.ts';

export interface UiWords {
  readonly link: { readonly connected: string; readonly lost: string; readonly unplugged: string };
  readonly card: string;
  readonly phone: string;
  readonly phoneReader: string;
  readonly camera: string;
  readonly earphones: string;
  readonly backEnd: string;
  readonly in: string;
  readonly out: string;
  readonly up: string;
  readonly down: string;
  readonly noPower: string;
  /** Stands where the screen would. */
  readonly hidden: string;
  readonly page: (at: number, of: number) => string;
  readonly anyKey: string;
  readonly digits: (count: number) => string;
  readonly speaker: string;
  readonly earphoneVoice: string;
  readonly choosePerson: string;
  readonly choosePhone: string;
  readonly chooseSight: string;
  /** What stands behind the words for what the camera sees; null where these say it themselves. */
  readonly sights: Readonly<Record<Sight, string>> | null;
  readonly chooseFault: string;
  readonly pickHint: string;
  /** Short for those who know; the help says more. */
  readonly keys: string;
  readonly help: readonly string[];
  readonly keyCheck: { readonly begun: string; readonly over: string };
  readonly ended: string;
}

export const uiWords: Readonly<Record<Language, UiWords>> = {
  en: {
    link: { connected: 'connected', lost: 'host not reached', unplugged: 'cable out' },
    card: 'card',
    phone: 'phone',
    phoneReader: 'phone reader',
    camera: 'camera',
    earphones: 'earphones',
    backEnd: 'back end',
    in: 'in',
    out: 'none',
    up: 'up',
    down: 'down',
    noPower: 'The reader has no power.',
    hidden: 'The person has hidden the screen.',
    page: (at, of) => `On the display: page ${at} of ${of} (5 turns it).`,
    anyKey: 'any key',
    digits: (count) => (count === 1 ? '1 digit' : `${count} digits`),
    speaker: 'Voice',
    earphoneVoice: 'Earphones',
    choosePerson: 'Whose card?',
    choosePhone: 'Whose phone?',
    chooseSight: 'What is before the camera?',
    sights: null,
    chooseFault: 'What happens to the link?',
    pickHint: 'up/down or type a name, Enter takes it, Esc leaves',
    keys: 'c card p phone v camera u/l cable e earphones r next b back end h help q quit',
    help: [
      '0-9 # *   the keys of the reader; what each does stands on the screen',
      'c         place a card (choose whose), or take it away',
      'p         hold a phone to the reader (choose whose), or take it away',
      'v         choose what the camera sees',
      'u         pull the cable out, or plug it in',
      'l         choose a fault of the link, or its end',
      's         pull the phone reader’s cable out, or plug it in (profile current)',
      'e         plug earphones in, or pull them out',
      'k         key check: each key is named, and does nothing else, until k again',
      'r         the next reader',
      'b         back end down, or up again',
      'h         this help; any key leaves it',
      'q         end the desk (Ctrl-C too)',
    ],
    keyCheck: {
      begun: 'Key check. Each key is named and does nothing else. Press k to leave.',
      over: 'The key check is over.',
    },
    ended: 'The desk has ended.',
  },
  ja: {
    link: { connected: '接続中', lost: 'ホストにつながらない', unplugged: 'ケーブルが抜けている' },
    card: 'カード',
    phone: 'スマートフォン',
    phoneReader: '汎用カードリーダー',
    camera: 'カメラ',
    earphones: 'イヤホン',
    backEnd: 'バックエンド',
    in: 'あり',
    out: 'なし',
    up: '動作中',
    down: '停止中',
    noPower: 'リーダーの電源が入っていません。',
    hidden: '利用者が画面を隠しています。',
    page: (at, of) => `表示中：${of} ページ中 ${at} ページ（5 でめくる）。`,
    anyKey: 'どのキーでも',
    digits: (count) => `${count}桁`,
    speaker: '音声',
    earphoneVoice: 'イヤホン',
    choosePerson: '誰のカードを置きますか',
    choosePhone: '誰のスマートフォンをかざしますか',
    chooseSight: 'カメラに何が写りますか',
    sights: {
      match: 'カードの本人',
      stranger: '別人',
      nobody: '誰もいない',
      twin: '本人とよく似た双子',
      masked: 'マスクをした本人',
      blurred: '動いてぶれた本人',
      photo: '紙に印刷した本人の顔（なりすまし）',
      screen: '画面に映した本人の顔（なりすまし）',
      mask_attack: '本人の顔を模した面（なりすまし）',
      fault: 'カメラの故障',
      no_face: '顔が見つからない',
      too_far: '遠すぎる',
      too_close: '近すぎる',
      move_right: '左に寄りすぎている',
      move_left: '右に寄りすぎている',
      face_up: 'うつむいている',
      face_down: 'あおむいている',
      turn: '横を向いている',
      dark: '周りが暗い',
      backlight: '逆光',
      many: 'ほかの人も写っている',
      hold: '動いている',
      captured: '撮影が済んだ',
    },
    chooseFault: 'リンクに何が起こりますか',
    pickHint: '上下キーか名前の入力で選び、Enter で決定、Esc で中止',
    keys: 'c カード p スマホ v カメラ u/l 線 e イヤホン r 次 b バックエンド h 説明 q 終了',
    help: [
      '0-9 # *   リーダーのキー。はたらきは画面に出ます',
      'c         カードを置く（人を選ぶ）、または取る',
      'p         スマートフォンをかざす（人を選ぶ）、または離す',
      'v         カメラに写るものを選ぶ',
      'u         ケーブルを抜く、または差す',
      'l         リンクの障害、またはその終わりを選ぶ',
      's         汎用カードリーダーのケーブルを抜く、または差す（プロファイル current）',
      'e         イヤホンを差す、または抜く',
      'k         キーの確認：押したキーを読み上げるだけにする。もう一度 k で終わり',
      'r         次のリーダーへ',
      'b         バックエンドを止める、または戻す',
      'h         この説明。どのキーでも戻ります',
      'q         終了（Ctrl-C も同じ）',
    ],
    keyCheck: {
      begun: 'キーの確認です。押したキーを読み上げます。ほかのはたらきはしません。ケーで終わります。',
      over: 'キーの確認を終わりました。',
    },
    ended: 'デスクを終了しました。',
  },
};

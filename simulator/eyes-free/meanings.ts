/** What the words of a reader mean to somebody who only hears them: the choices, and what is told or asked for. */

import type { Language } from '../../firmware/screens/vocabulary.ts';
import type { Group } from '../../firmware/screens/wording.ts';
import type { Move } from './hands.ts';

type Words = Readonly<Record<Language, RegExp>>;

/** The first that fits counts. */
const choiceMeanings = {
  agreeToAll: { en: /agree to all/i, ja: /全て同意する/ },
  oneByOne: { en: /one by one/i, ja: /個別に同意する/ },
  refuse: { en: /not (?:to )?agree/i, ja: /同意しない/ },
  agree: { en: /^agree$/i, ja: /^同意する/ },
  briefly: { en: /short guidance/i, ja: /短い案内/ },
  hearChoices: { en: /hear (?:your|my) choices/i, ja: /選んだ内容を聞く/ },
  chooseAgain: { en: /choose again/i, ja: /選び直す/ },
  hearAgain: { en: /hear again|repeats this/i, ja: /もう一度聞く|この案内をもう一度/ },
  again: { en: /again/i, ja: /もう一度/ },
  confirm: { en: /right$|^confirm/i, ja: /よろしけ/ },
  face: { en: /\bface\b/i, ja: /^顔/ },
  android: { en: /^(?:for )?android/i, ja: /^アンドロイド/ },
  iphone: { en: /^(?:for )?iphone/i, ja: /^アイフォーン/ },
  pin: { en: /\bpin\b/i, ja: /暗証番号/ },
  staff: { en: /staff/i, ja: /係員/ },
  goOn: { en: /go on/i, ja: /^続け/ },
  notRegister: { en: /not (?:to )?register/i, ja: /登録しない/ },
  register: { en: /^register/i, ja: /^登録する/ },
  notUse: { en: /not (?:to )?use/i, ja: /利用しない/ },
  card: { en: /\bcard$/i, ja: /カード(?:を使う|をお持ち)?$/ },
  phone: { en: /\b(?:smart)?phone\b/i, ja: /スマートフォン/ },
  use: { en: /^use/i, ja: /^利用する/ },
  electronic: { en: /electronic/i, ja: /電子/ },
  paper: { en: /paper/i, ja: /紙/ },
  ownLanguage: { en: /^english/i, ja: /^日本語/ },
  end: {
    en: /\bend\b|finish|wait until you are called|at the counter/i,
    ja: /終了|終わる|お待ちください|ご提出/,
  },
} as const satisfies Record<string, Words>;

export type ChoiceMeaning = keyof typeof choiceMeanings;
const choiceMeaningNames = Object.keys(choiceMeanings) as ChoiceMeaning[];

/** Null: not understood, or no concern of the listener's. */
export const meaningOfChoice = (what: string, language: Language): ChoiceMeaning | null =>
  choiceMeaningNames.find((name) => choiceMeanings[name][language].test(what)) ?? null;

/** What a sentence tells, or asks for without a choice. */
const tellings = {
  anyKey: { en: /any key/i, ja: /どれかのボタン/ },
  layCard: {
    en: /put (?:the same card|it) back|place your (?:my number )?card on|place it (?:on|again)|please place your/i,
    ja: /同じカードをもう一度置いて|置き直|カード置き場に置いて|カードを置いてください/,
  },
  takeCard: { en: /please take your my number card/i, ja: /カードをお取りください/ },
  password: { en: /enter the password/i, ja: /パスワード/ },
  enterPin: {
    en: /^(?!.*smartphone)enter your four digit pin/i,
    ja: /^(?!.*スマートフォン).*4桁の暗証番号を入れて/,
  },
  enterPhonePin: {
    en: /enter the four digit pin of your smartphone/i,
    ja: /スマートフォンの、4桁の暗証番号を入れて/,
  },
  holdPhone: {
    en: /^(?:hold the back of your phone|hold your phone|then hold it|confirm on your iphone, then hold it) against|hold it there again/i,
    ja: /(?:スマートフォン|アイフォーン).*に当ててください|もう一度当ててください/,
  },
  allDigitsIn: { en: /digits are in/i, ja: /桁入りました/ },
  /** Too few of them. */
  digitsIn: { en: /\bentered\./i, ja: /桁入って/ },
  nothingIn: { en: /nothing is entered/i, ja: /まだ入っていません/ },
  startAgain: { en: /please start again/i, ja: /最初から入れて/ },
  pinWrong: { en: /that pin is not right|pin of the smartphone is not right/i, ja: /暗証番号が違います/ },
  pinLocked: { en: /pin (?:of the smartphone )?is locked/i, ja: /暗証番号は、間違いが続いた/ },
  notConfirmed: { en: /face could not be confirmed/i, ja: /顔で確認できませんでした/ },
  staffComes: { en: /staff has been called|waiting for staff/i, ja: /係員を(?:呼びました|待っています)/ },
  accepted: {
    en: /you are checked in|then (?:wait until you are called|hand in)/i,
    ja: /受付しました|お名前が呼ばれるまで|受付窓口にご提出/,
  },
  hopeless: {
    en: /cannot (?:be used to )?check in|could not be finished|cannot be used now/i,
    ja: /受付できません|確認が終わりません|この機械は使えません/,
  },
  farewell: { en: /^thank you/i, ja: /^ありがとうございました/ },
  consentAsked: {
    en: /do you agree to (?:share|give)|^sharing your past medical/i,
    ja: /提供(?:すること)?に同意しますか|^過去の医療情報の提供です/,
  },
  summary: { en: /^check your choices/i, ja: /^選んだ内容の確認/ },
  registerChosen: { en: /^register is chosen/i, ja: /^登録する、が選ばれました/ },
  otherChosen: { en: /is chosen/i, ja: /が選ばれました/ },
  wait: {
    en: /wait|checking|registering|reconnecting|has been read|you have been confirmed|picture taken|until the end/i,
    ja: /お待ち|しています|つなぎ直|まだつながり|読み取りました|確認しました|撮影しました|そのままに/,
  },
} as const satisfies Record<string, Words>;

export type Telling = keyof typeof tellings;
const tellingNames = Object.keys(tellings) as Telling[];

export const toldBy = (sentence: string, language: Language): ReadonlySet<Telling> =>
  new Set(tellingNames.filter((name) => tellings[name][language].test(sentence)));

const movesAsked: readonly (readonly [Move, Words])[] = [
  ['closer', { en: /a little closer/i, ja: /近づいて/ }],
  ['further away', { en: /further away/i, ja: /離れて/ }],
  ['right', { en: /to your right/i, ja: /右へ/ }],
  ['left', { en: /to your left/i, ja: /左へ/ }],
  ['up', { en: /raise your face/i, ja: /顔を少し上げ/ }],
  ['down', { en: /lower your face/i, ja: /顔を少し下げ/ }],
  ['straight', { en: /straight ahead/i, ja: /正面に/ }],
  ['sideways', { en: /to the side/i, ja: /横に/ }],
  ['alone', { en: /stand alone/i, ja: /お一人で/ }],
  ['still', { en: /hold still/i, ja: /動かないで/ }],
  [
    'toward the camera',
    {
      en: /turn (?:your face )?to(?:ward)? (?:it|the camera)/i,
      ja: /カメラに向けて|カメラ(?:の方)?に顔を向けて/,
    },
  ],
];

export const moveAskedIn = (sentence: string, language: Language): Move | null =>
  movesAsked.find(([, words]) => words[language].test(sentence))?.[0] ?? null;

const groupWords: readonly (readonly [Group, Words])[] = [
  ['surgery', { en: /surgery/i, ja: /手術/ }],
  ['treatment', { en: /treatment/i, ja: /診療/ }],
  ['checkup', { en: /check-ups?/i, ja: /健診/ }],
];
const groupIn = (sentence: string, language: Language): Group | null =>
  groupWords.find(([, words]) => words[language].test(sentence))?.[0] ?? null;

const asks: Words = { en: /do you agree to give|\d of \d:/i, ja: /同意しますか|つ目、/ };

/** The group of information that the sentence asks about. */
export const groupAskedIn = (sentence: string, language: Language): Group | null =>
  asks[language].test(sentence) ? groupIn(sentence, language) : null;

/** The answers that a sentence reads out: of one group, or of all at once. */
export interface ReadOut {
  readonly of: Group | 'all' | 'other';
  readonly agreed: boolean;
}
const readOuts = {
  all: { en: /^you agree to all/i, ja: /^全て、同意する。/ },
  none: { en: /^you agree to none/i, ja: /^全て、同意しない。/ },
  line: { en: /^[^:]+: (?<answer>[^.]+)\.$/, ja: /^.+は、(?<answer>[^、]+)。$/ },
} as const satisfies Record<string, Words>;
const answers: { readonly yes: Words; readonly no: Words; readonly other: Words } = {
  yes: { en: /^agree$/i, ja: /^同意する$/ },
  no: { en: /^do not agree$/i, ja: /^同意しない$/ },
  other: {
    en: /^(?:use|do not use|electronic prescription|paper prescription)$/i,
    ja: /^(?:利用|電子処方箋|紙の処方箋)/,
  },
};

export function answerReadOut(sentence: string, language: Language): ReadOut | null {
  if (readOuts.all[language].test(sentence)) return { of: 'all', agreed: true };
  if (readOuts.none[language].test(sentence)) return { of: 'all', agreed: false };
  const answer = readOuts.line[language].exec(sentence)?.groups?.['answer'] ?? '';
  if (answers.other[language].test(answer)) return { of: 'other', agreed: true };
  const agreed = answers.yes[language].test(answer);
  const of = groupIn(sentence, language);
  return of !== null && (agreed || answers.no[language].test(answer)) ? { of, agreed } : null;
}

/** Checks that look through the words and the structure of every screen, whether or not anybody goes there. */

import { sentencesOf } from '../../firmware/guidance/speech.ts';
import { type ScreenId, screenIds, screens } from '../../firmware/screens/catalogue.ts';
import { announcements } from '../../firmware/screens/spoken.ts';
import { completeLanguages, isTextId, type TextId, textIds } from '../../firmware/screens/texts.ts';
import { keyOrder, type Language } from '../../firmware/screens/vocabulary.ts';
import { choicesIn, type SpokenChoice } from '../eyes-free/spoken-choices.ts';
import { type Checked, over, type Quotation, together, type Wrong, wrongUnless } from './evidence.ts';
import { choicesSpoken, choicesToTell, type SpokenForm, spokenForms, type Wording } from './spoken-forms.ts';

const formsLookedAt = {
  en: 'prompts (screen, variant, form, channel, language)',
  ja: '案内（画面・種別・長短・出力先・言語）',
};

const whereOf = ({ id, language, channel }: SpokenForm): string => `${id} ${language} ${channel}`;
const quoteForm = ({ id, language, words }: SpokenForm): Quotation => ({
  from: 'transcript',
  where: id,
  language,
  words,
});

const anyKey: Readonly<Record<Language, RegExp>> = { ja: /どれかのボタン/, en: /\bany key\b/i };

/** A11Y-02: each key of its own is named; silence is no prompt; the general keys are told on `welcome`. */
export function everyScreenIsSpoken(wording: Wording): Checked {
  const forms = spokenForms(wording);
  const prompts = over(
    formsLookedAt,
    forms,
    (form) => {
      const told = new Set(form.choices.map(({ key }) => key));
      const missing = choicesToTell(form.screen, form.channel).filter(({ key }) =>
        key === 'any' ? !anyKey[form.language].test(form.words) : !told.has(key),
      );
      return [
        ...wrongUnless(form.words.trim() !== '', whereOf(form), 'says nothing', '何も言いません'),
        // The languages of the language screen are counted out, one prompt each.
        ...(form.screen === 'language' ? [] : missing).map(({ key }) => ({
          where: whereOf(form),
          what: { en: `does not name key ${key}`, ja: `キー ${key} を伝えません` },
        })),
      ];
    },
    quoteForm,
  );
  const silent = over(
    { en: 'screens', ja: '画面' },
    screenIds.filter((screen) => screen !== 'idle'),
    (screen) =>
      wrongUnless(
        screens[screen].prompt !== undefined || screens[screen].announces !== undefined,
        screen,
        'has neither prompt nor announcement',
        '案内も読み上げもありません',
      ),
  );
  const general = over(
    { en: 'forms of welcome that tell 5, 9, 0, # and ＊', ja: '5・9・0・#・＊を伝える最初の案内' },
    forms.filter(({ screen }) => screen === 'welcome'),
    (form) =>
      (['5', '9', '0', '#', '*'] as const).flatMap((key) =>
        wrongUnless(
          form.choices.some((choice) => choice.key === key),
          whereOf(form),
          `does not tell the general key ${key}`,
          `共通のキー ${key} を伝えません`,
        ),
      ),
  );
  return together(prompts, silent, general);
}

const isAscending = (choices: readonly SpokenChoice[]): boolean => {
  const places = choices.map(({ key }) => keyOrder.indexOf(key));
  return places.every((place, i) => place >= (places[i - 1] ?? 0));
};

/** Where digits are data, # and ＊ are told again for the empty field; `welcome` offers the short forms before its list. */
function ascends({ screen, words, language, choices }: SpokenForm): boolean {
  if (screens[screen].digits !== undefined)
    return sentencesOf(words, 0, language).every(({ text }) => isAscending(choicesIn(text.trim(), language)));
  return isAscending(screen === 'welcome' && choices[0]?.key === '#' ? choices.slice(1) : choices);
}

/** A11Y-23: what for, then the key; ascending; at most four of its own. */
export function promptsKeepTheGrammar(wording: Wording): Checked {
  return over(
    formsLookedAt,
    spokenForms(wording),
    (form) => {
      const where = whereOf(form);
      // `welcome` offers the short forms by the way, before its list.
      const only = form.choices.length === 1 || form.screen === 'welcome';
      const own = new Set(form.choices.map(({ key }) => key).filter((key) => '1234'.includes(key)));
      return [
        ...wrongUnless(
          only || !form.choices.some(({ keyFirst }) => keyFirst),
          where,
          'says the key before what it is for',
          '用件より先にキーを言います',
        ),
        ...wrongUnless(ascends(form), where, 'keys do not ascend', 'キーが昇順ではありません'),
        ...wrongUnless(own.size <= 4, where, 'has more than four choices', '選択肢が4つを超えます'),
      ];
    },
    quoteForm,
  );
}

const foreign: Readonly<Record<Language, (words: string) => string | null>> = {
  en: (words) => /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+/.exec(words.replaceAll('＊', ''))?.[0] ?? null,
  // Names of products, and the language screen's own title.
  ja: (words) =>
    /[A-Za-z]{2,}/.exec(words.replaceAll(/\{\w+\}|Android|iPhone|Language|English/g, ''))?.[0] ?? null,
};

/** The part of A11Y-17 that is in the texts. */
export function languagesAreApart(wording: Wording): Checked {
  const texts = completeLanguages.flatMap((language) => textIds.map((id) => ({ id, language })));
  return over({ en: 'texts in one language', ja: '一つの言語で書かれた文' }, texts, ({ id, language }) => {
    const borrowed = foreign[language](wording(id, language));
    return wrongUnless(
      borrowed === null,
      `${id} ${language}`,
      `borrows “${borrowed}”`,
      `「${borrowed}」が混ざっています`,
    );
  });
}

/** What is said of each error, and the screen whose prompt says what can be done; null: the words say so themselves. */
const errors: readonly (readonly [said: TextId, then: ScreenId | null])[] = [
  ['announce.card_unreadable', null],
  ['announce.not_my_number_card', null],
  ['announce.face_not_confirmed', 'face_retry'],
  ['announce.pin_wrong', 'pin_wrong'],
  ['announce.pin_locked', 'pin_locked'],
  ['announce.password_wrong', 'staff_password'],
  ['announce.card_refused.private', null],
  ['announce.card_refused.expired', 'card_refused'],
  ['announce.card_refused.unreadable', 'card_refused'],
  ['announce.card_refused.not_my_number_card', 'card_refused'],
  ['announce.eligibility_problem', null],
  ['announce.card_missing', null],
  ['announce.phone_lost', null],
  ['announce.phone_several', null],
  ['announce.phone_other', null],
  ['announce.not_a_phone', null],
  ['announce.phone_not_agreed', null],
  ['announce.phone_pin_wrong', 'phone_pin_wrong'],
  ['announce.phone_pin_locked', 'phone_pin_locked'],
  ['announce.phone_not_offered', 'phone_not_offered'],
  ['announce.phone_refused', 'phone_refused'],
  ['reply.empty', 'pin_entry'],
  ['reply.pin_count', null],
  ['reply.password_count', null],
  ['reply.choose_first', null],
  ['reply.busy', null],
  // What can be pressed is heard again with 5, which `welcome` tells.
  ['reply.not_here', 'welcome'],
  ['reply.no_back', 'welcome'],
];

const asksForAct: Readonly<Record<Language, RegExp>> = {
  ja: /ください/,
  en: /\b(?:please|put|place|take|hold|wait|ask)\b/i,
};

/** A11Y-18: what is wrong, and then what can be done. */
export function errorsSayWhatToDo(wording: Wording): Checked {
  const forms = spokenForms(wording);
  const told = completeLanguages.flatMap((language) =>
    errors.map(([said, then]) => ({ said, then, language })),
  );
  return over(
    { en: 'errors as they are spoken', ja: '誤りの読み上げ' },
    told,
    ({ said, then, language }) => {
      const words = wording(said, language);
      const where = `${said} ${language}`;
      const follows = forms.filter((form) => form.screen === then && form.language === language);
      const remedied =
        then === null
          ? asksForAct[language].test(words) || choicesSpoken(words, language).length > 0
          : follows.length > 0 &&
            follows.every((form) => form.choices.length > 0 || asksForAct[language].test(form.words));
      return [
        ...wrongUnless(
          words.replaceAll(/\{\w+\}/g, '').trim() !== '',
          where,
          'says nothing',
          '何も言いません',
        ),
        ...wrongUnless(remedied, where, 'does not say what can be done', '何をすればよいかを言いません'),
      ];
    },
    ({ said, language }) => ({ from: 'transcript', where: said, language, words: wording(said, language) }),
  );
}

/** A11Y-33, 34: the twelve keys in telephone order, and every choice on one of them. */
export function everyChoiceHasAKey(): Checked {
  const choices = screenIds.flatMap((screen) =>
    screens[screen].choices.map((choice) => ({ screen, ...choice })),
  );
  return over({ en: 'choices of all screens', ja: '全画面の選択肢' }, choices, ({ screen, id, key }) =>
    wrongUnless(
      key === 'any' || keyOrder.includes(key),
      `${screen} ${id}`,
      'has no key of the twelve',
      '12のキーのどれにもありません',
    ),
  );
}

/** From everywhere but rest and the very end a key ends the visit, goes back or fetches staff (A11Y-22). */
export function everyScreenHasAWayOut(): Checked {
  const visited = screenIds.filter((id) => screens[id].rest !== true && id !== 'ended');
  return over({ en: 'screens of a visit', ja: '受付中の画面' }, visited, (screen) =>
    wrongUnless(
      screens[screen].choices.some(({ key }) => key === '9' || key === '*' || key === '0' || key === 'any'),
      screen,
      'has no key that leads out',
      '抜けるキーがありません',
    ),
  );
}

const aboutFace = ['choose_method', 'face_capture', 'face_retry'] as const satisfies readonly ScreenId[];

/** A11Y-30: PIN where the card has one, staff always, at most one step back away. */
export function faceIsNeverTheOnlyWay(): Checked {
  return over({ en: 'screens about the face', ja: '顔に関する画面' }, aboutFace, (screen) => {
    const ids = screens[screen].choices.map(({ id }) => id);
    const staff = ids.includes('staff_check') || ids.includes('back');
    return [
      ...wrongUnless(ids.includes('pin'), screen, 'does not lead to the PIN', '暗証番号に進めません'),
      ...wrongUnless(staff, screen, 'does not lead to a visual check', '目視の確認に進めません'),
    ];
  });
}

/** A11Y-46: where the card goes and which way round, at first and where it could not be read. */
export function cardIsGuided(wording: Wording): Checked {
  const forms = spokenForms(wording).filter(({ screen }) => screen === 'place_card');
  const hints = ['slot_hint', 'orientation'] as const;
  const prompts = over(
    { en: 'prompts that ask for the card', ja: 'カードを求める案内' },
    forms,
    ({ id, form, language }) =>
      (form === 'first' ? hints : hints.slice(0, 1)).flatMap((hint) =>
        wrongUnless(
          wording(id, language).includes(`{${hint}}`),
          `${id} ${language}`,
          `leaves out ${hint}`,
          `${hint} がありません`,
        ),
      ),
  );
  const again = wrongUnless(
    announcements['announce.card_unreadable'].followedBy === 'part.orientation',
    'announce.card_unreadable',
    'does not say which way round',
    '向きを伝えません',
  );
  return { ...prompts, wrong: [...prompts.wrong, ...again] };
}

const ofStaff = ['staff_check', 'staff_password', 'staff_verdict'] as const satisfies readonly ScreenId[];
const namesPin: Readonly<Record<Language, RegExp>> = { ja: /暗証番号/, en: /\bPIN\b/ };

/** A11Y-48: no screen for staff asks for the PIN of the person. */
export function staffNeverAsksForPin(wording: Wording): Checked {
  const texts = completeLanguages.flatMap((language) =>
    textIds
      .filter((id) => ofStaff.some((screen) => id.startsWith(`${screen}.`)))
      .map((id) => ({ id, language })),
  );
  return over({ en: 'texts of the screens for staff', ja: '係員向け画面の文' }, texts, ({ id, language }) =>
    wrongUnless(
      !namesPin[language].test(wording(id, language)),
      `${id} ${language}`,
      'names the PIN',
      '暗証番号に触れています',
    ),
  );
}

/** The part of A11Y-68 that is in the texts: one label for one thing, over all screens. */
export function labelsMeanOneThing(wording: Wording): Checked {
  const ids = [...new Set(screenIds.flatMap((screen) => screens[screen].choices.map(({ id }) => id)))];
  const labels = completeLanguages.flatMap((language) =>
    ids.flatMap((id) => {
      const label = `label.${id}`;
      return isTextId(label) ? [{ id, language, words: wording(label, language) }] : [];
    }),
  );
  return over(
    { en: 'labels of choices', ja: '選択肢の表示' },
    labels,
    ({ id, language, words }): readonly Wrong[] => {
      const same = labels.filter(
        (other) => other.language === language && other.words === words && other.id !== id,
      );
      return same.map((other) => ({
        where: `${id} ${language}`,
        what: { en: `has the label of ${other.id}`, ja: `${other.id} と同じ表示です` },
      }));
    },
  );
}

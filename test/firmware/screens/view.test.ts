import { describe, expect, test } from 'vitest';
import { profiles } from '../../../firmware/profiles.ts';
import { type ScreenId, screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import { cardTroubles, type Facts, noFacts, phoneTroubles } from '../../../firmware/screens/facts.ts';
import { completeLanguages, text } from '../../../firmware/screens/texts.ts';
import { composeView } from '../../../firmware/screens/view.ts';
import { writtenDate } from '../../../firmware/screens/written-date.ts';
import { Personal } from '../../../protocol/personal.ts';

const profile = profiles['next-generation'];
const facts: Facts = {
  ...noFacts,
  face: true,
  pin: true,
  triesLeft: 2,
  passwordTriesLeft: 1,
  faceReason: 'dark',
  graceUntil: '2026-11-30',
  expires: '2026-09-05',
  name: new Personal('山田 花子'),
  kana: new Personal('ヤマダ ハナコ'),
  consent: { surgery: true, treatment: false, checkup: true },
  recipient: true,
  prescription: 'electronic',
  secondsLeft: 30,
};
const view = (
  screen: ScreenId,
  variant: string | null = null,
  given: Partial<Facts> = {},
  language: 'ja' | 'en' = 'ja',
) => composeView({ screen, variant, language, profile, facts: { ...facts, ...given } });

describe.each(completeLanguages)('in %s', (language) => {
  test.each(screenIds)('%s is complete: words everywhere, no placeholder left', (screen) => {
    for (const variant of screens[screen].variants?.values ?? [null]) {
      const { title, text, choices, status } = view(screen, variant, {}, language);
      const shown = [title, ...text, ...choices.map(({ label }) => label), status ?? ''];
      expect(title).not.toBe('');
      if (screen !== 'language') expect(text.join('')).not.toBe('');
      for (const words of shown) expect(words).not.toMatch(/[{}]|undefined|null| {2}/);
      for (const { label } of choices) expect(label).not.toBe('');
    }
  });
});

test.each([
  ['ja', /もう一度/],
  ['en', /again/i],
] as const)('after the last try of the face the screen offers no other try, in %s', (language, again) => {
  const shown = (given: Partial<Facts>): string => {
    const { text, choices } = view('face_retry', null, { faceReason: null, ...given }, language);
    return [...text, ...choices.map(({ label }) => label)].join(' ');
  };
  expect(shown({ face: true })).toMatch(again);
  expect(shown({ face: false })).not.toMatch(again);
  expect(shown({ face: false, pin: false })).not.toMatch(again);
});

test.each([
  ['card_unreadable', 'EMU-001'],
  ['not_my_number_card', 'EMU-002'],
] as const)(
  '%s stands on the screen while a card is waited for, with its number as it is written, and on no other',
  (cardTrouble, code) => {
    expect(cardTroubles).toContain(cardTrouble);
    for (const language of completeLanguages) {
      expect(view('place_card', null, { cardTrouble }, language).status).toBe(
        text(`announce.${cardTrouble}`, language).replace('{code}', code),
      );
      expect(view('choose_method', null, { cardTrouble }, language).status).toBeNull();
    }
    expect(view('place_card').status).toBeNull();
  },
);

test.each(phoneTroubles)(
  '%s stands on the screen while a phone is waited for, and on no other',
  (phoneTrouble) => {
    for (const language of completeLanguages) {
      expect(view('hold_phone', 'iphone', { phoneTrouble }, language).status).toBe(
        text(`announce.${phoneTrouble}`, language),
      );
      expect(view('phone_pin', null, { phoneTrouble }, language).status).toBeNull();
    }
    expect(view('hold_phone', 'iphone').status).toBeNull();
  },
);

test('the resting screen names voice guidance only where the unit has it', () => {
  expect(view('idle').text).toEqual([
    'マイナンバーカードを置くか、スマートフォンを選んでください。',
    '音声案内は、＊ボタンを押すか、イヤホンをつないでください。',
  ]);
  const minimal = composeView({
    screen: 'idle',
    variant: null,
    language: 'ja',
    profile: profiles.current,
    facts,
  });
  expect(minimal.text).toHaveLength(1);
  expect(minimal.choices.map(({ label }) => label)).toEqual([
    'マイナンバーカード',
    'スマートフォン',
    '大きな文字',
    'くっきり表示',
    'Language／言語',
    '係員を呼ぶ',
  ]);
});

test('the language screen offers each complete language under its own name', () => {
  expect(view('language').choices.slice(0, 2)).toEqual([
    { key: '1', label: '日本語' },
    { key: '2', label: 'English' },
  ]);
});

test('the consent screens count the groups that the facility uses', () => {
  expect(view('consent_checkup').title).toBe('閲覧同意登録 3/3');
  const groups = { surgery: true, treatment: false, checkup: true };
  expect(view('consent_checkup', null, { groups }).title).toBe('閲覧同意登録 2/2');
  expect(view('consent_all').text[1]).toBe('【手術・傷病名、感染症／診療、お薬／健診】');
  expect(view('consent_all', null, { groups }).text[1]).toBe('【手術・傷病名、感染症／健診】');
});

test('the summary shows every answer on a line, and is private', () => {
  const summary = view('consent_summary');
  expect(summary.text).toEqual([
    '手術・傷病名、感染症：同意する',
    '診療、お薬：同意しない',
    '健診：同意する',
    '受給者証：利用する',
    '処方箋：電子処方箋',
    'この内容でよろしいですか。',
  ]);
  expect(summary.private).toBe(true);
  const withoutConsent = view('consent_summary', null, { consent: null, prescription: null });
  expect(withoutConsent.text).toEqual(['受給者証：利用する', 'この内容でよろしいですか。']);
});

test('the last screen shows the name, and is private for it; without a name the line is not there', () => {
  expect(view('accepted').text).toEqual([
    '山田 花子様',
    '受付しました。',
    '',
    '終了ボタンを押し、当薬局で調剤を希望する処方箋等を受付窓口にご提出ください。',
  ]);
  expect(view('accepted').private).toBe(true);
  const nameless = view('accepted_clinic', null, { name: null });
  expect(nameless.text[0]).toBe('受付しました。');
  expect(nameless.private).toBe(false);
});

test('the tries left are the status line, from two down', () => {
  expect(view('pin_entry', null, { triesLeft: 3 }).status).toBeNull();
  expect(view('pin_entry', null, { triesLeft: 2 }).status).toBe('あと2回、入力できます。');
  expect(view('pin_wrong', null, { triesLeft: 1 }).status).toMatch(/^入力できるのは、あと1回です。/);
  expect(view('staff_password', null, { passwordTriesLeft: null }).status).toBeNull();
  expect(view('pin_wrong', null, { triesLeft: 1 }).text).toEqual(['暗証番号が違います。']);
});

test("the camera's cue is the status line of the face check, and of no other screen", () => {
  expect(view('face_capture', null, { cue: 'too_far' }).status).toBe('もう少し近づいてください。');
  expect(view('choose_method', null, { cue: 'too_far' }).status).toBeNull();
});

test('a masked field shows how many digits are in it', () => {
  expect(view('pin_entry', null, { digitsEntered: 3 }).masked).toBe(3);
  expect(view('choose_method', null, { digitsEntered: 3 }).masked).toBeNull();
});

test('the marked choice is marked, and none before', () => {
  const marked = (choice: 'register' | null) =>
    view('not_registered', null, { marked: choice }).choices.filter((shown) => shown.marked === true);
  expect(marked(null)).toEqual([]);
  expect(marked('register')).toEqual([{ key: '1', label: '登録する', marked: true }]);
});

test('a refusal shows its reason and error code, and is private where the reason is', () => {
  expect(view('card_refused', 'unreadable').text[0]).toBe(
    'カードを読み取れないため、受付できません。（EMU-001）',
  );
  expect(view('card_refused', 'unreadable').private).toBe(false);
  expect(view('card_refused', 'revoked').private).toBe(true);
});

test('dates are written out in the language of the screen', () => {
  expect(view('cert_grace').text[1]).toBe('2026年11月30日までは受付できます。');
  expect(view('cert_grace', null, {}, 'en').text[1]).toBe('You can check in until 30 November 2026.');
  expect(writtenDate('2026-02-01', 'en')).toBe('1 February 2026');
  expect(writtenDate('2026-13-01', 'ja')).toBe('2026-13-01');
  expect(writtenDate('soon', 'ja')).toBe('soon');
});

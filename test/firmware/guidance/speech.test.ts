import { describe, expect, test } from 'vitest';
import { type Comfort, defaultComfort } from '../../../firmware/guidance/comfort.ts';
import { secondsOf } from '../../../firmware/guidance/durations.ts';
import { promptsOf, type Speech, sentencesOf, utter } from '../../../firmware/guidance/speech.ts';
import { profiles } from '../../../firmware/profiles.ts';
import { type ScreenId, screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import { type Facts, noFacts } from '../../../firmware/screens/facts.ts';
import type { AnnouncementId, ReplyId } from '../../../firmware/screens/spoken.ts';
import { Personal } from '../../../protocol/personal.ts';

const facts: Facts = {
  ...noFacts,
  face: true,
  pin: true,
  triesLeft: 2,
  kana: new Personal('サトウ イチロウ'),
  consent: { surgery: true, treatment: false, checkup: true },
  secondsLeft: 30,
  graceUntil: '2026-11-30',
  expires: '2027-01-15',
};
const speaker: Comfort = { ...defaultComfort('ja', false), voice: 'first' };
const earphones: Comfort = { ...speaker, earphones: true };

const audience = (screen: ScreenId, variant: string | null, comfort: Comfort) =>
  ({ screen, variant, comfort, profile: profiles['next-generation'] }) as const;

const prompt = (
  screen: ScreenId,
  variant: string | null,
  comfort: Comfort,
  given: Partial<Facts> = {},
  form: 'first' | 'short' = 'short',
) =>
  promptsOf(screen, form, { ...facts, ...given }, true).map(
    (speech) => utter(speech, audience(screen, variant, comfort)).utterance,
  );

function said(
  id: AnnouncementId | ReplyId,
  comfort: Comfort,
  given: Partial<Facts> = {},
  params: Speech['params'] = {},
) {
  const kind = id.startsWith('reply.') ? 'reply' : 'announcement';
  const speech: Speech = { kind, says: { id }, facts: { ...facts, ...given }, params, entering: false };
  return utter(speech, audience('accepted', null, comfort)).utterance;
}

describe.each(['ja', 'en'] as const)('in %s', (language) => {
  test.each(screenIds)('the prompts of %s are whole sentences without a placeholder', (screen) => {
    for (const variant of screens[screen].variants?.values ?? [null]) {
      for (const comfort of [speaker, earphones]) {
        for (const form of ['first', 'short'] as const) {
          for (const { text, duration } of prompt(screen, variant, { ...comfort, language }, {}, form)) {
            expect(text).not.toMatch(/[{}]|undefined|null| {2}|^ | $/);
            expect(text).toMatch(/[。.]$/);
            expect(duration).toBeGreaterThanOrEqual(500);
          }
        }
      }
    }
  });
});

test('a screen without a prompt has none', () => {
  expect(prompt('idle', null, speaker)).toEqual([]);
  expect(prompt('take_card', null, speaker)).toEqual([]);
});

test('the language screen speaks each language in its own voice, with the key of its place, then how screens are seen', () => {
  expect(prompt('language', null, speaker).map(({ language, text }) => [language, text])).toEqual([
    ['ja', '日本語は1です。'],
    ['en', 'English, 2.'],
    ['ja', '大きな文字は3、くっきり表示は4、画面を隠すときや出すときはシャープを押してください。'],
  ]);
});

test('choices that are not there are not spoken, and take no time', () => {
  const [both] = prompt('choose_method', null, speaker);
  const [faceOnly] = prompt('choose_method', null, speaker, { pin: false });
  expect(both?.text).toBe('本人確認です。顔は1、暗証番号は2、係員は0を押してください。');
  expect(both?.duration).toBe(secondsOf('choose_method.short', 'ja') * 1000);
  expect(faceOnly?.text).toBe('本人確認です。顔は1、係員は0を押してください。');
  expect(faceOnly?.duration).toBe(5200);
  expect(faceOnly?.params).toEqual(['face']);
});

test('the tries left are told from two down, and their time is added', () => {
  const [three] = prompt('pin_entry', null, speaker, { triesLeft: 3 });
  const [two] = prompt('pin_entry', null, speaker, { triesLeft: 2 });
  expect(three?.text).toMatch(/^4桁の/);
  expect(two?.text).toMatch(/^あと2回、入力できます。4桁の/);
  expect(two?.duration).toBe((three?.duration ?? 0) + 3100);
});

test('only the groups that the facility uses are told', () => {
  const groups = { surgery: false, treatment: true, checkup: false };
  const [all] = prompt('consent_all', null, speaker, {}, 'first');
  const [one] = prompt('consent_all', null, speaker, { groups }, 'first');
  expect(all?.text).toContain('手術、傷病名、感染症。診療、お薬。健診。');
  expect(one?.text).toContain('同意しますか。診療、お薬。どれを');
  expect(one?.duration).toBeLessThan(all?.duration ?? 0);
});

describe('what is private', () => {
  test('the name is spoken through earphones only', () => {
    expect(said('announce.accepted', earphones)).toMatchObject({
      text: 'サトウ イチロウさま。受付しました。',
      private: true,
      channel: 'earphones',
      params: ['name_spoken'],
    });
    expect(said('announce.accepted', speaker)).toMatchObject({
      text: '受付しました。',
      private: false,
      channel: 'speaker',
      params: [],
    });
  });

  test.each(['revoked', 'suspended', 'returned', 'staff_said_other'] as const)(
    'the refusal "%s" keeps its reason from the speaker',
    (reason) => {
      const id = `announce.card_refused.${reason}` as const;
      expect(said(id, earphones)).toMatchObject({ id, private: true });
      expect(said(id, speaker)).toMatchObject({ id: 'announce.card_refused.private', private: false });
      expect(prompt('card_refused', reason, speaker)[0]).toMatchObject({
        id: 'card_refused.private.short',
        private: false,
      });
      expect(prompt('card_refused', reason, earphones)[0]).toMatchObject({
        id: `card_refused.${reason}.short`,
        private: true,
      });
    },
  );

  test('the answers are spoken through earphones; on the speaker only when the person asks', () => {
    expect(prompt('consent_summary', null, earphones)[0]?.text).toMatch(
      /^手術、傷病名、感染症は、同意する。診療、お薬は、同意しない。健診は、同意する。よろしければ/,
    );
    expect(prompt('consent_summary', null, speaker)[0]?.text).not.toContain('同意する');
    const aloud: Speech = { kind: 'prompt', says: { aloud: true }, facts, params: {}, entering: false };
    expect(utter(aloud, audience('consent_summary', null, speaker)).utterance).toMatchObject({
      id: 'consent_summary.private.short',
      channel: 'speaker',
      private: true,
      text: expect.stringMatching(/^手術、傷病名、感染症は、同意する。/),
    });
  });

  test('one sentence stands for the same answer to every group', () => {
    const consent = { surgery: false, treatment: false, checkup: false };
    const [none] = prompt('consent_summary', null, earphones, { consent, recipient: true });
    expect(none?.text).toMatch(/^全て、同意しない。受給者証は、利用する。/);
  });
});

test('error codes are spoken letter by letter', () => {
  expect(said('announce.card_unreadable', speaker).text).toMatch(
    /エラー番号は、イー、エム、ユー、ゼロゼロイチです。$/,
  );
  expect(prompt('card_refused', 'not_my_number_card', { ...speaker, language: 'en' })[0]?.text).toBe(
    'Error E M U zero zero two. End, nine. Staff, zero.',
  );
});

test('volume and speed are told as they are set', () => {
  expect(said('reply.volume', { ...speaker, volume: 5 }).text).toBe('音量、5です。');
  expect(said('reply.speed', { ...speaker, speed: 1.25 })).toMatchObject({
    text: '速さ、1.25倍です。',
    duration: 2320,
  });
});

test('a mark is told by the label of its choice, an unfinished entry by its count', () => {
  expect(said('reply.marked', speaker, {}, { label: 'register' }).text).toMatch(
    /^登録する、が選ばれました。/,
  );
  expect(said('reply.pin_count', speaker, {}, { digits: 3 }).text).toMatch(/^3桁入っています。/);
});

test('dates are written out, and a longer one takes longer', () => {
  expect(said('announce.cert_grace', speaker).text).toContain('2026年11月30日までは');
  const expiry = said('announce.expiry_notice', speaker, { expires: '2027-01-05' });
  expect(expiry.duration).toBeLessThan(
    said('announce.expiry_notice', speaker, { expires: '2027-12-15' }).duration,
  );
});

describe('sentences', () => {
  test('are cut after each full stop and lose neither words nor time', () => {
    for (const screen of screenIds) {
      for (const language of ['ja', 'en'] as const) {
        for (const speech of promptsOf(screen, 'first', facts, true)) {
          const variant = screens[screen].variants?.values[0] ?? null;
          const { utterance, sentences } = utter(speech, audience(screen, variant, { ...speaker, language }));
          expect(sentences.map(({ text }) => text).join('')).toBe(utterance.text);
          expect(sentences.reduce((sum, { duration }) => sum + duration, 0)).toBe(utterance.duration);
        }
      }
    }
  });

  test('are as many as there are full stops', () => {
    expect(sentencesOf('終了は9。係員は0。', 1000, 'ja')).toEqual([
      { text: '終了は9。', duration: 500 },
      { text: '係員は0。', duration: 500 },
    ]);
    expect(sentencesOf('Is it? To end, nine. Staff, zero.', 900, 'en')).toHaveLength(3);
  });
});

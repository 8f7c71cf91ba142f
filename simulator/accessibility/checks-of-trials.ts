/** Checks that judge what came of trials on fresh readers. */

import { createHash } from 'node:crypto';
import { speedSteps, volumeSteps } from '../../firmware/guidance/comfort.ts';
import { profiles } from '../../firmware/profiles.ts';
import { type ScreenId, screenIds, screens } from '../../firmware/screens/catalogue.ts';
import { keyOrder, type ToneId, toneIds } from '../../firmware/screens/vocabulary.ts';
import type { Language } from '../../protocol/errors.ts';
import { longestShortForms, pathIn, type SpokenSum } from '../eyes-free/spoken-sums.ts';
import { languageNames } from '../ui/language-names.ts';
import { highestPeak } from '../voice/level.ts';
import { secondsOfSound } from '../voice/sound.ts';
import { powerWhere } from '../voice/spectrum.ts';
import { toneSound, tones } from '../voice/tones.ts';
import { writeWav } from '../voice/wav.ts';
import { type Checked, over, together, wrongUnless } from './evidence.ts';
import type { Text } from './standards.ts';
import type { Trials } from './trials.ts';
import type { Found, Step } from './trials-of-speech.ts';

/** Our design: what a person takes for at once. Milliseconds. */
const atOnce = 150;

/** A11Y-06 */
export function speechStopsAndComesAgain({ cuts, repetitions }: Trials): Checked {
  return together(
    over(
      { en: 'keys that cut speech within 150 ms', ja: '150ミリ秒以内に音声を止めたキー' },
      cuts,
      ({ key, after }) =>
        wrongUnless(
          after !== null && after <= atOnce,
          `key ${key}`,
          'does not cut speech',
          '音声を止めません',
        ),
    ),
    over(
      { en: 'prompts said again by key 5', ja: '5でもう一度読まれた案内' },
      repetitions,
      ({ language, before, after }) =>
        wrongUnless(
          before !== '' && before === after,
          language,
          'key 5 does not say the same again',
          '5で同じ内容を読みません',
        ),
      ({ language, after }) => ({ from: 'transcript', where: '5', language, words: after }),
    ),
  );
}

/** A11Y-07 and the moving part of A11Y-22. */
export const randomKeysFindNothing = ({
  random: { presses, screens: reached, broken },
}: Trials): Checked => ({
  figures: [
    { what: { en: 'keys pressed at random', ja: '無作為に押したキー' }, value: String(presses) },
    { what: { en: 'screens reached by them', ja: 'それで表示された画面' }, value: String(reached) },
  ],
  quotations: [],
  wrong:
    broken === null
      ? []
      : [{ where: 'random keys', what: { en: broken, ja: `規則に反しました（記録のまま）：${broken}` } }],
});

/** A11Y-10 */
export const pinsCannotBeTold = ({ pins: { pins, observed, different } }: Trials): Checked => ({
  figures: [
    {
      what: { en: 'wrong PINs, of which the same was observed', ja: '観察結果が同じだった、誤った暗証番号' },
      value: String(pins),
    },
    { what: { en: 'things observed of each', ja: 'それぞれの観察の数' }, value: String(observed) },
  ],
  quotations: [],
  wrong: [
    ...wrongUnless(pins > 1 && observed > 0, 'PIN', 'nothing was compared', '比べるものがありません'),
    // Which PIN it was is nobody's business, though it is wrong.
    ...wrongUnless(
      different.length === 0,
      'PIN',
      `${different.length} can be told from the others`,
      `${different.length}個が見分けられます`,
    ),
  ],
});

const digestOf = (tone: ToneId): string =>
  createHash('sha256')
    .update(writeWav(toneSound(tone)))
    .digest('hex');

/** A11Y-11 */
export function digitsSoundAlike({ digits }: Trials): Checked {
  const sums = digits.map((sounded) => sounded.map(digestOf).join(' '));
  return over({ en: 'digits with one and the same tone', ja: '同じ音が鳴る数字' }, sums, (sum) =>
    wrongUnless(sum !== '' && sum === sums[0], 'digits', 'do not sound alike', '音が同じではありません'),
  );
}

const stepsOf = (steps: readonly Step[], key: Step['key'], channel: Step['channel'], what: Text): Checked => {
  const here = steps.filter((step) => step.key === key);
  const asked = key === '6' ? volumeSteps : speedSteps;
  const found = new Set(here.map(({ volume, speed }) => (key === '6' ? volume : speed)));
  return together(
    over(
      what,
      here,
      (step) => {
        const value = key === '6' ? step.volume : step.speed;
        return [
          ...wrongUnless(
            step.channel === channel,
            `key ${key}`,
            `is heard on ${step.channel}`,
            `${step.channel} に出ます`,
          ),
          ...wrongUnless(
            step.words.includes(String(value)),
            `key ${key}`,
            `does not say ${value}`,
            `${value} を読み上げません`,
          ),
          ...wrongUnless(step.caption === step.words, `key ${key}`, 'has no caption', '字幕がありません'),
        ];
      },
      ({ words }) => ({ from: 'transcript', where: `reply, key ${key}`, language: 'ja', words }),
    ),
    {
      figures: [],
      quotations: [],
      wrong: asked.flatMap((value) =>
        wrongUnless(
          found.has(value as never),
          `key ${key}`,
          `never comes to ${value}`,
          `${value} になりません`,
        ),
      ),
    },
  );
};

/** A11Y-14 */
export const earphoneVolumeChanges = ({ stepsOnEarphones }: Trials): Checked =>
  stepsOf(stepsOnEarphones, '6', 'earphones', {
    en: 'steps of volume in the earphones',
    ja: 'イヤホンの音量の段階',
  });

/** A11Y-15, the steps. */
export const speakerVolumeChanges = ({ stepsOnSpeaker }: Trials): Checked =>
  stepsOf(stepsOnSpeaker, '6', 'speaker', {
    en: 'steps of volume on the loudspeaker',
    ja: 'スピーカーの音量の段階',
  });

/** A11Y-35 */
export const stateIsHeardAndSeen = ({ stepsOnSpeaker }: Trials): Checked =>
  together(
    stepsOf(stepsOnSpeaker, '6', 'speaker', { en: 'steps of volume', ja: '音量の段階' }),
    stepsOf(stepsOnSpeaker, '7', 'speaker', { en: 'steps of speed', ja: '速さの段階' }),
  );

/** A11Y-03 */
export function earphonesTakeOver({ plugging: { before, plugged, after } }: Trials): Checked {
  const steps = [
    { when: 'before', channels: before, wanted: 'speaker' },
    { when: 'plugged', channels: plugged, wanted: 'earphones' },
    { when: 'after', channels: after, wanted: 'speaker' },
  ];
  return over({ en: 'states of the jack', ja: 'イヤホン端子の状態' }, steps, ({ when, channels, wanted }) =>
    wrongUnless(
      channels.length > 0 && channels.every((channel) => channel === wanted),
      when,
      `is not heard on ${wanted}`,
      `${wanted} に出ません`,
    ),
  );
}

const textSizes = { normal: { en: 'usual', ja: '標準' }, large: { en: 'large', ja: '大' } } as const;
const contrasts = { normal: { en: 'usual', ja: '標準' }, high: { en: 'high', ja: '高' } } as const;
const drawn = { en: 'drawn', ja: '表示' } as const satisfies Text;
const hidden = { en: 'hidden', ja: '非表示' } as const satisfies Text;

/** What was found, in words. */
function foundIn({ language, volume, speed, display }: Found, told: Language): string {
  const spoken = [language === null ? '-' : languageNames[language][told], volume ?? '-', speed ?? '-'];
  const seen =
    display === null
      ? ['-']
      : [
          textSizes[display.text][told],
          contrasts[display.contrast][told],
          (display.hidden ? hidden : drawn)[told],
        ];
  return [...spoken, ...seen].join(told === 'ja' ? '・' : ', ');
}

const foundAlike = (one: Found, other: Found): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A11Y-16 */
export const everythingIsBackToDefault = ({ left: { first, changed, next } }: Trials): Checked => ({
  figures: [
    {
      what: {
        en: 'language, volume, speed, text, contrast and screen: first person, changed, next person',
        ja: '言語・音量・速さ・文字・コントラスト・画面：最初の人、変更後、次の人',
      },
      value: [first, changed, next].map((found) => foundIn(found, 'en')).join(' → '),
      valueInJapanese: [first, changed, next].map((found) => foundIn(found, 'ja')).join(' → '),
    },
  ],
  quotations: [],
  wrong: [
    ...wrongUnless(!foundAlike(first, changed), 'visit', 'nothing was changed', '何も変わっていません'),
    ...wrongUnless(
      foundAlike(first, next),
      'next visit',
      'does not begin with the defaults',
      '最初の状態で始まりません',
    ),
  ],
});

/** A11Y-24 */
export function speedIsHeardAtOnce({ paces }: Trials): Checked {
  const normal = paces.find(({ speed }) => speed === 1)?.lasted ?? 0;
  return together(
    over({ en: 'speeds of one prompt', ja: '一つの案内の速さ' }, paces, ({ speed, lasted }) =>
      wrongUnless(
        Math.abs((lasted * speed) / normal - 1) <= 0.05,
        `speed ${speed}`,
        `lasts ${lasted} ms instead of ${Math.round(normal / speed)}`,
        `${Math.round(normal / speed)}ミリ秒ではなく${lasted}ミリ秒です`,
      ),
    ),
    {
      figures: paces.map(({ speed, lasted }) => ({
        what: { en: `milliseconds at ${speed}`, ja: `${speed}倍でのミリ秒` },
        value: String(lasted),
      })),
      quotations: [],
      wrong: wrongUnless(
        speedSteps.every((step) => paces.some(({ speed }) => speed === step)),
        'key 7',
        'does not go through every speed',
        'すべての速さになりません',
      ),
    },
  );
}

/** A11Y-31 */
export const helpBeginsWithoutIt = ({ beginnings }: Trials): Checked =>
  over(
    {
      en: 'ways to begin speech, large text and high contrast from rest',
      ja: '待機から音声・大きな文字・高コントラストを始める方法',
    },
    beginnings,
    ({ help, act, begun }) => wrongUnless(begun, act, `does not begin: ${help}`, `始まりません：${help}`),
  );

/** The moving part of A11Y-30. */
export const staffConfirmsWithoutTheFace = ({ staff }: Trials): Checked => ({
  figures: [
    {
      what: { en: 'screens of a visit that staff confirmed', ja: '係員が確認した受付の画面' },
      value: [...new Set(staff)].join(', '),
    },
  ],
  quotations: [],
  wrong: wrongUnless(
    staff.includes('staff_verdict') && staff.at(-1) === 'consent_all' && !staff.includes('face_capture'),
    'staff_check',
    'does not lead on without the face',
    '顔認証なしで先に進めません',
  ),
});

/** A11Y-36 */
export const heldKeysDoNotRepeat = ({ keys: { held } }: Trials): Checked =>
  over({ en: 'keys held for five seconds', ja: '5秒押し続けたキー' }, held, ({ key, events }) =>
    wrongUnless(events === 1, `key ${key}`, `makes ${events} events`, `${events}回になります`),
  );

/** A11Y-37 */
export const secondPressesCanBeIgnored = ({ keys: { locked, digits } }: Trials): Checked => ({
  figures: [{ what: { en: 'longest key lock in seconds', ja: 'キーを無視する最長秒数' }, value: '0.5' }],
  quotations: [],
  wrong: [
    ...wrongUnless(locked.within === 1, 'key lock', 'lets a second press through', '2回目を通します'),
    ...wrongUnless(
      locked.after === 2,
      'key lock',
      'holds back a press after its time',
      '時間後のキーも通しません',
    ),
    ...wrongUnless(digits === 4, 'key lock', 'swallows digits of 1-1-1-1', '1-1-1-1の数字が抜けます'),
  ],
});

/** A11Y-38 */
export const noKeysTogether = ({ keys: { together: second } }: Trials): Checked => ({
  figures: [
    {
      what: { en: 'events of a second key while one is held', ja: '押している間の別のキーの回数' },
      value: String(second),
    },
  ],
  quotations: [],
  wrong: wrongUnless(second === 0, 'keypad', 'takes two keys together', '同時押しを受け付けます'),
});

/** Limits without `timeout_warning`, and why. Our design. */
const unwarned: Readonly<Partial<Record<ScreenId, Text>>> = {
  face_capture: { en: 'ends in a screen that offers another try', ja: '再試行の画面に移るだけ' },
  call_staff: { en: 'goes back to where the person was', ja: '元の画面に戻るだけ' },
  timeout_warning: { en: 'is the warning', ja: '警告そのもの' },
  card_missing: {
    en: 'says its seconds when it begins; the card is gone',
    ja: '始めに秒数を伝える。カードが外れている',
  },
  ended: { en: 'has nothing to be done', ja: '操作がない' },
};
const leastLeft = 20_000;
const leastExtensions = 10;

/** A11Y-39 */
export function timeIsWarnedAndExtended({ times }: Trials): Checked {
  const limited = screenIds.filter((id) => screens[id].time?.limit !== undefined);
  return together(
    over({ en: 'screens at which time was tried', ja: '時間切れを試した画面' }, times, (time) => [
      ...wrongUnless(time.warningHeard, time.screen, 'has a warning that is not heard', '警告が聞こえません'),
      ...wrongUnless(time.warningSeen, time.screen, 'has a warning that is not seen', '警告が見えません'),
      ...wrongUnless(
        time.leftAfterSpeech >= leastLeft,
        time.screen,
        'has a warning that leaves less than 20 s',
        '警告のあと20秒残りません',
      ),
      ...wrongUnless(
        time.extended >= leastExtensions,
        time.screen,
        `is extended ${time.extended} times only`,
        `${time.extended}回しか延長できません`,
      ),
    ]),
    {
      figures: [
        {
          what: {
            en: 'least milliseconds left after a warning has spoken',
            ja: '警告の読み上げ後に残るミリ秒（最小）',
          },
          value: String(Math.min(...times.map(({ leftAfterSpeech }) => leftAfterSpeech))),
        },
        {
          what: { en: 'least times that one key gave more time', ja: 'キー1つで延長できた回数（最小）' },
          value: String(Math.min(...times.map(({ extended }) => extended))),
        },
      ],
      quotations: [],
      wrong: [],
    },
    over({ en: 'screens with a limit', ja: '制限時間のある画面' }, limited, (id) =>
      wrongUnless(
        screens[id].time?.warned === true || unwarned[id] !== undefined,
        id,
        'ends without a warning, and no reason is named',
        '警告なしに終わり、理由も示されていません',
      ),
    ),
  );
}

/** A11Y-40 */
export const extendingIsNoAnswer = ({ times }: Trials): Checked =>
  together(
    over(
      { en: 'times extended with a key that is a choice there', ja: '選択肢のキーで延長した回数' },
      times.flatMap(({ screen, after }) => after.map((next) => ({ screen, next }))),
      ({ screen, next }) =>
        wrongUnless(screen === next, screen, `extending went on to ${next}`, `延長で ${next} に進みました`),
    ),
    over(
      {
        en: 'screens whose limit waited for the end of the first prompt',
        ja: '初回の案内の終わりまで制限時間が進まなかった画面',
      },
      times,
      ({ screen, warnedAfter, limit }) =>
        wrongUnless(
          warnedAfter >= limit,
          screen,
          'time ran while the prompt was spoken',
          '案内の間に時間が進みました',
        ),
    ),
  );

/** The moving part of A11Y-68. */
export const choicesCanBeChanged = ({ changed }: Trials): Checked => ({
  figures: [
    {
      what: { en: 'consents held before they were confirmed', ja: '確定前に登録された同意' },
      value: String(changed.heldBefore),
    },
  ],
  quotations: [],
  wrong: [
    ...wrongUnless(
      changed.heldBefore === 0,
      'consent_summary',
      'takes effect before it is confirmed',
      '確定前に登録されます',
    ),
    ...wrongUnless(
      JSON.stringify(changed.held) === JSON.stringify(changed.chosen),
      'consent_summary',
      'does not hold what was chosen at last',
      '最後の選択が登録されません',
    ),
    ...wrongUnless(
      changed.before !== null && changed.before === changed.after,
      'card_missing',
      'asks again what was answered',
      '答えたことを再び尋ねます',
    ),
  ],
});

/** A11Y-34, the order; and which key a keypad in another order stands for is by position. */
export const keysAreInTelephoneOrder = (): Checked => ({
  figures: [{ what: { en: 'keys in their order', ja: 'キーの順序' }, value: keyOrder.join(' ') }],
  quotations: [],
  wrong: wrongUnless(
    keyOrder.length === 12 && keyOrder.join('').startsWith('1234567890'),
    'keypad',
    'is not in telephone order',
    '電話の配列ではありません',
  ),
});

/** A11Y-86 */
export const guidanceComesWithKeys = (): Checked =>
  over(
    { en: 'profiles with spoken guidance', ja: '音声案内のある機種' },
    Object.values(profiles).filter(({ voiceMode }) => voiceMode),
    ({ id, keypad }) => wrongUnless(keypad, id, 'has no keypad', 'テンキーがありません'),
  );

const highestTone = 2500;
/** What may be above it: 40 dB below the whole. */
const leastShare = 1e-4;

/** A11Y-80 */
export const tonesAreLowAndTheirOwn = (): Checked =>
  over({ en: 'tones, one for each meaning', ja: '意味ごとの音' }, toneIds, (id) => {
    const sound = toneSound(id);
    const high = powerWhere(sound, (hertz) => hertz > highestTone) / powerWhere(sound, () => true);
    return [
      ...wrongUnless(
        high < leastShare && tones[id].notes.every(({ hertz }) => hertz <= highestTone),
        id,
        'sounds above 2500 Hz',
        '2500Hzを超えます',
      ),
      ...wrongUnless(
        toneIds.every((other) => other === id || digestOf(other) !== digestOf(id)),
        id,
        'is like another',
        'ほかの音と同じです',
      ),
      ...wrongUnless(tones[id].peak <= highestPeak, id, 'is too loud', '大きすぎます'),
    ];
  });

/** The part of A11Y-13 that is in the tones. */
export const tonesAreShort = (): Checked =>
  over({ en: 'tones of at most 3 s', ja: '3秒以下の音' }, toneIds, (id) =>
    wrongUnless(secondsOfSound(toneSound(id)) <= 3, id, 'sounds for more than 3 s', '3秒を超えて鳴ります'),
  );

/** The part of A11Y-81 that can be counted. */
export const shortFormsAreShort = (sums: readonly SpokenSum[]): Checked =>
  together(
    over(
      { en: 'languages', ja: '言語' },
      sums.filter(({ path }) => path === longestShortForms.path),
      ({ language, short }) =>
        wrongUnless(
          short <= longestShortForms.seconds,
          language,
          `speaks for ${short.toFixed(1)} s`,
          `${short.toFixed(1)}秒読み上げます`,
        ),
    ),
    {
      figures: sums.map(({ path, language, short, first }) => ({
        what: {
          en: `seconds of speech, ${path}, ${languageNames[language].en}: short forms, first forms`,
          ja: `読み上げの秒数（${pathIn(path, 'ja')}、${languageNames[language].ja}）：短い案内、はじめの案内`,
        },
        value: `${short.toFixed(1)}, ${first.toFixed(1)}`,
      })),
      quotations: [],
      wrong: [],
    },
  );

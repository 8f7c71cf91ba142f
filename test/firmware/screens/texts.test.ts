import { describe, expect, test } from 'vitest';
import { durationIds, secondsOf } from '../../../firmware/guidance/durations.ts';
import { profiles } from '../../../firmware/profiles.ts';
import { type ScreenId, screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import { faceReasons } from '../../../firmware/screens/facts.ts';
import { isParamName } from '../../../firmware/screens/params.ts';
import { announcements, replies } from '../../../firmware/screens/spoken.ts';
import en from '../../../firmware/screens/texts.en.json' with { type: 'json' };
import ja from '../../../firmware/screens/texts.ja.json' with { type: 'json' };
import { completeLanguages, fill, template, text, textIds } from '../../../firmware/screens/texts.ts';
import { cueIds } from '../../../firmware/screens/vocabulary.ts';
import { bodyId, groupOrder, promptId } from '../../../firmware/screens/wording.ts';

const words: Record<'ja' | 'en', Record<string, string>> = { ja, en };
const placeholders = (written: string): string[] =>
  [...written.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
const variantsOf = (id: ScreenId): readonly (string | null)[] => screens[id].variants?.values ?? [null];
const all = { surgery: true, treatment: true, checkup: true };
const some = { surgery: true, treatment: false, checkup: true };

/** Every text id that screens, speech and parts can call for. */
function wanted(): Set<string> {
  const ids = new Set<string>(['language.name', 'label.volume', 'label.page']);
  for (const id of screenIds) {
    ids.add(`${id}.title`);
    for (const choice of screens[id].choices) ids.add(`label.${choice.id}`);
    for (const variant of variantsOf(id)) {
      if (screens[id].generated === undefined)
        for (const groups of [all, some]) {
          for (const phones of ['unit', 'separate reader'] as const)
            ids.add(bodyId(id, variant, groups, phones));
        }
      for (const form of ['first', 'short'] as const) {
        for (const channel of ['speaker', 'earphones'] as const) {
          const prompt = promptId(id, variant, form, channel);
          if (prompt === null) continue;
          ids.add(prompt);
          for (const choice of placeholders(words.ja[prompt] ?? '')) {
            if (['face', 'pin', 'again'].includes(choice)) ids.add(`part.${id}.${choice}.${form}`);
          }
        }
      }
    }
  }
  for (const id of [...Object.keys(announcements), ...Object.keys(replies)]) ids.add(id);
  for (const cue of cueIds) ids.add(`cue.${cue}`);
  for (const hint of [
    'slot_hint',
    'orientation',
    'tap_hint',
    'camera_hint',
    'mask_note',
    'name_spoken',
    'display_keys',
  ])
    ids.add(`part.${hint}`);
  for (const left of [1, 2]) {
    ids.add(`part.tries.${left}`);
    ids.add(`part.password_tries.${left}`);
  }
  for (const reason of faceReasons) ids.add(`part.reason.${reason}`);
  for (const { code } of Object.values(announcements)) if (code !== undefined) ids.add(`part.code.${code}`);
  for (const group of groupOrder) {
    ids.add(`part.group.${group}`);
    ids.add(`part.group_spoken.${group}`);
  }
  for (const line of [...groupOrder, 'recipient', 'prescription']) {
    ids.add(`part.line.${line}`);
    ids.add(`part.line_spoken.${line}`);
  }
  ids.add('part.line_spoken.all_agree').add('part.line_spoken.all_refuse');
  for (const label of ['agree', 'refuse', 'use', 'not_use', 'electronic', 'paper']) ids.add(`label.${label}`);
  return ids;
}

const isSpoken = (id: string): boolean => {
  const [head = '', second = ''] = id.split('.');
  if (['announce', 'cue', 'reply'].includes(head)) return true;
  if (head === 'part') return !['group', 'line'].includes(second);
  return head !== 'label' && /\.(first|short)$/.test(id);
};

describe.each(['ja', 'en'] as const)('the words in %s', (language) => {
  test('hold every text that is called for, and no other', () => {
    expect(Object.keys(words[language]).sort()).toEqual([...wanted()].sort());
  });

  test('are never empty and break lines only in bodies', () => {
    for (const [id, written] of Object.entries(words[language])) {
      expect(written.trim(), id).not.toBe('');
      if (!id.endsWith('.body')) expect(written, id).not.toContain('\n');
    }
  });

  test('have the placeholders of the other language, all of them known', () => {
    for (const [id, written] of Object.entries(words[language])) {
      expect(placeholders(written), id).toEqual(placeholders(words.ja[id] ?? ''));
      for (const name of placeholders(written)) expect(isParamName(name), `${id} {${name}}`).toBe(true);
    }
  });

  test('have a length in the catalogue of durations wherever they are spoken, and nowhere else', () => {
    for (const id of textIds) if (isSpoken(id)) expect(secondsOf(id, language), id).toBeGreaterThan(0);
    expect([...durationIds].sort()).toEqual(textIds.filter(isSpoken).sort());
  });

  test('are not longer in their short form', () => {
    for (const id of textIds) {
      if (!id.endsWith('.short') || id.includes('private')) continue;
      expect(secondsOf(id, language), id).toBeLessThanOrEqual(
        secondsOf(id.replace(/short$/, 'first'), language) + 0.05,
      );
    }
  });

  test('tell the five general keys on welcome', () => {
    const keys =
      language === 'ja'
        ? ['5', '9', '0', 'シャープ', 'こめじるし']
        : ['five', 'nine', 'zero', 'hash', 'star'];
    for (const form of ['first', 'short'] as const) {
      for (const key of keys) expect(text(`welcome.${form}`, language).toLowerCase()).toContain(key);
    }
  });

  test('leave the person 20 s after timeout_warning has been spoken', () => {
    const { warning, speechLeavesAtLeast } = profiles['next-generation'].limits;
    const spoken =
      secondsOf('announce.timeout_warning', language) + secondsOf('timeout_warning.first', language);
    expect(warning - spoken).toBeGreaterThanOrEqual(speechLeavesAtLeast);
  });
});

/** The key as it is spoken at the end of its phrase. */
const spokenKeys = {
  ja: { '#': 'シャープ', '*': 'こめじるし', any: 'どれか' } as Record<string, string>,
  en: {
    '0': 'zero',
    '1': 'one',
    '2': 'two',
    '3': 'three',
    '9': 'nine',
    '#': 'hash',
    '*': 'star',
    any: 'any key',
  } as Record<string, string>,
};
/** Told once, on welcome. */
const isGeneral = ({ key, id }: { key: string; id: string }): boolean =>
  (key === '9' && id === 'end') ||
  (key === '0' && id === 'staff') ||
  key === '8' ||
  (key === '*' && ['back', 'voice'].includes(id));

test('every prompt names every key of its screen that means something of its own', () => {
  for (const id of screenIds) {
    for (const variant of variantsOf(id)) {
      for (const form of ['first', 'short'] as const) {
        for (const channel of ['speaker', 'earphones'] as const) {
          const prompt = promptId(id, variant, form, channel);
          if (prompt === null || id === 'language') continue;
          for (const language of completeLanguages) {
            const said = fill(
              template(prompt, language),
              (name) => words[language][`part.${id}.${name}.${form}`] ?? '',
            ).toLowerCase();
            for (const choice of screens[id].choices) {
              if (isGeneral(choice) || (choice.when === 'speaker' && channel === 'earphones')) continue;
              const key = spokenKeys[language][choice.key] ?? choice.key;
              expect(said, `${prompt} ${language} ${choice.key}`).toMatch(
                new RegExp(language === 'ja' ? key : `\\b${key}\\b`),
              );
            }
          }
        }
      }
    }
  }
});

test('announcements name no key: there may be no keypad', () => {
  for (const id of textIds) {
    if (!id.startsWith('announce.')) continue;
    expect(text(id, 'ja'), id).not.toMatch(/ボタン|シャープ|こめじるし|を押して/);
    expect(text(id, 'en'), id).not.toMatch(/\b(press|key|hash|star)\b/);
  }
});

test("spoken Japanese holds no sign that an engine passes over, ends its sentences and fits an engine's line", () => {
  for (const id of textIds.filter(isSpoken)) {
    const written = text(id, 'ja');
    expect(written.replaceAll(/\{\w+\}/g, ''), id).not.toMatch(/[#＊*＃／【】・●×]/);
    if (!id.startsWith('part.')) expect(written, id).toMatch(/[。}]$/);
    expect(Buffer.byteLength(written), id).toBeLessThanOrEqual(900);
  }
});

test('neither language borrows from the other', () => {
  for (const id of textIds) {
    expect(text(id, 'en').replaceAll('＊', ''), id).not.toMatch(/[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/);
    const latin = text(id, 'ja').replaceAll(/\{\w+\}|Android|iPhone|Language|English/g, '');
    expect(latin, id).not.toMatch(/[A-Za-z]{2,}/);
  }
});

test('what stands in the source paper stands here exactly', () => {
  // 支払基金 令和7事業年度予算資料
  const paper = {
    'consent_all.title': '閲覧同意登録',
    'consent_all.body': '過去の医療情報等の提供に同意しますか。\n【手術・傷病名、感染症／診療、お薬／健診】',
    'consent_surgery.body': '過去の手術・傷病名情報・感染症検査結果を当機関に提供することに同意しますか。',
    'accepted.body':
      '{name}様\n受付しました。\n\n終了ボタンを押し、当薬局で調剤を希望する処方箋等を受付窓口にご提出ください。',
    'label.agree_all': '全て同意する',
    'label.one_by_one': '個別に同意する',
    'label.agree': '同意する',
    'label.refuse': '同意しない',
    'label.end': '終了',
    'label.finish': '終了する',
  } as const;
  for (const [id, written] of Object.entries(paper)) expect(words.ja[id]).toBe(written);
});

test('the forms for the speaker give no private reason away', () => {
  for (const id of [
    'announce.card_refused.private',
    'card_refused.private.first',
    'card_refused.private.short',
  ] as const) {
    expect(text(id, 'ja')).not.toMatch(/失効|停止|返納|本人/);
    expect(text(id, 'en')).not.toMatch(/revoked|suspended|returned|person/);
  }
  for (const id of textIds) if (text(id, 'ja').includes('{lines_spoken}')) expect(id).toContain('.private.');
});

test('the tries of a phone are not told before it is held', () => {
  for (const id of ['phone_pin.first', 'phone_pin.short', 'phone_pin.body'] as const) {
    expect(placeholders(text(id, 'ja'))).not.toContain('tries');
  }
});

test('an empty value leaves no doubled space behind', () => {
  expect(fill(template('face_retry.first', 'en'), () => '')).toBe('To be checked by staff, press zero.');
  expect(fill(template('announce.pin_wrong', 'en'), () => '')).toBe('That PIN is not right.');
});

test('Japanese and English are complete', () => {
  expect(completeLanguages).toEqual(['ja', 'en']);
});

import { describe, expect, test } from 'vitest';
import { estimatedDifference, secondsOf } from '../../../firmware/guidance/durations.ts';

/** A whole visit as it is heard, text by text. */
interface Way {
  readonly form: 'first' | 'short';
  readonly begin: 'welcome' | '# on welcome';
  readonly method: 'pin' | 'face';
  readonly consent: 'all' | 'one by one';
  readonly last: 'accepted' | 'accepted_clinic';
}

function textsOf({ form, begin, method, consent, last }: Way): readonly string[] {
  const groups = ['surgery', 'treatment', 'checkup'].map((group) => `consent_${group}.${form}`);
  return [
    begin === 'welcome' ? `welcome.${form}` : 'reply.short_forms',
    `choose_medium.${form}`,
    `place_card.${form}`,
    'announce.card_read',
    `choose_method.${form}`,
    ...(method === 'pin'
      ? [`pin_entry.${form}`, 'reply.pin_full']
      : [`face_capture.${form}`, 'cue.hold', 'cue.captured']),
    'announce.confirmed',
    'announce.checking.eligibility',
    `consent_all.${form}`,
    ...(consent === 'all' ? [] : groups),
    `consent_summary.speaker.${form}`,
    'announce.checking.submit',
    'announce.accepted',
    `${last}.${form}`,
    'announce.take_card',
    `ended.${form}`,
  ];
}

const sum = (way: Way, language: 'ja' | 'en'): number =>
  textsOf(way).reduce((seconds, id) => seconds + secondsOf(id, language), 0);

const shortest: Way = {
  form: 'short',
  begin: '# on welcome',
  method: 'pin',
  consent: 'all',
  last: 'accepted',
};

describe('a whole visit in short forms', () => {
  test.each([
    shortest,
    { ...shortest, last: 'accepted_clinic' },
    { ...shortest, begin: 'welcome' },
    { ...shortest, method: 'face' },
  ] as const)('%o speaks for at most 75 s', (way) => {
    expect(sum(way, 'ja')).toBeLessThanOrEqual(75);
    expect(sum(way, 'en')).toBeLessThanOrEqual(75);
  });

  test('is counted whole: the sums are those of the measured texts', () => {
    expect(sum(shortest, 'ja')).toBeCloseTo(69.1, 5);
    expect(sum(shortest, 'en')).toBeCloseTo(43.9, 5);
    expect(sum({ ...shortest, form: 'first', begin: 'welcome', consent: 'one by one' }, 'ja')).toBeCloseTo(
      176.3,
      5,
    );
  });
});

describe('the estimate for what was not measured', () => {
  test('is nothing for the value that was', () => {
    expect(estimatedDifference('kana', 'ヤマダ ハナコ', 'ja')).toBe(0);
    expect(estimatedDifference('label', 'Register', 'en')).toBe(0);
  });

  test('grows with the length of the name and shrinks with it', () => {
    expect(estimatedDifference('kana', 'チョウソカベ サクラコ', 'ja')).toBeGreaterThan(0);
    expect(estimatedDifference('kana', 'ミ ミ', 'ja')).toBeLessThan(0);
  });
});

test('a text that is not spoken has no length', () => {
  expect(secondsOf('idle.title', 'ja')).toBe(0);
});

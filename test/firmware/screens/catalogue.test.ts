import { describe, expect, test } from 'vitest';
import { profileIds, profiles } from '../../../firmware/profiles.ts';
import {
  isScreenId,
  type Screen,
  type ScreenId,
  screenIds,
  screens,
} from '../../../firmware/screens/catalogue.ts';
import { noFacts } from '../../../firmware/screens/facts.ts';
import { keyOrder } from '../../../firmware/screens/keys.ts';
import { offeredChoices } from '../../../firmware/screens/offered.ts';
import { isAnnouncementId } from '../../../firmware/screens/spoken.ts';
import { completeLanguages } from '../../../firmware/screens/texts.ts';
import { screenTime } from '../../../firmware/screens/time-limit.ts';
import { announcementId } from '../../../firmware/screens/wording.ts';

const keysOf = (screen: ScreenId): readonly string[] => screens[screen].choices.map(({ key }) => key);
const served = screenIds.filter((id) => screens[id].rest !== true && id !== 'ended' && id !== 'take_card');
const whereNullIsStaffCheck = ['choose_method', 'face_retry', 'pin_wrong', 'pin_locked'];

test('there are 45 screens', () => {
  expect(screenIds).toHaveLength(45);
  expect(isScreenId('welcome')).toBe(true);
  expect(isScreenId('toString')).toBe(false);
});

describe.each(screenIds)('the screen %s', (id) => {
  const screen: Screen = screens[id];
  const keys = keysOf(id).filter((key) => key !== 'any');

  test('names its keys once each, in the order of the keypad', () => {
    expect(keys).toEqual(keyOrder.filter((key) => keys.includes(key)));
  });

  test('offers at most four numbered choices without a gap, and leaves 5, 6 and 7 to the guidance', () => {
    const numbered = keys.filter((key) => '1234567'.includes(key));
    // face_capture has no 1: 2 keeps the meaning it had on the screen before
    // and on the language screen every language has a key before these
    const from = id === 'face_capture' ? 2 : id === 'language' ? completeLanguages.length + 1 : 1;
    expect(numbered).toEqual([1, 2, 3, 4].slice(from - 1, from - 1 + numbered.length).map(String));
  });

  test('confirms with # and clears with * where a choice only marks', () => {
    const marks = screen.choices.some(({ acts }) => acts === 'mark');
    expect(screen.choices.some(({ clears }) => clears === 'mark')).toBe(marks);
    if (marks) expect(keys).toContain('#');
  });

  test('warns only before a time limit, and repeats only what it names', () => {
    if (screen.time?.warned === true) expect(screen.time.limit).toBeTypeOf('number');
    if (screen.time?.repeat !== undefined) expect(screen.repeats).toBeDefined();
  });

  test('announces and repeats only what the catalogue of announcements knows', () => {
    const variants: readonly (string | null)[] = screen.variants?.values ?? [null];
    for (const variant of variants) {
      expect(announcementId(id, variant) === null).toBe(screen.announces === undefined);
    }
    if (screen.repeats !== undefined) expect(isAnnouncementId(screen.repeats)).toBe(true);
  });

  test('says something unless it is the resting screen', () => {
    expect(screen.prompt === undefined && screen.announces === undefined).toBe(id === 'idle');
  });
});

test('9 ends and 0 calls somebody on every screen of a visit that has no other way to both', () => {
  const own = ['language', 'timeout_warning', 'call_staff', 'staff_check'];
  for (const id of served.filter((served) => !own.includes(served) && screens[served].digits === undefined)) {
    expect(keysOf(id), id).toEqual(expect.arrayContaining(['9', '0']));
  }
});

test('0 is the staff check where a person is to be confirmed, and calls staff everywhere else', () => {
  for (const id of screenIds) {
    const zero = screens[id].choices.find(({ key }) => key === '0');
    if (zero !== undefined) {
      expect(zero.id, id).toBe(whereNullIsStaffCheck.includes(id) ? 'staff_check' : 'staff');
    }
  }
});

test('where digits are data only # and * act', () => {
  const masked = screenIds.filter((id) => screens[id].digits !== undefined);
  expect([...masked].sort()).toEqual(['phone_pin', 'pin_entry', 'staff_password']);
  for (const id of masked) {
    expect(screens[id].choices.map(({ id: choice }) => choice)).toEqual(['confirm', 'clear']);
    expect(screens[id].private).toBe(true);
  }
});

test('a digit moves on at once on the consent screens; # is on the summary alone', () => {
  for (const id of ['consent_all', 'consent_surgery', 'consent_treatment', 'consent_checkup'] as const) {
    expect(keysOf(id)).not.toContain('#');
    expect(screens[id].choices.every(({ acts }) => acts === undefined)).toBe(true);
  }
  expect(keysOf('consent_summary')).toContain('#');
});

test("the payment limit screen is for today's units alone, voice guidance for the full next generation", () => {
  expect(screens.high_cost.only).toEqual(['current']);
  expect(profileIds.filter((id) => profiles[id].limitScreen)).toEqual(['current']);
  expect(screens.welcome.only).toEqual(profileIds.filter((id) => profiles[id].voiceMode));
});

test('choices that the card or the unit cannot serve are not offered', () => {
  const offered = (screen: ScreenId, facts: Partial<typeof noFacts>, profile = profiles['next-generation']) =>
    offeredChoices(screen, profile, { ...noFacts, ...facts }).map(({ id }) => id);
  expect(offered('choose_method', { face: true, pin: true })).toEqual([
    'face',
    'pin',
    'end',
    'staff_check',
    'back',
  ]);
  expect(offered('choose_method', { face: true })).toEqual(['face', 'end', 'staff_check', 'back']);
  expect(offered('face_retry', { pin: true })).not.toContain('again');
  expect(offered('consent_summary', {})).toContain('read_aloud');
  expect(offered('consent_summary', { earphones: true })).not.toContain('read_aloud');
  expect(offered('consent_summary', {}, profiles.current)).not.toContain('read_aloud');
  expect(offered('idle', {})).toContain('voice');
  expect(offered('idle', {}, profiles['next-generation-minimal'])).not.toContain('voice');
});

describe('the time a screen gives', () => {
  const profile = profiles['next-generation'];

  test('is doubled in voice mode', () => {
    expect(screenTime('consent_all', profile, false)).toEqual({
      limit: 120_000,
      warning: 30_000,
      waitsForSpeech: true,
    });
    expect(screenTime('consent_all', profile, true).limit).toBe(240_000);
  });

  test('is neither doubled nor held where it is fixed', () => {
    const fixed = { limit: 20_000, warning: null, waitsForSpeech: false };
    expect(screenTime('card_missing', profile, false)).toEqual(fixed);
    expect(screenTime('card_missing', profile, true)).toEqual(fixed);
    expect(screenTime('timeout_warning', profile, true).limit).toBe(profile.limits.warning * 1000);
  });

  test('is without end where the reader, not the person, is waited for', () => {
    for (const id of ['idle', 'checking', 'reconnecting', 'take_card', 'out_of_service'] as const) {
      expect(screenTime(id, profile, true).limit).toBeNull();
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { Language } from '../../../firmware/screens/vocabulary.ts';
import type { Distortion } from '../../../simulator/eyes-free/hearing.ts';
import {
  canBeAccepted,
  drawnVisits,
  everyVisit,
  goalOf,
  type Rounds,
} from '../../../simulator/eyes-free/rounds.ts';
import { choicesIn } from '../../../simulator/eyes-free/spoken-choices.ts';
import { longestShortForms, spokenSums } from '../../../simulator/eyes-free/spoken-sums.ts';
import type { TemperName } from '../../../simulator/eyes-free/temper.ts';
import { makeRounds, type RoundConditions, summaryOf } from '../../../simulator/eyes-free/tested.ts';
import { transcriptLines } from '../../../simulator/eyes-free/transcript-lines.ts';
import { troubles } from '../../../simulator/eyes-free/trouble.ts';
import { visitEyesFree } from '../../../simulator/eyes-free/visit.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';

const people = loadPeople();
const languages: readonly Language[] = ['ja', 'en'];
const coming = [...people].filter(canBeAccepted);
const rounds: Rounds = { people: coming, languages, troubles: ['none'], seed: 'test' };

const summary = async (
  planned: ReturnType<typeof everyVisit>,
  temper: TemperName,
  worse: Pick<RoundConditions, 'distortion' | 'withoutRepeat'> = {},
) => summaryOf(await makeRounds(planned, { people, temper, ...worse }));

/** Of whom something else is asked, or who goes another way. */
const telling = [
  'insured',
  'unregistered',
  'expiring',
  'grace',
  'face-only',
  'pin-locked',
  'certificate-holder',
];
const tellingPeople = coming.filter(({ id }) => telling.includes(id));

describe('an attentive tester without eyes', { timeout: 180_000 }, () => {
  it('is accepted by every way in both languages, whatever the reader asks', async () => {
    const made = await summary(everyVisit({ ...rounds, people: tellingPeople }), 'attentive');
    expect(made.failed).toEqual([]);
    expect(made).toMatchObject({ visits: tellingPeople.length * 2 * 7, unintended: 0, again: 0 });
  });

  it('is accepted with a phone of either kind in both languages, also with the PIN wrong at first', async () => {
    const carriers = coming.filter(({ phone }) => phone !== undefined);
    const planned = everyVisit({ ...rounds, people: carriers, troubles: ['none', 'wrong-pin'] });
    const withPhones = planned.filter(({ kind }) => kind.startsWith('phone'));
    const made = await summary(withPhones, 'attentive');
    expect(made.failed).toEqual([]);
    // Three kinds of visit in two languages: Android with the right PIN and the wrong one, iPhone without any.
    expect(made).toMatchObject({ visits: 3 * 2 * 3, unintended: 0, again: 0 });
  });

  // A sample; `fcr eyes-free` is everybody, `fcr eyes-free --fault all` everything.
  it('is accepted whoever comes', async () => {
    const made = await summary(drawnVisits(rounds, 60), 'attentive');
    expect(made.failed).toEqual([]);
  });

  it.each(troubles)('lives through %s', async (trouble) => {
    const one = everyVisit({ ...rounds, people: coming.slice(0, 1), troubles: [trouble] });
    expect((await summary(one, 'attentive')).failed).toEqual([]);
  });
});

describe('a forgetful tester without eyes', { timeout: 180_000 }, () => {
  // A sample of the 1,000 of `fcr eyes-free --temper forgetful --visits 1000`.
  it('is accepted at least 99 times in 100, and no consent stands that was not heard and meant', async () => {
    const made = await summary(drawnVisits(rounds, 200), 'forgetful');
    expect(made.unintended).toBe(0);
    expect(made.passed / made.visits).toBeGreaterThanOrEqual(0.99);
  });
});

const withoutChoices: Distortion = (words, language) =>
  choicesIn(words, language).length > 0 ? null : words;

const spokenKeys = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'hash',
  'star',
];
/** "Press one to …": the key before what it is for. */
const keyFirst: Distortion = (words, language) => {
  const choices = choicesIn(words, language).filter(({ what }) => what !== '');
  if (choices.length !== 1) return choices.length === 0 ? words : null;
  const [{ what, key } = { what: '', key: '5' }] = choices;
  const spoken = key === '#' ? 'hash' : key === '*' ? 'star' : (spokenKeys[Number(key)] ?? key);
  return `Press ${spoken} to ${what}.`;
};

describe('prompts made worse on purpose', { timeout: 180_000 }, () => {
  const some = (count: number, language: Language) =>
    drawnVisits({ ...rounds, languages: [language], seed: 'worse' }, count);

  it.each(languages)('in %s without their choices let nobody through', async (language) => {
    const worse = { distortion: withoutChoices };
    expect(await summary(some(10, language), 'attentive', worse)).toMatchObject({ passed: 0 });
  });

  it('that say the key before what it is for lose the forgetful', async () => {
    const made = await summary(some(40, 'en'), 'forgetful', { distortion: keyFirst });
    expect(made.passed / made.visits).toBeLessThan(0.99);
    expect(made.unintended).toBe(0);
  });

  it('that cannot be heard again lose the forgetful', async () => {
    const made = await summary(drawnVisits({ ...rounds, seed: 'worse' }, 150), 'forgetful', {
      withoutRepeat: true,
    });
    expect(made.passed / made.visits).toBeLessThan(0.99);
  });

  it('are shown by what was heard', async () => {
    const [planned] = some(1, 'ja');
    if (planned === undefined) throw new Error('one is drawn');
    const { person, trouble, seed } = planned;
    const goal = goalOf(planned);
    const { ending, transcript } = await visitEyesFree({
      people,
      person,
      goal,
      trouble,
      seed,
      temper: 'attentive',
      distortion: withoutChoices,
    });
    expect(ending).toBe('not told what to press');
    expect(transcriptLines(transcript).length).toBeGreaterThan(3);
  });
});

describe('how much is spoken', { timeout: 60_000 }, () => {
  it('is at most 75 s for the short forms of a visit by PIN with consent to everything', async () => {
    const sums = await spokenSums(people, languages);
    const bar = sums.filter(({ path }) => path === longestShortForms.path);
    expect(bar.map(({ language }) => language)).toEqual(languages);
    for (const { short } of bar) expect(short).toBeLessThanOrEqual(75);
    for (const { short, first } of sums) expect(first).toBeGreaterThan(short);
  });

  it.each(languages)('in %s has no first form twice', async (language) => {
    for (const planned of everyVisit({ ...rounds, people: tellingPeople, languages: [language] })) {
      const { person, trouble, seed } = planned;
      const goal = goalOf(planned);
      const { transcript } = await visitEyesFree({
        people,
        person,
        goal,
        trouble,
        seed,
        rests: language,
        temper: 'attentive',
      });
      const whole = transcript.filter(({ id, endedAt }) => id.endsWith('.first') && endedAt !== undefined);
      expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
    }
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { audit, type Finding, type Verdict } from '../../../simulator/accessibility/audit.ts';
import type { AccessibilityId } from '../../../simulator/accessibility/requirements.ts';
import { see } from '../../../simulator/accessibility/seen.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';

let findings: ReadonlyMap<AccessibilityId, Finding> = new Map();

beforeAll(async () => {
  const seen = await see({ people: loadPeople() });
  findings = new Map(audit(seen).map((finding) => [finding.id, finding]));
}, 120_000);

/** Nothing is wrong with it, and something was looked at. */
function expectFound(id: AccessibilityId, verdict: Verdict = 'shown'): void {
  const found = findings.get(id);
  expect(found?.wrong).toEqual([]);
  expect(found?.verdict).toBe(verdict);
  expect(found?.figures.length).toBeGreaterThan(0);
}

describe('what a person who does not see finds', () => {
  it('A11Y-01: every kind of visit ends well by keypad and sound alone', () => expectFound('A11Y-01'));
  it('A11Y-02: every screen has spoken words for each of its choices', () => expectFound('A11Y-02'));
  it('A11Y-03: earphones take over from the loudspeaker and give it back', () =>
    expectFound('A11Y-03', 'judge'));
  it('A11Y-05: speech tells of the screen that stands, and the screen is not blank', () =>
    expectFound('A11Y-05'));
  it('A11Y-06: every key cuts speech at once, and 5 says the same again', () => expectFound('A11Y-06'));
  it('A11Y-07: there are never two voices', () => expectFound('A11Y-07'));
  it('A11Y-08: every part of a screen is words or is spoken', () => expectFound('A11Y-08'));
  it('A11Y-09: there are no films', () => expectFound('A11Y-09'));
  it('A11Y-10: wrong PINs cannot be told from one another by anything', () => expectFound('A11Y-10'));
  it('A11Y-11: ten digits sound alike', () => expectFound('A11Y-11'));
  it('A11Y-12: what is private goes to earphones, unless it was asked for', () => expectFound('A11Y-12'));
  it('A11Y-13: nothing sounds for more than 3 s beside speech', () => expectFound('A11Y-13'));
  it('A11Y-14: the volume in the earphones goes through its steps and says them', () =>
    expectFound('A11Y-14'));
  it('A11Y-15: the volume of the loudspeaker goes through its steps', () => expectFound('A11Y-15', 'judge'));
  it('A11Y-16: the next person finds every default', () => expectFound('A11Y-16'));
  it('A11Y-17: speech and screen are in one language, and texts do not borrow', () => expectFound('A11Y-17'));
  it('A11Y-18: each error says what can be done', () => expectFound('A11Y-18'));
  it('A11Y-19: what was chosen is heard before it counts, and the outcome after', () =>
    expectFound('A11Y-19'));
  it('A11Y-20: whole sentences stand as captions, and tones have a state on the screen', () =>
    expectFound('A11Y-20'));
  it('A11Y-21: nothing takes sound in', () => expectFound('A11Y-21'));
  it('A11Y-22: every choice has a key, and keys lead out of every state', () => expectFound('A11Y-22'));
  it('A11Y-23: prompts say what for and then the key, ascending', () => expectFound('A11Y-23', 'judge'));
  it('A11Y-24: five speeds are heard at once', () => expectFound('A11Y-24'));
});

describe('what hands find', () => {
  it('A11Y-30: PIN and staff are ways past the face', () => expectFound('A11Y-30'));
  it('A11Y-31: speech, large text and high contrast begin from rest by one act', () =>
    expectFound('A11Y-31'));
  it('A11Y-33: every choice of every screen is on a key', () => expectFound('A11Y-33'));
  it('A11Y-34: the keys are in telephone order', () => expectFound('A11Y-34'));
  it('A11Y-35: volume and speed are heard and seen', () => expectFound('A11Y-35'));
  it('A11Y-36: a key held for five seconds is one event', () => expectFound('A11Y-36'));
  it('A11Y-37: a second press can be ignored for half a second', () => expectFound('A11Y-37'));
  it('A11Y-38: no two keys together mean anything', () => expectFound('A11Y-38'));
  it('A11Y-39: time is warned of, leaves 20 s and is extended more than ten times', () =>
    expectFound('A11Y-39'));
  it('A11Y-40: extending is no answer, and time waits for the prompt', () => expectFound('A11Y-40'));
  it('A11Y-42: what is shown is words and marks', () => expectFound('A11Y-42', 'judge'));
  it('A11Y-44: no screen changes more than three times in a second', () => expectFound('A11Y-44'));
  it('A11Y-46: the prompt says where the card goes and which way round', () =>
    expectFound('A11Y-46', 'judge'));
  it('A11Y-47: the README tells of voice guidance and keys', () => expectFound('A11Y-47', 'judge'));
  it('A11Y-48: no screen for staff asks for the PIN', () => expectFound('A11Y-48', 'judge'));
});

describe('what is declared of devices', () => {
  it('A11Y-04, A11Y-84: a mark that tells how speech is begun', () => {
    expectFound('A11Y-04', 'declared');
    expectFound('A11Y-84', 'declared');
  });
  it('A11Y-32: forces that one hand has', () => expectFound('A11Y-32', 'declared'));
  it('A11Y-41: the connector of the earphones', () => expectFound('A11Y-41', 'declared'));
  it('A11Y-43: heights that can be reached and seen', () => expectFound('A11Y-43', 'declared'));
  it('A11Y-45: keys that stand out from the case', () => expectFound('A11Y-45', 'declared'));
  it('A11Y-82: a dot on 5', () => expectFound('A11Y-82', 'declared'));
});

describe('what is shown and sounded', () => {
  it('A11Y-60: capital letters of large text are seen under 0.7 degrees', () => expectFound('A11Y-60'));
  it('A11Y-61: capital letters of large text are 4.8 mm high', () => expectFound('A11Y-61'));
  it('A11Y-62: no letter is under 13.5 points', () => expectFound('A11Y-62'));
  it('A11Y-63: text stands out 7 to 1, edges 3 to 1', () => expectFound('A11Y-63'));
  it('A11Y-64: buttons are 15 mm and 1.5 mm apart', () => expectFound('A11Y-64'));
  it('A11Y-65: screens are laid out in the millimetres of the device', () => expectFound('A11Y-65'));
  it('A11Y-66: nothing is cut and nothing scrolls', () => expectFound('A11Y-66'));
  it('A11Y-67: places are the same, and two answers look alike', () => expectFound('A11Y-67'));
  it('A11Y-68: answers can be changed until they are confirmed, and one label is one thing', () =>
    expectFound('A11Y-68'));
  it('A11Y-69: the pages written here keep the rules of markup', () => expectFound('A11Y-69'));
  it('A11Y-70: every choice that is shown has a name and a key', () => expectFound('A11Y-70'));
  it('A11Y-71: each lost character of a name is told', () => expectFound('A11Y-71'));
  it('A11Y-80: tones stay below 2500 Hz and are one for each meaning', () => expectFound('A11Y-80'));
  it('A11Y-81: the short forms of a visit take at most 75 s', () => expectFound('A11Y-81', 'judge'));
  it('A11Y-86: guidance comes with keys', () => expectFound('A11Y-86'));
  it('A11Y-87: large text is there', () => expectFound('A11Y-87', 'judge'));
});

import { describe, expect, it } from 'vitest';
import { BlindTester } from '../../../simulator/eyes-free/blind-tester.ts';
import type { Goal } from '../../../simulator/eyes-free/goal.ts';
import { tempers } from '../../../simulator/eyes-free/temper.ts';
import { SteppingClock } from '../../firmware/guidance/stepping-clock.ts';

const toAll = { surgery: true, treatment: true, checkup: true };
const goal: Goal = {
  language: 'en',
  method: 'pin',
  phone: null,
  consent: { way: 'all', answers: toAll },
  earphones: false,
  briefly: false,
  pins: ['1234'],
  dawdles: false,
};

/** Hears sentence by sentence what a test tells it, misses nothing; the keys that follow from it. */
function listening() {
  const clock = new SteppingClock();
  const keys: string[] = [];
  const hands = {
    press: (key: string) => void keys.push(key),
    layCard: () => {},
    takeCard: () => {},
    holdPhone: () => {},
    plugEarphones: () => {},
    move: () => {},
  };
  const random = () => 0.5;
  const tester = new BlindTester({ goal, temper: tempers.attentive, hands, clock, random });
  const tell = (...sentences: readonly string[]) => {
    keys.length = 0;
    tester.speechBegins();
    const heard = { language: 'en', channel: 'speaker', from: 0, until: 0 } as const;
    for (const words of sentences) tester.hears({ ...heard, words });
    clock.increment(1000);
    return keys.join('');
  };
  return { tester, tell };
}

const question = 'Do you agree to share your past medical information?';
const choices = [
  'To agree to all, press one.',
  'To choose one by one, press two.',
  'Not to agree, press three.',
];
const readOut = 'You agree to all.';
const confirm = ['If this is right, hash.', 'Choose again, star.'];

describe('what a tester without eyes agrees to', () => {
  it('is what was asked and chosen, once it was read out', () => {
    const { tester, tell } = listening();
    expect(tell(question, ...choices)).toBe('1');
    expect(tell(readOut, ...confirm)).toBe('#');
    expect(tester.meant).toEqual(toAll);
  });

  it('is never an answer to a question that was not heard: it goes back to the question', () => {
    const { tester, tell } = listening();
    expect(tell(readOut, ...confirm)).toBe('*');
    expect(tester.meant).toBeNull();
    expect(tell(question, ...choices)).toBe('1');
    expect(tell(readOut, ...confirm)).toBe('#');
    expect(tester.meant).toEqual(toAll);
  });

  it('is what is read out and wanted, though a wrong key chose it, where the question was heard', () => {
    const { tester, tell } = listening();
    expect(tell(question)).toBe('');
    expect(tell(readOut, ...confirm)).toBe('#');
    expect(tester.meant).toEqual(toAll);
  });

  it('is not what was read out before the question came again', () => {
    const { tell } = listening();
    tell(question, ...choices);
    tell(readOut);
    tell(question, ...choices);
    expect(tell('To hear your choices, press one.', 'If they are right, press hash.')).toBe('1');
  });

  it('is nothing where what is read out is not what is wanted', () => {
    const { tester, tell } = listening();
    tell(question, ...choices);
    expect(tell('You agree to none.', ...confirm)).toBe('*');
    expect(tester.meant).toBeNull();
  });
});

describe('a tester without eyes who enters a PIN', () => {
  const enter = ['Enter your four digit PIN, then press hash.'];

  it('presses what was told once all digits are in, also where it had hit another key', () => {
    const { tell } = listening();
    tell(...enter);
    expect(tell()).toBe('34#');
    expect(tell('Four digits are in.', 'Press hash.')).toBe('#');
  });

  it('clears what is too few, or was not entered by itself', () => {
    const { tell } = listening();
    expect(tell('Two entered.')).toBe('*');
    expect(tell('Four digits are in.')).toBe('*');
  });
});

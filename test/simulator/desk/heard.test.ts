import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Heard } from '../../../simulator/peripherals/speaker.ts';
import { openTestDesk, type TestDesk } from '../automation/automated-desk.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const reader = () => {
  const [first] = desk.desk.readers;
  if (first === undefined) throw new RangeError('a desk has a reader');
  return first;
};
const short = (heard: Heard): string =>
  'utterance' in heard ? heard.utterance.id : 'tone' in heard ? heard.tone : 'silence';

test('what the transcript holds is what is to be heard, with a silence wherever a key cuts', async () => {
  reader().press('*', 'keypad');
  await desk.pass(1000);
  reader().press('5', 'keypad');
  await desk.pass(1000);
  expect(desk.heard.map(short)).toEqual(['welcome.first', 'silence', 'welcome.first']);
  expect(reader().transcript.entries.map(({ id }) => id)).toEqual(['welcome.first', 'welcome.first']);
});

test('a tone of a digit is heard at once, and says nothing of which digit', async () => {
  reader().press('*', 'keypad');
  await desk.pass(100);
  desk.desk.placeCard(reader(), 'insured');
  await desk.pass(20_000);
  reader().press('2', 'keypad');
  await desk.pass(500);
  const before = desk.heard.length;
  for (const key of ['1', '9'] as const) {
    reader().press(key, 'keypad');
    await desk.pass(200);
  }
  expect(desk.heard.slice(before).filter((heard) => 'tone' in heard)).toEqual([
    { tone: 'key' },
    { tone: 'key' },
  ]);
});

test('a reader that loses its power falls silent', async () => {
  reader().press('*', 'keypad');
  await desk.pass(1000);
  reader().powerOff();
  expect(desk.heard.map(short)).toEqual(['welcome.first', 'silence']);
});

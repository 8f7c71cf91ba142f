import { expect, test } from 'vitest';
import type { Utterance } from '../../../firmware/screens/vocabulary.ts';
import { Transcript } from '../../../simulator/desk/transcript.ts';

const utterance: Utterance = {
  id: 'announce.confirmed',
  kind: 'announcement',
  screen: 'checking',
  language: 'ja',
  channel: 'speaker',
  private: false,
  text: '本人確認ができました。',
  params: [],
  duration: 1000,
  speed: 1,
  volume: 3,
};

test('a long transcript keeps its newest entries, and the one that is running ends where it stands', () => {
  let now = 0;
  const transcript = new Transcript(() => now);
  for (; now < 10_000; now += 1) {
    transcript.sounded('key', 'idle', 'speaker');
    expect(transcript.entries.length).toBeLessThanOrEqual(3000);
  }
  transcript.started(utterance);
  for (now = 10_001; now < 11_500; now += 1) transcript.sounded('key', 'idle', 'speaker');
  transcript.ended('ended');
  const { entries } = transcript;
  expect(entries.length).toBeGreaterThanOrEqual(2000);
  expect(entries.map(({ t }) => t)).toEqual(
    Array.from({ length: entries.length }, (_, i) => 11_500 - entries.length + i),
  );
  expect(entries.filter(({ endedAt }) => endedAt !== undefined)).toEqual([
    expect.objectContaining({ startedAt: 10_000, endedAt: 11_500 }),
  ]);
});

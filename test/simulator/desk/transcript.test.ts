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
  expect(entries.filter(({ kind }) => kind !== 'tone')).toEqual([
    expect.objectContaining({ startedAt: 10_000, endedAt: 11_500 }),
  ]);
});

test('every entry has its shape, and its end once it is over: speech that was cut is told from speech that ended', () => {
  let now = 0;
  const transcript = new Transcript(() => now);
  transcript.sounded('error', 'pin_wrong', 'earphones');
  transcript.started(utterance);
  now = 700;
  transcript.ended('cut');
  const [tone, speech] = transcript.entries;
  expect(tone).toEqual({
    t: 0,
    screen: 'pin_wrong',
    channel: 'earphones',
    kind: 'tone',
    id: 'error',
    lang: null,
    text: null,
    private: false,
    startedAt: 0,
    endedAt: 500,
  });
  expect(Object.keys(speech ?? {})).toEqual([
    't',
    'screen',
    'channel',
    'kind',
    'id',
    'lang',
    'text',
    'private',
    'startedAt',
    'cutAt',
  ]);
  expect(speech).toMatchObject({ kind: 'announcement', lang: 'ja', startedAt: 0, cutAt: 700 });
});

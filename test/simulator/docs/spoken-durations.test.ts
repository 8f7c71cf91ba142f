import { describe, expect, it, vi } from 'vitest';
import { measuredTexts } from '../../../simulator/docs/spoken-durations.ts';
import type { SpeechEngine } from '../../../simulator/voice/engine.ts';
import { spokenTextIds, spokenWords, wordsToMeasure } from '../../../simulator/voice/spoken-texts.ts';

/** A prompt, an announcement, a reply, a cue and a part that came later than the catalogue. */
const later = vi.hoisted(() => [
  'consent_all.first',
  'announce.accepted',
  'reply.screen_hidden',
  'cue.hold',
  'part.tap_hint',
]);

vi.mock('../../../firmware/screens/durations.json', async (original) => {
  const measured = Object.entries((await original<{ default: object }>()).default);
  return { default: Object.fromEntries(measured.filter(([id]) => !later.includes(id))) };
});

/** Speaks ten letters a second. */
const engine: SpeechEngine = {
  id: 'espeak',
  language: 'en',
  version: 'none',
  synthesise: async (words) => ({
    ok: true,
    value: { rate: 10, samples: new Float32Array(words.length) },
  }),
};

describe('a text without a length', () => {
  it.each(later)('is measured in the words that will be spoken: %s', async (id) => {
    expect([spokenTextIds.includes(id), spokenWords(id, 'en')]).toEqual([false, null]);
    const words = wordsToMeasure(id, 'en') ?? '';
    expect(words).toMatch(/\p{L}/u);
    expect(words).not.toMatch(/[{}]/);
    const { seconds } = await measuredTexts(engine, [id]);
    expect(seconds.get(id)).toBeCloseTo(words.length / 10, 5);
  });

  it.each(['no.such.text', 'idle.title', 'part.no_such'])(
    'has no words where it is never spoken: %s',
    (id) => {
      expect(wordsToMeasure(id, 'en')).toBeNull();
    },
  );
});

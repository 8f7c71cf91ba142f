import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SpeechEngine } from '../../../simulator/voice/engine.ts';

/** A prompt, an announcement, a reply, a cue and a part that came later than the catalogue. */
const later = ['consent_all.first', 'announce.accepted', 'reply.screen_hidden', 'cue.hold', 'part.tap_hint'];

const lengths = '../../../firmware/screens/durations.json';
let measuring: typeof import('../../../simulator/docs/spoken-durations.ts');
let spoken: typeof import('../../../simulator/voice/spoken-texts.ts');

// Loaded anew with fewer lengths, and forgotten after it: test files share a process.
beforeAll(async () => {
  vi.resetModules();
  vi.doMock(lengths, async (original) => {
    const measured = Object.entries((await original<{ default: object }>()).default);
    return { default: Object.fromEntries(measured.filter(([id]) => !later.includes(id))) };
  });
  measuring = await import('../../../simulator/docs/spoken-durations.ts');
  spoken = await import('../../../simulator/voice/spoken-texts.ts');
});
afterAll(() => {
  vi.doUnmock(lengths);
  vi.resetModules();
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
    expect([spoken.spokenTextIds.includes(id), spoken.spokenWords(id, 'en')]).toEqual([false, null]);
    const words = spoken.wordsToMeasure(id, 'en') ?? '';
    expect(words).toMatch(/\p{L}/u);
    expect(words).not.toMatch(/[{}]/);
    const { seconds } = await measuring.measuredTexts(engine, [id]);
    expect(seconds.get(id)).toBeCloseTo(words.length / 10, 5);
  });

  it.each(['no.such.text', 'idle.title', 'part.no_such'])(
    'has no words where it is never spoken: %s',
    (id) => {
      expect(spoken.wordsToMeasure(id, 'en')).toBeNull();
    },
  );
});

import { describe, expect, it } from 'vitest';
import {
  amplified,
  decibels,
  highestPeak,
  levelled,
  loudness,
  peak,
  speechLevel,
} from '../../../simulator/voice/level.ts';
import { resampled } from '../../../simulator/voice/resampling.ts';
import { joined, secondsOfSound } from '../../../simulator/voice/sound.ts';
import { powerWhere } from '../../../simulator/voice/spectrum.ts';
import { silence, sine } from './made-sound.ts';

describe('Levels', () => {
  it('of a soft and a loud engine are made equal', () => {
    for (const before of [0.02, 0.3, 0.9])
      expect(decibels(loudness(levelled(sine(300, 1, 16_000, before))))).toBeCloseTo(speechLevel, 2);
  });

  it('do not count pauses: a sentence with a long one is as loud as one without', () => {
    const sentence = sine(300, 1, 16_000);
    const paused = levelled(joined([sentence, sentence], 3));
    expect(decibels(loudness(paused))).toBeCloseTo(speechLevel, 1);
    expect(decibels(peak(paused))).toBeCloseTo(decibels(peak(levelled(sentence))), 1);
  });

  it('never clip, however loud it is asked for', () => {
    const shout = amplified(sine(300, 1, 16_000, 0.9), 30);
    expect(decibels(peak(shout))).toBeCloseTo(highestPeak, 4);
  });

  it('leave silence as it is', () => {
    expect(peak(levelled(silence(1, 16_000)))).toBe(0);
    expect(peak(amplified(silence(1, 16_000), 10))).toBe(0);
  });
});

describe('Another rate', () => {
  it.each([48_000, 22_050])('keeps length, pitch and loudness of speech from %i Hz', (rate) => {
    const sound = resampled(sine(1000, 1, rate), 16_000);
    expect(sound.rate).toBe(16_000);
    expect(secondsOfSound(sound)).toBeCloseTo(1, 3);
    expect(decibels(loudness(sound) / loudness(sine(1000, 1, rate)))).toBeCloseTo(0, 1);
    const near = powerWhere(sound, (hertz) => Math.abs(hertz - 1000) < 20);
    expect(near / powerWhere(sound, () => true)).toBeGreaterThan(0.99);
  });

  it('leaves out what it cannot hold, instead of folding it down into speech', () => {
    const sound = resampled(sine(10_000, 1, 48_000), 16_000);
    expect(decibels(peak({ ...sound, samples: sound.samples.slice(200, -200) }) / 0.3)).toBeLessThan(-60);
  });

  it('is the same sound where the rate is the same', () => {
    const sound = sine(1000, 0.1, 16_000);
    expect(resampled(sound, 16_000)).toBe(sound);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toneIds } from '../../../firmware/screens/vocabulary.ts';
import { decibels } from '../../../simulator/voice/level.ts';
import { secondsOfSound } from '../../../simulator/voice/sound.ts';
import { powerWhere } from '../../../simulator/voice/spectrum.ts';
import { toneSound, tones } from '../../../simulator/voice/tones.ts';
import { writeWav } from '../../../simulator/voice/wav.ts';

const fileHash = (id: (typeof toneIds)[number]): string =>
  createHash('sha256')
    .update(writeWav(toneSound(id)))
    .digest('hex');

describe('A11Y-80: tones', () => {
  it.each(toneIds)(
    '%s is below 2500 Hz with everything that sounds in it, and at most 2 kHz at its base',
    (id) => {
      const sound = toneSound(id);
      for (const { hertz } of tones[id].notes) {
        expect(hertz).toBeLessThanOrEqual(2000);
        // The base is really there: near it is more than its share of the power.
        const near = powerWhere(sound, (other) => Math.abs(other - hertz) < 60);
        expect(near / powerWhere(sound, () => true)).toBeGreaterThan(0.1);
      }
      const high = powerWhere(sound, (hertz) => hertz > 2500) / powerWhere(sound, () => true);
      expect(decibels(Math.sqrt(high))).toBeLessThan(-40);
    },
  );

  it('would be caught above 2500 Hz', () => {
    const clipped = toneSound('warning');
    const square = { ...clipped, samples: clipped.samples.map((sample) => Math.sign(sample) * 0.2) };
    const high = powerWhere(square, (hertz) => hertz > 2500) / powerWhere(square, () => true);
    expect(decibels(Math.sqrt(high))).toBeGreaterThan(-20);
  });

  it('are one for each meaning, none like another', () => {
    expect(new Set(toneIds.map(fileHash)).size).toBe(toneIds.length);
  });

  it('are short: no other sound of over 3 s runs beside speech', () => {
    for (const id of toneIds) expect(secondsOfSound(toneSound(id))).toBeLessThan(1);
  });
});

describe('A11Y-11: the tone of a digit', () => {
  it('is the same bytes at every press', () => {
    expect(new Set(Array.from({ length: 10 }, () => fileHash('key'))).size).toBe(1);
    expect(secondsOfSound(toneSound('key'))).toBe(0.04);
  });
});

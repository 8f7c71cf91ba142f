/**
 * Makes sounds equally loud, since engines are not: Open JTalk speaks about 5 dB softer than espeak-ng. The figures are
 * our design.
 */

import type { Sound } from './sound.ts';

/** What speech is brought to: its root mean square over where it sounds, in dB of full scale. */
export const speechLevel = -24;
/** No sample is louder. */
export const highestPeak = -1;
/** Quieter stretches are pauses, and do not count for the level. */
const pauseLevel = -50;
const blockSeconds = 0.02;

export const amplitude = (decibels: number): number => 10 ** (decibels / 20);
export const decibels = (value: number): number => 20 * Math.log10(value);

/** Root mean square of what is no pause; 0 for silence. */
export function loudness({ rate, samples }: Sound): number {
  const block = Math.max(1, Math.round(rate * blockSeconds));
  let sum = 0;
  let counted = 0;
  for (let at = 0; at < samples.length; at += block) {
    const part = samples.subarray(at, at + block);
    const power = part.reduce((before, sample) => before + sample * sample, 0);
    if (Math.sqrt(power / part.length) < amplitude(pauseLevel)) continue;
    sum += power;
    counted += part.length;
  }
  return counted === 0 ? 0 : Math.sqrt(sum / counted);
}

export const peak = ({ samples }: Sound): number =>
  samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

/** At the level of speech, or below it where its peaks would be clipped. */
export function levelled(sound: Sound): Sound {
  const loud = loudness(sound);
  return loud === 0 ? sound : amplified(sound, decibels(amplitude(speechLevel) / loud));
}

/** Louder by so many dB (softer, below 0), but never so loud that it is clipped. */
export function amplified(sound: Sound, gain: number): Sound {
  const most = peak(sound);
  if (most === 0) return sound;
  const factor = Math.min(amplitude(gain), amplitude(highestPeak) / most);
  return { rate: sound.rate, samples: sound.samples.map((sample) => sample * factor) };
}

/**
 * The reader's tones, made here: one for each meaning, pure sines of at most 2 kHz that swell and fade, so that nothing
 * sounds above 2500 Hz, where older ears are weak. The figures are our design; that every digit key has one and the same
 * tone follows from there being one `key` tone.
 */

import type { ToneId } from '../../firmware/screens/vocabulary.ts';
import { amplitude } from './level.ts';
import { joined, type Sound, soundRate } from './sound.ts';

interface Note {
  readonly hertz: number;
  readonly milliseconds: number;
}
interface Tone {
  readonly notes: readonly Note[];
  /** Milliseconds of silence between two notes. */
  readonly gap: number;
  /** Peak, dB of full scale. */
  readonly peak: number;
}

const note = (hertz: number, milliseconds: number): Note => ({ hertz, milliseconds });

export const tones: Readonly<Record<ToneId, Tone>> = {
  key: { notes: [note(1000, 40)], gap: 0, peak: -15 },
  accepted: { notes: [note(880, 150), note(1320, 300)], gap: 20, peak: -15 },
  error: { notes: [note(300, 200), note(300, 200)], gap: 100, peak: -12 },
  warning: { notes: [note(1500, 120), note(1500, 120), note(1500, 120)], gap: 80, peak: -12 },
  working: { notes: [note(600, 120)], gap: 0, peak: -27 },
  faceAway: { notes: [note(400, 150)], gap: 0, peak: -21 },
  faceNear: { notes: [note(800, 120)], gap: 0, peak: -21 },
  faceHeld: { notes: [note(1600, 80)], gap: 0, peak: -21 },
  cardIn: { notes: [note(700, 100), note(1000, 150)], gap: 20, peak: -15 },
};

/** Milliseconds from the beginning of its first note to the end of its last. */
export function toneLength(id: ToneId): number {
  const { notes, gap } = tones[id];
  return notes.reduce((sum, { milliseconds }) => sum + milliseconds, gap * (notes.length - 1));
}

/** Seconds of swelling and of fading: a note that begins at once clicks, and a click has every frequency. */
const ramp = 0.008;

/** The same samples at every call. */
export function toneSound(id: ToneId): Sound {
  const { notes, gap, peak } = tones[id];
  return joined(
    notes.map((one) => noteSound(one, amplitude(peak))),
    gap / 1000,
  );
}

function noteSound({ hertz, milliseconds }: Note, peak: number): Sound {
  const length = Math.round((milliseconds / 1000) * soundRate);
  const edge = Math.round(ramp * soundRate);
  const samples = Float32Array.from({ length }, (_, i) => {
    const inside = Math.min(1, (i + 1) / edge, (length - i) / edge);
    return peak * 0.5 * (1 - Math.cos(Math.PI * inside)) * Math.sin((2 * Math.PI * hertz * i) / soundRate);
  });
  return { rate: soundRate, samples };
}

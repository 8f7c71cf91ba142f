/** Another rate for a sound: what lies above half the lower of the two rates is filtered away first. */

import type { Sound } from './sound.ts';

/** Zero crossings of the windowed sinc on each side: steep enough that speech is not dulled. */
const crossings = 16;

/** The sound at `rate` samples a second, of the same length in time. */
export function resampled(sound: Sound, rate: number): Sound {
  if (sound.rate === rate) return sound;
  const { samples: from } = sound;
  const step = sound.rate / rate;
  // A little below the limit, so that the filter's slope ends at it.
  const cutoff = Math.min(1, 1 / step) * 0.95;
  const reach = crossings / cutoff;
  const samples = new Float32Array(Math.round(from.length / step));
  for (let i = 0; i < samples.length; i += 1) {
    const centre = i * step;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(from.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let at = first; at <= last; at += 1) sum += (from[at] ?? 0) * kernel(centre - at, cutoff, reach);
    samples[i] = sum;
  }
  return { rate, samples };
}

/** Windowed by a raised cosine. */
function kernel(distance: number, cutoff: number, reach: number): number {
  const x = Math.PI * distance * cutoff;
  const sinc = x === 0 ? 1 : Math.sin(x) / x;
  return cutoff * sinc * 0.5 * (1 + Math.cos((Math.PI * distance) / reach));
}

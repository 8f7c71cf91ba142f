/** Sounds that a test makes, and what is in them. */

import type { Sound } from '../../../simulator/voice/sound.ts';

export const sine = (hertz: number, seconds: number, rate: number, peak = 0.3): Sound => ({
  rate,
  samples: Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, i) => peak * Math.sin((2 * Math.PI * hertz * i) / rate),
  ),
});

export const silence = (seconds: number, rate: number): Sound => ({
  rate,
  samples: new Float32Array(Math.round(seconds * rate)),
});

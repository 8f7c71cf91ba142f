/** Sound as samples: what engines give, what is levelled, kept and played. */

export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  /** One channel, from -1 to 1. */
  readonly samples: Float32Array;
}

/** The rate of everything that is kept and played: enough for speech, a third of the size of Open JTalk's 48 kHz. */
export const soundRate = 16_000;

export const secondsOfSound = ({ rate, samples }: Sound): number => samples.length / rate;

/** Several sounds of one rate, with a silence between each two. */
export function joined(sounds: readonly Sound[], pauseSeconds: number): Sound {
  const rate = sounds[0]?.rate ?? soundRate;
  const pause = Math.round(pauseSeconds * rate);
  const length = sounds.reduce(
    (sum, { samples }) => sum + samples.length + pause,
    sounds.length > 0 ? -pause : 0,
  );
  const samples = new Float32Array(length);
  let at = 0;
  for (const sound of sounds) {
    samples.set(sound.samples, at);
    at += sound.samples.length + pause;
  }
  return { rate, samples };
}

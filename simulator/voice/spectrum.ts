/** What frequencies are in a sound. */

import type { Sound } from './sound.ts';

/** Power by frequency: a fast Fourier transform over the whole sound, filled up with silence to a power of two. */
export function spectrum({
  rate,
  samples,
}: Sound): readonly { readonly hertz: number; readonly power: number }[] {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, samples.length)));
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  re.set(samples);
  for (let i = 1, j = 0; i < size; i += 1) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [re[i], re[j]] = [re[j] ?? 0, re[i] ?? 0];
  }
  for (let length = 2; length <= size; length *= 2) {
    for (let i = 0; i < size; i += length) {
      for (let k = 0; k < length / 2; k += 1) {
        const angle = (-2 * Math.PI * k) / length;
        const [a, b] = [i + k, i + k + length / 2];
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const x = (re[b] ?? 0) * c - (im[b] ?? 0) * s;
        const y = (re[b] ?? 0) * s + (im[b] ?? 0) * c;
        re[b] = (re[a] ?? 0) - x;
        im[b] = (im[a] ?? 0) - y;
        re[a] = (re[a] ?? 0) + x;
        im[a] = (im[a] ?? 0) + y;
      }
    }
  }
  return Array.from({ length: size / 2 }, (_, i) => ({
    hertz: (i * rate) / size,
    power: (re[i] ?? 0) ** 2 + (im[i] ?? 0) ** 2,
  }));
}

export const powerWhere = (sound: Sound, within: (hertz: number) => boolean): number =>
  spectrum(sound).reduce((sum, { hertz, power }) => sum + (within(hertz) ? power : 0), 0);

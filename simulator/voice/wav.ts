/** WAV files of one kind: 16-bit PCM, one channel. Reads what the engines write, writes what players take. */

import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { Sound } from './sound.ts';

const headerBytes = 44;
const fullScale = 32_768;

/**
 * Reads a WAV file. A data chunk that claims more than there is ends with the file: espeak-ng writes its header before
 * it knows the length, and claims 2 GB where it writes to a pipe.
 * Refuses with EMU-707 what is no WAV file, or one of another kind.
 */
export function readWav(bytes: Uint8Array): Result<Sound> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') {
    return refuse('EMU-707', { reason: 'no RIFF/WAVE header' });
  }
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = tag(at);
    const claimed = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === 'fmt ') {
      if (claimed < 16 || body + 16 > bytes.length) return refuse('EMU-707', { reason: 'short fmt chunk' });
      const [format, channels, bits] = [0, 2, 14].map((offset) => view.getUint16(body + offset, true));
      if (format !== 1 || channels !== 1 || bits !== 16) {
        return refuse('EMU-707', { reason: `format ${format}, ${channels} channels, ${bits} bits` });
      }
      rate = view.getUint32(body + 4, true);
    }
    if (name === 'data') {
      if (rate === 0) return refuse('EMU-707', { reason: 'no rate before the data' });
      const count = Math.floor(Math.min(claimed, bytes.length - body) / 2);
      const samples = new Float32Array(count);
      for (let i = 0; i < count; i += 1) samples[i] = view.getInt16(body + 2 * i, true) / fullScale;
      return ok({ rate, samples });
    }
    // Chunks begin at even places.
    at = body + claimed + (claimed % 2);
  }
  return refuse('EMU-707', { reason: 'no data chunk' });
}

/** What is louder than full scale is cut at it. */
export function writeWav({ rate, samples }: Sound): Uint8Array {
  const bytes = new Uint8Array(headerBytes + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, name: string): void => {
    for (let i = 0; i < 4; i += 1) bytes[at + i] = name.charCodeAt(i);
  };
  tag(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  tag(8, 'WAVE');
  tag(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  for (const [i, sample] of samples.entries()) {
    const value = Math.max(-fullScale, Math.min(fullScale - 1, Math.round(sample * fullScale)));
    view.setInt16(headerBytes + 2 * i, value, true);
  }
  return bytes;
}

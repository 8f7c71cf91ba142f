import { describe, expect, it } from 'vitest';
import { orThrow } from '../../../protocol/result.ts';
import { secondsOfSound } from '../../../simulator/voice/sound.ts';
import { readWav, writeWav } from '../../../simulator/voice/wav.ts';
import { sine } from './made-sound.ts';

const written = () => writeWav(sine(440, 0.5, 16_000));
const patched = (patch: (view: DataView) => void): Uint8Array => {
  const bytes = written();
  patch(new DataView(bytes.buffer));
  return bytes;
};

describe('A WAV file', () => {
  it('gives back the sound that was written', () => {
    const sound = sine(440, 0.5, 16_000);
    const read = orThrow(readWav(writeWav(sound)));
    expect(read.rate).toBe(16_000);
    expect(read.samples.length).toBe(8000);
    for (const [i, sample] of read.samples.entries()) expect(sample).toBeCloseTo(sound.samples[i] ?? 9, 4);
  });

  it('cuts at full scale what is louder, instead of turning it over', () => {
    const read = orThrow(readWav(writeWav({ rate: 16_000, samples: Float32Array.of(1.5, -1.5, 0) })));
    expect([...read.samples]).toEqual([32_767 / 32_768, -1, 0]);
  });

  it('ends where the file ends, though its header claims 2 GB as espeak-ng writes it to a pipe', () => {
    const overstated = patched((view) => {
      view.setUint32(4, 0x7fff_f024, true);
      view.setUint32(40, 0x7fff_f000, true);
    });
    expect(secondsOfSound(orThrow(readWav(overstated)))).toBe(0.5);
  });

  it('is read past chunks that are of no use here', () => {
    const plain = Buffer.from(written());
    const list = Buffer.concat([Buffer.from('LIST'), Buffer.from([3, 0, 0, 0]), Buffer.from('abc\0')]);
    const read = orThrow(readWav(Buffer.concat([plain.subarray(0, 36), list, plain.subarray(36)])));
    expect(secondsOfSound(read)).toBe(0.5);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', Buffer.from('open_jtalk: no voice')],
    ['two channels', patched((view) => view.setUint16(22, 2, true))],
    ['8 bits', patched((view) => view.setUint16(34, 8, true))],
    ['a header alone', written().subarray(0, 36)],
    ['a cut fmt chunk', written().subarray(0, 24)],
    ['data before its rate', Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEdata\0\0\0\0')])],
  ])('is refused where it is %s', (_, bytes) => {
    expect(readWav(bytes)).toMatchObject({ ok: false, problem: { code: 'EMU-707' } });
  });
});

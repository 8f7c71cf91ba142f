import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, orThrow, refuse } from '../../../protocol/result.ts';
import type { SpeechEngine } from '../../../simulator/voice/engine.ts';
import { decibels, loudness, speechLevel } from '../../../simulator/voice/level.ts';
import { SoundCache } from '../../../simulator/voice/sound-cache.ts';
import { Voice } from '../../../simulator/voice/voice.ts';
import { sine } from './made-sound.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fcr-cache-')), 'voice');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const key = { engine: 'espeak', version: '1', speed: 1, words: 'Please wait.' } as const;
const kept = (): readonly string[] => readdirSync(folder);

describe('Kept sound', () => {
  it('is found by engine, version with voice, speed and words, all four', async () => {
    const cache = new SoundCache(folder);
    await cache.put(key, sine(440, 0.1, 16_000));
    expect((await cache.get(key))?.samples.length).toBe(1600);
    for (const other of [
      { ...key, engine: 'mecab-espeak' },
      { ...key, version: '2' },
      { ...key, speed: 2 as const },
      { ...key, words: 'Please wait' },
    ])
      expect(await cache.get(other)).toBeNull();
  });

  it('is under names that tell nothing, for this user alone', async () => {
    await new SoundCache(folder).put(key, sine(440, 0.1, 16_000));
    expect(kept()).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.wav$/)]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, kept()[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  it('that is damaged counts for nothing', async () => {
    const cache = new SoundCache(folder);
    await cache.put(key, sine(440, 0.1, 16_000));
    writeFileSync(join(folder, kept()[0] ?? ''), 'RIFF');
    expect(await cache.get(key)).toBeNull();
  });

  it('is bounded: what was not heard for longest goes first', async () => {
    const bytes = 44 + 3200;
    const cache = new SoundCache(folder, 5 * bytes);
    const words = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
    for (const [i, one] of words.entries()) {
      const before = new Set(i === 0 ? [] : kept());
      await cache.put({ ...key, words: one }, sine(440, 0.1, 16_000));
      for (const name of kept()) if (!before.has(name)) utimesSync(join(folder, name), 1000 + i, 1000 + i);
      // Heard again, it is new.
      if (one === 'fifth') await cache.get({ ...key, words: 'first' });
    }
    const there = await Promise.all(
      words.map(async (one) => (await cache.get({ ...key, words: one })) !== null),
    );
    expect(there).toEqual([true, false, false, true, true, true]);
  });

  it('is no fault where there is no folder for it', async () => {
    writeFileSync(join(folder, '..', 'file'), '');
    const cache = new SoundCache(join(folder, '..', 'file', 'voice'));
    await cache.put(key, sine(440, 0.1, 16_000));
    expect(await cache.get(key)).toBeNull();
  });
});

describe('A voice', () => {
  let calls: string[];
  let atOnce: number;
  let most: number;
  const engine: SpeechEngine = {
    id: 'espeak',
    language: 'en',
    version: '1',
    async synthesise(words) {
      calls.push(words);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
      return words === 'bad' ? refuse('EMU-704') : ok(sine(440, 0.1 * words.length, 22_050, 0.05));
    },
  };
  const voice = () =>
    new Voice([{ id: 'espeak', language: 'en', engine, problem: null }], new SoundCache(folder));
  const said = (words: string) => ({ words, language: 'en', speed: 1, private: false }) as const;
  beforeEach(() => {
    calls = [];
    atOnce = 0;
    most = 0;
  });

  it('gives every sound at 16 kHz and one level', async () => {
    const sound = orThrow(await voice().sound(said('Please wait.')));
    expect(sound.rate).toBe(16_000);
    expect(decibels(loudness(sound))).toBeCloseTo(speechLevel, 1);
  });

  it('renders the same words once, also after a restart', async () => {
    const first = orThrow(await voice().sound(said('Please wait.')));
    const again = orThrow(await voice().sound(said('Please wait.')));
    expect(calls).toEqual(['Please wait.']);
    expect(again.samples.length).toBe(first.samples.length);
  });

  it('leaves nothing private on the disk', async () => {
    const one = voice();
    const words = { ...said('Yamada Hanako.'), private: true };
    orThrow(await one.sound(words));
    orThrow(await one.sound(words));
    expect(calls).toEqual(['Yamada Hanako.', 'Yamada Hanako.']);
    expect(() => kept()).toThrow('ENOENT');
    // Nor is it read from there, should another have left it.
    orThrow(await one.sound(said('Yamada Hanako.')));
    orThrow(await one.sound(words));
    expect(calls.length).toBe(4);
  });

  it('lets one engine work at a time', async () => {
    const one = voice();
    await Promise.all(['a', 'b', 'c', 'd'].map((words) => one.sound(said(words))));
    expect([calls, most]).toEqual([['a', 'b', 'c', 'd'], 1]);
  });

  it('goes on after an engine has refused', async () => {
    const one = voice();
    expect(await one.sound(said('bad'))).toMatchObject({ ok: false, problem: { code: 'EMU-704' } });
    expect((await one.sound(said('good'))).ok).toBe(true);
    expect(kept().length).toBe(1);
  });

  it('says what to install where a language has no engine', async () => {
    const none = await voice().sound({ ...said('はい'), language: 'ja' });
    expect(none).toMatchObject({ ok: false, problem: { code: 'EMU-708', detail: { language: 'ja' } } });
  });

  it('keeps what players can read', async () => {
    orThrow(await voice().sound(said('Please wait.')));
    expect(readFileSync(join(folder, kept()[0] ?? '')).toString('latin1', 0, 4)).toBe('RIFF');
  });
});

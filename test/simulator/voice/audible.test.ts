import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Utterance } from '../../../firmware/screens/vocabulary.ts';
import { ok, type Problem, type Result, refuse } from '../../../protocol/result.ts';
import { Audible } from '../../../simulator/voice/audible.ts';
import type { SpeechEngine } from '../../../simulator/voice/engine.ts';
import { decibels, loudness } from '../../../simulator/voice/level.ts';
import type { Player } from '../../../simulator/voice/player.ts';
import type { Sound } from '../../../simulator/voice/sound.ts';
import { SoundCache } from '../../../simulator/voice/sound-cache.ts';
import { toneSound } from '../../../simulator/voice/tones.ts';
import { Voice } from '../../../simulator/voice/voice.ts';
import { sine } from './made-sound.ts';

const utterance = (text: string, other: Partial<Utterance> = {}): Utterance => ({
  id: 'announce.confirmed',
  kind: 'announcement',
  screen: 'checking',
  language: 'en',
  channel: 'speaker',
  private: false,
  text,
  params: [],
  duration: 1000,
  speed: 1,
  volume: 3,
  ...other,
});
const saying = (text: string, other: Partial<Utterance> = {}) => ({ utterance: utterance(text, other) });

/** An engine that speaks when it is let, a player that plays until it is stopped or ended. */
function bench(
  outcome: (words: string) => Result<Sound> = (words) => ok(sine(300, words.length, 16_000)),
  cache: SoundCache | null = null,
) {
  const asked: string[] = [];
  const log: string[] = [];
  const sounds: Sound[] = [];
  const problems: Problem[] = [];
  const waiting: (() => void)[] = [];
  const engine: SpeechEngine = {
    id: 'espeak',
    language: 'en',
    version: '1',
    synthesise(words) {
      asked.push(words);
      return new Promise((resolve) => waiting.push(() => resolve(outcome(words))));
    },
  };
  let fails: Problem | null = null;
  const player: Player = {
    name: 'player',
    play(sound) {
      const place = sounds.push(sound);
      log.push(`play ${place}`);
      return {
        stop: () => void log.push(`stop ${place}`),
        over: fails === null ? new Promise(() => {}) : Promise.resolve({ ok: false, problem: fails }),
      };
    },
  };
  const voice = new Voice([{ id: 'espeak', language: 'en', engine, problem: null }], cache);
  const audible = new Audible({
    voice: Promise.resolve(voice),
    player,
    onTrouble: (problem) => void problems.push(problem),
  });
  return {
    audible,
    asked,
    log,
    sounds,
    problems,
    failWith: (problem: Problem) => {
      fails = problem;
    },
    /** The engine has got what it was asked, and what follows is done. */
    async speak() {
      await settled();
      waiting.shift()?.();
      await settled();
    },
  };
}

/** Everything that waits for nothing but its turn is done. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('What a reader says', () => {
  it('is played when it is rendered, while its captions are long there', async () => {
    const { audible, log, sounds, speak } = bench();
    audible.hear(saying('one'));
    expect(log).toEqual([]);
    await speak();
    expect(log).toEqual(['play 1']);
    expect(sounds[0]?.samples.length).toBe(3 * 16_000);
  });

  it('A11Y-06, A11Y-07: is stopped at once by a key, and by the next that is said', async () => {
    const { audible, log, speak } = bench();
    audible.hear(saying('one'));
    await speak();
    audible.hear({ silence: true });
    expect(log).toEqual(['play 1', 'stop 1']);
    audible.hear(saying('two'));
    await speak();
    audible.hear(saying('three'));
    expect(log).toEqual(['play 1', 'stop 1', 'play 2', 'stop 2']);
    await speak();
    expect(log.at(-1)).toBe('play 3');
  });

  it('is not heard where it was cut before it was rendered', async () => {
    const { audible, log, speak } = bench();
    audible.hear(saying('one'));
    audible.hear({ silence: true });
    await speak();
    expect(log).toEqual([]);
  });

  it('goes past everything that was cut while the engine was busy: it is not even asked for', async () => {
    const { audible, asked, log, sounds, speak } = bench();
    audible.hear(saying('first'));
    await settled();
    for (const text of ['second', 'third', 'the last']) audible.hear(saying(text));
    await speak();
    expect(log).toEqual([]);
    await speak();
    expect(asked).toEqual(['first', 'the last']);
    expect(log).toEqual(['play 1']);
    expect(sounds[0]?.samples.length).toBe(8 * 16_000);
  });

  it('is not kept on the disk where it is private', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fcr-audible-'));
    const { audible, asked, speak } = bench(undefined, new SoundCache(folder));
    audible.hear(saying('Yamada Hanako.', { private: true, channel: 'earphones' }));
    await speak();
    audible.hear({ silence: true });
    expect([asked, readdirSync(folder)]).toEqual([['Yamada Hanako.'], []]);
    rmSync(folder, { recursive: true });
  });

  it('is as loud as the person wants it, in steps that can be heard', async () => {
    const { audible, sounds, speak } = bench();
    for (const volume of [1, 2, 3, 4, 5]) {
      audible.hear(saying('hello', { volume }));
      await speak();
    }
    const levels = sounds.map((sound) => decibels(loudness(sound)));
    for (const [i, level] of levels.entries()) {
      if (i > 0) expect(level - (levels[i - 1] ?? 0)).toBeGreaterThan(3);
    }
  });

  it('is silent in a language without an engine: told once, tones go on', async () => {
    const { audible, log, problems } = bench();
    for (const text of ['はい', 'いいえ']) {
      audible.hear(saying(text, { language: 'ja' }));
      await settled();
    }
    audible.hear({ tone: 'key' });
    expect(problems.map(({ code }) => code)).toEqual(['EMU-708']);
    expect(log).toEqual(['play 1']);
  });

  it('goes on after an engine has failed, which is told', async () => {
    const { audible, log, problems, speak } = bench((words) =>
      words === 'fails'
        ? refuse('EMU-703', { engine: 'espeak', reason: 'silence' })
        : ok(sine(300, 1, 16_000)),
    );
    for (const text of ['fails', 'works']) {
      audible.hear(saying(text));
      await speak();
    }
    expect(problems.map(({ code }) => code)).toEqual(['EMU-703']);
    expect(log).toEqual(['play 1']);
  });

  it('never throws into the reader, whatever breaks here', async () => {
    const problems: Problem[] = [];
    const audible = new Audible({
      voice: Promise.reject(new Error('broken')),
      player: { name: 'player', play: () => ({ stop: () => {}, over: Promise.resolve(ok(undefined)) }) },
      onTrouble: (problem) => void problems.push(problem),
    });
    audible.hear(saying('one'));
    await settled();
    expect(problems).toEqual([{ code: 'EMU-645', detail: { reason: 'broken' } }]);
  });
});

describe('A tone', () => {
  it('is heard at once, beside speech that goes on', async () => {
    const { audible, log, sounds, speak } = bench();
    audible.hear(saying('one'));
    await speak();
    audible.hear({ tone: 'cardIn' });
    expect(log).toEqual(['play 1', 'play 2']);
    expect(sounds[1]).toEqual(toneSound('cardIn'));
  });
});

describe('A player', () => {
  it('that fails is told once, and left alone after three times', async () => {
    const { audible, log, problems, failWith } = bench();
    failWith({ code: 'EMU-702', detail: { program: 'aplay', ended: 'exit 1' } });
    for (let i = 0; i < 10; i += 1) {
      audible.hear({ tone: 'key' });
      await settled();
    }
    expect(problems.map(({ code }) => code)).toEqual(['EMU-702']);
    expect(log.filter((line) => line.startsWith('play')).length).toBe(3);
  });
});

describe('The end', () => {
  it('is silent: what is played stops, nothing new begins, nothing is told', async () => {
    const { audible, log, problems, speak } = bench();
    audible.hear(saying('one'));
    await speak();
    audible.hear({ tone: 'key' });
    audible.hear(saying('two'));
    audible.close();
    await speak();
    audible.hear(saying('three'));
    audible.hear({ tone: 'error' });
    expect(log).toEqual(['play 1', 'play 2', 'stop 1', 'stop 2']);
    expect(problems).toEqual([]);
  });
});

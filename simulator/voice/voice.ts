/** Words as sound, ready to be played: by the engine that a language has, at one rate and level, kept where they may be. */

import type { Language } from '../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { SpeechEngine, SpeechSpeed } from './engine.ts';
import { levelled } from './level.ts';
import { engineFor, type ProbedEngine, packagesFor } from './probing.ts';
import { resampled } from './resampling.ts';
import { type Sound, soundRate } from './sound.ts';
import type { SoundCache } from './sound-cache.ts';

export interface Said {
  readonly words: string;
  readonly language: Language;
  readonly speed: SpeechSpeed;
  /** About a person: never kept. */
  readonly private: boolean;
}

export class Voice {
  readonly #probed: readonly ProbedEngine[];
  readonly #cache: SoundCache | null;
  /** Of the call before: one engine runs at a time, several are no faster. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(probed: readonly ProbedEngine[], cache: SoundCache | null) {
    this.#probed = probed;
    this.#cache = cache;
  }

  engine(language: Language): SpeechEngine | null {
    return engineFor(this.#probed, language);
  }

  /** Refuses with EMU-708 where the machine has no engine for the language, else as the engine does. */
  sound(said: Said): Promise<Result<Sound>> {
    const sound = this.#last.then(() => this.#sound(said));
    this.#last = sound.catch(() => {});
    return sound;
  }

  async #sound({ words, language, speed, private: isPrivate }: Said): Promise<Result<Sound>> {
    const engine = this.engine(language);
    if (engine === null) return refuse('EMU-708', { language, packages: packagesFor(language) });
    const cache = isPrivate ? null : this.#cache;
    const key = { engine: engine.id, version: engine.version, speed, words };
    const kept = await cache?.get(key);
    if (kept) return ok(kept);
    const spoken = await engine.synthesise(words, speed);
    if (!spoken.ok) return spoken;
    const sound = levelled(resampled(spoken.value, soundRate));
    await cache?.put(key, sound);
    return ok(sound);
  }
}

/**
 * Rendered speech, kept as WAV files by what decides how it sounds, and bounded: what was not heard for longest goes
 * first. Holds nothing private; that is its callers' to see to. A folder that cannot be used keeps nothing, and is no fault.
 */

import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import type { SpeechSpeed } from './engine.ts';
import type { Sound } from './sound.ts';
import { readWav, writeWav } from './wav.ts';

export interface CacheKey {
  readonly engine: string;
  /** Of the engine, with its voice. */
  readonly version: string;
  readonly speed: SpeechSpeed;
  readonly words: string;
}

/** Bytes: every prompt of both languages at two speeds. */
const mostKept = 128 * 1024 * 1024;
/** When there is too much, it is cut down to this share, so that it is not done for each sound. */
const keptShare = 0.8;

export class SoundCache {
  readonly #folder: string;
  readonly #most: number;
  /** null until the folder was looked at. */
  #bytes: number | null = null;

  constructor(folder: string, most = mostKept) {
    this.#folder = folder;
    this.#most = most;
  }

  /** null where it is not kept, or what is kept is damaged. */
  async get(key: CacheKey): Promise<Sound | null> {
    const file = this.#file(key);
    try {
      const read = readWav(await readFile(file));
      if (!read.ok) return null;
      const now = new Date();
      await utimes(file, now, now);
      return read.value;
    } catch {
      return null;
    }
  }

  async put(key: CacheKey, sound: Sound): Promise<void> {
    const file = this.#file(key);
    const bytes = writeWav(sound);
    try {
      makeFolder(this.#folder, 0o700);
      // Under another name until it is whole: a program that is killed leaves no half sound.
      await writeFile(`${file}.new`, bytes, { mode: 0o600 });
      await rename(`${file}.new`, file);
      this.#bytes = (this.#bytes ?? 0) + bytes.length;
      if (this.#bytes === bytes.length || this.#bytes > this.#most) await this.#bound();
    } catch {
      // It will be rendered again.
    }
  }

  #file({ engine, version, speed, words }: CacheKey): string {
    const hash = createHash('sha256')
      .update(JSON.stringify([engine, version, speed, words]))
      .digest('hex');
    return join(this.#folder, `${hash}.wav`);
  }

  async #bound(): Promise<void> {
    const names = await readdir(this.#folder);
    const kept = await Promise.all(
      names.map(async (name) => {
        const { size, mtimeMs } = await stat(join(this.#folder, name));
        return { name, size, heard: mtimeMs };
      }),
    );
    let bytes = kept.reduce((sum, { size }) => sum + size, 0);
    if (bytes > this.#most) {
      for (const { name, size } of kept.toSorted((a, b) => a.heard - b.heard)) {
        if (bytes <= this.#most * keptShare) break;
        await rm(join(this.#folder, name), { force: true });
        bytes -= size;
      }
    }
    this.#bytes = bytes;
  }
}

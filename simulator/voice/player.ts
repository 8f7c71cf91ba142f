/** What makes sound audible: a program of the machine that plays WAV files. */

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { errnoOf } from '../../host-bridge/errno.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { findProgram } from '../programs/find-program.ts';
import type { Sound } from './sound.ts';
import { writeWav } from './wav.ts';

export interface Playing {
  /** Silence, at once. */
  stop(): void;
  /** It has been played or stopped; refused with EMU-700, EMU-702 or EMU-649 where it could not be. Never rejects. */
  readonly over: Promise<Result<void>>;
}

export interface Player {
  readonly name: string;
  play(sound: Sound): Playing;
}

/** PulseAudio and PipeWire, ALSA, macOS. */
export const playerPrograms = ['paplay', 'aplay', 'afplay'] as const;
/** Each takes a file after these words. */
const quietly: Readonly<Record<string, readonly string[]>> = { aplay: ['-q'] };

/** null where the machine has none of them. */
export function findPlayer(searchPath: string | undefined): Player | null {
  const program = findProgram(playerPrograms, searchPath);
  return program === null ? null : playerProgram(program);
}

/** The sound is in a file that only this user can read, for as long as it is played. */
export function playerProgram(program: string): Player {
  const name = basename(program);
  return {
    name,
    play(sound) {
      const stopping = new AbortController();
      return { stop: () => stopping.abort(), over: played(program, name, sound, stopping.signal) };
    },
  };
}

async function played(program: string, name: string, sound: Sound, stop: AbortSignal): Promise<Result<void>> {
  let folder: string | null = null;
  try {
    folder = await mkdtemp(join(tmpdir(), 'fcr-sound-'));
    const file = join(folder, 'sound.wav');
    await writeFile(file, writeWav(sound), { mode: 0o600 });
    return stop.aborted ? ok(undefined) : await runPlayer(program, [...(quietly[name] ?? []), file], stop);
  } catch (error) {
    return refuse('EMU-649', { file: folder ?? tmpdir(), reason: errnoOf(error) });
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

function runPlayer(program: string, words: readonly string[], stop: AbortSignal): Promise<Result<void>> {
  const name = basename(program);
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'ignore' });
    // One that plays out what it has in hand before it ends would speak into the next sentence.
    const kill = (): void => void child.kill('SIGKILL');
    stop.addEventListener('abort', kill);
    process.once('exit', kill);
    const end = (result: Result<void>): void => {
      stop.removeEventListener('abort', kill);
      process.off('exit', kill);
      resolve(result);
    };
    child.on('error', (error) => end(refuse('EMU-700', { program: name, reason: errnoOf(error) })));
    child.on('close', (code, signal) => {
      if (stop.aborted || code === 0) end(ok(undefined));
      else end(refuse('EMU-702', { program: name, ended: signal ?? `exit ${code}` }));
    });
  });
}

/** Japanese by Open JTalk. It writes to a file of its own: with its sound on a pipe it ends well and has written nothing. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errnoOf } from '../../host-bridge/errno.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { runProgram } from '../programs/run-program.ts';
import { checkedSound } from './checked-sound.ts';
import { engineLimit, type SpeechEngine, type SpeechSpeed } from './engine.ts';
import { linesOf, oneLine } from './one-line.ts';
import { joined, type Sound } from './sound.ts';
import { readWav } from './wav.ts';

export interface OpenJTalkParts {
  readonly program: string;
  /** A folder. */
  readonly dictionary: string;
  /** An .htsvoice file. */
  readonly voice: string;
  readonly version: string;
}

export function openJTalk(parts: OpenJTalkParts): SpeechEngine {
  return {
    id: 'open-jtalk',
    language: 'ja',
    version: parts.version,
    async synthesise(words, speed) {
      const line = oneLine(words, 'ja');
      if (!line.ok) return line;
      const lines = linesOf(line.value);
      if (!lines.ok) return lines;
      const sounds: Sound[] = [];
      for (const part of lines.value) {
        const sound = await oneCall(parts, part, speed);
        if (!sound.ok) return sound;
        sounds.push(sound.value);
      }
      return ok(joined(sounds, 0));
    },
  };
}

async function oneCall(parts: OpenJTalkParts, line: string, speed: SpeechSpeed): Promise<Result<Sound>> {
  let folder: string | null = null;
  try {
    // Only this user may look into it: the words may be a name.
    folder = await mkdtemp(join(tmpdir(), 'fcr-voice-'));
    const [sound, trace] = [join(folder, 'sound.wav'), join(folder, 'trace.txt')];
    const ran = await runProgram({
      program: parts.program,
      words: ['-x', parts.dictionary, '-m', parts.voice, '-r', String(speed), '-ow', sound, '-ot', trace],
      input: `${line}\n`,
      limit: engineLimit,
    });
    if (!ran.ok) return ran;
    const place = silentWord(await readFile(trace, 'utf8'));
    if (place !== null) return refuse('EMU-706', { place });
    const read = readWav(await readFile(sound));
    return read.ok ? checkedSound(read.value, line, 'open_jtalk') : read;
  } catch (error) {
    return refuse('EMU-703', { engine: 'open_jtalk', reason: errnoOf(error) });
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

/** Fields of a word in the trace. */
const pronunciationField = 9;

/** The place of the first word that the trace shows as a pause though it has letters; null where every word is said. */
function silentWord(trace: string): number | null {
  const [analysis = ''] = trace.split('[Output label]');
  const words = analysis.split('\n').flatMap((row) => {
    const fields = row.split(',');
    const said = fields[pronunciationField];
    return said === undefined ? [] : [{ surface: fields[0] ?? '', said }];
  });
  const place = words.findIndex(
    ({ surface, said }) => /[\p{L}\p{N}]/u.test(surface) && !/[ァ-ヶ]/u.test(said),
  );
  return place === -1 ? null : place + 1;
}

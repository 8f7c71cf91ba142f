/** Which speech engines a machine has, in the order in which they are preferred, and what brings those it lacks. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errnoOf } from '../../host-bridge/errno.ts';
import type { Language } from '../../protocol/errors.ts';
import { ok, type Problem, type Result, refuse } from '../../protocol/result.ts';
import { findProgram } from '../programs/find-program.ts';
import { runProgram } from '../programs/run-program.ts';
import { type EngineId, engineLimit, type SpeechEngine } from './engine.ts';
import { espeakEnglish } from './espeak.ts';
import { mecabEspeak } from './mecab-espeak.ts';
import { openJTalk } from './open-jtalk.ts';

/** What of the environment decides: the search path, and a voice of Open JTalk that lies elsewhere than Debian's. */
export interface ProbedEnvironment {
  readonly PATH?: string | undefined;
  readonly FCR_HTS_VOICE?: string | undefined;
}

/** Debian's places. */
const hmmVoices = '/usr/share/hts-voice';
export const openJTalkDictionary = '/var/lib/mecab/dic/open-jtalk/naist-jdic';
const mecabDictionary = '/var/lib/mecab/dic/naist-jdic';

/** Debian's packages, by engine. The voice of Open JTalk is in `contrib`, which a machine need not have switched on. */
export const enginePackages: Readonly<Record<EngineId, string>> = {
  'open-jtalk': 'open-jtalk open-jtalk-mecab-naist-jdic hts-voice-nitech-jp-atr503-m001',
  'mecab-espeak': 'mecab mecab-naist-jdic espeak-ng',
  espeak: 'espeak-ng',
};

interface Candidate {
  readonly id: EngineId;
  readonly language: Language;
  readonly make: (env: ProbedEnvironment) => Promise<SpeechEngine | null>;
}

/** The best first, for each language. */
const candidates: readonly Candidate[] = [
  { id: 'open-jtalk', language: 'ja', make: findOpenJTalk },
  { id: 'mecab-espeak', language: 'ja', make: findMecabEspeak },
  { id: 'espeak', language: 'en', make: findEspeak },
];

export interface ProbedEngine {
  readonly id: EngineId;
  readonly language: Language;
  /** null: not there, or it does not work. */
  readonly engine: SpeechEngine | null;
  /** Why an engine that is there does not work. */
  readonly problem: Problem | null;
}

/** One word of each language: an engine that cannot say it is not used. */
const trial: Readonly<Record<Language, string>> = { ja: 'はい', en: 'yes' };

/** Looks for every engine and lets each say a word. */
export async function probeEngines(env: ProbedEnvironment): Promise<readonly ProbedEngine[]> {
  const probed: ProbedEngine[] = [];
  for (const { id, language, make } of candidates) {
    const found = await tried(id, language, () => make(env));
    probed.push({
      id,
      language,
      engine: found.ok ? found.value : null,
      problem: found.ok ? null : found.problem,
    });
  }
  return probed;
}

/** null where it is not there. Refuses as its first word does, or with EMU-703 where a file of it cannot be read. */
async function tried(
  id: EngineId,
  language: Language,
  make: () => Promise<SpeechEngine | null>,
): Promise<Result<SpeechEngine | null>> {
  try {
    const engine = await make();
    const sound = await engine?.synthesise(trial[language], 1);
    return sound === undefined || sound.ok ? ok(engine) : sound;
  } catch (error) {
    return refuse('EMU-703', { engine: id, reason: errnoOf(error) });
  }
}

/** The engine that speaks a language; null: there are captions and tones only. */
export const engineFor = (probed: readonly ProbedEngine[], language: Language): SpeechEngine | null =>
  probed.find((one) => one.language === language && one.engine !== null)?.engine ?? null;

/** Debian's packages for a language, in words: the preferred engine's first. */
export const packagesFor = (language: Language): string =>
  candidates
    .filter((candidate) => candidate.language === language)
    .map(({ id }) => enginePackages[id])
    .join(' / ');

/** Open JTalk's program, dictionary and voice; null where one is missing. */
export function openJTalkPlace(
  env: ProbedEnvironment,
): Omit<Parameters<typeof openJTalk>[0], 'version'> | null {
  const program = findProgram(['open_jtalk'], env.PATH);
  const voice = env.FCR_HTS_VOICE ?? installedVoice();
  if (program === null || voice === null || !existsSync(voice) || !existsSync(openJTalkDictionary))
    return null;
  return { program, dictionary: openJTalkDictionary, voice };
}

function installedVoice(): string | null {
  if (!existsSync(hmmVoices)) return null;
  const names = readdirSync(hmmVoices, { recursive: true, encoding: 'utf8' });
  const name = names.filter((entry) => entry.endsWith('.htsvoice')).sort()[0];
  return name === undefined ? null : join(hmmVoices, name);
}

async function findOpenJTalk(env: ProbedEnvironment): Promise<SpeechEngine | null> {
  const place = openJTalkPlace(env);
  if (place === null) return null;
  const { program, dictionary, voice } = place;
  // It tells no version that could be relied on; what it and its voice are made of does not lie.
  const version = `open_jtalk ${fingerprint(program)}, ${dictionaryVersion(dictionary)}, voice ${basename(voice)} ${fingerprint(voice)}`;
  return openJTalk({ ...place, version });
}

/** MeCab with the dictionary that our readings were checked with; null where one is missing. */
export function mecabPlace(
  env: ProbedEnvironment,
): { readonly program: string; readonly dictionary: string } | null {
  const program = findProgram(['mecab'], env.PATH);
  return program === null || !existsSync(mecabDictionary) ? null : { program, dictionary: mecabDictionary };
}

async function findMecabEspeak(env: ProbedEnvironment): Promise<SpeechEngine | null> {
  const mecab = mecabPlace(env);
  const espeak = findProgram(['espeak-ng'], env.PATH);
  if (mecab === null || espeak === null) return null;
  return mecabEspeak({
    mecab,
    mecabVersion: `mecab ${await versionOf(mecab.program)}, ${dictionaryVersion(mecab.dictionary)}`,
    espeak,
    espeakVersion: await versionOf(espeak),
  });
}

async function findEspeak(env: ProbedEnvironment): Promise<SpeechEngine | null> {
  const program = findProgram(['espeak-ng'], env.PATH);
  return program === null ? null : espeakEnglish(program, await versionOf(program));
}

/** The number in what `--version` says. */
async function versionOf(program: string): Promise<string> {
  const said = await runProgram({ program, words: ['--version'], input: '', limit: engineLimit });
  return said.ok ? (/\d+(?:\.\d+)+/.exec(said.value.toString('utf8'))?.[0] ?? '?') : '?';
}

const fingerprint = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 8);

/** Dictionaries are large: told apart by their size. */
const dictionaryVersion = (folder: string): string =>
  `${basename(folder)} ${statSync(join(folder, 'sys.dic')).size}`;

/** `fcr voices`: the speech engines of this machine. */

import { explain, type Language, sentences } from '../../../protocol/errors.ts';
import { languageNames } from '../../ui/language-names.ts';
import { findPlayer, playerPrograms } from '../../voice/player.ts';
import {
  engineFor,
  enginePackages,
  type ProbedEngine,
  packagesFor,
  probeEngines,
} from '../../voice/probing.ts';
import { defineCommand, type Words } from '../command.ts';
import { writeJson, writeLine } from '../io.ts';
import { languages } from '../language.ts';
import * as option from '../options.ts';

const said = {
  none: { en: 'captions and tones only', ja: '字幕と音だけ' },
  missing: { en: 'not here', ja: 'なし' },
  player: { en: 'player', ja: '再生' },
} as const satisfies Record<string, Words>;

export const command = defineCommand({
  details: {
    en: 'Each engine is tried with one word. The first that works for a language speaks it: Open JTalk, else MeCab with eSpeak NG, for Japanese; eSpeak NG for English. Without any, captions, tones and the transcript serve.',
    ja: '各エンジンに1語ずつ読ませて確かめます。日本語は Open JTalk、なければ MeCab と eSpeak NG、英語は eSpeak NG が読み上げます。どれもなければ、字幕と音と読み上げの記録を使います。',
  },
  arguments: {},
  options: { json: option.json },
  examples: ['fcr voices', 'fcr voices --json'],
  async run({ json }, io) {
    const probed = await probeEngines(io.env);
    const player = findPlayer(io.env['PATH'])?.name ?? null;
    const serving = languages.map((language) => ({
      language,
      engine: engineFor(probed, language)?.id ?? null,
      remedy: engineFor(probed, language) === null ? packagesFor(language) : null,
    }));
    if (json) {
      const engines = probed.map(({ id, language, engine, problem }) => ({
        id,
        language,
        version: engine?.version ?? null,
        problem: problem === null ? null : { code: problem.code, ...sentences(problem, io.language) },
        packages: enginePackages[id],
      }));
      writeJson(io, { serving, engines, player });
      return 0;
    }
    for (const { language, engine } of serving)
      writeLine(io, `${languageNames[language][io.language]}: ${engine ?? said.none[io.language]}`);
    for (const one of probed) writeLine(io, `  ${one.id}: ${state(one, io.language)}`);
    writeLine(
      io,
      `${said.player[io.language]}: ${player ?? `${said.missing[io.language]} (${playerPrograms.join(', ')})`}`,
    );
    return 0;
  },
});

function state({ id, engine, problem }: ProbedEngine, language: Language): string {
  if (engine !== null) return engine.version;
  return problem === null
    ? `${said.missing[language]} (apt-get install ${enginePackages[id]})`
    : explain(problem, language);
}

/** `fcr say`: a prompt of the reader, a tone or words of one's own, as the reader would sound. */

import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { speedSteps } from '../../../firmware/guidance/comfort.ts';
import { type ToneId, toneIds } from '../../../firmware/screens/vocabulary.ts';
import { EmulatorError, explain, type Language } from '../../../protocol/errors.ts';
import { ok, orThrow, type Result, refuse } from '../../../protocol/result.ts';
import { isSpeechSpeed, type SpeechSpeed } from '../../voice/engine.ts';
import { findPlayer } from '../../voice/player.ts';
import { probeEngines } from '../../voice/probing.ts';
import type { Sound } from '../../voice/sound.ts';
import { promptOfScreen, spokenTextIds, spokenWords } from '../../voice/spoken-texts.ts';
import { toneSound } from '../../voice/tones.ts';
import { Voice } from '../../voice/voice.ts';
import { writeWav } from '../../voice/wav.ts';
import { defineCommand, type Words } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import * as option from '../options.ts';
import { writing } from '../written-files.ts';

const told = {
  noPlayer: {
    en: 'Nothing here plays sound (paplay, aplay, afplay); --out writes a file.',
    ja: '再生できるプログラム（paplay、aplay、afplay）がありません。--out でファイルに書き出せます。',
  },
} as const satisfies Record<string, Words>;

export const command = defineCommand({
  details: {
    en: 'PROMPT is the id of a text that is spoken (welcome.first, announce.accepted), of a screen, which stands for its first prompt, or of a tone (tone.accepted). It is said in the language of --lang, with example values where a visit would fill in its own. The caption goes to stdout.',
    ja: 'PROMPT には、読み上げの ID（welcome.first、announce.accepted）、画面の ID（その画面の最初の案内）、音の ID（tone.accepted）を指定します。言語は --lang で選びます。受付ごとに変わる部分には例を入れます。字幕は標準出力に出します。',
  },
  arguments: {
    prompt: {
      flags: '[prompt]',
      about: { en: 'id of a text, a screen or a tone', ja: '読み上げ・画面・音の ID' },
      expects: { en: 'an id that fcr say --list shows', ja: 'fcr say --list に出る ID' },
      schema: z.string().min(1).optional(),
    },
  },
  options: {
    text: {
      flags: '--text <words>',
      about: { en: 'words of your own instead', ja: 'ID の代わりに、読み上げる言葉' },
      expects: { en: 'words', ja: '言葉' },
      schema: z.string().optional(),
    },
    speed: {
      flags: '--speed <times>',
      about: {
        en: `how fast: ${speedSteps.join(', ')} (1 unless told)`,
        ja: `速さ：${speedSteps.join('、')}（省略すると 1）`,
      },
      expects: { en: speedSteps.join(', '), ja: speedSteps.join('、') },
      schema: z
        .string()
        .default('1')
        .transform(Number)
        .pipe(z.custom<SpeechSpeed>((value) => isSpeechSpeed(Number(value)))),
    },
    out: {
      flags: '--out <file>',
      about: {
        en: 'writes a WAV file (16 kHz, one channel) and plays nothing',
        ja: '再生せず、WAV（16 kHz、モノラル）に書き出します',
      },
      expects: option.path.expects,
      schema: option.path.schema.optional(),
    },
    list: {
      flags: '--list',
      about: {
        en: 'lists everything that can be said, with its words',
        ja: '読み上げの一覧を言葉とともに示します',
      },
      ...option.flag,
    },
  },
  examples: [
    'fcr say welcome.first --lang ja',
    'fcr say consent_all --lang en --speed 1.5 --out consent.wav',
    'fcr say --text "Please wait." --lang en',
  ],
  async run({ prompt, text, speed, out, list }, io) {
    if (list) {
      for (const id of spokenTextIds) writeLine(io, `${id}\t${spokenWords(id, io.language)}`);
      for (const id of toneIds) writeLine(io, `tone.${id}`);
      return 0;
    }
    const wanted = orThrow(asked(prompt, text, io.language));
    const sound = 'tone' in wanted ? ok(toneSound(wanted.tone)) : await spoken(wanted.words, speed, io);
    if ('words' in wanted) writeLine(io, wanted.words);
    if (out !== undefined) {
      const wav = writeWav(orThrow(sound));
      writing(out, () => writeFileSync(out, wav));
    } else if (sound.ok) await played(sound.value, io);
    // Without an engine the caption stands for it.
    else if (sound.problem.code === 'EMU-708') tell(explain(sound.problem, io.language), io);
    else throw new EmulatorError(sound.problem);
    return 0;
  },
});

const tell = (sentence: string, { stderr }: Io): void => {
  stderr.write(`${sentence}\n`);
};

type Asked = { readonly words: string } | { readonly tone: ToneId };

/** Refuses with EMU-634 where nothing is asked for, EMU-709 where nothing of that name is spoken. */
function asked(prompt: string | undefined, text: string | undefined, language: Language): Result<Asked> {
  if (text !== undefined) return ok({ words: text });
  if (prompt === undefined) return refuse('EMU-634', { command: 'fcr say', what: 'PROMPT' });
  const tone = toneIds.find((id) => `tone.${id}` === prompt);
  if (tone !== undefined) return ok({ tone });
  const words = spokenWords(promptOfScreen(prompt) ?? prompt, language);
  return words === null ? refuse('EMU-709', { prompt }) : ok({ words });
}

const spoken = async (words: string, speed: SpeechSpeed, io: Io): Promise<Result<Sound>> =>
  new Voice(await probeEngines(io.env), null).sound({ words, language: io.language, speed, private: true });

async function played(sound: Sound, io: Io): Promise<void> {
  const player = findPlayer(io.env['PATH']);
  if (player === null) tell(told.noPlayer[io.language], io);
  else orThrow(await player.play(sound).over);
}

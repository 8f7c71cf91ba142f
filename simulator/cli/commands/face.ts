/** `fcr face measure`: counts a face matcher's errors, the emulated one's or those of a program that was handed in. */

import { z } from 'zod';
import type { FaceThresholds } from '../../../firmware/credential/face-decision.ts';
import { profiles } from '../../../firmware/profiles.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { orThrow } from '../../../protocol/result.ts';
import type { Attempt } from '../../face/evaluation/attempt.ts';
import { figuresOf } from '../../face/evaluation/figures.ts';
import { figuresText, heading, type Origin } from '../../face/evaluation/figures-text.ts';
import { MatcherProgram } from '../../face/evaluation/matcher-program.ts';
import { attemptsOf, readSamples } from '../../face/evaluation/samples-file.ts';
import { syntheticAttempts } from '../../face/evaluation/synthetic-attempts.ts';
import { realClock } from '../../time/real-clock.ts';
import { defineCommand } from '../command.ts';
import { type Io, writeJson, writeLine } from '../io.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';

/** A matcher may load its model with the first pair. */
const patience = 60_000;

const share = (flags: string, en: string, ja: string) => ({
  flags,
  about: {
    en: `${en}, 0 to 1 (the profile's unless told)`,
    ja: `${ja}。0 から 1（省略するとプロファイルの値）`,
  },
  expects: { en: 'a figure from 0 to 1', ja: '0 から 1 の数' },
  schema: z
    .string()
    .regex(/^(?:0|1|[01]?\.\d{1,9})$/)
    .transform(Number)
    .pipe(z.number().min(0).max(1))
    .optional(),
});

const eachKind = option.wholeNumber(1, 100_000);

const measure = defineCommand({
  details: {
    en: `${heading.synthetic.en} With --matcher and --samples a program of yours is measured on pictures of yours, by the same counts. It gets lines such as {"id":1,"reference":"…","probe":"…"} (picture files in base64url) on its standard input, and answers each by {"id":1,"similarity":0.9,"attack":0.1,"quality":0.8} or {"id":1,"failed":"probe"}. FILE lists pairs in YAML: - { reference: a.jpg, probe: b.jpg, label: mated }, with non-mated, or attack and its species.`,
    ja: `${heading.synthetic.ja} --matcher と --samples を付けると、自作の照合プログラムを手持ちの画像で同じように数えます。プログラムは標準入力で {"id":1,"reference":"…","probe":"…"}（画像ファイルの base64url）の行を受け取り、{"id":1,"similarity":0.9,"attack":0.1,"quality":0.8} か {"id":1,"failed":"probe"} で答えます。FILE は組の一覧（YAML）で、- { reference: a.jpg, probe: b.jpg, label: mated } のように書きます。label は non-mated、attack（species を付ける）も使えます。`,
  },
  arguments: {},
  options: {
    comparisons: {
      flags: '--comparisons <n>',
      about: {
        en: 'synthetic attempts of each kind: mated, non-mated, each attack (1000 unless told)',
        ja: '架空の試行の数。本人、他人、攻撃の種類ごと（省略すると 1000）',
      },
      expects: eachKind.expects,
      schema: eachKind.schema.prefault('1000'),
    },
    seed: {
      flags: '--seed <text>',
      about: {
        en: 'the same seed gives the same synthetic attempts (1 unless told)',
        ja: '同じ値なら同じ試行になります（省略すると 1）',
      },
      expects: { en: 'a text', ja: '文字列' },
      schema: z.string().min(1).max(100).default('1'),
    },
    people: option.people,
    profile: option.profile,
    threshold: share(
      '--threshold <x>',
      'from which similarity on it is the same person',
      '同じ人とみなす類似度',
    ),
    attackThreshold: share(
      '--attack-threshold <x>',
      'from which figure on it is taken for an attack',
      '攻撃とみなす値',
    ),
    matcher: {
      flags: '--matcher <command>',
      about: {
        en: 'program that compares pictures, as a line for the shell; needs --samples',
        ja: '画像を照合するプログラム（シェルに渡す1行。--samples も必要）',
      },
      expects: { en: 'a line for the shell', ja: 'シェルに渡す1行' },
      schema: z.string().min(1).optional(),
    },
    samples: {
      flags: '--samples <file>',
      about: { en: 'list of pictures to compare, YAML', ja: '照合する画像の一覧（YAML）' },
      expects: option.path.expects,
      schema: option.path.schema.optional(),
    },
    json: option.json,
  },
  examples: [
    'fcr face measure --comparisons 5000',
    'fcr face measure --matcher "python3 my-matcher.py" --samples pairs.yaml --json',
  ],
  async run(given, io) {
    const { matcher, samples, profile, threshold, attackThreshold, json } = given;
    if ((matcher === undefined) !== (samples === undefined)) {
      const missing = matcher === undefined ? '--matcher' : '--samples';
      throw new EmulatorError({ code: 'EMU-680', detail: { missing } });
    }
    const { face } = profiles[profile];
    const thresholds: FaceThresholds = {
      ...face,
      similarity: threshold ?? face.similarity,
      attack: attackThreshold ?? face.attack,
    };
    const isHandedIn = matcher !== undefined && samples !== undefined;
    const origin: Origin = isHandedIn ? 'handed-in' : 'synthetic';
    const attempts = isHandedIn
      ? await programAttempts(matcher, samples, io)
      : await syntheticAttempts({
          people: namedPeople(given.people, io),
          each: given.comparisons,
          seed: given.seed,
        });
    const figures = figuresOf(attempts, thresholds);
    if (json) writeJson(io, { about: heading[origin][io.language], origin, ...figures });
    else for (const line of figuresText(figures, origin, io.language)) writeLine(io, line);
    return 0;
  },
});

async function programAttempts(command: string, file: string, io: Io): Promise<readonly Attempt[]> {
  const samples = orThrow(readSamples(file));
  const program = new MatcherProgram({
    command,
    clock: realClock(),
    patience,
    said: (text) => io.stderr.write(text),
  });
  try {
    return orThrow(await attemptsOf(samples, program));
  } finally {
    await program.end();
  }
}

export const group = {
  commands: {
    measure: {
      about: {
        en: 'counts errors in the forms of ISO/IEC 19795-1 and 30107-3',
        ja: 'ISO/IEC 19795-1 と 30107-3 の形式で誤りを数えます',
      },
      command: measure,
    },
  },
};

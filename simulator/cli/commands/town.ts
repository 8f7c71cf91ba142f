/** `fcr town`: makes a town of invented people, as a people file for a desk or a back end. */

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { EmulatorError } from '../../../protocol/errors.ts';
import { parseDashedDate } from '../../people/written-day.ts';
import { countSpread, spreadLines } from '../../town/spread.ts';
import { makeTown, mostPeople } from '../../town/town.ts';
import { townFile } from '../../town/town-file.ts';
import { defineCommand } from '../command.ts';
import { writeJson } from '../io.ts';
import * as option from '../options.ts';
import { peopleProgress } from '../progress.ts';
import { writeWhole } from '../written-files.ts';

const making = { en: 'making people', ja: '人物の作成' } as const;

export const command = defineCommand({
  details: {
    en: 'Everybody is invented. The file is a people file: give it to fcr start, fcr back-end or fcr reader as --people FILE. The same seed gives the same file on any machine. Shows the spread of ages, insurers and situations: on stdout where the file goes to FILE, else on stderr. simulator/town/README.md has the shares and where they come from.',
    ja: 'すべて架空の人物です。できるのは人物ファイルで、fcr start、fcr back-end、fcr reader に --people FILE で渡します。同じシードなら、どの環境でも同じファイルになります。年齢・保険者・状況の分布を、FILE に書くときは標準出力に、それ以外は標準エラー出力に示します。割合とその出典は simulator/town/README.md にあります。',
  },
  arguments: {},
  options: {
    people: {
      flags: '--people <n>',
      about: {
        en: `how many people, 1 to ${mostPeople} (1000 unless told)`,
        ja: `人数、1 から ${mostPeople}（省略すると 1000）`,
      },
      expects: option.wholeNumber(1, mostPeople).expects,
      schema: option.wholeNumber(1, mostPeople).schema.default(1000),
    },
    seed: {
      flags: '--seed <word>',
      about: {
        en: 'which town; another seed, other people (1 unless told)',
        ja: '町のシード（省略すると 1）',
      },
      expects: { en: 'a word or number', ja: '文字または数字' },
      schema: z.string().min(1).max(100).default('1'),
    },
    day: {
      flags: '--day <date>',
      about: {
        en: 'writes births as dates, for this day; without it they are steps from the desk’s day, and everybody is as old on any day',
        ja: '生年月日を、この日に合わせた日付で書きます。省略するとデスクの日付からの差で書き、いつ動かしても年齢が同じになります',
      },
      expects: { en: 'a date such as 2026-11-02', ja: '2026-11-02 のような日付' },
      schema: z
        .string()
        .transform((text, context) => {
          const day = parseDashedDate(text);
          if (day !== null) return day;
          context.addIssue('no date');
          return z.NEVER;
        })
        .optional(),
    },
    out: {
      flags: '--out <file>',
      about: { en: 'file to write; must not be there yet', ja: '書き出すファイル（まだないもの）' },
      ...option.path,
      schema: option.path.schema.optional(),
    },
    json: {
      ...option.json,
      about: {
        en: 'the spread as one JSON document on stdout; without --out the people, which are JSON anyway',
        ja: '分布を JSON で標準出力に出します。--out がなければ人物（もともと JSON）を出します',
      },
    },
  },
  examples: [
    'fcr town --people 1000 --seed 1 --out town.yaml',
    'fcr town --people 10000 --out big.yaml --json',
    'fcr start --people town.yaml',
  ],
  async run({ people: count, seed, day, out, json }, io) {
    if (out !== undefined && existsSync(out))
      throw new EmulatorError({ code: 'EMU-690', detail: { file: out } });
    const town = makeTown({ people: count, seed, day: day ?? null });
    const spread = countSpread(town.households);
    const progress = peopleProgress(io, making[io.language]);
    const text = townFile(town.people, (person, done) => {
      spread.add(person);
      progress(done, count);
    });
    if (out === undefined) io.stdout.write(text);
    else writeWhole(out, text);
    const counted = spread.done();
    if (out !== undefined && json) {
      writeJson(io, { file: out, seed, ...counted });
    } else {
      const lines = out === undefined ? io.stderr : io.stdout;
      for (const line of spreadLines(counted, io.language)) lines.write(`${line}\n`);
    }
    return 0;
  },
});

/** `fcr eyes-free`: a blind tester's robot makes whole visits by what is spoken alone. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../../host-bridge/make-folder.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import {
  canBeAccepted,
  drawnVisits,
  everyVisit,
  type PlannedVisit,
  type VisitKind,
} from '../../eyes-free/rounds.ts';
import { longestShortForms, pathIn, type SpokenSum, spokenSums } from '../../eyes-free/spoken-sums.ts';
import { temperNames } from '../../eyes-free/temper.ts';
import { type EyesFreeRound, makeRounds, type RoundSummary, summaryOf } from '../../eyes-free/tested.ts';
import { transcriptLines } from '../../eyes-free/transcript-lines.ts';
import { troubles } from '../../eyes-free/trouble.ts';
import { passed } from '../../eyes-free/visit.ts';
import type { Person } from '../../people/person.ts';
import type { People } from '../../people/registry.ts';
import { defineCommand, type Words } from '../command.ts';
import { type Io, writeJson, writeLine } from '../io.ts';
import { languages } from '../language.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';
import { visitsProgress } from '../progress.ts';
import { writing } from '../written-files.ts';

const told = {
  heading: {
    en: 'visits\tpassed\tagain\tunintended\tlanguage\tkind\tfault',
    ja: '受付\t合格\tやり直し\t意図しない同意\t言語\t種類\t障害',
  },
  sums: {
    en: 'seconds of speech\tshort\tfirst\tlanguage',
    ja: '読み上げの秒数\t短い案内\tはじめの案内\t言語',
  },
  tooLong: {
    en: `over ${longestShortForms.seconds} s`,
    ja: `${longestShortForms.seconds} 秒を超えています`,
  },
} as const satisfies Record<string, Words>;

const kindsInJapanese: Readonly<Record<VisitKind, string>> = {
  'face, all': '顔、全て同意',
  'face, none, earphones': '顔、同意しない、イヤホン',
  'pin, all, earphones': '暗証番号、全て同意、イヤホン',
  'pin, one by one': '暗証番号、個別に同意',
  'pin, one by one, earphones': '暗証番号、個別に同意、イヤホン',
  'pin, none, short': '暗証番号、同意しない、短い案内',
  'phone, all': 'スマートフォン、全て同意',
  'phone, one by one, earphones': 'スマートフォン、個別に同意、イヤホン',
  'phone, none, short': 'スマートフォン、同意しない、短い案内',
  'staff, all': '目視確認、全て同意',
};
const kindIn = (kind: VisitKind, { language }: Io): string =>
  language === 'ja' ? kindsInJapanese[kind] : kind;

export const command = defineCommand({
  details: {
    en: 'The robot hears what the reader says and presses keys; it sees no screen and no state. It passes where it was told every key it needed, the back end has committed the visit, and no consent stands there that it did not hear and mean. The forgetful one keeps 8 s of speech, misses one sentence in ten and hits a wrong key one time in twenty. In memory and virtual time; the same seed makes the same visits.',
    ja: 'ロボットはリーダーの音声を聞いてキーを押すだけで、画面も内部の状態も見ません。必要なキーがすべて読み上げられ、バックエンドに受付が残り、聞いて選んだのではない同意が残っていなければ合格です。forgetful は直前の8秒だけを覚え、10文に1文を聞き逃し、20回に1回キーを押し間違えます。メモリー上の仮想時間で動き、同じシードなら同じ結果になります。',
  },
  arguments: {},
  options: {
    people: option.people,
    person: {
      flags: '--person <id>',
      about: {
        en: 'who comes (all: everybody who can be accepted)',
        ja: '受付する人物（all：受付できる全員）',
      },
      expects: { en: 'the id of a person, or all', ja: '人物の ID または all' },
      schema: z.string().min(1).default('all'),
    },
    language: {
      flags: '--language <language>',
      about: { en: 'in which the person listens', ja: '聞き取る言語' },
      ...option.oneOf(['all', 'ja', 'en']),
      schema: z.enum(['all', 'ja', 'en']).default('all'),
    },
    temper: {
      flags: '--temper <temper>',
      about: { en: 'how well the person listens', ja: '聞き取りの確かさ' },
      ...option.oneOf(temperNames),
      schema: z.enum(temperNames).default('attentive'),
    },
    visits: {
      flags: '--visits <number>',
      about: {
        en: 'so many visits, drawn (every kind of visit of each once unless told)',
        ja: '抽選で選ぶ受付の数（省略すると全種類を1回ずつ）',
      },
      ...option.wholeNumber(1, 1_000_000),
      schema: option.wholeNumber(1, 1_000_000).schema.optional(),
    },
    seed: {
      flags: '--seed <seed>',
      about: { en: 'decides slips, faults and what is drawn', ja: '抽選・押し間違い・障害を決めるシード' },
      expects: { en: 'words', ja: '言葉' },
      schema: z.string().min(1).default('1'),
    },
    fault: {
      flags: '--fault <fault>',
      about: { en: 'what goes wrong and is put right', ja: '起こして回復させる障害' },
      ...option.oneOf(['all', ...troubles]),
      schema: z.enum(['all', ...troubles]).default('none'),
    },
    sums: {
      flags: '--sums',
      about: {
        en: 'shows instead how many seconds each path speaks, short and first forms',
        ja: '受付せず、経路ごとの読み上げ秒数（短い案内とはじめの案内）を示します',
      },
      ...option.flag,
    },
    out: {
      flags: '--out <dir>',
      about: {
        en: 'folder for report.json and the transcripts of failed visits',
        ja: 'report.json と不合格の読み上げ記録を書き出すフォルダー',
      },
      expects: option.path.expects,
      schema: option.path.schema.optional(),
    },
    json: option.json,
  },
  examples: [
    'fcr eyes-free --person insured --language ja',
    'fcr eyes-free --temper forgetful --visits 1000 --seed 7',
    'fcr eyes-free --fault all --out eyes-free',
    'fcr eyes-free --sums',
  ],
  async run({ people: file, person, language, temper, visits, seed, fault, sums, out, json }, io) {
    const people = namedPeople(file, io);
    const heardIn = language === 'all' ? languages : [language];
    if (sums) return showSums(await spokenSums(people, heardIn), json, io);
    // A folder that cannot be had is found out before the work, not after it.
    if (out !== undefined) writing(out, () => makeFolder(out));
    const rounds = {
      people: whoComes(person, people),
      languages: heardIn,
      troubles: fault === 'all' ? troubles : [fault],
      seed,
    };
    const planned: readonly PlannedVisit[] =
      visits === undefined ? everyVisit(rounds) : drawnVisits(rounds, visits);
    const made = await makeRounds(planned, { people, temper }, visitsProgress(io));
    const summary = summaryOf(made);
    if (out !== undefined) writing(out, () => writeReports(out, made, summary));
    if (json) writeJson(io, summary);
    else showRounds(made, summary, io);
    return summary.passed === summary.visits && summary.unintended === 0 ? 0 : 1;
  },
});

/** @throws EmulatorError EMU-641 no such person, EMU-720 nobody among them can be accepted. */
function whoComes(id: string, people: People): readonly Person[] {
  const named = id === 'all' ? [...people] : [people.get(id)];
  const known = named.filter((person) => person !== undefined);
  if (known.length === 0 && id !== 'all')
    throw new EmulatorError({ code: 'EMU-641', detail: { person: id } });
  const coming = known.filter(canBeAccepted);
  if (coming.length === 0) throw new EmulatorError({ code: 'EMU-720', detail: { person: id } });
  return coming;
}

function showRounds(made: readonly EyesFreeRound[], summary: RoundSummary, io: Io): void {
  writeLine(io, told.heading[io.language]);
  for (const row of summary.rows) {
    writeLine(
      io,
      [
        row.visits,
        row.passed,
        row.again,
        row.unintended,
        row.language,
        kindIn(row.kind, io),
        row.trouble,
      ].join('\t'),
    );
  }
  writeLine(io, [summary.visits, summary.passed, summary.again, summary.unintended].join('\t'));
  for (const { planned, result } of made.filter((round) => !passed(round.result))) {
    writeLine(io, '');
    writeLine(
      io,
      `${planned.person.id} ${planned.language} ${kindIn(planned.kind, io)} ${planned.trouble}: ${result.ending}`,
    );
    for (const line of transcriptLines(result.transcript)) writeLine(io, `  ${line}`);
  }
}

function showSums(sums: readonly SpokenSum[], json: boolean, io: Io): 0 | 1 {
  const tooLong = ({ path, short }: SpokenSum): boolean =>
    path === longestShortForms.path && short > longestShortForms.seconds;
  if (json) writeJson(io, { sums, longestShortForms });
  else {
    writeLine(io, told.sums[io.language]);
    for (const sum of sums) {
      const { path, language, short, first } = sum;
      const remark = tooLong(sum) ? `\t${told.tooLong[io.language]}` : '';
      writeLine(
        io,
        `${pathIn(path, io.language)}\t${short.toFixed(1)}\t${first.toFixed(1)}\t${language}${remark}`,
      );
    }
  }
  return sums.some(tooLong) ? 1 : 0;
}

function writeReports(folder: string, made: readonly EyesFreeRound[], summary: RoundSummary): void {
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(summary, null, 2)}\n`);
  for (const [i, { result }] of made.entries()) {
    if (!passed(result))
      writeFileSync(join(folder, `${i + 1}.txt`), `${transcriptLines(result.transcript).join('\n')}\n`);
  }
}

/** `fcr replay`: a recorded trace against a run of now. */

import { z } from 'zod';
import { builtInScenarios, loadRecordedScenarios } from '../../scenario/load.ts';
import { replay } from '../../scenario/replay.ts';
import { defineCommand } from '../command.ts';
import { writeJson, writeLine } from '../io.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';

const words = {
  en: {
    same: (count: number) => `${count} as recorded`,
    differs: (scenario: string, line: number | null) =>
      `${scenario}: first difference${line === null ? '' : ` at line ${line} of the trace`}`,
    recorded: 'recorded:',
    now: 'now:     ',
    nothing: '(nothing more)',
  },
  ja: {
    same: (count: number) => `${count}件は記録どおり`,
    differs: (scenario: string, line: number | null) =>
      `${scenario}：最初の違い${line === null ? '' : `（トレースの ${line} 行目）`}`,
    recorded: '記録：',
    now: '今回：',
    nothing: '（これ以上なし）',
  },
} as const;

export const command = defineCommand({
  details: {
    en: 'Exits 1 at the first difference and shows it. A trace names its scenarios by file and name; they are looked for among the built-in ones unless told.',
    ja: '最初の違いで止まり、それを示して 1 で終わります。シナリオはファイル名と名前で探します（省略すると内蔵のもの）。',
  },
  arguments: {
    trace: {
      flags: '<trace>',
      about: { en: 'a trace.jsonl that fcr run --out has written', ja: 'fcr run --out が書いた trace.jsonl' },
      ...option.path,
    },
  },
  options: {
    scenarios: {
      flags: '--scenarios <path>',
      about: {
        en: 'file or folder of the scenarios; may be given several times',
        ja: 'シナリオのファイルかフォルダー。繰り返し指定できます',
      },
      expects: option.path.expects,
      schema: z.array(option.path.schema).default([builtInScenarios]),
      several: true,
    },
    people: option.people,
    json: option.json,
  },
  examples: ['fcr replay ./report/trace.jsonl'],
  async run({ trace, scenarios, people: file, json }, io) {
    const people = namedPeople(file, io);
    const { same, difference } = await replay(trace, {
      scenarios: (files, digests) => loadRecordedScenarios(files, digests, scenarios, people),
      people,
    });
    if (json) {
      writeJson(io, { same, difference });
      return difference === null ? 0 : 1;
    }
    const say = words[io.language];
    writeLine(io, say.same(same));
    if (difference === null) return 0;
    writeLine(io, say.differs(difference.scenario, difference.line));
    writeLine(io, `${say.recorded} ${difference.recorded ?? say.nothing}`);
    writeLine(io, `${say.now} ${difference.now ?? say.nothing}`);
    return 1;
  },
});

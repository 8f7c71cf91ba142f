/** `fcr bench`: runs benchmarks and says whether they keep to their bars. */

import { EmulatorError } from '../../../protocol/errors.ts';
import { type BenchReport, benches, keepsToBar } from '../../bench/benches.ts';
import { defineCommand } from '../command.ts';
import { type Io, writeJson, writeLine } from '../io.ts';
import * as option from '../options.ts';

type BenchName = keyof typeof benches;
const names = Object.keys(benches) as readonly BenchName[];
const isBench = (text: string): text is BenchName => Object.hasOwn(benches, text);

const listed = (language: Io['language']): string =>
  names.map((name) => `${name}: ${benches[name].about[language]}`).join(language === 'ja' ? '。' : '. ');

export const command = defineCommand({
  details: {
    en: `All of them without NAME. Exits 1 where one is above its bar. ${listed('en')}.`,
    ja: `NAME を省略するとすべて実行します。目標を超えたものがあれば 1 で終わります。${listed('ja')}。`,
  },
  arguments: {
    name: {
      flags: '[name]',
      about: { en: names.join(', '), ja: names.join('、') },
      expects: { en: names.join(', '), ja: names.join('、') },
      schema: option.path.schema.optional(),
    },
  },
  options: { json: option.json },
  examples: ['fcr bench checkin --json', 'fcr bench'],
  async run({ name, json }, io) {
    if (name !== undefined && !isBench(name)) {
      throw new EmulatorError({ code: 'EMU-648', detail: { name, names: names.join(', ') } });
    }
    const reports: BenchReport[] = [];
    for (const bench of name === undefined ? names : [name]) {
      const report: BenchReport = await benches[bench].run(io);
      reports.push(report);
      if (!json) for (const line of linesOf(report)) writeLine(io, line);
    }
    if (json) writeJson(io, name === undefined ? reports : reports[0]);
    return reports.every(keepsToBar) ? 0 : 1;
  },
});

/** `checkin ratio: 1.6`, one figure a line. */
const linesOf = ({ bench, ...figures }: BenchReport): string[] =>
  figuresOf(figures).map(([name, figure]) => `${bench} ${name}: ${figure}`);

function figuresOf(part: object): [name: string, figure: unknown][] {
  return Object.entries(part).flatMap(([key, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? figuresOf(value).map(([name, figure]) => [`${key}.${name}`, figure])
      : [[key, value]],
  );
}

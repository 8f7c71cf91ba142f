/** `fcr doctor`: looks at this machine, part by part. */

import { defineCommand } from '../command.ts';
import { writeJson, writeLine } from '../io.ts';
import { loaded, machineParts } from '../machine-parts.ts';
import * as option from '../options.ts';

const words = {
  there: { en: 'ok', ja: 'あり' },
  missing: { en: 'MISSING', ja: '必須・なし' },
  optional: { en: 'none', ja: 'なし' },
  loaded: { en: loaded, ja: '読み込めます' },
} as const;

export const command = defineCommand({
  details: {
    en: 'Exits 0 where everything is there that fcr start needs; the rest serves single parts.',
    ja: 'fcr start に必要なものがそろっていれば 0 で終わります。ほかは一部の機能だけに使います。',
  },
  arguments: {},
  options: { json: option.json },
  examples: ['fcr doctor', 'fcr doctor --json'],
  async run({ json }, io) {
    const { language } = io;
    const parts = await Promise.all(
      machineParts.map(async ({ id, needed, about, remedy, look }) => {
        const found = await look();
        return {
          id,
          needed,
          about: about[language],
          found,
          remedy: found === null ? remedy[language] : null,
        };
      }),
    );
    if (json) writeJson(io, { parts });
    else {
      for (const { about, needed, found, remedy } of parts) {
        const verdict = words[found !== null ? 'there' : needed ? 'missing' : 'optional'][language];
        const told = found === loaded ? words.loaded[language] : (found ?? remedy);
        writeLine(io, `${verdict}: ${about}: ${told}`);
      }
    }
    return parts.every(({ needed, found }) => !needed || found !== null) ? 0 : 1;
  },
});

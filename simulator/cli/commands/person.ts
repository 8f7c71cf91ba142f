/** `fcr person`: the people of a desk, and the municipal counter that unlocks their cards. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { errnoOf } from '../../../host-bridge/errno.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { cardMemoryFile, unlockCard } from '../../card/engine/card-memory.ts';
import { personalise } from '../../card/issuing/personalise.ts';
import { japanDay } from '../../people/calendar.ts';
import { dayRuleSchema } from '../../people/day-rule.ts';
import { type Person, personIdSchema, personSchema } from '../../people/person.ts';
import { loadPeople, type People, parsePeople } from '../../people/registry.ts';
import { defineCommand } from '../command.ts';
import { readerHolder } from '../data-folder.ts';
import { writeJson, writeLine } from '../io.ts';
import { newPerson } from '../new-person.ts';
import * as option from '../options.ts';
import { plainPerson } from '../plain-person.ts';

const id = {
  flags: '<id>',
  about: { en: 'id of the person, such as insured', ja: '人物の識別名（insured など）' },
  expects: { en: 'lower-case letters, digits and hyphens', ja: '英小文字・数字・ハイフン' },
  schema: personIdSchema,
} as const;

function personOf(people: People, person: string): Person {
  const found = people.get(person);
  if (found === undefined) throw new EmulatorError({ code: 'EMU-641', detail: { person } });
  return found;
}

const list = defineCommand({
  arguments: {},
  options: { people: option.people, json: option.json },
  examples: ['fcr person list', 'fcr person list --json'],
  async run({ people, json }, io) {
    const all = [...loadPeople(people)].map(({ id: name, about }) => ({ id: name, about }));
    if (json) writeJson(io, all);
    else for (const person of all) writeLine(io, `${person.id.padEnd(20)} ${person.about[io.language]}`);
    return 0;
  },
});

const show = defineCommand({
  details: {
    en: 'Written as the people file writes it. Secrets (PIN, passwords, numbers that prove something) are dots without --secrets.',
    ja: '人物ファイルの形で出力します。暗証番号などは --secrets がなければ伏せます。',
  },
  arguments: { id },
  options: {
    secrets: {
      flags: '--secrets',
      about: {
        en: 'shows the secrets too; the people are invented',
        ja: '暗証番号なども表示します（架空の人物です）',
      },
      ...option.flag,
    },
    people: option.people,
    json: option.json,
  },
  examples: ['fcr person show insured', 'fcr person show pin-locked --secrets'],
  async run(given, io) {
    const { id: name, ...entry } = personOf(loadPeople(given.people), given.id);
    const plain = plainPerson(entry, given.secrets);
    if (given.json) writeJson(io, { id: name, ...plain });
    else io.stdout.write(stringify({ [name]: plain }, { lineWidth: 110 }));
    return 0;
  },
});

const { shape } = personSchema;
const spaced = (text: string): string => text.replace(/\s+/g, '\u3000');
const fullName = { en: 'family and given name with a space between', ja: '姓と名（間に空白）' };

const make = defineCommand({
  details: {
    en: 'Writes an entry of a people file: to stdout, or into FILE, which is made where it is not there. Start a desk with it by --people FILE; such a file stands in place of the built-in people.',
    ja: '人物ファイルの項目を標準出力か FILE に書きます（FILE がなければ作ります）。--people FILE で使います。その場合、内蔵の人物の代わりになります。',
  },
  arguments: {},
  options: {
    id: { ...id, flags: '--id <id>' },
    name: {
      flags: '--name <name>',
      about: { en: 'name, invented', ja: '氏名（架空のもの）' },
      expects: fullName,
      schema: z.string().default('見本 新').transform(spaced).pipe(shape.name.shape.kanji),
    },
    kana: {
      flags: '--kana <kana>',
      about: { en: 'name in full-width katakana', ja: '氏名のカナ（全角）' },
      expects: fullName,
      schema: z.string().default('ミホン シン').transform(spaced).pipe(shape.name.shape.kana),
    },
    birth: {
      flags: '--birth <day>',
      about: {
        en: 'day of birth: 1985-04-10, or steps such as -40y',
        ja: '生年月日：1985-04-10、または -40y など',
      },
      expects: { en: 'a date or steps such as -40y -3d', ja: '日付か、-40y -3d のような指定' },
      schema: dayRuleSchema.prefault('-40y').transform((day) => day.text),
    },
    sex: {
      flags: '--sex <sex>',
      about: { en: 'male, female or unset', ja: '性別：male、female、unset' },
      expects: { en: 'male, female, unset', ja: 'male、female、unset' },
      schema: shape.sex.default('unset'),
    },
    address: {
      flags: '--address <address>',
      about: { en: 'address, invented', ja: '住所（架空のもの）' },
      expects: { en: 'a line of text', ja: '1行の文字列' },
      schema: shape.address.default('見本県見本市見本町9丁目9番9号'),
    },
    pin: {
      flags: '--pin <digits>',
      about: { en: 'PIN of the card (1234 unless told)', ja: '暗証番号（省略すると 1234）' },
      expects: { en: '4 digits', ja: '4桁の数字' },
      schema: shape.pin.prefault('1234').transform((digits) => digits.reveal()),
      secret: true,
    },
    out: {
      flags: '--out <file>',
      about: { en: 'people file to add the person to', ja: '追加先の人物ファイル' },
      expects: option.path.expects,
      schema: option.path.schema.optional(),
    },
  },
  examples: [
    'fcr person new --id tester --name "見本 新" --kana "ミホン シン" --birth 1990-01-01 --pin 0123',
    'fcr person new --id tester --out people.yaml && fcr start --people people.yaml',
  ],
  async run({ out, ...given }, io) {
    const text = stringify({ [given.id]: newPerson(given) }, { lineWidth: 110 });
    parsePeople(text, out ?? '-');
    if (out === undefined) {
      io.stdout.write(text);
      return 0;
    }
    addToFile(resolve(out), given.id, text);
    writeLine(io, resolve(out));
    return 0;
  },
});

/** Whole or not at all, and only where the file is a people file afterwards. */
function addToFile(file: string, person: string, text: string): void {
  const before = existsSync(file) ? `${readText(file).trimEnd()}\n\n` : '';
  if (before !== '' && loadPeople(file).get(person) !== undefined) {
    throw new EmulatorError({ code: 'EMU-659', detail: { file, person } });
  }
  parsePeople(before + text, file);
  try {
    writeFileSync(`${file}.new`, before + text);
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new EmulatorError({ code: 'EMU-649', detail: { file, reason: errnoOf(error) } });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new EmulatorError({ code: 'EMU-636', detail: { file, reason: errnoOf(error) } });
  }
}

const unlock = defineCommand({
  details: {
    en: 'The municipal counter (市区町村の窓口): every counter of the card is full again. The desk must not be running, since it holds the cards.',
    ja: '市区町村の窓口にあたります。カードの残り回数がすべて元に戻ります。デスクが動いていないときに使います。',
  },
  arguments: { id },
  options: { people: option.people, data: option.dataFolder },
  examples: ['fcr person unlock pin-locked'],
  async run({ id: name, people, data }, io) {
    const person = personOf(loadPeople(people), name);
    const folder = resolve(data);
    const pid = readerHolder(folder);
    if (pid !== null) throw new EmulatorError({ code: 'EMU-638', detail: { folder, pid } });
    const cards = join(folder, 'cards');
    try {
      mkdirSync(cards, { recursive: true });
    } catch (error) {
      throw new EmulatorError({ code: 'EMU-639', detail: { folder, reason: errnoOf(error) } });
    }
    unlockCard(
      personalise(person, japanDay(Date.now())),
      cardMemoryFile(join(cards, `${name}.json`)).counters,
    );
    writeLine(io, name);
    return 0;
  },
});

export const group = {
  commands: {
    list: { about: { en: 'lists the people', ja: '人物の一覧' }, command: list },
    show: { about: { en: 'shows one person', ja: '人物の内容を表示します' }, command: show },
    new: { about: { en: 'makes a new person', ja: '新しい人物を作ります' }, command: make },
    unlock: {
      about: { en: 'unlocks a person’s card', ja: '人物のカードのロックを解除します' },
      command: unlock,
    },
  },
};

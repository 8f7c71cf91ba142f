/** `fcr person`: the people of a desk, and the municipal counter that unlocks their cards, and with them their phones. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { japanDay } from '../../../firmware/calendar.ts';
import { errnoOf } from '../../../host-bridge/errno.ts';
import { makeFolder } from '../../../host-bridge/make-folder.ts';
import { EmulatorError, type Language } from '../../../protocol/errors.ts';
import { cardMemoryFile, unlockCard } from '../../card/engine/card-memory.ts';
import { personalise } from '../../card/issuing/personalise.ts';
import { printedFace } from '../../card/parts/printed-face.ts';
import { PeoplesPhones } from '../../desk/peoples-phones.ts';
import type { Person } from '../../people/person.ts';
import type { People } from '../../people/registry.ts';
import { realClock } from '../../time/real-clock.ts';
import { defineCommand } from '../command.ts';
import { cardHolder } from '../data-folder.ts';
import { writeJson, writeLine } from '../io.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';
import { plainPerson } from '../plain-person.ts';
import { personId as id, command as make } from './person-new.ts';

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
    const all = [...namedPeople(people, io)].map(({ id: name, about }) => ({ id: name, about }));
    if (json) writeJson(io, all);
    else for (const person of all) writeLine(io, `${person.id.padEnd(20)} ${person.about[io.language]}`);
    return 0;
  },
});

const written: Readonly<Record<Language, (mark: string) => string>> = {
  en: (mark) => `written on the card: 「${mark}」`,
  ja: (mark) => `券面の記載：「${mark}」`,
};

const show = defineCommand({
  details: {
    en: 'Written as the people file writes it, with what is written on the card as cardMark (--json) or in a comment. Secrets (PIN, passwords, numbers that prove something) are dots without --secrets.',
    ja: '人物ファイルの形で出力します。券面の記載は cardMark（--json）またはコメントで示します。暗証番号などは --secrets がなければ伏せます。',
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
    const person = personOf(namedPeople(given.people, io), given.id);
    const { id: name, ...entry } = person;
    const plain = plainPerson(entry, given.secrets);
    const mark = printedFace(person, japanDay(Date.now()))?.mark ?? null;
    if (given.json) {
      writeJson(io, { id: name, ...plain, ...(mark === null ? {} : { cardMark: mark }) });
      return 0;
    }
    io.stdout.write(stringify({ [name]: plain }, { lineWidth: 110 }));
    if (mark !== null) writeLine(io, `# ${written[io.language](mark)}`);
    return 0;
  },
});

const unlock = defineCommand({
  details: {
    en: 'The municipal counter (市区町村の窓口): every counter of the card is full again, and that of an Android phone as after its holder set a PIN anew (ours). The desk must not be running, since it holds the cards.',
    ja: '市区町村の窓口にあたります。カードの残り回数がすべて元に戻ります。Androidの暗証番号も、本人が設定し直したときのように元に戻ります（独自の設計）。デスクが動いていないときに使います。',
  },
  arguments: { id },
  options: { people: option.people, data: option.dataFolder },
  examples: ['fcr person unlock pin-locked'],
  async run({ id: name, people, data }, io) {
    const everybody = namedPeople(people, io);
    const person = personOf(everybody, name);
    const folder = resolve(data);
    // Making one would unlock a card that no desk has.
    if (!existsSync(folder))
      throw new EmulatorError({ code: 'EMU-639', detail: { folder, reason: 'ENOENT' } });
    const pid = cardHolder(folder, name);
    if (pid !== null) throw new EmulatorError({ code: 'EMU-638', detail: { folder, pid } });
    const cards = join(folder, 'cards');
    try {
      makeFolder(cards);
    } catch (error) {
      throw new EmulatorError({ code: 'EMU-639', detail: { folder, reason: errnoOf(error) } });
    }
    unlockCard(
      personalise(person, japanDay(Date.now())),
      cardMemoryFile(join(cards, `${name}.json`)).counters,
    );
    if (person.phone !== undefined)
      new PeoplesPhones({ people: everybody, clock: realClock(), folder: cards }).unlock(name);
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
      about: {
        en: 'unlocks a person’s card and phone',
        ja: '人物のカードとスマートフォンのロックを解除します',
      },
      command: unlock,
    },
  },
};

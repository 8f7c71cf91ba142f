/** `fcr card`: people's cards in the slots of vsmartcard's virtual reader, for any program that speaks PC/SC. */

import { join, resolve } from 'node:path';
import { z } from 'zod';
import { japanDay } from '../../../firmware/calendar.ts';
import { errnoOf } from '../../../host-bridge/errno.ts';
import { makeFolder } from '../../../host-bridge/make-folder.ts';
import { EmulatorError, explain } from '../../../protocol/errors.ts';
import { createCard, type VirtualCard } from '../../card/engine/card.ts';
import { cardMemoryFile } from '../../card/engine/card-memory.ts';
import type { CardInterface } from '../../card/engine/contents.ts';
import { personalise } from '../../card/issuing/personalise.ts';
import { type Place, placeText, VpcdSlot } from '../../devices/vpcd/slot.ts';
import { type Person, personIdSchema } from '../../people/person.ts';
import type { People } from '../../people/registry.ts';
import { realClock } from '../../time/real-clock.ts';
import { readLines } from '../../ui/plain/typed-lines.ts';
import { moveCards, parseSlotCommand, slotTeller } from '../card-slots.ts';
import { createClosing } from '../closing.ts';
import { defineCommand } from '../command.ts';
import { cardPart, type DataFolder, holdDataFolder } from '../data-folder.ts';
import { type Io, writeJson, writeLine } from '../io.ts';
import { namedPeople } from '../named-people.ts';
import * as option from '../options.ts';
import { systemEntropy } from '../random.ts';
import { listenForStop, type StopSignal } from '../stop-signal.ts';

const highestPort = 65_535;

/** HOST:PORT, an address of IPv6 in brackets. */
const place = z
  .string()
  .regex(/^(\[[\da-f:.]+\]|[^\s:[\]]+):\d{1,5}$/i)
  .transform((text): Place => {
    const colon = text.lastIndexOf(':');
    return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
  })
  .refine(({ port }) => port >= 1 && port <= highestPort);

export const command = defineCommand({
  details: {
    en: 'The first person’s card goes to HOST:PORT, the next to the port after it (vpcd has two slots, on 35963 and 35964). It is the same card as at the desk: tries are kept in DATA/cards. Prints a line for what happens to each card, commands as counts only. Lines on standard input move the cards: pull, put (pull 2: that slot only), quit. Needs Linux with pcscd and vsmartcard-vpcd (fcr doctor looks for them), which may start later and be restarted. INT or TERM ends it.',
    ja: '最初の人物のカードは HOST:PORT に、次の人物のカードは次のポートに接続します（vpcd のスロットは 35963 と 35964 の二つです）。デスクで使うカードと同じもので、残り回数は DATA/cards に保存します。カードごとの出来事を1行ずつ表示します（コマンドは件数だけ）。標準入力の行でカードを動かせます：pull（抜く）、put（入れる）、quit（終了）。pull 2 のように番号を付けると、そのスロットだけが対象です。Linux の pcscd と vsmartcard-vpcd が必要です（fcr doctor で確認できます）。後から起動しても、再起動しても構いません。INT か TERM で終了します。',
  },
  arguments: {},
  options: {
    persons: {
      flags: '--person <id>',
      about: {
        en: 'whose card, such as insured; once for each slot',
        ja: 'カードの持ち主（insured など）。スロットの数だけ繰り返します',
      },
      expects: { en: 'ids of people', ja: '人物の識別名' },
      schema: z.array(personIdSchema).min(1),
      several: true,
    },
    vpcd: {
      flags: '--vpcd <host:port>',
      about: {
        en: 'where vpcd listens; 127.0.0.1:35963 as Debian sets it up',
        ja: 'vpcd の待ち受け先（Debian の標準では 127.0.0.1:35963）',
      },
      expects: {
        en: 'HOST:PORT, the port from 1 to 65535',
        ja: 'ホスト:ポート（ポートは 1 から 65535 まで）',
      },
      schema: place,
    },
    contactless: {
      flags: '--contactless',
      about: {
        en: 'answers reset as over the air (type B), not as by contacts',
        ja: '接触ではなく、非接触（タイプ B）のリセット応答を返します',
      },
      ...option.flag,
    },
    trace: {
      flags: '--trace',
      about: {
        en: 'tells each command by name and status word, and of what it carries only what SELECT names',
        ja: 'コマンドごとに名前とステータスワードを表示します（内容は、SELECT が選ぶものの名前だけ）',
      },
      ...option.flag,
    },
    people: option.people,
    data: option.dataFolder,
    json: {
      ...option.json,
      about: {
        en: 'at the end what was counted, as one JSON document on stdout; lines go to stderr',
        ja: '終了時に件数を一つの JSON で標準出力に出します。出来事の行は標準エラー出力に出します',
      },
    },
  },
  examples: [
    'fcr card --person insured --vpcd 127.0.0.1:35963',
    'fcr card --person insured --person elderly --vpcd 127.0.0.1:35963 --trace',
  ],
  async run(given, io) {
    const { persons, vpcd, contactless, trace, json } = given;
    const stop = listenForStop();
    const closing = createClosing();
    closing.add(() => stop.close());
    try {
      const people = namedPeople(given.people, io);
      checkSlots(persons, vpcd);
      const holders = persons.map((id) => personOf(people, id));
      const folder = holdDataFolder(resolve(given.data), persons.map(cardPart));
      closing.add(() => folder.release());
      const clock = realClock();
      const told = {
        line: (text: string) => (json ? io.stderr.write(`${text}\n`) : writeLine(io, text)),
        problem: (text: string) => io.stderr.write(`${text}\n`),
        trace,
        language: io.language,
      };
      const offered = holders.map((person, i) => {
        const chip = cardOf(person, contactless ? 'contactless' : 'contact', folder);
        const at = { host: vpcd.host, port: vpcd.port + i };
        const teller = slotTeller(i + 1, person.id, at, told);
        const slot = new VpcdSlot({
          place: at,
          chip,
          atr: answerToReset(chip),
          clock,
          observe: (happening) => teller.observe(happening),
        });
        closing.add(() => slot.pull());
        return { slot, person: person.id, counts: teller.counts };
      });
      const slots = offered.map(({ slot }) => slot);
      for (const slot of slots) slot.put();
      closing.add(listenToLines(slots, stop, io));
      await stop.stopped;
      if (json) {
        writeJson(io, {
          slots: offered.map(({ slot, person, counts }, i) => ({
            slot: i + 1,
            person,
            place: placeText(slot.place),
            ...counts,
          })),
        });
      }
      return 0;
    } finally {
      await closing.close();
    }
  },
});

function checkSlots(persons: readonly string[], { port }: Place): void {
  const twice = persons.find((person, i) => persons.indexOf(person) !== i);
  if (twice !== undefined) throw new EmulatorError({ code: 'EMU-325', detail: { person: twice } });
  const slots = persons.length;
  if (port + slots - 1 > highestPort) throw new EmulatorError({ code: 'EMU-326', detail: { port, slots } });
}

function personOf(people: People, id: string): Person {
  const person = people.get(id);
  if (person === undefined) throw new EmulatorError({ code: 'EMU-641', detail: { person: id } });
  return person;
}

function cardOf(person: Person, spokenTo: CardInterface, { path }: DataFolder): VirtualCard {
  const cards = join(path, 'cards');
  try {
    makeFolder(cards);
  } catch (error) {
    throw new EmulatorError({ code: 'EMU-639', detail: { folder: path, reason: errnoOf(error) } });
  }
  return createCard({
    contents: personalise(person, japanDay(Date.now())),
    ...cardMemoryFile(join(cards, `${person.id}.json`)),
    entropy: systemEntropy,
    interface: spokenTo,
  });
}

/** null: the chip is broken. */
function answerToReset(chip: VirtualCard): Uint8Array | null {
  const atr = chip.powerOn();
  chip.powerOff();
  return atr;
}

/** Cards move as lines say; the end of the lines changes nothing. */
function listenToLines(slots: readonly VpcdSlot[], stop: StopSignal, io: Io): () => void {
  const lines = readLines(io.stdin, (line) => {
    const read = line.ok ? parseSlotCommand(line.value, slots.length) : line;
    if (!read.ok) {
      io.stderr.write(`${explain(read.problem, io.language)}\n`);
      return;
    }
    const asked = read.value;
    if (asked.kind === 'quit') stop.stop();
    else if (asked.kind !== 'nothing') moveCards(slots, asked);
  });
  return () => lines.close();
}

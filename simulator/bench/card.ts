/**
 * `fcr bench card`: what it costs to select a file or an application and to read 256 bytes of it, beside bare copies,
 * into memory that is there already: of the bytes that such a pair carries (two commands, two answers), and of the 256
 * read bytes alone.
 */

import { jpkiAid } from '../card/applications/jpki.ts';
import { createCard, type VirtualCard } from '../card/engine/card.ts';
import { volatileCardMemory } from '../card/engine/card-memory.ts';
import { personalise } from '../card/issuing/personalise.ts';
import type { RoundsProgress } from '../cli/progress.ts';
import { loadPeople } from '../people/registry.ts';
import { type Contender, ratioOf, rounded, sideBySide } from './measure.ts';

const rounds = 31;
const repetitions = 20;
/** Times in one repetition: what a repetition costs besides would else be most of a bare copy. */
const times = 1_000;
const person = 'insured';
const day = { year: 2026, month: 11, day: 2 };
const certificateFile = 0x0a;
const bytesRead = 256;

const command = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);
const pairs = {
  file: {
    select: command(0x00, 0xa4, 0x02, 0x0c, 0x02, 0x00, certificateFile),
    read: command(0x00, 0xb0, 0x00, 0x00, 0x00),
  },
  application: {
    select: command(0x00, 0xa4, 0x04, 0x0c, jpkiAid.length, ...jpkiAid),
    read: command(0x00, 0xb0, 0x80 | certificateFile, 0x00, 0x00),
  },
} as const;
type Pair = (typeof pairs)[keyof typeof pairs];

export async function benchCard(progressOf: RoundsProgress) {
  const card = poweredCard();
  const measured = await sideBySide(
    [
      ours('file', card, pairs.file),
      bareCopy('copy of file', carried(card, pairs.file)),
      ours('application', card, pairs.application),
      bareCopy('copy of application', carried(card, pairs.application)),
      bareCopy('copy of the read bytes', [card.transmit(pairs.application.read).subarray(0, bytesRead)]),
    ],
    {
      warmUp: 3,
      rounds,
      repetitions,
      progress: progressOf({ en: 'selecting and reading', ja: '選択と読み出し' }),
    },
  );
  const nanoseconds = (name: string): number =>
    rounded(((measured.get(name)?.wallMs ?? Number.NaN) * 1e6) / times);
  const figures = (name: keyof typeof pairs) => ({
    ratio: rounded(ratioOf(measured, 'wallMs', name, `copy of ${name}`)),
    ratioToReadBytesAlone: rounded(ratioOf(measured, 'wallMs', name, 'copy of the read bytes')),
    nanoseconds: nanoseconds(name),
    bareNanoseconds: nanoseconds(`copy of ${name}`),
  });
  const [file, application] = [figures('file'), figures('application')];
  return {
    bench: 'card',
    bar: { ratio: 30 },
    ratio: Math.max(file.ratio, application.ratio),
    file,
    application,
    bytesRead,
    rounds,
  };
}

function poweredCard(): VirtualCard {
  const owner = loadPeople().get(person);
  if (owner === undefined) throw new Error(`there is no person ${person}`);
  const card = createCard({ contents: personalise(owner, day), ...volatileCardMemory() });
  card.powerOn();
  card.transmit(pairs.application.select);
  return card;
}

/** The four APDUs of a pair. */
const carried = (card: VirtualCard, { select, read }: Pair): readonly Uint8Array[] => [
  select,
  card.transmit(select),
  read,
  card.transmit(read),
];

const ours = (name: string, card: VirtualCard, { select, read }: Pair): Contender => ({
  name,
  run: () => {
    for (let i = 0; i < times; i += 1) {
      const selected = card.transmit(select);
      const answer = card.transmit(read);
      if (selected[0] !== 0x90 || answer.length !== bytesRead + 2 || answer[bytesRead] !== 0x90) {
        throw new Error('the card did not read what it should');
      }
    }
  },
});

function bareCopy(name: string, pieces: readonly Uint8Array[]): Contender {
  const originals = pieces.map((piece) => piece.slice());
  const copies = originals.map((piece) => new Uint8Array(piece.length));
  return {
    name,
    run: () => {
      for (let i = 0; i < times; i += 1) {
        for (let piece = 0; piece < originals.length; piece += 1) {
          (copies[piece] as Uint8Array).set(originals[piece] as Uint8Array);
        }
        if (copies[0]?.[1] !== originals[0]?.[1]) throw new Error('the bytes were not copied');
      }
    },
  };
}

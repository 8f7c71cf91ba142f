import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmulatorError } from '../../../protocol/errors.ts';
import {
  type CounterStore,
  cardMemoryFile,
  unlockCard,
  volatileCounters,
} from '../../../simulator/card/engine/card-memory.ts';
import { personalise } from '../../../simulator/card/issuing/personalise.ts';
import {
  apdu,
  ascii,
  common,
  jpki,
  person,
  pin,
  placed,
  resident,
  surface,
  text,
  today,
} from './placed-card.ts';

const wrongPin = apdu('00200098', ascii('0000'));
const rightPin = apdu('00200098', pin);
const pinTries = '00200098';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'card-'));
  file = join(folder, 'insured.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof EmulatorError) return error.problem.code;
    throw error;
  }
  return 'none';
};

describe('a card’s memory in a file', () => {
  it('keeps the tries over a restart', () => {
    placed('insured', cardMemoryFile(file)).send(jpki, wrongPin, wrongPin);
    const again = placed('insured', cardMemoryFile(file));
    expect(again.send(jpki, pinTries)).toBe('63C1');
    expect(again.send(wrongPin)).toBe('63C0');
    expect(placed('insured', cardMemoryFile(file)).send(jpki, rightPin)).toBe('6984');
  });

  it('keeps the full counter that the right secret brought back', () => {
    placed('pin-last-try', cardMemoryFile(file)).send(
      jpki,
      apdu('00200098', ascii(person('pin-last-try').pin.reveal())),
    );
    expect(placed('pin-last-try', cardMemoryFile(file)).send(jpki, pinTries)).toBe('63C3');
  });

  it('keeps a changed PIN over a restart', () => {
    placed('insured', cardMemoryFile(file)).send(jpki, rightPin, apdu('00240198', ascii('4711')));
    const again = placed('insured', cardMemoryFile(file));
    expect(again.send(jpki, rightPin)).toBe('63C2');
    expect(again.send(apdu('00200098', ascii('4711')))).toBe('9000');
  });

  it('counts a try before it compares, so that a card taken away gives none for free', () => {
    const seen: [string, number][] = [];
    const counters = volatileCounters();
    const watched: CounterStore = {
      get: (name) => counters.get(name),
      set: (name, value) => {
        seen.push([name, value]);
        counters.set(name, value);
      },
    };
    placed('insured', { counters: watched }).send(jpki, rightPin);
    expect(seen).toEqual([
      ['userPin', 2],
      ['userPin', 3],
    ]);
  });

  it('is replaced whole, leaves nothing beside it, and is its owner’s alone', () => {
    placed('insured', cardMemoryFile(file)).send(jpki, wrongPin);
    expect(readdirSync(folder)).toEqual(['insured.json']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ counters: { userPin: 2 }, secrets: {} });
  });

  it('is written over in place, so that a kill finds one whole state and no second file', () => {
    const memory = cardMemoryFile(file);
    memory.counters.set('userPin', 2);
    const { ino, size } = statSync(file);
    for (const left of [1, 0, 15]) {
      memory.counters.set('userPin', left);
      expect(statSync(file)).toMatchObject({ ino, size });
      expect(cardMemoryFile(file).counters.get('userPin')).toBe(left);
    }
    expect(readdirSync(folder)).toEqual(['insured.json']);
  });

  it.each([
    ['shorter', '{"counters":{"userPin":1},"secrets":{}}'],
    ['longer', `{"counters":{"userPin":1},"secrets":{}}${' '.repeat(5000)}`],
  ])('that somebody else has left %s is replaced whole', (_, text) => {
    writeFileSync(file, text);
    cardMemoryFile(file).counters.set('userPin', 2);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ counters: { userPin: 2 }, secrets: {} });
    expect(readdirSync(folder)).toEqual(['insured.json']);
  });

  it('of more secrets than its length holds is kept all the same', () => {
    const memory = cardMemoryFile(file);
    const names = Array.from({ length: 100 }, (_, i) => `secret ${i}`);
    for (const name of names) memory.counters.set(name, 3);
    for (const name of names) memory.counters.set(name, 2);
    const kept = cardMemoryFile(file).counters;
    expect(names.map((name) => kept.get(name))).toEqual(names.map(() => 2));
  });

  it('is not written where nothing was tried', () => {
    placed('insured', cardMemoryFile(file)).send(jpki, pinTries);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    '{',
    '[]',
    '{"counters":{"userPin":-1},"secrets":{}}',
    '{"counters":{"userPin":99},"secrets":{}}',
    '{"counters":{}}',
  ])('that is damaged is EMU-301: %s', (text) => {
    writeFileSync(file, text);
    expect(codeOf(() => cardMemoryFile(file))).toBe('EMU-301');
  });

  it('that cannot be read is EMU-302', () => {
    mkdirSync(file);
    expect(codeOf(() => cardMemoryFile(file))).toBe('EMU-302');
  });

  it('that cannot be written gives 6581 and no try: the right PIN opens nothing', () => {
    const memory = cardMemoryFile(join(folder, 'gone', 'insured.json'));
    expect(codeOf(() => memory.counters.set('userPin', 2))).toBe('EMU-302');
    const card = placed('insured', memory);
    expect(card.send(jpki, rightPin)).toBe('6581');
    expect(card.send(apdu('802A0097', '01'.repeat(51), '00'))).toBe('6982');
    expect(card.send(pinTries)).toBe('63C3');
  });

  it('is full again for every secret after the municipal counter, but for the one that was blocked from issue on', () => {
    const memory = cardMemoryFile(file);
    const card = placed('insured', memory);
    const secrets = [
      [jpki, '98', '3'],
      [jpki, '9B', '5'],
      [text, '91', '3'],
      [text, '92', '0'],
      [text, '94', 'A'],
      [text, '95', 'A'],
      [common, '9C', '3'],
      [resident, '9C', '3'],
      [surface, '91', 'A'],
      [surface, '92', 'A'],
      [surface, '93', 'A'],
    ] as const;
    for (const [application, reference] of secrets) {
      card.send(application, apdu(`002000${reference}`, ascii('wrong')));
    }
    unlockCard(personalise(person('insured'), today), memory.counters);
    for (const [application, reference, tries] of secrets) {
      expect(card.send(application, `002000${reference}`)).toBe(`63C${tries}`);
    }
  });

  it('is full again after the municipal counter', () => {
    const memory = cardMemoryFile(file);
    const card = placed('pin-locked', memory);
    expect(card.send(jpki, pinTries)).toBe('63C0');
    unlockCard(personalise(person('pin-locked'), today), memory.counters);
    expect(card.send(pinTries)).toBe('63C3');
    expect(placed('pin-locked', cardMemoryFile(file)).send(jpki, pinTries)).toBe('63C3');
  });
});

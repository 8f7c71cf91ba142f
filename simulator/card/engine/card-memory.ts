/**
 * What a card remembers without power: counters of tries, and secrets that were changed. Whatever comes back, comes
 * back through the right secret or the municipal counter (`unlockCard`), never by itself.
 */

import { closeSync, fstatSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { EmulatorError } from '../../../protocol/errors.ts';
import { Digits } from '../../../protocol/personal.ts';
import type { CardContents } from './contents.ts';

export interface CounterStore {
  /** Tries left; null where the card never counted. */
  get(name: string): number | null;
  set(name: string, value: number): void;
}

/** Secrets that differ from those the card was handed out with. */
export interface SecretStore {
  get(name: string): Digits | null;
  set(name: string, value: Digits): void;
}

export interface CardMemory {
  readonly counters: CounterStore;
  readonly secrets: SecretStore;
}

const store = <T>(values: Map<string, T>, kept: () => void) => ({
  get: (name: string): T | null => values.get(name) ?? null,
  set: (name: string, value: T): void => {
    const before = values.get(name);
    if (before === value) return;
    values.set(name, value);
    try {
      kept();
    } catch (error) {
      if (before === undefined) values.delete(name);
      else values.set(name, before);
      throw error;
    }
  },
});

/** Memory that lasts as long as the object. */
export const volatileCardMemory = (): CardMemory => ({
  counters: store(new Map<string, number>(), () => {}),
  secrets: store(new Map<string, Digits>(), () => {}),
});

/** Counters that last as long as the object. */
export const volatileCounters = (): CounterStore => volatileCardMemory().counters;

const memoryFile = z.strictObject({
  counters: z.record(z.string(), z.number().int().min(0).max(15)),
  secrets: z.record(z.string(), z.string()),
});

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/**
 * Bytes of every memory file, filled up with spaces; more than the secrets of a card need. Within one page of memory, so
 * that the system takes over one write of it whole or not at all.
 */
const fileLength = 1024;

/**
 * Memory in a JSON file of the card's own, written whole at every change, so that a killed process leaves the old
 * state or the new one. Holds secrets in plain text, as the people file does: readable by its owner only.
 * @throws EmulatorError EMU-301 (file damaged), EMU-302 (cannot be read, or later written).
 */
export function cardMemoryFile(file: string): CardMemory {
  const kept = readMemory(file);
  const counters = new Map(Object.entries(kept.counters));
  const secrets = new Map(Object.entries(kept.secrets).map(([name, value]) => [name, new Digits(value)]));
  const write = (): void => {
    const plain = {
      counters: Object.fromEntries(counters),
      secrets: Object.fromEntries([...secrets].map(([name, value]) => [name, value.reveal()])),
    };
    try {
      const bytes = Buffer.from(`${JSON.stringify(plain).padEnd(fileLength - 1)}\n`);
      if (writeOver(file, bytes)) return;
      writeFileSync(`${file}.new`, bytes, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch (error) {
      throw new EmulatorError({ code: 'EMU-302', detail: { file, reason: codeOf(error) } });
    }
  };
  return { counters: store(counters, write), secrets: store(secrets, write) };
}

/** Writes over a file of `fileLength` by one write; false where it is not there, or either is of another length. */
function writeOver(file: string, bytes: Uint8Array): boolean {
  if (bytes.length !== fileLength) return false;
  let opened: number;
  try {
    opened = openSync(file, 'r+');
  } catch {
    return false;
  }
  try {
    return fstatSync(opened).size === fileLength && writeSync(opened, bytes, 0, fileLength, 0) === fileLength;
  } finally {
    closeSync(opened);
  }
}

function readMemory(file: string): z.infer<typeof memoryFile> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { counters: {}, secrets: {} };
    throw new EmulatorError({ code: 'EMU-302', detail: { file, reason: codeOf(error) } });
  }
  const damaged = (reason: string) => new EmulatorError({ code: 'EMU-301', detail: { file, reason } });
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch {
    throw damaged('not JSON');
  }
  const read = memoryFile.safeParse(plain);
  if (!read.success) throw damaged(read.error.issues[0]?.path.join('.') || 'unknown form');
  return read.data;
}

/** 市区町村の窓口: every counter of the card back to full, but for those that never had any tries. */
export function unlockCard(contents: CardContents, counters: CounterStore): void {
  for (const application of contents.applications) {
    for (const file of application.files.values()) {
      if (file.kind === 'secret' && file.tries > 0) counters.set(file.name, file.tries);
    }
  }
}

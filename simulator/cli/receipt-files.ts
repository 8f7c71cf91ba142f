/** Reads the files of a receipt folder that `fcr receipt check` is given, as far as one of the format can be long. */

import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { errnoOf } from '../../host-bridge/errno.ts';
import { messageLimits } from '../../host-bridge/receipt/format/read-message.ts';
import { answeredName, ledgerName, setAsideName, stagingName } from '../../host-bridge/receipt/layout.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';

export interface ReceiptFile {
  readonly path: string;
  /** Its last part, which says of what kind the file is. */
  readonly name: string;
  /** Of one that is longer than the format allows, one byte more than that. EMU-534 it cannot be read. */
  readonly bytes: Result<Uint8Array>;
}

/**
 * Each file that is named, and of folders all that end in `.xml`, those in folders within too, by their names. One
 * after the other, so that a large folder is never in memory.
 * @throws EmulatorError EMU-534 (a path that cannot be looked at), EMU-535 (a folder without such files).
 */
export function* receiptFiles(paths: readonly string[]): Generator<ReceiptFile> {
  for (const path of paths.flatMap(filesOf)) {
    yield { path, name: basename(path), bytes: readable(path) };
  }
}

/** What a receipt folder keeps beside files of the format, under their names. */
const besideTheFormat: ReadonlySet<string> = new Set([stagingName, answeredName, ledgerName, setAsideName]);

function filesOf(path: string): readonly string[] {
  if (!attempt(path, () => statSync(path).isDirectory())) return [path];
  const files = attempt(path, () => readdirSync(path, { recursive: true, encoding: 'utf8' }))
    .filter((name) => name.endsWith('.xml') && !besideTheFormat.has(name.split(sep)[0] ?? ''))
    .sort()
    .map((name) => join(path, name));
  if (files.length === 0) throw new EmulatorError({ code: 'EMU-535', detail: { folder: path } });
  return files;
}

function beginningOf(path: string): Uint8Array {
  // A pipe or a device may never end.
  if (!statSync(path).isFile()) throw unreadable(path, 'no regular file');
  const file = openSync(path, 'r');
  try {
    const room = Buffer.alloc(Math.min(statSync(path).size, messageLimits.bytes + 1));
    let length = 0;
    for (let read = -1; read !== 0 && length < room.length; length += read) {
      read = readSync(file, room, length, room.length - length, null);
    }
    return room.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** One that cannot be read does not keep the others from being judged. */
function readable(path: string): Result<Uint8Array> {
  try {
    return ok(beginningOf(path));
  } catch (error) {
    if (error instanceof EmulatorError) return { ok: false, problem: error.problem };
    return refuse('EMU-534', { file: path, reason: errnoOf(error) });
  }
}

const unreadable = (file: string, reason: string): EmulatorError =>
  new EmulatorError({ code: 'EMU-534', detail: { file, reason } });

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof EmulatorError ? error : unreadable(file, errnoOf(error));
  }
}

/** The receipt folder on a disk. A file is visible only when it is whole (REQ-36), unless the facility wants it otherwise. */

import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { errnoOf } from '../errno.ts';
import { makeFolder } from '../make-folder.ts';
import { isOurFileName } from './file-name.ts';
import type { ReceiptFolder } from './folder.ts';
import { guardReceiptFolder } from './guard.ts';
import { answeredName, ledgerName, markerName, stagingName, subFolders } from './layout.ts';
import { type DiskExchangeOptions, diskExchange } from './requests/disk-exchange.ts';
import type { Exchange } from './requests/exchange.ts';

export interface DiskReceiptFolderOptions {
  /** The folder that holds `req`, `res` and `face`; made where it is not there. */
  readonly root: string;
  /** Write where others can watch, since some receipt computers react to changes of a file only. */
  readonly writeInPlace: boolean;
  /** `--receipt-is-test` was given. */
  readonly isTest: boolean;
  /** Tells when something may have come into `req`; without it the folder is looked at from time to time. */
  readonly watch?: Exchange['watch'];
}

/** Judges the folder, makes what it lacks and marks it as the emulator's. */
export function openReceiptFolder(options: DiskReceiptFolderOptions): Result<ReceiptFolder> {
  const { root, writeInPlace, isTest, watch = null } = options;
  const allowed = guardReceiptFolder(root, isTest);
  if (!allowed.ok) return allowed;
  try {
    rmSync(join(root, stagingName), { recursive: true, force: true });
    prepare(root);
  } catch (error) {
    return refuse('EMU-522', { folder: root, reason: errnoOf(error) });
  }
  return ok(diskFolder({ root, writeInPlace, watch, prepare: () => prepare(root) }));
}

function prepare(root: string): void {
  for (const folder of [...subFolders, stagingName, answeredName, ledgerName]) makeFolder(join(root, folder));
  writeFileSync(join(root, markerName), 'Test data of fcr. テスト用のフォルダーです。\n');
}

function diskFolder(parts: DiskExchangeOptions): ReceiptFolder {
  const { root, writeInPlace } = parts;
  const face = join(root, 'face');
  const staging = join(root, stagingName);
  const marker = join(root, markerName);

  function put(name: string, bytes: Uint8Array): Result<void> {
    const path = join(face, name);
    const there = existsSync(path) ? readFileSync(path) : null;
    if (there && !beginsWith(bytes, there)) return refuse('EMU-524', { name });
    if (there?.length === bytes.length) return ok(undefined);
    // What is there otherwise is the beginning of this file, as a crash while writing in place leaves it.
    const growing = writeInPlace ? path : join(staging, name);
    writeFileSync(growing, bytes, { flush: true });
    if (growing !== path) renameSync(growing, path);
    return ok(undefined);
  }

  /** The receipt computer or `fcr receipt clean` may have tidied up. */
  function putAnyway(name: string, bytes: Uint8Array): Result<void> {
    if (!existsSync(marker)) prepare(root);
    try {
      return put(name, bytes);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
      prepare(root);
      return put(name, bytes);
    }
  }

  return {
    exchange: diskExchange(parts),
    write(name, bytes) {
      if (!isOurFileName(name)) return refuse('EMU-525', { name });
      try {
        return putAnyway(name, bytes);
      } catch (error) {
        return refuse('EMU-523', { name, reason: errnoOf(error) });
      }
    },
    remove(name) {
      if (!isOurFileName(name)) return false;
      try {
        rmSync(join(face, name), { force: true });
        return true;
      } catch {
        // Held by its consumer, who is about to take it away anyhow.
        return false;
      }
    },
    list() {
      try {
        return readdirSync(face).filter(isOurFileName).sort();
      } catch {
        return [];
      }
    },
    read(name) {
      if (!isOurFileName(name)) return null;
      try {
        return readFileSync(join(face, name));
      } catch {
        return null;
      }
    },
  };
}

const beginsWith = (whole: Uint8Array, beginning: Uint8Array): boolean =>
  Buffer.compare(whole.subarray(0, beginning.length), beginning) === 0;

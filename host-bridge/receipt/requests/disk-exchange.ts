/** Questions and answers on a disk. */

import type { BigIntStats } from 'node:fs';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { errnoOf } from '../../errno.ts';
import { makeFolder } from '../../make-folder.ts';
import { messageLimits } from '../format/read-message.ts';
import { answeredName, markerName, setAsideName, stagingName } from '../layout.ts';
import type { Exchange, PendingRequest, ReadRequest } from './exchange.ts';
import { ledgerOf } from './ledger.ts';
import { isAnswerName, namedRequest, requestOf } from './request-name.ts';

export interface DiskExchangeOptions {
  /** The folder that holds `req`, `res` and `face`. */
  readonly root: string;
  readonly writeInPlace: boolean;
  readonly watch: Exchange['watch'];
  /** Makes the folder's parts again where somebody has removed them. Throws where it cannot. */
  readonly prepare: () => void;
}

export function diskExchange({ root, writeInPlace, watch, prepare }: DiskExchangeOptions): Exchange {
  const inRequests = (name: string): string => join(root, 'req', name);
  const inResults = (name: string): string => join(root, 'res', name);
  const kept = (name: string): string => join(root, answeredName, name);
  const ledger = ledgerOf(root);

  /** Whether the name in `res` is free for an answer: nothing there, ours, or what a crash left of these very bytes. */
  function isFree(name: string, bytes: Uint8Array): boolean {
    const path = inResults(name);
    const type = statOf(path);
    if (type === null) return true;
    if (!type.isFile()) return false;
    const there = readFileSync(path);
    return ledger.wrote(name, there) || Buffer.compare(bytes.subarray(0, there.length), there) === 0;
  }

  function show(name: string, bytes: Uint8Array): void {
    ledger.enter(name, bytes);
    if (!writeInPlace) {
      renameSync(kept(name), inResults(name));
      return;
    }
    writeFileSync(inResults(name), bytes, { flush: true });
    rmSync(kept(name), { force: true });
  }

  /** The receipt computer may have tidied up. @returns false: `res` does not take it now */
  function isShown(name: string, bytes: Uint8Array): boolean {
    try {
      if (!existsSync(join(root, 'res'))) prepare();
      if (!isFree(name, bytes)) return false;
      show(name, bytes);
      return true;
    } catch {
      return false;
    }
  }

  function showKept(): boolean {
    let all = true;
    for (const name of namesIn(join(root, answeredName)).filter(isAnswerName)) {
      const bytes = bytesOf(kept(name));
      all = bytes !== null && isShown(name, bytes) && all;
    }
    return all;
  }

  /** `fcr receipt clean` may have taken the marker, and without it the next start refuses requests that wait as somebody else's. */
  function markAgain(): void {
    try {
      if (!existsSync(join(root, markerName))) prepare();
    } catch {
      // What is written next says so.
    }
  }

  function keep(name: string, bytes: Uint8Array): void {
    const growing = join(root, stagingName, name);
    writeFileSync(growing, bytes, { flush: true });
    renameSync(growing, kept(name));
  }

  function takeAway({ name, version }: PendingRequest): boolean {
    try {
      const there = lstatSync(inRequests(name), { bigint: true });
      if (versionOf(there) !== version) return true;
      if (!there.isFile()) return putAside(name);
      unlinkSync(inRequests(name));
      return true;
    } catch (error) {
      return errnoOf(error) === 'ENOENT';
    }
  }

  function putAside(name: string): boolean {
    const folder = join(root, setAsideName);
    try {
      makeFolder(folder);
      const taken = new Set(readdirSync(folder));
      let free = name;
      for (let i = 2; taken.has(free); i += 1) free = `${name}.${i}`;
      renameSync(inRequests(name), join(folder, free));
      return true;
    } catch (error) {
      return errnoOf(error) === 'ENOENT';
    }
  }

  return {
    watch,
    pending() {
      markAgain();
      const found: (PendingRequest & { readonly changed: bigint })[] = [];
      for (const name of namesIn(join(root, 'req'))) {
        if (namedRequest(name).is === 'other') continue;
        const there = statOf(inRequests(name));
        if (there !== null) found.push({ name, version: versionOf(there), changed: there.mtimeNs });
      }
      found.sort((a, b) => compare(a.changed, b.changed) || compare(a.name, b.name));
      return found.map(({ name, version }) => ({ name, version }));
    },

    read(name) {
      try {
        return readPlainFile(inRequests(name));
      } catch (error) {
        const reason = errnoOf(error);
        if (reason === 'ENOENT') return ok(null);
        return refuse(notPlain.has(reason) ? 'EMU-575' : 'EMU-576', notPlain.has(reason) ? {} : { reason });
      }
    },

    answer(request, name, bytes) {
      try {
        if (!existsSync(join(root, answeredName))) prepare();
        if (!isFree(name, bytes)) return refuse('EMU-577');
        keep(name, bytes);
      } catch (error) {
        return refuse('EMU-578', { reason: errnoOf(error) });
      }
      // It is answered from here on, whatever happens.
      return ok({ taken: takeAway(request), shown: isShown(name, bytes) });
    },

    takeAway,
    setAside: ({ name }) => putAside(name),

    recover() {
      for (const name of namesIn(join(root, answeredName)).filter(isAnswerName)) {
        const request = statOf(inRequests(requestOf(name)));
        if (request !== null) takeAway({ name: requestOf(name), version: versionOf(request) });
      }
      return showKept();
    },
    showKept,

    answers() {
      const lying = new Set(namesIn(join(root, 'res')));
      const found = [];
      for (const name of ledger.names()) {
        const there = lying.has(name) ? statOf(inResults(name)) : null;
        if (there !== null) found.push({ name, at: Number(there.mtimeMs) });
        else if (!existsSync(kept(name))) ledger.strike(name);
      }
      return found;
    },

    readAnswer(name) {
      const bytes = bytesOf(inResults(name));
      return bytes !== null && ledger.wrote(name, bytes) ? bytes : null;
    },

    removeAnswer(name) {
      const bytes = bytesOf(inResults(name));
      if (bytes === null || !ledger.wrote(name, bytes)) return false;
      try {
        rmSync(inResults(name), { force: true });
        ledger.strike(name);
        return true;
      } catch {
        // Held by its consumer, who is about to take it away anyhow.
        return false;
      }
    },
  };
}

/** What opening says where a link, a folder or a pipe without a writer lies instead of a file. */
const notPlain = new Set(['ELOOP', 'EMLINK', 'EISDIR', 'ENXIO', 'EFTYPE']);

/** Throws as the file system does. Links are not followed, pipes not waited for (neither exists on Windows). */
function readPlainFile(path: string): Result<ReadRequest> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const there = fstatSync(file, { bigint: true });
    if (!there.isFile()) return refuse('EMU-575');
    if (there.size > messageLimits.bytes) {
      return refuse('EMU-527', { bytes: Number(there.size), most: messageLimits.bytes });
    }
    return ok({ bytes: readFileSync(file), version: versionOf(there) });
  } finally {
    closeSync(file);
  }
}

const versionOf = ({ ino, size, mtimeNs }: BigIntStats): string => `${ino}:${size}:${mtimeNs}`;

function statOf(path: string): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true });
  } catch {
    return null;
  }
}

function bytesOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

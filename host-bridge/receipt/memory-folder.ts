/** A receipt folder of a desk that runs in one process and leaves nothing on the disk. */

import { ok, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import { isOurFileName } from './file-name.ts';
import type { ReceiptFolder } from './folder.ts';
import { type MemoryExchange, memoryExchange } from './requests/memory-exchange.ts';

export interface MemoryReceiptFolder extends ReceiptFolder {
  readonly exchange: MemoryExchange;
}

export function memoryReceiptFolder(clock: Pick<Clock, 'now'>): MemoryReceiptFolder {
  const files = new Map<string, Uint8Array>();
  return {
    exchange: memoryExchange(clock),
    write(name, bytes) {
      if (!isOurFileName(name)) return refuse('EMU-525', { name });
      const there = files.get(name);
      if (there && Buffer.compare(there, bytes) !== 0) return refuse('EMU-524', { name });
      files.set(name, bytes);
      return ok(undefined);
    },
    remove(name) {
      files.delete(name);
      return isOurFileName(name);
    },
    list: () => [...files.keys()].sort(),
    read: (name) => files.get(name) ?? null,
  };
}

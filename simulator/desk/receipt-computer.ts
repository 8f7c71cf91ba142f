/**
 * The clinic's receipt computer (レセコン), as far as a desk has one: it drops requests into `req` and looks into `res`.
 * On a disk it writes as one would on the clinic's PC; the bridge is told, so that virtual time need not poll.
 */

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryReceiptFolder } from '../../host-bridge/receipt/memory-folder.ts';
import type { Exchange } from '../../host-bridge/receipt/requests/exchange.ts';

export interface ReceiptComputer {
  /** Puts a whole file into `req`; one of that name is replaced. */
  drop(name: string, bytes: Uint8Array): void;
}

export const memoryReceiptComputer = ({ exchange }: MemoryReceiptFolder): ReceiptComputer => exchange;

export interface DiskReceiptComputer extends ReceiptComputer {
  /** For the bridge's folder. */
  readonly watch: NonNullable<Exchange['watch']>;
}

/** @param root the folder that holds `req`, `res` and `face` */
export function diskReceiptComputer(root: string): DiskReceiptComputer {
  const lookers = new Set<() => void>();
  return {
    watch(look) {
      lookers.add(look);
      return () => lookers.delete(look);
    },
    drop(name, bytes) {
      const growing = join(root, 'req', 'growing');
      writeFileSync(growing, bytes);
      renameSync(growing, join(root, 'req', name));
      for (const look of lookers) look();
    },
  };
}

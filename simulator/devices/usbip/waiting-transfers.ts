/** Transfers to the host that wait until the device has something to say, endpoint by endpoint, first come first served. */

import { ok, type Result, refuse } from '../../../protocol/result.ts';

/** On one endpoint. Our figure; Linux's cdc-acm keeps 16, its HID driver 1. */
const mostWaiting = 64;

export interface WaitingTransfer {
  readonly seqnum: number;
  /** Bytes that the host has room for. */
  readonly length: number;
}

export class WaitingTransfers {
  readonly #byEndpoint = new Map<number, WaitingTransfer[]>();

  /** EMU-668 where a host asks for more than it can have use for. */
  add(endpoint: number, transfer: WaitingTransfer): Result<void> {
    const waiting = this.#byEndpoint.get(endpoint) ?? [];
    if (waiting.length >= mostWaiting) {
      return refuse('EMU-668', { reason: `more than ${mostWaiting} transfers at once` });
    }
    waiting.push(transfer);
    this.#byEndpoint.set(endpoint, waiting);
    return ok(undefined);
  }

  /** The one that has waited longest; it stays. */
  first(endpoint: number): WaitingTransfer | null {
    return this.#byEndpoint.get(endpoint)?.[0] ?? null;
  }

  /** Takes that one out: it is answered. */
  dropFirst(endpoint: number): void {
    this.#byEndpoint.get(endpoint)?.shift();
  }

  /** Takes one out that the host no longer waits for; its endpoint, or null where none waits under that number. */
  withdraw(seqnum: number): number | null {
    for (const [endpoint, waiting] of this.#byEndpoint) {
      const at = waiting.findIndex((transfer) => transfer.seqnum === seqnum);
      if (at < 0) continue;
      waiting.splice(at, 1);
      return endpoint;
    }
    return null;
  }

  clear(): void {
    this.#byEndpoint.clear();
  }
}

/**
 * Chunks that come late. The order is kept, as a serial or USB stream keeps it: what comes after a late chunk waits
 * behind it.
 */

import type { LinkFaultDefinition } from './fault-definition.ts';
import { onTheLine } from './on-the-line.ts';

interface Held {
  readonly chunk: Uint8Array;
  /** In ticks. */
  readonly due: number;
}

export const delayed: LinkFaultDefinition = {
  about: {
    en: 'delivers chunks of up to 64 bytes late; the order is kept',
    ja: '64 バイトまでのかたまりを遅らせる（順序は保つ）',
  },
  takes: { rate: 0.2, by: 200, for: null },
  begin: onTheLine('delayed', ({ random, handOn, clock }, { rate, by }) => {
    let held: readonly Held[] = [];
    let timer: unknown = null;
    const handOnUntil = (now: number): void => {
      for (let [first] = held; first !== undefined && first.due <= now; [first] = held) {
        held = held.slice(1);
        handOn(first.chunk);
      }
    };
    const arm = (): void => {
      clock.clearTimeout(timer);
      timer = null;
      const [first] = held;
      if (first === undefined) return;
      timer = clock.setTimeout(
        () => {
          handOnUntil(first.due);
          arm();
        },
        Math.max(0, first.due - clock.ticks()),
      );
    };
    return {
      take(chunk) {
        const due = clock.ticks() + (random() < rate ? by : 0);
        const last = held.at(-1);
        held = [...held, { chunk, due: Math.max(due, last?.due ?? 0) }];
        // Nothing waits before it, and it is not late itself.
        if (last === undefined) handOnUntil(clock.ticks());
        if (timer === null) arm();
      },
      over() {
        handOnUntil(Number.POSITIVE_INFINITY);
        arm();
      },
      broken() {
        held = [];
        arm();
      },
    };
  }),
};

/** Answers that are held back for a while, by the desk's clock, and given up together when their way out closes. */

import type { Clock } from '../../host-bridge/clock.ts';

export interface LateAnswers {
  /** Resolves to true when the time has come, to false when it was given up before. */
  after(milliseconds: number): Promise<boolean>;
  giveUp(): void;
}

export function lateAnswers(clock: Clock): LateAnswers {
  const waiting = new Map<object, () => void>();
  return {
    after: (milliseconds) =>
      new Promise((resolve) => {
        const token = {};
        const timer = clock.setTimeout(() => {
          waiting.delete(token);
          resolve(true);
        }, milliseconds);
        waiting.set(token, () => {
          clock.clearTimeout(timer);
          resolve(false);
        });
      }),
    giveUp() {
      for (const stop of waiting.values()) stop();
      waiting.clear();
    },
  };
}

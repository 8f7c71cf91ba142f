/** Counts what the bridge has begun and not finished, apart from what only waits for time. Knows nothing of what it is. */

export interface Unfinished {
  readonly count: number;
  begin(): void;
  end(): void;
  /** Called each time the count comes back to nought. Gives back the way to stop. */
  onIdle(listener: () => void): () => void;
}

export function createUnfinished(): Unfinished {
  let count = 0;
  const listeners = new Set<() => void>();
  return {
    get count() {
      return count;
    },
    begin() {
      count += 1;
    },
    end() {
      count -= 1;
      if (count === 0) for (const listener of listeners) listener();
    },
    onIdle(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

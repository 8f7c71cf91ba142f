/** Time, as the bridge sees it: the machine's own, or virtual in tests and scenarios. */
export interface Clock {
  /** Wall clock: milliseconds since 1970-01-01 UTC. May jump; for dates only. */
  now(): number;
  /** Milliseconds from some beginning. Never jumps; for measuring and waiting. */
  ticks(): number;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

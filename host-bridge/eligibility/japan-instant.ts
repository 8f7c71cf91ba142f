/** Instants as the interface writes them: Japan time, whole seconds. */

const japanOffset = 9 * 3_600_000;

/** `2026-11-02T09:00:00+09:00` for milliseconds since 1970-01-01 UTC; parts of a second are dropped. */
export const japanInstant = (ms: number): string =>
  `${new Date(ms + japanOffset).toISOString().slice(0, 19)}+09:00`;

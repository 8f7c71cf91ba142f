/** What it costs to read a phone once, by one way. */
export interface WayFigures {
  /** Commands, each with its answer. */
  readonly exchanges: number;
  /** Bytes of commands and answers together. */
  readonly bytes: number;
  /** CPU of ours, phone and reader, to that of the bare loop. */
  readonly ratio: number;
  readonly cpuMs: number;
  readonly bareCpuMs: number;
}

/** How well a tester listens and presses. The figures of the forgetful one are our design. */

export interface Temper {
  /** Milliseconds for which spoken words are remembered. */
  readonly memory: number;
  /** Share of the sentences that are not taken in. */
  readonly misses: number;
  /** Share of the key presses that hit another key. */
  readonly slips: number;
  /** Keeps a number in mind that is said before what it is for. */
  readonly keepsEarlyKeys: boolean;
}

export const temperNames = ['attentive', 'forgetful'] as const;
export type TemperName = (typeof temperNames)[number];

export const tempers: Readonly<Record<TemperName, Temper>> = {
  attentive: { memory: Number.POSITIVE_INFINITY, misses: 0, slips: 0, keepsEarlyKeys: true },
  forgetful: { memory: 8000, misses: 0.1, slips: 0.05, keepsEarlyKeys: false },
};

/** Drawing from a seed: the same seed draws the same on any machine. */

import { seededEntropy } from '../time/seeded-entropy.ts';

/** What there is so much of, in any unit: only the proportions count. */
export type Shares<K extends string = string> = Readonly<Record<K, number>>;

export interface Drawing {
  /** A whole number from 0, below `count`. */
  below(count: number): number;
  /** From the first to the last, both included. */
  between(first: number, last: number): number;
  /** True once in a while: `share` of 1. */
  chance(share: number): boolean;
  one<T>(of: readonly T[]): T;
  /** One by its share. */
  by<K extends string>(shares: Shares<K>): K;
  /** As many digits as text. */
  digits(count: number): string;
  /** In drawn order. */
  shuffled<T>(items: readonly T[]): T[];
  /**
   * `count` of them, as many of each as its share wants, to within one, in drawn order: a town has its rare
   * situations, whatever its seed.
   */
  dealt<K extends string>(shares: Shares<K>, count: number): K[];
}

export const entriesOf = <K extends string>(shares: Shares<K>): [K, number][] =>
  Object.entries(shares) as [K, number][];

export const sumOf = (shares: Shares): number => Object.values(shares).reduce((sum, share) => sum + share, 0);

export function drawing(seed: string): Drawing {
  const { number } = seededEntropy(seed);
  const below = (count: number): number => Math.floor(number() * count);
  const shuffled = <T>(items: readonly T[]): T[] => {
    const order = [...items];
    for (let i = order.length - 1; i > 0; i -= 1) {
      const j = below(i + 1);
      [order[i], order[j]] = [order[j] as T, order[i] as T];
    }
    return order;
  };
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    chance: (share) => number() < share,
    one: (of) => of[below(of.length)] as (typeof of)[number],
    by(shares) {
      const entries = entriesOf(shares);
      let left = number() * sumOf(shares);
      for (const [key, share] of entries) {
        left -= share;
        if (left < 0) return key;
      }
      return entries[0]?.[0] as (typeof entries)[number][0];
    },
    digits: (count) => String(below(10 ** count)).padStart(count, '0'),
    shuffled,
    dealt: (shares, count) => shuffled(counted(shares, count).flatMap(([key, n]) => Array(n).fill(key))),
  };
}

/** How many of `count` each share gets, to within one, by largest remainder. */
export function counted<K extends string>(shares: Shares<K>, count: number): [K, number][] {
  const whole = sumOf(shares);
  const due = entriesOf(shares).map(([key, share]) => ({ key, exact: (share * count) / whole }));
  const given = new Map(due.map(({ key, exact }) => [key, Math.floor(exact)]));
  const left = count - [...given.values()].reduce((sum, n) => sum + n, 0);
  const byRemainder = [...due].sort((a, b) => (b.exact % 1) - (a.exact % 1));
  for (const { key } of byRemainder.slice(0, left)) given.set(key, (given.get(key) ?? 0) + 1);
  return [...given];
}

import { describe, expect, test } from 'vitest';
import type { LinkEvent } from '../../../protocol/link/link.ts';
import { Random, runSeed } from '../random.ts';
import { BadCable, soundCable } from './bad-cable.ts';
import { noProof, roles } from './link-by-hand.ts';

describe('a bad line', () => {
  /** Ten messages by turns, each sent when the one before has arrived; how long they took, and what was told meanwhile. */
  const converse = (seed: number, damaged: number): { took: number; told: LinkEvent[] } => {
    const random = new Random(seed);
    const cable = new BadCable(random);
    for (const role of roles) cable.attach(role);
    cable.run(10);
    for (const role of roles) cable.events[role].length = 0;
    cable.faults = { ...soundCable, damaged, delay: 4 };
    const began = cable.now;
    for (let i = 0; i < 10; i += 1) {
      const [from, to] = i % 2 === 0 ? (['reader', 'host'] as const) : (['host', 'reader'] as const);
      const message = random.bytes(random.of([30, 60, 100, 300, 1500]));
      cable.send(from, message);
      const arrived = (): Uint8Array[] =>
        cable.events[to].flatMap((event) => (event.type === 'received' ? [event.payload] : []));
      const until = cable.now + 300_000;
      while (arrived().length <= i >> 1 && cable.now < until) cable.run(5);
      if (Buffer.compare(arrived()[i >> 1] ?? noProof, message) !== 0)
        expect.fail(`seed ${seed}: message ${i}`);
    }
    const told = roles
      .flatMap((role) => cable.events[role])
      .filter(({ type }) => type !== 'damaged' && type !== 'received');
    return { took: cable.now - began, told };
  };

  test('that damages 1 % of the bytes carries a visit in seconds, and the connection is never lost', () => {
    for (let i = 0; i < 100; i += 1) {
      const { took, told } = converse(runSeed + i, 0.01);
      if (took > 10_000 || told.length > 0)
        expect.fail(`seed ${runSeed + i}: ${took} ms, told ${told.length} times`);
    }
  });

  test('that damages 5 % of the bytes carries it all the same, in the same session', () => {
    for (let i = 0; i < 5; i += 1) {
      const { told } = converse(runSeed + i, 0.05);
      expect(told.filter(({ type }) => type === 'closed')).toEqual([]);
      expect(told.filter((event) => event.type === 'connected' && !event.resumed)).toEqual([]);
    }
  });
});

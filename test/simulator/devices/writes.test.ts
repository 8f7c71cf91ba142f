import { describe, expect, it } from 'vitest';
import { Writes } from '../../../simulator/devices/writes.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const completed = (writes: Writes, part: Uint8Array): number[][] =>
  writes.completedBy(part).map((write) => [...write]);

describe('what was written', () => {
  it('comes out write by write, though several arrive at once', () => {
    const writes = new Writes();
    for (const length of [1, 2, 3]) writes.wrote(length);
    expect(completed(writes, bytes(1, 2, 2, 3, 3, 3))).toEqual([[1], [2, 2], [3, 3, 3]]);
  });

  it('comes out whole, though it arrives in parts', () => {
    const writes = new Writes();
    for (const length of [4, 2]) writes.wrote(length);
    expect(completed(writes, bytes(1))).toEqual([]);
    expect(completed(writes, bytes(1, 1))).toEqual([]);
    expect(completed(writes, bytes(1, 2))).toEqual([[1, 1, 1, 1]]);
    expect(completed(writes, bytes(2))).toEqual([[2, 2]]);
  });

  it('comes out as it arrives where nobody has said how it was written', () => {
    expect(completed(new Writes(), bytes(1, 2, 3))).toEqual([[1, 2, 3]]);
  });

  it('is forgotten when the cable is out', () => {
    const writes = new Writes();
    writes.wrote(4);
    expect(completed(writes, bytes(1, 1))).toEqual([]);
    writes.lost();
    writes.wrote(1);
    expect(completed(writes, bytes(2))).toEqual([[2]]);
  });
});

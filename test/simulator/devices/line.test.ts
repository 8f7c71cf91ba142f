import { describe, expect, it } from 'vitest';
import { Chunks } from '../../../simulator/devices/chunks.ts';
import { Line, type LineFault } from '../../../simulator/devices/line.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';

const stream = Uint8Array.from({ length: 1000 }, (_, i) => (i % 150 === 149 ? 0 : 1 + (i % 255)));

/** The stream in pieces of random lengths. */
function pieces(seed: string): Uint8Array[] {
  const { number } = seededEntropy(seed);
  const cut: Uint8Array[] = [];
  for (let at = 0; at < stream.length; ) {
    const length = 1 + Math.floor(number() * 200);
    cut.push(stream.subarray(at, at + length));
    at += length;
  }
  return cut;
}

describe('a stream is cut into chunks', () => {
  it('of at most 64 bytes, each frame end at the end of one', () => {
    const chunks = new Chunks().cut(stream);
    for (const chunk of chunks) {
      expect(chunk.length).toBeLessThanOrEqual(64);
      expect(chunk.subarray(0, -1).includes(0)).toBe(false);
    }
    expect(chunks.slice(0, 4).map(({ length }) => length)).toEqual([64, 64, 22, 64]);
  });

  it('in the same places whatever pieces it comes in', () => {
    const whole = new Chunks().cut(stream);
    for (let seed = 0; seed < 50; seed += 1) {
      const chunks = new Chunks();
      expect(
        pieces(String(seed)).flatMap((piece) => chunks.cut(piece)),
        `seed ${seed}`,
      ).toEqual(whole);
    }
  });

  it('and what is no whole chunk yet waits, or is asked for', () => {
    const chunks = new Chunks();
    expect(chunks.cut(Uint8Array.of(1, 2))).toEqual([]);
    expect(chunks.rest()).toEqual(Uint8Array.of(1, 2));
    expect(chunks.cut(Uint8Array.of(3, 0))).toEqual([Uint8Array.of(3, 0)]);
  });
});

/** A line, what has come out of it, and faults that add a letter, double or hold back. */
function lineWithEnd() {
  const out: string[] = [];
  const line = new Line((bytes) => out.push(Buffer.from(bytes).toString('latin1')));
  const pass = (text: string): void => line.pass(Buffer.from(text, 'latin1'));
  const adding =
    (letter: string) =>
    (handOn: (chunk: Uint8Array) => void): LineFault => ({
      take: (chunk) => handOn(Buffer.concat([Buffer.from(letter), chunk])),
    });
  const holding = (handOn: (chunk: Uint8Array) => void): LineFault => {
    let held: Uint8Array[] = [];
    return {
      take: (chunk) => held.push(chunk),
      over: () => {
        for (const chunk of held) handOn(chunk);
      },
      broken: () => {
        held = [];
      },
    };
  };
  return { line, out, pass, adding, holding };
}

describe('a line', () => {
  it('without faults hands on what comes, as it comes', () => {
    const { pass, out } = lineWithEnd();
    pass('half a');
    pass(' frame\0and\0');
    expect(out).toEqual(['half a', ' frame\0and\0']);
  });

  it('takes chunks through every fault, in the order in which they began', () => {
    const { line, pass, out, adding } = lineWithEnd();
    line.begin('a', adding('a'));
    line.begin('b', adding('b'));
    pass('1\x002');
    pass('3\0');
    expect(out).toEqual(['ba1\0', 'ba23\0']);
  });

  it('has one fault of a name at a time', () => {
    const { line, pass, out, adding } = lineWithEnd();
    line.begin('a', adding('a'));
    line.begin('a', adding('c'));
    pass('1\0');
    line.end('a');
    pass('2\0');
    expect(out).toEqual(['c1\0', '2\0']);
  });

  it('hands on what a fault held back when it is over, through the faults behind it, before what comes later', () => {
    const { line, pass, out, adding, holding } = lineWithEnd();
    line.begin('hold', holding);
    line.begin('a', adding('a'));
    pass('1\x002\0');
    expect(out).toEqual([]);
    line.end('hold');
    pass('3\0');
    expect(out).toEqual(['a1\0', 'a2\0', 'a3\0']);
  });

  it('hands on half a chunk when the last fault is over', () => {
    const { line, pass, out, adding } = lineWithEnd();
    line.begin('a', adding('a'));
    pass('ha');
    line.end('a');
    pass('lf\0');
    expect(out).toEqual(['ha', 'lf\0']);
  });

  it('that breaks off loses what was on its way, and keeps its faults', () => {
    const { line, pass, out, adding, holding } = lineWithEnd();
    line.begin('hold', holding);
    line.begin('a', adding('a'));
    pass('1\0half');
    line.break();
    line.end('hold');
    pass('2\0');
    expect(out).toEqual(['a2\0']);
  });
});

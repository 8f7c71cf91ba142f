import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { listenToLines } from '../../../simulator/programs/lines-of-program.ts';

/** What is heard of these pieces of a program's output; null: a line was too long. */
async function heard(longest: number, ...pieces: (string | Uint8Array)[]) {
  const output = new PassThrough();
  const lines: (string | null)[] = [];
  listenToLines(output, longest, {
    line: (text) => lines.push(text),
    tooLong: () => lines.push(null),
  });
  const over = new Promise((resolve) => output.once('close', resolve));
  for (const piece of pieces) if (!output.destroyed) output.write(piece);
  if (!output.destroyed) output.end();
  await over;
  return lines;
}

describe('the lines of a program', () => {
  it('are heard one by one, however they were cut', async () => {
    expect(await heard(10, 'on', 'e\ntw', 'o\n\nthree\n')).toEqual(['one', 'two', '', 'three']);
  });

  it('keep a character that came in two pieces', async () => {
    const [first = 0, ...rest] = Buffer.from('顔\n');
    expect(await heard(10, Uint8Array.of(first), Uint8Array.from(rest))).toEqual(['顔']);
  });

  it('may end without a line end', async () => {
    expect(await heard(10, 'one\ntwo')).toEqual(['one', 'two']);
  });

  it('may be as long as the limit, in bytes', async () => {
    expect(await heard(6, '顔顔\n')).toEqual(['顔顔']);
  });

  it.each([
    ['in one piece', ['1234567\nmore\n']],
    ['in several', ['1234', '567', '\nmore\n']],
  ])('are heard no more once one is longer, %s', async (_, pieces) => {
    expect(await heard(6, 'one\n', ...pieces)).toEqual(['one', null]);
  });
});

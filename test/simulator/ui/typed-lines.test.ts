import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { longestLine, readLines } from '../../../simulator/ui/plain/typed-lines.ts';

/** What is read of these pieces, and of the end of the input. */
async function read(...pieces: readonly (string | Buffer)[]): Promise<readonly string[]> {
  const input = new PassThrough();
  const lines: string[] = [];
  readLines(input, (line) => lines.push(line.ok ? line.value : line.problem.code));
  for (const piece of pieces) input.write(piece);
  input.end();
  await finished(input);
  return lines;
}

describe('Lines that are typed', () => {
  it('are taken whole, however they come and end', async () => {
    expect(await read('card\nre', 'move\r\n', '\n12', '#')).toEqual(['card', 'remove', '', '12#']);
    const bytes = Buffer.from('＊\n');
    expect(await read(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['＊']);
    expect(await read()).toEqual([]);
  });

  it('are refused once where they do not end, and the next is taken', async () => {
    const endless = Array.from({ length: 50 }, () => '1'.repeat(100_000));
    expect(await read('help\n', ...endless, '2\ncard\n')).toEqual(['help', 'EMU-595', 'card']);
    expect(await read(...endless)).toEqual(['EMU-595']);
    expect(await read(`${'1'.repeat(longestLine)}\n`)).toEqual(['1'.repeat(longestLine)]);
  });

  it('are no longer taken when nobody reads them', () => {
    const input = new PassThrough();
    const reading = readLines(input, () => expect.unreachable());
    reading.close();
    input.write('card\n');
    expect(input.isPaused()).toBe(true);
  });
});

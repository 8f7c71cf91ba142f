/** Lines that are typed or piped in, one at a time: what never ends in a line break is not kept. */

import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { ok, type Result, refuse } from '../../../protocol/result.ts';

/** Characters; the longest line that means anything has some dozens. */
export const longestLine = 1_000;

/** @param onLine a line without its end, or EMU-595 for one that is too long, as soon as it is */
export function readLines(input: Readable, onLine: (line: Result<string>) => void): { close(): void } {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  /** The rest of a line that was refused is still to come. */
  let passing = false;

  const take = (text: string): void => {
    if (passing) return;
    begun += text;
    if (begun.length <= longestLine) return;
    begun = '';
    passing = true;
    onLine(refuse('EMU-595', { most: longestLine }));
  };
  const end = (): void => {
    if (!passing) onLine(ok(begun.replace(/\r$/, '')));
    begun = '';
    passing = false;
  };
  const onData = (bytes: Buffer | string): void => {
    const [first = '', ...others] = decoder.write(Buffer.from(bytes)).split('\n');
    take(first);
    for (const part of others) {
      end();
      take(part);
    }
  };
  const onEnd = (): void => {
    if (begun !== '') end();
  };
  input.on('data', onData).on('end', onEnd);
  return {
    close() {
      input.off('data', onData).off('end', onEnd);
      input.pause();
    },
  };
}

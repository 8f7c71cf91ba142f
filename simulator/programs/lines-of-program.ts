/** What a program writes, line by line, with a limit: of a line that has no end no more is kept. */

import type { Readable } from 'node:stream';

const newline = 0x0a;

export interface LineListener {
  /** Without its line end; the last may have had none. */
  line(text: string): void;
  /** A line has become longer than the limit: nothing more is read. */
  tooLong(): void;
}

/** @param longest bytes of a line in UTF-8, its end not counted */
export function listenToLines(output: Readable, longest: number, listener: LineListener): void {
  let begun: Buffer[] = [];
  let length = 0;
  let over = false;
  /** False where the line is too long with it. */
  const takes = (part: Buffer): boolean => {
    begun.push(part);
    length += part.length;
    over = length > longest;
    if (over) {
      begun = [];
      output.destroy();
      listener.tooLong();
    }
    return !over;
  };
  const ended = (): void => {
    const text = Buffer.concat(begun).toString('utf8');
    begun = [];
    length = 0;
    listener.line(text);
  };
  output.on('data', (bytes: Buffer) => {
    let from = 0;
    while (!over) {
      const end = bytes.indexOf(newline, from);
      if (!takes(bytes.subarray(from, end < 0 ? bytes.length : end)) || end < 0) return;
      ended();
      from = end + 1;
    }
  });
  output.on('end', () => {
    if (length > 0) ended();
  });
}

/**
 * What is typed on a terminal that does not show it while a PIN is asked for: there others would read it, and a screen
 * reader would speak it. A terminal then gives each key as it comes, so that the line is put together here.
 */

import { PassThrough, type Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** What lines come from: a terminal, or a file or pipe, which shows nothing by itself. */
export type LineSource = Readable & {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
};

export interface HiddenTyping {
  /** What was typed, with line ends. */
  readonly input: Readable;
  /** From now on what is typed is hidden, or shown again. */
  hide(hidden: boolean): void;
  /** The terminal is as it was found. */
  close(): void;
}

const enter = '\r';
const interrupt = '\x03';
const rubOut: ReadonlySet<string> = new Set(['\b', '\x7f']);
const rubOutLine = '\x15';

/** @param onInterrupt Ctrl-C where it does not reach the process by itself */
export function hiddenTyping(source: LineSource, onInterrupt: () => void): HiddenTyping {
  if (source.isTTY !== true) return { input: source, hide: () => {}, close: () => {} };
  const input = new PassThrough();
  let decoder = new StringDecoder('utf8');
  let hidden = false;
  let line = '';

  const take = (character: string): void => {
    if (character === interrupt) onInterrupt();
    else if (rubOut.has(character)) line = [...line].slice(0, -1).join('');
    else if (character === rubOutLine) line = '';
    else if (character === enter || character === '\n') {
      input.write(`${line}\n`);
      line = '';
    } else line += character;
  };
  const onData = (bytes: Buffer): void => {
    if (hidden) for (const character of decoder.write(bytes)) take(character);
    else input.write(bytes);
  };
  const onEnd = (): void => void input.end(line);
  source.on('data', onData).on('end', onEnd);

  return {
    input,
    hide(wanted) {
      if (wanted === hidden) return;
      hidden = wanted;
      source.setRawMode?.(hidden);
      if (hidden) return;
      // The rest of a line that was begun comes from the terminal again.
      input.write(line);
      line = '';
      decoder = new StringDecoder('utf8');
    },
    close() {
      if (hidden) source.setRawMode?.(false);
      source.off('data', onData).off('end', onEnd);
      source.pause();
    },
  };
}

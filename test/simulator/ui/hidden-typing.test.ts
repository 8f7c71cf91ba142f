import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { hiddenTyping } from '../../../simulator/ui/plain/hidden-typing.ts';
import { readLines } from '../../../simulator/ui/plain/typed-lines.ts';

/** A terminal that somebody types on; it remembers whether it shows what is typed. */
function terminal() {
  const modes: boolean[] = [];
  const source = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => modes.push(raw),
  });
  const lines: string[] = [];
  let interrupts = 0;
  const typing = hiddenTyping(source, () => {
    interrupts += 1;
  });
  const reading = readLines(typing.input, (line) => lines.push(line.ok ? line.value : line.problem.code));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    modes,
    lines,
    typing,
    interrupts: () => interrupts,
    async type(text: string) {
      source.write(text);
      await settled();
      await settled();
    },
    close() {
      reading.close();
      typing.close();
    },
  };
}

describe('Typing on a terminal', () => {
  it('is the terminal’s own until it is hidden, and again afterwards', async () => {
    const { modes, lines, typing, type } = terminal();
    await type('card\n');
    typing.hide(true);
    typing.hide(true);
    await type('1234#\r');
    typing.hide(false);
    await type('remove\n');
    expect(modes).toEqual([true, false]);
    expect(lines).toEqual(['card', '1234#', 'remove']);
  });

  it('can be corrected while it is hidden: the last character, or all of the line', async () => {
    const { lines, typing, type } = terminal();
    typing.hide(true);
    await type('129\x7f34\b4\r');
    await type('999\x15**\r');
    await type('\x7f\x7f1\r');
    expect(lines).toEqual(['1234', '**', '1']);
  });

  it('keeps a line that was begun when it is hidden or shown in the middle of it', async () => {
    const { lines, typing, type } = terminal();
    typing.hide(true);
    await type('12');
    typing.hide(false);
    await type('34\n');
    expect(lines).toEqual(['1234']);
  });

  it('still takes Ctrl-C, which then comes as a character', async () => {
    const { lines, typing, interrupts, type } = terminal();
    typing.hide(true);
    await type('1\x03');
    expect([interrupts(), lines]).toEqual([1, []]);
  });

  it('leaves the terminal as it was when it is closed while it is hidden', () => {
    const { modes, typing, close } = terminal();
    typing.hide(true);
    close();
    expect(modes).toEqual([true, false]);
  });

  it('of a file or a pipe is taken as it is', () => {
    const source = new PassThrough();
    const typing = hiddenTyping(source, () => expect.unreachable());
    typing.hide(true);
    expect(typing.input).toBe(source);
    typing.close();
  });
});

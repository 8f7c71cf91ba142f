import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadPeople } from '../../../simulator/people/registry.ts';
import type { Heard } from '../../../simulator/peripherals/speaker.ts';
import { openTerminalDesk } from '../../../simulator/ui/terminal/terminal-desk.ts';
import { openTestDesk, type TestDesk } from '../automation/automated-desk.ts';

let desk: TestDesk;
let input: PassThrough;
let terminal: { close(): void };
let heard: (Heard | 'closed')[];
let written: string;
let hear: (reader: TestDesk['desk']['readers'][number]['serial'], heard: Heard) => void;
let trouble: Parameters<NonNullable<Parameters<typeof openTerminalDesk>[0]['sound']>>[0];

beforeEach(async () => {
  desk = await openTestDesk({ readers: 2 });
  input = Object.assign(new PassThrough(), { setRawMode: () => {} });
  heard = [];
  written = '';
  terminal = openTerminalDesk({
    operated: {
      desk: desk.desk,
      acts: desk.acts,
      events: desk.events,
      people: loadPeople(),
      language: 'en',
      onView: () => () => {},
      onHeard: (listener) => {
        hear = listener;
        return () => {};
      },
    },
    input: input as unknown as ReadStream,
    output: { write: (text) => (written += text), on: () => {}, off: () => {}, columns: 100, rows: 30 },
    url: 'http://127.0.0.1/',
    sound: (onTrouble) => {
      trouble = onTrouble;
      return { hear: (sound) => void heard.push(sound), close: () => void heard.push('closed') };
    },
    keypad: 'calculator',
    clock: desk.clock,
    onQuit: () => {},
  });
});
afterEach(() => desk.close());

const [first, second] = ['FCR-000001', 'FCR-000002'] as const;
const at = (serial: string) => {
  const reader = desk.desk.reader(serial);
  if (reader === undefined) throw new RangeError(serial);
  return reader.serial;
};
/** Keys reach the desk with the stream's next turn. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('only the reader that is shown is heard; the next one begins in silence', async () => {
  hear(at(first), { tone: 'key' });
  hear(at(second), { tone: 'error' });
  expect(heard).toEqual([{ tone: 'key' }]);
  input.write('r');
  await turn();
  hear(at(first), { tone: 'key' });
  hear(at(second), { tone: 'cardIn' });
  expect(heard).toEqual([{ tone: 'key' }, { silence: true }, { tone: 'cardIn' }]);
  terminal.close();
});

test('why nothing is heard stands on the screen, and closing the desk ends the sound', async () => {
  trouble({ code: 'EMU-702', detail: { program: 'aplay', ended: 'exit 1' } });
  await turn();
  await turn();
  expect(written).toContain('EMU-702 aplay failed (exit 1)');
  terminal.close();
  expect(heard).toEqual(['closed']);
});

test('the key check names each key as the reader would take it, and lets none through', async () => {
  const names = () =>
    heard.flatMap((sound) => (sound !== 'closed' && 'utterance' in sound ? [sound.utterance.text] : []));
  const before = desk.desk.reader(first)?.status?.view?.id;
  input.write('k');
  await turn();
  for (const typed of ['7', '5', '0', '*', '\r']) {
    input.write(typed);
    await turn();
  }
  expect(names().slice(1)).toEqual(['one', 'five', 'zero', 'star', 'hash']);
  expect(desk.desk.reader(first)?.status?.view?.id).toBe(before);
  input.write('k');
  await turn();
  expect(names().at(-1)).toBe('The key check is over.');
  input.write('*');
  await turn();
  await desk.desk.quiet();
  expect(desk.desk.reader(first)?.status?.view?.id).toBe('welcome');
  terminal.close();
});

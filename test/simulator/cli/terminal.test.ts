import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, existsSync, openSync, readFileSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toneIds } from '../../../firmware/screens/vocabulary.ts';
import {
  hasPseudoTerminals,
  openPseudoTerminal,
  type PseudoTerminal,
} from '../../../simulator/devices/pseudo-terminal.ts';
import { toneSound } from '../../../simulator/voice/tones.ts';
import { writeWav } from '../../../simulator/voice/wav.ts';
import { standIns } from '../voice/stand-in.ts';
import { cleanUp, fcr, freshFolder, plainEnv } from './spawned.ts';

afterEach(cleanUp);

/** Writes down which tone it was given, told by its length in bytes; of anything else that it was speech. */
const lengths = Object.fromEntries(toneIds.map((id) => [writeWav(toneSound(id)).length, id]));
const playerScript = `
const fs = require('node:fs');
const name = (${JSON.stringify(lengths)})[fs.statSync(process.argv[2]).size] ?? 'speech';
fs.appendFileSync(__dirname + '/heard', name + '\\n');
`;

/** Resolves when a file that another program writes has such a line. */
function fileHas(file: string, form: RegExp): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!existsSync(file) || !form.test(readFileSync(file, 'utf8'))) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(dirname(file), look);
    look();
  });
}

describe.runIf(hasPseudoTerminals)('fcr start on a terminal', () => {
  let terminal: PseudoTerminal;
  let written: string;
  let changed: () => void;
  beforeEach(async () => {
    terminal = await openPseudoTerminal();
    written = '';
    changed = () => {};
    const decoder = new TextDecoder();
    terminal.onReceived = (bytes) => {
      written += decoder.decode(bytes, { stream: true });
      changed();
    };
  });
  afterEach(() => terminal.close());

  const shows = async (text: string): Promise<void> => {
    while (!written.includes(text)) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  /** Presses a key, and waits for what follows of it. */
  const press = async (keys: string, text: string): Promise<void> => {
    written = '';
    terminal.write(Buffer.from(keys));
    await shows(text);
  };
  const onTerminal = (words: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const end = openSync(terminal.path, constants.O_RDWR | constants.O_NOCTTY);
    const child = spawn(
      process.execPath,
      [fcr, 'start', '--link', 'memory', '--data', freshFolder(), ...words],
      { env: { ...plainEnv, ...env }, stdio: [end, end, 'pipe'] },
    );
    closeSync(end);
    return once(child, 'exit').then(([code]) => code);
  };

  it('shows the reader, takes its keys and those of the world, and gives the terminal back', async () => {
    const ended = onTerminal(['--readers', '2', '--silent']);
    await shows('マイナンバーカードを置くか');
    expect(written).toContain('\x1b[?1049h');
    await press('h', 'pull the cable out');
    await press('h', 'マイナンバーカードを置くか');
    await press('c', 'Whose card?');
    await press('eld', 'elderly');
    await press('\r', '本人確認の方法');
    await press('v', 'What is before the camera?');
    await press('match\r', 'camera: match');
    await press('1', '閲覧同意登録');
    // No finger presses a key twice as fast as this: 1 alone would be taken for the same press, held down.
    await press('51', '選んだ内容の確認');
    await press('#', '受付完了');
    await press('e', 'earphones: in');
    await press('b', 'back end: down');
    await press('u', 'cable out');
    await press('l', 'What happens to the link?');
    await press('plug\r', 'connected');
    await press('r', 'FCR-000002 (2/2)');
    await press('q', '\x1b[?1049l');
    expect(await ended).toBe(0);
  });

  it('pulls the cable of the phone reader beside a unit of today, and plugs it in again', async () => {
    const ended = onTerminal(['--profile', 'current', '--silent']);
    await shows('phone reader: connected');
    await press('s', 'phone reader: cable out');
    await press('s', 'phone reader: connected');
    await press('q', '\x1b[?1049l');
    expect(await ended).toBe(0);
  });

  it('says that there is no such cable where the reader reads phones itself (EMU-743)', async () => {
    const ended = onTerminal(['--silent']);
    await shows('マイナンバーカードを置くか');
    await press('s', 'EMU-743');
    await press('q', '\x1b[?1049l');
    expect(await ended).toBe(0);
  });

  it('is ended by Ctrl-C, which reaches it as a key', async () => {
    const ended = onTerminal(['--silent']);
    await shows('受付');
    await press('\x03', '\x1b[?25h');
    expect(await ended).toBe(0);
  });

  it('plays the tones of the reader, and says why it is not heard where the machine has no engine', async () => {
    const programs = standIns();
    programs.write('paplay', playerScript);
    const heard = (form: RegExp) => fileHas(join(programs.folder, 'heard'), form);
    const ended = onTerminal([], { PATH: programs.folder });
    await shows('マイナンバーカードを置くか');
    await press('*', 'EMU-708');
    await press('e', 'earphones: in');
    await press('9', '受付');
    await press('c', 'Whose card?');
    await press('insured\r', '本人確認の方法');
    await heard(/^cardIn$/m);
    await press('q', '\x1b[?1049l');
    expect(await ended).toBe(0);
    programs.remove();
  });

  it('plays nothing with --silent', async () => {
    const programs = standIns();
    programs.write('paplay', playerScript);
    const ended = onTerminal(['--silent'], { PATH: programs.folder });
    await shows('マイナンバーカードを置くか');
    await press('c', 'Whose card?');
    await press('insured\r', '本人確認の方法');
    await press('q', '\x1b[?1049l');
    expect(await ended).toBe(0);
    expect(existsSync(join(programs.folder, 'heard'))).toBe(false);
    programs.remove();
  });

  it.each([
    [['--plain'], {}],
    [[], { TERM: 'dumb' }],
  ])('only ever adds lines with %j and %j', async (words, env) => {
    const ended = onTerminal(words, env);
    await shows('screen idle');
    await press('card insured\n', 'screen choose_method');
    await press('quit\n', '');
    expect(await ended).toBe(0);
    expect(written).not.toContain('\x1b[');
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const parts = ['protocol', 'firmware', 'host-bridge', 'simulator', 'package.json', 'tsconfig.json'];
const scenarios = [
  'card-face-consent-all.yaml',
  'pin-locked-then-face.yaml',
  'noisy-cable.yaml',
  'bridge-killed.yaml',
  'two-readers.yaml',
  'clock-moved.yaml',
  'voice-earphones.yaml',
  'old-characters.yaml',
];

const folder = mkdtempSync(join(tmpdir(), 'fcr-clones-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loaded before the program: the machine's calendar is so many days ahead. */
const ahead = (days: number): string => `
  const Now = Date, shift = ${days * 86_400_000};
  globalThis.Date = class extends Now {
    constructor(...given) { given.length === 0 ? super(Now.now() + shift) : super(...given); }
    static now() { return Now.now() + shift; }
  };`;

interface Place {
  readonly name: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly days: number;
  /** Where it is started: within the clone, or elsewhere. */
  readonly within: boolean;
}

/** The trace that a clone of its own writes there. */
async function traceAt({ name, timeZone, locale, days, within }: Place): Promise<string> {
  const clone = join(folder, name);
  mkdirSync(clone, { recursive: true });
  for (const part of parts) cpSync(join(checkout, part), join(clone, part), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(clone, 'node_modules'), 'junction');
  const out = join(folder, `${name.replaceAll('/', '-')}-report`);
  const files = scenarios.map((file) =>
    within ? join('simulator/scenarios', file) : join(clone, 'simulator/scenarios', file),
  );
  const program: ChildProcess = spawn(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(ahead(days))}`],
      ...[join(clone, 'simulator/cli/fcr.js'), 'run', ...files, '--seed', '7', '--out', out],
    ],
    {
      cwd: within ? clone : tmpdir(),
      env: { ...process.env, TZ: timeZone, LANG: locale, LC_ALL: locale },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const [code] = await once(program, 'close');
  expect(code).toBe(0);
  return readFileSync(join(out, 'trace.jsonl'), 'utf8');
}

describe('the same scenarios and seed', () => {
  it('give the same trace to the byte in two clones, in other places, languages and time zones, on other days', async () => {
    const [here, there] = await Promise.all([
      traceAt({ name: 'a', timeZone: 'Asia/Tokyo', locale: 'C.UTF-8', days: 0, within: true }),
      traceAt({
        name: 'far/away/b c',
        timeZone: 'America/St_Johns',
        locale: 'ja_JP.UTF-8',
        days: 400,
        within: false,
      }),
    ]);
    expect(here.split('\n').filter((line) => line.startsWith('{"scenario"')).length).toBeGreaterThanOrEqual(
      scenarios.length,
    );
    expect(there === here).toBe(true);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../../../simulator/cli/commands.ts';
import { main } from '../../../simulator/cli/main.ts';
import type { Output } from '../../../simulator/ui/output.ts';
import { textWidth } from '../../../simulator/ui/text-width.ts';
import { fcr } from './in-process.ts';

/** Hiragana: no Japanese sentence is without. Terms that stand in English text as well have none. */
const kana = /[ぁ-ん]/;

describe('fcr --help', () => {
  it('lists every command in English', async () => {
    const { code, stdout, stderr } = await fcr(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: fcr \[options\] COMMAND\n/);
    for (const name of commandNames) expect(stdout).toMatch(new RegExp(`^  ${name} +[a-z]`, 'm'));
  });

  it('names no command that this version does not have', async () => {
    const { stdout } = await fcr(['--help']);
    expect(stdout).not.toMatch(/^ {2}conform /m);
  });

  it('is what fcr alone and fcr help show', async () => {
    const help = await fcr(['--help']);
    expect(await fcr([])).toEqual(help);
    expect(await fcr(['help'])).toEqual(help);
  });

  it.each([
    [['--help'], { LANG: 'ja_JP.UTF-8' }],
    [['--help', '--lang', 'ja'], {}],
    [['--lang=ja', '--help'], { LANG: 'en_US.UTF-8' }],
    [['--help'], { LANG: 'en_US.UTF-8', LC_ALL: 'ja_JP.UTF-8' }],
  ])('is Japanese with %j and %j', async (words, env) => {
    const { code, stdout } = await fcr(words, env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^使い方： fcr \[オプション\] コマンド\n/);
    expect(stdout).toContain('デスク一式');
  });

  it.each([
    [['--help', '--lang', 'en'], { LANG: 'ja_JP.UTF-8' }],
    [['--help'], { LANG: 'ja_JP.UTF-8', LC_ALL: 'C.UTF-8' }],
    [['--help'], {}],
  ])('is English with %j and %j', async (words, env) => {
    const { stdout } = await fcr(words, env);
    expect(stdout).toMatch(/^Usage: /);
  });
});

const parts = ['list', 'show', 'new', 'unlock'].map((part) => `person ${part}`);
const whole = [
  ...commandNames.filter((name) => !['person', 'receipt', 'face'].includes(name)),
  ...parts,
  'receipt check',
  'receipt clean',
  'receipt request',
  'face measure',
];

describe.each(whole)('fcr %s --help', (name) => {
  const words = [...name.split(' '), '--help'];

  it('teaches in English: a sentence, the options, an example', async () => {
    const { code, stdout, stderr } = await fcr(words);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^Usage: fcr ${name} `));
    expect(stdout).toContain('\nOptions:\n');
    expect(stdout).toMatch(new RegExp(`\nExamples:\n {2}fcr ${name}`));
    expect(stdout.replace('市区町村の窓口', '')).not.toMatch(kana);
  });

  it('teaches in Japanese', async () => {
    const { code, stdout } = await fcr([...words, '--lang', 'ja']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^使い方： fcr ${name} `));
    expect(stdout).toContain('\nオプション：\n');
    expect(stdout).toContain('\n例：\n');
  });

  it('does not change with the order of words', async () => {
    expect(await fcr(['help', ...name.split(' ')])).toEqual(await fcr(words));
  });
});

describe('A command that cannot be done', () => {
  it.each([
    [['strat'], 'EMU-630'],
    [['card'], 'EMU-634'],
    [['card', '--person', 'insured'], 'EMU-634'],
    [['card', '--person', 'insured', '--vpcd', '127.0.0.1'], 'EMU-633'],
    [['card', '--person', 'insured', '--vpcd', '127.0.0.1:0'], 'EMU-633'],
    [['card', '--person', 'insured', '--vpcd', '127.0.0.1:65536'], 'EMU-633'],
    [['card', '--person', 'insured', '--vpcd', '::1:35963'], 'EMU-633'],
    [['card', '--person', 'insured', '--person', 'insured', '--vpcd', '127.0.0.1:35963'], 'EMU-325'],
    [['card', '--person', 'insured', '--person', 'elderly', '--vpcd', '127.0.0.1:65535'], 'EMU-326'],
    [['card', '--person', 'nobody', '--vpcd', '127.0.0.1:35963'], 'EMU-641'],
    [['conform'], 'EMU-630'],
    [['start', '--colour'], 'EMU-631'],
    [['--colour'], 'EMU-631'],
    [['person', 'list', '--page', '1'], 'EMU-631'],
    [['pki', '--out'], 'EMU-632'],
    [['start', '--readers', '0'], 'EMU-633'],
    [['start', '--readers', '1.5'], 'EMU-633'],
    [['start', '--page', '65536'], 'EMU-633'],
    [['start', '--link', 'usb'], 'EMU-633'],
    [['start', '--profile', 'next'], 'EMU-633'],
    [['--help', '--lang', 'fr'], 'EMU-633'],
    [['person', 'show', 'Insured'], 'EMU-633'],
    [['pki'], 'EMU-634'],
    [['person'], 'EMU-634'],
    [['person', 'show'], 'EMU-634'],
    [['doctor', 'now'], 'EMU-635'],
    [['person', 'dance'], 'EMU-630'],
    [['person', 'show', 'nobody'], 'EMU-641'],
    [['bench', 'nothing'], 'EMU-648'],
    [['receipt', 'clean', '--receipt', '/nowhere'], 'EMU-526'],
    [['receipt', 'check'], 'EMU-634'],
    [['receipt', 'check', '/nowhere.xml'], 'EMU-534'],
    [['receipt', 'check', '/dev/null'], 'EMU-534'],
    [['receipt', 'check', '.', '--encoding', 'euc-jp'], 'EMU-633'],
    [['pki', '--out', '/dev/null/pki'], 'EMU-463'],
    [['person', 'new', '--id', 'tester', '--out', '/dev/null/people.yaml'], 'EMU-649'],
  ])('exits 2 and says why in one line: %j', async (words, code) => {
    for (const language of ['en', 'ja']) {
      const ended = await fcr(words.includes('--lang') ? words : [...words, '--lang', language]);
      expect([ended.code, ended.stdout]).toEqual([2, '']);
      expect(ended.stderr).toMatch(new RegExp(`^fcr: ${code} [^\n]+\n$`));
      expect(ended.stderr).not.toMatch(/[{}]|fcr fcr/);
    }
  });

  it('tells it in the language asked for', async () => {
    expect((await fcr(['strat', '--lang', 'ja'])).stderr).toMatch(kana);
  });

  it('calls a fault of its own by that name', async () => {
    const broken: Output = {
      write: () => {
        throw new RangeError('no room');
      },
      on: () => {},
      off: () => {},
    };
    let told = '';
    const stderr: Output = { ...broken, write: (text) => (told += text) };
    const code = await main(['person', 'list'], { stdin: process.stdin, stdout: broken, stderr, env: {} });
    expect(code).toBe(2);
    expect(told).toMatch(/^fcr: EMU-645 .*no room.*\n$/);
  });

  it('never repeats a PIN that was refused', async () => {
    const { stderr } = await fcr(['person', 'new', '--id', 'tester', '--pin', '73915']);
    expect(stderr).toMatch(/^fcr: EMU-633 --pin cannot be ••••/);
    expect(stderr).not.toContain('73915');
  });
});

describe('Help for a terminal', () => {
  it('fits 80 columns where words allow it', async () => {
    const { stdout } = await fcr(['start', '--help']);
    for (const line of stdout.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(80);
  });
});

describe('fcr person', () => {
  it('lists everybody, with --json as one document', async () => {
    const { stdout } = await fcr(['person', 'list']);
    const listed = JSON.parse((await fcr(['person', 'list', '--json'])).stdout);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(listed.map(({ id }: { id: string }) => id));
    expect(listed[0]).toEqual({ id: 'insured', about: { en: expect.any(String), ja: expect.any(String) } });
  });

  it('shows a person with dots for secrets, and with --secrets whole', async () => {
    const hidden = JSON.parse((await fcr(['person', 'show', 'insured', '--json'])).stdout);
    expect(hidden).toMatchObject({
      id: 'insured',
      name: { kanji: '見本　太郎' },
      birth: '1985-04-10',
      pin: '••••',
    });
    const shown = JSON.parse((await fcr(['person', 'show', 'insured', '--json', '--secrets'])).stdout);
    expect(shown).toMatchObject({ pin: '1234', signingPassword: 'ABC123' });
    expect(Object.values(hidden).filter((value) => value === '••••')).toHaveLength(4);
  });

  it('shows a person as the people file writes one', async () => {
    const { stdout } = await fcr(['person', 'show', 'insured', '--secrets']);
    const { parsePeople } = await import('../../../simulator/people/registry.ts');
    expect([...parsePeople(stdout, 'shown')].map(({ id }) => id)).toEqual(['insured']);
  });
});

describe('what is written on a card', () => {
  it('is told of a person, and stays out of what the people file takes', async () => {
    expect(JSON.parse((await fcr(['person', 'show', 'face-only', '--json'])).stdout)).toMatchObject({
      cardMark: '顔認証',
    });
    expect(JSON.parse((await fcr(['person', 'show', 'insured', '--json'])).stdout)).not.toHaveProperty(
      'cardMark',
    );
    const words = ['person', 'show', 'face-only', '--secrets'];
    const { stdout } = await fcr(words);
    expect(stdout).toContain('# written on the card: 「顔認証」');
    expect((await fcr([...words, '--lang', 'ja'])).stdout).toContain('# 券面の記載：「顔認証」');
    expect((await fcr(['person', 'show', 'insured'])).stdout).not.toContain('「顔認証」');
    const { parsePeople } = await import('../../../simulator/people/registry.ts');
    expect([...parsePeople(stdout, 'shown')].map(({ id }) => id)).toEqual(['face-only']);
  });
});

describe('fcr doctor', () => {
  it('gives one JSON document with a remedy for each part that is missing', async () => {
    const { code, stdout } = await fcr(['doctor', '--json']);
    const { parts: found } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(found.length).toBeGreaterThan(10);
    for (const part of found) expect(part.found === null).toBe(part.remedy !== null);
    expect(found.find(({ id }: { id: string }) => id === 'node')).toMatchObject({
      needed: true,
      found: process.versions.node,
    });
  });

  it('writes a line for each part, in both languages', async () => {
    expect((await fcr(['doctor'])).stdout).toMatch(/^ok: Node\.js 20\.19 or later: /);
    expect((await fcr(['doctor', '--lang', 'ja'])).stdout).toMatch(/^あり: Node\.js 20\.19 以降: /);
  });
});

describe('a command whose results are lost', () => {
  /** What it ends with, and what it says, where its output fails in this way a turn after it was written. */
  const endsWith = async (code: string) => {
    const fails: ((error: unknown) => void)[] = [];
    let told = '';
    const stdout: Output = {
      write: () =>
        process.nextTick(() => {
          for (const fail of fails) fail(Object.assign(new Error(), { code }));
        }),
      on: (event, listener) => event === 'error' && fails.push(listener),
      off: () => {},
    };
    const stderr: Output = { write: (text) => (told += text), on: () => {}, off: () => {} };
    const ended = await main(['person', 'list', '--json'], { stdin: process.stdin, stdout, stderr, env: {} });
    return { ended, told };
  };

  it('says so and does not end well: a full disk (EMU-649)', async () => {
    const { ended, told } = await endsWith('ENOSPC');
    expect(ended).toBe(2);
    expect(told).toMatch(/^fcr: EMU-649 The file stdout cannot be written \(ENOSPC\)\..*\n$/);
  });

  it('ends as it would where nobody wants to read more of them', async () => {
    expect(await endsWith('EPIPE')).toEqual({ ended: 0, told: '' });
  });
});

describe('a file in another encoding than UTF-8, as an editor of Windows in Japan writes it', () => {
  it.each([
    ['a facility file', (file: string) => ['start', '--link', 'memory', '--facility', file], 'EMU-636'],
    ['a people file', (file: string) => ['person', 'list', '--people', file], 'EMU-620'],
    ['a scenario', (file: string) => ['run', file], 'EMU-600'],
    [
      'a device file',
      (file: string) => ['accessibility', '--out', dirname(file), '--device', file],
      'EMU-636',
    ],
  ])('is refused, and named as that: %s', async (_, wordsFor, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'fcr-test-'));
    const file = join(folder, 'written.yaml');
    writeFileSync(file, iconv.encode('municipality: 見本県見本市\n', 'Shift_JIS'));
    const refused = await fcr(wordsFor(file));
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(new RegExp(`^fcr: ${code} .*\\(not UTF-8: save it in that encoding\\)`));
    expect((await fcr([...wordsFor(file), '--lang', 'ja'])).stderr).toContain('UTF-8 で保存し直してください');
    rmSync(folder, { recursive: true });
  });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { facilitySchema } from '../../../host-bridge/facility.ts';
import { checkFile } from '../../../host-bridge/receipt/format/check.ts';
import { EmulatorError, sentences } from '../../../protocol/errors.ts';
import { cardHolder, cardPart, holdDataFolder, readerPart } from '../../../simulator/cli/data-folder.ts';
import { readFacility } from '../../../simulator/cli/facility-file.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { fcr } from './in-process.ts';
import { cleanUp, freshFolder, run } from './spawned.ts';

afterEach(cleanUp);

const problemOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof EmulatorError) return error.problem;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('The facility file', () => {
  const read = (text: string) => {
    const file = join(freshFolder(), 'facility.yaml');
    writeFileSync(file, text);
    return readFacility(file);
  };

  it('states what differs from the defaults', () => {
    expect(readFacility(undefined)).toEqual(facilitySchema.parse({}));
    expect(read('# nothing but a comment\n')).toEqual(facilitySchema.parse({}));
    expect(read('kind: pharmacy\ngroups: { surgery: false }\n')).toMatchObject({
      kind: 'pharmacy',
      groups: { surgery: false, treatment: true, checkup: true },
      faceTries: 3,
    });
  });

  it.each([
    ['kind: hospital\n', 1, 'kind'],
    ['kind: clinic\nfaceTries: 0\n', 2, 'faceTries'],
    ['groups:\n  surgery: yes please\n', 2, 'groups.surgery'],
    ['kind: clinic\ncolour: blue\n', 2, 'colour'],
    ['staffPassword: 2580x\n', 1, 'staffPassword'],
    ['kind: [\n', 2, '-'],
    ['- a list\n', 1, '-'],
  ])('is refused with the line and the name of what is wrong: %j', (text, line, path) => {
    const { code, detail } = problemOf(() => read(text));
    expect([code, detail.line, detail.path]).toEqual(['EMU-637', line, path]);
    expect(JSON.stringify(detail)).not.toContain('2580');
  });

  it('is refused in words that are right for quotes that are missing and for quotes too many', () => {
    for (const text of ['faceTries: "3"\n', 'staffPassword: 2580\n']) {
      const { remedy } = sentences(problemOf(() => read(text)));
      expect(remedy).toContain('Counts and times stand without quotes');
      expect(remedy).toContain('in quotes');
    }
    const { cause } = sentences(problemOf(() => read('kind: clinic\nkind: clinic\n')));
    expect(cause).toContain('the same key stands there twice');
    expect(cause).not.toContain('DUPLICATE_KEY');
  });
});

describe('A data folder', () => {
  const holders = (folder: string) =>
    readdirSync(join(folder, 'locks')).filter((name) => name.endsWith('.pid'));

  it('is held by one process at a time, part by part', () => {
    const folder = freshFolder();
    const held = holdDataFolder(folder, ['bridge', readerPart('FCR-000001')]);
    expect(problemOf(() => holdDataFolder(folder, ['back-end', 'bridge']))).toEqual({
      code: 'EMU-638',
      detail: { folder, pid: process.pid },
    });
    expect(holders(folder)).toEqual(['bridge.pid', 'reader-FCR-000001.pid']);
    expect(cardHolder(folder, 'insured')).toBe(process.pid);
    const other = holdDataFolder(folder, ['back-end', readerPart('FCR-000002')]);
    other.release();
    held.release();
    expect(holders(folder)).toEqual([]);
    expect(cardHolder(folder, 'insured')).toBeNull();
  });

  it('is not for readers and for a card by itself at the same time', () => {
    const folder = freshFolder();
    const inUse = { code: 'EMU-638', detail: { folder, pid: process.pid } };
    const reader = holdDataFolder(folder, [readerPart('FCR-000001')]);
    expect(problemOf(() => holdDataFolder(folder, [cardPart('insured')]))).toEqual(inUse);
    reader.release();
    const cards = [
      holdDataFolder(folder, [cardPart('insured')]),
      holdDataFolder(folder, [cardPart('elderly')]),
    ];
    expect(problemOf(() => holdDataFolder(folder, [readerPart('FCR-000001')]))).toEqual(inUse);
    expect(problemOf(() => holdDataFolder(folder, [cardPart('insured')]))).toEqual(inUse);
    expect(['insured', 'insured-too', 'elderly'].map((person) => cardHolder(folder, person))).toEqual([
      process.pid,
      null,
      process.pid,
    ]);
    for (const held of cards) held.release();
    expect(holders(folder)).toEqual([]);
  });

  it.each([
    [
      'en',
      'The data folder FOLDER cannot be used (ENOTDIR). Check that it can be made and written to, or choose',
    ],
    [
      'ja',
      'データフォルダー FOLDER を使用できません（ENOTDIR）。 作成や書き込みの権限を確かめるか、--data で',
    ],
  ])('is refused where a file is in the way, and the file stays (%s)', async (language, said) => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, 'of somebody');
    const data = join(file, 'data');
    const { code, stderr } = await fcr(['start', '--link', 'memory', '--data', data, '--lang', language]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`EMU-639 ${said.replace('FOLDER', data)}`)]);
    expect(readFileSync(file, 'utf8')).toBe('of somebody');
  });

  // A container that was killed leaves the number that its program has again, and a machine that was switched off any number.
  it.each(['999999999\n', 'nonsense', '', `${process.pid}\n`, `${process.ppid}\n`])(
    'is taken over from a process that is gone (%j)',
    (left) => {
      const folder = freshFolder();
      mkdirSync(join(folder, 'locks'));
      writeFileSync(join(folder, 'locks', 'bridge.pid'), left);
      const held = holdDataFolder(folder, ['bridge']);
      expect(readFileSync(join(folder, 'locks', 'bridge.pid'), 'utf8')).toBe(`${process.pid}\n`);
      held.release();
    },
  );
});

describe('fcr person new and unlock', () => {
  it('add people to a file that a desk can be started with, and never the same one twice', async () => {
    const file = join(freshFolder(), 'people.yaml');
    for (const id of ['tester-a', 'tester-b']) {
      const words = [
        '--id',
        id,
        '--name',
        '見本 新',
        '--kana',
        'ミホン シン',
        '--pin',
        '0123',
        '--out',
        file,
      ];
      expect(await run(['person', 'new', ...words])).toEqual({ code: 0, stdout: `${file}\n`, stderr: '' });
    }
    const people = loadPeople(file);
    expect([...people].map(({ id }) => id)).toEqual(['tester-a', 'tester-b']);
    expect(people.get('tester-a')).toMatchObject({ name: { kanji: '見本　新', kana: 'ミホン　シン' } });
    expect(people.get('tester-a')?.pin.reveal()).toBe('0123');
    const before = readFileSync(file, 'utf8');
    const again = await run(['person', 'new', '--id', 'tester-a', '--out', file]);
    expect([again.code, readFileSync(file, 'utf8')]).toEqual([2, before]);
    expect(again.stderr).toMatch(/^fcr: EMU-659 /);
  });

  it('unlock every counter of a card, but not under a running desk', async () => {
    const data = freshFolder();
    const words = ['person', 'unlock', 'pin-locked', '--data', data];
    expect(await run(words)).toEqual({ code: 0, stdout: 'pin-locked\n', stderr: '' });
    const kept = JSON.parse(readFileSync(join(data, 'cards', 'pin-locked.json'), 'utf8'));
    expect(Object.values(kept.counters)).toContain(3);
    expect(Object.values(kept.counters)).not.toContain(0);
    const held = holdDataFolder(data, [readerPart('FCR-000001')]);
    const refused = await run(words);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^fcr: EMU-638 /);
    held.release();
  });

  it('unlock nothing in a data folder that is not there, and make none', async () => {
    const data = join(freshFolder(), 'typo');
    const { code, stdout, stderr } = await run(['person', 'unlock', 'pin-locked', '--data', data]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^fcr: EMU-639 .*ENOENT/);
    expect(existsSync(data)).toBe(false);
  });
});

describe('a person’s phone whose PIN is locked', () => {
  it('is unlocked with the card', async () => {
    const data = freshFolder();
    const file = join(data, 'cards', 'phones', 'android.json');
    mkdirSync(join(data, 'cards', 'phones'), { recursive: true });
    writeFileSync(file, JSON.stringify({ counters: { userPin: 0 }, secrets: {} }));
    const unlocked = await run(['person', 'unlock', 'android', '--data', data]);
    expect(unlocked).toEqual({ code: 0, stdout: 'android\n', stderr: '' });
    expect(JSON.parse(readFileSync(file, 'utf8')).counters).toEqual({ userPin: 3 });
  });
});

describe('fcr receipt request', () => {
  it('drops a request that is of the format, marked TEST, and says where its answer will be', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'req'));
    writeFileSync(join(folder, '.fcr-test-receipt'), '');
    for (const kind of ['OQSsiquc01', 'YZKsiquc01']) {
      const words = [
        'receipt',
        'request',
        '--receipt',
        folder,
        '--kind',
        kind,
        '--person',
        'elderly',
        '--json',
      ];
      const { code, stdout } = await run(words);
      const { request, answer } = JSON.parse(stdout);
      expect([code, basename(request)]).toEqual([
        0,
        expect.stringMatching(new RegExp(`^${kind}req_TEST\\d{14}\\.xml$`)),
      ]);
      expect(answer).toBe(request.replace('/req/', '/res/').replace('req_', 'res_'));
      expect(
        checkFile(basename(request), readFileSync(request)).filter(({ rule }) => rule.grade === 'refused'),
      ).toEqual([]);
    }
  });

  it('writes nothing into a folder that is not the emulator’s, and for nobody', async () => {
    const folder = freshFolder();
    const elsewhere = await run(['receipt', 'request', '--receipt', folder]);
    expect([elsewhere.code, elsewhere.stderr]).toEqual([2, expect.stringMatching(/^fcr: EMU-580 /)]);
    const nobody = await run(['receipt', 'request', '--receipt', folder, '--person', 'nobody-here']);
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringMatching(/^fcr: EMU-641 /)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fetches what was handed in by its number, which other kinds do not take', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'req'));
    writeFileSync(join(folder, '.fcr-test-receipt'), '');
    const fetching = ['receipt', 'request', '--receipt', folder, '--reception', '2026110200000001'];
    const refused = await run(fetching);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/^fcr: EMU-633 --kind .*OQSmuquc02/),
    ]);
    const { code, stdout } = await run([...fetching, '--kind', 'OQSmuquc02', '--json']);
    expect(code).toBe(0);
    expect(readFileSync(JSON.parse(stdout).request, 'utf8')).toContain(
      '<ReceptionNumber>2026110200000001</ReceptionNumber>',
    );
    expect(readdirSync(join(folder, 'req'))).toHaveLength(1);
  });

  it('overwrites no request that waits, and no name whose answer is there', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'req'));
    writeFileSync(join(folder, '.fcr-test-receipt'), '');
    const ask = () => fcr(['receipt', 'request', '--receipt', folder, '--json']);
    const asked = [await ask(), await ask(), await ask()].map(({ stdout }) => JSON.parse(stdout).request);
    expect(new Set(asked).size).toBe(3);
    expect(readdirSync(join(folder, 'req')).sort()).toEqual(asked.map((path) => basename(path)).sort());
  });

  it('says so where the folder takes no file', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, '.fcr-test-receipt'), '');
    const { code, stderr } = await run(['receipt', 'request', '--receipt', folder]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^fcr: EMU-523 /)]);
  });
});

describe('fcr receipt clean', () => {
  it('removes what the emulator wrote and leaves the rest', async () => {
    const folder = freshFolder();
    const ours = 'OQSsiquc01res_face_9999999999TEST00100000100010000001_20261102090000.xml';
    mkdirSync(join(folder, 'face'));
    writeFileSync(join(folder, '.fcr-test-receipt'), '');
    writeFileSync(join(folder, 'face', ours), '');
    writeFileSync(join(folder, 'face', 'notes.txt'), '');
    const { code, stdout } = await run(['receipt', 'clean', '--receipt', folder, '--json']);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { removed: [`face/${ours}`], held: [], left: ['face/notes.txt'] },
    ]);
    expect(readdirSync(join(folder, 'face'))).toEqual(['notes.txt']);
  });
});

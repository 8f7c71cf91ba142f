import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cleanReceiptFolder } from '../../../host-bridge/receipt/clean.ts';
import { openReceiptFolder } from '../../../host-bridge/receipt/disk-folder.ts';
import { faceFileName } from '../../../host-bridge/receipt/file-name.ts';
import type { ReceiptFolder } from '../../../host-bridge/receipt/folder.ts';
import { memoryReceiptFolder } from '../../../host-bridge/receipt/memory-folder.ts';
import type { Result } from '../../../protocol/result.ts';
import { replaceFileCalls } from './file-calls.ts';
import { at, visit } from './visits.ts';

const renamed: { from: string; to: string; visible: boolean }[] = [];
let putBack: () => void;
beforeAll(() => {
  putBack = replaceFileCalls((real) => ({
    renameSync: (from, to) => {
      renamed.push({ from: String(from), to: String(to), visible: existsSync(to) });
      real.renameSync(from, to);
    },
  }));
});
afterAll(() => putBack());

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'fcr-receipt-'));
  renamed.length = 0;
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const name = faceFileName('9999999999', visit, at);
const later = faceFileName('9999999999', visit, at + 60_000);
const bytes = Buffer.from('<XmlMsg>whole</XmlMsg>');

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
};
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.problem.code);
const detailOf = (result: Result<unknown>) => (result.ok ? null : result.problem.detail);
const open = (root: string, more: { writeInPlace?: boolean; isTest?: boolean } = {}) =>
  openReceiptFolder({ root, writeInPlace: false, isTest: false, ...more });
const onDisk = (more = {}) => value(open(join(base, 'receipt'), more));
const inFace = (file: string) => join(base, 'receipt', 'face', file);

describe.each<[string, () => ReceiptFolder]>([
  ['on disk', () => onDisk()],
  ['on disk, written in place', () => onDisk({ writeInPlace: true })],
  ['in memory', () => memoryReceiptFolder({ now: () => at })],
])('A receipt folder %s', (_where, make) => {
  it('gives back what was written, in order, until it is removed', () => {
    const folder = make();
    value(folder.write(later, bytes));
    value(folder.write(name, bytes));
    expect(folder.list()).toEqual([name, later]);
    expect(Buffer.from(folder.read(name) ?? [])).toEqual(bytes);
    folder.remove(name);
    folder.remove(name);
    expect(folder.list()).toEqual([later]);
    expect(folder.read(name)).toBeNull();
  });

  it('takes the same write twice, and refuses other contents under the same name', () => {
    const folder = make();
    value(folder.write(name, bytes));
    expect(codeOf(folder.write(name, bytes))).toBe('ok');
    expect(codeOf(folder.write(name, Buffer.from('other')))).toBe('EMU-524');
    expect(Buffer.from(folder.read(name) ?? [])).toEqual(bytes);
  });

  it('refuses a name without the mark of test data', () => {
    const folder = make();
    for (const foreign of ['OQSsiquc01res_face_20261102090012.xml', name.replace('TEST', ''), `../${name}`]) {
      expect(codeOf(folder.write(foreign, bytes))).toBe('EMU-525');
    }
    expect(folder.list()).toEqual([]);
  });
});

describe('A receipt folder on disk', () => {
  it('makes req, res and face and leaves its marker', () => {
    onDisk();
    expect(readdirSync(join(base, 'receipt')).sort()).toEqual([
      '.fcr-answered',
      '.fcr-test-receipt',
      '.fcr-writing',
      '.fcr-written',
      'face',
      'req',
      'res',
    ]);
  });

  it('shows a file only when it is whole: it grows elsewhere and is renamed', () => {
    value(onDisk().write(name, bytes));
    expect(renamed).toHaveLength(1);
    expect(renamed[0]).toMatchObject({ to: inFace(name), visible: false });
    expect(dirname(renamed[0]?.from ?? '')).toBe(join(base, 'receipt', '.fcr-writing'));
    expect(readdirSync(join(base, 'receipt', '.fcr-writing'))).toEqual([]);
  });

  it('writes under the final name from the start where the facility wants it in place', () => {
    value(onDisk({ writeInPlace: true }).write(name, bytes));
    expect(renamed).toEqual([]);
    expect(readFileSync(inFace(name))).toEqual(bytes);
  });

  it.each([true, false])('finishes a file that a crash left half written (in place: %s)', (writeInPlace) => {
    const folder = onDisk({ writeInPlace });
    writeFileSync(inFace(name), bytes.subarray(0, 5));
    value(folder.write(name, bytes));
    expect(readFileSync(inFace(name))).toEqual(bytes);
  });

  it('throws away what a crash left outside the watched folders', () => {
    onDisk();
    writeFileSync(join(base, 'receipt', '.fcr-writing', name), 'half');
    onDisk();
    expect(readdirSync(join(base, 'receipt', '.fcr-writing'))).toEqual([]);
  });

  it('goes on when the consumer has removed the folders, and lists nothing meanwhile', () => {
    const folder = onDisk();
    rmSync(join(base, 'receipt'), { recursive: true });
    expect(folder.list()).toEqual([]);
    folder.remove(name);
    value(folder.write(name, bytes));
    expect(folder.list()).toEqual([name]);
  });

  it('lists our files only, and neither reads nor removes others', () => {
    const folder = onDisk();
    writeFileSync(inFace('OQSsiquc01res_face_1_20261102090012.xml'), 'theirs');
    expect(folder.list()).toEqual([]);
    expect(folder.read('OQSsiquc01res_face_1_20261102090012.xml')).toBeNull();
    folder.remove('OQSsiquc01res_face_1_20261102090012.xml');
    expect(existsSync(inFace('OQSsiquc01res_face_1_20261102090012.xml'))).toBe(true);
  });

  it('tells why a file could not be written, and does not fall over what it cannot read or remove', () => {
    const folder = onDisk();
    mkdirSync(join(inFace(name), 'inside'), { recursive: true });
    expect(folder.write(name, bytes)).toEqual({
      ok: false,
      problem: { code: 'EMU-523', detail: { name, reason: 'EISDIR' } },
    });
    expect(folder.read(name)).toBeNull();
    expect(() => folder.remove(name)).not.toThrow();
  });

  it('refuses a root that is no folder', () => {
    writeFileSync(join(base, 'file'), '');
    expect(codeOf(open(join(base, 'file')))).toBe('EMU-522');
    expect(codeOf(open(join(base, 'file'), { isTest: true }))).toBe('EMU-522');
  });

  // Elsewhere no folder is known that is there and takes no other.
  it.skipIf(!existsSync('/proc/self'))('refuses at once a root that the system lets nobody make', () => {
    expect(codeOf(open('/proc/receipt'))).toBe('EMU-522');
    expect(codeOf(open('/proc/receipt', { isTest: true }))).toBe('EMU-522');
  });
});

describe('The guard of the receipt folder', () => {
  it.each(['OQS', 'oqs', 'C:\\OQS', 'share\\OQS\\face', 'OQS/face'])(
    'refuses %s, which looks like production',
    (path) => {
      expect(codeOf(open(join(base, path)))).toBe('EMU-520');
      expect(readdirSync(base)).toEqual([]);
    },
  );

  it('refuses a link that leads to such a folder', () => {
    mkdirSync(join(base, 'OQS'));
    symlinkSync(join(base, 'OQS'), join(base, 'harmless'));
    expect(codeOf(open(join(base, 'harmless')))).toBe('EMU-520');
    expect(codeOf(open(join(base, 'harmless', 'new')))).toBe('EMU-520');
  });

  it.each(['req', 'res', 'face', '.fcr-answered', '.fcr-written', 'set-aside'])(
    'refuses a folder it has marked whose %s has become a link that leads out of it',
    (inner) => {
      onDisk();
      const there = join(base, 'receipt', inner);
      for (const target of ['OQS', 'elsewhere', 'receipt-of-others']) {
        mkdirSync(join(base, target), { recursive: true });
        rmSync(there, { recursive: true, force: true });
        symlinkSync(join(base, target), there);
        const opened = open(join(base, 'receipt'));
        expect([codeOf(opened), detailOf(opened)]).toEqual(['EMU-520', { folder: there }]);
        expect(codeOf(open(join(base, 'receipt'), { isTest: true }))).toBe('ok');
        rmSync(join(base, target), { recursive: true });
        expect(codeOf(open(join(base, 'receipt')))).toBe('EMU-520');
      }
    },
  );

  it('takes a folder that is reached by a link, and one whose parts lead to others of its own', () => {
    onDisk();
    symlinkSync(join(base, 'receipt'), join(base, 'link'));
    expect(codeOf(open(join(base, 'link')))).toBe('ok');
    mkdirSync(join(base, 'receipt', 'pushed'));
    rmSync(join(base, 'receipt', 'face'), { recursive: true });
    symlinkSync(join(base, 'receipt', 'pushed'), join(base, 'receipt', 'face'));
    expect(codeOf(open(join(base, 'receipt')))).toBe('ok');
  });

  it.each([
    'face/OQSsiquc01res_face_1_20261102090012.xml',
    'req/OQSsiquc01req_1.xml',
    'thesis.txt',
    'trash/x',
  ])('refuses a folder that holds %s and no marker', (path) => {
    mkdirSync(join(base, 'there', dirname(path)), { recursive: true });
    writeFileSync(join(base, 'there', path), '');
    expect(codeOf(open(join(base, 'there')))).toBe('EMU-521');
    expect(existsSync(join(base, 'there', '.fcr-test-receipt'))).toBe(false);
  });

  it('takes a folder that holds our files only, or that it has marked before', () => {
    mkdirSync(join(base, 'receipt', 'face'), { recursive: true });
    writeFileSync(inFace(name), bytes);
    expect(codeOf(open(join(base, 'receipt')))).toBe('ok');
    writeFileSync(inFace('theirs.xml'), '');
    expect(codeOf(open(join(base, 'receipt')))).toBe('ok');
  });

  it('takes any folder when told that it is for tests, but asks again next time for one that looks like production', () => {
    expect(codeOf(open(join(base, 'OQS'), { isTest: true }))).toBe('ok');
    expect(codeOf(open(join(base, 'OQS')))).toBe('EMU-520');
  });
});

describe('Cleaning a receipt folder', () => {
  const clean = () => cleanReceiptFolder(join(base, 'receipt'));

  it('removes what we wrote, and nothing else', () => {
    value(onDisk().write(name, bytes));
    writeFileSync(inFace('theirs.xml'), '');
    const left = ['face/theirs.xml'];
    expect(clean()).toEqual({ ok: true, value: { removed: [`face/${name}`], held: [], left } });
    const there = () => readdirSync(join(base, 'receipt'), { recursive: true }).sort();
    expect(there()).toEqual(['.fcr-test-receipt', 'face', 'face/theirs.xml', 'req', 'res']);
    rmSync(inFace('theirs.xml'));
    expect(clean()).toEqual({ ok: true, value: { removed: [], held: [], left: [] } });
    expect(there()).toEqual(['face', 'req', 'res']);
  });

  it.each(['req/OQSsiquc01req_1.xml', 'set-aside/OQSsiquc01req_1.zip', 'notes.txt'])(
    'leaves a folder in which %s lies in the state that the next start takes',
    (file) => {
      onDisk();
      mkdirSync(join(base, 'receipt', dirname(file)), { recursive: true });
      writeFileSync(join(base, 'receipt', file), '');
      expect(codeOf(clean())).toBe('ok');
      expect(existsSync(join(base, 'receipt', file))).toBe(true);
      expect(codeOf(open(join(base, 'receipt')))).toBe('ok');
    },
  );

  it('may be done while a bridge writes there: what it writes next is removed the next time', () => {
    const folder = onDisk();
    expect(codeOf(clean())).toBe('ok');
    value(folder.write(name, bytes));
    expect(clean()).toEqual({ ok: true, value: { removed: [`face/${name}`], held: [], left: [] } });
  });

  it('refuses a folder without the marker', () => {
    mkdirSync(join(base, 'receipt', 'face'), { recursive: true });
    writeFileSync(inFace(name), bytes);
    expect(codeOf(clean())).toBe('EMU-526');
    expect(existsSync(inFace(name))).toBe(true);
  });

  it('keeps the marker while something under a name of ours cannot be removed', () => {
    onDisk();
    mkdirSync(inFace(name));
    expect(clean()).toEqual({ ok: true, value: { removed: [], held: [`face/${name}`], left: [] } });
    expect(existsSync(join(base, 'receipt', '.fcr-test-receipt'))).toBe(true);
  });
});

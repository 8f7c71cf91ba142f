import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hold, holderOf, holdFiles } from '../../host-bridge/hold.ts';
import { holdReceiptFolder } from '../../host-bridge/receipt/hold-folder.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'fcr-hold-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const taken = (name: string) => {
  const it = hold(name);
  if (!it.held) throw new Error(`held by ${it.pid}`);
  return it;
};

describe('A hold', () => {
  it('is had by one at a time, who is told of, and free again when let go of', () => {
    const name = join(base, 'x');
    expect(holderOf(name)).toBeNull();
    const first = taken(name);
    expect(hold(name)).toEqual({ held: false, pid: process.pid });
    expect(hold(name)).toEqual({ held: false, pid: process.pid });
    expect(holderOf(name)).toBe(process.pid);
    expect(readdirSync(base).sort()).toEqual([...holdFiles('x')].sort());
    const beside = taken(join(base, 'y'));
    first.release();
    beside.release();
    expect(holderOf(name)).toBeNull();
    taken(name).release();
  });

  it('is the same by whatever path one comes to it', () => {
    mkdirSync(join(base, 'folder'));
    symlinkSync(join(base, 'folder'), join(base, 'link'));
    const held = taken(join(base, 'folder', 'x'));
    linkSync(join(base, 'folder', 'x.lock'), join(base, 'folder', 'z.lock'));
    for (const other of [join(base, 'link', 'x'), join(base, 'folder', 'z')])
      expect(hold(other)).toMatchObject({ held: false });
    held.release();
  });

  it('counts by its lock: a number that a dead process has left means nothing, and one that is missing changes nothing', () => {
    const name = join(base, 'x');
    writeFileSync(`${name}.pid`, `${process.ppid}\n`);
    expect(holderOf(name)).toBeNull();
    const held = taken(name);
    expect(readFileSync(`${name}.pid`, 'utf8')).toBe(`${process.pid}\n`);
    rmSync(`${name}.pid`);
    expect(hold(name)).toEqual({ held: false, pid: 0 });
    held.release();
  });

  it('throws where there is no folder to keep it in', () => {
    expect(() => hold(join(base, 'nowhere', 'x'))).toThrow();
    expect(() => holderOf(join(base, 'nowhere', 'x'))).toThrow();
  });
});

describe('Holding a receipt folder', () => {
  it('makes it, and the next start takes what is left of a hold for ours', () => {
    const root = join(base, 'receipt');
    for (let i = 0; i < 2; i += 1) {
      const held = holdReceiptFolder(root, false);
      expect(holdReceiptFolder(root, false)).toEqual({
        ok: false,
        problem: { code: 'EMU-594', detail: { folder: root, pid: process.pid } },
      });
      if (held.ok) held.value.release();
      expect(held.ok).toBe(true);
    }
  });

  it('writes nothing into a folder that the guard refuses', () => {
    mkdirSync(join(base, 'OQS'));
    expect(holdReceiptFolder(join(base, 'OQS'), false)).toMatchObject({ problem: { code: 'EMU-520' } });
    expect(holderOf(join(base, 'x'))).toBeNull();
    writeFileSync(join(base, 'file'), '');
    expect(holdReceiptFolder(join(base, 'file'), true)).toMatchObject({ problem: { code: 'EMU-522' } });
  });
});

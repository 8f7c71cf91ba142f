import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errnoOf } from '../../host-bridge/errno.ts';
import { makeFolder } from '../../host-bridge/make-folder.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'fcr-folder-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** null: the folder was made, or was there. */
const refusal = (path: string): string | null => {
  try {
    makeFolder(path);
    return null;
  } catch (error) {
    return errnoOf(error);
  }
};
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('a folder', () => {
  it('is made with those above it, each with the mode that is asked for', () => {
    makeFolder(join(base, 'a', 'b', 'c'), 0o700);
    expect(['a', 'a/b', 'a/b/c'].map((path) => modeOf(join(base, path)))).toEqual([0o700, 0o700, 0o700]);
  });

  it('that is there stays as it is, also behind a link', () => {
    makeFolder(join(base, 'there'), 0o750);
    symlinkSync('there', join(base, 'link'));
    writeFileSync(join(base, 'there', 'file'), '');
    expect([refusal(join(base, 'there')), refusal(join(base, 'link')), refusal('/')]).toEqual([
      null,
      null,
      null,
    ]);
    expect([modeOf(join(base, 'there')), existsSync(join(base, 'there', 'file'))]).toEqual([0o750, true]);
  });

  it.each([
    ['it is to stand', 'file', 'EEXIST'],
    ['one above it is to stand', 'file/a/b', 'ENOTDIR'],
  ])('is not made where %s and a file is in the way', (_, path, errno) => {
    writeFileSync(join(base, 'file'), 'of somebody');
    expect(refusal(join(base, path))).toBe(errno);
  });

  it('is not made behind a link that leads nowhere', () => {
    symlinkSync('nowhere', join(base, 'link'));
    expect([refusal(join(base, 'link')), refusal(join(base, 'link', 'a'))]).toEqual(['EEXIST', 'EEXIST']);
  });

  // Elsewhere no folder is known that is there and takes no other, with ENOENT.
  it.skipIf(!existsSync('/proc/self'))('is refused at once under /proc, which takes none', () => {
    expect([refusal('/proc/x'), refusal('/proc/x/y/z')]).toEqual(['ENOENT', 'ENOENT']);
  });
});

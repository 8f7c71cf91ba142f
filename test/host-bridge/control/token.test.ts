import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeControlToken } from '../../../host-bridge/control/token.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'fcr-token-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const entropy = { bytes: (count: number) => new Uint8Array(count).fill(7) };
const file = () => join(data, 'control-token');

describe('The token of the control API', () => {
  it('is made of the entropy that is handed in, and written whole', () => {
    const written = writeControlToken(data, entropy);
    expect(written).toEqual({ ok: true, value: Buffer.alloc(32, 7).toString('base64url') });
    expect(readFileSync(file(), 'utf8')).toBe(Buffer.alloc(32, 7).toString('base64url'));
    expect(readdirSync(data)).toEqual(['control-token']);
  });

  it.skipIf(process.platform === 'win32')(
    'is for its owner only, whatever the file before it allowed',
    () => {
      writeFileSync(file(), 'old');
      chmodSync(file(), 0o666);
      writeControlToken(data, entropy);
      expect(statSync(file()).mode & 0o777).toBe(0o600);
    },
  );

  it('is a problem where the data folder cannot be written to', () => {
    writeFileSync(join(data, 'no-folder'), '');
    expect(writeControlToken(join(data, 'no-folder'), entropy)).toMatchObject({
      ok: false,
      problem: { code: 'EMU-548', detail: { reason: 'EEXIST' } },
    });
  });
});

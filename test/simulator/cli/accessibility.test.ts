import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fcr } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'accessibility-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('fcr accessibility', { timeout: 120_000 }, () => {
  it('writes both reports, prints one JSON document and ends with 0', async () => {
    const out = join(folder, 'out');
    const { code, stdout, stderr } = await fcr(['accessibility', '--out', out, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')));
    expect(JSON.parse(stdout)).toMatchObject({ passed: true, counts: { failed: 0, 'not shown': 0 } });
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('</html>');
    expect(stderr).toMatch(/(\d+) \/ \1/);
  });

  it.each([
    ['a device file that is not there', ['--device', join(folder, 'none.yaml')], 'EMU-636'],
    ['a device file that is not in its form', ['--device', join(folder, 'bad.yaml')], 'EMU-741'],
  ])('refuses %s', async (_, words, code) => {
    writeFileSync(join(folder, 'bad.yaml'), 'id: x\n');
    const refused = await fcr(['accessibility', '--out', join(folder, 'refused'), ...words]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(code);
  });

  it('refuses a folder that cannot be had before it begins', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const refused = await fcr(['accessibility', '--out', join(file, 'out')]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('EMU-649');
    expect(refused.stderr).not.toMatch(/ \/ /);
  });
});

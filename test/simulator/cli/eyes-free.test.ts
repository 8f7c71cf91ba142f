import { describe, expect, it } from 'vitest';
import { fcr } from './in-process.ts';

describe('fcr eyes-free', () => {
  it('tells as JSON that every visit of somebody who can check in was made', async () => {
    const { code, stdout } = await fcr([
      'eyes-free',
      '--person',
      'insured',
      '--language',
      'en',
      '--visits',
      '3',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ visits: 3, passed: 3, unintended: 0 });
  });

  it.each([
    ['whose visit can end in acceptance in no way', 'expired', 'EMU-720'],
    ['whom nobody knows', 'nobody', 'EMU-641'],
  ])('refuses a person %s', async (_, person, code) => {
    const refused = await fcr(['eyes-free', '--person', person]);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain(code);
  });

  it('refuses a folder that cannot be had before it begins', async () => {
    // The null device is no folder: nothing can be made in it.
    const refused = await fcr(['eyes-free', '--visits', '1', '--out', '/dev/null/eyes-free']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/^fcr: EMU-649 .*\n$/);
  });
});

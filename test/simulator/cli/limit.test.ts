import { describe, expect, it } from 'vitest';
import { fcr } from './in-process.ts';

describe('fcr limit', () => {
  it('gives the figure alone on stdout, and how it comes about on stderr', async () => {
    const told = await fcr(['limit', '--category', 'A03', '--cost', '1000000']);
    expect([told.code, told.stdout]).toEqual([0, '87430\n']);
    expect(told.stderr).toContain('80,100 + (1,000,000 − 267,000) × 1%');
    expect(told.stderr).toContain('1,000,000 × 30% = 300,000, at most 87,430');
  });

  it('gives one document with --json, and nothing else', async () => {
    const told = await fcr([
      'limit',
      ...['--category', 'B04', '--cost', '200000', '--outpatient', '--outpatient-paid', '130000', '--json'],
    ]);
    expect(JSON.parse(told.stdout)).toMatchObject({
      category: 'B04',
      label: '一般',
      codeInferred: true,
      share: 20,
      ofCost: 40_000,
      limit: 14_000,
      pays: 14_000,
      decidedBy: 'outpatientYear',
    });
    expect(told.stderr).toBe('');
  });

  it('takes a share and repeated months', async () => {
    const words = ['limit', '--category', 'A04', '--cost', '400000'];
    expect((await fcr([...words, '--share', '20'])).stdout).toBe('57600\n');
    expect((await fcr([...words, '--multiple'])).stdout).toBe('44400\n');
  });

  it.each([
    [['--category', 'A06', '--cost', '1'], 'EMU-418'],
    [['--category', 'B10', '--cost', '1', '--share', '30'], 'EMU-419'],
    [['--category', 'A07', '--cost', '1'], 'EMU-633'],
    [['--category', 'A01', '--cost', '-1'], 'EMU-633'],
    [['--category', 'A01'], 'EMU-634'],
  ])('refuses %j', async (words, code) => {
    const told = await fcr(['limit', ...words]);
    expect([told.code, told.stdout]).toEqual([2, '']);
    expect(told.stderr).toContain(code);
  });

  it('takes what was paid for out-patient care with --outpatient only', async () => {
    const words = ['limit', '--category', 'B04', '--cost', '200000', '--outpatient-paid', '140000'];
    const told = await fcr(words);
    expect([told.code, told.stderr]).toEqual([2, expect.stringMatching(/^fcr: EMU-634 .*--outpatient/)]);
    expect((await fcr([...words, '--outpatient'])).stdout).toBe('4000\n');
  });
});

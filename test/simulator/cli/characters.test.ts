import { describe, expect, it } from 'vitest';
import { fcr } from './in-process.ts';

const characters = (...words: readonly string[]) => fcr(['characters', ...words]);
const linesOf = async (...words: readonly string[]) => (await characters(...words)).stdout.split('\n');

describe('fcr characters', () => {
  it('gives a row for each hop, and below it what was lost there, why, and the bytes', async () => {
    const lines = await linesOf('髙橋', '--encoding', 'shift_jis', '--character-profile', 'jis-x-0208');
    const at = lines.findIndex((line) => line.startsWith('file for the receipt computer'));
    expect(lines[at]).toMatch(/ Shift_JIS \(JIS X 0208\) +●橋$/);
    expect(lines.slice(at + 1, at + 3)).toEqual([
      '    髙 U+9AD9: not in JIS X 0208',
      '    bytes: 81 9C 8B B4',
    ]);
    expect(lines.find((line) => line.startsWith('reader’s screen (next-generation) '))).toMatch(
      /UTF-8 +髙橋$/,
    );
    expect(lines.find((line) => line.startsWith('reader’s screen (current)'))).toMatch(/ ●橋$/);
  });

  it('speaks Japanese', async () => {
    const lines = await linesOf('渡邉\u{E0100}', '--encoding', 'shift_jis', '--lang', 'ja');
    expect(lines).toContain('    邉\u{E0100} U+9089 U+E0100：U+E0100 が JIS X 0208 にありません');
    expect(lines[0]).toMatch(/^経路 +文字 +氏名$/);
  });

  it('shows every form of what is left open, and one form of what is told', async () => {
    const hopsOf = async (...words: readonly string[]) =>
      JSON.parse((await characters('髙橋', '--json', ...words)).stdout).hops as Record<string, unknown>[];
    const count = (hops: readonly Record<string, unknown>[], hop: string) =>
      hops.filter((one) => one.hop === hop).length;
    const open = await hopsOf();
    expect([count(open, 'facility-file'), count(open, 'reader-screen')]).toEqual([3, 5]);
    const told = await hopsOf(
      '--encoding',
      'shift_jis',
      '--character-profile',
      'cp932',
      '--profile',
      'current',
    );
    expect(told.slice(-2)).toMatchObject([
      {
        hop: 'facility-file',
        encoding: 'shift_jis',
        characterProfile: 'cp932',
        name: '髙橋',
        bytes: 'fbfc8bb4',
      },
      { hop: 'reader-screen', profile: 'current', name: '髙橋' },
    ]);
    expect(count(await hopsOf('--encoding', 'utf-8', '--character-profile', 'cp932'), 'facility-file')).toBe(
      1,
    );
  });

  it('says in each form of output that the screen is a reading of ours', async () => {
    expect((await characters('髙橋')).stdout).toMatch(
      /is not public: the rows of the screen are our reading/,
    );
    expect(JSON.parse((await characters('髙橋', '--json')).stdout).notes).toMatch(/our reading/);
    expect((await characters('髙橋', '--lang', 'ja')).stdout).toMatch(/画面の行は本プロジェクトの解釈です/);
  });

  it.each(['en', 'ja'])('teaches in its help (%s) with 髙橋, 𠮷田 and 渡邉', async (language) => {
    const { code, stdout } = await characters('--help', '--lang', language);
    expect(code).toBe(0);
    for (const name of ['髙橋', '𠮷田', '渡邉\u{E0100}']) expect(stdout).toContain(name);
  });

  it.each([
    [['髙橋', '--insurer', 'sjis'], 'EMU-633', 'sjis'],
    [['髙橋', '--encoding', 'euc-jp'], 'EMU-633', 'euc-jp'],
    [['髙橋', '--character-profile', 'utf-8'], 'EMU-633', 'utf-8'],
    [['髙橋', '--profile', 'cp932'], 'EMU-633', 'cp932'],
    [['髙\u001b[2J'], 'EMU-633', '••••'],
    [['髙\u009b2J'], 'EMU-633', '••••'],
    [[''], 'EMU-633', '••••'],
    [['髙'.repeat(101)], 'EMU-633', '••••'],
    [[], 'EMU-634', 'name'],
  ])('ends with 2 and one line for %j', async (words, code, reason) => {
    const ended = await characters(...words);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(new RegExp(`^fcr: ${code} [^\n]*\n$`));
    expect(ended.stderr).toContain(reason);
    expect(ended.stderr).not.toContain('髙');
  });
});

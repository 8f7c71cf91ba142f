import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orThrow } from '../../../protocol/result.ts';
import { secondsOfSound } from '../../../simulator/voice/sound.ts';
import { spokenTextIds, spokenWords } from '../../../simulator/voice/spoken-texts.ts';
import { toneSound } from '../../../simulator/voice/tones.ts';
import { readWav, writeWav } from '../../../simulator/voice/wav.ts';
import { type StandIns, standIns, wavInScript } from '../voice/stand-in.ts';
import { fcr } from './in-process.ts';

let programs: StandIns;
let folder: string;
beforeEach(() => {
  programs = standIns();
  folder = mkdtempSync(join(tmpdir(), 'fcr-say-'));
});
afterEach(() => {
  programs.remove();
  rmSync(folder, { recursive: true });
});

/** A machine that has what was written into `programs`, and nothing else. */
const on = (words: readonly string[]) => fcr(words, { PATH: programs.folder });
const espeak = `${wavInScript}
if (process.argv.includes('--version')) console.log('eSpeak NG text-to-speech: 1.51  Data at: /nowhere');
else process.stdout.write(wav([...input].length * 0.1 * 175 / Number(option('-s'))));
`;

describe('fcr say', () => {
  it('shows the caption and says why nothing is heard, on a machine without engines', async () => {
    const { code, stdout, stderr } = await on(['say', 'announce.accepted', '--lang', 'ja']);
    expect([code, stdout]).toEqual([0, '受付しました。\n']);
    expect(stderr).toContain('EMU-708');
    expect(stderr).toContain('mecab-naist-jdic');
  });

  it('writes a WAV file of 16 kHz, faster where it is asked to', async () => {
    programs.write('espeak-ng', espeak);
    const lengths = [];
    for (const speed of ['1', '2']) {
      const out = join(folder, `${speed}.wav`);
      const { code, stdout, stderr } = await on(['say', 'welcome.short', '--out', out, '--speed', speed]);
      expect([code, stdout, stderr]).toEqual([0, `${spokenWords('welcome.short', 'en')}\n`, '']);
      const sound = orThrow(readWav(readFileSync(out)));
      expect(sound.rate).toBe(16_000);
      lengths.push(secondsOfSound(sound));
    }
    expect((lengths[0] ?? 0) / (lengths[1] ?? 1)).toBeGreaterThan(1.5);
  });

  it('takes a screen for its first prompt, and words of one’s own', async () => {
    expect((await on(['say', 'consent_all'])).stdout).toBe(`${spokenWords('consent_all.first', 'en')}\n`);
    expect((await on(['say', '--text', 'Please wait.'])).stdout).toBe('Please wait.\n');
  });

  it('plays what it says with the machine’s player, and tones without any engine', async () => {
    programs.write('espeak-ng', espeak);
    programs.write(
      'paplay',
      `require('node:fs').copyFileSync(process.argv[2], ${JSON.stringify(folder)} + '/heard.wav');`,
    );
    expect((await on(['say', 'tone.accepted'])).code).toBe(0);
    const heard = () => readFileSync(join(folder, 'heard.wav'));
    expect(heard().equals(writeWav(toneSound('accepted')))).toBe(true);
    expect(await on(['say', '--text', 'Please wait.'])).toMatchObject({ code: 0, stderr: '' });
    expect(secondsOfSound(orThrow(readWav(heard())))).toBeCloseTo(1.2, 1);
  });

  it('says that nothing plays sound here, and how to get a file', async () => {
    programs.write('espeak-ng', espeak);
    const { code, stderr } = await on(['say', '--text', 'Please wait.']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/paplay, aplay, afplay.*--out/);
  });

  it('lists everything that can be said', async () => {
    const lines = (await on(['say', '--list', '--lang', 'ja'])).stdout.trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith('tone.')).map((line) => line.split('\t')[0])).toEqual(
      spokenTextIds,
    );
    expect(lines).toContain('announce.accepted\t受付しました。');
    expect(lines).toContain('tone.key');
  });

  it.each([
    [['say'], 'EMU-634'],
    [['say', 'no.such.prompt'], 'EMU-709'],
    [['say', 'idle'], 'EMU-709'],
    [['say', 'tone.loud'], 'EMU-709'],
    [['say', 'welcome', '--speed', '3'], 'EMU-633'],
    [['say', 'welcome', '--speed', 'fast'], 'EMU-633'],
    [['say', 'welcome', '--out', '/nowhere/welcome.wav'], 'EMU-649'],
    [['say', 'welcome', '--lang', 'ja', '--out', '/tmp/fcr-never-written.wav'], 'EMU-708'],
    [['say', '--text', '…'], 'EMU-704'],
    [['say', '--text', `${'word '.repeat(300)}.`], 'EMU-705'],
  ])('refuses %j', async (words, code) => {
    programs.write('espeak-ng', espeak);
    const { code: ended, stderr } = await on(words);
    expect(ended).toBe(2);
    expect(stderr).toContain(code);
    expect(existsSync('/tmp/fcr-never-written.wav')).toBe(false);
  });
});

describe('fcr voices', () => {
  it('says that there are captions only, and what to install', async () => {
    const { code, stdout } = await on(['voices']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Japanese: captions and tones only$/m);
    expect(stdout).toMatch(/^ {2}espeak: not here \(apt-get install espeak-ng\)$/m);
    expect(stdout).toMatch(/^player: not here/m);
  });

  it('shows what serves which language, with its version', async () => {
    programs.write('espeak-ng', espeak);
    programs.write('aplay', '');
    const document = JSON.parse((await on(['voices', '--json'])).stdout);
    expect(document.serving).toEqual(
      expect.arrayContaining([
        { language: 'en', engine: 'espeak', remedy: null },
        { language: 'ja', engine: null, remedy: expect.stringContaining('mecab-naist-jdic') },
      ]),
    );
    expect(
      document.engines.map(({ id, version }: { id: string; version: string | null }) => [id, version]),
    ).toEqual([
      ['open-jtalk', null],
      ['mecab-espeak', null],
      ['espeak', 'espeak-ng 1.51, voice en-us'],
    ]);
    expect(document.player).toBe('aplay');
    expect((await on(['voices', '--lang', 'ja'])).stdout).toMatch(/^英語: espeak$/m);
  });

  it('tells why an engine that is there does not speak', async () => {
    programs.write('espeak-ng', 'process.exit(7);');
    expect((await on(['voices'])).stdout).toMatch(/^ {2}espeak: EMU-702 espeak-ng failed \(exit 7\)/m);
    const { engines } = JSON.parse((await on(['voices', '--json'])).stdout);
    expect(engines.at(-1)).toMatchObject({ version: null, problem: { code: 'EMU-702' } });
  });
});

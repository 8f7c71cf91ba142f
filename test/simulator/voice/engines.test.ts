import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orThrow } from '../../../protocol/result.ts';
import { runProgram } from '../../../simulator/programs/run-program.ts';
import { espeakEnglish } from '../../../simulator/voice/espeak.ts';
import { kanaOf, longestWord } from '../../../simulator/voice/kana.ts';
import { mecabEspeak } from '../../../simulator/voice/mecab-espeak.ts';
import { openJTalk } from '../../../simulator/voice/open-jtalk.ts';
import { engineFor, packagesFor, probeEngines } from '../../../simulator/voice/probing.ts';
import { secondsOfSound } from '../../../simulator/voice/sound.ts';
import { type StandIns, standIns, wavInScript } from './stand-in.ts';

let programs: StandIns;
beforeEach(() => {
  programs = standIns();
});
afterEach(() => programs.remove());

const limit = 30_000;

describe('A program', () => {
  it('is given words by its standard input, and no shell reads them', async () => {
    const echo = programs.write('echo', 'process.stdin.pipe(process.stdout);');
    const words = '$(id) `id` ; "quoted" \n 健診';
    expect(orThrow(await runProgram({ program: echo, words: [], input: words, limit })).toString()).toBe(
      words,
    );
  });

  it('that does not end is stopped, and said to be late', async () => {
    const program = programs.write('stuck', 'setInterval(() => {}, 1000);');
    expect(await runProgram({ program, words: [], input: '', limit: 100 })).toEqual({
      ok: false,
      problem: { code: 'EMU-701', detail: { program: 'stuck', seconds: 0.1 } },
    });
  });

  it('that fails or is not there is named, without what it said: that may be private', async () => {
    const program = programs.write('fails', 'console.error(process.argv[2]); process.exit(3);');
    expect(await runProgram({ program, words: ['ヤマダ'], input: '', limit })).toEqual({
      ok: false,
      problem: { code: 'EMU-702', detail: { program: 'fails', ended: 'exit 3' } },
    });
    expect(await runProgram({ program: '/nowhere/open_jtalk', words: [], input: '', limit })).toEqual({
      ok: false,
      problem: { code: 'EMU-700', detail: { program: 'open_jtalk', reason: 'ENOENT' } },
    });
  });
});

/** As the real one does: the first line only, 1023 bytes of it, a trace with a word for each piece between pauses. */
const openJTalkScript = `${wavInScript}
const fs = require('node:fs');
const line = Buffer.from(input.split('\\n')[0]).subarray(0, 1023).toString();
const words = line.split(/[、。]/).filter((word) => word !== '');
const row = (word) => [word, '名詞', '一般', '*', '*', '*', '*', word, 'カナ', /髙/.test(word) ? '、' : 'カナ', '0/2', 'C1'].join(',');
fs.writeFileSync(option('-ot'), '[Text analysis result]\\n' + words.map(row).join('\\n') + '\\n\\n[Output label]\\nxx\\n');
`;
const sayingAll = `${openJTalkScript}
fs.appendFileSync(__filename + '.calls', line + '\\n');
fs.writeFileSync(option('-ow'), wav([...line].length * 0.1 / Number(option('-r'))));
`;

describe('Open JTalk', () => {
  const engineOf = (script: string) =>
    openJTalk({
      program: programs.write('open_jtalk', script),
      dictionary: '/dictionary',
      voice: '/voice',
      version: 'stand-in',
    });

  it('is given one line a call, none longer than it reads, so that no word is lost', async () => {
    const sentence = '暗証番号を入れて、シャープを押してください。';
    const words = `${sentence.repeat(30)}\n二行目です。`;
    const sound = orThrow(await engineOf(sayingAll).synthesise(words, 1));
    const calls = readFileSync(join(programs.folder, 'open_jtalk.calls'), 'utf8').trimEnd().split('\n');
    expect(calls.join('')).toBe(words.replace('\n', ''));
    expect(secondsOfSound(sound)).toBeCloseTo([...calls.join('')].length * 0.1, 1);
  });

  it('is told the speed', async () => {
    const engine = engineOf(sayingAll);
    const [slow, fast] = [await engine.synthesise('はい。', 0.75), await engine.synthesise('はい。', 2)];
    expect(secondsOfSound(orThrow(slow)) / secondsOfSound(orThrow(fast))).toBeCloseTo(2 / 0.75, 2);
  });

  it.each([
    ['writes nothing and ends well, as with /dev/stdout', `fs.writeFileSync(option('-ow'), '');`, 'EMU-707'],
    ['leaves no file at all', '', 'EMU-703'],
    ['says too little', `fs.writeFileSync(option('-ow'), wav(0.01));`, 'EMU-703'],
    ['is silent', `const s = wav(3); s.fill(0, 44); fs.writeFileSync(option('-ow'), s);`, 'EMU-703'],
  ])('that %s is refused', async (_, rest, code) => {
    const spoken = await engineOf(openJTalkScript + rest).synthesise('確認しています。', 1);
    expect(spoken).toMatchObject({ ok: false, problem: { code } });
  });

  it('that would pass over a word in silence is refused, without naming the word', async () => {
    const spoken = await engineOf(sayingAll).synthesise('受付、髙﨑、様。', 1);
    expect(spoken).toEqual({ ok: false, problem: { code: 'EMU-706', detail: { place: 2 } } });
  });

  it('gets no empty text, with which it fails', async () => {
    expect(await engineOf('process.exit(1);').synthesise(' \n', 1)).toMatchObject({
      ok: false,
      problem: { code: 'EMU-704' },
    });
  });

  it('leaves none of its files behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('fcr-voice-'));
    const before = left();
    const engine = engineOf(`${sayingAll}\nfs.writeFileSync(__filename + '.place', option('-ow'));`);
    orThrow(await engine.synthesise('はい。', 1));
    const place = readFileSync(join(programs.folder, 'open_jtalk.place'), 'utf8');
    expect(existsSync(place)).toBe(false);
    expect(left().filter((name) => place.includes(name) && !before.includes(name))).toEqual([]);
  });
});

/** Reads pieces as MeCab's partial analysis does; knows a few words, and that the rest of a piece is one unknown word. */
const mecabScript = `
const input = require('node:fs').readFileSync(0, 'utf8');
const known = { 'は': '助詞,係助詞,*,*,*,*,は,ハ,ワ', 'を': '助詞,格助詞,*,*,*,*,を,ヲ,ヲ', '。': '記号,句点,*,*,*,*,。,。,。',
  '、': '記号,読点,*,*,*,*,、,、,、', '押': '動詞,自立,*,*,*,*,押す,オシ,オシ', '御': '接頭詞,名詞接続,*,*,*,*,御,ゴ,ゴ' };
const rows = [];
for (const piece of input.split('\\n')) {
  if (piece === 'EOS') break;
  if (piece.trim() === '') process.exit(255);
  const [surface, feature] = piece.split('\\t');
  if (feature) { rows.push(surface + '\\t名詞,一般,*,*,*,*,*'); continue; }
  for (const word of piece.split(/(?<=[はを。、押御])|(?=[はを。、押御])/))
    if (word.trim()) rows.push(word.trim() + '\\t' + (known[word] ?? '名詞,一般,*,*,*,*,*'));
}
console.log(rows.join('\\n') + '\\nEOS');
`;

describe('Kana for espeak-ng', () => {
  const kana = (line: string) =>
    kanaOf({ program: programs.write('mecab', mecabScript), dictionary: '/dictionary' }, line);

  it.each([
    ['カードは、1を押。', 'カードワ、 イチオ オシ。'],
    ['健診は40歳。', 'ケンシンワ ヨンジュッサイ。'],
    ['こめじるしを押。', 'コメジルシオ オシ。'],
    ['お一人は御カード。', 'オヒトリワ ゴカード。'],
    ['ハハは', 'ハハワ'],
    ['ヤマダ　ハナコは', 'ヤマダ ハナコワ'],
    ['ティファニーは', 'ティファニーワ'],
    ['サァヤ', 'サァヤ'],
    ['ヒァン', 'ヒアン'],
    ['ァンヮヵヶ', 'アンワカケ'],
    ['ーアーンーッーサーー', 'アアンッサー'],
    ['ファーは', 'ファアワ'],
  ])('reads %s as %s: particles as they sound, our own readings, numbers whole', async (line, said) => {
    expect(orThrow(await kana(line))).toBe(said);
  });

  it('has no run of kana that espeak-ng would spell letter by letter', async () => {
    const run = 'アカサタナハマヤラワガザダバパ'.repeat(4);
    const said = orThrow(await kana(`${run}は`));
    for (const word of said.split(' ')) expect(word.length).toBeLessThanOrEqual(longestWord);
    expect(said.replaceAll(' ', '')).toBe(`${run}ワ`);
  });

  it('does not part a small kana or a long vowel from what it belongs to', async () => {
    const said = orThrow(await kana('シャ'.repeat(30)));
    for (const word of said.split(' ')) expect(word).toMatch(/^(シャ)+$/);
  });

  it.each(['髙﨑は', 'カードは、𠮷雄は', 'Androidは'])(
    'refuses %s: a word without a reading would be spelled',
    async (line) => {
      expect(await kana(line)).toMatchObject({ ok: false, problem: { code: 'EMU-706' } });
    },
  );

  it('loses nothing where a word is what ends MeCab’s input', async () => {
    const mecab = { program: programs.write('mecab', mecabScript), dictionary: '/dictionary' };
    expect(await kanaOf(mecab, '健診EOS健診カード')).toMatchObject({
      ok: false,
      problem: { code: 'EMU-706' },
    });
  });
});

describe('espeak-ng', () => {
  const espeakScript = `${wavInScript}
require('node:fs').appendFileSync(__filename + '.calls', process.argv.slice(2).join(' ') + ' < ' + input + '\\n');
process.stdout.write(wav([...input].length * 0.1, 0x7ffff000));
`;
  const calls = () => readFileSync(join(programs.folder, 'espeak-ng.calls'), 'utf8');

  it('speaks English, of the length that is there and not the 2 GB that its header claims', async () => {
    const engine = espeakEnglish(programs.write('espeak-ng', espeakScript), '1.51');
    const sound = orThrow(await engine.synthesise('Press #.', 1));
    expect(secondsOfSound(sound)).toBeCloseTo('Press hash .'.length * 0.1, 3);
    expect(calls()).toBe('-v en-us -s 175 -b 1 --stdin --stdout < Press hash .\n');
  });

  it('speaks Japanese from kana alone, and no word of it is among the arguments', async () => {
    const engine = mecabEspeak({
      mecab: { program: programs.write('mecab', mecabScript), dictionary: '/dictionary' },
      mecabVersion: 'mecab',
      espeak: programs.write('espeak-ng', espeakScript),
      espeakVersion: '1.51',
    });
    orThrow(await engine.synthesise('健診は、\n1を押。', 1.5));
    expect(calls()).toBe('-v ja -s 233 -b 1 --stdin --stdout < ケンシンワ、 イチオ オシ。\n');
    expect(await engine.synthesise('', 1)).toMatchObject({ ok: false, problem: { code: 'EMU-704' } });
  });
});

describe('Probing', () => {
  it('finds nothing on a machine without engines, and says what to install', async () => {
    const probed = await probeEngines({ PATH: programs.folder });
    expect(probed.map(({ id, engine, problem }) => [id, engine, problem])).toEqual([
      ['open-jtalk', null, null],
      ['mecab-espeak', null, null],
      ['espeak', null, null],
    ]);
    expect(engineFor(probed, 'ja')).toBeNull();
    expect(packagesFor('ja')).toContain('mecab-naist-jdic');
    expect(packagesFor('en')).toBe('espeak-ng');
  });

  it('uses no engine that cannot say one word, and tells why', async () => {
    programs.write('espeak-ng', 'process.exit(1);');
    const probed = await probeEngines({ PATH: programs.folder });
    expect(engineFor(probed, 'en')).toBeNull();
    expect(probed.at(-1)?.problem).toEqual({
      code: 'EMU-702',
      detail: { program: 'espeak-ng', ended: 'exit 1' },
    });
  });

  it('does not take Open JTalk for installed where its voice is a file that is not there', async () => {
    programs.write('open_jtalk', '');
    const [first] = await probeEngines({ PATH: programs.folder, FCR_HTS_VOICE: '/nowhere/voice.htsvoice' });
    expect(first).toMatchObject({ id: 'open-jtalk', engine: null, problem: null });
  });
});

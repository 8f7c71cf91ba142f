import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cueIds } from '../../../firmware/screens/vocabulary.ts';
import { commandNames } from '../../../simulator/cli/commands.ts';
import { sights } from '../../../simulator/peripherals/camera.ts';
import { stepWords } from '../../../simulator/scenario/steps.ts';
import { textWidth } from '../../../simulator/ui/text-width.ts';
import { uiWords } from '../../../simulator/ui/words.ts';
import { fcr } from './in-process.ts';

let folder = '';
let typed = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fcr-ja-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file in the folder of the test, with this text. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  typed += text;
  return path;
}

/** Words of files, of URLs and of options, which a Japanese reader types as they are. */
const terms = new Set([
  ...stepWords.flatMap((word) => word.split('-')),
  ...'fcr line trace jsonl name steps idle clinic pharmacy serial hid usbip tcp baud channel reference probe label'.split(
    ' ',
  ),
  ...'mated non attack species null none run person show insured host screens catalogue'.split(' '),
]);

/** English words of a text, but for paths, ids and options. */
const englishIn = (text: string): string[] =>
  text
    .replaceAll(folder, '')
    .replace(/--?[a-z][\w-]*/g, ' ')
    .replace(/[\w./@-]*[\d./_@][\w./@-]*/g, ' ')
    .match(/[A-Za-z]*[a-z]{3,}/g)
    ?.filter((word) => !terms.has(word)) ?? [];

const scenario = (...steps: string[]): string =>
  `name: n\nsteps:\n${steps.map((step) => `  - { ${step} }\n`).join('')}`;

describe('what fcr refuses, to a Japanese reader', () => {
  it.each([
    ['seeing', () => ['run', file('a.yaml', scenario('sea: idle'))]],
    ['a screen', () => ['run', file('b.yaml', scenario('see: Idle'))]],
    ['a length of time', () => ['run', file('c.yaml', scenario('wait: long'))]],
    ['a field that is not there', () => ['run', file('d.yaml', scenario('see: idle, whithin: 3s'))]],
    ['a step that is a word', () => ['run', file('e.yaml', 'name: n\nsteps:\n  - idle\n')]],
    ['a file that is a word', () => ['run', file('f.yaml', 'hello\n')]],
    ['a file without a name', () => ['run', file('g.yaml', 'steps: []\n')]],
    ['a file that is not YAML', () => ['run', file('h.yaml', 'name: [\n')]],
    ['an empty name', () => ['run', file('i.yaml', 'name: ""\nsteps: []\n')]],
    [
      'a facility',
      () => ['start', '--data', join(folder, 'x'), '--facility', file('j.yaml', 'kind: shop\n')],
    ],
    [
      'a facility’s number',
      () => ['start', '--data', join(folder, 'x'), '--facility', file('k.yaml', 'faceTries: many\n')],
    ],
    ['people that are a list', () => ['person', 'list', '--people', file('l.yaml', '- a\n')]],
    ['a person without a face', () => ['person', 'list', '--people', file('m.yaml', 'a: { name: x }\n')]],
    ['a URL', () => ['reader', '--url', 'bogus', '--serial', 'FCR-000001', '--data', join(folder, 'x')]],
    ['a place', () => ['reader', '--url', 'tcp:7001', '--serial', 'FCR-000001', '--data', join(folder, 'x')]],
    ['a group of commands', () => ['person']],
    ['a trace', () => ['replay', file('n.jsonl', '{}\n')]],
    ['an empty trace', () => ['replay', file('o.jsonl', '')]],
    ['a device', () => ['accessibility', '--out', join(folder, 'x'), '--device', file('p.yaml', 'id: 5\n')]],
    ['samples', () => ['face', 'measure', '--matcher', 'true', '--samples', file('q.yaml', 'a: [\n')]],
    [
      'a sample',
      () => ['face', 'measure', '--matcher', 'true', '--samples', file('r.yaml', '- { reference: a }\n')],
    ],
  ] as const)('is told without an English word: %s', async (_, words) => {
    mkdirSync(join(folder, 'x'), { recursive: true });
    typed = '';
    const said = words();
    typed += said.join(' ');
    const { code, stderr } = await fcr([...said], { LANG: 'ja_JP.UTF-8' });
    expect(code, stderr).toBe(2);
    expect(stderr).toMatch(/^fcr: EMU-\d{3} .*[ぁ-ん]/);
    const own = englishIn(stderr).filter((word) => !typed.includes(word));
    expect(own, stderr).toEqual([]);
  });

  it('is found in English', () => {
    expect(englishIn('fcr: EMU-602 形式に合っていません：Invalid input: expected string')).toEqual([
      'Invalid',
      'input',
      'expected',
      'string',
    ]);
  });
});

describe('what fcr run tells a Japanese reader', () => {
  it('has the step, the place and the reason in Japanese', async () => {
    const path = file('s.yaml', scenario('place: card, of: insured', 'see: consent_all, within: 1s'));
    const { code, stdout } = await fcr(['run', path], { LANG: 'ja_JP.UTF-8' });
    expect([code, stdout]).toEqual([
      1,
      '不合格 s.yaml: n\n  4 行目、see consent_all：画面: 画面は choose_method でした\n1件中0件合格\n',
    ]);
  });

  it('has what was expected', async () => {
    const path = file('t.yaml', `${scenario('see: idle')}expect: { outcome: accepted }\n`);
    const { stdout } = await fcr(['run', path], { LANG: 'ja_JP.UTF-8' });
    expect(stdout).toContain('期待 expect の outcome: "accepted" のはずが、');
  });
});

describe('what a Japanese reader is shown', () => {
  it('names the kinds of visit of the blind tester', async () => {
    const words = ['eyes-free', '--person', 'insured', '--language', 'ja', '--visits', '1'];
    const { stdout } = await fcr(words, { LANG: 'ja_JP.UTF-8' });
    expect(stdout).toMatch(/\tja\t(顔|暗証番号|目視確認)、[^a-z]+\tnone\n/);
  });

  it('says of a module that it loads', async () => {
    const { stdout } = await fcr(['doctor'], { LANG: 'ja_JP.UTF-8' });
    expect(stdout).toMatch(/serialport .*: 読み込めます\n/);
    expect(stdout).not.toMatch(/: loads$/m);
  });

  it.each([...sights, ...cueIds])('says what it is that the camera sees: %s', (sight) => {
    expect(uiWords.ja.sights?.[sight]).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });
});

describe('help in Japanese', () => {
  it.each(commandNames)('has no title in English, and breaks lines where they are full: %s', async (name) => {
    const { stdout } = await fcr([name, '--help'], { LANG: 'ja_JP.UTF-8' });
    const [help = ''] = stdout.split('\n例：');
    expect(help).not.toMatch(/\[options\]|\[command\]|^[A-Z][a-z]+:$/m);
    expect(help.split('\n').filter((line) => textWidth(line) > 80)).toEqual([]);
  });
});

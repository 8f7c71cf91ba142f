import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../../host-bridge/receipt/format/rules.ts';
import { bytesOf, errorAnswer, face, request } from '../../host-bridge/receipt/format/right-files.ts';
import { fcr } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'receipt-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const right = join(folder, 'right');
const wrong = join(folder, 'wrong');
const wrongName = request.name.replace('0001', '0002');

beforeAll(() => {
  for (const path of ['right/face', 'right/req', 'right/empty', 'wrong']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  writeFileSync(join(right, 'face', face.name), bytesOf(face.text));
  writeFileSync(join(right, 'req', request.name), bytesOf(request.text));
  writeFileSync(join(right, '.fcr-test-receipt'), '');
  // What the folder keeps for itself is under names of the format, and is not of it.
  for (const name of ['.fcr-written', '.fcr-answered', '.fcr-writing', 'set-aside']) {
    mkdirSync(join(right, name));
    writeFileSync(join(right, name, request.name), 'a digest');
  }
  writeFileSync(
    join(wrong, face.name),
    bytesOf(
      face.text
        .replace('<Sex1>1', '<Sex1>男')
        .replace(/<ProcessingResultCode>[^<]*/, '<ProcessingResultCode>A1'),
    ),
  );
  writeFileSync(join(wrong, wrongName), bytesOf(`${request.text}<XmlMsg/>`));
});

const check = (...words: readonly string[]) => fcr(['receipt', 'check', ...words]);

describe('fcr receipt check', () => {
  it('takes a receipt folder, and exits 0 where every file is of the format', async () => {
    const { code, stdout, stderr } = await check(right);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      `accepted ${join(right, 'face', face.name)}\naccepted ${join(right, 'req', request.name)}\n2 of 2 files are of the format\n`,
    );
  });

  it('names rule, place, cause and remedy of each finding, and exits 1', async () => {
    const { code, stdout } = await check(wrong);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /REFUSED .*\n {2}note result\/code-not-ours \(XmlMsg\/MessageBody\/ProcessingResultCode, line \d+\)\n.*\n {2}refused code\/007 \(XmlMsg\/MessageBody\/ResultList\/ResultOfQualificationConfirmation\/Sex1, line \d+\)\n {4}Breaks the rule: The code \(sex\) is one of 1, 2, 3\. Write a code of table 007\.\n/,
    );
    expect(stdout).toContain('refused read/root\n    The file is not one element XmlMsg.');
    expect(stdout).toContain('0 of 2 files');
    expect(stdout).not.toContain('男');
  });

  it('speaks Japanese', async () => {
    const { stdout } = await check(wrong, '--lang', 'ja');
    expect(stdout).toContain('不適合 code/007');
    expect(stdout).toContain(
      '規則違反： コード（性別）は 1・2・3 のいずれかである。 コード表 007 の値を書く。',
    );
    expect(stdout).toContain('2 件中 0 件が形式に適合');
  });

  it('gives the same as one document', async () => {
    const { code, stdout } = await check(wrong, right, '--json');
    expect(code).toBe(1);
    const { files, accepted, refused } = JSON.parse(stdout);
    expect([accepted, refused]).toEqual([2, 2]);
    expect(files.find(({ file }: { file: string }) => file.endsWith(wrongName))).toEqual({
      file: join(wrong, wrongName),
      accepted: false,
      problem: null,
      findings: [
        {
          rule: 'read/root',
          grade: 'refused',
          path: '',
          line: null,
          cause: 'The file is not one element XmlMsg.',
          remedy: 'Put everything into one XmlMsg, with nothing before or after it.',
        },
      ],
    });
  });

  it('refuses another encoding than the one that is asked for', async () => {
    expect((await check(right, '--encoding', 'utf-8')).code).toBe(0);
    const { code, stdout } = await check(right, '--encoding', 'shift_jis');
    expect(code).toBe(1);
    expect(stdout).toContain('encoding/of-facility');
  });

  it('goes on after a file that cannot be read, and exits 1', async () => {
    const there = join(folder, 'unread');
    mkdirSync(there);
    symlinkSync(join(folder, 'gone'), join(there, 'OQSsiquc01req_0.xml'));
    mkdirSync(join(there, 'OQSsiquc01req_1.xml'));
    writeFileSync(join(there, request.name), bytesOf(request.text));
    const { code, stdout, stderr } = await check(there);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout.match(/^NOT READ .*\n {4}EMU-534 .*$/gm)).toHaveLength(2);
    expect(stdout).toContain(`accepted ${join(there, request.name)}\n1 of 3 files`);
    const { files, refused } = JSON.parse((await check(there, '--json')).stdout);
    expect([refused, files[0]]).toMatchObject([2, { accepted: false, problem: { code: 'EMU-534' } }]);
  });

  it('takes an answer of a kind of which nothing is public, and says so', async () => {
    const answer = join(folder, 'EPSsiabc01res_1.xml');
    writeFileSync(answer, bytesOf(errorAnswer.text));
    const { code, stdout } = await check(answer);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^accepted .*\n {2}note name\/kind-listed /m)]);
  });

  it('cannot be done with a folder that holds no such file', async () => {
    const { code, stderr } = await check(join(right, 'empty'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^fcr: EMU-535 /);
  });

  it('reads no more of a file than the format can be long', async () => {
    const long = join(folder, face.name);
    writeFileSync(long, Buffer.alloc(6 * 1024 * 1024, ' '));
    const { code, stdout } = await check(long);
    expect(code).toBe(1);
    expect(stdout).toContain('refused read/size');
  });

  it('lists every rule with who says so', async () => {
    const { code, stdout } = await check('--rules');
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(rules.map(({ id }) => id));
    const listed = JSON.parse((await check('--rules', '--json')).stdout);
    expect(listed.rules).toHaveLength(rules.length);
    expect(listed.rules[0]).toMatchObject({ id: 'name/known', grade: 'refused', source: 'public consumers' });
  });
});

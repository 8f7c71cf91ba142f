import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { holdDataFolder, readerPart } from '../../../simulator/cli/data-folder.ts';
import { apdu, bytes, jpki, pin, selectFile } from '../card/placed-card.ts';
import { type CardConnection, control, FakeVpcd } from '../devices/vpcd/fake-vpcd.ts';
import { cleanUp, freshFolder, run, start } from './spawned.ts';

const open: FakeVpcd[] = [];
afterEach(async () => {
  await cleanUp();
  for (const reader of open.splice(0)) await reader.close();
});

async function vpcd(port = 0): Promise<FakeVpcd> {
  const reader = await FakeVpcd.listen(port);
  open.push(reader);
  return reader;
}

/** Two readers on ports one after the other, as vpcd's slots are. */
async function twoSlots(): Promise<readonly [FakeVpcd, FakeVpcd]> {
  for (;;) {
    const first = await vpcd();
    try {
      return [first, await vpcd(first.port + 1)];
    } catch {
      // The next port is somebody else's.
    }
  }
}

const wrongPin = '39393939';
const atr = '3BE000FF8131FE4514';
const askTries = '00200080';

async function tell(card: CardConnection, ...commands: readonly string[]): Promise<string> {
  await card.tell(control.powerOn);
  let answer = '';
  for (const command of commands) answer = await card.ask(bytes(command));
  return answer;
}

const toPin = [jpki, selectFile('0018')] as const;

describe('fcr card', () => {
  it('puts each card into a slot of its own, moves them as lines say, and tells no secret', async () => {
    const readers = await twoSlots();
    const place = `127.0.0.1:${readers[0].port}`;
    const program = start(
      [
        ...['card', '--person', 'insured', '--person', 'elderly', '--vpcd', place, '--trace'],
        ...['--data', freshFolder()],
      ],
      { stdin: 'pipe' },
    );
    const type = (line: string): void => {
      program.child.stdin?.write(`${line}\n`);
    };
    const [insured, elderly] = [await readers[0].card(), await readers[1].card()];
    expect([await insured.ask(control.answerToReset), await elderly.ask(control.answerToReset)]).toEqual([
      atr,
      atr,
    ]);
    await program.line(/^slot 2 elderly inserted$/);
    expect(await tell(insured, ...toPin, apdu('00200080', wrongPin), apdu('00200080', pin))).toBe('9000');
    expect(await tell(elderly, ...toPin, askTries)).toBe('63C3');
    type('pull 1');
    expect(await insured.gone()).toBe('');
    await program.line(/^slot 1 insured pulled \(4 commands\)$/);
    type('pull 3');
    type('ＰＵＬＬ');
    type('pull'.repeat(1_000_000));
    type('put');
    const again = await readers[0].card();
    expect(await again.ask(control.answerToReset)).toBe(atr);
    expect(await elderly.ask(control.answerToReset)).toBe(atr);
    type('quit');
    const { code, stdout, stderr } = await program.ended();
    expect(code).toBe(0);
    const of = (slot: number): string[] =>
      stdout
        .split('\n')
        .filter((line) => line.startsWith(`slot ${slot} `))
        .map((line) => line.split(' ').slice(3).join(' '));
    expect([of(1), of(2)]).toEqual([
      [
        'put',
        `connected ${place}`,
        'inserted',
        'power-on',
        'SELECT D392F000260100000001 9000',
        'SELECT 0018 9000',
        'VERIFY 63C2',
        'VERIFY 9000',
        'pulled (4 commands)',
        'put',
        `connected ${place}`,
        'inserted',
        'pulled (0 commands)',
      ],
      [
        'put',
        `connected 127.0.0.1:${readers[1].port}`,
        'inserted',
        'power-on',
        'SELECT D392F000260100000001 9000',
        'SELECT 0018 9000',
        'VERIFY (tries left?) 63C3',
        'pulled (3 commands)',
      ],
    ]);
    expect(stderr.match(/EMU-\d+ \S+/g)).toEqual(['EMU-324 “pull', 'EMU-324 “PULL”', 'EMU-595 A']);
    expect(stderr).toContain('the number of a slot may stand, from 1 to 2.');
    expect(stdout + stderr).not.toMatch(/1234|9999|31323334|39393939/);
  });

  it('counts commands without their names unless asked, and with --json in one document at the end', async () => {
    const reader = await vpcd();
    const place = `127.0.0.1:${reader.port}`;
    const program = start([
      ...['card', '--person', 'insured', '--vpcd', place, '--json', '--data', freshFolder()],
      ...['--contactless', '--lang', 'ja'],
    ]);
    const card = await reader.card();
    expect(await card.ask(control.answerToReset)).toBe('3B888001000005E0B381A1007F');
    expect(await tell(card, ...toPin, askTries)).toBe('63C3');
    await card.tell(control.reset);
    await card.tell(control.powerOff);
    await card.ask(control.answerToReset);
    program.kill('SIGTERM');
    const { code, stdout, stderr } = await program.ended();
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      slots: [
        {
          slot: 1,
          person: 'insured',
          place,
          insertions: 1,
          powerOns: 1,
          resets: 1,
          commands: 3,
          statusWords: { '9000': 2, '63C3': 1 },
        },
      ],
    });
    expect(stderr).not.toMatch(/SELECT|VERIFY/);
    expect(stderr.match(/^slot 1 insured \S+ .*\d.*$/gm)).toEqual([
      `slot 1 insured connected 接続しました ${place}`,
      'slot 1 insured reset リセット (コマンド 3 件)',
      'slot 1 insured power-off 電源オフ (コマンド 0 件)',
      'slot 1 insured pulled カードを抜きました (コマンド 0 件)',
    ]);
  });

  it('waits for a virtual reader that is not there yet, and says what to do', async () => {
    const reader = await vpcd();
    const { port } = reader;
    await reader.close();
    const place = `127.0.0.1:${port}`;
    const program = start(['card', '--person', 'insured', '--vpcd', place, '--data', freshFolder()]);
    await once(program.child.stderr as Readable, 'data');
    const late = await vpcd(port);
    expect(await (await late.card()).ask(control.answerToReset)).toBe(atr);
    program.kill('SIGINT');
    const { code, stderr } = await program.ended();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^slot 1 insured EMU-322 There is no virtual reader .*fcr doctor.*\n$/);
  });

  it('keeps the tries through kills, for the next start and for fcr person unlock', async () => {
    const reader = await vpcd();
    const data = freshFolder();
    const words = ['card', '--person', 'insured', '--vpcd', `127.0.0.1:${reader.port}`, '--data', data];
    const answers: string[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      const program = start(words);
      const card = await reader.card();
      answers.push(await tell(card, ...toPin, apdu('00200080', wrongPin)));
      program.kill('SIGKILL');
      await program.ended();
    }
    expect(answers).toEqual(['63C2', '63C1', '63C0', '6984']);

    const program = start(words);
    const card = await reader.card();
    expect(await tell(card, ...toPin, apdu('00200080', pin))).toBe('6984');
    const held = await run(['person', 'unlock', 'insured', '--data', data]);
    expect([held.code, held.stderr]).toEqual([2, expect.stringMatching(/^fcr: EMU-638 /)]);
    program.kill('SIGTERM');
    await program.ended();

    expect((await run(['person', 'unlock', 'insured', '--data', data])).code).toBe(0);
    start(words);
    expect(await tell(await reader.card(), ...toPin, apdu('00200080', pin))).toBe('9000');
    expect(JSON.parse(readFileSync(join(data, 'cards', 'insured.json'), 'utf8'))).toMatchObject({
      counters: { userPin: 3 },
    });
  });

  it('does not take cards that a desk has', async () => {
    const data = freshFolder();
    const desk = holdDataFolder(data, [readerPart('FCR-000001')]);
    const words = ['card', '--person', 'insured', '--vpcd', '127.0.0.1:1', '--data', data];
    expect(await run(words)).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^fcr: EMU-638 /),
    });
    desk.release();
  });
});

import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReaderAct } from '../../../simulator/automation/acts.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { parsePlainCommand } from '../../../simulator/ui/plain/plain-command.ts';
import { openPlainDesk } from '../../../simulator/ui/plain/plain-desk.ts';
import { openTestDesk, type TestDesk } from '../automation/automated-desk.ts';

describe('A line that is typed', () => {
  it.each([
    ['1', { kind: 'act', act: { does: 'press', keys: ['1'] } }],
    ['1234#', { kind: 'act', act: { does: 'press', keys: ['1', '2', '3', '4', '#'] } }],
    ['＊', { kind: 'act', act: { does: 'press', keys: ['*'] } }],
    ['card', { kind: 'act', act: { does: 'place', of: 'insured' } }],
    ['card elderly', { kind: 'act', act: { does: 'place', of: 'elderly' } }],
    ['remove', { kind: 'act', act: { does: 'remove' } }],
    ['phone', { kind: 'act', act: { does: 'present', of: 'android', biometrics: 'agreed' } }],
    ['phone iphone refused', { kind: 'act', act: { does: 'present', of: 'iphone', biometrics: 'refused' } }],
    ['remove phone', { kind: 'act', act: { does: 'takeAway' } }],
    ['camera match', { kind: 'act', act: { does: 'camera', sees: 'match' } }],
    ['camera too_far', { kind: 'act', act: { does: 'camera', sees: 'too_far' } }],
    ['phone-reader out', { kind: 'act', act: { does: 'phoneReader', in: false } }],
    ['phone-reader in', { kind: 'act', act: { does: 'phoneReader', in: true } }],
    ['earphones in', { kind: 'act', act: { does: 'earphones', in: true } }],
    ['unplug', { kind: 'act', act: { does: 'link', fault: 'unplug' } }],
    ['link stuck', { kind: 'act', act: { does: 'link', fault: 'stuck' } }],
    ['plug', { kind: 'act', act: { does: 'link', fault: 'plug' } }],
    ['reader 2', { kind: 'reader', place: 2 }],
    ['back-end down', { kind: 'back-end', answer: 'down' }],
    ['help', { kind: 'help' }],
    ['quit', { kind: 'quit' }],
    ['  ', { kind: 'nothing' }],
    ['12 34 #', { kind: 'act', act: { does: 'press', keys: ['1', '2', '3', '4', '#'] } }],
  ])('"%s" is understood', (line, command) => {
    expect(parsePlainCommand(line)).toEqual({ ok: true, value: command });
  });

  it('takes a keypad in calculator order by place, and its Enter alone as #', () => {
    const keysOf = (line: string): unknown => {
      const read = parsePlainCommand(line, 'calculator');
      return read.ok && read.value.kind === 'act' ? read.value.act : read;
    };
    expect(keysOf('7410*')).toEqual({ does: 'press', keys: ['1', '4', '7', '0', '*'] });
    expect(keysOf('')).toEqual({ does: 'press', keys: ['#'] });
    expect(keysOf('card')).toEqual({ does: 'place', of: 'insured' });
  });

  it.each([
    'cards',
    'camera',
    'camera nothing',
    'earphones',
    'phone-reader',
    'link',
    'link fire',
    'reader x',
    'reader 0',
    'back-end',
    'constructor',
    '12a',
  ])('"%s" is refused', (line) => {
    expect(parsePlainCommand(line)).toEqual({
      ok: false,
      problem: { code: 'EMU-660', detail: { words: line.replaceAll(/\d/g, '•') } },
    });
  });
});

describe('The plain desk', () => {
  let test: TestDesk;
  let lines: string[];
  let desk: { close(): void };
  let typed: PassThrough;
  let quits: number;

  const open = (withPrivate: boolean) => {
    const { acts, events, views } = test;
    lines = [];
    typed = new PassThrough();
    quits = 0;
    desk = openPlainDesk({
      operated: {
        desk: test.desk,
        acts,
        events,
        people: loadPeople(),
        language: 'en',
        onView: (listener) => {
          views.add(listener);
          return () => views.delete(listener);
        },
        onHeard: () => () => {},
      },
      write: (line) => lines.push(line),
      input: typed,
      keypad: 'telephone',
      withPrivate,
      onQuit: () => {
        quits += 1;
      },
    });
  };
  beforeEach(async () => {
    test = await openTestDesk({ readers: 2 });
    open(true);
  });
  afterEach(async () => {
    desk.close();
    await test.close();
  });

  const act = async (what: ReaderAct) => {
    const [reader] = test.desk.readers;
    if (reader === undefined) throw new Error('no reader');
    await test.acts.at(reader, what);
  };
  const type = async (line: string) => {
    typed.write(`${line}\n`);
    // What was typed passes through a stream and the queue of acts before anything can be seen of it.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await test.desk.quiet();
  };

  it('writes where each reader stands when it opens', () => {
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe('FCR-000001 link connected');
    expect(lines[1]).toMatch(/^FCR-000001 screen idle 受付 \| .* \| 1 マイナンバーカード \| /);
    expect(lines[3]).toMatch(/^FCR-000002 screen idle /);
  });

  it('writes every screen and sentence of a visit once, in order', async () => {
    lines.length = 0;
    await act({ does: 'place', of: 'insured' });
    await act({ does: 'camera', sees: 'match' });
    await act({ does: 'press', keys: ['1', '1', '#'] });
    const screens = lines.flatMap((line) => /^FCR-000001 screen (\w+)/.exec(line)?.[1] ?? []);
    expect(screens).toEqual([
      'choose_method',
      'face_capture',
      'checking',
      'consent_all',
      'consent_summary',
      'checking',
      'accepted_clinic',
    ]);
    expect(lines).toContain('FCR-000001 says カードを読み取りました。');
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.some((line) => line.includes('見本　太郎'))).toBe(true);
  });

  it('writes what stands on a face-only card, once each time that one lies there', async () => {
    const marks = () => lines.filter((line) => line === 'FCR-000001 card 「顔認証」').length;
    await act({ does: 'place', of: 'insured' });
    await act({ does: 'press', keys: ['9'] });
    await act({ does: 'remove' });
    await test.pass(30_000);
    expect(marks()).toBe(0);
    await act({ does: 'place', of: 'face-only' });
    await act({ does: 'press', keys: ['9'] });
    expect(marks()).toBe(1);
    await act({ does: 'remove' });
    await test.pass(30_000);
    await act({ does: 'place', of: 'face-only' });
    expect(marks()).toBe(2);
  });

  it('writes a masked field as a number of digits', async () => {
    await act({ does: 'place', of: 'insured' });
    await act({ does: 'press', keys: ['2'] });
    lines.length = 0;
    await act({ does: 'press', keys: ['7', '3', '*'] });
    expect(lines.filter((line) => line.includes('digits'))).toEqual([
      'FCR-000001 digits 1',
      'FCR-000001 digits 2',
      'FCR-000001 digits 0',
    ]);
    expect(lines.join('\n')).not.toMatch(/[73]/);
  });

  it('leaves text about the person out of what may be kept', async () => {
    desk.close();
    open(false);
    await act({ does: 'earphones', in: true });
    await act({ does: 'place', of: 'insured' });
    await act({ does: 'camera', sees: 'match' });
    await act({ does: 'press', keys: ['1', '1', '#'] });
    await test.pass(30_000);
    expect(lines.join('\n')).not.toMatch(/見本|ミホン/);
    expect(lines.some((line) => line.startsWith('FCR-000001 screen accepted_clinic 受付完了'))).toBe(true);
  });

  it('takes a visit from typed lines', async () => {
    for (const line of ['card insured', 'camera match', '1', '1', '#']) await type(line);
    expect(test.desk.readers[0]?.status?.visit?.outcome).toBe('accepted');
  });

  it('says that the cable is out, and in again', async () => {
    lines.length = 0;
    await type('unplug');
    expect(lines).toContain('FCR-000001 link unplugged cable out');
    await type('plug');
    await test.pass(6000);
    expect(lines).toContain('FCR-000001 link connected');
  });

  it('turns to another reader, and says so where there is none', async () => {
    await type('reader 2');
    await type('card insured');
    expect(test.desk.readers.map(({ cardIn }) => cardIn)).toEqual([false, true]);
    await type('reader 3');
    expect(lines.at(-1)).toContain('EMU-653');
  });

  it('explains what it did not understand, and helps', async () => {
    await type('dance');
    expect(lines.at(-1)).toContain('EMU-660');
    await type('card nobody');
    expect(lines.at(-1)).toContain('EMU-641');
    await type('help');
    expect(lines.at(-1)).toBe('help | quit: end the desk');
  });

  it('never writes digits that it did not understand: they may be a PIN', async () => {
    await type('1234x');
    expect(lines.at(-1)).toContain('EMU-660');
    expect(lines.at(-1)).toContain('••••x');
    expect(lines.join('\n')).not.toContain('1234');
  });

  it('writes a sentence once though the rest is spoken anew when one is skipped', async () => {
    await type('*');
    const welcome = lines.filter((line) => line.includes(' says '));
    expect(welcome).toHaveLength(1);
    await type('card');
    await type('1#');
    const before = lines.length;
    await type('5');
    await type('#');
    await type('#');
    const again = lines.slice(before).filter((line) => line.includes(' says '));
    expect(again.length).toBeGreaterThan(0);
    expect(new Set(again).size).toBe(again.length);
    expect(
      again.some((line, i) =>
        again.some((other, k) => k !== i && other.endsWith(line.split(' says ')[1] ?? '')),
      ),
    ).toBe(false);
  });

  it('is quit by a word', async () => {
    await type('quit');
    expect(quits).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { ReceiptFolder } from '../../../host-bridge/receipt/folder.ts';
import { refuse } from '../../../protocol/result.ts';
import { consent, Desk, ended, identified, used, withdrawn } from './desk.ts';

const served = async () => {
  const desk = new Desk();
  const reader = desk.reader();
  const bridge = desk.bridge();
  await desk.clock.advance(10);
  const visit = await identified(desk, reader);
  return { desk, reader, bridge, visit };
};

const textOf = (desk: Desk, name: string | undefined): string =>
  new TextDecoder().decode(desk.receipt.read(name ?? '') ?? new Uint8Array());

describe('a use', () => {
  it('is on record before it is sent and settled before the reader hears of it', async () => {
    const { desk, reader, bridge, visit } = await served();
    const order: string[] = [];
    const { save } = desk.journal;
    desk.journal.save = (record, durably) => {
      order.push(`${record.use} ${durably ? 'on disk' : 'in passing'}`);
      return save(record, durably);
    };
    const call = desk.backEnd.call.bind(desk.backEnd);
    desk.backEnd.call = (operation, request) => {
      order.push(`send ${operation}`);
      return call(operation, request);
    };
    reader.onHeard = (message) => order.push(message.type);
    await used(desk, reader, visit);
    expect(order).toEqual([
      'kept on disk',
      'send use',
      'committed on disk',
      'committed in passing',
      'useAnswer',
    ]);
    await bridge.stop();
  });

  it('is kept, reported and tried again, later each time, while the back end is away', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.backEnd.failing = 'EMU-420';
    const request = await used(desk, reader, visit);
    expect(reader.last('problemReport')).toEqual({ type: 'problemReport', request, code: 'EMU-420' });
    await desk.clock.advance(20_000);
    expect(desk.backEnd.callsOf('use')).toBe(6);
    expect(reader.count('problemReport')).toBe(1);
    desk.backEnd.failing = 'EMU-491';
    await desk.clock.advance(8_000);
    expect(reader.last('problemReport')).toMatchObject({ code: 'EMU-491' });
    desk.backEnd.failing = null;
    await desk.clock.advance(8_000);
    expect(reader.last('useAnswer')).toMatchObject({ request, outcome: 'accepted' });
    expect(desk.backEnd.commits.get(visit)).toBe(1);
    await bridge.stop();
  });

  it('that is asked for twice makes one entry, and the second request is answered by its own number', async () => {
    const { desk, reader, bridge, visit } = await served();
    await used(desk, reader, visit);
    const second = await used(desk, reader, visit);
    expect(desk.backEnd.callsOf('use')).toBe(1);
    expect(reader.last('useAnswer')).toMatchObject({ request: second, outcome: 'accepted' });
    expect(desk.receipt.list()).toHaveLength(1);
    await bridge.stop();
  });

  it('that the back end settles as a problem is answered so, and leaves no file before the visit ends', async () => {
    const { desk, reader, bridge, visit } = await served();
    const call = desk.backEnd.call.bind(desk.backEnd);
    desk.backEnd.call = async (operation, request) => {
      const answer = await call(operation, request);
      return operation === 'use' && answer.ok
        ? { ok: true, value: { ...answer.value, state: 'problem', at: null, until: null } }
        : answer;
    };
    await used(desk, reader, visit);
    expect(reader.last('useAnswer')).toMatchObject({ outcome: 'problem' });
    expect(desk.receipt.list()).toHaveLength(0);
    await ended(desk, reader, visit, 'problem');
    expect(textOf(desk, desk.receipt.list()[0])).toContain('<DiagnosisInfoConsFlg>0<');
    expect(desk.backEnd.callsOf('withdrawal')).toBe(0);
    await bridge.stop();
  });

  it('counts although its file cannot be written, and the file follows when it can', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    let locked = true;
    const receipt: ReceiptFolder = {
      ...desk.receipt,
      write: (name, bytes) =>
        locked ? refuse('EMU-523', { name, reason: 'EBUSY' }) : desk.receipt.write(name, bytes),
    };
    const bridge = desk.bridge({ receipt });
    await desk.clock.advance(10);
    const visit = await identified(desk, reader);
    await used(desk, reader, visit);
    expect(reader.last('useAnswer')).toMatchObject({ outcome: 'accepted' });
    await ended(desk, reader, visit, 'accepted');
    await desk.clock.advance(11_000);
    expect(desk.events('faceFile').length).toBeGreaterThan(1);
    for (const tried of desk.events('faceFile'))
      expect(tried).toEqual({
        event: 'faceFile',
        visit,
        validity: '1',
        written: false,
        code: 'EMU-523',
        reason: 'EBUSY',
      });
    expect(bridge.visits(0)).toMatchObject([{ visit, outcome: 'accepted' }]);
    const [{ number, todo } = { number: 0, todo: null }] = bridge.visits(0);
    expect(todo?.en).toContain('(EBUSY)');
    expect(todo?.ja).toContain('（EBUSY）');
    expect(desk.journal.find(visit)?.eligibility).not.toBeNull();
    locked = false;
    await desk.clock.advance(5_000);
    expect(textOf(desk, desk.receipt.list()[0])).toContain('<DiagnosisInfoConsFlg>1<');
    expect(desk.journal.find(visit)?.eligibility).toBeNull();
    // Listed anew, so that whoever asks for what has changed hears that nothing is to be done any more.
    expect(bridge.visits(number)).toMatchObject([{ visit, todo: null }]);
    await desk.clock.advance(20_000);
    expect(desk.events('faceFile').filter(({ written }) => written)).toHaveLength(1);
    await bridge.stop();
  });
});

describe('a withdrawal', () => {
  it('of a use that was never sent leaves a tombstone: a late use is not sent', async () => {
    const { desk, reader, bridge, visit } = await served();
    await withdrawn(desk, reader, visit);
    expect(reader.last('withdrawAnswer')).toMatchObject({ visit, outcome: 'withdrawn' });
    const request = await used(desk, reader, visit);
    expect(reader.last('useAnswer')).toMatchObject({ request, outcome: 'withdrawn' });
    expect(desk.backEnd.calls.map(({ operation }) => operation)).toEqual(['eligibility']);
    await bridge.stop();
  });

  it('of a use under way is answered at once and followed by a withdrawal at the back end', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.backEnd.late = true;
    await used(desk, reader, visit);
    await withdrawn(desk, reader, visit);
    expect(reader.last('withdrawAnswer')).toMatchObject({ outcome: 'withdrawn' });
    desk.backEnd.release();
    await desk.clock.advance(10);
    expect(desk.backEnd.states.get(visit)).toBe('withdrawn');
    expect(reader.count('useAnswer')).toBe(0);
    expect(desk.receipt.list()).toEqual([]);
    await ended(desk, reader, visit, 'cancelled');
    expect(desk.journal.find(visit)).toMatchObject({ use: 'withdrawn', eligibility: null });
    await bridge.stop();
  });

  it('is tried until it succeeds, also by the next process and without the reader', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.backEnd.late = true;
    await used(desk, reader, visit);
    desk.backEnd.failing = 'EMU-420';
    await withdrawn(desk, reader, visit);
    await ended(desk, reader, visit, 'cancelled');
    await desk.clock.advance(5_000);
    await bridge.stop();
    expect(desk.backEnd.states.get(visit)).toBe('committed');
    desk.backEnd.failing = null;
    desk.backEnd.release();
    reader.plugged = false;
    const next = desk.bridge();
    await desk.clock.advance(10);
    expect(desk.backEnd.states.get(visit)).toBe('withdrawn');
    await next.stop();
  });

  it('that comes after the commit is on record is answered: accepted', async () => {
    const { desk, reader, bridge, visit } = await served();
    await used(desk, reader, visit);
    await withdrawn(desk, reader, visit);
    expect(reader.last('withdrawAnswer')).toMatchObject({ outcome: 'accepted' });
    expect(desk.backEnd.states.get(visit)).toBe('committed');
    expect(desk.receipt.list()).toHaveLength(1);
    await bridge.stop();
  });
});

describe('the end of a visit', () => {
  it('that was committed without its reader showing it withdraws it and takes the file away', async () => {
    const { desk, reader, bridge, visit } = await served();
    await used(desk, reader, visit);
    expect(desk.receipt.list()).toHaveLength(1);
    await ended(desk, reader, visit, 'abandoned');
    expect(desk.backEnd.states.get(visit)).toBe('withdrawn');
    expect(desk.receipt.list()).toEqual([]);
    await bridge.stop();
  });

  it('as a problem leaves one file without consent where the back end gave an eligibility answer', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.backEnd.failing = 'EMU-420';
    await used(desk, reader, visit);
    desk.backEnd.failing = null;
    await ended(desk, reader, visit, 'problem');
    await desk.clock.advance(10_000);
    expect(desk.receipt.list()).toHaveLength(1);
    expect(textOf(desk, desk.receipt.list()[0])).toContain('<DiagnosisInfoConsFlg>0<');
    expect(desk.backEnd.states.get(visit)).toBe('withdrawn');
    expect(bridge.visits(0)).toMatchObject([{ outcome: 'problem', validity: '1' }]);
    await bridge.stop();
  });

  it('as a problem leaves no file where the back end gave none', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    desk.backEnd.failing = 'EMU-420';
    const visit = await identified(desk, reader);
    await ended(desk, reader, visit, 'problem');
    expect(desk.receipt.list()).toEqual([]);
    expect(reader.last('visitNoted')).toMatchObject({ visit });
    await bridge.stop();
  });

  it.each(['refused', 'cancelled', 'abandoned'] as const)(
    'as %s leaves no file and no consent',
    async (outcome) => {
      const { desk, reader, bridge, visit } = await served();
      await ended(desk, reader, visit, outcome);
      expect(desk.receipt.list()).toEqual([]);
      expect(desk.backEnd.callsOf('use')).toBe(0);
      expect(desk.journal.find(visit)).toMatchObject({ outcome, eligibility: null });
      await bridge.stop();
    },
  );

  it('that is told again in a greeting is noted again and changes nothing', async () => {
    const { desk, reader, bridge, visit } = await served();
    await used(desk, reader, visit);
    await ended(desk, reader, visit, 'accepted');
    const { number } = bridge.visits(0)[0] ?? {};
    reader.ended = [{ visit, outcome: 'cancelled' }];
    reader.restart();
    await desk.clock.advance(1_000);
    expect(reader.count('visitNoted')).toBe(2);
    expect(bridge.visits(0)).toMatchObject([{ number, outcome: 'accepted' }]);
    expect(desk.backEnd.states.get(visit)).toBe('committed');
    expect(desk.events('visitNoted')).toHaveLength(1);
    await bridge.stop();
  });

  it('is put on record for a reader that forgot: abandoned, or accepted where it was committed', async () => {
    const { desk, reader, bridge, visit } = await served();
    await used(desk, reader, visit);
    reader.waiting = null;
    reader.restart();
    await desk.clock.advance(1_000);
    const second = await identified(desk, reader);
    await bridge.stop();
    const next = desk.bridge();
    await desk.clock.advance(1_000);
    const third = await identified(desk, reader);
    expect(next.visits(0)).toMatchObject([
      { visit, outcome: 'accepted' },
      { visit: second, outcome: 'abandoned' },
      { visit: third, outcome: null },
    ]);
    await next.stop();
  });
});

describe('after a restart of the bridge', () => {
  const killedWhileSending = async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.backEnd.failing = 'EMU-420';
    await used(desk, reader, visit);
    reader.plugged = false;
    await bridge.stop();
    desk.backEnd.failing = null;
    return { desk, reader, visit };
  };

  it('nothing is sent before the reader has greeted and said that it still waits', async () => {
    const { desk, reader, visit } = await killedWhileSending();
    const bridge = desk.bridge();
    await desk.clock.advance(60_000);
    expect(desk.backEnd.states.size).toBe(0);
    reader.plug();
    await desk.clock.advance(6_000);
    expect(desk.backEnd.states.get(visit)).toBe('committed');
    const request = await used(desk, reader, visit);
    expect(reader.last('useAnswer')).toMatchObject({ request, outcome: 'accepted' });
    expect(desk.backEnd.commits.get(visit)).toBe(1);
    await bridge.stop();
  });

  it('a use that its reader waits for no longer is withdrawn and never sent', async () => {
    const { desk, reader, visit } = await killedWhileSending();
    reader.waiting = null;
    reader.plug();
    const before = desk.backEnd.callsOf('use');
    const bridge = desk.bridge();
    await desk.clock.advance(1_000);
    expect(desk.backEnd.callsOf('use')).toBe(before);
    expect(desk.backEnd.states.get(visit)).toBe('withdrawn');
    await bridge.stop();
  });

  it('the file of a use that was committed last is written although its reader does not come back', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const bridge = desk.bridge({
      receipt: { ...desk.receipt, write: () => refuse('EMU-523', { name: '', reason: 'killed' }) },
    });
    await desk.clock.advance(10);
    const visit = await identified(desk, reader);
    await used(desk, reader, visit);
    reader.plugged = false;
    await bridge.stop();
    expect(desk.journal.find(visit)).toMatchObject({ use: 'committed', faced: false });
    const next = desk.bridge();
    expect(desk.receipt.list()).toEqual([desk.journal.find(visit)?.face]);
    expect(textOf(desk, desk.receipt.list()[0])).toContain('<DiagnosisInfoConsFlg>1<');
    await next.stop();
  });

  it('a file that could not be written is told of by the next process, too, until its visit does not count', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const receipt: ReceiptFolder = {
      ...desk.receipt,
      write: (name) => refuse('EMU-523', { name, reason: 'ENOSPC' }),
    };
    const bridge = desk.bridge({ receipt });
    await desk.clock.advance(10);
    const visit = await identified(desk, reader);
    await used(desk, reader, visit);
    await bridge.stop();
    const next = desk.bridge({ receipt });
    await desk.clock.advance(2_000);
    expect(next.visits(0)[0]?.todo?.en).toContain('(ENOSPC)');
    await ended(desk, reader, visit, 'cancelled');
    expect(next.visits(0)[0]?.todo?.en).not.toContain('(ENOSPC)');
    await next.stop();
  });

  it('a file that was written is not written again, so that its consumer finds it once', async () => {
    const { desk, reader, bridge, visit } = await served();
    await used(desk, reader, visit);
    await bridge.stop();
    for (const name of desk.receipt.list()) desk.receipt.remove(name);
    const next = desk.bridge();
    await desk.clock.advance(2_000);
    await ended(desk, reader, visit, 'accepted');
    expect(desk.journal.find(visit)).toMatchObject({ outcome: 'accepted' });
    expect(desk.receipt.list()).toEqual([]);
    await next.stop();
  });

  it('numbers of visits go on above those that were seen before', async () => {
    const { desk, reader, bridge, visit } = await served();
    await ended(desk, reader, visit, 'cancelled');
    const before = bridge.visits(0).at(-1)?.number ?? 0;
    await bridge.stop();
    const next = desk.bridge();
    await desk.clock.advance(2_000);
    expect(next.visits(0)).toMatchObject([{ visit, number: before }]);
    await identified(desk, reader);
    expect(next.visits(before)).toMatchObject([{ outcome: null }]);
    await next.stop();
  });
});

it('consent refused in every group is a use like any other', async () => {
  const { desk, reader, bridge, visit } = await served();
  reader.say({
    type: 'useRequest',
    request: 1,
    visit,
    consent: { ...consent, surgery: false, treatment: false },
    recipient: null,
    prescription: null,
    provideLimit: null,
  });
  await desk.clock.advance(0);
  expect(reader.last('useAnswer')).toMatchObject({ outcome: 'accepted' });
  expect(textOf(desk, desk.receipt.list()[0])).toContain('<DiagnosisInfoConsFlg>0<');
  await bridge.stop();
});

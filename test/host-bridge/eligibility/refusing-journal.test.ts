/** The journal refuses, as on a full disk: at every step of a visit at which something is put on record. */

import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../host-bridge/bridge.ts';
import type { Journal } from '../../../host-bridge/eligibility/journal.ts';
import { keptAgainAfter } from '../../../host-bridge/eligibility/visit-book.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import { refuse } from '../../../protocol/result.ts';
import type { FakeReader } from '../readers/fake-reader.ts';
import { Desk, ended, identified, used, withdrawn } from './desk.ts';

/** A desk whose disk can be full: `full` may be changed at any time. */
class FullDesk extends Desk {
  full = false;
  /** Saves that the journal has refused. */
  refused = 0;
  readonly scarce: Journal = {
    ...this.journal,
    save: (record, durably) => {
      if (!this.full) return this.journal.save(record, durably);
      this.refused += 1;
      return refuse('EMU-504', { reason: 'SQLITE_FULL' });
    },
  };
}

interface Served {
  readonly desk: FullDesk;
  readonly reader: FakeReader;
  readonly bridge: Bridge;
  readonly visit: VisitId;
}

const begun = async (): Promise<Served> => {
  const desk = new FullDesk();
  const reader = desk.reader();
  const bridge = desk.bridge({ journal: desk.scarce });
  await desk.clock.advance(10);
  const visit = reader.nextVisit();
  reader.say({ type: 'visitBegan', visit });
  await desk.clock.advance(0);
  return { desk, reader, bridge, visit };
};
const served = async (): Promise<Served> => {
  const all = await begun();
  await identified(all.desk, all.reader, all.visit);
  return all;
};

const room = async (desk: FullDesk): Promise<void> => {
  desk.full = false;
  await desk.clock.advance(keptAgainAfter);
};

/** Another process at the same desk, after this one was killed. */
const startedAgain = async ({ desk, reader, bridge }: Served): Promise<Bridge> => {
  reader.unplug();
  await bridge.stop();
  reader.plug();
  desk.full = false;
  const next = desk.bridge({ journal: desk.scarce });
  await desk.clock.advance(2_000);
  return next;
};

describe('while the journal takes nothing', () => {
  it('an eligibility answer is not told, since no file could come of it; the reader is told to wait, the desk why', async () => {
    const { desk, reader, bridge, visit } = await begun();
    desk.full = true;
    await identified(desk, reader, visit);
    expect(reader.count('eligibilityAnswer')).toBe(0);
    expect(reader.last('problemReport')).toMatchObject({ code: 'EMU-504' });
    expect(bridge.visits(0)).toMatchObject([{ visit, validity: null, unanswered: 'EMU-504' }]);
    await room(desk);
    expect(reader.count('eligibilityAnswer')).toBe(1);
    expect(bridge.visits(0)).toMatchObject([{ visit, validity: '1', unanswered: null }]);
    expect(desk.journal.find(visit)?.eligibility).not.toBeNull();
    expect(desk.backEnd.callsOf('eligibility')).toBe(1);
    await bridge.stop();
  });

  it('an eligibility answer of a visit that is over meanwhile is kept no more', async () => {
    const { desk, reader, bridge, visit } = await begun();
    desk.full = true;
    await identified(desk, reader, visit);
    await ended(desk, reader, visit, 'abandoned');
    await room(desk);
    await desk.clock.advance(20_000);
    expect(desk.journal.find(visit)).toMatchObject({
      outcome: 'abandoned',
      validity: null,
      eligibility: null,
    });
    await bridge.stop();
  });

  it('a use is not sent: the reader is told to wait, and it is sent once when there is room', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    const request = await used(desk, reader, visit);
    expect(reader.last('problemReport')).toEqual({ type: 'problemReport', request, code: 'EMU-504' });
    await desk.clock.advance(20_000);
    expect(desk.backEnd.callsOf('use')).toBe(0);
    expect(desk.journal.find(visit)?.use).toBeNull();
    expect(reader.count('problemReport')).toBe(1);
    await room(desk);
    expect(reader.last('useAnswer')).toMatchObject({ request, outcome: 'accepted' });
    await desk.clock.advance(20_000);
    expect(desk.backEnd.commits.get(visit)).toBe(1);
    expect(desk.backEnd.callsOf('use')).toBe(1);
    expect(desk.receipt.list()).toHaveLength(1);
    expect(bridge.visits(0)).toMatchObject([{ visit, unanswered: null }]);
    await bridge.stop();
  });

  it('a use that its reader says again under a new number is sent once and answered by that number', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    await used(desk, reader, visit);
    const second = await used(desk, reader, visit);
    expect(reader.last('problemReport')).toMatchObject({ request: second });
    await room(desk);
    await desk.clock.advance(20_000);
    expect(reader.count('useAnswer')).toBe(1);
    expect(reader.last('useAnswer')).toMatchObject({ request: second, outcome: 'accepted' });
    expect(desk.backEnd.callsOf('use')).toBe(1);
    await bridge.stop();
  });

  it('a use that is said again when there is room is not sent a second time by the clock', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    await used(desk, reader, visit);
    desk.full = false;
    await used(desk, reader, visit);
    expect(reader.count('useAnswer')).toBe(1);
    await desk.clock.advance(20_000);
    expect(reader.count('useAnswer')).toBe(1);
    expect(desk.backEnd.callsOf('use')).toBe(1);
    await bridge.stop();
  });

  it.each(['cancelled', 'problem', 'abandoned'] as const)(
    'a use whose visit ends (%s) before there is room is never sent',
    async (outcome) => {
      const { desk, reader, bridge, visit } = await served();
      desk.full = true;
      await used(desk, reader, visit);
      await ended(desk, reader, visit, outcome);
      expect(reader.count('visitNoted')).toBe(0);
      expect(bridge.visits(0)).toMatchObject([{ visit, outcome: null }]);
      await room(desk);
      expect(reader.last('visitNoted')).toMatchObject({ visit });
      await desk.clock.advance(20_000);
      expect(desk.backEnd.callsOf('use')).toBe(0);
      expect(bridge.visits(0)).toMatchObject([{ visit, outcome }]);
      expect(desk.receipt.list()).toHaveLength(outcome === 'problem' ? 1 : 0);
      await bridge.stop();
    },
  );

  it('a use that is withdrawn before there is room is never sent', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    await used(desk, reader, visit);
    await withdrawn(desk, reader, visit);
    expect(reader.count('withdrawAnswer')).toBe(0);
    await room(desk);
    expect(reader.last('withdrawAnswer')).toMatchObject({ visit, outcome: 'withdrawn' });
    await desk.clock.advance(20_000);
    expect(desk.backEnd.callsOf('use')).toBe(0);
    expect(desk.journal.find(visit)?.use).toBe('withdrawn');
    await bridge.stop();
  });

  it('a late use after a withdrawal that is not on record yet is not sent either', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    await withdrawn(desk, reader, visit);
    await used(desk, reader, visit);
    await room(desk);
    await desk.clock.advance(20_000);
    expect(desk.journal.find(visit)?.use).toBe('withdrawn');
    desk.full = true;
    const last = await used(desk, reader, visit);
    expect(reader.last('useAnswer')).toMatchObject({ request: last, outcome: 'withdrawn' });
    expect(desk.backEnd.callsOf('use')).toBe(0);
    await bridge.stop();
  });

  it('a use is not sent on when its reader greets anew and waits for it no longer', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    await used(desk, reader, visit);
    reader.waiting = null;
    reader.restart();
    await desk.clock.advance(1_500);
    await room(desk);
    await desk.clock.advance(20_000);
    expect(desk.backEnd.callsOf('use')).toBe(0);
    expect(desk.journal.find(visit)).toMatchObject({ use: null, outcome: 'abandoned' });
    await bridge.stop();
  });

  it('the back end’s answer to a use is told when it is on record, with its one file', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.backEnd.late = true;
    const request = await used(desk, reader, visit);
    desk.full = true;
    desk.backEnd.release();
    await desk.clock.advance(20_000);
    expect(reader.count('useAnswer')).toBe(0);
    expect(reader.last('problemReport')).toMatchObject({ request, code: 'EMU-504' });
    expect(desk.receipt.list()).toEqual([]);
    await room(desk);
    expect(reader.last('useAnswer')).toMatchObject({ request, outcome: 'accepted' });
    expect(desk.receipt.list()).toHaveLength(1);
    expect(desk.backEnd.callsOf('use')).toBe(1);
    await bridge.stop();
  });

  it('an answer that is not on record when the bridge is killed is asked for again, and counts once', async () => {
    const all = await served();
    const { desk, reader, visit } = all;
    desk.backEnd.late = true;
    await used(desk, reader, visit);
    desk.full = true;
    desk.backEnd.release();
    await desk.clock.advance(10);
    const next = await startedAgain(all);
    expect(desk.backEnd.commits.get(visit)).toBe(1);
    expect(desk.journal.find(visit)?.use).toBe('committed');
    expect(desk.receipt.list()).toHaveLength(1);
    await next.stop();
  });

  it('a use under way that is withdrawn is withdrawn at the back end when that is on record', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.backEnd.late = true;
    await used(desk, reader, visit);
    desk.full = true;
    await withdrawn(desk, reader, visit);
    desk.backEnd.release();
    await desk.clock.advance(20_000);
    expect(reader.count('withdrawAnswer')).toBe(0);
    expect(desk.backEnd.callsOf('withdrawal')).toBe(0);
    await room(desk);
    expect(reader.last('withdrawAnswer')).toMatchObject({ outcome: 'withdrawn' });
    await desk.clock.advance(10);
    expect(desk.backEnd.states.get(visit)).toBe('withdrawn');
    expect(desk.receipt.list()).toEqual([]);
    expect(reader.count('useAnswer')).toBe(0);
    await bridge.stop();
  });

  it('the end of a withdrawal is put on record when there is room', async () => {
    const { desk, reader, bridge, visit } = await served();
    await used(desk, reader, visit);
    desk.backEnd.late = true;
    await ended(desk, reader, visit, 'cancelled');
    desk.full = true;
    desk.backEnd.release();
    await desk.clock.advance(10);
    expect(desk.journal.find(visit)).toMatchObject({ use: 'withdrawing' });
    await room(desk);
    expect(desk.journal.find(visit)).toMatchObject({ use: 'withdrawn', eligibility: null, body: null });
    expect(desk.backEnd.callsOf('withdrawal')).toBe(1);
    await bridge.stop();
  });

  it('the end of a visit is noted when it is on record, though the next has begun', async () => {
    const { desk, reader, bridge, visit } = await served();
    await used(desk, reader, visit);
    desk.full = true;
    await ended(desk, reader, visit, 'cancelled');
    const next = reader.nextVisit();
    reader.say({ type: 'visitBegan', visit: next });
    await desk.clock.advance(0);
    expect(reader.count('visitNoted')).toBe(0);
    await room(desk);
    expect(reader.last('visitNoted')).toMatchObject({ visit });
    await desk.clock.advance(10);
    expect(desk.journal.find(visit)).toMatchObject({ outcome: 'cancelled', use: 'withdrawn' });
    expect(desk.backEnd.states.get(visit)).toBe('withdrawn');
    await bridge.stop();
  });

  it('the end of a visit is told again to a bridge that was killed before it was on record', async () => {
    const all = await served();
    const { desk, reader, visit } = all;
    await used(desk, reader, visit);
    desk.full = true;
    reader.ended = [{ visit, outcome: 'cancelled' }];
    await ended(desk, reader, visit, 'cancelled');
    const next = await startedAgain(all);
    expect(desk.backEnd.states.get(visit)).toBe('withdrawn');
    expect(desk.journal.find(visit)).toMatchObject({ outcome: 'cancelled', use: 'withdrawn' });
    await next.stop();
  });

  it('a visit whose reader has gone on without a word is closed when there is room, once', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    reader.restart();
    await desk.clock.advance(1_500);
    expect(desk.refused).toBeGreaterThan(0);
    desk.full = false;
    reader.say({ type: 'visitBegan', visit: reader.nextVisit() });
    await desk.clock.advance(20_000);
    expect(desk.journal.find(visit)).toMatchObject({ outcome: 'abandoned' });
    expect(desk.events('visitNoted').filter((noted) => noted.visit === visit)).toHaveLength(1);
    await bridge.stop();
  });

  it('what is noted in passing holds at the desk at once and is on record when there is room', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    reader.say({ type: 'staffCalled', why: 'asked' });
    await desk.clock.advance(0);
    expect(bridge.visits(0)).toMatchObject([{ visit, called: 'asked' }]);
    expect(desk.journal.find(visit)?.called).toBeNull();
    await room(desk);
    expect(desk.journal.find(visit)?.called).toBe('asked');
    await bridge.stop();
  });

  it('a file that is written then is written once, and that is on record when there is room', async () => {
    const { desk, reader, bridge, visit } = await served();
    const write = desk.receipt.write;
    Object.assign(desk.receipt, {
      write: (name: string, bytes: Uint8Array) => {
        desk.full = true;
        return write(name, bytes);
      },
    });
    await used(desk, reader, visit);
    expect(reader.last('useAnswer')).toMatchObject({ outcome: 'accepted' });
    await desk.clock.advance(20_000);
    expect(desk.events('faceFile')).toHaveLength(1);
    expect(desk.journal.find(visit)?.faced).toBe(false);
    await room(desk);
    expect(desk.journal.find(visit)?.faced).toBe(true);
    await bridge.stop();
  });

  it('what is noted of a visit that has nothing left to do is not lost', async () => {
    const { desk, reader, bridge, visit } = await served();
    await used(desk, reader, visit);
    await ended(desk, reader, visit, 'accepted');
    const record = desk.journal.find(visit);
    desk.full = true;
    reader.say({ type: 'visitBegan', visit });
    reader.say({ type: 'staffCalled', why: 'card_left' });
    await desk.clock.advance(0);
    await room(desk);
    expect(record?.called).toBeNull();
    expect(desk.journal.find(visit)).toMatchObject({ outcome: 'accepted', called: 'card_left' });
    await bridge.stop();
  });

  it('is told once, with its code, and again when something was kept in between', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    await used(desk, reader, visit);
    await desk.clock.advance(20_000);
    expect(desk.refused).toBeGreaterThan(10);
    expect(desk.events('visitNotKept')).toEqual([{ event: 'visitNotKept', visit, code: 'EMU-504' }]);
    await room(desk);
    desk.full = true;
    await ended(desk, reader, visit, 'accepted');
    expect(desk.events('visitNotKept')).toHaveLength(2);
    await bridge.stop();
  });

  it('a bridge that stops tries once more, and leaves no timer', async () => {
    const { desk, reader, bridge, visit } = await served();
    desk.full = true;
    reader.say({ type: 'staffCalled', why: 'asked' });
    await desk.clock.advance(0);
    desk.full = false;
    reader.unplug();
    await bridge.stop();
    expect(desk.journal.find(visit)?.called).toBe('asked');
    const before = desk.refused;
    desk.full = true;
    await desk.clock.advance(20_000);
    expect(desk.refused).toBe(before);
  });
});

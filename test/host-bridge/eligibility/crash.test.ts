/** The bridge is killed before any of its effects, again and again, while people come and go and the disk is full at times. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Bridge } from '../../../host-bridge/bridge.ts';
import type { BackEndClient } from '../../../host-bridge/eligibility/client.ts';
import type { Journal } from '../../../host-bridge/eligibility/journal.ts';
import type { ReceiptFolder } from '../../../host-bridge/receipt/folder.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import type { HostMessage, VisitOutcome } from '../../../protocol/messages.ts';
import { ok, refuse } from '../../../protocol/result.ts';
import type { FakeReader } from '../readers/fake-reader.ts';
import { consent, Desk } from './desk.ts';

/** Lets `effects` more effects happen, then none: what SIGKILL does to a process. */
class Life {
  dead = false;
  #left: number;
  constructor(effects: number) {
    this.#left = effects;
  }
  live(): boolean {
    if (this.#left <= 0) this.dead = true;
    this.#left -= 1;
    return !this.dead;
  }
}

/** Whether the disk of the desk has no room. */
interface Disk {
  full: boolean;
}

const never = new Promise<never>(() => {});

function mortal(
  desk: Desk,
  life: Life,
  disk: Disk,
): { backEnd: BackEndClient; journal: Journal; receipt: ReceiptFolder } {
  const { journal, receipt, backEnd } = desk;
  return {
    journal: {
      ...journal,
      save(record, durably) {
        if (!life.live()) return ok(undefined);
        return disk.full ? refuse('EMU-504', { reason: 'SQLITE_FULL' }) : journal.save(record, durably);
      },
    },
    receipt: {
      ...receipt,
      write: (name, bytes) => (life.live() ? receipt.write(name, bytes) : ok(undefined)),
      remove: (name) => life.live() && receipt.remove(name),
    },
    backEnd: {
      call: (operation, request) => (life.live() ? backEnd.call(operation, request) : never),
      close: async () => {},
    },
  };
}

/** What a correct reader does, as far as the outbox goes; it keeps what it waits for and how its visits ended. */
class Patient {
  visit: VisitId | null = null;
  leaving = false;
  /** The eligibility of the person is known. */
  identified = false;
  readonly outcomes = new Map<VisitId, VisitOutcome>();
  readonly reader: FakeReader;
  #requests = 0;

  constructor(reader: FakeReader) {
    this.reader = reader;
    reader.onNewSession = () => {
      // Nobody knows what became of the withdrawal: the visit ends, and the greeting says so.
      if (this.leaving) this.#end('cancelled');
    };
    reader.onHeard = (message) => this.#heard(message);
  }
  step(): void {
    const { visit, reader } = this;
    if (visit === null) {
      this.visit = reader.nextVisit();
      reader.say({ type: 'visitBegan', visit: this.visit });
    } else if (!this.identified) {
      reader.say({
        type: 'eligibilityRequest',
        request: this.#next(),
        visit,
        medium: 'card',
        method: 'face',
        nonce: new Uint8Array(32),
        certificate: new Uint8Array(8),
        signature: new Uint8Array(8),
      });
    } else if (reader.waiting === null && !this.leaving) {
      reader.waiting = visit;
      this.#use(visit);
    }
  }
  leave(): void {
    if (this.visit === null || this.leaving) return;
    if (this.reader.waiting === null) {
      this.#sayEnded('cancelled');
      return;
    }
    this.leaving = true;
    this.reader.waiting = null;
    this.reader.say({ type: 'withdraw', request: this.#next(), visit: this.visit });
  }
  giveUp(): void {
    if (this.visit !== null && !this.leaving) this.#sayEnded('problem');
  }
  losePower(): void {
    if (this.visit !== null) this.#end('abandoned');
    this.reader.restart();
  }

  #heard(message: HostMessage): void {
    if (message.type === 'welcome' && this.visit !== null) {
      if (this.reader.waiting === this.visit) this.#use(this.visit);
      else this.reader.say({ type: 'visitBegan', visit: this.visit });
    } else if (message.type === 'eligibilityAnswer') {
      this.identified = true;
    } else if (message.type === 'useAnswer' && message.visit === this.visit && !this.leaving) {
      this.#sayEnded(message.outcome === 'accepted' ? 'accepted' : 'problem');
    } else if (message.type === 'withdrawAnswer' && message.visit === this.visit) {
      this.#sayEnded(message.outcome === 'accepted' ? 'accepted' : 'cancelled');
    } else if (message.type === 'visitNoted') {
      this.reader.ended = this.reader.ended.filter(({ visit }) => visit !== message.visit);
    }
  }
  #use(visit: VisitId): void {
    this.reader.say({
      type: 'useRequest',
      request: this.#next(),
      visit,
      consent,
      recipient: null,
      prescription: null,
      provideLimit: null,
    });
  }
  #sayEnded(outcome: VisitOutcome): void {
    const visit = this.#end(outcome);
    if (visit !== null) this.reader.say({ type: 'visitEnded', visit, outcome, reason: null, hints: null });
  }
  #end(outcome: VisitOutcome): VisitId | null {
    const { visit, reader } = this;
    if (visit === null) return null;
    this.outcomes.set(visit, outcome);
    reader.ended = [...reader.ended, { visit, outcome }];
    reader.waiting = null;
    this.visit = null;
    this.leaving = false;
    this.identified = false;
    return visit;
  }
  #next(): number {
    this.#requests += 1;
    return this.#requests;
  }
}

type Move =
  | 'step'
  | 'leave'
  | 'giveUp'
  | 'losePower'
  | 'break'
  | 'late'
  | 'down'
  | 'well'
  | 'full'
  | 'room'
  | 'wait'
  | 'rest';
const moves = fc.constantFrom<Move[]>(
  'step',
  'step',
  'step',
  'leave',
  'giveUp',
  'losePower',
  'break',
  'late',
  'down',
  'well',
  'full',
  'room',
  'wait',
  'rest',
);

async function play(lives: readonly number[], script: readonly Move[]) {
  const desk = new Desk();
  const disk: Disk = { full: false };
  const patient = new Patient(desk.reader());
  const { reader } = patient;
  const ends = [...lives];
  let life = new Life(0);
  const begin = (): Bridge => {
    life = new Life(ends.shift() ?? Number.POSITIVE_INFINITY);
    return desk.bridge(mortal(desk, life, disk));
  };
  const open = reader.open.bind(reader);
  reader.open = async () => {
    const mine = life;
    const opened = await open();
    if (opened.ok) {
      const { write } = opened.value;
      opened.value.write = (bytes) => mine.live() && write(bytes);
    }
    return opened;
  };
  const pass = async (milliseconds: number): Promise<void> => {
    await desk.clock.advance(milliseconds);
    while (life.dead) {
      reader.unplug();
      reader.plug();
      await bridge.stop();
      bridge = begin();
      await desk.clock.advance(milliseconds);
    }
  };

  let bridge = begin();
  await pass(1_500);
  for (const move of script) {
    if (move === 'step') patient.step();
    else if (move === 'leave') patient.leave();
    else if (move === 'giveUp') patient.giveUp();
    else if (move === 'losePower') patient.losePower();
    else if (move === 'break') {
      reader.unplug();
      reader.plug();
    } else if (move === 'late') desk.backEnd.late = true;
    else if (move === 'down') desk.backEnd.failing = 'EMU-420';
    else if (move === 'well') {
      desk.backEnd.failing = null;
      desk.backEnd.release();
    } else if (move === 'full') disk.full = true;
    else if (move === 'room') disk.full = false;
    await pass(move === 'wait' ? 700 : move === 'rest' ? 7_000 : 30);
  }
  disk.full = false;
  desk.backEnd.failing = null;
  desk.backEnd.release();
  await pass(20_000);
  patient.leave();
  await pass(20_000);
  // The last lives may have been too long to end by themselves.
  ends.length = 0;
  await pass(20_000);
  await bridge.stop();
  return { desk, patient };
}

const countsOnceOrNot = async (lives: readonly number[], script: readonly Move[]): Promise<void> => {
  const { desk, patient } = await play(lives, script);
  expect(patient.visit).toBeNull();
  expect(patient.reader.ended).toEqual([]);
  for (const [visit, outcome] of patient.outcomes) {
    expect(desk.backEnd.commits.get(visit) ?? 0).toBeLessThanOrEqual(1);
    expect(desk.backEnd.states.get(visit) === 'committed', `${visit} ${outcome}`).toBe(
      outcome === 'accepted',
    );
    const record = desk.journal.find(visit);
    expect(record).toMatchObject({ outcome, eligibility: null, body: null, answer: null });
    const texts = filesOf(desk, record?.face ?? null);
    if (outcome === 'accepted')
      expect(texts, visit).toEqual([expect.stringContaining('<DiagnosisInfoConsFlg>1<')]);
    else if (outcome === 'problem' && record?.validity === '1') {
      expect(texts, visit).toEqual([expect.stringContaining('<DiagnosisInfoConsFlg>0<')]);
    } else expect(texts, visit).toEqual([]);
  }
  const accounted = [...patient.outcomes.keys()].filter((visit) => desk.journal.find(visit)?.face);
  expect(desk.receipt.list()).toHaveLength(accounted.length);
};

const filesOf = (desk: Desk, name: string | null): string[] => {
  const bytes = name === null ? null : desk.receipt.read(name);
  return bytes === null ? [] : [new TextDecoder().decode(bytes)];
};

it('killed before any effect of a visit, it loses no consent and doubles none', async () => {
  const script: Move[] = ['step', 'step', 'step', 'wait', 'step', 'step', 'step', 'leave'];
  for (let effects = 0; effects < 60; effects += 1) await countsOnceOrNot([effects], script);
});

it('on a disk that is full from any step of a visit on and has room again at any other, it loses no consent and doubles none', async () => {
  const steps: Move[] = ['step', 'step', 'late', 'step', 'well', 'wait', 'step', 'leave', 'wait'];
  for (let from = 0; from <= steps.length; from += 1)
    for (let until = from; until <= steps.length; until += 1)
      await countsOnceOrNot(
        [],
        [...steps.slice(0, from), 'full', ...steps.slice(from, until), 'room', ...steps.slice(until)],
      );
});

it('whatever people do and whenever it is killed, what is accepted counts once and the rest nowhere', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 }),
      fc.array(moves, { minLength: 1, maxLength: 25 }),
      countsOnceOrNot,
    ),
    { numRuns: 150 },
  );
});

import { beforeEach, describe, expect, it } from 'vitest';
import { facilitySchema } from '../../../../host-bridge/facility.ts';
import type { BridgeObservation } from '../../../../host-bridge/observed.ts';
import { type Answering, createAnswering } from '../../../../host-bridge/receipt/requests/answering.ts';
import type { Exchange } from '../../../../host-bridge/receipt/requests/exchange.ts';
import { requestKinds } from '../../../../host-bridge/receipt/requests/kinds.ts';
import { memoryExchange } from '../../../../host-bridge/receipt/requests/memory-exchange.ts';
import { awayLimitMs } from '../../../../host-bridge/receipt/requests/patient-asking.ts';
import { createUnfinished, type Unfinished } from '../../../../host-bridge/unfinished.ts';
import { refuse } from '../../../../protocol/result.ts';
import { settled, VirtualClock } from '../../readers/virtual-clock.ts';
import { AskedBackEnd, byNumbers, fieldsIn } from './asked.ts';

const req = (tail: number | string) => `OQSsiquc01req_${tail}.xml`;
const res = (tail: number | string) => `OQSsiquc01res_${tail}.xml`;

let clock: VirtualClock;
let backEnd: AskedBackEnd;
let exchange: ReturnType<typeof memoryExchange>;
let observed: BridgeObservation[];
let unfinished: Unfinished;
let answering: Answering;

function make(through: Partial<Exchange> = {}, kinds = requestKinds): Answering {
  return createAnswering({
    exchange: { ...exchange, ...through },
    kinds,
    backEnd,
    facility: () => facilitySchema.parse({}),
    clock,
    observe: (seen) => observed.push(seen),
    unfinished,
  });
}
const eventsOf = (...names: BridgeObservation['event'][]) =>
  observed.filter(({ event }) => names.includes(event));
const answered = () => observed.flatMap((seen) => (seen.event === 'requestAnswered' ? [seen.result] : []));
const fieldsOf = (tail: number | string) => fieldsIn(exchange.readAnswer(res(tail)));
/** Until nothing is under way any more; time stands still. */
async function quiet(): Promise<void> {
  do await settled();
  while (unfinished.count > 0);
}

async function pass(milliseconds: number): Promise<void> {
  await clock.advance(milliseconds);
  await quiet();
}

beforeEach(() => {
  clock = new VirtualClock();
  backEnd = new AskedBackEnd();
  exchange = memoryExchange(clock);
  observed = [];
  unfinished = createUnfinished();
  answering = make();
});

describe('The receipt computer’s requests', () => {
  it('that lay there before are answered at the start, later ones as they come, and each goes', async () => {
    exchange.drop(req(1), byNumbers());
    answering.start();
    await quiet();
    exchange.drop(req(2), byNumbers());
    await quiet();
    expect(exchange.answers().map(({ name }) => name)).toEqual([res(1), res(2)]);
    expect(exchange.pending()).toEqual([]);
    expect(fieldsOf(1)).toMatchObject({
      SegmentOfResult: '1',
      ReferenceClassification: '2',
      QualificationConfirmationDate: '20261102',
      MedicalInstitutionCode: '9999999999',
      ArbitraryFileIdentifier: 'A1',
      InsurerNumber: '06999999',
      ProcessingResultStatus: '1',
      QualificationValidity: '4',
    });
    expect(backEnd.calls[0]).toEqual({
      operation: 'qualification',
      request: { institution: '9999999999', on: '20261102', who: { insurer: '06999999', number: '101' } },
    });
  });

  it('are observed by kind and result, without a word of what is in them', async () => {
    answering.start();
    exchange.drop(req('YAMADA'), byNumbers());
    exchange.drop('OQSsihvq01req_1.xml', byNumbers());
    await quiet();
    expect(eventsOf('requestTaken', 'requestAnswered', 'requestSetAside')).toEqual([
      { event: 'requestTaken', kind: 'OQSsiquc01' },
      { event: 'requestAnswered', kind: 'OQSsiquc01', result: 'ok' },
      { event: 'requestTaken', kind: 'other' },
      { event: 'requestAnswered', kind: 'other', result: 'EMU-572' },
    ]);
  });

  it('are answered one after the other, in the order in which they were written', async () => {
    let release = (): void => {};
    backEnd.held = new Promise((resolve) => {
      release = resolve;
    });
    for (const tail of [3, 1, 2]) exchange.drop(req(tail), byNumbers());
    answering.start();
    await settled();
    expect(backEnd.calls).toHaveLength(1);
    release();
    await quiet();
    expect(exchange.answers().map(({ name }) => name)).toEqual([3, 1, 2].map(res));
  });

  it.each([
    ['an element missing', byNumbers({ search: '' }), 'EMU-570'],
    [
      'an element twice',
      byNumbers({
        search:
          '<InsurerNumber>06999999</InsurerNumber><InsurerNumber>06999998</InsurerNumber><InsuredIdentificationNumber>1</InsuredIdentificationNumber>',
      }),
      'EMU-570',
    ],
    ['no institution', byNumbers({ head: '' }), 'EMU-570'],
    [
      'another institution',
      byNumbers({ head: '<MedicalInstitutionCode>1111111111</MedicalInstitutionCode>' }),
      'EMU-571',
    ],
  ])(
    'with %s are answered with SegmentOfResult 9 at once, and nobody is asked',
    async (_what, bytes, code) => {
      answering.start();
      exchange.drop(req(1), bytes);
      await quiet();
      expect(fieldsOf(1)).toMatchObject({ SegmentOfResult: '9', ErrorCode: code });
      expect(fieldsOf(1)).not.toHaveProperty('ProcessingResultStatus');
      expect(backEnd.calls).toEqual([]);
    },
  );

  it('that the back end refuses carry its reason', async () => {
    backEnd.failing = 'EMU-417';
    answering.start();
    exchange.drop(req(1), byNumbers());
    await quiet();
    expect(fieldsOf(1)).toMatchObject({ SegmentOfResult: '9', ErrorCode: 'EMU-417' });
    expect(backEnd.calls).toHaveLength(1);
  });

  it('whose answering fails by a fault of ours are answered so, and the next one is answered', async () => {
    answering = make(
      {},
      { ...requestKinds, OQSsiquc01: { answer: () => Promise.reject(new Error('fault')) } },
    );
    answering.start();
    exchange.drop(req(1), byNumbers());
    exchange.drop('OQSsihvq01req_1.xml', byNumbers());
    await quiet();
    expect(answered()).toEqual(['EMU-579', 'EMU-572']);
  });

  it('of an almost right name are set aside, other files are left alone', async () => {
    answering.start();
    for (const name of [
      'OQSsiquc01req_1.zip',
      'OQSsiquc01req_..\\1.xml',
      'OQSsiquc01req_1.xml.tmp',
      'notes.txt',
    ]) {
      exchange.drop(name, byNumbers());
    }
    await quiet();
    expect(eventsOf('requestSetAside', 'requestAnswered')).toEqual([
      { event: 'requestSetAside', code: 'EMU-574' },
      { event: 'requestSetAside', code: 'EMU-574' },
    ]);
    expect(exchange.read('OQSsiquc01req_1.xml.tmp')).toMatchObject({
      ok: true,
      value: { bytes: byNumbers() },
    });
  });
});

describe('A request that is no whole document', () => {
  it('may be growing still: it is refused when it has stayed the same for two seconds', async () => {
    answering.start();
    exchange.drop(req(1), byNumbers().subarray(0, 50));
    await pass(1_900);
    exchange.drop(req(1), byNumbers().subarray(0, 100));
    await pass(1_900);
    expect(exchange.answers()).toEqual([]);
    await pass(200);
    expect(fieldsOf(1)).toMatchObject({ SegmentOfResult: '9', ErrorCode: 'EMU-531' });
  });

  it('is answered as soon as it is whole', async () => {
    answering.start();
    exchange.drop(req(1), byNumbers().subarray(0, 50));
    await pass(1_900);
    exchange.drop(req(1), byNumbers());
    await quiet();
    expect(answered()).toEqual(['ok']);
  });

  it('does not hold up those behind it', async () => {
    answering.start();
    exchange.drop(req(1), Buffer.from('<'));
    exchange.drop(req(2), byNumbers());
    await quiet();
    expect(exchange.answers().map(({ name }) => name)).toEqual([res(2)]);
  });
});

describe('While the back end is away', () => {
  it.each(['EMU-420', 'EMU-491', 'EMU-423'] as const)(
    '(%s) a request stays and is asked again, later each time',
    async (code) => {
      backEnd.failing = code;
      answering.start();
      exchange.drop(req(1), byNumbers());
      await pass(60_000);
      expect(exchange.pending()).toHaveLength(1);
      const tries = backEnd.calls.length;
      expect(tries).toBeGreaterThan(5);
      expect(tries).toBeLessThan(15);
      backEnd.failing = null;
      await pass(8_000);
      expect(answered()).toEqual(['ok']);
      expect(eventsOf('requestTaken')).toHaveLength(1);
    },
  );

  it('nothing is counted as under way between two tries', async () => {
    backEnd.failing = 'EMU-420';
    answering.start();
    exchange.drop(req(1), byNumbers());
    await quiet();
    expect(unfinished.count).toBe(0);
    expect(clock.pending).toBe(1);
  });

  it('requests that have waited for five minutes are answered without it, all of them', async () => {
    backEnd.failing = 'EMU-420';
    answering.start();
    for (const tail of [1, 2, 3]) exchange.drop(req(tail), byNumbers());
    await pass(awayLimitMs - 10_000);
    expect(answered()).toEqual([]);
    await pass(10_000);
    expect(answered()).toEqual(['EMU-573', 'EMU-573', 'EMU-573']);
    expect(fieldsOf(3)['ErrorMessage']).toContain('5分');
  });

  it('a request that comes when it has been away for so long is answered after one try', async () => {
    backEnd.failing = 'EMU-420';
    answering.start();
    exchange.drop(req(1), byNumbers());
    await pass(awayLimitMs);
    const before = backEnd.calls.length;
    exchange.drop(req(2), byNumbers());
    await quiet();
    expect([answered(), backEnd.calls.length - before]).toEqual([['EMU-573', 'EMU-573'], 1]);
    backEnd.failing = null;
    exchange.drop(req(3), byNumbers());
    await quiet();
    backEnd.failing = 'EMU-420';
    exchange.drop(req(4), byNumbers());
    await pass(awayLimitMs - 1_000);
    expect(answered()).toEqual(['EMU-573', 'EMU-573', 'ok']);
  });

  it('a bridge that stops leaves its requests where they are', async () => {
    backEnd.failing = 'EMU-420';
    answering.start();
    exchange.drop(req(1), byNumbers());
    await quiet();
    answering.stop();
    await quiet();
    expect(exchange.pending()).toHaveLength(1);
    expect(exchange.answers()).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('an answer that comes after the stop is not written', async () => {
    let release = (): void => {};
    backEnd.held = new Promise((resolve) => {
      release = resolve;
    });
    answering.start();
    exchange.drop(req(1), byNumbers());
    await settled();
    answering.stop();
    release();
    await quiet();
    expect(exchange.pending()).toHaveLength(1);
    expect(exchange.answers()).toEqual([]);
  });
});

describe('A receipt folder that does not do as it should', () => {
  it('that takes no answer is tried again until it does', async () => {
    let full = true;
    answering = make({
      answer: (...given) => (full ? refuse('EMU-578', { reason: 'ENOSPC' }) : exchange.answer(...given)),
    });
    answering.start();
    exchange.drop(req(1), byNumbers());
    await pass(4_000);
    expect(eventsOf('requestUnanswered')).toEqual([
      { event: 'requestUnanswered', kind: 'OQSsiquc01', code: 'EMU-578' },
    ]);
    full = false;
    await pass(1_000);
    expect(answered()).toEqual(['ok']);
  });

  it('where a file that is not ours has the answer’s name: the request is set aside', async () => {
    answering = make({ answer: () => refuse('EMU-577') });
    answering.start();
    exchange.drop(req(1), byNumbers());
    await quiet();
    expect(eventsOf('requestUnanswered', 'requestSetAside')).toEqual([
      { event: 'requestUnanswered', kind: 'OQSsiquc01', code: 'EMU-577' },
      { event: 'requestSetAside', code: 'EMU-577' },
    ]);
    expect(exchange.pending()).toEqual([]);
  });

  it('where a request is held by another program for a while: it is read when it can be', async () => {
    let held = true;
    answering = make({
      read: (name) => (held ? refuse('EMU-576', { reason: 'EBUSY' }) : exchange.read(name)),
    });
    answering.start();
    exchange.drop(req(1), byNumbers());
    await pass(5_000);
    held = false;
    await pass(5_000);
    expect(answered()).toEqual(['ok']);
  });

  it('where a request stays held for ten seconds: it is answered so', async () => {
    answering = make({ read: () => refuse('EMU-576', { reason: 'EBUSY' }) });
    answering.start();
    exchange.drop(req(1), byNumbers());
    await pass(9_900);
    expect(answered()).toEqual([]);
    await pass(100);
    expect(answered()).toEqual(['EMU-576']);
  });

  it('where something that is no file has the name of a request: it is answered so', async () => {
    answering = make({ read: () => refuse('EMU-575') });
    answering.start();
    exchange.drop(req(1), byNumbers());
    await quiet();
    expect(answered()).toEqual(['EMU-575']);
  });

  it('where an answered request cannot be taken away: it is not answered again, and goes when it can', async () => {
    let held = true;
    const takeAway: Exchange['takeAway'] = (request) => !held && exchange.takeAway(request);
    const shown = new Map<string, Uint8Array>();
    answering = make({
      takeAway,
      answer(request, name, bytes) {
        shown.set(name, bytes);
        return { ok: true, value: { taken: takeAway(request), shown: true } };
      },
    });
    answering.start();
    exchange.drop(req(1), byNumbers());
    await quiet();
    exchange.drop(req(2), byNumbers());
    await pass(20_000);
    expect(answered()).toEqual(['ok', 'ok']);
    expect(exchange.pending()).toHaveLength(2);
    held = false;
    await pass(5_000);
    expect(exchange.pending()).toEqual([]);
    expect(shown.size).toBe(2);
  });

  it('where an answer is kept but cannot be seen: it is shown when it can be', async () => {
    let tries = 0;
    answering = make({
      answer(request, name, bytes) {
        exchange.answer(request, name, bytes);
        return { ok: true, value: { taken: true, shown: false } };
      },
      showKept() {
        tries += 1;
        return tries === 3;
      },
    });
    answering.start();
    exchange.drop(req(1), byNumbers());
    await pass(60_000);
    expect(tries).toBe(3);
    expect(clock.pending).toBe(0);
  });

  it('where an answer of an earlier life cannot be seen: it is shown when it can be', async () => {
    let full = true;
    let tries = 0;
    answering = make({
      recover: () => false,
      showKept() {
        tries += 1;
        return !full;
      },
    });
    answering.start();
    await pass(5_000);
    full = false;
    await pass(60_000);
    expect(tries).toBe(3);
  });

  it('is looked at twice a second where nothing tells of changes', async () => {
    answering = make({ watch: null });
    answering.start();
    await pass(2_000);
    exchange.drop(req(1), byNumbers());
    await pass(500);
    expect(answered()).toEqual(['ok']);
    answering.stop();
    expect(clock.pending).toBe(0);
  });
});

describe('A bulk request', () => {
  const list =
    '<?xml version="1.0" encoding="UTF-8"?><XmlMsg><MessageHeader><MedicalInstitutionCode>9999999999</MedicalInstitutionCode>' +
    '</MessageHeader><MessageBody><QualificationConfirmSearchInfo><MedicalTreatmentMonth>202611</MedicalTreatmentMonth>' +
    '</QualificationConfirmSearchInfo></MessageBody></XmlMsg>';
  const keys = () =>
    backEnd.calls.flatMap(({ operation, request }) =>
      operation === 'bulkRequest' ? [(request as { key: string }).key] : [],
    );

  it('has the same key when another life of the bridge takes it up again, and a new file another', async () => {
    backEnd.failing = 'EMU-420';
    exchange.drop('OQSmutic01req_1.xml', Buffer.from(list));
    answering.start();
    await quiet();
    answering.stop();
    await quiet();
    const before = new Set(keys());
    backEnd.failing = null;
    backEnd.calls.length = 0;
    make().start();
    exchange.drop('OQSmutic01req_2.xml', Buffer.from(list));
    await quiet();
    const [again, other] = keys();
    expect(before).toEqual(new Set([again]));
    expect(other).not.toBe(again);
    expect(keys()).toHaveLength(2);
  });
});

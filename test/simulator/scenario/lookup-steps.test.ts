import { describe, expect, it } from 'vitest';
import { because, type Reason } from '../../../simulator/scenario/reasons.ts';
import { run } from './running.ts';

const lastReason = async (...steps: string[]): Promise<Reason | null> =>
  (await run(steps)).steps.at(-1)?.reason ?? null;

const on = 'back-end: { outage-search: "on" }';

describe('lookup', () => {
  it('fails where it is refused and should not be, and the other way round', async () => {
    expect(await lastReason('lookup: emergency')).toEqual({
      kind: 'problem',
      problem: { code: 'EMU-486', detail: {} },
    });
    expect(await lastReason('lookup: emergency, refused: EMU-487')).toEqual(
      because('found', { expected: 'EMU-487', found: 'EMU-486' }),
    );
    expect(await lastReason('lookup: outage, refused: EMU-482')).toEqual(
      because('found', { expected: 'EMU-482', found: 'no refusal' }),
    );
  });

  it('fails where there is no bridge', async () => {
    expect(await lastReason('kill: bridge', 'lookup: outage')).toEqual(
      because('found', { expected: 'a bridge', found: 'none' }),
    );
  });

  it('knows only people who are there', async () => {
    await expect(async () => run(['lookup: outage, of: nobody'])).rejects.toMatchObject({
      problem: { code: 'EMU-604' },
    });
  });
});

describe('looked-up', () => {
  it.each([
    ['looked-up: one', { expected: 'one', found: 'held' }],
    ['looked-up: held, code: EMU-420', { expected: 'EMU-420', found: 'EMU-482' }],
    ['looked-up: held, personal: false', { expected: 'personal: false', found: 'true' }],
    ['looked-up: held, lookup: 2', { expected: 'held', found: 'none' }],
  ])('fails where it is not so within its time: %s', async (step, detail) => {
    const result = await run(['lookup: outage', `${step}, within: 2s`]);
    expect(result.steps.at(-1)).toMatchObject({ verdict: 'failed', t: 2_000 });
    expect(result.steps.at(-1)?.reason).toEqual(because('found', detail));
  });

  it('fails where staff are told something else, or the result is another, without repeating it', async () => {
    expect(await lastReason('lookup: outage', 'looked-up: held, says: 見本の助言, within: 1s')).toMatchObject(
      {
        kind: 'found',
        detail: { expected: '見本の助言' },
      },
    );
    expect(await lastReason(on, 'lookup: outage', 'looked-up: one, result: { Sex1: "2" }')).toEqual(
      because('found', { expected: '2', found: 'another Sex1' }),
    );
    expect(await lastReason(on, 'lookup: outage', 'looked-up: one, opens: everything')).toEqual(
      because('found', { expected: 'everything', found: 'nothing' }),
    );
  });
});

describe('information', () => {
  it('fails where it is not given, or given and should not be', async () => {
    expect(await lastReason('lookup: outage', 'information: drugs')).toEqual({
      kind: 'problem',
      problem: { code: 'EMU-558', detail: { lookup: 1 } },
    });
    const disaster = [
      'back-end: { disaster: { municipalities: [見本県見本市] } }',
      'disaster-mode: "on"',
      'lookup: disaster, consent: given, authorised: clinician',
    ];
    expect(await lastReason(...disaster, 'information: drugs')).toBeNull();
    expect(await lastReason(...disaster, 'information: drugs, refused: EMU-488')).toEqual(
      because('found', { expected: 'EMU-488', found: 'no refusal' }),
    );
  });
});

describe('situation', () => {
  it.each([
    ['backEnd: away', { expected: 'backEnd: away', found: 'up' }],
    ['opened: true', { expected: 'opened: true', found: 'false' }],
    ['outageSearch: called', { expected: 'outageSearch: called', found: 'off' }],
    ['old: true', { expected: 'old: true', found: 'false' }],
    ['maintenance: true', { expected: 'maintenance: true', found: 'false' }],
    ['waiting: 1', { expected: 'waiting: 1', found: '0' }],
    ['says: 見本の助言', { expected: '見本の助言', found: '' }],
  ])('fails where it is another: %s', async (field, detail) => {
    expect(await lastReason(`situation: { ${field} }`)).toEqual(because('found', detail));
  });
});

describe('maintenance-told', () => {
  const announced = 'back-end: { maintenance: { from: 60m, until: 90m } }';
  const asks = 'facility: { maintenanceAskingMinutes: 10 }';

  it('holds where the desk has heard just that, in that order, and waits for it', async () => {
    const steps = [announced, 'maintenance-told: []', 'maintenance-told: [announced], within: 10m'];
    expect((await run(steps, asks)).passed).toBe(true);
  });

  it.each([
    ['[]', { expected: 'nothing', found: 'announced' }],
    ['[over]', { expected: 'over', found: 'announced' }],
    ['[announced, moved]', { expected: 'announced, moved', found: 'announced' }],
  ])('fails where it has heard something else, or more, or less: %s', async (heard, detail) => {
    const { steps } = await run([announced, 'wait: 10m', `maintenance-told: ${heard}, within: 5m`], asks);
    expect(steps.at(-1)?.reason).toEqual(because('found', detail));
  });

  it('hears nothing by itself in a scenario that does not say how often the bridge asks', async () => {
    const { passed, trace } = await run([announced, 'wait: 300m', 'maintenance-told: []']);
    expect(passed).toBe(true);
    expect(trace.join('\n')).not.toContain('"event":"maintenance"');
  });
});

describe('the orders of the back end', () => {
  it.each([
    'back-end: { outage-search: soon }',
    'back-end: { disaster: { municipalities: [] } }',
    'back-end: { disaster: { municipalities: [見本市], from: someday } }',
    'back-end: { maintenance: { from: 1m } }',
    'back-end: { maintenance: { until: tomorrow } }',
  ])('are checked before anything runs: %s', async (step) => {
    await expect(async () => run([step])).rejects.toMatchObject({ problem: { code: 'EMU-602' } });
  });

  it('are told in the trace by kind and state, and nothing else', async () => {
    const { trace } = await run([
      'back-end: { disaster: { municipalities: [見本県見本市], event: 見本台風 } }',
      'back-end: { outage-search: called }',
      'back-end: { maintenance: { from: 1m, until: 2m } }',
      'back-end: { maintenance: none }',
      'back-end: { disaster: closed }',
    ]);
    const modes = trace.map((line) => JSON.parse(line)).filter(({ event }) => event === 'mode');
    expect(modes.map(({ mode, state }) => [mode, state])).toEqual([
      ['disaster', 'opened'],
      ['outageSearch', 'called'],
      ['maintenance', 'opened'],
      ['maintenance', 'closed'],
      ['disaster', 'closed'],
    ]);
    expect(trace.join('\n')).not.toContain('見本台風');
  });
});

describe('searches of expect', () => {
  it('fails where the back end counted otherwise', async () => {
    const { passed, expectations } = await run(
      ['back-end: { outage-search: "on" }', 'lookup: outage', 'looked-up: one'],
      'expect: { searches: { facilities: 1, requests: 2, eligibility: 1, information: 0 } }',
    );
    expect([passed, expectations.map(({ what }) => what)]).toEqual([false, ['searches']]);
  });
});

import { describe, expect, it } from 'vitest';
import { parsePeople } from '../../../simulator/people/registry.ts';
import { runAll, runScenario } from '../../../simulator/scenario/run.ts';
import { run, scenarioOf, toConsent } from './running.ts';

const visit = [...toConsent, 'press: "1"', 'press: "#"', 'see: accepted_clinic', 'remove: card', 'see: idle'];

describe('a run', () => {
  it('begins in a fresh world each time: counters full, back end empty', async () => {
    const steps = [
      'place: card',
      'press: "2"',
      'press: "0000#"',
      'see: pin_wrong',
      'press: "1"',
      'press: "0000#"',
      'see: pin_wrong',
    ];
    expect((await run(steps)).passed).toBe(true);
    expect((await run(steps)).passed).toBe(true);
  });

  it('gives outcomes, log, metrics and what was said', async () => {
    const result = await run(visit);
    expect(result.visits).toEqual([
      { reader: 'FCR-000001', visit: 'FCR-000001.1.1', outcome: 'accepted', refusal: null },
    ]);
    expect(result.log.map((line) => JSON.parse(line).event)).toContain('visitNoted');
    expect(result.metrics).toContain('fcr_visits_total{reader="FCR-000001",outcome="accepted"} 1');
    expect([...result.transcripts.values()].flat().map(({ id }) => id)).toContain('announce.card_read');
  });

  it('logs at the level it is told', async () => {
    expect((await run(visit, '', { logLevel: 'silent' })).log).toEqual([]);
    const debug = await run(visit, '', { logLevel: 'debug' });
    expect(debug.log.length).toBeGreaterThan((await run(visit)).log.length);
    expect(debug.trace).toEqual((await run(visit)).trace);
  });

  it('depends on nothing but scenario and seed', async () => {
    const [one, again] = [await run(visit, '', { seed: '42' }), await run(visit, '', { seed: '42' })];
    expect(again.trace).toEqual(one.trace);
    expect(again.log).toEqual(one.log);
    expect(again.metrics).toBe(one.metrics);
  });

  it('names the seed in its header and counts its lines from 1', async () => {
    const { trace } = await run(['see: idle'], '', { seed: '42' });
    expect(JSON.parse(trace[0] ?? '')).toMatchObject({
      scenario: 'In a test',
      seed: '42',
      profile: 'next-generation',
    });
    expect(trace.slice(1).map((line) => JSON.parse(line).seq)).toEqual(trace.slice(1).map((_, i) => i + 1));
  });

  it('tells what is observed as it happens', async () => {
    const seen: string[] = [];
    const result = await run(['place: card'], '', {
      observe: ({ observation }) => seen.push(observation.event),
    });
    expect(seen).toEqual(result.trace.slice(1).map((line) => JSON.parse(line).event));
  });

  it('can have other people', async () => {
    const file = `
nobody:
  about: { en: nobody, ja: だれでもない }
  name: { kanji: "名無　権兵衛", kana: "ナナシ　ゴンベエ" }
  birth: 1985-04-10
  sex: male
  address: どこか
  postcode: 999-9901
  pin: "9876"
  signingPassword: ABC123
  individualNumber: "999900000016"
  securityCode: "9266"
  face: { likeness: 10100 }
  insurance: { insurer: { number: "06999999", name: どこかの組合 } }
  defaultVisit: { method: pin, outcome: accepted, screens: [idle], consent: null, validity: "1", file: true }
`;
    const people = parsePeople(file, 'people.yaml');
    expect(people.size).toBe(1);
    const result = await run(visit, '', { people });
    // The scenario was written for the built-in people, who are not here.
    expect(result.steps[0]).toMatchObject({ verdict: 'failed', reason: { problem: { code: 'EMU-641' } } });
  });

  it('in real time takes its time, and reaches the same', async () => {
    const began = performance.now();
    const result = await run([...visit], '', { realTime: true });
    expect(result.passed).toBe(true);
    expect(result.visits).toMatchObject([{ outcome: 'accepted' }]);
    // The farewell stands for 3 s.
    expect(performance.now() - began).toBeGreaterThan(2900);
  });

  it('in real time gives up when the time is over', async () => {
    const result = await run(['see: ended, within: 300ms', 'see: idle'], '', { realTime: true });
    expect(result.steps.map(({ verdict }) => verdict)).toEqual(['failed', 'skipped']);
  });
});

describe('several runs', () => {
  it('are done in order, each heard of as it ends', async () => {
    const names: string[] = [];
    const scenarios = [scenarioOf(['see: idle']), scenarioOf(['see: ended'])];
    const results = await runAll(scenarios, { link: 'memory', seed: '1' }, ({ passed }) =>
      names.push(String(passed)),
    );
    expect(names).toEqual(['true', 'false']);
    expect(results.map(({ passed }) => passed)).toEqual([true, false]);
  });

  it('leave nothing running: the last is as the first', async () => {
    const scenario = scenarioOf(visit);
    const traces = new Set<string>();
    for (let i = 0; i < 20; i += 1)
      traces.add((await runScenario(scenario, { link: 'memory', seed: '1' })).trace.join('\n'));
    expect(traces.size).toBe(1);
  });
});

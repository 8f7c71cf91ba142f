import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmulatorError } from '../../../protocol/errors.ts';
import { replay, replayText } from '../../../simulator/scenario/replay.ts';
import { traceOf } from '../../../simulator/scenario/report.ts';
import { runScenario } from '../../../simulator/scenario/run.ts';
import { scenarioOf, toConsent } from './running.ts';

const scenario = scenarioOf([
  ...toConsent,
  'press: "3"',
  'press: "#"',
  'see: accepted_clinic',
  'remove: card',
  'see: idle',
]);
const scenarios = () => [scenario];
let text: string;
let lines: string[];

beforeAll(async () => {
  text = traceOf([await runScenario(scenario, { link: 'memory', seed: '9' })]);
  lines = text.split('\n');
});

const codeOf = async (promise: () => Promise<unknown>): Promise<string> => {
  try {
    await promise();
  } catch (error) {
    if (error instanceof EmulatorError) return error.problem.code;
    throw error;
  }
  return 'none';
};

describe('replaying a trace', () => {
  it('finds nothing different in what was just recorded', async () => {
    expect(await replayText(text + text, 't', { scenarios })).toEqual({ same: 2, difference: null });
  });

  it('stops at the first difference and shows both lines', async () => {
    const changed = lines.map((line) => line.replace('"verdict":"matched"', '"verdict":"notMatched"'));
    const at = changed.findIndex((line, i) => line !== lines[i]);
    expect(await replayText(changed.join('\n'), 't', { scenarios })).toEqual({
      same: 0,
      difference: { scenario: 'In a test', line: at + 1, recorded: changed[at], now: lines[at] },
    });
  });

  it('sees that one of the two goes on', async () => {
    const last = lines.at(-2);
    expect(await replayText(lines.slice(0, -2).join('\n'), 't', { scenarios })).toMatchObject({
      difference: { line: null, recorded: null, now: last },
    });
    const more = `${text}${last?.replace(/"seq":\d+/, '"seq":9999')}\n`;
    expect(await replayText(more, 't', { scenarios })).toMatchObject({
      difference: { line: lines.length, now: null },
    });
  });

  it('takes the version that recorded it for no difference', async () => {
    const older = text.replace(/"fcr":"[^"]+"/, '"fcr":"0.0.1"');
    expect((await replayText(older, 't', { scenarios })).difference).toBeNull();
  });

  it('over a real link compares what belongs to each reader', async () => {
    const recorded = traceOf([await runScenario(scenario, { link: 'tcp', seed: '9' })]);
    expect((await replayText(recorded, 't', { scenarios })).difference).toBeNull();
    const changed = recorded.replace('"verdict":"matched"', '"verdict":"notMatched"');
    expect((await replayText(changed, 't', { scenarios })).difference).toMatchObject({ line: null });
  });

  it.each([
    ['what is no JSON', 'nonsense', 'EMU-615'],
    [
      'an event before any header',
      '{"seq":1,"t":0,"at":"bridge","event":"readerLost","reader":"FCR-000001"}',
      'EMU-615',
    ],
    ['a header without a seed', '{"scenario":"x"}', 'EMU-615'],
    ['nothing', '', 'EMU-615'],
  ])('refuses %s', async (_, bad, code) => {
    expect(await codeOf(() => replayText(bad, 't', { scenarios }))).toBe(code);
  });

  it('refuses an event that is not in the catalogue, or has a field too many', async () => {
    expect(
      await codeOf(() =>
        replayText(`${lines[0]}\n{"seq":1,"t":0,"at":"bridge","event":"guessed"}`, 't', { scenarios }),
      ),
    ).toBe('EMU-615');
    expect(
      await codeOf(() => replayText(text.replace('"t":0,', '"t":0,"pin":"1",'), 't', { scenarios })),
    ).toBe('EMU-615');
  });

  it('refuses a scenario that is not there, or has changed since', async () => {
    expect(await codeOf(() => replayText(text, 't', { scenarios: () => [] }))).toBe('EMU-616');
    const changed = [{ ...scenario, sha256: '0'.repeat(64) }];
    expect(await codeOf(() => replayText(text, 't', { scenarios: () => changed }))).toBe('EMU-617');
  });

  it('looks for scenarios in the files that the trace names, and in no other', async () => {
    let looked: ReadonlySet<string> = new Set();
    await replayText(text + text, 't', {
      scenarios(files) {
        looked = files;
        return [scenario];
      },
    });
    expect(looked).toEqual(new Set([scenario.file]));
  });

  describe('from a file', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'replay-'));
      writeFileSync(join(folder, 'trace.jsonl'), text);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reads it, and refuses one that is not there', async () => {
      expect(await replay(join(folder, 'trace.jsonl'), { scenarios })).toEqual({ same: 1, difference: null });
      expect(await codeOf(async () => replay(join(folder, 'none.jsonl'), { scenarios }))).toBe('EMU-619');
    });
  });
});

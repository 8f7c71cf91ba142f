import { describe, expect, it } from 'vitest';
import { japanDay } from '../../firmware/calendar.ts';
import { createLog } from '../../host-bridge/log.ts';
import { loadPeople } from '../../simulator/people/registry.ts';
import { parseScenarios } from '../../simulator/scenario/parse.ts';
import { recordTrace } from '../../simulator/trace/recorder.ts';
import { entries, other, otherEntries, otherPeople, wordsAbout } from './other-people.ts';
import { otherScenario } from './other-scenario.ts';
import { personalValues } from './personal-values.ts';
import { firstDifference, found, type Records, record } from './records.ts';

const people = loadPeople();
const pairs = [...entries].map(([id, entry]) => [id, entry, otherEntries.get(id) ?? entry] as const);
const today = japanDay(Date.parse('2026-11-02T09:00:00+09:00'));

/** A whole visit with everything that is private said aloud, into earphones. */
const [privately] = parseScenarios(
  `name: everything is said
steps:
  - earphones: in
  - place: card
    of: unregistered
  - see: choose_method
  - press: "2"
  - see: pin_entry
  - press: "9965#"
  - see: not_registered
  - press: "1#"
  - see: consent_all
  - press: "1"
  - see: consent_summary
  - press: "#"
  - see: accepted_clinic
  - hear: accepted_clinic
  - wait: 30s
  - press: "9"
  - remove: card
  - see: idle
`,
  'privately.yaml',
  people,
);
const scenario = privately ?? expect.unreachable();

describe('the other people', () => {
  it.each(pairs)('%s is somebody else of equal shape', (_, one, another) => {
    const shape = (text: string) => [text.length, Array.from(text).length, Buffer.byteLength(text)];
    const [words, otherWords] = [wordsAbout(one), wordsAbout(another)];
    expect(otherWords.map(shape)).toEqual(words.map(shape));
    for (const [i, word] of words.entries()) expect(otherWords[i]).not.toBe(word);
    for (const field of ['pin', 'signingPassword', 'individualNumber', 'securityCode', 'postcode'] as const) {
      expect(another[field]).not.toBe(one[field]);
      expect(shape(another[field])).toEqual(shape(one[field]));
    }
    expect(another.face.likeness).not.toBe(one.face.likeness);
    expect(String(another.face.likeness)).toHaveLength(String(one.face.likeness).length);
  });

  it('are born on other days', () => {
    for (const person of people) {
      expect(otherPeople.get(person.id)?.birth(today), person.id).not.toEqual(person.birth(today));
    }
  });

  it('come to the desk: what is heard and what the receipt computer gets is theirs', async () => {
    const one = await record(scenario, people);
    const another = await record(await otherScenario(scenario), otherPeople);
    expect([one.result.passed, another.result.passed]).toEqual([true, true]);

    const heard = ({ result }: typeof one): Records =>
      new Map([['heard', [...result.transcripts.values()].flat().map(({ text }) => text ?? '')]]);
    expect(firstDifference(heard(one), heard(another))).not.toBeNull();
    expect(found(personalValues(entries.values()), heard(one))).not.toEqual([]);
    expect(found(personalValues(otherEntries.values()), heard(another))).not.toEqual([]);
    expect(firstDifference(one.records, another.records)).toBeNull();
  });

  it('type other digits into masked fields, and press the same keys everywhere else', async () => {
    const typed = async () =>
      (await otherScenario(scenario)).steps.flatMap((step) => (step.does === 'press' ? [step.press] : []));
    expect(await typed()).toEqual(['2', `${other('9965')}#`, '1#', '1', '#', '9']);
  });
});

describe('the search for leaks', () => {
  const secrets = personalValues(entries.values());
  const name = entries.get('insured')?.name.kanji ?? '';

  it('finds a name that an observation brings into a trace', () => {
    const leaking = (who: string): Records => {
      const trace = recordTrace(
        {
          scenario: 'a leak',
          file: 'leak.yaml',
          sha256: '0'.repeat(64),
          seed: '1',
          link: 'memory',
          profile: 'current',
          versions: { fcr: '0.1.0', protocol: 1, trace: 1 },
        },
        () => 0,
      );
      // A field that the catalogue takes for an id of ours, filled with something else.
      trace.record('bridge', { event: 'staffCalledAt', reader: 'FCR-000001' as never, why: who });
      return new Map([['trace.jsonl', trace.lines]]);
    };
    expect(firstDifference(leaking(name), leaking(other(name)))).toMatchObject({
      record: 'trace.jsonl',
      line: 2,
    });
    expect(found(secrets, leaking(name))).toContain('太郎 in trace.jsonl, line 2');
    expect(found(secrets, leaking('asked'))).toEqual([]);
  });

  it('finds a log that says of two people that they differ, without naming either', () => {
    const log = (size: number): Records => {
      const lines: string[] = [];
      createLog({
        level: 'debug',
        destination: { write: (line) => lines.push(line) },
        clock: { now: () => 0 },
      }).write({ event: 'bridgeMessage', reader: null, direction: 'sent', name: 'eligibilityAnswer', size });
      return new Map([['log', lines]]);
    };
    expect(firstDifference(log(80), log(81))).toMatchObject({ record: 'log', line: 1 });
    expect(firstDifference(log(80), log(80))).toBeNull();
  });

  it('finds a line too many and a record that only one has', () => {
    const one: Records = new Map([['metrics', ['a', 'b']]]);
    expect(firstDifference(one, new Map([['metrics', ['a']]]))).toMatchObject({ line: 2, other: undefined });
    expect(firstDifference(new Map(), one)).toMatchObject({ line: 1, one: undefined });
  });

  it.each([
    ['a given name', '太郎'],
    ['a reading', 'タロウ'],
    ['a reading in half width', 'ﾀﾛｳ'],
    ['a part of an address', '見本町1丁目'],
    ['an 個人番号', '999900000016'],
    ['a signing password', 'ABC123'],
  ])('finds %s', (_, text) => {
    expect(found(secrets, new Map([['log', ['{}', `{"x":"${text}"}`]]]))[0]).toMatch(/ in log, line 2$/);
  });
});

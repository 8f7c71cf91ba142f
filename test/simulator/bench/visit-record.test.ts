import { verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bareReplay } from '../../../simulator/bench/bare-replay.ts';
import { recordVisits, type Step } from '../../../simulator/bench/visit-record.ts';

const record = await recordVisits(2, null);
const places = (is: (step: Step) => boolean): number[] =>
  record.steps.flatMap((step, place) => (is(step) ? [place] : []));
const ofKind = (kind: Step['kind']): number[] => places((step) => step.kind === kind);

describe('The record of visits', () => {
  it('holds every kind of thing that a visit does, for each visit the same number', () => {
    for (const kind of ['apdu', 'frame', 'message', 'jsonWritten', 'jsonRead', 'sql', 'event'] as const) {
      expect(ofKind(kind).length, kind).toBeGreaterThan(0);
      expect(ofKind(kind).length % record.visits, kind).toBe(0);
    }
    // The terminal's and the card's; of the terminal's certificate, the terminal, the card's certificate at the
    // reader, and the card at the back end, which remembers the certificate.
    expect(ofKind('signed')).toHaveLength(2 * record.visits);
    expect(ofKind('verified')).toHaveLength(4 * record.visits);
  });

  it('holds it in the order in which it was done', () => {
    const [signed] = places(
      (step) => step.kind === 'apdu' && step.command[1] === 0x2a && step.reply.length > 2,
    );
    const [judged] = places((step) => step.kind === 'sql' && step.sql.startsWith('UPDATE visit SET judged'));
    const [kept] = places((step) => step.kind === 'sql' && step.values.flat().includes('kept'));
    const [used] = places((step) => step.kind === 'sql' && step.sql.startsWith('UPDATE visit SET state'));
    const order = [signed, judged, kept, used];
    expect(order).not.toContain(undefined);
    expect(order).toEqual([...order].sort((a, b) => Number(a) - Number(b)));
  });

  it('holds signatures and verifications that come out again as they did', () => {
    for (const step of record.steps) if (step.kind === 'verified') expect(step.again()).toBe(true);
  });

  it('ends when the last visit has: what is computed afterwards is not listened to', () => {
    const { length } = record.steps;
    JSON.parse(JSON.stringify({ after: true }));
    expect(() => verify('sha256', Buffer.alloc(1), 'no key', Buffer.alloc(1))).toThrow();
    expect(record.steps).toHaveLength(length);
  });
});

describe('The bare replay', () => {
  it('runs the record again and again, each time on databases of its own', () => {
    const { prepare, run } = bareReplay(record, null);
    for (let round = 0; round < 2; round += 1) {
      prepare();
      expect(run).not.toThrow();
    }
  });
});

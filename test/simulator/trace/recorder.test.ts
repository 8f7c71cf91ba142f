import { describe, expect, it } from 'vitest';
import { isReaderId } from '../../../protocol/ids.ts';
import {
  aboutEvent,
  type TraceHeader,
  traceEvents,
  traceJsonSchema,
} from '../../../simulator/trace/catalogue.ts';
import { lanesOf } from '../../../simulator/trace/lanes.ts';
import { recordTrace } from '../../../simulator/trace/recorder.ts';

const header: TraceHeader = {
  scenario: 'x',
  file: 'x.yaml',
  sha256: '0'.repeat(64),
  seed: '1',
  link: 'memory',
  profile: 'next-generation',
  versions: { fcr: '0.0.0', protocol: 1, trace: 1 },
};
const reader = 'FCR-000001';
if (!isReaderId(reader)) throw new Error('no reader id');

describe('the recorder', () => {
  it('numbers and times its lines, and puts the fields in the order of the catalogue', () => {
    let now = 0;
    const trace = recordTrace(header, () => now);
    trace.record(reader, { event: 'tone', tone: 'key' });
    now = 199.6;
    trace.record('bridge', { event: 'useSettled', state: 'committed', visit: 'FCR-000001.1.1' as never });
    expect(trace.lines.slice(1)).toEqual([
      '{"seq":1,"t":0,"at":"FCR-000001","event":"tone","tone":"key"}',
      '{"seq":2,"t":200,"at":"bridge","event":"useSettled","visit":"FCR-000001.1.1","state":"committed"}',
    ]);
    expect(JSON.parse(trace.lines[0] ?? '')).toEqual(header);
  });

  it('writes no field that the catalogue does not name', () => {
    const trace = recordTrace(header, () => 0);
    const more = { event: 'tone', tone: 'key', text: '見本　太郎', bytes: [1, 2, 3] } as const;
    trace.record(reader, more);
    expect(trace.lines[1]).toBe('{"seq":1,"t":0,"at":"FCR-000001","event":"tone","tone":"key"}');
  });
});

describe('the catalogue of events', () => {
  it('says of every event what it means, and is published as JSON Schema', () => {
    for (const event of traceEvents) expect(aboutEvent(event)).not.toBe('');
    const text = JSON.stringify(traceJsonSchema());
    for (const event of traceEvents) expect(text).toContain(`"const":"${event}"`);
  });
});

describe('the lanes of a trace', () => {
  it('part readers and what the bridge does for each, and forget the numbers', () => {
    const lines = [
      '{"seq":1,"t":0,"at":"FCR-000001","event":"tone","tone":"key"}',
      '{"seq":2,"t":0,"at":"bridge","event":"readerLost","reader":"FCR-000002"}',
      '{"seq":3,"t":0,"at":"back-end","event":"challenged","visit":"FCR-000001.1.1"}',
      '{"seq":4,"t":5,"at":"FCR-000001","event":"tone","tone":"error"}',
    ];
    const lanes = lanesOf(lines);
    expect([...lanes.keys()]).toEqual(['FCR-000001 ', 'bridge FCR-000002', 'back-end FCR-000001']);
    expect(lanes.get('FCR-000001 ')).toEqual([
      '{"t":0,"at":"FCR-000001","event":"tone","tone":"key"}',
      '{"t":5,"at":"FCR-000001","event":"tone","tone":"error"}',
    ]);
  });
});

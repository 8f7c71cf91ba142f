import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PageServer, startPageServer } from '../../../simulator/automation/server.ts';
import { traceLineSchemas } from '../../../simulator/trace/catalogue.ts';
import { openTestDesk, type TestDesk } from './automated-desk.ts';

interface Event {
  readonly seq: number;
  readonly event: string;
}

let test: TestDesk;
let server: PageServer;
beforeEach(async () => {
  test = await openTestDesk();
  const { desk, acts, events, clock } = test;
  const started = await startPageServer({ desk, acts, events, clock, version: '0.0.0', language: 'en' }, 0);
  if (!started.ok) throw new Error(started.problem.code);
  server = started.value;
});
afterEach(async () => {
  await server.close();
  await test.close();
});

interface Listener {
  /** Every event up to the first with this name. */
  until(name: string): Promise<Event[]>;
}

/** Resolves when the server listens for us: what happens from then on is heard. */
async function listen(headers: Record<string, string> = {}): Promise<Listener> {
  const stop = new AbortController();
  const response = await fetch(`${server.url}api/events`, { headers, signal: stop.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  return {
    async until(name) {
      const events: Event[] = [];
      let text = '';
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += piece;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(block) ?? [];
          if (data === undefined) continue;
          const event: Event = JSON.parse(data);
          expect(event.seq).toBe(Number(id));
          events.push(event);
          if (event.event === name) {
            stop.abort();
            return events;
          }
        }
      }
      throw new Error('the stream ended');
    },
  };
}

const reader = () => {
  const [first] = test.desk.readers;
  if (first === undefined) throw new Error('no reader');
  return first;
};

async function visitByPin(): Promise<void> {
  await test.acts.at(reader(), { does: 'place', of: 'insured' });
  await test.acts.at(reader(), { does: 'press', keys: ['2', '1', '2', '3', '4', '#', '1', '#', '9'] });
  await test.acts.at(reader(), { does: 'remove' });
}

describe('The event stream', () => {
  it('carries lines of the trace catalogue, numbered from 1 without gaps', async () => {
    await visitByPin();
    const events = await (await listen({ 'last-event-id': '0' })).until('visitEnded');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    for (const event of events) expect(() => traceLineSchemas.get(event.event)?.parse(event)).not.toThrow();
    expect(events.filter(({ event }) => event === 'place')).toHaveLength(1);
  });

  it('resumes after the number that a listener has seen', async () => {
    await visitByPin();
    const all = await (await listen({ 'last-event-id': '0' })).until('visitEnded');
    const rest = await (await listen({ 'last-event-id': '7' })).until('visitEnded');
    expect(rest).toEqual(all.slice(7));
  });

  it('begins now where nothing is resumed', async () => {
    await visitByPin();
    const before = test.events.eventsSince(0).length;
    const listener = await listen();
    await test.acts.at(reader(), { does: 'earphones', in: true });
    const [first] = await listener.until('earphones');
    expect(first?.seq).toBe(before + 1);
  });

  it('tells a PIN as one whole entry and never a digit of it', async () => {
    await visitByPin();
    const events = test.events.eventsSince(0).map(({ observation }) => observation.observation);
    const keys = events.flatMap((event) =>
      event.event === 'press' || event.event === 'key' ? [event.key] : [],
    );
    expect(keys.join('')).not.toMatch(/[34]/);
    expect(events).toContainEqual({ event: 'entry', of: 'pin', result: 'right', triesLeft: null });
  });

  it('holds no name, address or number of the person', async () => {
    await visitByPin();
    const text = JSON.stringify(test.events.eventsSince(0));
    for (const personal of ['見本', 'ミホン', '1985', '999900000016', '9266'])
      expect(text).not.toContain(personal);
  });
});

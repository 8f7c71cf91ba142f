import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventLog, numbersOfProcess } from '../../../host-bridge/control/event-log.ts';
import { type ControlServer, startControl } from '../../../host-bridge/control/server.ts';
import { createDesk, type Desk, reader, stillClock, token, visit } from './desk.ts';

const kept = { event: 'useKept', visit } as const;
const lost = { event: 'readerLost', reader } as const;

let desk: Desk;
let server: ControlServer;
const opened: Listener[] = [];
beforeEach(async () => {
  desk = createDesk(5);
  const started = await startControl(desk.options, 0);
  if (!started.ok) throw new Error(started.problem.code);
  server = started.value;
});
afterEach(async () => {
  for (const listener of opened.splice(0)) listener.leave();
  await server.close();
});

interface Listener {
  /** The next events, as many as asked for. */
  next(count: number): Promise<{ id: string; data: unknown }[]>;
  /** Resolves when the server has ended the stream. */
  ended(): Promise<void>;
  leave(): void;
}

async function listen(query = '', headers: Record<string, string> = {}): Promise<Listener> {
  const abort = new AbortController();
  const response = await fetch(`http://127.0.0.1:${server.port}/events${query}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: abort.signal,
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const listener: Listener = {
    async next(count) {
      const events: { id: string; data: unknown }[] = [];
      for (;;) {
        for (let end = text.indexOf('\n\n'); end >= 0 && events.length < count; end = text.indexOf('\n\n')) {
          const block = /^id: (\d+)\ndata: (.*)$/.exec(text.slice(0, end));
          text = text.slice(end + 2);
          if (block) events.push({ id: block[1] ?? '', data: JSON.parse(block[2] ?? '') });
        }
        if (events.length === count) return events;
        const piece = await body?.read();
        if (piece?.value === undefined) throw new Error('the stream ended');
        text += piece.value;
      }
    },
    async ended() {
      while (!(await body?.read())?.done);
    },
    leave: () => abort.abort(),
  };
  opened.push(listener);
  return listener;
}

const idsOf = (events: { id: string }[]) => events.map(({ id }) => id);

describe('The event stream', () => {
  it('begins now, numbers its events and tells each once', async () => {
    desk.events.record(kept);
    const listener = await listen();
    desk.events.record(lost);
    desk.events.record(kept);
    expect(await listener.next(2)).toEqual([
      { id: '2', data: { number: 2, at: 1_000, event: 'readerLost', reader } },
      { id: '3', data: { number: 3, at: 1_000, event: 'useKept', visit } },
    ]);
  });

  it.each([
    ['Last-Event-ID', '', { 'last-event-id': '1' }],
    ['since', '?since=1', {}],
    ['Last-Event-ID before since', '?since=0', { 'last-event-id': '1' }],
  ])(
    'resumes after the number in %s, without a gap and without a repetition',
    async (_what, query, headers) => {
      for (const _ of [1, 2, 3]) desk.events.record(kept);
      const listener = await listen(query, headers as Record<string, string>);
      desk.events.record(lost);
      expect(idsOf(await listener.next(3))).toEqual(['2', '3', '4']);
    },
  );

  it('gives a listener that comes back too late what is still kept', async () => {
    for (const _ of [1, 2, 3, 4, 5, 6, 7]) desk.events.record(kept);
    expect(idsOf(await (await listen('?since=1')).next(5))).toEqual(['3', '4', '5', '6', '7']);
  });

  it('tells several listeners the same', async () => {
    const [one, two] = [await listen(), await listen()];
    desk.events.record(kept);
    expect(await one.next(1)).toEqual(await two.next(1));
  });

  it('shows by the clock that it lives', async () => {
    const listener = await listen();
    expect(desk.clock.waiting.size).toBe(1);
    for (const beat of [...desk.clock.waiting]) beat();
    desk.events.record(kept);
    expect(idsOf(await listener.next(1))).toEqual(['1']);
  });

  it('ends when the server closes, and leaves no timer behind', async () => {
    const listener = await listen();
    await Promise.all([listener.ended(), server.close()]);
    expect(desk.clock.waiting.size).toBe(0);
  });

  it('lets a listener go that reads too slowly, and troubles neither the bridge nor the others', async () => {
    const slow = await listen();
    for (let n = 0; n < 60_000; n++) desk.events.record(kept);
    expect(desk.clock.waiting.size).toBe(0);
    await expect(slow.next(60_000)).rejects.toThrow();
    const other = await listen('?since=59999');
    expect(idsOf(await other.next(1))).toEqual(['60000']);
  });

  it('stops listening when its listener leaves', async () => {
    const listener = await listen();
    listener.leave();
    await expect.poll(() => desk.clock.waiting.size).toBe(0);
  });
});

describe('An event log', () => {
  it('gives all it keeps to whom a number from before a restart is the last', () => {
    const log = createEventLog(stillClock(0), { keep: 3 });
    for (const _ of [1, 2, 3, 4]) log.record(kept);
    expect(log.eventsSince(500).map(({ number }) => number)).toEqual([2, 3, 4]);
    expect(log.eventsSince(4)).toEqual([]);
  });

  it('tells all of a new process to whoever comes back with a number of the old one, however many there are by then', () => {
    const clock = stillClock(1_700_000_000_000);
    const old = createEventLog(clock, { before: numbersOfProcess(clock) });
    for (let n = 0; n < 7; n++) old.record(kept);
    const seen = old.eventsSince(0).map(({ number }) => number);

    const later = stillClock(1_700_000_000_100);
    const log = createEventLog(later, { keep: 20, before: numbersOfProcess(later) });
    for (let n = 0; n < 25; n++) log.record(lost);
    const all = log.eventsSince(0);
    expect(all).toHaveLength(20);
    // Of a version that counted from 1, of the process before, and of one before the clock was set back.
    for (const since of [7, ...seen, Number.MAX_SAFE_INTEGER]) expect(log.eventsSince(since)).toEqual(all);
    expect(log.eventsSince(all[4]?.number ?? 0)).toEqual(all.slice(5));
  });

  it('has numbers of a process that JSON carries, for a hundred years', () => {
    const clock = stillClock(Date.parse('2126-01-01T00:00:00Z'));
    const log = createEventLog(clock, { before: numbersOfProcess(clock) });
    log.record(kept);
    expect(log.eventsSince(0).map(({ number }) => Number.isSafeInteger(number))).toEqual([true]);
  });

  it('tells a listener nothing more once it has left', () => {
    const log = createEventLog(stillClock(0));
    const heard: number[] = [];
    const leave = log.subscribe(({ number }) => heard.push(number));
    log.record(kept);
    leave();
    log.record(kept);
    expect(heard).toEqual([1]);
  });
});

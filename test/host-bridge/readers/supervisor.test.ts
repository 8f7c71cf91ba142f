import { describe, expect, it } from 'vitest';
import type { Port } from '../../../host-bridge/ports/port.ts';
import { reopening, supervise } from '../../../host-bridge/readers/supervisor.ts';
import { createUnfinished } from '../../../host-bridge/unfinished.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { VirtualClock } from './virtual-clock.ts';

class Bench {
  readonly clock = new VirtualClock();
  readonly start = this.clock.now();
  readonly tries: number[] = [];
  readonly heard: string[] = [];
  readonly backOffs: [attempt: number, wait: number][] = [];
  readonly reasons: unknown[] = [];
  reason = 'absent';
  there = false;
  port: Port | null = null;
  appeared = (): void => {};
  watching = true;
  opening: Promise<void> | null = null;
  readonly unfinished = createUnfinished();
  readonly supervisor = supervise(
    'memory:x',
    { attached: () => this.heard.push('attached'), detached: () => this.heard.push('detached') },
    {
      clock: this.clock,
      unfinished: this.unfinished,
      backingOff: ({ attempt, wait }) => this.backOffs.push([attempt, wait]),
      notOpened: ({ detail }) => this.reasons.push(detail['reason']),
      openPort: () => this.#open(),
      watchForPort: (_, appeared) => {
        this.appeared = appeared;
        return () => {
          this.watching = false;
        };
      },
    },
  );

  async #open(): Promise<Result<Port>> {
    this.tries.push(this.clock.now() - this.start);
    await this.opening;
    if (!this.there) return refuse('EMU-502', { url: 'memory:x', reason: this.reason });
    const port: Port = {
      onReceived: () => {},
      onClosed: () => {},
      write: () => {},
      close: async () => port.onClosed(),
    };
    this.port = port;
    return ok(port);
  }
}

describe('keeping a port open', () => {
  it('waits twice as long after each failure, up to the ceiling', async () => {
    const bench = new Bench();
    bench.supervisor.start();
    await bench.clock.advance(20_000);
    const waits = bench.tries.slice(1).map((at, i) => at - (bench.tries[i] ?? 0));
    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    await bench.supervisor.stop();
  });

  it('tells once that it has come to the ceiling, and again after the port was there', async () => {
    const bench = new Bench();
    bench.supervisor.start();
    await bench.clock.advance(60_000);
    expect(bench.backOffs).toEqual([[7, reopening.ceiling]]);
    bench.there = true;
    bench.appeared();
    await bench.clock.advance(2_000);
    bench.there = false;
    await bench.port?.close();
    await bench.clock.advance(60_000);
    expect(bench.backOffs).toEqual([
      [7, reopening.ceiling],
      [7, reopening.ceiling],
    ]);
    await bench.supervisor.stop();
  });

  it('tells once for each reason why the port cannot be opened, and again after it stood', async () => {
    const bench = new Bench();
    bench.supervisor.start();
    await bench.clock.advance(20_000);
    expect(bench.reasons).toEqual(['absent']);
    bench.reason = 'held';
    await bench.clock.advance(20_000);
    expect(bench.reasons).toEqual(['absent', 'held']);
    bench.there = true;
    await bench.clock.advance(reopening.ceiling);
    bench.there = false;
    await bench.port?.close();
    await bench.clock.advance(20_000);
    expect(bench.reasons).toEqual(['absent', 'held', 'held']);
    await bench.supervisor.stop();
  });

  it('tries at once after a loss, and every 100 ms in the second after it', async () => {
    const bench = new Bench();
    bench.there = true;
    bench.supervisor.start();
    await bench.clock.advance(5_000);
    bench.there = false;
    await bench.port?.close();
    await bench.clock.advance(1_500);
    expect(bench.tries).toEqual([
      0, 5000, 5100, 5200, 5300, 5400, 5500, 5600, 5700, 5800, 5900, 6000, 6100, 6300,
    ]);
    expect(bench.heard).toEqual(['attached', 'detached']);
    await bench.supervisor.stop();
  });

  it('does not spin over a port that opens and closes again and again', async () => {
    const bench = new Bench();
    bench.there = true;
    bench.supervisor.start();
    for (let i = 0; i < 200; i += 1) {
      await bench.clock.advance(100);
      await bench.port?.close();
    }
    expect(bench.tries.length).toBeLessThan(14);
    await bench.supervisor.stop();
  });

  it('tries at once when the port appears, however long it had been waiting', async () => {
    const bench = new Bench();
    bench.supervisor.start();
    await bench.clock.advance(14_000);
    bench.there = true;
    bench.appeared();
    await bench.clock.advance(0);
    expect(bench.heard).toEqual(['attached']);
    await bench.supervisor.stop();
    expect(bench.watching).toBe(false);
  });

  it('takes an opener that throws against its word for a port that is not there', async () => {
    const bench = new Bench();
    bench.opening = Promise.reject(new Error('no native code'));
    bench.supervisor.start();
    await bench.clock.advance(300);
    expect(bench.tries).toEqual([0, 100, 300]);
    expect(bench.unfinished.count).toBe(0);
    await bench.supervisor.stop();
  });

  it('never opens twice at once', async () => {
    const bench = new Bench();
    let open = (): void => {};
    bench.opening = new Promise((resolve) => {
      open = resolve;
    });
    bench.there = true;
    bench.supervisor.start();
    bench.appeared();
    bench.supervisor.start();
    await bench.clock.advance(10_000);
    expect(bench.tries).toHaveLength(1);
    expect(bench.unfinished.count).toBe(1);
    open();
    await bench.clock.advance(0);
    bench.appeared();
    await bench.clock.advance(10_000);
    expect(bench.tries).toHaveLength(1);
    expect(bench.unfinished.count).toBe(0);
    await bench.supervisor.stop();
  });

  it('waits the ceiling after a port that was closed for good reason', async () => {
    const bench = new Bench();
    bench.there = true;
    bench.supervisor.start();
    await bench.clock.advance(2_000);
    bench.supervisor.hold();
    await bench.port?.close();
    await bench.clock.advance(reopening.ceiling);
    expect(bench.tries).toEqual([0, 2_000 + reopening.ceiling]);
    await bench.supervisor.stop();
  });

  it('takes a close that is told twice for one', async () => {
    const bench = new Bench();
    bench.there = true;
    bench.supervisor.start();
    await bench.clock.advance(2_000);
    const first = bench.port;
    await first?.close();
    await first?.close();
    await bench.clock.advance(0);
    await first?.close();
    await bench.clock.advance(100);
    expect(bench.heard).toEqual(['attached', 'detached', 'attached']);
    await bench.supervisor.stop();
  });

  it('closes a port that opens after it was stopped', async () => {
    const bench = new Bench();
    let open = (): void => {};
    bench.opening = new Promise((resolve) => {
      open = resolve;
    });
    bench.there = true;
    bench.supervisor.start();
    const stopped = bench.supervisor.stop();
    open();
    await stopped;
    await bench.clock.advance(20_000);
    expect(bench.heard).toEqual([]);
    expect(bench.tries).toHaveLength(1);
    expect(bench.clock.pending).toBe(0);
  });
});

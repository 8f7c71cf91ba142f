import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { streamPort } from '../../../host-bridge/ports/stream-port.ts';
import { writeLimitMs } from '../../../host-bridge/ports/write-limit.ts';
import { settled, VirtualClock } from '../readers/virtual-clock.ts';

const bench = () => {
  const clock = new VirtualClock();
  const done: (() => void)[] = [];
  const stream = new Duplex({
    read() {},
    write: (_chunk, _encoding, callback) => void done.push(callback),
  });
  let ends = 0;
  const port = streamPort(
    stream,
    () => {
      ends += 1;
      stream.destroy();
    },
    clock,
  );
  let closed = 0;
  port.onClosed = () => {
    closed += 1;
  };
  return { clock, stream, port, done, ends: () => ends, closed: () => closed };
};

describe('a port over a stream', () => {
  it('ends when a write does not get through in time', async () => {
    const { clock, port, closed } = bench();
    port.write(Uint8Array.of(1));
    await clock.advance(writeLimitMs - 1);
    expect(closed()).toBe(0);
    await clock.advance(1);
    expect(closed()).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('lives as long as writes get through, however many wait', async () => {
    const { clock, port, done, closed } = bench();
    for (let i = 0; i < 4; i += 1) port.write(Uint8Array.of(i));
    for (let i = 0; i < 4; i += 1) {
      await clock.advance(writeLimitMs - 1);
      done.shift()?.();
      await settled();
    }
    await clock.advance(10 * writeLimitMs);
    expect(closed()).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('is closed once, however often it is asked or told', async () => {
    const { stream, port, ends, closed } = bench();
    await Promise.all([port.close(), port.close()]);
    stream.emit('close');
    stream.emit('close');
    await port.close();
    expect([ends(), closed()]).toEqual([1, 1]);
  });

  it('takes an error and an end of the stream for its own end', async () => {
    for (const event of ['error', 'end']) {
      const { stream, closed } = bench();
      stream.emit(event, new Error('boom'));
      await settled();
      expect(closed(), event).toBe(1);
    }
  });

  it('passes nothing on and writes nothing after it was closed', async () => {
    const { stream, port, done } = bench();
    const heard: Uint8Array[] = [];
    port.onReceived = (bytes) => heard.push(bytes);
    await port.close();
    stream.emit('data', Uint8Array.of(1));
    port.write(Uint8Array.of(2));
    expect(heard).toEqual([]);
    expect(done).toEqual([]);
  });
});

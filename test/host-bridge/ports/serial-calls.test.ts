import { describe, expect, it } from 'vitest';
import { makeCallsSafely, type PolledPort } from '../../../host-bridge/ports/serial-calls.ts';
import { settled } from '../readers/virtual-clock.ts';

const failing = (code: string) => Object.assign(new Error(code), { code });

/** A port whose system calls end when the test says so, and that writes down what is done to it. */
function bench() {
  const done: string[] = [];
  const waits: ((problem: Error | null) => void)[] = [];
  const made: { resolve(count: number): void; reject(error: Error): void }[] = [];
  const call = (name: string) => () =>
    new Promise<number>((resolve, reject) => {
      done.push(name);
      made.push({ resolve, reject });
    });
  const port: PolledPort & { fd: number | null } = {
    fd: 7,
    poller: {
      once: (_, callback) => waits.push(callback),
      stop: () => {
        done.push('stop');
        for (const wait of waits.splice(0)) wait(Object.assign(new Error('Canceled'), { canceled: true }));
      },
    },
    read: () => Promise.reject(new Error('the stock read')),
    write: () => Promise.reject(new Error('the stock write')),
    close: async () => {
      port.fd = null;
      done.push('close');
    },
  };
  makeCallsSafely(port, { read: call('read'), write: call('write') });
  return { port, done, waits, made };
}
const buffer = Buffer.alloc(10);

describe('system calls on a serial port', () => {
  it.each(['read', 'write'] as const)('are over before it is closed: %s', async (name) => {
    const { port, done, made } = bench();
    const result = name === 'read' ? port.read(buffer, 0, 10) : port.write(buffer);
    const closing = port.close();
    await settled();
    expect(done).toEqual([name, 'stop']);
    made[0]?.resolve(10);
    await closing;
    expect(done).toEqual([name, 'stop', 'close']);
    await result;
  });

  it('are not begun once it is being closed, and no wait outlives the closing', async () => {
    const { port, done, made, waits } = bench();
    const reading = port.read(buffer, 0, 10);
    const closing = port.close();
    const outcome = expect(reading).rejects.toMatchObject({ canceled: true });
    made[0]?.reject(failing('EAGAIN'));
    await outcome;
    await closing;
    expect(waits).toEqual([]);
    await expect(port.write(buffer)).rejects.toMatchObject({ canceled: true });
    expect(done).toEqual(['read', 'stop', 'close']);
  });

  it('are repeated when the port is ready, and a write until all bytes are through', async () => {
    const { port, done, made, waits } = bench();
    const writing = port.write(buffer);
    made[0]?.reject(failing('EAGAIN'));
    await settled();
    waits[0]?.(null);
    await settled();
    made[1]?.resolve(4);
    await settled();
    made[2]?.resolve(6);
    await writing;
    expect(done).toEqual(['write', 'write', 'write']);
  });

  it.each(['EBADF', 'ENXIO', 'EIO'])('that fail with %s say that the device is gone', async (code) => {
    const { port, made } = bench();
    const reading = port.read(buffer, 0, 10);
    made[0]?.reject(failing(code));
    await expect(reading).rejects.toMatchObject({ disconnect: true });
  });

  it('that read nothing say that the device is gone', async () => {
    const { port, made } = bench();
    const reading = port.read(buffer, 0, 10);
    made[0]?.resolve(0);
    await expect(reading).rejects.toMatchObject({ disconnect: true });
  });

  it('that fail otherwise pass their error on', async () => {
    const { port, made } = bench();
    const reading = port.read(buffer, 0, 10);
    made[0]?.reject(failing('EPERM'));
    await expect(reading).rejects.toMatchObject({ code: 'EPERM' });
  });
});

import { describe, expect, it } from 'vitest';
import { callWhenReady, type PolledPort } from '../../../host-bridge/ports/serial-calls.ts';
import { settled } from '../readers/virtual-clock.ts';

const failing = (code: string) => Object.assign(new Error(code), { code });

/** A port whose system calls give what the test says, in order, and that writes down what is done to it. */
function bench(...results: (number | Error)[]) {
  const done: string[] = [];
  const waits: ((problem: Error | null) => void)[] = [];
  const call = (name: string) => (): number => {
    done.push(name);
    const result = results.shift() ?? failing('EAGAIN');
    if (typeof result === 'number') return result;
    throw result;
  };
  const port: PolledPort & { fd: number | null } = {
    fd: 7,
    poller: {
      once: (event, callback) => {
        done.push(event);
        waits.push(callback);
      },
      poll: (events) => done.push(`poll ${events}`),
    },
    read: () => Promise.reject(new Error('the stock read')),
    write: () => Promise.reject(new Error('the stock write')),
  };
  callWhenReady(port, { read: call('read'), write: call('write') });
  const ready = async (problem: Error | null = null): Promise<void> => {
    waits.shift()?.(problem);
    await settled();
  };
  /** As the stock binding closes: waits end first. */
  const close = async (): Promise<void> => {
    const ended = ready(Object.assign(new Error('Canceled'), { canceled: true }));
    port.fd = null;
    await ended;
  };
  return { port, done, ready, close };
}
const buffer = Buffer.alloc(10);

describe('system calls on a serial port', () => {
  it('are made when the port is ready, again when it was not', async () => {
    const { port, done, ready } = bench(failing('EAGAIN'), 3);
    const reading = port.read(buffer, 0, 10);
    expect(done).toEqual(['readable']);
    await ready();
    await ready();
    expect(await reading).toEqual({ bytesRead: 3, buffer });
    expect(done).toEqual(['readable', 'read', 'readable', 'read']);
  });

  it('write until all bytes are through', async () => {
    const { port, done, ready } = bench(4, failing('EAGAIN'), 6);
    const writing = port.write(buffer);
    await ready();
    await writing;
    expect(done).toEqual(['write', 'write', 'writable', 'write']);
  });

  it('wait for both when a write waits while a read does: the poller knows one only', async () => {
    const { port, done, close } = bench();
    const reading = expect(port.read(buffer, 0, 10)).rejects.toMatchObject({ canceled: true });
    const writing = expect(port.write(buffer)).rejects.toMatchObject({ canceled: true });
    expect(done).toEqual(['readable', 'write', 'writable', 'poll 3']);
    await close();
    await close();
    await Promise.all([reading, writing]);
  });

  it('are not under way and not begun when the port is closed', async () => {
    const { port, done, close } = bench();
    const reading = expect(port.read(buffer, 0, 10)).rejects.toMatchObject({ canceled: true });
    await close();
    await reading;
    await expect(port.write(buffer)).rejects.toMatchObject({ canceled: true });
    expect(done).toEqual(['readable']);
  });

  it.each([failing('EBADF'), failing('ENXIO'), failing('EIO'), 0])(
    'that read %s say that the device is gone',
    async (result) => {
      const { port, ready } = bench(result);
      const reading = expect(port.read(buffer, 0, 10)).rejects.toMatchObject({ disconnect: true });
      await ready();
      await reading;
    },
  );

  it('that fail otherwise pass their error on', async () => {
    const { port } = bench(failing('EPERM'));
    await expect(port.write(buffer)).rejects.toMatchObject({ code: 'EPERM' });
  });
});

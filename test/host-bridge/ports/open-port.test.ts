import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { watchFolderOfPort, watchForPortIn } from '../../../host-bridge/ports/hot-plug.ts';
import { createOpenPort } from '../../../host-bridge/ports/open-port.ts';
import type { Port } from '../../../host-bridge/ports/port.ts';
import { ok } from '../../../protocol/result.ts';
import { hasPseudoTerminals, openPseudoTerminal } from '../../../simulator/devices/pseudo-terminal.ts';
import { value } from '../eligibility/desk.ts';
import { realClock } from './real-clock.ts';

const openPort = createOpenPort(realClock);

/** Everything that comes in until there are `count` bytes. */
const received = (port: { onReceived: (bytes: Uint8Array) => void }, count: number): Promise<Buffer> =>
  new Promise((resolve) => {
    let all = Buffer.alloc(0);
    port.onReceived = (bytes) => {
      all = Buffer.concat([all, bytes]);
      if (all.length >= count) resolve(all);
    };
  });
const closed = (port: Port): Promise<void> =>
  new Promise((resolve) => {
    port.onClosed = resolve;
  });
const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

describe('opening a port', () => {
  it.each(['usbip:3240', 'adapter:./device'])('%s is not in this version (EMU-501)', async (url) => {
    expect(await openPort(url)).toMatchObject({ problem: { code: 'EMU-501' } });
  });

  it('refuses what is no URL of a reader (EMU-500)', async () => {
    expect(await openPort('nonsense')).toMatchObject({ problem: { code: 'EMU-500' } });
  });

  it('asks the desk for a port in memory, and refuses (EMU-501) where no desk has any', async () => {
    const port: Port = { onReceived: () => {}, onClosed: () => {}, write: () => {}, close: async () => {} };
    const names: string[] = [];
    const open = createOpenPort(realClock, async (name) => {
      names.push(name);
      return ok(port);
    });
    expect(await open('memory:FCR-000001')).toEqual({ ok: true, value: port });
    expect(names).toEqual(['FCR-000001']);
    expect(await openPort('memory:FCR-000001')).toMatchObject({ problem: { code: 'EMU-501' } });
  });
});

describe('a port over TCP', () => {
  it('carries every byte both ways, and tells when the other side is gone', async () => {
    const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connected = once(server, 'connection');
    const port = value(await openPort(`tcp:127.0.0.1:${(server.address() as AddressInfo).port}`));
    const echoed = received(port, 256);
    port.write(everyByte);
    expect([...(await echoed)]).toEqual([...everyByte]);
    const [socket] = await connected;
    const gone = closed(port);
    socket.destroy();
    await gone;
    await port.close();
    server.close();
  });

  it('is refused (EMU-502) where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect(await openPort(`tcp:127.0.0.1:${port}`)).toMatchObject({
      problem: { code: 'EMU-502', detail: { reason: 'ECONNREFUSED' } },
    });
  });
});

describe.runIf(hasPseudoTerminals)('a serial port', () => {
  it('carries every byte both ways', async () => {
    const device = await openPseudoTerminal();
    const port = value(await openPort(`serial:${device.path}`));
    const up = received(port, 256);
    device.write(everyByte);
    expect([...(await up)]).toEqual([...everyByte]);
    const down = received(device, 256);
    port.write(everyByte);
    expect([...(await down)]).toEqual([...everyByte]);
    await port.close();
    await port.close();
    await device.close();
  });

  it('tells of every unplug, also with a write under way', async () => {
    for (let i = 0; i < 30; i += 1) {
      const device = await openPseudoTerminal();
      const port = value(await openPort(`serial:${device.path}`));
      let closings = 0;
      const gone = new Promise<void>((resolve) => {
        port.onClosed = () => {
          closings += 1;
          resolve();
        };
      });
      if (i % 2 === 0) port.write(new Uint8Array(200_000));
      await device.close();
      await gone;
      await port.close();
      expect(closings).toBe(1);
    }
  });

  it('is refused (EMU-502) where there is none, and while another holds it', async () => {
    expect(await openPort('serial:/dev/no-such-reader')).toMatchObject({ problem: { code: 'EMU-502' } });
    const device = await openPseudoTerminal();
    const port = value(await openPort(`serial:${device.path}`));
    expect(await openPort(`serial:${device.path}`)).toMatchObject({ problem: { code: 'EMU-502' } });
    await port.close();
    const again = value(await openPort(`serial:${device.path}`));
    await again.close();
    await device.close();
  });
});

describe('the folder of a serial port', () => {
  it('tells when the port appears, and of nothing else in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fcr-ports-'));
    const link = join(folder, 'FCR-000001');
    let stop = (): void => {};
    const appeared = new Promise<void>((resolve, reject) => {
      stop = watchFolderOfPort(`serial:${link}`, resolve);
      setTimeout(() => reject(new Error('never told')), 5_000).unref();
    });
    let early = false;
    void appeared.then(() => {
      early = true;
    });
    symlinkSync('/dev/null', join(folder, 'FCR-000002'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(early).toBe(false);
    symlinkSync('/dev/null', `${link}.new`);
    renameSync(`${link}.new`, link);
    await appeared;
    stop();
    rmSync(folder, { recursive: true });
  });

  it('of HID devices tells when one appears, and not when one goes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fcr-dev-'));
    writeFileSync(join(folder, 'hidraw0'), '');
    let told = 0;
    const stop = await new Promise<() => void>((resolve) => {
      const unwatch = watchForPortIn(folder, 'hid:1209:0001', () => {
        told += 1;
        resolve(unwatch);
      });
      rmSync(join(folder, 'hidraw0'));
      writeFileSync(join(folder, 'ttyUSB0'), '');
      setImmediate(() => {
        expect(told).toBe(0);
        writeFileSync(join(folder, 'hidraw1'), '');
      });
    });
    stop();
    rmSync(folder, { recursive: true });
  });

  it('is not watched where it is not there or where the URL has none', () => {
    const appeared = (): void => {
      throw new Error('nothing can appear');
    };
    for (const url of ['serial:/no/such/folder/port', 'tcp:127.0.0.1:7001', 'nonsense']) {
      watchFolderOfPort(url, appeared)();
    }
  });
});

import { EventEmitter } from 'node:events';
import type { Device } from 'node-hid';
import { describe, expect, it } from 'vitest';
import { type HidPackage, openHidPort } from '../../../host-bridge/ports/hid-port.ts';
import type { Port } from '../../../host-bridge/ports/port.ts';
import { writeLimitMs } from '../../../host-bridge/ports/write-limit.ts';
import { readerUsage } from '../../../protocol/hid/report-descriptor.ts';
import { HidStream } from '../../../simulator/devices/hid-stream.ts';
import { value } from '../eligibility/desk.ts';
import { settled, VirtualClock } from '../readers/virtual-clock.ts';

const url = 'hid:1209:0001:FCR-000001';
const wanted = { vendor: 0x1209, product: 1, serial: 'FCR-000001' };
const listed: Device = {
  vendorId: 0x1209,
  productId: 1,
  path: 'one',
  serialNumber: 'FCR-000001',
  usagePage: readerUsage.page,
  release: 0,
  interface: -1,
};

/** node-hid with one device, behind which a reader answers and says back whatever it is told. */
class FakeHid extends EventEmitter implements HidPackage {
  readonly clock = new VirtualClock();
  devices: readonly Device[] = [listed];
  openProblem: Error | null = null;
  /** How a write to the device goes. */
  writes = (): Promise<void> => Promise.resolve();
  answers = true;
  /** Reports of the reader, handed over in one piece when the test says so; null: each at once. */
  held: Uint8Array[] | null = null;
  readonly log: string[] = [];
  readonly heard: Uint8Array[] = [];
  underWay = 0;
  mostUnderWay = 0;
  readonly reader = new HidStream({
    clock: this.clock,
    random: () => 0.5,
    write: (report) => {
      if (this.held !== null) this.held.push(report);
      else this.emit('data', Buffer.from(report));
    },
    listener: {
      attached: () => void this.log.push('attached'),
      detached: () => void this.log.push('detached'),
      received: (bytes) => {
        this.heard.push(bytes);
        this.reader.send(bytes);
      },
    },
  });

  devicesAsync = async (): Promise<Device[]> => [...this.devices];
  readonly HIDAsync = {
    open: async () => {
      if (this.openProblem !== null) throw this.openProblem;
      return this as unknown as Awaited<ReturnType<HidPackage['HIDAsync']['open']>>;
    },
  };

  async write(bytes: Buffer): Promise<number> {
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    await this.writes();
    this.underWay -= 1;
    expect([bytes.length, bytes[0]]).toEqual([65, 0]);
    if (this.answers) this.reader.received(bytes.subarray(1));
    return bytes.length;
  }

  async close(): Promise<void> {
    this.log.push(`closed with ${this.listenerCount('data')} listeners`);
  }

  open(): ReturnType<typeof openHidPort> {
    return openHidPort(url, wanted, this.clock, async () => this);
  }
}

interface Heard {
  readonly bytes: Uint8Array[];
  /** How often the port said that it is closed. */
  closed: number;
  readonly over: Promise<void>;
}

function listen(port: Port): Heard {
  let end = (): void => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const heard: Heard = { bytes: [], closed: 0, over };
  port.onReceived = (bytes) => heard.bytes.push(bytes);
  port.onClosed = () => {
    heard.closed += 1;
    end();
  };
  return heard;
}
const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

describe('a port over HID', () => {
  it('carries every byte both ways, one write at a time', async () => {
    const hid = new FakeHid();
    const port = value(await hid.open());
    const heard = listen(port);
    for (let i = 0; i < 40; i += 1) port.write(everyByte);
    await hid.clock.advance(50);
    const all = Buffer.concat(Array.from({ length: 40 }, () => everyByte));
    expect(Buffer.concat(hid.heard).equals(all)).toBe(true);
    expect(Buffer.concat(heard.bytes).equals(all)).toBe(true);
    expect(hid.mostUnderWay).toBe(1);
  });

  it('takes apart reports that come as one piece', async () => {
    const hid = new FakeHid();
    const port = value(await hid.open());
    const heard = listen(port);
    hid.held = [];
    port.write(everyByte);
    await settled();
    expect(hid.held.length).toBeGreaterThan(3);
    hid.emit('data', Buffer.concat(hid.held));
    expect(Buffer.concat(heard.bytes).equals(everyByte)).toBe(true);
  });

  it('closes once everything is written, and the reader is told', async () => {
    const hid = new FakeHid();
    const port = value(await hid.open());
    const heard = listen(port);
    port.write(everyByte);
    await Promise.all([port.close(), port.close()]);
    expect(Buffer.concat(hid.heard).equals(everyByte)).toBe(true);
    expect(hid.log).toEqual(['attached', 'detached', 'closed with 1 listeners']);
    expect(heard.closed).toBe(1);
    port.write(everyByte);
    hid.emit('data', Buffer.alloc(64));
    await hid.clock.advance(60_000);
    expect(hid.heard.length).toBe(5);
    expect(hid.clock.pending).toBe(0);
  });

  it('is closed when the device goes', async () => {
    const hid = new FakeHid();
    const heard = listen(value(await hid.open()));
    hid.writes = () => Promise.reject(new Error('gone'));
    hid.emit('error', new Error('could not read from HID device'));
    hid.emit('error', new Error('could not read from HID device'));
    await heard.over;
    await settled();
    expect(heard.closed).toBe(1);
    expect(hid.clock.pending).toBe(0);
  });

  it('is closed when a write fails', async () => {
    const hid = new FakeHid();
    const port = value(await hid.open());
    const heard = listen(port);
    hid.writes = () => Promise.reject(new Error('gone'));
    port.write(everyByte);
    await heard.over;
    await settled();
    expect(heard.closed).toBe(1);
  });

  it('is closed when a write does not get through in time, also where closing the device hangs too', async () => {
    const hid = new FakeHid();
    const port = value(await hid.open());
    const heard = listen(port);
    hid.writes = () => new Promise(() => {});
    hid.close = () => new Promise(() => {});
    port.write(Uint8Array.of(1));
    await hid.clock.advance(writeLimitMs - 1);
    expect(heard.closed).toBe(0);
    await hid.clock.advance(1);
    await heard.over;
    expect(hid.clock.pending).toBe(0);
  });

  it('is closed when the reader ends the channel, or gives it to another host', async () => {
    const hid = new FakeHid();
    const port = value(await hid.open());
    const heard = listen(port);
    hid.reader.hostGone();
    port.write(everyByte);
    await heard.over;
    await settled();
    expect(heard.closed).toBe(1);
    expect(hid.heard).toEqual([]);
  });
});

describe('a port over HID is refused', () => {
  it('with EMU-507 where node-hid or its libraries are missing', async () => {
    const hid = new FakeHid();
    const missing = Object.assign(new Error('x'), { code: 'ERR_MODULE_NOT_FOUND' });
    expect(await openHidPort(url, wanted, hid.clock, () => Promise.reject(missing))).toMatchObject({
      problem: { code: 'EMU-507', detail: { reason: 'ERR_MODULE_NOT_FOUND' } },
    });
    hid.devicesAsync = () => Promise.reject(Object.assign(new Error('x'), { code: 'ERR_DLOPEN_FAILED' }));
    expect(await hid.open()).toMatchObject({
      problem: { code: 'EMU-507', detail: { reason: 'ERR_DLOPEN_FAILED' } },
    });
  });

  it.each([
    ['another vendor', { vendorId: 0x1234 }],
    ['another product', { productId: 2 }],
    ['another serial number', { serialNumber: 'FCR-000002' }],
    ['another usage page', { usagePage: 1 }],
  ])('with EMU-508 where there is %s only', async (_, other) => {
    const hid = new FakeHid();
    hid.devices = [{ ...listed, ...other }];
    expect(await hid.open()).toMatchObject({ problem: { code: 'EMU-508', detail: { url } } });
  });

  it('with EMU-509 where it may not be opened', async () => {
    const hid = new FakeHid();
    hid.openProblem = new Error('cannot open device with path one');
    expect(await hid.open()).toMatchObject({
      problem: { code: 'EMU-509', detail: { path: 'one', reason: 'cannot open device with path one' } },
    });
    hid.devices = [{ ...listed, path: '/dev/hidraw-that-is-not-there' }];
    expect(await hid.open()).toMatchObject({ problem: { code: 'EMU-509', detail: { reason: 'ENOENT' } } });
  });

  it('with EMU-510 where nobody answers, and the device is closed', async () => {
    const hid = new FakeHid();
    hid.answers = false;
    const opening = hid.open();
    await hid.clock.advance(3_000);
    expect(await opening).toMatchObject({ problem: { code: 'EMU-510', detail: { reason: 'no answer' } } });
    await hid.clock.advance(60_000);
    expect(hid.log).toEqual(['closed with 1 listeners']);
    expect(hid.clock.pending).toBe(0);
  });

  it('with EMU-511 where several answer to the URL, but not for one that is listed twice', async () => {
    const hid = new FakeHid();
    hid.devices = [listed, { ...listed, path: 'two' }];
    expect(await hid.open()).toMatchObject({ problem: { code: 'EMU-511', detail: { count: 2 } } });
    hid.devices = [listed, listed];
    expect((await hid.open()).ok).toBe(true);
  });
});

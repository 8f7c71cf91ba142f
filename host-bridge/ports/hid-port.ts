/**
 * Readers at `hid:` URLs, through node-hid. The package is native and optional: it is loaded when the first such URL
 * is opened, and not before.
 */

import { randomBytes } from 'node:crypto';
import { access, constants } from 'node:fs/promises';
import type { Device, HIDAsync } from 'node-hid';
import { HostReports } from '../../protocol/hid/host-reports.ts';
import type { StreamEvent } from '../../protocol/hid/report-channel.ts';
import { readerUsage, reportLength } from '../../protocol/hid/report-descriptor.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import { errnoOf } from '../errno.ts';
import type { Port } from './port.ts';
import { createWriteLimit, type WriteLimit } from './write-limit.ts';

/** Milliseconds in which the reader must answer that there is a channel. Our figure. */
const answerLimitMs = 3_000;

/** What of node-hid is used. */
export interface HidPackage {
  readonly devicesAsync: (vendor: number, product: number) => Promise<Device[]>;
  readonly HIDAsync: { open(path: string): Promise<Pick<HIDAsync, 'on' | 'write' | 'close'>> };
}
type OpenHid = Awaited<ReturnType<HidPackage['HIDAsync']['open']>>;

export interface WantedDevice {
  readonly vendor: number;
  readonly product: number;
  /** null: the only one of its kind. */
  readonly serial: string | null;
}

const loadNodeHid = async (): Promise<HidPackage> => (await import('node-hid')).default;

/**
 * Opens the device and waits until the reader has given us a channel.
 * Refuses with EMU-507 (no node-hid), 508 (no such device), 509 (not permitted), 510 (no answer), 511 (more than one).
 */
export async function openHidPort(
  url: string,
  wanted: WantedDevice,
  clock: Clock,
  load: () => Promise<HidPackage> = loadNodeHid,
): Promise<Result<Port>> {
  const found = await find(url, wanted, load);
  if (!found.ok) return found;
  const { hid, path } = found.value;
  const device = await open(hid, path);
  if (!device.ok) return device;
  return new Promise((resolve) => new HidPort(url, device.value, clock, resolve));
}

/** The system's short name of what went wrong; node-hid's own words, where it has them only. */
const reasonOf = (error: unknown): string => {
  const code = errnoOf(error);
  return code === 'unknown' && error instanceof Error ? error.message : code;
};

interface Found {
  readonly hid: HidPackage;
  readonly path: string;
}

async function find(
  url: string,
  wanted: WantedDevice,
  load: () => Promise<HidPackage>,
): Promise<Result<Found>> {
  let hid: HidPackage;
  let listed: Device[];
  try {
    hid = await load();
    // The native part is loaded with the first call, and fails there where libusb or libudev is missing.
    listed = await hid.devicesAsync(wanted.vendor, wanted.product);
  } catch (error) {
    return refuse('EMU-507', { reason: reasonOf(error) });
  }
  const { vendor, product, serial } = wanted;
  const paths = new Set<string>();
  for (const device of listed) {
    if (device.vendorId !== vendor || device.productId !== product) continue;
    if (device.usagePage !== readerUsage.page) continue;
    if (serial !== null && device.serialNumber !== serial) continue;
    if (device.path !== undefined) paths.add(device.path);
  }
  const [path] = paths;
  if (path === undefined) return refuse('EMU-508', { url });
  // One of several would be another after each reconnection.
  return paths.size > 1 ? refuse('EMU-511', { url, count: paths.size }) : ok({ hid, path });
}

async function open(hid: HidPackage, path: string): Promise<Result<OpenHid>> {
  try {
    // node-hid says in words only why it cannot open; of a device file the system says it better.
    if (path.startsWith('/dev/')) await access(path, constants.R_OK | constants.W_OK);
    return ok(await hid.HIDAsync.open(path));
  } catch (error) {
    return refuse('EMU-509', { path, reason: reasonOf(error) });
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** From the opened device on. Calls `decided` once: with itself when there is a channel, or with the reason why not. */
class HidPort implements Port {
  onReceived: (bytes: Uint8Array) => void = () => {};
  onClosed: () => void = () => {};
  readonly #url: string;
  readonly #device: OpenHid;
  readonly #clock: Clock;
  readonly #reports: HostReports;
  readonly #limit: WriteLimit;
  /** Resolves when a write does not get through: nothing more is waited for then. */
  readonly #stuck: Promise<void>;
  readonly #answerLimit: unknown;
  #decided: ((result: Result<Port>) => void) | null;
  #timer: unknown = null;
  #unwritten: Uint8Array[] = [];
  #writing = false;
  /** Resolves when what is being written is written. */
  #written: Promise<void> = Promise.resolve();
  #closed: Promise<void> | null = null;

  constructor(url: string, device: OpenHid, clock: Clock, decided: (result: Result<Port>) => void) {
    this.#url = url;
    this.#device = device;
    this.#clock = clock;
    this.#decided = decided;
    let stuck = (): void => {};
    this.#stuck = new Promise((resolve) => {
      stuck = resolve;
    });
    this.#limit = createWriteLimit(clock, () => {
      stuck();
      this.#fail('stuck');
    });
    this.#answerLimit = clock.setTimeout(() => this.#fail('no answer'), answerLimitMs);
    // For the life of the device: without a listener node-hid stops reading, and loses reports.
    device.on('data', (bytes: Uint8Array) => this.#read(bytes));
    device.on('error', () => this.#fail('gone'));
    this.#reports = new HostReports(randomBytes(8), clock.ticks());
    this.#step();
  }

  write(bytes: Uint8Array): void {
    if (this.#closed !== null) return;
    this.#reports.send(bytes, this.#clock.ticks());
    this.#step();
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    this.#clock.clearTimeout(this.#answerLimit);
    this.#reports.close(this.#clock.ticks());
    this.#step();
    await Promise.race([this.#written, this.#stuck]);
    // node-hid begins to read a turn after it was given a listener, and must not find itself closed by then.
    await turn();
    // Waits until its reads have stopped. The device may be gone already.
    await Promise.race([this.#device.close().catch(() => {}), this.#stuck]);
    this.#limit.stop();
    this.onClosed();
  }

  #fail(reason: string): void {
    this.#decided?.(refuse('EMU-510', { url: this.#url, reason }));
    this.#decided = null;
    void this.close();
  }

  #read(bytes: Uint8Array): void {
    if (this.#closed !== null) return;
    // What was queued may come as one piece.
    for (let at = 0; at < bytes.length; at += reportLength)
      this.#reports.received(bytes.subarray(at, at + reportLength), this.#clock.ticks());
    this.#step();
  }

  /** Does all that the last call to the reports brought about. */
  #step(): void {
    this.#unwritten.push(...this.#reports.takeReports());
    if (!this.#writing) this.#written = this.#writeAll();
    for (const event of this.#reports.takeEvents()) this.#happened(event);
    this.#arm();
  }

  #happened(event: StreamEvent): void {
    switch (event.type) {
      case 'attached':
        this.#clock.clearTimeout(this.#answerLimit);
        this.#decided?.(ok(this));
        this.#decided = null;
        return;
      case 'received':
        this.onReceived(event.bytes);
        return;
      case 'detached':
        this.#fail(event.problem?.code ?? 'closed');
    }
  }

  /** One report after the other: two writes under way at once may overtake each other. */
  async #writeAll(): Promise<void> {
    this.#writing = true;
    for (let report = this.#unwritten.shift(); report !== undefined; report = this.#unwritten.shift()) {
      this.#limit.began();
      try {
        await this.#device.write(Buffer.concat([noReportId, report]));
      } catch {
        this.#unwritten = [];
        this.#fail('gone');
      }
      this.#limit.ended();
    }
    this.#writing = false;
  }

  #arm(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    const now = this.#clock.ticks();
    const due = this.#closed === null ? this.#reports.deadline(now) : null;
    if (due === null) return;
    this.#timer = this.#clock.setTimeout(
      () => {
        this.#timer = null;
        this.#reports.advance(this.#clock.ticks());
        this.#step();
      },
      Math.max(0, due - now),
    );
  }
}

/** What a system's write call wants before a report that has no id. */
const noReportId = Uint8Array.of(0);

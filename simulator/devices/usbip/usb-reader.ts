/**
 * The emulated reader as a composite USB device. Sans-I/O: transfers of the host go in, answers come out. Its two
 * functions carry the same stream, and one host has it at a time: the function that the host opens and speaks on first
 * has it until the host closes that function; what comes over the other meanwhile is passed over.
 *
 * A serial line is open while DTR is up, and the HID function while its input reports are fetched.
 */

import { ok, type Result } from '../../../protocol/result.ts';
import { HidStream, type HidStreamParts } from '../hid-stream.ts';
import { ControlEndpoint } from './control-endpoint.ts';
import { endpointNumber } from './descriptors.ts';
import { WaitingTransfers } from './waiting-transfers.ts';
import { type Submit, transferStatus } from './wire.ts';

/**
 * What may wait for a host that does not fetch it; more, and it counts as gone. Our figures: a report beyond those
 * that may be under way is one too many, but the count of those starts anew with each channel.
 */
const mostUnfetched = { bytes: 1 << 20, reports: 64 } as const;

/** What the device says to those around it. */
export interface UsbReaderOwner {
  /**
   * The answer to a transfer.
   *
   * @param status one of `transferStatus`
   * @param length bytes that went over
   * @param data what the host gets
   */
  answer(seqnum: number, status: number, length: number, data: Uint8Array): void;
  /** A host has the stream. */
  opened(): void;
  /** It has let it go. */
  closed(): void;
  received(bytes: Uint8Array): void;
}

type StreamFunction = 'serial' | 'reports';
const nothing = new Uint8Array();

export class UsbReader {
  readonly #owner: UsbReaderOwner;
  readonly #control: ControlEndpoint;
  readonly #waiting = new WaitingTransfers();
  readonly #reports: HidStream;
  /** Which function has the stream. */
  #holder: StreamFunction | null = null;
  #terminalReady = false;
  /** The transfer that the last input report went by. */
  #lastReportFetch: number | null = null;
  /** Bytes of the reader that the host has not fetched from the serial line. */
  #unfetched: Uint8Array[] = [];
  #unfetchedLength = 0;
  #unfetchedReports: Uint8Array[] = [];

  /**
   * @param serial the reader's serial number
   * @param parts time, and chance for the numbers of channels
   */
  constructor(
    serial: string,
    owner: UsbReaderOwner,
    { clock, random }: Pick<HidStreamParts, 'clock' | 'random'>,
  ) {
    this.#owner = owner;
    this.#control = new ControlEndpoint(serial, {
      configured: () => this.reset(),
      terminalReady: (ready) => this.#setTerminalReady(ready),
      reportSent: (report) => this.#reportReceived(report),
    });
    this.#reports = new HidStream({
      clock,
      random,
      write: (report) => this.#reportToFetch(report),
      listener: {
        attached: () => this.#take('reports'),
        detached: () => this.#letGo('reports'),
        received: (bytes) => {
          if (this.#holder === 'reports') owner.received(bytes);
        },
      },
    });
  }

  /** A transfer of the host; answered at once or when there is something to say. EMU-668 where it asks for too much. */
  submit(transfer: Submit): Result<void> {
    const { seqnum, direction, endpoint } = transfer;
    if (endpoint === 0) this.#controlTransfer(transfer);
    else if (direction === 'in') return this.#fetch(transfer);
    else if (endpoint === endpointNumber.serial) this.#serialReceived(transfer);
    else if (endpoint === endpointNumber.reports) {
      this.#owner.answer(seqnum, transferStatus.done, transfer.data.length, nothing);
      this.#reportReceived(transfer.data);
    } else this.#stall(seqnum);
    return ok(undefined);
  }

  /** The host no longer waits for that transfer. False where it has been answered already. */
  unlink(target: number): boolean {
    const endpoint = this.#waiting.withdraw(target);
    // A host withdraws its wait for reports only when it closes the function; a report may have crossed that.
    if (endpoint === endpointNumber.reports || target === this.#lastReportFetch) this.#closeReports();
    return endpoint !== null;
  }

  /** Bytes of the reader, for the host that has the stream. */
  send(bytes: Uint8Array): void {
    if (this.#holder === 'reports') this.#reports.send(bytes);
    if (this.#holder !== 'serial') return;
    this.#unfetched.push(bytes);
    this.#unfetchedLength += bytes.length;
    this.#feedSerial();
    if (this.#unfetchedLength > mostUnfetched.bytes) this.#letGo('serial');
  }

  /** The host is gone or starts the device anew: nothing waits, nobody has the stream. */
  reset(): void {
    this.#waiting.clear();
    this.#setTerminalReady(false);
    this.#closeReports();
  }

  #controlTransfer({ seqnum, direction, length, setup, data }: Submit): void {
    const towardsHost = ((setup[0] ?? 0) & 0x80) !== 0;
    const answer = towardsHost === (direction === 'in') ? this.#control.request(setup, data) : null;
    if (answer === null) this.#stall(seqnum);
    else if (direction === 'in') {
      const fitting = answer.subarray(0, length);
      this.#owner.answer(seqnum, transferStatus.done, fitting.length, fitting);
    } else this.#owner.answer(seqnum, transferStatus.done, data.length, nothing);
  }

  #stall(seqnum: number): void {
    this.#owner.answer(seqnum, transferStatus.stalled, 0, nothing);
  }

  #fetch({ seqnum, endpoint, length }: Submit): Result<void> {
    if (!Object.values(endpointNumber).some((number) => number === endpoint)) {
      this.#stall(seqnum);
      return ok(undefined);
    }
    const added = this.#waiting.add(endpoint, { seqnum, length });
    if (endpoint === endpointNumber.serial) this.#feedSerial();
    if (endpoint === endpointNumber.reports) this.#feedReports();
    return added;
  }

  #take(by: StreamFunction): void {
    if (this.#holder !== null) return;
    this.#holder = by;
    this.#owner.opened();
  }

  #letGo(by: StreamFunction): void {
    if (this.#holder !== by) return;
    this.#holder = null;
    this.#unfetched = [];
    this.#unfetchedLength = 0;
    this.#owner.closed();
  }

  // ── the serial line ─────────────────────────────────────────────────────────────────────────────────

  #setTerminalReady(ready: boolean): void {
    this.#terminalReady = ready;
    if (!ready) this.#letGo('serial');
  }

  #serialReceived({ seqnum, data }: Submit): void {
    this.#owner.answer(seqnum, transferStatus.done, data.length, nothing);
    if (!this.#terminalReady || data.length === 0) return;
    this.#take('serial');
    if (this.#holder === 'serial') this.#owner.received(data);
  }

  #feedSerial(): void {
    for (;;) {
      const transfer = this.#waiting.first(endpointNumber.serial);
      const bytes = this.#unfetched[0];
      if (transfer === null || bytes === undefined) return;
      const data = bytes.subarray(0, transfer.length);
      if (data.length < bytes.length) this.#unfetched[0] = bytes.subarray(data.length);
      else this.#unfetched.shift();
      this.#unfetchedLength -= data.length;
      this.#waiting.dropFirst(endpointNumber.serial);
      this.#owner.answer(transfer.seqnum, transferStatus.done, data.length, data);
    }
  }

  // ── HID ─────────────────────────────────────────────────────────────────────────────────────────────

  #reportReceived(report: Uint8Array): void {
    if (this.#holder !== 'serial') this.#reports.received(report);
  }

  #reportToFetch(report: Uint8Array): void {
    this.#unfetchedReports.push(report);
    this.#feedReports();
    if (this.#unfetchedReports.length > mostUnfetched.reports) this.#closeReports();
  }

  #feedReports(): void {
    for (;;) {
      const transfer = this.#waiting.first(endpointNumber.reports);
      const report = this.#unfetchedReports[0];
      if (transfer === null || report === undefined) return;
      this.#unfetchedReports.shift();
      this.#waiting.dropFirst(endpointNumber.reports);
      this.#lastReportFetch = transfer.seqnum;
      const data = report.subarray(0, transfer.length);
      this.#owner.answer(transfer.seqnum, transferStatus.done, data.length, data);
    }
  }

  #closeReports(): void {
    this.#lastReportFetch = null;
    this.#unfetchedReports = [];
    this.#reports.hostGone();
  }
}

/** The bridge of a desk, in this process. Killed, it is gone without a word; what it had on its disk is still there. */

import { join } from 'node:path';
import type { Clock, Entropy } from '../../firmware/hal.ts';
import { type Bridge, createBridge } from '../../host-bridge/bridge.ts';
import type { BackEndClient } from '../../host-bridge/eligibility/client.ts';
import type { Journal } from '../../host-bridge/eligibility/journal.ts';
import { openSqliteJournal } from '../../host-bridge/eligibility/sqlite-journal.ts';
import type { Facility } from '../../host-bridge/facility.ts';
import type { MaintenanceStore } from '../../host-bridge/lookups/announced-maintenance.ts';
import type { LookupStore } from '../../host-bridge/lookups/lookup.ts';
import { memoryMaintenance } from '../../host-bridge/lookups/memory-maintenance.ts';
import { openSqliteLookups } from '../../host-bridge/lookups/sqlite-lookups.ts';
import { openSqliteMaintenance } from '../../host-bridge/lookups/sqlite-maintenance.ts';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import type { ObserveBridge } from '../../host-bridge/observed.ts';
import { type WatchForPort, watchFolderOfPort } from '../../host-bridge/ports/hot-plug.ts';
import { createOpenPort } from '../../host-bridge/ports/open-port.ts';
import type { PhoneReader } from '../../host-bridge/ports/phone-reader.ts';
import type { OpenPort, Port, ReaderUrl } from '../../host-bridge/ports/port.ts';
import { openReceiptFolder } from '../../host-bridge/receipt/disk-folder.ts';
import type { ReceiptFolder } from '../../host-bridge/receipt/folder.ts';
import { memoryReceiptFolder } from '../../host-bridge/receipt/memory-folder.ts';
import type { ChannelParts } from '../../protocol/channel/channel.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { orThrow, type Result, refuse } from '../../protocol/result.ts';
import type { Cable } from '../devices/cable.ts';
import { MemoryCable } from '../devices/memory-cable.ts';
import type { Activity } from '../time/activity.ts';
import { diskReceiptComputer, memoryReceiptComputer, type ReceiptComputer } from './receipt-computer.ts';

export interface BridgePartOptions {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly channel: ChannelParts | null;
  readonly facility: Facility;
  readonly client: () => BackEndClient;
  readonly observe: ObserveBridge;
  /** null keeps journal and receipt files in memory. */
  readonly data: string | null;
  readonly receiptIsTest: boolean;
  /** Requests may come from others than the desk's own receipt computer: the folder is looked at from time to time. */
  readonly pollsReceipt: boolean;
  /** By the URL under which the bridge finds each reader now. */
  readonly cables: () => ReadonlyMap<ReaderUrl, Cable>;
  /** Opening a port counts as under way. */
  readonly activity: Activity;
  /** The phone reader beside a reader; null: none stands there. */
  readonly phoneReaderOf: (reader: ReaderId) => PhoneReader | null;
  /** How a port that has appeared is noticed; unless told its folder is watched. */
  readonly watchForPort?: WatchForPort;
}

/** The receipt folder of a desk whose data are there. */
export const receiptFolderIn = (data: string): string => join(data, 'receipt');

export class BridgePart {
  readonly receipt: ReceiptFolder;
  readonly receiptComputer: ReceiptComputer;
  readonly #options: BridgePartOptions;
  #facility: Facility;
  readonly #openPort: OpenPort;
  #journal: Journal | null = null;
  #lookups: LookupStore | null = null;
  #maintenance: MaintenanceStore | null = null;
  #bridge: Bridge | null = null;
  #client: BackEndClient | null = null;
  /** A dead process writes nothing more: ports of an earlier life are told by it. */
  #life = 0;

  constructor(options: BridgePartOptions) {
    const { clock, data, facility, receiptIsTest } = options;
    this.#options = options;
    this.#facility = facility;
    if (data !== null) makeFolder(data);
    if (data === null) {
      const receipt = memoryReceiptFolder(clock);
      this.receipt = receipt;
      this.receiptComputer = memoryReceiptComputer(receipt);
    } else {
      const root = receiptFolderIn(data);
      const computer = diskReceiptComputer(root);
      this.receipt = orThrow(
        openReceiptFolder({
          root,
          writeInPlace: facility.writeInPlace,
          isTest: receiptIsTest,
          ...(options.pollsReceipt ? {} : { watch: computer.watch }),
        }),
      );
      this.receiptComputer = computer;
    }
    this.#openPort = createOpenPort(clock, (name) => this.#openMemoryPort(`memory:${name}`));
  }

  /** Null while it is dead. */
  get bridge(): Bridge | null {
    return this.#bridge;
  }

  /** Settings of the facility from here on; a bridge that is started later has them too. */
  get facility(): Facility {
    return this.#facility;
  }

  changeFacility(changed: Facility): void {
    this.#facility = changed;
    this.#bridge?.changeFacility(changed);
  }

  start(): void {
    if (this.#bridge !== null) return;
    const { clock, entropy, channel, client, observe, data, cables } = this.#options;
    this.#journal ??= orThrow(openSqliteJournal(data === null ? ':memory:' : join(data, 'bridge.db')));
    this.#lookups ??= orThrow(openSqliteLookups(data === null ? ':memory:' : join(data, 'lookups.db')));
    this.#maintenance ??=
      data === null ? memoryMaintenance() : orThrow(openSqliteMaintenance(join(data, 'maintenance.db')));
    this.#client = client();
    this.#life += 1;
    const life = this.#life;
    this.#bridge = createBridge({
      readers: [...cables().keys()],
      openPort: (url) => this.#open(url, life),
      watchForPort: this.#options.watchForPort ?? watchFolderOfPort,
      backEnd: this.#client,
      journal: this.#journal,
      lookups: this.#lookups,
      maintenance: this.#maintenance,
      receipt: this.receipt,
      facility: this.#facility,
      clock,
      entropy,
      channel,
      phoneReaderOf: this.#options.phoneReaderOf,
      observe: (observation) => {
        if (life === this.#life) observe(observation);
      },
    });
    this.#bridge.start();
  }

  async stop(): Promise<void> {
    const bridge = this.#bridge;
    this.#bridge = null;
    await bridge?.stop();
    await this.#client?.close();
    this.#client = null;
    this.#closeStores();
  }

  /** As SIGKILL would: nothing more is sent, said or written. */
  async kill(): Promise<void> {
    this.#life += 1;
    const bridge = this.#bridge;
    this.#bridge = null;
    const closed = this.#client?.close();
    this.#client = null;
    await bridge?.stop();
    await closed;
    if (this.#options.data === null) return;
    this.#closeStores();
  }

  #closeStores(): void {
    this.#journal?.close();
    this.#journal = null;
    this.#lookups?.close();
    this.#lookups = null;
    this.#maintenance?.close();
    this.#maintenance = null;
  }

  async #open(url: ReaderUrl, life: number): Promise<Result<Port>> {
    const cable = this.#options.cables().get(url);
    if (cable === undefined) return refuse('EMU-502', { url, reason: 'no such reader' });
    const ended = this.#options.activity.begin();
    const opened = await this.#openPort(url).finally(ended);
    if (!opened.ok || cable instanceof MemoryCable) return opened.ok ? this.#mortal(opened, life) : opened;
    return this.#mortal({ ok: true, value: this.#counted(opened.value, cable) }, life);
  }

  /** A port that falls silent when the life in which it was opened ends. */
  #mortal(opened: { readonly ok: true; readonly value: Port }, life: number): Result<Port> {
    const port = opened.value;
    const write = port.write.bind(port);
    port.write = (bytes) => {
      if (life === this.#life) write(bytes);
    };
    return opened;
  }

  /**
   * A real port whose bytes are counted, so that the desk knows when it is quiet. Opening and closing it is told to the
   * reader's end: what a USB cable says with its control line, and a pseudo-terminal cannot.
   */
  #counted(port: Port, cable: Cable): Port {
    let open = true;
    const closed = (): void => {
      // The cable may be another port's by the time this one has seen its end.
      if (open) cable.hostClosed();
      open = false;
    };
    const counted: Port = {
      onReceived: () => {},
      onClosed: () => {},
      write: (bytes) => {
        // What is written to a port that is being closed never leaves.
        if (open) cable.inFlight.hostWrote(bytes.length);
        port.write(bytes);
      },
      close: () => {
        closed();
        // Until the system has let the port go it cannot be opened again; time waits for that.
        const ended = this.#options.activity.begin();
        return port.close().finally(ended);
      },
    };
    port.onReceived = (bytes) => {
      cable.inFlight.hostGot(bytes, (write) => counted.onReceived(write));
    };
    port.onClosed = () => {
      closed();
      cable.hostNoticed();
      counted.onClosed();
    };
    cable.hostOpened();
    return counted;
  }

  #openMemoryPort(url: ReaderUrl): Promise<Result<Port>> {
    const cable = this.#options.cables().get(url);
    if (!(cable instanceof MemoryCable))
      return Promise.resolve(refuse('EMU-502', { url, reason: 'no such reader' }));
    return cable.open();
  }
}

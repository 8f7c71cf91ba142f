/**
 * A whole desk in one process: mock back end, bridge, readers, and the people who come. What `fcr start` serves to a
 * person and what scenarios, benchmarks and tests drive is this one thing; only its clock and its cables differ.
 */

import { join } from 'node:path';
import type { Entropy } from '../../firmware/hal.ts';
import type { ReaderObservation } from '../../firmware/observed.ts';
import type { ReaderProfile } from '../../firmware/profiles.ts';
import type { ScreenView } from '../../firmware/screens/vocabulary.ts';
import type { Facility } from '../../host-bridge/facility.ts';
import type { BridgeObservation } from '../../host-bridge/observed.ts';
import type { WatchForPort } from '../../host-bridge/ports/hot-plug.ts';
import type { ReaderUrl } from '../../host-bridge/ports/port.ts';
import { EmulatorError, type Language } from '../../protocol/errors.ts';
import { testUsbId } from '../../protocol/hid/report-descriptor.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import type { BackEndObservation } from '../back-end/observed.ts';
import type { Cable } from '../devices/cable.ts';
import { MemoryCable } from '../devices/memory-cable.ts';
import { SerialCable } from '../devices/serial-cable.ts';
import { TcpCable } from '../devices/tcp-cable.ts';
import { UhidCable } from '../devices/uhid-cable.ts';
import type { People } from '../people/registry.ts';
import type { KeyLock } from '../peripherals/keypad.ts';
import { fileStore, memoryStore } from '../peripherals/persistent-store.ts';
import type { Heard } from '../peripherals/speaker.ts';
import type { EmulatedPhoneReader } from '../phone-reader/emulated-phone-reader.ts';
import { PhoneReaderDriver, packetsAtOnce } from '../phone-reader/phone-reader-driver.ts';
import type { Placement } from '../phone-reader/placement.ts';
import { cardTrust } from '../pki/cards/card-trust.ts';
import type { Pki } from '../pki/link-and-tls.ts';
import type { DeskChannel } from '../pki/link-channel.ts';
import type { Activity } from '../time/activity.ts';
import type { DeskClock } from '../time/desk-clock.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { BackEndPart } from './back-end-part.ts';
import { BridgePart } from './bridge-part.ts';
import { EmulatedReader } from './emulated-reader.ts';
import { PeoplesCards } from './peoples-cards.ts';
import { PeoplesPhones } from './peoples-phones.ts';

export const linkKinds = ['memory', 'serial', 'tcp', 'hid'] as const;
export type LinkKind = (typeof linkKinds)[number];

export type DeskObservation =
  | { readonly at: ReaderId; readonly observation: ReaderObservation }
  | { readonly at: 'bridge'; readonly observation: BridgeObservation }
  | { readonly at: 'back-end'; readonly observation: BackEndObservation };

export interface DeskOptions {
  readonly readers: number;
  readonly link: LinkKind;
  readonly profile: ReaderProfile;
  readonly facility: Facility;
  readonly people: People;
  readonly clock: DeskClock;
  readonly activity: Activity;
  /** Decides nonces, session ids and noise. */
  readonly entropy: Entropy;
  readonly seed: string;
  /** Where everything is kept; null keeps it in memory and is for `memory` links only. */
  readonly data: string | null;
  /** Certificates of the TLS between bridge and back end; null calls the back end in this process. */
  readonly https: { readonly pki: Pki; readonly port: number } | null;
  /** As `BackEndPartOptions.statusPort`. */
  readonly statusPort?: number | null;
  /** Between readers and bridge; null: they speak without it. */
  readonly channel: DeskChannel | null;
  /**
   * Answers of the back end, and of phone readers, reach the bridge when nothing is on a cable any more. In virtual time, where neither takes
   * any, what comes first then does not depend on what the cables are made of.
   */
  readonly answersLast?: boolean;
  readonly receiptIsTest?: boolean;
  /** Others may drop requests into the receipt folder too; unless told so. */
  readonly pollsReceipt?: boolean;
  /** In which the readers rest; Japanese unless told. */
  readonly language?: Language;
  /** How long the same key does nothing on the readers' keypads; never unless told. */
  readonly keyLock?: KeyLock;
  /** Where the phone readers stand, in a profile that needs them; beside the readers unless told. */
  readonly phoneReader?: Placement;
  /** How the bridge notices a port that has appeared; unless told it watches the port's folder. */
  readonly watchForPort?: WatchForPort;
  readonly observe: (observed: DeskObservation) => void;
  /** What a reader shows has changed. */
  readonly onView?: (reader: ReaderId, view: ScreenView) => void;
  /** A reader says or sounds something, or falls silent. */
  readonly onHeard?: (reader: ReaderId, heard: Heard) => void;
}

const hexDigits = (id: number): string => id.toString(16).padStart(4, '0');
const testUsbPlace = `${hexDigits(testUsbId.vendor)}:${hexDigits(testUsbId.product)}`;

export const readerSerial = (place: number): ReaderId => `FCR-${String(place).padStart(6, '0')}` as ReaderId;

export class Desk {
  readonly options: DeskOptions;
  readonly backEnd: BackEndPart;
  readonly bridge: BridgePart;
  readonly readers: readonly EmulatedReader[];
  readonly cards: PeoplesCards;
  readonly phones: PeoplesPhones;
  /** Of the phone readers, by the reader beside which each stands. */
  readonly #drivers: ReadonlyMap<ReaderId, PhoneReaderDriver>;

  constructor(options: DeskOptions) {
    this.options = options;
    const { clock, entropy, channel, data, facility, observe, people } = options;
    const inData = (name: string): string | null => (data === null ? null : join(data, name));
    this.cards = new PeoplesCards({ people, clock, folder: inData('cards') });
    this.phones = new PeoplesPhones({ people, clock, folder: inData('cards') });
    this.backEnd = new BackEndPart({
      people,
      clock,
      entropy,
      activity: options.activity,
      observe: (observation) => observe({ at: 'back-end', observation }),
      data,
      https: options.https,
      statusPort: options.statusPort ?? null,
      answersLast: options.answersLast ?? false,
    });
    this.readers = Array.from({ length: options.readers }, (_, i) => this.#makeReader(i + 1));
    this.#drivers = new Map(
      this.readers.flatMap(({ serial, phoneReader }) =>
        phoneReader === null || channel === null
          ? []
          : [[serial, this.#makeDriver(serial, phoneReader, channel)] as const],
      ),
    );
    this.bridge = new BridgePart({
      clock,
      entropy,
      channel: channel === null ? null : channel.of.bridge({ entropy, validAt: channel.validAt }),
      facility,
      client: () => this.backEnd.client(),
      observe: (observation) => observe({ at: 'bridge', observation }),
      data,
      receiptIsTest: options.receiptIsTest ?? false,
      pollsReceipt: options.pollsReceipt ?? true,
      cables: () => this.#cables(),
      activity: options.activity,
      phoneReaderOf: (reader) => this.#drivers.get(reader) ?? null,
      ...(options.watchForPort === undefined ? {} : { watchForPort: options.watchForPort }),
    });
  }

  /** Rejects with an EmulatorError where a port, a folder or a pseudo-terminal cannot be had. */
  async start(): Promise<void> {
    await this.backEnd.start();
    for (const reader of this.readers) await reader.start();
    this.bridge.start();
  }

  async stop(): Promise<void> {
    for (const reader of this.readers) reader.powerOff();
    await this.bridge.stop();
    for (const reader of this.readers) await reader.stop();
    await this.backEnd.stop();
  }

  reader(id: string): EmulatedReader | undefined {
    return this.readers.find((reader) => reader.serial === id);
  }

  /** Nothing is under way any more, timers and running speech apart. */
  quiet(): Promise<void> {
    return this.options.activity.quiet();
  }

  /** Lays a person's card in the rest. Throws EMU-641 where there is no such person. */
  placeCard(reader: EmulatedReader, person: string): void {
    reader.place(this.cards.of(person));
  }

  /** Exchanges the cables of two readers at the host's end: each is found where the other was. */
  async swapCables(a: EmulatedReader, b: EmulatedReader): Promise<void> {
    // The host sees the one break before the other, over every kind of link.
    await a.unplug();
    await this.quiet();
    await b.unplug();
    await this.quiet();
    [a.cable.place, b.cable.place] = [b.cable.place, a.cable.place];
    await a.plug();
    await b.plug();
  }

  #cables(): ReadonlyMap<ReaderUrl, Cable> {
    return new Map(this.readers.map(({ cable }) => [cable.url, cable]));
  }

  #makeReader(place: number): EmulatedReader {
    const { clock, entropy, seed, channel, data, people, profile, language, keyLock } = this.options;
    const { observe, onView, onHeard, phoneReader } = this.options;
    const serial = readerSerial(place);
    return new EmulatedReader({
      serial,
      profile,
      clock,
      entropy,
      seed,
      store: data === null ? memoryStore() : fileStore(join(data, 'readers', `${serial}.json`)),
      cable: this.#makeCable(serial),
      cardTrust: cardTrust(people),
      channel: channel === null ? null : channel.of.reader(serial, { entropy, validAt: channel.validAt }),
      observe: (observation) => observe({ at: serial, observation }),
      ...(language === undefined ? {} : { language }),
      ...(keyLock === undefined ? {} : { keyLock }),
      ...(phoneReader === undefined ? {} : { phoneReader }),
      ...(onView === undefined ? {} : { onView: (view) => onView(serial, view) }),
      ...(onHeard === undefined ? {} : { onHeard: (heard) => onHeard(serial, heard) }),
    });
  }

  #makeDriver(
    beside: ReaderId,
    phoneReader: EmulatedPhoneReader,
    { of, validAt }: DeskChannel,
  ): PhoneReaderDriver {
    const { entropy, activity, answersLast = false } = this.options;
    const counted = (): Promise<void> => packetsAtOnce.toDriver().finally(activity.begin());
    return new PhoneReaderDriver(phoneReader, of.phoneReader(beside, { entropy, validAt }), {
      toDriver: counted,
      toBridge: answersLast ? () => activity.afterAllElse() : counted,
    });
  }

  #makeCable(serial: ReaderId): Cable {
    const { link, data, activity, seed, clock } = this.options;
    const parts = { activity, random: seededEntropy(`${seed} noise ${serial}`).number };
    if (link === 'memory') return new MemoryCable(serial, parts);
    if (link === 'tcp') return new TcpCable('127.0.0.1:0', parts, clock);
    if (link === 'hid') return new UhidCable(`${testUsbPlace}:${serial}`, parts, clock);
    if (data === null) throw new EmulatorError({ code: 'EMU-640', detail: { link } });
    return new SerialCable(join(data, 'ports', serial), parts);
  }
}

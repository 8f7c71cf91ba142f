/**
 * One emulated reader without bridge and back end of its own (`fcr reader`). Its host is another process, so what is
 * on the cable cannot be counted: it is quiet when nothing is under way in it, it does not wait for its host, and nothing
 * is on its way between it and its phone reader. A host that is away is not waited for; `link` of the answers says so.
 */

import { join } from 'node:path';
import type { ObserveReader } from '../../firmware/observed.ts';
import type { ReaderProfile } from '../../firmware/profiles.ts';
import { errnoOf } from '../../host-bridge/errno.ts';
import type { ChannelParts } from '../../protocol/channel/channel.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { ok, type Problem, type Result, refuse } from '../../protocol/result.ts';
import type { AutomatedDesk } from '../automation/server.ts';
import { EmulatedReader } from '../desk/emulated-reader.ts';
import { PeoplesCards } from '../desk/peoples-cards.ts';
import { PeoplesPhones } from '../desk/peoples-phones.ts';
import type { Cable } from '../devices/cable.ts';
import { SerialCable } from '../devices/serial-cable.ts';
import { TcpCable } from '../devices/tcp-cable.ts';
import { UhidCable } from '../devices/uhid-cable.ts';
import { UsbipCable } from '../devices/usbip/usbip-cable.ts';
import type { People } from '../people/registry.ts';
import { fileStore } from '../peripherals/persistent-store.ts';
import { OfferedPhoneReader } from '../phone-reader/offered-phone-reader.ts';
import { PhoneReaderDriver, packetsAtOnce } from '../phone-reader/phone-reader-driver.ts';
import { cardTrust } from '../pki/cards/card-trust.ts';
import { Activity } from '../time/activity.ts';
import type { DeskClock } from '../time/desk-clock.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { randomSeed, systemEntropy } from './random.ts';
import { ReadingAtHost } from './reading-at-host.ts';

export interface LoneReaderOptions {
  readonly url: string;
  readonly serial: ReaderId;
  readonly profile: ReaderProfile;
  readonly people: People;
  readonly clock: DeskClock;
  readonly data: string;
  /** null: it speaks to its host without the secure channel. */
  readonly channel: ChannelParts | null;
  /** `HOST:PORT` where the driver of its phone reader is offered, and who it is to readers; null: nowhere. */
  readonly phoneReader?: { readonly place: string; readonly channel: ChannelParts } | null;
  readonly observe: ObserveReader;
  /** Told why a host was turned away before it reached the reader. */
  readonly hostRefused: (problem: Problem) => void;
}

export interface LoneReader extends AutomatedDesk {
  /** Where a host finds it; of a free TCP port known once it has started. */
  readonly url: string;
  /** Where a bridge finds the driver of its phone reader; null: nowhere. */
  readonly phoneReaderUrl: string | null;
  /** Rejects with EMU-647 where the URL cannot be had, EMU-664 where this machine makes no HID devices. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A pseudo-terminal does not say that a host has opened it: the reader takes it that one has, and hears when it speaks. */
class UntoldSerialCable extends SerialCable {
  override async plug(): Promise<void> {
    await super.plug();
    this.hostOpened();
  }
}

/** EMU-646: no reader of the emulator can be offered at the URL. */
export function createLoneReader(options: LoneReaderOptions): Result<LoneReader> {
  const cable = cableOf(options);
  if (!cable.ok) return cable;
  return ok(loneReaderOn(cable.value, options));
}

/** The same on a cable of any kind. */
export function loneReaderOn(
  cable: Cable,
  options: Omit<LoneReaderOptions, 'url' | 'hostRefused'>,
): LoneReader {
  const { serial, profile, people, clock, data, channel, observe } = options;
  const activity = new Activity();
  const watching = new Set<() => void>();
  const changed = (): void => {
    for (const look of watching) look();
  };
  const atHost = new ReadingAtHost(clock, changed);
  const reader = new EmulatedReader({
    serial,
    profile,
    clock,
    entropy: systemEntropy,
    seed: randomSeed(),
    store: fileStore(join(data, 'readers', `${serial}.json`)),
    cable,
    channel,
    cardTrust: cardTrust(people),
    observe: (observation) => {
      atHost.observed(observation);
      observe(observation);
    },
    onView: changed,
  });
  const offered = offeredPhoneReader(reader, options, atHost, activity);
  /** After the limit of its profile the reader shows that it is reconnecting, and waits no longer. */
  const waits = (): boolean => reader.status?.view?.id === 'checking' || atHost.waits;
  const answered = (): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (waits()) return;
        watching.delete(look);
        resolve();
      };
      watching.add(look);
      look();
    });
  return {
    readers: [reader],
    cards: new PeoplesCards({ people, clock, folder: join(data, 'cards') }),
    phones: new PeoplesPhones({ people, clock, folder: join(data, 'cards') }),
    backEnd: null,
    bridge: null,
    get url() {
      return cable.url;
    },
    get phoneReaderUrl() {
      return offered?.url ?? null;
    },
    swapCables: () => Promise.resolve(),
    async quiet() {
      await activity.quiet();
      // What has arrived may be followed by more that is asked.
      while (waits()) {
        await answered();
        await activity.quiet();
      }
    },
    async start() {
      await hadAt(cable.url, reader.start());
      if (offered !== null) await hadAt(offered.url, offered.start());
    },
    async stop() {
      await offered?.stop();
      await reader.stop();
      atHost.forget();
    },
  };
}

async function hadAt(url: string, started: Promise<void>): Promise<void> {
  try {
    await started;
  } catch (error) {
    if (error instanceof EmulatorError) throw error;
    throw new EmulatorError({ code: 'EMU-647', detail: { url, reason: errnoOf(error) } });
  }
}

function offeredPhoneReader(
  reader: EmulatedReader,
  { phoneReader = null, clock }: Pick<LoneReaderOptions, 'phoneReader' | 'clock'>,
  atHost: ReadingAtHost,
  activity: Activity,
): OfferedPhoneReader | null {
  if (phoneReader === null || reader.phoneReader === null) return null;
  const { place } = phoneReader;
  const driver = new PhoneReaderDriver(reader.phoneReader, phoneReader.channel, {
    toDriver: () => packetsAtOnce.toDriver().finally(activity.begin()),
    toBridge: () => packetsAtOnce.toBridge().finally(activity.begin()),
  });
  const cable = new TcpCable(place, { activity: null, random: seededEntropy(randomSeed()).number }, clock);
  return new OfferedPhoneReader(atHost.counted(driver), cable, clock, systemEntropy);
}

/**
 * As the bridge's URLs, and for TCP and USB/IP port 0 as well: a free one. A HID device has the reader's serial number
 * unless told.
 */
function cableOf({ url, serial, clock, hostRefused }: LoneReaderOptions): Result<Cable> {
  const parts = { activity: null, random: seededEntropy(randomSeed()).number };
  const [, path] = /^serial:([^?]+)/.exec(url) ?? [];
  if (path !== undefined) return ok(new UntoldSerialCable(path, parts));
  const place = tcpPlace(url);
  if (place !== null) return ok(new TcpCable(place, parts, clock));
  const [, ids, named = `:${serial}`] = /^hid:([0-9a-f]{4}:[0-9a-f]{4})(:[^\s:]{1,63})?$/i.exec(url) ?? [];
  if (ids !== undefined) return ok(new UhidCable(`${ids}${named}`, parts, clock));
  const [, usbipPort] = /^usbip:(\d{1,5})$/.exec(url) ?? [];
  if (usbipPort !== undefined && Number(usbipPort) <= 65_535) {
    return ok(new UsbipCable(usbipPort, { ...parts, serial, clock, refused: hostRefused }));
  }
  return refuse('EMU-646', { url, reason: whatIsWrong(url) });
}

/** `HOST:PORT` of a `tcp:` URL; null where it is none. */
export function tcpPlace(url: string): string | null {
  const [, place, port] = /^tcp:([^\s:/]+:(\d{1,5}))$/.exec(url) ?? [];
  return place !== undefined && Number(port) <= 65_535 ? place : null;
}

/** Of a URL that has none of the forms. */
function whatIsWrong(url: string): string {
  const [, scheme = ''] = /^([a-z]+):/.exec(url) ?? [];
  switch (scheme) {
    case 'serial':
      return 'a path is needed';
    case 'tcp':
      return 'HOST:PORT is needed, the port from 0 to 65535';
    case 'hid':
      return 'VID:PID[:SERIAL] is needed, four hexadecimal digits each';
    case 'usbip':
      return 'a port from 0 to 65535 is needed';
    default:
      return 'it begins with none of serial:, tcp:, hid:, usbip:';
  }
}

/**
 * One emulated reader without bridge and back end of its own (`fcr reader`). Its host is another process, so what is
 * on the cable cannot be counted: it is quiet when nothing is under way in it and it does not wait for its host.
 */

import { join } from 'node:path';
import type { ObserveReader } from '../../firmware/observed.ts';
import type { ReaderProfile } from '../../firmware/profiles.ts';
import { errnoOf } from '../../host-bridge/errno.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { AutomatedDesk } from '../automation/server.ts';
import { EmulatedReader } from '../desk/emulated-reader.ts';
import { PeoplesCards } from '../desk/peoples-cards.ts';
import type { Cable } from '../devices/cable.ts';
import { SerialCable } from '../devices/serial-cable.ts';
import { TcpCable } from '../devices/tcp-cable.ts';
import type { People } from '../people/registry.ts';
import { fileStore } from '../peripherals/persistent-store.ts';
import { Activity } from '../time/activity.ts';
import type { DeskClock } from '../time/desk-clock.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import { randomSeed, systemEntropy } from './random.ts';

export interface LoneReaderOptions {
  readonly url: string;
  readonly serial: ReaderId;
  readonly profile: ReaderProfile;
  readonly people: People;
  readonly clock: DeskClock;
  readonly data: string;
  readonly observe: ObserveReader;
}

export interface LoneReader extends AutomatedDesk {
  /** Where a host finds it; of a free TCP port known once it has started. */
  readonly url: string;
  /** Rejects with EMU-647 where the URL cannot be had. */
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
  const { url, serial, profile, people, clock, data, observe } = options;
  const activity = new Activity();
  const watching = new Set<() => void>();
  const cable = cableOf(url, clock);
  if (!cable.ok) return cable;
  const reader = new EmulatedReader({
    serial,
    profile,
    clock,
    entropy: systemEntropy,
    store: fileStore(join(data, 'readers', `${serial}.json`)),
    cable: cable.value,
    observe,
    onView: () => {
      for (const look of watching) look();
    },
  });
  /** Resolves when the reader waits no longer: after the limit of its profile it shows that it is reconnecting. */
  const answered = (): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (reader.status?.view?.id === 'checking') return;
        watching.delete(look);
        resolve();
      };
      watching.add(look);
      look();
    });
  return ok({
    readers: [reader],
    cards: new PeoplesCards({ people, clock, folder: join(data, 'cards') }),
    backEnd: null,
    get url() {
      return cable.value.url;
    },
    swapCables: () => Promise.resolve(),
    async quiet() {
      await activity.quiet();
      await answered();
      await activity.quiet();
    },
    async start() {
      try {
        await reader.start();
      } catch (error) {
        const reason = errnoOf(error);
        throw new EmulatorError({ code: 'EMU-647', detail: { url, reason } });
      }
    },
    stop: () => reader.stop(),
  });
}

/** As the bridge's URLs, and for TCP port 0 as well: a free one. */
function cableOf(url: string, clock: DeskClock): Result<Cable> {
  const parts = { activity: null, random: seededEntropy(randomSeed()).number };
  const [, path] = /^serial:([^?]+)/.exec(url) ?? [];
  if (path !== undefined) return ok(new UntoldSerialCable(path, parts));
  const [, place, port] = /^tcp:([^\s:/]+:(\d{1,5}))$/.exec(url) ?? [];
  if (place !== undefined && Number(port) <= 65_535) return ok(new TcpCable(place, parts, clock));
  return refuse('EMU-646', { url });
}

/**
 * The whole desk of `fcr start`: back end, bridge and readers in this process on the machine's clock, with control API
 * and page server. Says when a patient could step up; what is shown to a person is the UI's.
 */

import { join, resolve } from 'node:path';
import type { ReaderProfile } from '../../firmware/profiles.ts';
import { createMetrics } from '../../host-bridge/control/metrics.ts';
import { startControl } from '../../host-bridge/control/server.ts';
import { writeControlToken } from '../../host-bridge/control/token.ts';
import type { Facility } from '../../host-bridge/facility.ts';
import type { Log } from '../../host-bridge/log.ts';
import { EmulatorError, type Language } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { orThrow } from '../../protocol/result.ts';
import { Acts } from '../automation/acts.ts';
import { createDeskEvents } from '../automation/desk-events.ts';
import { startPageServer } from '../automation/server.ts';
import { receiptFolderIn } from '../desk/bridge-part.ts';
import { Desk, type DeskObservation, type DeskOptions, type LinkKind } from '../desk/desk.ts';
import type { People } from '../people/registry.ts';
import { noKeyLock } from '../peripherals/keypad.ts';
import type { Heard } from '../peripherals/speaker.ts';
import { createPki } from '../pki/link-and-tls.ts';
import { linkChannels } from '../pki/link-channel.ts';
import { Activity } from '../time/activity.ts';
import type { DeskClock } from '../time/desk-clock.ts';
import type { OperatedDesk } from '../ui/operated-desk.ts';
import { type Closing, createClosing } from './closing.ts';
import { randomSeed, systemEntropy } from './random.ts';
import { version } from './version.ts';

export interface ServedDeskOptions {
  readonly readers: number;
  readonly link: LinkKind;
  readonly profile: ReaderProfile;
  readonly facility: Facility;
  readonly people: People;
  readonly clock: DeskClock;
  readonly log: Log;
  readonly data: string;
  readonly receiptIsTest: boolean;
  /** As `KeyLock.usual`: seconds. */
  readonly keyLock: number;
  /** 0: a free one. `backEnd` null: nothing but a port that was asked for makes a `memory` desk speak HTTPS. */
  readonly ports: {
    readonly page: number;
    readonly control: number;
    readonly backEnd: number | null;
    readonly status: number;
  };
  readonly language: Language;
}

/** Where everything is: the contents of `DATA/desk.json`. */
export interface DeskAddresses {
  readonly pid: number;
  readonly page: string;
  readonly automation: string;
  readonly control: string;
  /** File that holds the bearer token of the control API. */
  readonly controlToken: string;
  /** null: the back end answers in this process only. */
  readonly backEnd: string | null;
  /** Where the cards' authorities publish revocation lists (`crl/current.crl`) and answer (`ocsp`), over plain HTTP. */
  readonly revocation: string | null;
  readonly pki: string;
  readonly receipt: string;
  readonly link: LinkKind;
  readonly readers: readonly {
    readonly id: ReaderId;
    readonly url: string;
    /** Of the pseudo-terminal; null where the link is another. */
    readonly path: string | null;
  }[];
}

export interface ServedDesk {
  readonly addresses: DeskAddresses;
  readonly operated: OperatedDesk;
  /** Resolves when a patient could step up at every reader, or never where it is closed before; rejects with EMU-644 when that takes too long. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds in which readers, bridge and back end find each other; many times what it takes. */
const readyLimit = 20_000;

/** Rejects with an EmulatorError where a port, a folder or a pseudo-terminal cannot be had. */
export async function serveDesk(options: ServedDeskOptions): Promise<ServedDesk> {
  const { clock, log, people, ports, language, link } = options;
  const data = resolve(options.data);
  const closing = createClosing();
  const events = createDeskEvents(clock);
  const metrics = createMetrics();
  const watchers = new Set<(reader: ReaderId) => void>();
  const hearers = new Set<(reader: ReaderId, heard: Heard) => void>();
  const pkiFolder = join(data, 'pki');
  let ending = false;
  const overHttps = link !== 'memory' || ports.backEnd !== null;

  const pki = createPki(pkiFolder);
  const deskOptions: DeskOptions = {
    readers: options.readers,
    link,
    profile: options.profile,
    facility: options.facility,
    people,
    clock,
    activity: new Activity(),
    entropy: systemEntropy,
    seed: randomSeed(),
    data,
    https: overHttps ? { pki, port: ports.backEnd ?? 0 } : null,
    statusPort: ports.status,
    // As TLS, by the machine's clock: the desk's may be moved.
    channel: { of: linkChannels(pki.link), validAt: () => Date.now() },
    receiptIsTest: options.receiptIsTest,
    keyLock: { ...noKeyLock, usual: options.keyLock },
    observe: (event) => {
      // That readers are lost while the desk ends is its end, and no fault.
      if (ending) return;
      if (isBridges(event)) {
        log.write(event.observation);
        metrics.observe(event.observation);
      }
      events.record(event);
    },
    onView: (reader) => {
      for (const watch of watchers) watch(reader);
    },
    onHeard: (reader, heard) => {
      for (const hear of hearers) hear(reader, heard);
    },
  };

  try {
    const desk = new Desk(deskOptions);
    closing.add(() => desk.stop());
    await started(desk, link);
    const acts = new Acts({ desk, clock, observe: (at, observation) => events.record({ at, observation }) });
    closing.add(() => acts.close());
    const { bridge } = desk.bridge;
    if (bridge === null) throw new TypeError('a started desk has a bridge');
    const token = orThrow(writeControlToken(data, systemEntropy));
    const control = orThrow(await startControl({ bridge, metrics, clock, token, version }, ports.control));
    closing.add(() => control.close());
    log.write({ event: 'listening', of: 'control', port: control.port });
    const page = orThrow(await startPageServer({ desk, acts, events, clock, version, language }, ports.page));
    closing.add(() => page.close());

    const onView: OperatedDesk['onView'] = (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    };
    const onHeard: OperatedDesk['onHeard'] = (listener) => {
      hearers.add(listener);
      return () => hearers.delete(listener);
    };
    return {
      addresses: {
        pid: process.pid,
        page: page.url,
        automation: `${page.url}api`,
        control: `http://127.0.0.1:${control.port}/`,
        controlToken: join(data, 'control-token'),
        backEnd: desk.backEnd.url === null ? null : `${desk.backEnd.url}/`,
        revocation: desk.backEnd.statusUrl === null ? null : `${desk.backEnd.statusUrl}/`,
        pki: pkiFolder,
        receipt: receiptFolderIn(data),
        link,
        readers: desk.readers.map(({ serial, cable }) => ({
          id: serial,
          url: cable.url,
          path: link === 'serial' ? cable.place : null,
        })),
      },
      operated: { desk, acts, events, onView, onHeard, people, language },
      ready: () => allReady(desk, clock, onView, closing),
      close: () => {
        ending = true;
        return closing.close();
      },
    };
  } catch (error) {
    // What could not be begun may not be ended either; why it could not is what is told.
    await closing.close().catch(() => {});
    throw error;
  }
}

const isBridges = (event: DeskObservation): event is Extract<DeskObservation, { at: 'bridge' }> =>
  event.at === 'bridge';

/** The desk's own problems are typed; what the system said when it gave no pseudo-terminal is not. */
async function started(desk: Desk, link: LinkKind): Promise<void> {
  try {
    await desk.start();
  } catch (error) {
    if (error instanceof EmulatorError || link !== 'serial') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmulatorError({ code: 'EMU-643', detail: { reason } });
  }
}

function allReady(
  desk: Desk,
  clock: DeskClock,
  onView: OperatedDesk['onView'],
  closing: Closing,
): Promise<void> {
  const waiting = () =>
    desk.readers.find(({ status }) => status?.hostUp !== true || status.view?.id !== 'idle');
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clock.clearTimeout(limit);
      unwatch();
    };
    const limit = clock.setTimeout(() => {
      end();
      const late = waiting();
      const detail = {
        seconds: readyLimit / 1000,
        reader: late?.serial ?? '-',
        screen: late?.status?.view?.id ?? '-',
      };
      reject(new EmulatorError({ code: 'EMU-644', detail }));
    }, readyLimit);
    const look = (): void => {
      if (waiting() !== undefined) return;
      end();
      resolve();
    };
    const unwatch = onView(look);
    closing.add(end);
    look();
  });
}

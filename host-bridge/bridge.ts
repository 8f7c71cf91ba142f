/** The clinic's PC between its readers and the back end: puts the bridge's parts together. Holds no rule of its own. */

import type { ChannelParts } from '../protocol/channel/channel.ts';
import { EmulatorError } from '../protocol/errors.ts';
import { type ReaderId, readerOf, type VisitId } from '../protocol/ids.ts';
import type { HostMessage } from '../protocol/messages.ts';
import { ok, type Problem, type Result, refuse } from '../protocol/result.ts';
import type { Clock } from './clock.ts';
import type { ControlledBridge } from './control/desk-view.ts';
import { createEventLog, numbersOfProcess } from './control/event-log.ts';
import { visitStatus } from './control/visit-status.ts';
import { createAsker } from './eligibility/asking.ts';
import { askOnce } from './eligibility/asking-once.ts';
import type { BackEndClient } from './eligibility/client.ts';
import { createFaceFiles } from './eligibility/face-files.ts';
import type { Journal } from './eligibility/journal.ts';
import { createRequests } from './eligibility/requests.ts';
import { createUses } from './eligibility/uses.ts';
import { createVisitBook } from './eligibility/visit-book.ts';
import type { Facility } from './facility.ts';
import { knowMaintenance, type MaintenanceStore } from './lookups/announced-maintenance.ts';
import { askingFacility } from './lookups/asking-facility.ts';
import type { LookupStore } from './lookups/lookup.ts';
import { createLookups } from './lookups/lookups.ts';
import { askOfMaintenance } from './lookups/maintenance-asking.ts';
import { hearMaintenance } from './lookups/maintenance-hearing.ts';
import { watchSituation } from './lookups/situation.ts';
import type { BridgeObservation, ObserveBridge } from './observed.ts';
import type { WatchForPort } from './ports/hot-plug.ts';
import type { PhoneReader } from './ports/phone-reader.ts';
import type { OpenPort, ReaderUrl } from './ports/port.ts';
import { parseReaderUrl, wantsChannel } from './ports/url.ts';
import { createIdentities } from './readers/identities.ts';
import { readerSettings } from './readers/reader-settings.ts';
import { createSession, type Session } from './readers/session.ts';
import { type Supervisor, supervise } from './readers/supervisor.ts';
import { createExpiry } from './receipt/expiry.ts';
import type { ReceiptFolder } from './receipt/folder.ts';
import { createAnswering } from './receipt/requests/answering.ts';
import { requestKinds } from './receipt/requests/kinds.ts';
import { createUnfinished } from './unfinished.ts';

export interface BridgeOptions {
  readonly readers: readonly ReaderUrl[];
  readonly openPort: OpenPort;
  /** Notices that a port has appeared; without it a lost reader is only looked for from time to time. */
  readonly watchForPort?: WatchForPort;
  readonly backEnd: BackEndClient;
  readonly journal: Journal;
  readonly lookups: LookupStore;
  readonly maintenance: MaintenanceStore;
  readonly receipt: ReceiptFolder;
  readonly facility: Facility;
  readonly clock: Clock;
  readonly entropy: { bytes(count: number): Uint8Array };
  /** The secure channel to its readers; null: none has it, as if each URL said `channel=none`. */
  readonly channel: ChannelParts | null;
  /** The phone reader beside a reader; unless told, none stands beside any. */
  readonly phoneReaderOf?: (reader: ReaderId) => PhoneReader | null;
  readonly observe?: ObserveBridge;
  /** Told which port cannot be opened and why. No observation, because it names the port: traces hold none. */
  readonly portNotOpened?: (problem: Problem) => void;
}

export interface Bridge extends ControlledBridge {
  start(): void;
  /** Ends every conversation and gives up every timer. Journal and back end client stay their owner's to close. */
  stop(): Promise<void>;
  /** From here on the readers have these settings; a visit under way keeps the old ones. */
  changeFacility(facility: Facility): void;
  /** EMU-500, EMU-501, EMU-505. */
  addReader(url: ReaderUrl): Result<void>;
  /** Does nothing where there is no such reader. */
  removeReader(url: ReaderUrl): Promise<void>;
  /** Requests and openings that are under way; what waits for time does not count. */
  readonly busy: number;
  /** Called each time `busy` has come back to nought. Gives back the way to stop. */
  onIdle(listener: () => void): () => void;
}

interface Configured {
  readonly session: Session;
  readonly supervisor: Supervisor;
}

/** Throws an EmulatorError (EMU-500, EMU-501, EMU-505) where `readers` holds what is no URL of a reader, or one twice. */
export function createBridge(options: BridgeOptions): Bridge {
  const { openPort, journal, receipt, clock, entropy, watchForPort = () => () => {} } = options;
  const { portNotOpened = () => {}, phoneReaderOf = () => null } = options;
  let { facility } = options;
  let disaster = false;
  let running = false;
  const configured = new Map<ReaderUrl, Configured>();

  const events = createEventLog(clock, { before: numbersOfProcess(clock) });
  const observe = (observation: BridgeObservation): void => {
    events.record(observation);
    options.observe?.(observation);
    if (isFileWritten(observation)) expiry.written();
  };
  const unfinished = createUnfinished();
  const identities = createIdentities(clock);
  const facilityNow = (): Facility => facility;
  const terms = () => ({ settings: readerSettings(facility, entropy.bytes(16)), disaster });
  const deliver = (visit: VisitId, message: HostMessage): void => {
    const session = identities.sessionOf(readerOf(visit));
    if (message.type === 'visitNoted' || session?.visit === visit) session?.send(message);
  };

  const backEnd = hearMaintenance({
    backEnd: options.backEnd,
    clock,
    refused: (problem) => maintenanceAsking.refused(problem),
    answered: (askedAt) => maintenanceAsking.answered(askedAt),
  });
  const asker = createAsker({ backEnd, clock, observe, unfinished });
  const book = createVisitBook(journal, clock, observe);
  const faces = createFaceFiles({ receipt, facility: facilityNow, book, clock, observe });
  const uses = createUses({ book, faces, asker, deliver, observe });
  const requests = createRequests({
    asker,
    book,
    facility: facilityNow,
    profileOf: identities.profileOf,
    deliver,
  });

  const answering = createAnswering({
    exchange: receipt.exchange,
    kinds: requestKinds,
    backEnd,
    facility: facilityNow,
    clock,
    observe,
    unfinished,
  });
  const expiry = createExpiry({
    receipt,
    stayMinutes: () => facility.responseStayMinutes,
    clock,
    observe,
  });

  const ask = askOnce({ backEnd, observe, unfinished });
  const lookups = createLookups({
    store: options.lookups,
    ask: ask.ask,
    facility: facilityNow,
    disaster: () => disaster,
    clock,
    entropy,
    observe,
  });
  const maintenance = knowMaintenance({
    store: options.maintenance,
    clock,
    observe,
    changed: () => maintenanceAsking.windowChanged(),
  });
  // It tells by what has changed, and nothing of each asking.
  const askUnobserved = askOnce({ backEnd, observe: () => {}, unfinished });
  const maintenanceAsking = askOfMaintenance({
    ask: () => askUnobserved.ask('situation', { facility: askingFacility(facility) }),
    maintenance,
    minutes: () => facility.maintenanceAskingMinutes,
    visitsWait: () => asker.waiting,
    clock,
  });
  const situation = watchSituation({
    ask: () => ask.ask('situation', { facility: askingFacility(facility) }),
    maintenance,
    disasterOn: () => disaster,
    waiting: () => lookups.waiting,
  });

  const tellAll = (): void => {
    for (const session of identities.sessions()) session.send({ type: 'settingsChanged', ...terms() });
  };

  const addReader = (url: ReaderUrl): Result<void> => {
    const parsed = parseReaderUrl(url);
    if (!parsed.ok) return parsed;
    if (configured.has(url)) return refuse('EMU-505', { url });
    const turningAway = (): void => supervisor.hold();
    const session = createSession({
      clock,
      entropy,
      identities,
      requests,
      uses,
      observe,
      terms,
      staffCalled: (visit, why) => book.note(visit, { called: why }),
      phoneReaderOf,
      turningAway,
      channel: wantsChannel(url) ? options.channel : null,
    });
    const supervisor = supervise(url, session, {
      openPort,
      clock,
      watchForPort,
      unfinished,
      backingOff: (to) => observe({ event: 'backOff', reader: session.reader, ...to }),
      notOpened: portNotOpened,
    });
    configured.set(url, { session, supervisor });
    if (running) supervisor.start();
    return ok(undefined);
  };

  const end = ({ session, supervisor }: Configured): Promise<void> => {
    const stopped = supervisor.stop();
    session.end();
    return stopped;
  };

  for (const url of options.readers) {
    const added = addReader(url);
    if (!added.ok) throw new EmulatorError(added.problem);
  }

  return {
    start() {
      if (running) return;
      running = true;
      expiry.start();
      uses.recover();
      lookups.recover();
      maintenance.recover();
      maintenanceAsking.start();
      answering.start();
      for (const { supervisor } of configured.values()) supervisor.start();
    },
    async stop() {
      running = false;
      maintenance.stop();
      maintenanceAsking.stop();
      asker.stop();
      ask.stop();
      lookups.stop();
      faces.stop();
      book.stop();
      answering.stop();
      expiry.stop();
      await Promise.all([...configured.values()].map(end));
    },
    readers: identities.statuses,
    visits: (since) => book.listSince(since).map((record) => visitStatus(record, { disaster })),
    restart(id: ReaderId) {
      const session = identities.isConnected(id) ? identities.sessionOf(id) : null;
      if (session === null) return refuse('EMU-503', { reader: id });
      session.send({ type: 'restart' });
      return ok(undefined);
    },
    setDisaster(on) {
      if (on === disaster) return;
      disaster = on;
      observe({ event: 'disasterMode', on });
      tellAll();
    },
    lookups,
    situation: situation.now,
    maintenance: situation.known,
    eventsSince: events.eventsSince,
    subscribe: events.subscribe,
    changeFacility(changed) {
      facility = changed;
      tellAll();
      maintenanceAsking.settingsChanged();
    },
    addReader,
    async removeReader(url) {
      const reader = configured.get(url);
      configured.delete(url);
      if (reader !== undefined) await end(reader);
    },
    get busy() {
      return unfinished.count;
    },
    onIdle: unfinished.onIdle,
  };
}

const isFileWritten = (seen: BridgeObservation): boolean =>
  (seen.event === 'faceFile' && seen.written) || seen.event === 'requestAnswered';

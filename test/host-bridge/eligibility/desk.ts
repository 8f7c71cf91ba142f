/** A whole bridge in memory for tests, with its readers, back end, journal and receipt folder at hand. */

import { type Bridge, createBridge } from '../../../host-bridge/bridge.ts';
import type { BackEndClient } from '../../../host-bridge/eligibility/client.ts';
import type { Journal } from '../../../host-bridge/eligibility/journal.ts';
import { openSqliteJournal } from '../../../host-bridge/eligibility/sqlite-journal.ts';
import { type Facility, facilitySchema } from '../../../host-bridge/facility.ts';
import type { LookupStore } from '../../../host-bridge/lookups/lookup.ts';
import { memoryMaintenance } from '../../../host-bridge/lookups/memory-maintenance.ts';
import { openSqliteLookups } from '../../../host-bridge/lookups/sqlite-lookups.ts';
import type { BridgeObservation } from '../../../host-bridge/observed.ts';
import type { PhoneReader } from '../../../host-bridge/ports/phone-reader.ts';
import type { ReceiptFolder } from '../../../host-bridge/receipt/folder.ts';
import { memoryReceiptFolder } from '../../../host-bridge/receipt/memory-folder.ts';
import type { ChannelParts } from '../../../protocol/channel/channel.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import type { Consent, MessageOf, VisitEnding, VisitOutcome } from '../../../protocol/messages.ts';
import type { Result } from '../../../protocol/result.ts';
import { refuse } from '../../../protocol/result.ts';
import { FakeReader } from '../readers/fake-reader.ts';
import { VirtualClock } from '../readers/virtual-clock.ts';
import { FakeBackEnd } from './fake-back-end.ts';

export const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
};

/** Bytes that count up: distinct and always the same. */
export function countingEntropy() {
  let next = 0;
  return { bytes: (count: number) => Uint8Array.from({ length: count }, () => next++ & 0xff) };
}

export const consent: Consent = { surgery: true, treatment: true, checkup: false };

export class Desk {
  readonly clock = new VirtualClock();
  readonly backEnd = new FakeBackEnd();
  readonly receipt: ReceiptFolder = memoryReceiptFolder(this.clock);
  readonly journal: Journal = value(openSqliteJournal(':memory:'));
  readonly lookups: LookupStore = value(openSqliteLookups(':memory:'));
  readonly maintenance = memoryMaintenance();
  readonly entropy = countingEntropy();
  readonly observed: BridgeObservation[] = [];
  /** By the name of the memory port that they are at. */
  readonly readers = new Map<string, FakeReader>();
  facility: Facility = facilitySchema.parse({});
  opens = 0;
  /** By the serial number of the reader beside which each stands. */
  readonly phoneReaders = new Map<string, PhoneReader>();
  /** The bridge's end of the secure channel; null: it has none. */
  channel: ChannelParts | null = null;

  /** A reader at `memory:<serial>`; null: without the secure channel. */
  reader(serial = 'FCR-000001', channel: ChannelParts | null = null): FakeReader {
    const reader = new FakeReader(serial, this.clock, channel);
    this.readers.set(serial, reader);
    return reader;
  }

  bridge(through: { backEnd?: BackEndClient; journal?: Journal; receipt?: ReceiptFolder } = {}): Bridge {
    const { backEnd = this.backEnd, journal = this.journal, receipt = this.receipt } = through;
    const bridge = createBridge({
      readers: [...this.readers.keys()].map((name) => `memory:${name}`),
      openPort: async (url) => {
        this.opens += 1;
        const reader = this.readers.get(url.slice('memory:'.length));
        return reader === undefined ? refuse('EMU-502', { url, reason: 'nobody' }) : reader.open();
      },
      backEnd,
      journal,
      lookups: this.lookups,
      maintenance: this.maintenance,
      receipt,
      facility: this.facility,
      clock: this.clock,
      entropy: this.entropy,
      channel: this.channel,
      phoneReaderOf: (reader) => this.phoneReaders.get(reader) ?? null,
      observe: (observation) => this.observed.push(observation),
    });
    bridge.start();
    return bridge;
  }

  events<E extends BridgeObservation['event']>(event: E): Extract<BridgeObservation, { event: E }>[] {
    return this.observed.filter((o): o is Extract<BridgeObservation, { event: E }> => o.event === event);
  }
}

let requests = 0;
const nextRequest = (): number => ++requests;

/** A visit, or one that has begun, up to the eligibility answer. */
export async function identified(desk: Desk, reader: FakeReader, begun?: VisitId): Promise<VisitId> {
  const visit = begun ?? reader.nextVisit();
  if (begun === undefined) reader.say({ type: 'visitBegan', visit });
  reader.say({
    type: 'eligibilityRequest',
    request: nextRequest(),
    visit,
    medium: 'card',
    method: 'face',
    nonce: new Uint8Array(32),
    certificate: new Uint8Array(700),
    signature: new Uint8Array(256),
  });
  await desk.clock.advance(0);
  return visit;
}

/** Sends the use, and keeps that it waits for it as a reader does. */
export async function used(
  desk: Desk,
  reader: FakeReader,
  visit: VisitId,
  chosen: Pick<MessageOf<'useRequest'>, 'recipient' | 'prescription'> = {
    recipient: null,
    prescription: null,
  },
): Promise<number> {
  const request = nextRequest();
  reader.waiting = visit;
  reader.say({
    type: 'useRequest',
    request,
    visit,
    consent,
    ...chosen,
    provideLimit: null,
  });
  await desk.clock.advance(0);
  return request;
}

export async function withdrawn(desk: Desk, reader: FakeReader, visit: VisitId): Promise<void> {
  reader.say({ type: 'withdraw', request: nextRequest(), visit });
  await desk.clock.advance(0);
}

export async function ended(
  desk: Desk,
  reader: FakeReader,
  visit: VisitId,
  outcome: VisitOutcome,
  { reason, hints }: Pick<VisitEnding, 'reason' | 'hints'> = { reason: null, hints: null },
): Promise<void> {
  reader.waiting = null;
  reader.say({ type: 'visitEnded', visit, outcome, reason, hints });
  await desk.clock.advance(0);
}

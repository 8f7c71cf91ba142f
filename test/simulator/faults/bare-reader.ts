/** A reader without power on a memory cable of which both ends are in the test's hands: what a fault does to bytes. */

import { profiles } from '../../../firmware/profiles.ts';
import { orThrow } from '../../../protocol/result.ts';
import { readerSerial } from '../../../simulator/desk/desk.ts';
import { EmulatedReader } from '../../../simulator/desk/emulated-reader.ts';
import { MemoryCable } from '../../../simulator/devices/memory-cable.ts';
import { type FaultObservation, FaultsUnderWay } from '../../../simulator/faults/faults-under-way.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { memoryStore } from '../../../simulator/peripherals/persistent-store.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { Activity } from '../../../simulator/time/activity.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

export interface BareReader {
  readonly reader: EmulatedReader;
  readonly faults: FaultsUnderWay;
  readonly clock: VirtualClock;
  readonly seen: readonly FaultObservation[];
  /** All bytes that have come to the reader, and to the host. */
  readonly toReader: () => Uint8Array;
  readonly toHost: () => Uint8Array;
  /** Written by the host, and by the reader; resolves when the cable is quiet. */
  hostWrites(bytes: Uint8Array): Promise<void>;
  readerWrites(bytes: Uint8Array): Promise<void>;
  /** A host opens the cable once more. */
  open(): ReturnType<MemoryCable['open']>;
  /** Begins a fault; the reader is the only one. The cable is quiet then. */
  begin(order: Parameters<FaultsUnderWay['begin']>[0]): ReturnType<FaultsUnderWay['begin']>;
  /** Lets time go on, timer by timer. */
  pass(milliseconds: number): Promise<void>;
}

export async function bareReader(seed = 'bare'): Promise<BareReader> {
  const clock = new VirtualClock(0);
  const activity = new Activity();
  const cable = new MemoryCable('bare', { activity, random: seededEntropy(seed).number });
  const reader = new EmulatedReader({
    serial: readerSerial(1),
    profile: profiles['next-generation'],
    clock,
    entropy: seededEntropy(seed),
    seed,
    store: memoryStore(),
    cable,
    channel: null,
    cardTrust: cardTrust(loadPeople()),
    observe: () => {},
  });
  const seen: FaultObservation[] = [];
  const faults = new FaultsUnderWay(clock, (_, observation) => seen.push(observation));
  const toReader: Uint8Array[] = [];
  const toHost: Uint8Array[] = [];
  cable.listen({
    attached: () => {},
    detached: () => {},
    received: (bytes) => toReader.push(bytes.slice()),
  });
  await reader.plug();
  const port = orThrow(await cable.open());
  port.onReceived = (bytes) => toHost.push(bytes.slice());
  await activity.quiet();
  return {
    reader,
    faults,
    clock,
    seen,
    toReader: () => new Uint8Array(Buffer.concat(toReader)),
    toHost: () => new Uint8Array(Buffer.concat(toHost)),
    hostWrites(bytes) {
      port.write(bytes);
      return activity.quiet();
    },
    readerWrites(bytes) {
      cable.send(bytes);
      return activity.quiet();
    },
    open: () => cable.open(),
    async begin(order) {
      const begun = await faults.begin(order, {
        reader,
        next: null,
        swapCables: () => Promise.reject(new Error('there is no other')),
      });
      await activity.quiet();
      return begun;
    },
    async pass(milliseconds) {
      const end = clock.ticks() + milliseconds;
      for (let next = clock.next(); next !== null && next <= end; next = clock.next()) {
        clock.runNext();
        await activity.quiet();
      }
      clock.moveTo(end);
    },
  };
}

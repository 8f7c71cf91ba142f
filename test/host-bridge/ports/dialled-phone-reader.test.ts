import { describe, expect, it } from 'vitest';
import { dialPhoneReader } from '../../../host-bridge/ports/dialled-phone-reader.ts';
import type { PhoneReader, PhoneReaderListener } from '../../../host-bridge/ports/phone-reader.ts';
import { decodeDriverMessage } from '../../../protocol/phone-reader/driver-messages.ts';
import { MemoryCable } from '../../../simulator/devices/memory-cable.ts';
import { OfferedPhoneReader } from '../../../simulator/phone-reader/offered-phone-reader.ts';
import { Activity } from '../../../simulator/time/activity.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

/** The driver that is offered; what the bridge's end sends comes here. */
class FakeDriver implements PhoneReader {
  there = true;
  readonly sent: Uint8Array[] = [];
  listener: PhoneReaderListener | null = null;

  listen(listener: PhoneReaderListener): () => void {
    this.listener = listener;
    return () => {};
  }

  send(packet: Uint8Array): void {
    this.sent.push(packet);
  }
}

async function dialled() {
  const clock = new VirtualClock(0);
  const activity = new Activity();
  const cable = new MemoryCable('driver', { activity, random: () => 0 });
  const driver = new FakeDriver();
  const offered = new OfferedPhoneReader(driver, cable, clock, seededEntropy('driver'));
  const dialled = dialPhoneReader('memory:driver', {
    openPort: () => cable.open(),
    clock,
    entropy: seededEntropy('bridge'),
    backingOff: () => {},
    notOpened: () => {},
  });
  const told: boolean[] = [];
  const packets: Uint8Array[] = [];
  dialled.listen({ changed: () => told.push(dialled.there), received: (packet) => packets.push(packet) });
  const pass = async (milliseconds: number): Promise<void> => {
    const end = clock.ticks() + milliseconds;
    for (;;) {
      await activity.quiet();
      const next = clock.next();
      if (next === null || next > end) break;
      clock.runNext();
    }
    clock.moveTo(end);
    await activity.quiet();
  };
  await offered.start();
  dialled.start();
  await pass(1000);
  return { cable, driver, offered, dialled, told, packets, pass };
}

describe('a phone reader whose driver is dialled', () => {
  it('is there when the driver says so, and not when it takes that back', async () => {
    const { driver, dialled: phoneReader, told, pass } = await dialled();
    expect([phoneReader.there, told]).toEqual([true, [true]]);
    driver.there = false;
    driver.listener?.changed();
    await pass(100);
    expect([phoneReader.there, told]).toEqual([false, [true, false]]);
    await phoneReader.stop();
  });

  it('has packets passed on both ways as they are, also long ones', async () => {
    const { driver, dialled: phoneReader, packets, pass } = await dialled();
    const long = new Uint8Array(60_000).fill(7);
    phoneReader.send(Uint8Array.of(1, 2, 3));
    phoneReader.send(long);
    driver.listener?.received(Uint8Array.of(4, 5));
    await pass(2000);
    expect(driver.sent).toEqual([Uint8Array.of(1, 2, 3), long]);
    expect(packets).toEqual([Uint8Array.of(4, 5)]);
    await phoneReader.stop();
  });

  it('is away while its driver cannot be reached, and comes back by itself', async () => {
    const { cable, dialled: phoneReader, told, packets, driver, pass } = await dialled();
    await cable.unplug();
    await pass(500);
    expect(phoneReader.there).toBe(false);
    phoneReader.send(Uint8Array.of(9));
    await cable.plug();
    await pass(10_000);
    expect([phoneReader.there, told]).toEqual([true, [true, false, true]]);
    expect([driver.sent, packets]).toEqual([[], []]);
    await phoneReader.stop();
  });

  it('is told once more after a break whether it is there', async () => {
    const { cable, driver, dialled: phoneReader, pass } = await dialled();
    await cable.unplug();
    await pass(500);
    driver.there = false;
    driver.listener?.changed();
    await cable.plug();
    await pass(10_000);
    expect(phoneReader.there).toBe(false);
    await phoneReader.stop();
  });
});

describe('a message between host and driver', () => {
  it.each([
    [[], 'a message that is not known'],
    [[3], 'a message that is not known'],
    [[0, 0], 'too long'],
    [[1, 0], 'too long'],
  ])('of %j is refused: %s', (bytes, reason) => {
    expect(decodeDriverMessage(Uint8Array.from(bytes))).toEqual({
      ok: false,
      problem: { code: 'EMU-367', detail: { reason } },
    });
  });
});

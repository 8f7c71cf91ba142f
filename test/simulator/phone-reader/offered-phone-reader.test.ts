import { afterEach, describe, expect, it } from 'vitest';
import { type DialledPhoneReader, dialPhoneReader } from '../../../host-bridge/ports/dialled-phone-reader.ts';
import type { PhoneReader, PhoneReaderListener } from '../../../host-bridge/ports/phone-reader.ts';
import { longestFieldPacket } from '../../../protocol/messages.ts';
import { MemoryCable } from '../../../simulator/devices/memory-cable.ts';
import { OfferedPhoneReader } from '../../../simulator/phone-reader/offered-phone-reader.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

/** A driver's port whose other side is the test's. */
class FakeDriver implements PhoneReader {
  there = true;
  readonly sent: Uint8Array[] = [];
  listener: PhoneReaderListener | null = null;
  /** Sessions that it was told are nobody's any more. */
  left = 0;

  listen(listener: PhoneReaderListener): () => void {
    this.listener = listener;
    return () => {
      if (this.listener !== listener) return;
      this.listener = null;
      this.left += 1;
    };
  }

  send(packet: Uint8Array): void {
    this.sent.push(packet);
  }
}

const packet = Uint8Array.of(1, 0, 0, 0, 1, 7);

class Programs {
  readonly clock = new VirtualClock(Date.parse('2026-11-02T09:00:00+09:00'));
  readonly driver = new FakeDriver();
  readonly cable = new MemoryCable('phone-reader', { activity: null, random: () => 0.5 });
  readonly offered = new OfferedPhoneReader(this.driver, this.cable, this.clock, seededEntropy('driver'));
  readonly bridge: DialledPhoneReader;
  /** What the bridge hears. */
  readonly heard: (boolean | Uint8Array)[] = [];

  constructor() {
    this.bridge = dialPhoneReader(this.cable.url, {
      openPort: () => this.cable.open(),
      clock: this.clock,
      entropy: seededEntropy('bridge'),
      backingOff: () => {},
      notOpened: () => {},
    });
    this.bridge.listen({
      changed: () => this.heard.push(this.bridge.there),
      received: (said) => this.heard.push(said),
    });
  }

  async begin(): Promise<void> {
    await this.offered.start();
    this.bridge.start();
    await this.until(() => this.bridge.there);
  }

  /** While time passes as far as it needs; throws where nothing is left to wait for. */
  async until(so: () => boolean): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      if (so()) return;
      if (this.clock.next() === null) throw new Error('it will not be so');
      this.clock.runNext();
    }
  }
}

describe('a driver that is offered to a bridge in another program', () => {
  let programs: Programs;
  const begun = async (): Promise<Programs> => {
    programs = new Programs();
    await programs.begin();
    return programs;
  };
  afterEach(async () => {
    await programs.bridge.stop();
    await programs.offered.stop();
  });

  it('is there when its phone reader is, and packets pass both ways', async () => {
    const all = await begun();
    all.bridge.send(packet);
    await all.until(() => all.driver.sent.length > 0);
    all.driver.listener?.received(packet);
    await all.until(() => all.heard.length > 1);
    expect(all.driver.sent).toEqual([packet]);
    expect(all.heard).toEqual([true, packet]);
  });

  it('has a packet that is longer than any passed on to nobody', async () => {
    const all = await begun();
    all.driver.listener?.received(new Uint8Array(longestFieldPacket + 1));
    all.driver.listener?.received(packet);
    await all.until(() => all.heard.length > 1);
    expect(all.heard).toEqual([true, packet]);
  });

  it('is away, and there again, as its phone reader is', async () => {
    const all = await begun();
    for (const there of [false, true]) {
      all.driver.there = there;
      all.driver.listener?.changed();
      await all.until(() => all.bridge.there === there);
    }
    expect(all.heard).toEqual([true, false, true]);
    expect(all.driver.left).toBe(0);
  });

  it('hears that its session is over when the way to the bridge breaks, and is found again', async () => {
    const all = await begun();
    await all.cable.unplug();
    await all.until(() => !all.bridge.there);
    expect(all.driver.left).toBe(1);
    expect(all.driver.listener).toBeNull();
    // What changes meanwhile is told when the way is there again.
    all.driver.there = false;
    await all.cable.plug();
    await all.until(() => all.driver.listener !== null);
    expect(all.bridge.there).toBe(false);
    all.driver.there = true;
    (all.driver.listener as PhoneReaderListener | null)?.changed();
    await all.until(() => all.bridge.there);
    expect(all.driver.left).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { ReaderObservation } from '../../../firmware/observed.ts';
import type { PhoneReader, PhoneReaderListener } from '../../../host-bridge/ports/phone-reader.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import type { MessageName } from '../../../protocol/messages.ts';
import { fieldTiming } from '../../../protocol/phone-reader/field-channel.ts';
import { ReadingAtHost } from '../../../simulator/cli/reading-at-host.ts';
import { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

const packet = Uint8Array.of(1, 2, 3);
const sent = (name: MessageName): ReaderObservation => ({
  event: 'message',
  direction: 'sent',
  name,
  size: 1,
});
const received = (name: MessageName): ReaderObservation => ({
  event: 'message',
  direction: 'received',
  name,
  size: 1,
});
const screen = (id: 'hold_phone' | 'choose_phone' | 'reconnecting'): ReaderObservation => ({
  event: 'screen',
  screen: id,
  variant: null,
  language: 'ja',
});

/** A reading that waits for nothing yet, and the driver of a phone reader. */
function reading() {
  const clock = new VirtualClock(0);
  let changes = 0;
  const atHost = new ReadingAtHost(clock, () => {
    changes += 1;
  });
  let driverHears: PhoneReaderListener | null = null;
  const driver: PhoneReader = {
    there: true,
    listen(listener) {
      driverHears = listener;
      return () => {
        driverHears = null;
      };
    },
    send: () => {},
  };
  const counted = atHost.counted(driver);
  const unlisten = counted.listen({ changed: () => {}, received: () => {} });
  return {
    atHost,
    clock,
    counted,
    unlisten,
    changes: () => changes,
    driver: (): PhoneReaderListener => driverHears as unknown as PhoneReaderListener,
  };
}

describe('what a reader alone waits for while a phone is read', () => {
  it('is the challenge of its host, until it has come or the host says that it cannot', () => {
    const { atHost } = reading();
    for (const answer of ['challenge', 'problemReport'] as const) {
      atHost.observed(sent('challengeRequest'));
      expect(atHost.waits).toBe(true);
      atHost.observed(received(answer));
      expect(atHost.waits).toBe(false);
    }
  });

  it.each(['choose_phone', 'reconnecting'] as const)(
    'is the challenge no longer once %s is shown',
    (shown) => {
      const { atHost } = reading();
      atHost.observed(sent('challengeRequest'));
      atHost.observed(screen('hold_phone'));
      expect(atHost.waits).toBe(true);
      atHost.observed(screen(shown));
      expect(atHost.waits).toBe(false);
    },
  );

  it('is a packet to the driver until it is there, and one of the driver until the reader has it', () => {
    const { atHost, counted, driver } = reading();
    atHost.observed(sent('toPhoneReader'));
    expect(atHost.waits).toBe(true);
    counted.send(packet);
    expect(atHost.waits).toBe(false);
    driver().received(packet);
    expect(atHost.waits).toBe(true);
    atHost.observed(received('fromPhoneReader'));
    expect(atHost.waits).toBe(false);
  });

  it('is a packet that was lost no longer than the reader waits for an answer', () => {
    const { atHost, clock, changes } = reading();
    atHost.observed(sent('toPhoneReader'));
    clock.moveTo(fieldTiming.answer - 1);
    expect(atHost.waits).toBe(true);
    const before = changes();
    clock.runNext();
    expect([atHost.waits, changes() > before]).toEqual([false, true]);
  });

  it('is not less for a packet that arrives after it was counted as lost', () => {
    const { atHost, clock, counted } = reading();
    atHost.observed(sent('toPhoneReader'));
    clock.runNext();
    counted.send(packet);
    atHost.observed(sent('toPhoneReader'));
    expect(atHost.waits).toBe(true);
  });

  it.each<[string, ReaderObservation]>([
    ['the link is lost', { event: 'link', state: 'lost' }],
    ['the reader greets anew', { event: 'link', state: 'connected' }],
    ['the reader has restarted', { event: 'restarted', boot: 2 }],
    ['the visit is over', { event: 'visitEnded', visit: 'FCR-000001-1-1' as VisitId, outcome: 'cancelled' }],
  ])('is nothing any more when %s', (_, seen) => {
    const { atHost } = reading();
    atHost.observed(sent('challengeRequest'));
    atHost.observed(sent('toPhoneReader'));
    atHost.observed(seen);
    expect(atHost.waits).toBe(false);
  });

  it('is nothing any more when the phone reader goes away, or the bridge', () => {
    const { atHost, driver, unlisten } = reading();
    atHost.observed(sent('toPhoneReader'));
    driver().changed();
    expect(atHost.waits).toBe(false);
    driver().received(packet);
    expect(atHost.waits).toBe(true);
    unlisten();
    expect(atHost.waits).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { PhoneReading } from '../../../firmware/credential/phone-in-use.ts';
import { fieldTiming } from '../../../protocol/phone-reader/field-channel.ts';
import { longestRelayedApdu } from '../../../protocol/phone-reader/field-messages.ts';
import { isSigned, rightPin, triesOf, wrongPin } from '../credential/held-phone.ts';
import { type Passing, RelayedPhoneReader } from './relayed-phone-reader.ts';

const selectsNothing = Uint8Array.of(0x00, 0xa4, 0x04, 0x0c, 0x00);

/** A whole reading with the host passing on so; the phone lies there throughout. */
async function readingWith(passing: Passing, pin = rightPin) {
  const relayed = new RelayedPhoneReader();
  relayed.passing = passing;
  const phone = relayed.phone('android');
  relayed.box.field.hold(phone);
  const reading = await relayed.readUntilFound('android', pin);
  return { relayed, reading, tries: triesOf(phone) };
}

const unchanged: Passing = (packet) => [packet];
const whole = (await readingWith(unchanged)).relayed.sent;

describe('a phone at a separate phone reader', () => {
  it('is read as at the unit itself: it signs', async () => {
    const { reading, relayed } = await readingWith(unchanged);
    expect(isSigned(reading)).toBe(true);
    expect(relayed.events).toEqual([]);
  });

  it('iPhone signs too, and mdocs go the same way', async () => {
    const relayed = new RelayedPhoneReader();
    relayed.box.field.hold(relayed.phone('iphone'));
    expect(isSigned(await relayed.readUntilFound('iphone', null))).toBe(true);
  });

  it('is noticed when it comes and goes, once a session stands', async () => {
    const relayed = new RelayedPhoneReader();
    const reading = relayed.read('android', wrongPin);
    await relayed.settled();
    const phone = relayed.phone('android');
    relayed.box.field.hold(phone);
    expect(await relayed.inTime(reading)).toEqual({ kind: 'pinWrong', triesLeft: 2 });
    relayed.box.field.takeAway(phone);
    await relayed.settled();
    expect(relayed.events).toEqual(['arrived', 'left']);
  });

  it('two of them are told apart from one', async () => {
    const relayed = new RelayedPhoneReader();
    relayed.box.field.hold(relayed.phone('android'));
    relayed.box.field.hold(relayed.phone('iphone'));
    expect(await relayed.inTime(relayed.read('android', rightPin))).toEqual({ kind: 'several' });
  });

  it('shows neither the PIN nor a command in any packet', async () => {
    const { relayed } = await readingWith(unchanged);
    const pin = Buffer.from('5678', 'ascii');
    const jpki = Buffer.from('d392f000260100000001', 'hex');
    for (const { packet } of relayed.sent) {
      expect(Buffer.from(packet).includes(pin)).toBe(false);
      expect(Buffer.from(packet).includes(jpki)).toBe(false);
    }
  });

  it('has other packets each time, in the same row of lengths whatever the PIN is', async () => {
    const lengths = (sent: typeof whole) => sent.map(({ from, packet }) => [from, packet.length]);
    const again = (await readingWith(unchanged)).relayed;
    expect(lengths(again.sent)).toEqual(lengths(whole));
    const other = (await readingWith(unchanged, wrongPin)).relayed;
    const asFar = lengths(other.sent).length - 1;
    expect(lengths(other.sent).slice(0, asFar)).toEqual(lengths(whole).slice(0, asFar));
  });
});

const flipped = (packet: Uint8Array, at: number): Uint8Array =>
  packet.map((byte, i) => (i === at ? byte ^ 0x40 : byte));

/** What somebody between the two can do to the packet in this place. */
const doings: Readonly<Record<string, (at: number) => Passing>> = {
  'is left out': (at) => (packet, _, place) => (place === at ? [] : [packet]),
  'comes twice': (at) => (packet, _, place) => (place === at ? [packet, packet] : [packet]),
  'has a byte of its body changed': (at) => (packet, _, place) => [
    place === at ? flipped(packet, packet.length - 1) : packet,
  ],
  'has its session changed': (at) => (packet, _, place) => [place === at ? flipped(packet, 2) : packet],
  'is cut': (at) => (packet, _, place) => [place === at ? packet.slice(0, -1) : packet],
  'comes after the next one of its end': (at) => {
    let held: { readonly packet: Uint8Array; readonly from: string } | null = null;
    return (packet, from, place) => {
      if (place === at) {
        held = { packet, from };
        return [];
      }
      if (held === null || held.from !== from) return [packet];
      const late = held.packet;
      held = null;
      return [packet, late];
    };
  },
};

describe.each(Object.entries(doings))('where a packet on its way %s', (_, doing) => {
  it.each(whole.map((__, place) => place))(
    'the phone is lost and found again, or given up, and never wrong: packet %i',
    async (place) => {
      const { reading, tries, relayed } = await readingWith(doing(place));
      expect(['signed', 'unusable']).toContain(reading.kind);
      if (reading.kind === 'signed') expect(isSigned(reading)).toBe(true);
      expect(tries).toBe(3);
      expect(relayed.sent.length).toBeLessThan(whole.length * 4);
    },
  );
});

const gaveUp = (code: string): PhoneReading => ({ kind: 'unusable', code }) as PhoneReading;

describe('a host that plays the driver', () => {
  it('is refused by its own certificate, and hears of no command', async () => {
    const relayed = new RelayedPhoneReader('bridge');
    relayed.box.field.hold(relayed.phone('android'));
    expect(await relayed.readUntilFound('android', rightPin)).toEqual(gaveUp('EMU-113'));
    expect(relayed.sent.filter(({ packet }) => packet[0] === 4)).toEqual([]);
  });

  it('cannot play an earlier session again', async () => {
    const before = (await readingWith(unchanged)).relayed.sent.filter(({ from }) => from === 'driver');
    const relayed = new RelayedPhoneReader('phoneReader', 'another time');
    let next = 0;
    relayed.passing = (_, from) => {
      if (from !== 'reader') return [];
      const answer = before[next]?.packet;
      next += 1;
      if (answer !== undefined) setImmediate(() => relayed.field.received(answer));
      return [];
    };
    relayed.box.field.hold(relayed.phone('android'));
    const reading = await relayed.readUntilFound('android', rightPin);
    expect(reading.kind).toBe('unusable');
  });

  it('that says in the driver’s name that its sessions are over has the phone given up', async () => {
    const relayed = new RelayedPhoneReader();
    relayed.passing = (packet, from) => {
      if (from === 'driver') relayed.field.received(Uint8Array.of(5, ...packet.slice(1, 5)));
      return from === 'driver' ? [] : [packet];
    };
    expect(await relayed.readUntilFound('android', rightPin)).toEqual(gaveUp('EMU-368'));
  });

  it('that passes nothing on has the phone given up in its time', async () => {
    const relayed = new RelayedPhoneReader();
    relayed.passing = () => [];
    const began = relayed.clock.ticks();
    expect(await relayed.readUntilFound('android', rightPin)).toEqual(gaveUp('EMU-369'));
    expect(relayed.clock.ticks() - began).toBe(2 * fieldTiming.answer + fieldTiming.calm);
  });

  it('that spoils every answer does not keep the reader busy', async () => {
    const relayed = new RelayedPhoneReader();
    relayed.passing = (packet, from) => [
      from === 'driver' && packet[0] === 4 ? flipped(packet, packet.length - 1) : packet,
    ];
    const began = relayed.clock.ticks();
    relayed.box.field.hold(relayed.phone('android'));
    expect(await relayed.readUntilFound('android', rightPin)).toEqual(gaveUp('EMU-120'));
    expect(relayed.clock.ticks() - began).toBeGreaterThanOrEqual(fieldTiming.calm);
  });
});

describe('the field of a phone reader', () => {
  it('is waited for while it is away, and looked at when it comes', async () => {
    const relayed = new RelayedPhoneReader();
    relayed.box.unplug();
    relayed.box.field.hold(relayed.phone('android'));
    const reading = relayed.read('android', rightPin);
    await relayed.settled();
    expect(relayed.sent).toEqual([]);
    expect(relayed.clock.next()).toBeNull();
    relayed.box.plug();
    expect(isSigned(await relayed.inTime(reading))).toBe(true);
  });

  it('is disturbed, and the phone lost, when its cable is pulled in the middle; both come back', async () => {
    const relayed = new RelayedPhoneReader();
    relayed.passing = (packet, _, place) => {
      if (place === 8) relayed.box.unplug();
      return [packet];
    };
    relayed.box.field.hold(relayed.phone('android'));
    expect(await relayed.inTime(relayed.read('android', rightPin))).toEqual({ kind: 'lost' });
    expect(relayed.events).toEqual(['disturbed']);
    const reading = relayed.read('android', null);
    relayed.box.plug();
    expect(isSigned(await relayed.inTime(reading))).toBe(true);
  });

  it('begins anew at a driver that has not heard of the end of the session before, at once', async () => {
    const relayed = new RelayedPhoneReader();
    await relayed.inTime(relayed.field.activate());
    relayed.field.reachable(false);
    relayed.field.reachable(true);
    const before = relayed.clock.ticks();
    expect(await relayed.inTime(relayed.field.activate())).toMatchObject({ kind: 'none' });
    expect(relayed.clock.ticks()).toBe(before);
  });

  it('is off when nobody waits any more: the activation ends, and a device has no power', async () => {
    const relayed = new RelayedPhoneReader();
    const abort = new AbortController();
    const reading = relayed.read('android', rightPin, abort.signal);
    await relayed.settled();
    abort.abort();
    expect(await relayed.inTime(reading)).toEqual({ kind: 'aborted' });
    expect(relayed.clock.next()).toBeNull();
  });

  it('forgets its session with the visit: both ends begin anew', async () => {
    const { relayed } = await readingWith(unchanged);
    relayed.field.visitOver();
    await relayed.settled();
    expect(relayed.sent.at(-1)?.packet[0]).toBe(5);
    const count = relayed.sent.length;
    relayed.box.field.hold(relayed.phone('iphone'));
    await relayed.settled();
    expect(relayed.sent).toHaveLength(count);
    expect(await relayed.field.transmit(selectsNothing)).toEqual({ kind: 'gone' });
  });

  it('does not send a command that is longer than may be passed on', async () => {
    const relayed = new RelayedPhoneReader();
    relayed.box.field.hold(relayed.phone('android'));
    expect((await relayed.inTime(relayed.field.activate())).kind).toBe('one');
    const count = relayed.sent.length;
    expect(await relayed.field.transmit(new Uint8Array(longestRelayedApdu + 1))).toEqual({ kind: 'gone' });
    expect(relayed.sent).toHaveLength(count);
  });

  it('lets the answer to an order pass that is not the last', async () => {
    const relayed = new RelayedPhoneReader();
    relayed.box.field.hold(relayed.phone('android'));
    await relayed.inTime(relayed.field.activate());
    const first = relayed.field.activate();
    const second = relayed.field.activate();
    expect(await relayed.inTime(first)).toEqual({ kind: 'none' });
    expect((await relayed.inTime(second)).kind).toBe('one');
  });
});

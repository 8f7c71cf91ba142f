import { describe, expect, it } from 'vitest';
import {
  decodeFieldPacket,
  FieldChannelOfDriver,
  FieldChannelOfReader,
  type FieldStep,
  fieldPackets,
} from '../../../protocol/phone-reader/field-channel.ts';
import { seededLinkIdentities } from '../../../simulator/pki/link-authority.ts';
import { beside, endOf, fieldTestsAt, paired, type ShownAs } from './field-ends.ts';

const strangers = seededLinkIdentities('strangers', fieldTestsAt);
const dayMs = 86_400_000;

interface Ends {
  readonly reader: FieldChannelOfReader;
  readonly driver: FieldChannelOfDriver;
}

const ends = (reader: ShownAs = 'reader', driver: ShownAs = 'phoneReader', driverOf = paired): Ends => ({
  reader: new FieldChannelOfReader(endOf(reader)),
  driver: new FieldChannelOfDriver(endOf(driver, driverOf)),
});

const answerOf = ({ answer }: FieldStep): Uint8Array => {
  if (answer === null) throw new Error('it answers nothing');
  return answer;
};
const events = (step: FieldStep): unknown[] =>
  step.events.map((event) => (event.kind === 'over' ? ['over', event.problem?.code ?? null] : event.kind));

/** The three packets of a handshake, each in its turn through `change`. */
function shake({ reader, driver }: Ends, change = (packet: Uint8Array, _: number) => packet) {
  const second = driver.receive(change(reader.begin(), 0));
  if (second.answer === null) return { atReader: null, atDriver: second };
  const third = reader.receive(change(second.answer, 1));
  if (third.answer === null || !reader.open) return { atReader: third, atDriver: null };
  return { atReader: third, atDriver: driver.receive(change(third.answer, 2)) };
}

function standing(): Ends {
  const both = ends();
  shake(both);
  if (!both.reader.open || !both.driver.open) throw new Error('the handshake failed');
  return both;
}

const sealed = (end: Ends['reader'] | Ends['driver'], ...said: number[]): Uint8Array => {
  const packet = end.seal(Uint8Array.from(said));
  if (packet === null) throw new Error('no session stands');
  return packet;
};
const flipped = (packet: Uint8Array, at: number): Uint8Array =>
  packet.map((byte, i) => (i === at ? byte ^ 1 : byte));

describe('the channel of a phone reader', () => {
  it('stands after three packets, and each end knows who the other is', () => {
    const both = ends();
    const { atReader, atDriver } = shake(both);
    expect(atReader?.events).toEqual([
      { kind: 'open', peer: { role: 'phoneReader', name: `TEST phone reader beside ${beside}` } },
    ]);
    expect(atDriver?.events).toEqual([{ kind: 'open', peer: { role: 'reader', name: beside } }]);
  });

  it('carries what is said both ways, and shows none of it', () => {
    const { reader, driver } = standing();
    const secret = [0x35, 0x36, 0x37, 0x38];
    const order = sealed(reader, 2, ...secret);
    expect(Buffer.from(order).includes(Buffer.from(secret))).toBe(false);
    expect(driver.receive(order).events).toEqual([{ kind: 'message', payload: Uint8Array.of(2, ...secret) }]);
    expect(reader.receive(sealed(driver, 0x90, 0)).events).toEqual([
      { kind: 'message', payload: Uint8Array.of(0x90, 0) },
    ]);
  });

  it('refuses the certificate of a bridge in place of a driver’s', () => {
    const both = ends('reader', 'bridge');
    const { atReader } = shake(both);
    expect(atReader?.events).toMatchObject([
      { kind: 'over', problem: { code: 'EMU-113', detail: { role: 'phoneReader' } } },
    ]);
    expect(both.reader.seal(Uint8Array.of(1))).toBeNull();
  });

  it('refuses the certificate of another reader in place of a driver’s', () => {
    const { atReader } = shake(ends('reader', 'reader'));
    expect(events(atReader as FieldStep)).toEqual([['over', 'EMU-113']]);
  });

  it('refuses a driver of another authority', () => {
    const { atReader } = shake(ends('reader', 'phoneReader', strangers));
    expect(events(atReader as FieldStep)).toEqual([['over', 'EMU-110']]);
  });

  it('refuses a driver whose certificate has expired', () => {
    const reader = new FieldChannelOfReader(endOf('reader', paired, fieldTestsAt + 3 * 365 * dayMs));
    const { atReader } = shake({ reader, driver: ends().driver });
    expect(events(atReader as FieldStep)).toEqual([['over', 'EMU-111']]);
  });

  it('is refused by the driver where a bridge asks in place of a reader', () => {
    const both = ends('bridge', 'phoneReader');
    const { atDriver } = shake(both);
    expect(events(atDriver as FieldStep)).toEqual([['over', 'EMU-113']]);
    expect(both.driver.open).toBe(false);
  });

  it('does not come to stand where any byte of its handshake was changed', () => {
    const whole = [0, 1, 2].map((place) => {
      let length = 0;
      shake(ends(), (packet, at) => {
        if (at === place) length = packet.length;
        return packet;
      });
      return length;
    });
    for (const [place, length] of whole.entries()) {
      for (let at = 0; at < length; at += length > 200 ? 7 : 1) {
        const both = ends();
        shake(both, (packet, now) => (now === place ? flipped(packet, at) : packet));
        expect(both.driver.open, `byte ${at} of packet ${place}`).toBe(false);
      }
    }
  });

  it('ends where a byte of what is sealed was changed', () => {
    const { length } = sealed(standing().reader, 1, 2, 3);
    for (let at = 5; at < length; at += 1) {
      const { reader, driver } = standing();
      expect(events(driver.receive(flipped(sealed(reader, 1, 2, 3), at)))).toEqual([['over', 'EMU-120']]);
      expect(driver.open).toBe(false);
    }
  });

  it('ends where a packet comes twice', () => {
    const { reader, driver } = standing();
    const order = sealed(reader, 1);
    expect(events(driver.receive(order))).toEqual(['message']);
    const again = driver.receive(order);
    expect(events(again)).toEqual([['over', 'EMU-120']]);
    expect(events(reader.receive(answerOf(again)))).toEqual([['over', null]]);
  });

  it('ends where a packet was left out', () => {
    const { reader, driver } = standing();
    sealed(driver, 1);
    expect(events(reader.receive(sealed(driver, 2)))).toEqual([['over', 'EMU-120']]);
  });

  it('ends where two packets have changed places', () => {
    const { reader, driver } = standing();
    const [, second] = [sealed(driver, 1), sealed(driver, 2)];
    expect(events(reader.receive(second))).toEqual([['over', 'EMU-120']]);
  });

  it('ends where a packet of its handshake comes again, and where one is no packet', () => {
    const replayed = standing();
    const third = { first: fieldPackets.third.byte, session: [0, 0, 0, 1] };
    expect(events(replayed.driver.receive(Uint8Array.of(third.first, ...third.session, 1)))).toEqual([
      ['over', 'EMU-118'],
    ]);
    const { reader } = standing();
    expect(events(reader.receive(Uint8Array.of(9)))).toEqual([['over', 'EMU-367']]);
  });

  it('does not take what was sealed for the session before', () => {
    const { reader, driver } = standing();
    const before = sealed(driver, 1);
    shake({ reader, driver });
    expect(reader.open).toBe(true);
    expect(reader.receive(before)).toEqual({ answer: null, events: [] });
    expect(
      events(reader.receive(Uint8Array.of(before[0] as number, 0, 0, 0, 2, ...before.slice(5)))),
    ).toEqual([['over', 'EMU-120']]);
  });

  it('has other keys in each session', () => {
    const { reader, driver } = standing();
    const first = sealed(reader, 1, 2, 3).slice(5);
    shake({ reader, driver });
    expect(sealed(reader, 1, 2, 3).slice(5)).not.toEqual(first);
  });

  it('tells a reader whose session it does not know that it is over', () => {
    const { reader } = standing();
    const { driver: restarted } = ends();
    const answer = answerOf(restarted.receive(sealed(reader, 1)));
    expect(decodeFieldPacket(answer)).toMatchObject({ ok: true, value: { kind: 'over', session: 1 } });
    expect(events(reader.receive(answer))).toEqual([['over', null]]);
  });

  it('forgets its keys at the end: nothing is sealed and nothing opens any more', () => {
    const { reader, driver } = standing();
    const onItsWay = sealed(driver, 1);
    const over = reader.close();
    expect(reader.seal(Uint8Array.of(1))).toBeNull();
    expect(reader.receive(onItsWay)).toEqual({ answer: null, events: [] });
    expect(events(driver.receive(over as Uint8Array))).toEqual([['over', null]]);
    expect(driver.seal(Uint8Array.of(1))).toBeNull();
    expect(reader.close()).toBeNull();
  });

  it.each([
    [[], 'a packet that is not known'],
    [[9, 0, 0, 0, 1], 'a packet that is not known'],
    [[1, 0, 0, 0], 'too short'],
    [[5, 0, 0, 0, 1, 0], 'too long'],
  ])('takes %j for no packet: %s', (bytes, reason) => {
    expect(decodeFieldPacket(Uint8Array.from(bytes))).toMatchObject({
      ok: false,
      problem: { code: 'EMU-367', detail: { reason } },
    });
  });
});

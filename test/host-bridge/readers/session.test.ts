import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { silentPortMs } from '../../../host-bridge/readers/line.ts';
import { reopening } from '../../../host-bridge/readers/supervisor.ts';
import type { VisitId } from '../../../protocol/ids.ts';
import { encodeFrame } from '../../../protocol/link/frame.ts';
import { encodePacket } from '../../../protocol/link/packet.ts';
import type { ReaderMessage } from '../../../protocol/messages.ts';
import { Desk, ended, identified, used } from '../eligibility/desk.ts';

const greeted = async () => {
  const desk = new Desk();
  const reader = desk.reader();
  const bridge = desk.bridge();
  await desk.clock.advance(10);
  return { desk, reader, bridge };
};

describe('greeting', () => {
  it('answers hello with the settings, the time and a digest of the staff password that no digit can be read from', async () => {
    const { desk, reader, bridge } = await greeted();
    const welcome = reader.last('welcome');
    const { passwordSalt: salt, passwordDigest: digest } = welcome?.settings ?? {};
    expect(salt).toHaveLength(16);
    const expected = createHash('sha256')
      .update(salt ?? '')
      .update('2580')
      .digest();
    expect(Buffer.from(digest ?? [])).toEqual(expected);
    expect(welcome?.version).toBe(1);
    expect(welcome?.time).toBeLessThanOrEqual(desk.clock.now());
    await bridge.stop();
  });

  it('turns a reader of another protocol version away (EMU-206), says so once, and asks again after some seconds', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    reader.versions = { min: 2, max: 3 };
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(reader.last('turnedAway')).toEqual({ type: 'turnedAway', code: 'EMU-206' });
    expect(reader.closings).toEqual(['EMU-206']);
    expect(bridge.readers()).toMatchObject([{ id: reader.serial, link: 'turnedAway' }]);
    expect(desk.opens).toBe(1);
    await desk.clock.advance(5_100);
    expect(reader.count('turnedAway')).toBe(2);
    expect(desk.events('readerTurnedAway')).toHaveLength(1);
    reader.versions = { min: 1, max: 3 };
    await desk.clock.advance(5_100);
    expect(reader.count('welcome')).toBe(1);
    expect(bridge.readers()).toMatchObject([{ id: reader.serial, link: 'connected' }]);
    await bridge.stop();
  });

  it('turns a second reader of the same serial number away (EMU-207) as long as the first is connected', async () => {
    const desk = new Desk();
    const first = desk.reader('FCR-000001');
    const second = desk.reader('FCR-000002');
    Object.assign(second, { serial: 'FCR-000001' });
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(first.count('welcome')).toBe(1);
    expect(second.last('turnedAway')).toMatchObject({ code: 'EMU-207' });
    expect(desk.events('readerTurnedAway')).toEqual([
      { event: 'readerTurnedAway', reader: 'FCR-000001', code: 'EMU-207' },
    ]);
    expect(bridge.readers()).toMatchObject([{ id: 'FCR-000001', link: 'connected' }]);

    first.unplug();
    await desk.clock.advance(5_100);
    expect(second.count('welcome')).toBe(1);
    expect(bridge.readers()).toHaveLength(1);
    await bridge.stop();
  });

  it('knows readers by serial number when their ports are swapped', async () => {
    const desk = new Desk();
    const one = desk.reader('FCR-000001');
    const two = desk.reader('FCR-000002');
    const bridge = desk.bridge();
    await desk.clock.advance(2_000);
    const visit = await identified(desk, one);
    one.unplug();
    two.unplug();
    desk.readers.set('FCR-000001', two).set('FCR-000002', one);
    one.plug();
    two.plug();
    one.waiting = visit;
    await desk.clock.advance(2_000);
    expect(one.connections).toEqual([false, false]);
    expect(bridge.readers()).toMatchObject([
      { id: 'FCR-000001', link: 'connected', visit },
      { id: 'FCR-000002', link: 'connected', visit: null },
    ]);
    const request = await used(desk, one, visit);
    expect(one.last('useAnswer')).toMatchObject({ request, outcome: 'accepted' });
    await bridge.stop();
  });

  it('refuses a hello that names a visit of another reader, and takes the next (EMU-203)', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    reader.waiting = 'FCR-000009.1.1' as VisitId;
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(reader.count('welcome')).toBe(0);
    expect(desk.events('messageRefused')).toEqual([
      {
        event: 'messageRefused',
        reader: null,
        code: 'EMU-203',
        detail: { name: 'hello', field: 'serial', reason: 'names a visit of another reader' },
      },
    ]);
    reader.say({ ...helloOf(), type: 'hello' });
    await desk.clock.advance(10);
    expect(reader.count('welcome')).toBe(1);
    await bridge.stop();
  });
});

describe('a conversation', () => {
  it('is known to be broken within 3 s when the reader falls silent with its port open', async () => {
    const { desk, reader, bridge } = await greeted();
    await desk.clock.advance(2_000);
    reader.mute = true;
    await desk.clock.advance(3_000);
    expect(desk.events('readerLost')).toEqual([{ event: 'readerLost', reader: reader.serial }]);
    expect(bridge.readers()).toMatchObject([{ link: 'lost' }]);
    reader.mute = false;
    await desk.clock.advance(1_000);
    expect(desk.events('readerConnected').map(({ resumed }) => resumed)).toEqual([false, true]);
    expect(desk.opens).toBe(1);
    await bridge.stop();
  });

  it.each([
    ['that the bridge knows', 'EMU-512', { code: 'EMU-512' }],
    ['of another maker', 'ABC-17', { code: 'EMU-514', theirs: 'ABC-17' }],
    ['that may be anything', '1234', { code: 'EMU-514' }],
  ])(
    'that the reader’s end refuses with a code %s is observed once, until it comes about',
    async (_, code, observed) => {
      const desk = new Desk();
      const reader = desk.reader();
      const open = reader.open.bind(reader);
      let used = true;
      reader.open = async () => {
        const opened = await open();
        if (!opened.ok || !used) return opened;
        const port = opened.value;
        port.write = () => port.onReceived(encodeFrame(encodePacket({ kind: 'refuse', code })));
        return opened;
      };
      const bridge = desk.bridge();
      await desk.clock.advance(20_000);
      expect(desk.opens).toBeGreaterThan(5);
      expect(desk.opens).toBeLessThan(12);
      expect(desk.events('linkRefused')).toEqual([{ event: 'linkRefused', reader: null, ...observed }]);
      used = false;
      await desk.clock.advance(reopening.ceiling);
      expect(bridge.readers()).toMatchObject([{ id: reader.serial, link: 'connected' }]);
      await bridge.stop();
    },
  );

  it('tells once of a reader that is not there for long, by its serial number where it is known', async () => {
    const { desk, reader, bridge } = await greeted();
    await desk.clock.advance(2_000);
    reader.unplug();
    await desk.clock.advance(60_000);
    expect(desk.events('backOff')).toEqual([
      { event: 'backOff', reader: reader.serial, attempt: 7, wait: reopening.ceiling },
    ]);
    await bridge.stop();
  });

  it('goes on after a break where it was, without a new greeting and without losing a message', async () => {
    const { desk, reader, bridge } = await greeted();
    await desk.clock.advance(2_000);
    desk.backEnd.late = true;
    const visit = await identified(desk, reader);
    reader.unplug();
    await desk.clock.advance(200);
    expect(desk.events('readerLost')).toHaveLength(1);
    desk.backEnd.release();
    await desk.clock.advance(300);
    reader.plug();
    await desk.clock.advance(500);
    expect(reader.connections).toEqual([false, true]);
    expect(reader.count('welcome')).toBe(1);
    expect(reader.count('eligibilityAnswer')).toBe(1);
    expect(desk.events('readerConnected').map(({ resumed }) => resumed)).toEqual([false, true]);
    expect(bridge.readers()).toMatchObject([{ link: 'connected', visit }]);
    await bridge.stop();
  });

  it('drops the answers to what was asked before a new greeting', async () => {
    const { desk, reader, bridge } = await greeted();
    desk.backEnd.late = true;
    await identified(desk, reader);
    reader.restart();
    await desk.clock.advance(2_000);
    desk.backEnd.release();
    await desk.clock.advance(100);
    expect(reader.count('welcome')).toBe(2);
    expect(reader.count('eligibilityAnswer')).toBe(0);
    await bridge.stop();
  });

  it.each<[string, (visit: VisitId) => ReaderMessage, string]>([
    ['a second hello', () => ({ ...helloOf(), type: 'hello' }), 'EMU-205'],
    ['a request outside a visit', (visit) => ({ type: 'challengeRequest', request: 7, visit }), 'EMU-205'],
    [
      'the end of a visit that never began',
      (visit) => ({ type: 'visitEnded', visit, outcome: 'accepted', reason: null, hints: null }),
      'EMU-205',
    ],
    ["another reader's visit", () => ({ type: 'visitBegan', visit: 'FCR-000002.1.1' as VisitId }), 'EMU-203'],
  ])('refuses %s and goes on', async (_, message, code) => {
    const { desk, reader, bridge } = await greeted();
    reader.say(message(reader.nextVisit()));
    await desk.clock.advance(10);
    expect(desk.events('messageRefused').map((refused) => refused.code)).toEqual([code]);
    const visit = await identified(desk, reader);
    expect(reader.count('eligibilityAnswer')).toBe(1);
    await ended(desk, reader, visit, 'cancelled');
    await bridge.stop();
  });

  it('tells the reader when a request is refused, by its number', async () => {
    const { desk, reader, bridge } = await greeted();
    const visit = await identified(desk, reader);
    const other = reader.nextVisit();
    reader.say({ type: 'withdraw', request: 77, visit: other });
    await desk.clock.advance(10);
    expect(reader.last('problemReport')).toEqual({ type: 'problemReport', request: 77, code: 'EMU-205' });
    expect(desk.journal.find(other)).toBeNull();
    await ended(desk, reader, visit, 'cancelled');
    await bridge.stop();
  });

  it('survives bytes that are no message and frames that are noise, and counts them', async () => {
    const { desk, reader, bridge } = await greeted();
    reader.sayBytes(Uint8Array.of(0xff, 0x00));
    reader.sayBytes(Uint8Array.of(0x82, 0x18, 0xc8, 0xa0));
    reader.noise(Uint8Array.of(1, 2, 3, 4, 5, 0));
    await desk.clock.advance(10);
    expect(desk.events('messageRefused').map(({ code }) => code)).toEqual(['EMU-201', 'EMU-202']);
    expect(desk.events('frameDamaged').map(({ code }) => code)).toEqual(['EMU-101']);
    await identified(desk, reader);
    expect(reader.count('eligibilityAnswer')).toBe(1);
    await bridge.stop();
  });

  it('says at the end of a visit how often the line needed mending, and nothing of a sound one', async () => {
    const { desk, reader, bridge } = await greeted();
    const first = await identified(desk, reader);
    await ended(desk, reader, first, 'cancelled');
    expect(desk.events('lineDisturbed')).toEqual([]);
    const second = await identified(desk, reader);
    reader.noise(Uint8Array.of(1, 2, 3, 4, 5, 0, 1, 2, 3, 0));
    await desk.clock.advance(10);
    await ended(desk, reader, second, 'cancelled');
    expect(desk.events('lineDisturbed')).toEqual([
      { event: 'lineDisturbed', reader: reader.serial, visit: second, resent: 0, damaged: 2 },
    ]);
    await bridge.stop();
  });

  it('passes on that the staff are called', async () => {
    const { desk, reader, bridge } = await greeted();
    reader.say({ type: 'staffCalled', why: 'card_left' });
    await desk.clock.advance(10);
    expect(desk.events('staffCalledAt')).toEqual([
      { event: 'staffCalledAt', reader: reader.serial, why: 'card_left' },
    ]);
    await bridge.stop();
  });

  it('closes a port over which no link comes about, and opens it again', async () => {
    const desk = new Desk();
    const reader = desk.reader();
    const open = reader.open.bind(reader);
    let deaf = true;
    reader.open = async () => {
      const opened = await open();
      if (opened.ok && deaf) opened.value.write = () => {};
      return opened;
    };
    const bridge = desk.bridge();
    await desk.clock.advance(silentPortMs - 1);
    expect(desk.opens).toBe(1);
    deaf = false;
    await desk.clock.advance(200);
    expect(desk.opens).toBe(2);
    expect(reader.count('welcome')).toBe(1);
    await bridge.stop();
  });
});

const helloOf = () => ({
  versionMin: 1,
  versionMax: 1,
  serial: 'FCR-000001' as never,
  profile: 'p',
  firmware: 'f',
  boot: 1,
  capabilities: [],
  waiting: null,
  ended: [],
});

import { describe, expect, it } from 'vitest';
import type { ReaderId } from '../../../protocol/ids.ts';
import { encodeFrame, FrameDecoder } from '../../../protocol/link/frame.ts';
import { decodePacket, encodePacket } from '../../../protocol/link/packet.ts';
import { orThrow } from '../../../protocol/result.ts';
import { type LinkIdentities, seededLinkIdentities } from '../../../simulator/pki/link-authority.ts';
import { linkChannels } from '../../../simulator/pki/link-channel.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { Desk, identified } from '../eligibility/desk.ts';

const now = Date.UTC(2026, 10, 2);
const ours = seededLinkIdentities('ours', now);
const others = seededLinkIdentities('others', now);

const end = (seed: string) => ({ entropy: seededEntropy(seed), validAt: () => now });
const readersEnd = (serial: string, of: LinkIdentities = ours) =>
  linkChannels(of).reader(serial as ReaderId, end(serial));

/** A desk whose bridge has the secure channel. */
const secureDesk = (of: LinkIdentities = ours): Desk => {
  const desk = new Desk();
  desk.channel = linkChannels(of).bridge(end('bridge'));
  return desk;
};

/** As somebody on the cable would: the frames are whole, what is in them is not. */
const forged = (bytes: Uint8Array): Uint8Array =>
  Buffer.concat(
    new FrameDecoder().push(bytes).map((outcome) => {
      const packet = orThrow(decodePacket(outcome.kind === 'frame' ? outcome.payload : new Uint8Array(0)));
      if (packet.kind !== 'data') return encodeFrame(encodePacket(packet));
      const last = packet.bytes.length - 1;
      const changed = packet.bytes.map((byte, i) => (i === last ? byte ^ 1 : byte));
      return encodeFrame(encodePacket({ ...packet, bytes: changed }));
    }),
  );

describe('a bridge with the secure channel', () => {
  it('takes a reader of the same authority and says in its list that the link is secure', async () => {
    const desk = secureDesk();
    const reader = desk.reader('FCR-000001', readersEnd('FCR-000001'));
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    await identified(desk, reader);
    expect(reader.count('eligibilityAnswer')).toBe(1);
    expect(bridge.readers()).toMatchObject([
      { id: 'FCR-000001', link: 'connected', secure: true, problem: null },
    ]);
    expect(desk.events('channelOff')).toEqual([]);
    await bridge.stop();
  });

  it('goes on with it after a break, without a new greeting', async () => {
    const desk = secureDesk();
    const reader = desk.reader('FCR-000001', readersEnd('FCR-000001'));
    const bridge = desk.bridge();
    await desk.clock.advance(2_000);
    reader.unplug();
    await desk.clock.advance(300);
    reader.plug();
    await desk.clock.advance(500);
    expect(reader.connections).toEqual([false, true]);
    expect(reader.count('welcome')).toBe(1);
    await bridge.stop();
  });

  it('turns away a reader that says another serial number than its certificate (EMU-208)', async () => {
    const desk = secureDesk();
    const reader = desk.reader('FCR-000001', readersEnd('FCR-000002'));
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(reader.last('turnedAway')).toEqual({ type: 'turnedAway', code: 'EMU-208' });
    expect(reader.count('welcome')).toBe(0);
    // It is known by what it could prove, not by what it said.
    expect(desk.events('readerTurnedAway')).toEqual([
      { event: 'readerTurnedAway', reader: 'FCR-000002', code: 'EMU-208' },
    ]);
    expect(bridge.readers()).toMatchObject([
      { id: 'FCR-000002', link: 'turnedAway', secure: false, problem: 'EMU-208' },
    ]);
    await bridge.stop();
  });

  it('refuses an unpaired reader (EMU-110), lists why, tells it, and tries it again after some seconds', async () => {
    const desk = secureDesk();
    const reader = desk.reader('FCR-000001', readersEnd('FCR-000001', others));
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(desk.events('readerTurnedAway')).toEqual([
      { event: 'readerTurnedAway', reader: 'FCR-000001', code: 'EMU-110' },
    ]);
    expect(bridge.readers()).toMatchObject([
      { id: 'FCR-000001', link: 'turnedAway', problem: 'EMU-110', profile: '', firmware: '' },
    ]);
    expect(reader.closings).toEqual(['EMU-110']);
    await desk.clock.advance(4_900);
    expect(desk.opens).toBe(1);
    await desk.clock.advance(200);
    expect(desk.opens).toBe(2);
    await bridge.stop();
  });

  it('hears of a reader that does not take the bridge (EMU-110), lists it and lets it be for some seconds', async () => {
    const desk = secureDesk({ ...others, authorityPem: `${others.authorityPem}${ours.authorityPem}` });
    const reader = desk.reader('FCR-000001', readersEnd('FCR-000001'));
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(reader.connections).toEqual([]);
    expect(desk.events('linkRefused')).toEqual([{ event: 'linkRefused', reader: null, code: 'EMU-110' }]);
    expect(bridge.readers()).toMatchObject([{ id: 'FCR-000001', link: 'turnedAway', problem: 'EMU-110' }]);
    await desk.clock.advance(4_900);
    expect(desk.opens).toBe(1);
    await bridge.stop();
  });

  it('does not let an unpaired reader end what the real one of that name has begun', async () => {
    const desk = secureDesk();
    const real = desk.reader('FCR-000001', readersEnd('FCR-000001'));
    const forged = desk.reader('FCR-000002', readersEnd('FCR-000001', others));
    forged.unplug();
    const bridge = desk.bridge();
    await desk.clock.advance(2_000);
    const visit = await identified(desk, real);
    real.unplug();
    await desk.clock.advance(300);
    forged.plug();
    await desk.clock.advance(6_000);
    expect(desk.events('readerTurnedAway').map(({ code }) => code)).toContain('EMU-110');
    expect(bridge.readers()).toMatchObject([{ id: 'FCR-000001', link: 'lost', visit }]);
    real.plug();
    await desk.clock.advance(6_000);
    expect(real.connections).toEqual([false, true]);
    expect(bridge.readers()).toMatchObject([{ id: 'FCR-000001', link: 'connected', visit, problem: null }]);
    await bridge.stop();
  });

  it('ends the session when a message does not open (EMU-120), and begins another', async () => {
    const desk = secureDesk();
    const reader = desk.reader('FCR-000001', readersEnd('FCR-000001'));
    let forging = false;
    const open = reader.open.bind(reader);
    reader.open = async () => {
      const opened = await open();
      if (!opened.ok) return opened;
      let received = (_bytes: Uint8Array): void => {};
      Object.defineProperty(opened.value, 'onReceived', {
        set: (listener: typeof received) => {
          received = listener;
        },
        get: () => (bytes: Uint8Array) => {
          const arrived = forging ? forged(bytes) : bytes;
          forging = false;
          received(arrived);
        },
      });
      return opened;
    };
    const bridge = desk.bridge();
    await desk.clock.advance(2_000);
    forging = true;
    reader.say({ type: 'staffCalled', why: 'card_left' });
    await desk.clock.advance(1_000);
    expect(desk.events('staffCalledAt')).toEqual([]);
    expect(desk.events('channelBroken')).toEqual([
      { event: 'channelBroken', reader: 'FCR-000001', code: 'EMU-120' },
    ]);
    expect(reader.closings).toEqual(['EMU-120']);
    expect(reader.connections).toEqual([false, false]);
    expect(bridge.readers()).toMatchObject([{ id: 'FCR-000001', link: 'connected' }]);
    await bridge.stop();
  });

  it('and a reader without it do not come together (EMU-104), either way round', async () => {
    for (const desk of [secureDesk(), new Desk()]) {
      const reader = desk.reader('FCR-000001', desk.channel === null ? readersEnd('FCR-000001') : null);
      const bridge = desk.bridge();
      await desk.clock.advance(10);
      expect(reader.connections).toEqual([]);
      expect(desk.events('linkRefused')).toEqual([{ event: 'linkRefused', reader: null, code: 'EMU-104' }]);
      await bridge.stop();
    }
  });

  it('speaks without it to a reader whose URL says so, and says that in its list and its log', async () => {
    const desk = secureDesk();
    desk.readers.set('FCR-000001?channel=none', desk.reader('FCR-000001'));
    desk.readers.delete('FCR-000001');
    const bridge = desk.bridge();
    await desk.clock.advance(10);
    expect(bridge.readers()).toMatchObject([{ id: 'FCR-000001', link: 'connected', secure: false }]);
    expect(desk.events('channelOff')).toEqual([{ event: 'channelOff', reader: 'FCR-000001' }]);
    await bridge.stop();
  });
});

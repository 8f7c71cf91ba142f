import { describe, expect, it } from 'vitest';
import type { PhoneReader, PhoneReaderListener } from '../../../host-bridge/ports/phone-reader.ts';
import { Desk } from '../eligibility/desk.ts';

/** A driver's port whose other side is the test's. */
class FakePhoneReader implements PhoneReader {
  there = true;
  readonly sent: Uint8Array[] = [];
  listener: PhoneReaderListener | null = null;

  listen(listener: PhoneReaderListener): () => void {
    this.listener = listener;
    return () => {
      if (this.listener === listener) this.listener = null;
    };
  }

  send(packet: Uint8Array): void {
    this.sent.push(packet);
  }

  becomes(there: boolean): void {
    this.there = there;
    this.listener?.changed();
  }
}

const serial = 'FCR-000001';

async function greeted(phoneReader: FakePhoneReader | null, capabilities = ['card', 'face', 'phone-reader']) {
  const desk = new Desk();
  if (phoneReader !== null) desk.phoneReaders.set(serial, phoneReader);
  const reader = desk.reader(serial);
  reader.capabilities = capabilities;
  const bridge = desk.bridge();
  await desk.clock.advance(10);
  return { desk, reader, bridge };
}

async function serving(phoneReader: FakePhoneReader) {
  const all = await greeted(phoneReader);
  const visit = all.reader.nextVisit();
  all.reader.say({ type: 'visitBegan', visit });
  await all.desk.clock.advance(10);
  return { ...all, visit };
}

const packet = Uint8Array.of(1, 0, 0, 0, 1, 7);

describe('the phone reader beside a reader', () => {
  it.each([true, false])('is told of with the greeting: there %s', async (there) => {
    const phoneReader = new FakePhoneReader();
    phoneReader.there = there;
    const { desk, reader, bridge } = await greeted(phoneReader);
    expect(reader.heard.map(({ type }) => type)).toEqual(['welcome']);
    expect(reader.last('welcome')?.phoneReader).toBe(there);
    expect(desk.events('phoneReader')).toEqual([{ event: 'phoneReader', reader: serial, there }]);
    await bridge.stop();
  });

  it('is told of as away where none is configured', async () => {
    const { reader, bridge } = await greeted(null);
    expect(reader.last('welcome')?.phoneReader).toBe(false);
    await bridge.stop();
  });

  it('is told of to no reader that reads phones itself', async () => {
    const { desk, reader, bridge } = await greeted(new FakePhoneReader(), ['card', 'face', 'phone']);
    expect(reader.last('welcome')?.phoneReader).toBeNull();
    expect(desk.events('phoneReader')).toEqual([]);
    await bridge.stop();
  });

  it('is told of again when its cable is pulled and plugged in', async () => {
    const phoneReader = new FakePhoneReader();
    const { desk, reader, bridge } = await greeted(phoneReader);
    phoneReader.becomes(false);
    await desk.clock.advance(10);
    expect(reader.last('phoneReader')).toEqual({ type: 'phoneReader', there: false });
    phoneReader.becomes(true);
    await desk.clock.advance(10);
    expect(reader.last('phoneReader')).toEqual({ type: 'phoneReader', there: true });
    await bridge.stop();
  });

  it('has what the reader says in a visit passed on to its driver, and back, as it is', async () => {
    const phoneReader = new FakePhoneReader();
    const { desk, reader, bridge, visit } = await serving(phoneReader);
    reader.say({ type: 'toPhoneReader', visit, packet });
    await desk.clock.advance(10);
    expect(phoneReader.sent).toEqual([packet]);
    const answer = Uint8Array.of(2, 0, 0, 0, 1, 9, 9);
    phoneReader.listener?.received(answer);
    await desk.clock.advance(10);
    expect(reader.last('fromPhoneReader')).toEqual({ type: 'fromPhoneReader', visit, packet: answer });
    await bridge.stop();
  });

  it('is not reached outside a visit (EMU-205), nor is the reader by it', async () => {
    const phoneReader = new FakePhoneReader();
    const { desk, reader, bridge } = await greeted(phoneReader);
    reader.say({ type: 'toPhoneReader', visit: reader.nextVisit(), packet });
    phoneReader.listener?.received(packet);
    await desk.clock.advance(10);
    expect(phoneReader.sent).toEqual([]);
    expect(desk.events('messageRefused')).toEqual([
      expect.objectContaining({ event: 'messageRefused', reader: serial, code: 'EMU-205' }),
    ]);
    expect(reader.count('fromPhoneReader')).toBe(0);
    await bridge.stop();
  });

  it('is not reached for another visit than the one under way (EMU-205)', async () => {
    const phoneReader = new FakePhoneReader();
    const { desk, reader, bridge } = await serving(phoneReader);
    reader.say({ type: 'toPhoneReader', visit: reader.nextVisit(), packet });
    await desk.clock.advance(10);
    expect(phoneReader.sent).toEqual([]);
    expect(desk.events('messageRefused')).toHaveLength(1);
    await bridge.stop();
  });

  it('is told of again to a reader that was restarted, and heard for it alone', async () => {
    const phoneReader = new FakePhoneReader();
    const { desk, reader, bridge } = await greeted(phoneReader);
    const before = phoneReader.listener;
    reader.restart();
    await desk.clock.advance(5_000);
    expect(reader.count('welcome')).toBe(2);
    expect(reader.last('welcome')?.phoneReader).toBe(true);
    expect(phoneReader.listener).not.toBe(before);
    await bridge.stop();
    expect(phoneReader.listener).toBeNull();
  });
});

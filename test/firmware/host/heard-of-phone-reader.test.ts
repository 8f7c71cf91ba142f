import { describe, expect, it } from 'vitest';
import { Conversation, first, second, welcome } from './conversation.ts';

describe('the phone reader, as the reader hears of it from its host', () => {
  const packet = Uint8Array.of(4, 0, 0, 0, 1, 9);
  const serving = (): Conversation => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    return talk;
  };

  it('is there or not as the greeting says', () => {
    for (const phoneReader of [true, false, null]) {
      const talk = new Conversation();
      talk.attach();
      talk.say({ ...welcome, phoneReader });
      expect(talk.session.phoneReaderThere).toBe(phoneReader === true);
      expect(talk.phoneReader.at(-1)).toBe(phoneReader === true);
    }
  });

  it('is there from the time that the host says so, until it says otherwise', () => {
    const talk = new Conversation().greet();
    expect(talk.session.phoneReaderThere).toBe(false);
    talk.say({ type: 'phoneReader', there: true });
    expect([talk.session.phoneReaderThere, talk.phoneReader.at(-1)]).toEqual([true, true]);
    talk.say({ type: 'phoneReader', there: false });
    expect([talk.session.phoneReaderThere, talk.phoneReader.at(-1)]).toEqual([false, false]);
  });

  it('is out of reach while the link is broken, and back with it', () => {
    const talk = new Conversation().greet();
    talk.say({ type: 'phoneReader', there: true });
    talk.detach();
    expect([talk.session.phoneReaderThere, talk.phoneReader.at(-1)]).toEqual([true, false]);
    talk.attach();
    expect(talk.phoneReader.at(-1)).toBe(true);
  });

  it('is not there in a new session until the host says so anew', () => {
    const talk = new Conversation().greet();
    talk.say({ type: 'phoneReader', there: true });
    talk.detach();
    talk.greet('new');
    expect([talk.session.phoneReaderThere, talk.phoneReader.at(-1)]).toEqual([false, false]);
  });

  it('is sent packets in a visit, and outside of one nothing', () => {
    const talk = new Conversation().greet();
    talk.session.toPhoneReader(packet);
    expect(talk.names).not.toContain('toPhoneReader');
    talk.session.visitBegan(first);
    talk.session.toPhoneReader(packet);
    expect(talk.last('toPhoneReader')).toEqual({ type: 'toPhoneReader', visit: first, packet });
  });

  it('is heard in the visit that its packets are for, and in no other', () => {
    const talk = serving();
    talk.say({ type: 'fromPhoneReader', visit: second, packet });
    expect(talk.packets).toEqual([]);
    talk.say({ type: 'fromPhoneReader', visit: first, packet });
    expect(talk.packets).toEqual([packet]);
  });
});

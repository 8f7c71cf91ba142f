import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../../../protocol/codec.ts';
import { visitId } from '../../../protocol/ids.ts';
import { protocolVersion, type VisitEnding, type VisitOutcome } from '../../../protocol/messages.ts';
import { seededLinkIdentities } from '../../../simulator/pki/link-authority.ts';
import { linkChannels } from '../../../simulator/pki/link-channel.ts';
import { seededEntropy } from '../../../simulator/time/seeded-entropy.ts';
import { settings } from '../reader/situations.ts';
import { Conversation, first, second, serial, welcome } from './conversation.ts';

const endedAs = (outcome: VisitOutcome): VisitEnding => ({ outcome, reason: null, hints: null });

const at = Date.UTC(2026, 10, 2);
const ours = seededLinkIdentities('ours', at);
const others = seededLinkIdentities('others', at);
const authorities = {
  ours: ours.authorityPem,
  others: others.authorityPem,
  both: ours.authorityPem + others.authorityPem,
};
/** A reader of our authority, and a host of the others' unless both know ours alone. */
const secureEnds = (
  trustedByReader: keyof typeof authorities = 'ours',
  trustedByHost: keyof typeof authorities = 'ours',
) => {
  const end = (seed: string) => ({ entropy: seededEntropy(seed), validAt: () => at });
  const bridge = trustedByHost === 'ours' ? ours : others;
  return {
    reader: linkChannels({ ...ours, authorityPem: authorities[trustedByReader] }).reader(
      serial,
      end('reader'),
    ),
    host: linkChannels({ ...bridge, authorityPem: authorities[trustedByHost] }).bridge(end('host')),
  };
};

const useRequest = {
  type: 'useRequest',
  visit: first,
  consent: null,
  recipient: null,
  prescription: null,
  provideLimit: null,
} as const;
const ask = (talk: Conversation) =>
  talk.session.request<'challengeRequest'>({ type: 'challengeRequest', visit: first });

describe("the reader's session with its host", () => {
  it('begins with a greeting that says who the reader is, and stands when it is answered', () => {
    const talk = new Conversation();
    talk.attach();
    expect(talk.received).toEqual([
      {
        type: 'hello',
        versionMin: protocolVersion,
        versionMax: protocolVersion,
        serial,
        profile: 'next-generation',
        firmware: '1',
        boot: 1,
        capabilities: [],
        waiting: null,
        ended: [],
      },
    ]);
    expect([talk.session.up, talk.heard]).toEqual([false, []]);
    talk.say(welcome);
    expect([talk.session.up, talk.heard]).toEqual([true, ['up']]);
  });

  it('tells of a visit, brings an answer to its question, and tells how the visit ended', async () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    const answer = ask(talk);
    const { request, visit } = talk.last('challengeRequest');
    expect(visit).toBe(first);
    talk.say({ type: 'challenge', request, nonce: Uint8Array.of(1, 2, 3) });
    expect(await answer).toMatchObject({ type: 'challenge', nonce: Uint8Array.of(1, 2, 3) });
    talk.session.visitEnded(first, endedAs('cancelled'));
    expect(talk.last('visitEnded')).toEqual({ type: 'visitEnded', visit: first, ...endedAs('cancelled') });
  });

  it('tells of a visit that began before the host had answered the greeting', () => {
    const talk = new Conversation();
    talk.attach();
    talk.session.visitBegan(first);
    expect(talk.names).toEqual(['hello']);
    talk.say(welcome);
    expect(talk.names).toEqual(['hello', 'visitBegan']);
  });

  it('gives each question a number of its own, and each answer to the one that asked', async () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    const answers = [ask(talk), ask(talk)];
    const numbers = talk.received.flatMap((m) => (m.type === 'challengeRequest' ? [m.request] : []));
    expect(new Set(numbers).size).toBe(2);
    for (const request of numbers.toReversed()) {
      talk.say({ type: 'challenge', request, nonce: Uint8Array.of(request) });
    }
    const nonces = (await Promise.all(answers)).map((a) => (a.type === 'challenge' ? a.nonce[0] : null));
    expect(nonces).toEqual(numbers);
  });

  it('passes over an answer to a question that nobody has asked, and a second answer', async () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    talk.say({ type: 'challenge', request: 999, nonce: Uint8Array.of(9) });
    const answer = ask(talk);
    const { request } = talk.last('challengeRequest');
    talk.say({ type: 'challenge', request, nonce: Uint8Array.of(1) });
    talk.say({ type: 'challenge', request, nonce: Uint8Array.of(2) });
    expect(await answer).toMatchObject({ nonce: Uint8Array.of(1) });
    expect(talk.session.up).toBe(true);
  });

  it('goes on after a break where it was: nothing is lost, nothing greeted anew', async () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    talk.detach();
    expect([talk.session.up, talk.heard]).toEqual([false, ['up', 'down']]);
    const answer = ask(talk);
    talk.attach();
    expect([talk.session.up, talk.heard]).toEqual([true, ['up', 'down', 'up again']]);
    talk.say({ type: 'challenge', request: talk.last('challengeRequest').request, nonce: Uint8Array.of(5) });
    expect(await answer).toMatchObject({ nonce: Uint8Array.of(5) });
    expect(talk.names).toEqual(['hello', 'visitBegan', 'challengeRequest']);
  });

  it('greets once though the cable breaks before the answer', () => {
    const talk = new Conversation();
    talk.attach();
    talk.detach();
    talk.attach();
    talk.say(welcome);
    expect(talk.names).toEqual(['hello']);
    expect(talk.session.up).toBe(true);
  });

  it('loses what was asked when a new host has it, and tells it of the visit under way', async () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    const answer = ask(talk);
    talk.detach();
    talk.greet('new');
    expect(await answer).toEqual({ type: 'lost' });
    expect(talk.heard).toEqual(['up', 'down', 'up']);
    expect(talk.names.slice(-2)).toEqual(['hello', 'visitBegan']);
    expect(talk.last('hello').waiting).toBeNull();
  });

  it('says in the greeting which use it waits for, and not again that its visit began', async () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    const answer = talk.session.request<'useRequest'>(useRequest);
    talk.detach();
    talk.greet('new');
    expect(await answer).toEqual({ type: 'lost' });
    expect(talk.last('hello').waiting).toBe(first);
    expect(talk.names.at(-1)).toBe('hello');
    const again = talk.session.request<'useRequest'>(useRequest);
    const { request } = talk.last('useRequest');
    talk.say({ type: 'useAnswer', request, visit: first, outcome: 'accepted' });
    expect(await again).toMatchObject({ outcome: 'accepted' });
    talk.detach();
    talk.attach('new');
    expect(talk.last('hello').waiting).toBeNull();
  });

  it('waits for no use that was left or given up', () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    void talk.session.request<'useRequest'>(useRequest);
    talk.session.waitsNoLonger(second);
    talk.detach();
    talk.attach('new');
    expect(talk.last('hello').waiting).toBe(first);
    talk.say(welcome);
    talk.session.waitsNoLonger(first);
    talk.detach();
    talk.attach('new');
    expect(talk.last('hello').waiting).toBeNull();
  });

  it('tells every new host of an ended visit until one has noted it', () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    const ending = { outcome: 'problem', reason: 'host_silent', hints: ['pin_locked'] } as const;
    talk.session.visitEnded(first, ending);
    const ended = [{ visit: first, ...ending }];
    talk.detach();
    talk.greet('new');
    expect(talk.last('hello').ended).toEqual(ended);
    expect(talk.names.filter((name) => name === 'visitEnded')).toHaveLength(1);
    talk.say({ type: 'visitNoted', visit: first });
    talk.detach();
    talk.attach('new');
    expect(talk.last('hello').ended).toEqual([]);
  });

  it('tells at once of a visit that ended between the greeting and its answer', () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    void talk.session.request<'useRequest'>(useRequest);
    talk.detach();
    talk.attach('new');
    talk.session.visitEnded(first, endedAs('cancelled'));
    talk.session.visitBegan(second);
    talk.say(welcome);
    expect(talk.names.slice(-3)).toEqual(['hello', 'visitEnded', 'visitBegan']);
    expect(talk.last('visitBegan').visit).toBe(second);
  });

  it('tells of a whole visit that came and went between the greeting and its answer', () => {
    const talk = new Conversation();
    talk.attach();
    talk.session.visitBegan(first);
    talk.session.visitEnded(first, endedAs('abandoned'));
    talk.say(welcome);
    expect(talk.names).toEqual(['hello', 'visitBegan', 'visitEnded']);
  });

  it('keeps no more than sixteen ended visits, the newest, as the greeting can hold', () => {
    const talk = new Conversation();
    for (let i = 1; i <= 20; i += 1) {
      talk.session.visitBegan(visitId(serial, 1, i));
      talk.session.visitEnded(visitId(serial, 1, i), endedAs('cancelled'));
    }
    talk.attach();
    const { ended } = talk.last('hello');
    expect(ended.map(({ visit }) => visit)).toEqual(
      Array.from({ length: 16 }, (_, i) => visitId(serial, 1, i + 5)),
    );
  });

  it('hears that the host cannot answer now, but for what the host keeps and goes on with by itself', async () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    const challenge = ask(talk);
    const { request } = talk.last('challengeRequest');
    talk.say({ type: 'problemReport', request, code: 'EMU-401' });
    expect(await challenge).toEqual({ type: 'delayed' });

    const use = talk.session.request<'useRequest'>(useRequest);
    const kept = talk.last('useRequest').request;
    talk.say({ type: 'problemReport', request: kept, code: 'EMU-401' });
    talk.say({ type: 'useAnswer', request: kept, visit: first, outcome: 'accepted' });
    expect(await use).toMatchObject({ type: 'useAnswer', outcome: 'accepted' });
  });

  it('calls a question lost where no host serves the visit', async () => {
    const talk = new Conversation();
    expect(await ask(talk)).toEqual({ type: 'lost' });
    talk.greet();
    expect(await ask(talk)).toEqual({ type: 'lost' });
    expect(talk.names).toEqual(['hello']);
  });

  it('is not up when it was turned away, and takes nothing from that host', () => {
    const talk = new Conversation();
    talk.attach();
    talk.say({ type: 'turnedAway', code: 'EMU-207' });
    expect(talk.observed).toContainEqual({ event: 'link', state: 'turnedAway' });
    talk.say(welcome);
    expect([talk.session.up, talk.heard]).toEqual([false, []]);
    talk.close();
    talk.detach();
    talk.greet('new');
    expect(talk.session.up).toBe(true);
  });

  it('loses its questions when the host ends the session', async () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    const answer = ask(talk);
    talk.close();
    expect(await answer).toEqual({ type: 'lost' });
    expect(talk.session.up).toBe(false);
    expect(talk.heard).toEqual(['up', 'down']);
  });

  it('goes through the secure channel where it has one, and is resumed in it', () => {
    const talk = new Conversation(secureEnds());
    talk.greet();
    talk.detach();
    talk.attach();
    expect([talk.session.up, talk.heard]).toEqual([true, ['up', 'down', 'up again']]);
    expect(talk.names).toEqual(['hello']);
  });

  it.each([
    ['it does not trust', 'reader', { trustedByReader: 'ours' }],
    ['that does not trust it', 'host', { trustedByReader: 'both' }],
  ] as const)(
    'does not stand with a host %s (EMU-110), and says who would not',
    (_, by, { trustedByReader }) => {
      const talk = new Conversation(secureEnds(trustedByReader, by === 'reader' ? 'both' : 'others'));
      talk.attach();
      expect(talk.observed.filter(({ event }) => event === 'linkClosed')).toEqual([
        { event: 'linkClosed', code: 'EMU-110', by },
      ]);
      expect([talk.session.up, talk.heard, talk.received]).toEqual([false, [], []]);
    },
  );

  it('notices a host that has fallen silent, and stands while it only has nothing to say', () => {
    const talk = new Conversation().greet();
    talk.advance(60_000);
    expect([talk.session.up, talk.heard]).toEqual([true, ['up']]);
    talk.hang();
    talk.advance(10_000);
    expect([talk.session.up, talk.heard]).toEqual([false, ['up', 'down']]);
  });

  it('passes on new settings and the wish for a restart', () => {
    const talk = new Conversation().greet();
    talk.say({ type: 'settingsChanged', settings: settings(), disaster: true });
    talk.say({ type: 'restart' });
    expect(talk.heard).toEqual(['up', 'settings true', 'restart']);
  });

  it('calls staff only where a host hears it', () => {
    const talk = new Conversation();
    talk.session.staffCalled('asked');
    talk.greet();
    talk.session.staffCalled('identity');
    expect(talk.received.flatMap((m) => (m.type === 'staffCalled' ? [m.why] : []))).toEqual(['identity']);
  });

  it('refuses a welcome in a version that it has not offered (EMU-206), and waits for another', () => {
    const talk = new Conversation();
    talk.attach();
    talk.say({ ...welcome, version: 9 });
    expect(talk.observed.filter(({ event }) => event === 'hostMessageRefused')).toEqual([
      { event: 'hostMessageRefused', code: 'EMU-206', detail: { theirs: protocolVersion, ours: 9 } },
    ]);
    expect([talk.session.up, talk.heard]).toEqual([false, []]);
    talk.say(welcome);
    expect([talk.session.up, talk.heard]).toEqual([true, ['up']]);
  });

  it.each([
    ['what is no CBOR', Uint8Array.of(0xff), 'EMU-201', { reason: expect.stringMatching(/./) }],
    [
      'a message without a number of the catalogue',
      Uint8Array.of(0x82, 0x18, 0xc8, 0xa0),
      'EMU-202',
      { id: 200 },
    ],
    [
      'a message without its fields',
      Uint8Array.of(0x82, 0x02, 0xa0),
      'EMU-203',
      { name: 'welcome', field: 'version', reason: expect.stringMatching(/./) },
    ],
    [
      'a message that only a reader sends',
      encodeMessage({ type: 'visitBegan', visit: first }),
      'EMU-204',
      expect.objectContaining({ name: 'visitBegan' }),
    ],
    [
      'a message that is not allowed now',
      encodeMessage(welcome),
      'EMU-205',
      expect.objectContaining({ name: 'welcome' }),
    ],
  ] as const)(
    'refuses %s, with its error and what is wrong, and changes nothing',
    (_, payload, code, detail) => {
      const talk = new Conversation().greet();
      talk.sayBytes(payload);
      expect(talk.observed.filter(({ event }) => event === 'hostMessageRefused')).toEqual([
        { event: 'hostMessageRefused', code, detail },
      ]);
      expect([talk.session.up, talk.heard]).toEqual([true, ['up']]);
      talk.session.visitBegan(first);
      expect(talk.names).toEqual(['hello', 'visitBegan']);
    },
  );

  it('that is stopped says nothing more, not even that it is there', async () => {
    const talk = new Conversation().greet();
    talk.session.visitBegan(first);
    const answer = ask(talk);
    const sent = talk.received.length;
    talk.session.stop();
    expect(await answer).toEqual({ type: 'lost' });
    const observed = talk.observed.length;
    talk.say({ type: 'restart' });
    talk.advance(10_000);
    expect([talk.received.length, talk.observed.length]).toEqual([sent, observed]);
  });
});

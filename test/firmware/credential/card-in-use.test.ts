import { createHash, createVerify, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardInUse } from '../../../firmware/credential/card-in-use.ts';
import type { CardReply, CardSlot, Hal } from '../../../firmware/hal.ts';
import { Digits } from '../../../protocol/personal.ts';
import { PeoplesCards } from '../../../simulator/desk/peoples-cards.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople, type People } from '../../../simulator/people/registry.ts';
import { EmulatedCardRest } from '../../../simulator/peripherals/card-rest.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { terminalIdentity } from '../../../simulator/pki/terminal.ts';

const people = loadPeople();
const clock = {
  now: () => Date.parse('2026-11-02T09:00:00+09:00'),
  ticks: () => 0,
  setTimeout: () => null,
  clearTimeout: () => {},
};
const newCards = (of: People = people) => new PeoplesCards({ people: of, clock, folder: null });
/** The insured person alone, with something wrong in the certificate. */
function withDefect(defect: Person['certificate']['defect']): People {
  const insured = people.get('insured');
  if (insured === undefined) throw new Error('nobody insured');
  const one: Person = { ...insured, certificate: { ...insured.certificate, defect } };
  return { get: () => one, size: 1, [Symbol.iterator]: () => [one].values() };
}
const digest: Hal['digest'] = (algorithm, bytes) =>
  new Uint8Array(createHash(algorithm).update(bytes).digest());
const inUse = (card: CardSlot, scanner: Hal['scanner']) =>
  new CardInUse({ card, scanner, terminal: terminalIdentity(), cardTrust: cardTrust(people), digest });
const nonce = new Uint8Array(32).fill(7);

/** A rest in which a person's card lies, and the firmware's hold of it. */
function laidDown(person: string, cards = newCards()) {
  const rest = new EmulatedCardRest();
  rest.place(cards.of(person));
  return { rest, cards, card: inUse(rest, rest) };
}

describe('a My Number Card in use', () => {
  it.each([
    ['insured', { kind: 'read', facts: { pinTries: 3, hasPhoto: true } }],
    ['pin-last-try', { kind: 'read', facts: { pinTries: 1, hasPhoto: true } }],
    ['pin-locked', { kind: 'read', facts: { pinTries: 0, hasPhoto: true } }],
    ['face-only', { kind: 'read', facts: { pinTries: null, hasPhoto: true } }],
    ['next-card', { kind: 'read', facts: { pinTries: 3, hasPhoto: true } }],
    ['broken-card', { kind: 'unreadable' }],
    ['other-card', { kind: 'notMyNumberCard' }],
  ] as const)('of %s is read as %j', async (person, reading) => {
    const { card } = laidDown(person);
    expect(await card.read()).toEqual(reading);
    expect(card.photo === null).toBe(reading.kind !== 'read');
  });

  it.each([
    ['foreign', 'EMU-331'],
    ['forged', 'EMU-332'],
    ['wrong-usage', 'EMU-338'],
    ['wrong-policy', 'EMU-339'],
    ['damaged', 'EMU-330'],
  ] as const)(
    'with a certificate that is %s is not trusted (%s), and keeps nothing',
    async (defect, code) => {
      const { card } = laidDown('insured', newCards(withDefect(defect)));
      expect(await card.read()).toEqual({ kind: 'notTrusted', code });
      expect(card.photo).toBeNull();
      expect(await card.sign(nonce)).toEqual({ kind: 'refused' });
    },
  );

  it('is gone when nothing lies there any more', async () => {
    const { rest, card } = laidDown('insured');
    expect((await card.read()).kind).toBe('read');
    rest.remove();
    expect(await card.verifyPin(new Digits('1234'))).toEqual({ kind: 'gone' });
    expect(await card.sign(nonce)).toEqual({ kind: 'gone' });
  });

  it('counts wrong PINs down to the lock, over several visits, and a right one back to full', async () => {
    const { cards, card } = laidDown('insured');
    await card.read();
    expect(await card.verifyPin(new Digits('0000'))).toEqual({ kind: 'wrong', triesLeft: 2 });
    expect(await card.verifyPin(new Digits('1234'))).toEqual({ kind: 'right' });
    expect(await card.verifyPin(new Digits('0000'))).toEqual({ kind: 'wrong', triesLeft: 2 });
    card.wipe();
    const again = laidDown('insured', cards).card;
    expect(await again.read()).toMatchObject({ facts: { pinTries: 2 } });
    expect(await again.verifyPin(new Digits('0000'))).toEqual({ kind: 'wrong', triesLeft: 1 });
    expect(await again.verifyPin(new Digits('0000'))).toEqual({ kind: 'locked' });
    expect(await again.verifyPin(new Digits('1234'))).toEqual({ kind: 'locked' });
  });

  it.each(['after a PIN', 'after a face'])(
    'signs the challenge %s, with the key of its certificate',
    async (after) => {
      const { card } = laidDown('insured');
      await card.read();
      if (after === 'after a PIN') await card.verifyPin(new Digits('1234'));
      const signed = await card.sign(nonce);
      if (signed.kind !== 'signed') throw new Error(signed.kind);
      const { publicKey } = new X509Certificate(signed.certificate);
      expect(createVerify('sha256').update(nonce).verify(publicKey, signed.signature)).toBe(true);
    },
  );

  it('signs once for a terminal that vouches, and is asked to vouch again', async () => {
    const { card } = laidDown('pin-locked');
    await card.read();
    expect((await card.sign(nonce)).kind).toBe('signed');
    expect((await card.sign(nonce)).kind).toBe('signed');
  });

  it('does not sign before it was read, nor after it was wiped', async () => {
    const { card } = laidDown('insured');
    expect(await card.sign(nonce)).toEqual({ kind: 'refused' });
    await card.read();
    card.wipe();
    expect(card.photo).toBeNull();
    expect((await card.sign(nonce)).kind).not.toBe('signed');
  });

  it('is recognised when it comes back, and no other card is', async () => {
    const { rest, cards, card } = laidDown('insured');
    await card.read();
    rest.remove();
    rest.place(cards.of('insured'));
    expect(await card.recognise()).toEqual({ kind: 'same' });
    expect(await card.verifyPin(new Digits('1234'))).toEqual({ kind: 'right' });
    for (const other of ['elderly', 'other-card', 'broken-card']) {
      rest.place(cards.of(other));
      expect(await card.recognise()).toEqual({ kind: 'other' });
    }
    rest.remove();
    expect((await card.recognise()).kind).not.toBe('same');
  });

  it('is never mixed with one that is put in its place while it is read', async () => {
    for (let exchanges = 0; exchanges < 30; exchanges += 1) {
      const { rest, cards, card } = laidDown('insured');
      const first = card.read();
      for (let i = 0; i < exchanges * 2; i += 1) await Promise.resolve();
      rest.place(cards.of('elderly'));
      const second = await card.read();
      expect((await first).kind).toMatch(/gone|read|unreadable/);
      expect(second.kind).toBe('read');
      const signed = await card.sign(nonce);
      if (signed.kind !== 'signed') throw new Error(signed.kind);
      const { publicKey } = new X509Certificate(signed.certificate);
      expect(createVerify('sha256').update(nonce).verify(publicKey, signed.signature)).toBe(true);
    }
  });
});

type Bend = (reply: Uint8Array, exchange: number, command: Uint8Array) => Uint8Array | 'gone';

/** A card between whose chip and the reader somebody sits who bends replies. */
function bent(bend: Bend, person = 'insured') {
  const rest = new EmulatedCardRest();
  rest.place(newCards().of(person));
  let exchange = 0;
  const slot: CardSlot = {
    listen: (listener) => rest.listen(listener),
    occupied: true,
    powerOn: () => rest.powerOn(),
    powerOff: () => rest.powerOff(),
    async transmit(command): Promise<CardReply> {
      const reply = await rest.transmit(command);
      if (reply.kind === 'gone') return reply;
      const given = bend(reply.apdu, exchange, command);
      exchange += 1;
      return given === 'gone' ? { kind: 'gone' } : { kind: 'answered', apdu: given };
    },
  };
  return { card: inUse(slot, rest), exchanges: () => exchange };
}

const readingKinds = ['read', 'unreadable', 'notMyNumberCard', 'notTrusted', 'gone'];
const pinKinds = ['right', 'wrong', 'locked', 'gone'];
const signingKinds = ['signed', 'refused', 'gone'];

/** Everything that a visit does with a card, on one that may do anything; the value of each step. */
async function useAll(card: CardInUse): Promise<readonly string[]> {
  const kinds = [
    await card.read(),
    await card.verifyPin(new Digits('9999')),
    await card.sign(nonce),
    await card.recognise(),
  ].map(({ kind }) => kind);
  expect(readingKinds).toContain(kinds[0]);
  expect(pinKinds).toContain(kinds[1]);
  expect(signingKinds).toContain(kinds[2]);
  expect(['same', 'other', 'gone']).toContain(kinds[3]);
  return kinds;
}

const isRead = (command: Uint8Array): boolean => command[1] === 0xb0;
const ok = Uint8Array.of(0x90, 0x00);
const withData = (...data: number[]) => Uint8Array.of(...data, ...ok);

describe('a hostile card', () => {
  it('that leaves at any exchange is gone at that step', async () => {
    const whole = bent((reply) => reply);
    await useAll(whole.card);
    for (let leaves = 0; leaves < whole.exchanges(); leaves += 1) {
      const { card } = bent((reply, exchange) => (exchange >= leaves ? 'gone' : reply));
      expect((await useAll(card)).at(-1)).toBe('gone');
    }
  });

  it('that answers nothing but a byte or none is not read', async () => {
    for (const length of [0, 1]) {
      const { card } = bent(() => new Uint8Array(length));
      expect(await useAll(card)).toEqual(['unreadable', 'locked', 'refused', 'other']);
    }
  });

  it('that stops in the middle of its certificate is not read', async () => {
    const { card } = bent((reply, exchange, command) => (isRead(command) && exchange > 2 ? ok : reply));
    expect((await card.read()).kind).toBe('unreadable');
  });

  it.each([
    ['longer than any file', withData(0x30, 0x82, 0xff, 0xff)],
    ['longer than a message can tell', withData(0x30, 0x82, 0x10, 0x00, 0x00)],
    ['that ends within its header', withData(0x30, 0x82)],
    ['that is no certificate', withData(0x04, 0x82, 0x00, 0x10)],
    ['that is missing', Uint8Array.of(0x6a, 0x82)],
  ])('with a certificate %s is not read', async (_, answer) => {
    const strict = bent((reply, _exchange, command) => (isRead(command) ? answer : reply));
    expect((await strict.card.read()).kind).toBe('unreadable');
  });

  /** Lies about the photograph only: its file begins with FF20. */
  const lying =
    (...lie: number[]): Bend =>
    (reply, _, command) => {
      if (!isRead(command) || reply[0] !== 0xff || reply[1] !== 0x20) return reply;
      const lied = reply.slice();
      lied.set(lie);
      return lied;
    };
  it.each([
    ['another tag', lying(0xff, 0x21)],
    ['a length of indefinite form', lying(0xff, 0x20, 0x80)],
    ['a length of five bytes', lying(0xff, 0x20, 0x85)],
    ['a length beyond what can be read', lying(0xff, 0x20, 0x82, 0xff, 0xf0)],
    ['a length of nothing', lying(0xff, 0x20, 0x00)],
  ])('that lies with %s has no photograph, and is read all the same', async (_, bend) => {
    const { card } = bent(bend);
    expect(await card.read()).toEqual({ kind: 'read', facts: { pinTries: 3, hasPhoto: false } });
    expect(card.photo).toBeNull();
  });

  it('whose photograph is longer than the file that holds it, or empty, has none', async () => {
    for (const lie of [0xff, 0x00]) {
      const { card } = bent((reply, _, command) => {
        const at = isRead(command)
          ? reply.findIndex((byte, i) => byte === 0xdf && reply[i + 1] === 0x27)
          : -1;
        if (at < 0) return reply;
        const lied = reply.slice();
        lied.set(lie === 0 ? [0] : [0x82, lie, lie], at + 2);
        return lied;
      });
      expect(await card.read()).toEqual({ kind: 'read', facts: { pinTries: 3, hasPhoto: false } });
    }
  });

  it('with a status word of its own for the PIN counts as locked', async () => {
    for (const sw of [
      Uint8Array.of(0x6f, 0x00),
      Uint8Array.of(0x63, 0x00),
      Uint8Array.of(0x63, 0xc0),
      Uint8Array.of(0x69, 0x84),
    ]) {
      const { card } = bent((reply, _, command) => (command[1] === 0x20 && command.length > 6 ? sw : reply));
      await card.read();
      expect(await card.verifyPin(new Digits('1234'))).toEqual({ kind: 'locked' });
    }
  });

  it('that signs without a certificate of its own, or never, is refused', async () => {
    const { card } = bent((reply, _, command) => (command[1] === 0x2a ? Uint8Array.of(0x69, 0x82) : reply));
    await card.read();
    expect(await card.sign(nonce)).toEqual({ kind: 'refused' });
  });

  it('whose signature is longer than a message can tell is refused', async () => {
    const { card } = bent((reply, _, command) =>
      command[1] === 0x2a ? withData(...new Uint8Array(513)) : reply,
    );
    await card.read();
    expect(await card.sign(nonce)).toEqual({ kind: 'refused' });
  });

  it('may answer anything at all, and each step still has one of its values', async () => {
    const anyReply = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 260 }).map((data) => Uint8Array.of(...data, ...ok)),
      fc.constant('gone' as const),
      fc.constant('honest' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyReply, { minLength: 1, maxLength: 24 }), async (replies) => {
        const { card } = bent((reply, exchange) => {
          const given = replies[exchange % replies.length];
          return given === undefined || given === 'honest' ? reply : given;
        });
        await useAll(card);
      }),
      { numRuns: 300 },
    );
  });
});

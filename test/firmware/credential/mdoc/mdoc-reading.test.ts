import { describe, expect, test } from 'vitest';
import { MdocTrust, mdocPurposes } from '../../../../firmware/credential/mdoc/certificate-trust.ts';
import type { MdocCrypto } from '../../../../firmware/credential/mdoc/crypto.ts';
import { instant } from '../../../../firmware/credential/mdoc/deterministic-cbor.ts';
import { factElements, identityRequest } from '../../../../firmware/credential/mdoc/identity-request.ts';
import { type MdocReading, readMdoc } from '../../../../firmware/credential/mdoc/mdoc-reading.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import type { ErrorCode } from '../../../../protocol/errors.ts';
import { orThrow } from '../../../../protocol/result.ts';
import type { IssuedMdoc } from '../../../../simulator/phone/mdoc/issuing.ts';
import { platformMdocCrypto } from '../../../../simulator/pki/platform-mdoc-crypto.ts';
import { seededEntropy } from '../../../../simulator/time/seeded-entropy.ts';
import {
  atDesk,
  mdocOf,
  personCalled,
  phoneWith,
  readerWith,
  readFrom,
  today,
  wireTo,
} from './held-phone.ts';
import { signedAnew } from './signed-anew.ts';

const refusedWith = (code: ErrorCode, detail: object = {}) => ({
  kind: 'refused',
  problem: { code, detail },
});
const readIn = (reading: MdocReading) => {
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
  return reading;
};
const factsOf = (reading: MdocReading) => readIn(reading).facts.reveal();
const lastDayOf = (reading: MdocReading) => readIn(reading).lastDay.reveal();

const person = personCalled('iphone');
const facts = {
  name: person.name.kanji,
  birthDate: person.birth(today),
  sex: person.sex,
  address: person.address,
};

/** The mdoc without some of its elements: their owner does not give them. */
const without = (mdoc: IssuedMdoc, element: string): IssuedMdoc => ({
  ...mdoc,
  items: new Map(
    [...mdoc.items].map(([nameSpace, items]) => [
      nameSpace,
      new Map([...items].filter(([one]) => one !== element)),
    ]),
  ),
});

describe('a reader to which a phone with an mdoc is held', () => {
  test.each(['signature', 'mac'] as const)(
    'reads the four facts; the phone proves itself by a %s',
    async (proof) => {
      expect(factsOf(await readFrom(phoneWith({ proof })))).toEqual(facts);
    },
  );

  test('tells the last day of the mdoc, as it is called in Japan', async () => {
    expect(lastDayOf(await readFrom(phoneWith()))).toEqual(person.certificate.expires(today));
    const until = async (text: string) => {
      const mdoc = signedAnew(mdocOf('iphone'), (object) =>
        object.get('validityInfo').set('validUntil', instant(text)),
      );
      return lastDayOf(await readFrom(phoneWith({ mdoc })));
    };
    expect(await until('2027-01-31T14:59:59Z')).toEqual({ year: 2027, month: 1, day: 31 });
    expect(await until('2027-01-31T15:00:00Z')).toEqual({ year: 2027, month: 2, day: 1 });
    expect(await until('9999-12-31T23:59:59Z')).toEqual({ year: 9999, month: 12, day: 31 });
  });

  test.each([
    ['extended length', 0xffff, 0x10000, 9],
    ['lengths of its own', 600, 1000, 12],
    ['short length, with chained commands and GET RESPONSE', 255, 256, 20],
  ])('exchanges data in %s', async (_, longestCommand, longestResponse, exchanges) => {
    const wire = wireTo(phoneWith({ limits: { longestCommand, longestResponse } }));
    expect(factsOf(await readMdoc(wire.exchange, readerWith(), atDesk))).toEqual(facts);
    expect(wire.log.length).toBe(exchanges);
    const [longest] = wire.log.map(({ reply }) => reply.length - 2).sort((a, b) => b - a);
    expect(longest).toBeLessThanOrEqual(longestResponse);
    for (const { command } of wire.log) expect(command.length - 9).toBeLessThanOrEqual(longestCommand);
  });

  test('works with an engine of the platform as with the portable one', async () => {
    const reader = readerWith({}, platformMdocCrypto);
    expect(factsOf(await readFrom(phoneWith(), reader))).toEqual(facts);
  });

  test('asks for the four facts and for nothing else, and keeps nothing', () => {
    const asked = [...identityRequest.elements].flatMap(([nameSpace, elements]) =>
      [...elements].map(([element, keeps]) => [nameSpace, element, keeps]),
    );
    expect(asked.sort()).toEqual([
      ['org.iso.23220.1', 'birth_date', false],
      ['org.iso.23220.1', 'sex', false],
      ['org.iso.23220.1.jp', 'full_name_unicode', false],
      ['org.iso.23220.1.jp', 'resident_address_unicode', false],
    ]);
    expect(asked).toHaveLength(Object.keys(factElements).length);
  });

  test('never prints the facts, nor the last day', async () => {
    const reading = await readFrom(phoneWith());
    expect(JSON.stringify(reading)).toBe('{"kind":"read","facts":"••••","lastDay":"••••"}');
  });

  test('is refused where the owner did not agree on the phone', async () => {
    expect(await readFrom(phoneWith({ agreed: () => false }))).toEqual(
      refusedWith('EMU-361', { reason: 'none was given' }),
    );
  });

  test('is refused where the phone does not trust who asks', async () => {
    const readers = orThrow(MdocTrust.in([], mdocPurposes.reader, portableMdocCrypto));
    expect(await readFrom(phoneWith({ readers }))).toEqual(
      refusedWith('EMU-361', { reason: 'none was given' }),
    );
  });

  test.each(Object.values(factElements))('is refused where %s %s is not given', async (_, element) => {
    const mdoc = without(mdocOf('iphone'), element);
    expect(await readFrom(phoneWith({ mdoc }))).toEqual(refusedWith('EMU-363', { element }));
  });

  test('refuses an mdoc whose issuer it does not trust', async () => {
    const issuers = orThrow(MdocTrust.in([], mdocPurposes.documentSigner, portableMdocCrypto));
    expect(await readFrom(phoneWith(), readerWith({ issuers }))).toEqual(
      refusedWith('EMU-356', { reason: 'of an authority that is not trusted' }),
    );
  });

  test('refuses an mdoc that has expired with the card', async () => {
    const mdoc = mdocOf('phone-expired');
    expect(await readFrom(phoneWith({ mdoc }))).toEqual(refusedWith('EMU-359', { reason: 'expired' }));
  });

  test('refuses a phone that has another’s mdoc, but not its key', async () => {
    const mdoc = { ...mdocOf('iphone'), deviceKey: mdocOf('android').deviceKey };
    for (const proof of ['signature', 'mac'] as const)
      expect(await readFrom(phoneWith({ mdoc, proof }))).toEqual(refusedWith('EMU-360', { kind: proof }));
  });

  test('tells that the phone is gone, whenever that happens before the answer', async () => {
    const whole = wireTo(phoneWith());
    await readMdoc(whole.exchange, readerWith(), atDesk);
    // The last exchange ends the session: all is known by then.
    for (let left = 0; left < whole.log.length; left += 1) {
      const wire = wireTo(phoneWith());
      const reading = await readMdoc(
        async (command) => (wire.log.length === left ? { kind: 'gone' } : wire.exchange(command)),
        readerWith(),
        atDesk,
      );
      expect(reading.kind).toBe(left < whole.log.length - 1 ? 'gone' : 'read');
    }
  });
});

describe('an exchange that was captured', () => {
  test('is refused when it is replayed to the reader', async () => {
    const entropy = seededEntropy('reader');
    const wire = wireTo(phoneWith());
    expect((await readMdoc(wire.exchange, readerWith({ entropy }), atDesk)).kind).toBe('read');
    const replies = wire.log.map(({ reply }) => reply);
    const replayed = await readMdoc(
      async () => ({ kind: 'answered', apdu: replies.shift() ?? new Uint8Array() }),
      readerWith({ entropy }),
      atDesk,
    );
    expect(replayed).toEqual(refusedWith('EMU-354', { reason: 'not of this session' }));
  });

  test('differs from the next one in every key that is sent', async () => {
    const reader = readerWith();
    const phone = phoneWith();
    const [first, second] = [wireTo(phone), wireTo(phone)];
    await readMdoc(first.exchange, reader, atDesk);
    phone.leaveField();
    await readMdoc(second.exchange, reader, atDesk);
    const sent = ({ log }: typeof first) => log.map(({ command }) => Buffer.from(command).toString('hex'));
    const seen = ({ log }: typeof first) => log.map(({ reply }) => Buffer.from(reply).toString('hex'));
    const establishments = [sent(first), sent(second)].map((all) =>
      all.find((one) => one.startsWith('00c3')),
    );
    expect(establishments[0]).not.toBe(establishments[1]);
    expect(seen(first)[5]).not.toBe(seen(second)[5]);
  });
});

describe('what is secret or personal in a session', () => {
  /** An engine that remembers every key that it gave or was given, and every message that it opened. */
  function remembering(): { readonly engine: MdocCrypto; readonly keys: Uint8Array[] } {
    const keys: Uint8Array[] = [];
    const remembered = <T extends Uint8Array | null>(key: T): T => {
      if (key !== null) keys.push(key);
      return key;
    };
    return {
      keys,
      engine: {
        ...portableMdocCrypto,
        ephemeralKey(seed) {
          const key = portableMdocCrypto.ephemeralKey(remembered(seed));
          return { ...key, agree: (theirs) => remembered(key.agree(theirs)) };
        },
        hkdf: (...given) => remembered(portableMdocCrypto.hkdf(...given)),
        open: (...given) => remembered(portableMdocCrypto.open(...given)),
      },
    };
  }

  test.each([
    ['was read', 'read', phoneWith({ proof: 'mac' })],
    ['was refused', 'refused', phoneWith({ mdoc: mdocOf('phone-expired') })],
    ['was not given', 'refused', phoneWith({ agreed: () => false })],
  ])('is wiped when the mdoc %s', async (_, kind, phone) => {
    const { engine, keys } = remembering();
    const reading = await readFrom(phone, readerWith({ engine, issuers: readerWith().issuers }));
    expect(reading.kind).toBe(kind);
    expect(keys.length).toBeGreaterThanOrEqual(5);
    for (const key of keys) expect([...key]).toEqual(new Array(key.length).fill(0));
  });

  test('is wiped when the phone leaves before its answer', async () => {
    const { engine, keys } = remembering();
    const wire = wireTo(phoneWith());
    const reading = await readMdoc(
      async (command) => (command[1] === 0xc3 ? { kind: 'gone' } : wire.exchange(command)),
      readerWith({ engine }),
      atDesk,
    );
    expect(reading).toEqual({ kind: 'gone' });
    expect(keys).toHaveLength(4);
    for (const key of keys) expect([...key]).toEqual(new Array(key.length).fill(0));
  });

  test('is of no use once it is wiped', () => {
    const [own, other] = ['a', 'b'].map((seed) =>
      portableMdocCrypto.ephemeralKey(seededEntropy(seed).bytes(48)),
    );
    const theirs = other?.publicKey ?? new Uint8Array();
    expect(own?.agree(theirs)).toHaveLength(32);
    own?.wipe();
    expect(own?.agree(theirs)).toBeNull();
  });
});

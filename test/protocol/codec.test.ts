import { encode, rfc8949EncodeOptions } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedIn, decodeMessage, encodeMessage } from '../../protocol/codec.ts';
import type { ReaderId, VisitId } from '../../protocol/ids.ts';
import { longestMessage } from '../../protocol/link/message-stream.ts';
import { type FieldKind, type MessageDefinition, type MessageOf, messages } from '../../protocol/messages.ts';
import { anyMessage, anyMessageNamed, messageNames, senderOf } from './any-message.ts';
import { Random, runSeed } from './random.ts';

const serial = 'FCR-000001' as ReaderId;
const visit = 'FCR-000001.3.17' as VisitId;

describe('a message', () => {
  test.each(messageNames)('%s comes back as it was, whatever its fields', (name) => {
    fc.assert(
      fc.property(anyMessageNamed(name), (message) => {
        expect(decodeMessage(encodeMessage(message), senderOf(name))).toEqual({ ok: true, value: message });
      }),
      { numRuns: 200 },
    );
  });

  test('has one encoding only: what decodes encodes to the same bytes', () => {
    // Additions of a newer peer are passed over, so this holds for bytes without any.
    const random = new Random(runSeed);
    let decodable = 0;
    for (const message of fc.sample(anyMessage, { numRuns: 2000, seed: runSeed })) {
      const bytes = encodeMessage(message);
      const changed = bytes.slice();
      changed[random.between(0, bytes.length - 1)] = random.between(0, 255);
      const from = senderOf(message.type);
      const decoded = decodeMessage(changed, from);
      if (!decoded.ok) continue;
      const again = encodeMessage(decoded.value);
      if (again.length !== changed.length) continue;
      decodable += 1;
      expect(Buffer.from(again).toString('hex'), `seed ${runSeed}`).toBe(
        Buffer.from(changed).toString('hex'),
      );
    }
    expect(decodable).toBeGreaterThan(100);
  });

  test('of the greatest length is one that the link carries', () => {
    const longest = (kind: FieldKind): number => {
      switch (kind.kind) {
        case 'uint':
          return 9;
        case 'text':
          return 3 + kind.max * (kind.form === undefined ? 4 : 1);
        case 'bytes':
          return 3 + kind.max;
        case 'bool':
        case 'oneOf':
          return 1;
        case 'list':
          return 3 + kind.max * longest(kind.of);
        case 'record':
          return Object.values(kind.fields).reduce((sum, field) => sum + 1 + longest(field.is), 1);
      }
    };
    for (const { fields } of Object.values(messages) as MessageDefinition[]) {
      expect(longest({ kind: 'record', fields }) + 3).toBeLessThan(longestMessage);
    }
  });

  test('carries its fields under numbers in ascending order, a choice as its place in the list', () => {
    const bytes = encodeMessage({ type: 'visitEnded', visit, outcome: 'refused', reason: null, hints: null });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      Buffer.from(
        encode(
          [
            20,
            new Map<number, unknown>([
              [1, visit],
              [2, 2],
            ]),
          ],
          rfc8949EncodeOptions,
        ),
      ).toString('hex'),
    );
  });

  test('with fields of a newer peer is read without them', () => {
    const bytes = encode([
      8,
      new Map<number, unknown>([
        [1, visit],
        [99, [1, 'new', new Map([[0, true]])]],
      ]),
    ]);
    expect(decodeMessage(bytes, 'reader')).toEqual({ ok: true, value: { type: 'visitBegan', visit } });
  });

  test('keeps a byte order mark at the head of a text', () => {
    const hello = helloNamed('\ufeffnext');
    expect(decodeMessage(encodeMessage(hello), 'reader')).toEqual({ ok: true, value: hello });
  });
});

const helloNamed = (profile: string): MessageOf<'hello'> => ({
  type: 'hello',
  versionMin: 1,
  versionMax: 1,
  serial,
  profile,
  firmware: '0.1.0',
  boot: 3,
  capabilities: [],
  waiting: null,
  ended: [],
});

describe('the catalogue', () => {
  const definitions = Object.entries(messages) as [string, MessageDefinition][];

  test('gives every message a number of its own', () => {
    expect(new Set(definitions.map(([, { id }]) => id)).size).toBe(definitions.length);
  });

  test('gives every field of a message or record a number of its own', () => {
    const check = (kind: FieldKind): void => {
      if (kind.kind === 'list') check(kind.of);
      if (kind.kind !== 'record') return;
      const fields = Object.values(kind.fields);
      expect(new Set(fields.map(({ key }) => key)).size).toBe(fields.length);
      for (const { is } of fields) check(is);
    };
    for (const [, { fields }] of definitions) check({ kind: 'record', fields });
  });

  test('answers each message that is answered with one of the other side', () => {
    for (const [, { answeredBy, from }] of definitions) {
      if (answeredBy === undefined) continue;
      const answer = definitions.find(([name]) => name === answeredBy)?.[1];
      expect(answer?.from).toBe(from === 'reader' ? 'host' : 'reader');
    }
  });

  test('says in which state each message may be sent', () => {
    expect(allowedIn({ type: 'visitBegan', visit }, 'resting')).toBeNull();
    expect(allowedIn({ type: 'visitBegan', visit }, 'greeting')).toEqual({
      code: 'EMU-205',
      detail: { name: 'visitBegan', state: 'greeting' },
    });
  });
});

type Fields = Map<number, unknown>;

describe('bytes are refused', () => {
  const refusal = (bytes: Uint8Array, from: 'reader' | 'host' = 'reader'): unknown => {
    const decoded = decodeMessage(bytes, from);
    return decoded.ok ? decoded.value : decoded.problem;
  };
  const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');
  const hello = (change: (fields: Fields) => void): Uint8Array => {
    const fields: Fields = new Map<number, unknown>([
      [0, 1],
      [1, 1],
      [2, serial],
      [3, 'next-generation'],
      [4, '0.1.0'],
      [5, 3],
      [6, []],
      [8, []],
    ]);
    change(fields);
    return encode([1, fields], rfc8949EncodeOptions);
  };

  test('unchanged, the example is a message', () => {
    expect(refusal(hello(() => {}))).toEqual(helloNamed('next-generation'));
  });

  test.each([
    ['nothing at all', '', 'did not find any content to decode'],
    ['too little', '8208a101', 'found map but not enough entries'],
    ['too much', '8208a000', 'too many terminals, data makes no sense'],
    ['a number in more bytes than it needs', '821808a0', 'integer encoded in more bytes than necessary'],
    ['an indefinite length', '9f08a0ff', 'indefinite length items not allowed'],
    ['a key twice', '8208a201000100', 'map keys out of order'],
    [
      'keys out of order within a field of a newer peer',
      '8208a20100186381a201000000',
      'map keys out of order',
    ],
    ['keys out of order within a field', '8208a101a201000000', 'map keys out of order'],
    ['a floating-point number', '82fb4020000000000000a0', 'a floating-point number'],
    ['a negative number', '8220a0', 'a negative number'],
    ['null', '8208f6', 'null'],
    ['undefined', '8208f7', 'undefined'],
    ['a tag', 'c18208a0', 'a tag'],
    ['text that is not UTF-8', '8208a10162c328', 'text that is not UTF-8'],
    ['seventeen levels', `8208a101${'81'.repeat(15)}80`, 'nested deeper than 16'],
    ['eight thousand levels', '81'.repeat(8000), 'nested deeper than 16'],
    ['something other than an array', 'a0', 'not an array of two'],
    ['an array of three', '8308a000', 'not an array of two'],
    ['a name in place of the number', '826161a0', 'not [id, {key: value}]'],
    ['a list in place of the fields', '820880', 'not [id, {key: value}]'],
    ['keys out of order', '8208a201000000', 'map keys out of order'],
    ['a name in place of a key', '8208a1616100', 'a map key that is no unsigned integer'],
    ['a list in place of a key', '8208a18000', 'a map key that is no unsigned integer'],
  ])('that hold %s', (_title, bytes, reason) => {
    expect(refusal(hex(bytes))).toEqual({ code: 'EMU-201', detail: { reason } });
  });

  test('that have a number of no message', () => {
    expect(refusal(hex('820fa0'))).toEqual({
      code: 'EMU-204',
      detail: { name: 'registrationAnswer', expected: 'host' },
    });
    expect(refusal(hex('8218c8a0'))).toEqual({ code: 'EMU-202', detail: { id: 200 } });
  });

  test('that come from the wrong side', () => {
    expect(refusal(encodeMessage({ type: 'visitBegan', visit }), 'host')).toEqual({
      code: 'EMU-204',
      detail: { name: 'visitBegan', expected: 'reader' },
    });
  });

  test.each<[string, (fields: Fields) => void, string, string]>([
    ['a field is missing', (f) => f.delete(2), 'serial', 'missing'],
    ['a number is text', (f) => f.set(5, '3'), 'boot', 'not an unsigned integer'],
    ['a number is too great', (f) => f.set(0, 256), 'versionMin', 'above 255'],
    ['a text is a number', (f) => f.set(3, 1), 'profile', 'not text'],
    ['a text is too long', (f) => f.set(3, 'あ'.repeat(41)), 'profile', 'longer than 40'],
    ['a serial number is none', (f) => f.set(2, 'fcr 1'), 'serial', 'not a serial number'],
    ['a visit key is none', (f) => f.set(7, 'FCR-000001'), 'waiting', 'not a visit key'],
    ['a list is none', (f) => f.set(6, true), 'capabilities', 'not a list'],
    ['a list is too long', (f) => f.set(6, Array(33).fill('a')), 'capabilities', 'more than 32 items'],
    ['an item is wrong', (f) => f.set(6, ['a', 2]), 'capabilities[1]', 'not text'],
    ['a record is none', (f) => f.set(8, [1]), 'ended[0]', 'not a map'],
    [
      'a choice has no such value',
      (f) =>
        f.set(8, [
          new Map<number, unknown>([
            [0, visit],
            [1, 5],
          ]),
        ]),
      'ended[0].outcome',
      'not one of its values',
    ],
  ])('when %s', (_title, change, field, reason) => {
    expect(refusal(hello(change))).toEqual({ code: 'EMU-203', detail: { name: 'hello', field, reason } });
  });

  test('when bytes, truth or a date are none, or bytes are too many', () => {
    const answer = (key: number, value: unknown): Uint8Array =>
      encode(
        [
          13,
          new Map<number, unknown>(
            new Map<number, unknown>([
              [0, 1],
              [2, 0],
              [5, true],
              [8, false],
            ]).set(key, value),
          ),
        ],
        rfc8949EncodeOptions,
      );
    const challenge = (nonce: unknown): Uint8Array =>
      encode([
        11,
        new Map<number, unknown>([
          [0, 1],
          [2, nonce],
        ]),
      ]);
    const wrong = (field: string, reason: string, name = 'eligibilityAnswer') => ({
      code: 'EMU-203',
      detail: { name, field, reason },
    });
    expect(refusal(answer(5, 1), 'host')).toEqual(wrong('registered', 'not true or false'));
    expect(refusal(answer(6, '2026-13-01'), 'host')).toEqual(wrong('graceUntil', 'not a date'));
    expect(refusal(challenge('00'), 'host')).toEqual(wrong('nonce', 'not bytes', 'challenge'));
    expect(refusal(challenge(new Uint8Array(65)), 'host')).toEqual(
      wrong('nonce', 'longer than 64 bytes', 'challenge'),
    );
  });

  test('without saying anything of what they held', () => {
    const secret = '見本太郎';
    for (const bytes of [
      encode([8, new Map([[secret, 1]])]),
      hex(
        `8201a2${'6c'}${Buffer.from(secret).toString('hex')}01${'6c'}${Buffer.from(secret).toString('hex')}01`,
      ),
      hello((f) => f.set(2, secret)),
      hello((f) => f.set(8, [secret])),
    ]) {
      expect(JSON.stringify(refusal(bytes))).toMatch(/"EMU-20[13]"/);
      expect(JSON.stringify(refusal(bytes))).not.toContain(secret);
    }
  });
});

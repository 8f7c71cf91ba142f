import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  messageFromJson,
  messageFromJsonText,
  messageJsonSchema,
  messageToJson,
} from '../../protocol/json-form.ts';
import { anyMessage, anyMessageNamed, messageNames, senderOf } from './any-message.ts';
import { Random, runSeed } from './random.ts';

const refusal = (value: unknown, from: 'reader' | 'host' = 'host'): unknown => {
  const decoded = messageFromJson(value, from);
  return decoded.ok ? decoded.value : decoded.problem;
};

describe('a message in JSON form', () => {
  test.each(messageNames)('%s comes back as it was, also as a line of text', (name) => {
    fc.assert(
      fc.property(anyMessageNamed(name), (message) => {
        const line = JSON.stringify(messageToJson(message));
        expect(messageFromJsonText(line, senderOf(name))).toEqual({ ok: true, value: message });
      }),
      { numRuns: 100 },
    );
  });

  test('has byte strings as base64url without padding', () => {
    const nonce = Uint8Array.of(0xfb, 0xff, 0xfe, 0x00);
    const json = messageToJson({ type: 'challenge', request: 1, nonce });
    expect(json).toEqual({ type: 'challenge', request: 1, nonce: '-__-AA' });
  });

  test('leaves out what is absent, and takes null for absent', () => {
    const json = { type: 'useRequest', request: 1, visit: 'FCR-000001.3.17' };
    const decoded = messageFromJson({ ...json, consent: null }, 'reader');
    expect(decoded.ok && messageToJson(decoded.value)).toEqual(json);
  });

  test('fits its JSON Schema', () => {
    const schema = z.fromJSONSchema(messageJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    for (const message of fc.sample(anyMessage, { numRuns: 300, seed: runSeed })) {
      expect(schema.safeParse(messageToJson(message)).success, `seed ${runSeed}: ${message.type}`).toBe(true);
    }
    expect(schema.safeParse({ type: 'challenge', request: -1, nonce: '' }).success).toBe(false);
    expect(schema.safeParse({ type: 'challenge', request: 1 }).success).toBe(false);
    expect(schema.safeParse({ type: 'nothing' }).success).toBe(false);
  });
});

describe('JSON is refused', () => {
  test.each([
    ['an array', [], { code: 'EMU-211', detail: { reason: 'not an object' } }],
    ['null', null, { code: 'EMU-211', detail: { reason: 'not an object' } }],
    ['without a type', { request: 1 }, { code: 'EMU-211', detail: { reason: 'no "type"' } }],
    ['of a type that is none', { type: 'toString' }, { code: 'EMU-212', detail: {} }],
    [
      'of the other side',
      { type: 'visitBegan', visit: 'FCR-000001.3.17' },
      { code: 'EMU-204', detail: { name: 'visitBegan', expected: 'reader' } },
    ],
    [
      'with bytes in another alphabet',
      { type: 'challenge', request: 1, nonce: '+/8' },
      { code: 'EMU-203', detail: { name: 'challenge', field: 'nonce', reason: 'not bytes' } },
    ],
    [
      'with bits left over in its bytes',
      { type: 'challenge', request: 1, nonce: 'AB' },
      { code: 'EMU-203', detail: { name: 'challenge', field: 'nonce', reason: 'not bytes' } },
    ],
    [
      'with a fraction',
      { type: 'challenge', request: 1.5, nonce: '' },
      { code: 'EMU-203', detail: { name: 'challenge', field: 'request', reason: 'not an unsigned integer' } },
    ],
    [
      'with a list where a record belongs',
      { type: 'settingsChanged', settings: [], disaster: false },
      { code: 'EMU-203', detail: { name: 'settingsChanged', field: 'settings', reason: 'not an object' } },
    ],
    [
      'with half a character',
      { type: 'turnedAway', code: '\ud842' },
      { code: 'EMU-203', detail: { name: 'turnedAway', field: 'code', reason: 'not Unicode text' } },
    ],
  ])('when it is %s', (_title, value, problem) => {
    expect(refusal(value)).toEqual(problem);
  });

  test('when the line is no JSON, without repeating it', () => {
    expect(messageFromJsonText('{"name": 見本', 'host')).toEqual({
      ok: false,
      problem: { code: 'EMU-211', detail: { reason: 'not JSON' } },
    });
  });

  test('and never throws, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...messageNames), (value, name) => {
        const problem = refusal({ ...(typeof value === 'object' ? value : {}), type: name }, senderOf(name));
        expect(problem).toBeDefined();
        messageFromJson(value, 'host');
      }),
      { numRuns: 3000 },
    );
    const random = new Random(runSeed);
    for (const message of fc.sample(anyMessage, { numRuns: 2000, seed: runSeed })) {
      const line = JSON.stringify(messageToJson(message));
      const at = random.between(0, line.length - 1);
      messageFromJsonText(
        line.slice(0, at) + random.of(['"', '9', 'null', '{', '']) + line.slice(at + 1),
        senderOf(message.type),
      );
    }
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allowedIn, decodeMessage, encodeMessage } from '../../protocol/codec.ts';
import { documentTables } from '../../protocol/documentation.ts';
import { decodeReport, encodeReport, type Report, reportCommands } from '../../protocol/hid/reports.ts';
import {
  type JsonObject,
  messageFromJson,
  messageFromJsonText,
  messageToJson,
} from '../../protocol/json-form.ts';
import { encodeFrame, FrameDecoder } from '../../protocol/link/frame.ts';
import { decodePacket, encodePacket, type Packet, packetLayouts } from '../../protocol/link/packet.ts';
import { type SessionState, sessionStates } from '../../protocol/messages.ts';
import { driverMessages } from '../../protocol/phone-reader/driver-messages.ts';
import { fieldOrders, fieldReports } from '../../protocol/phone-reader/field-messages.ts';
import type { Problem } from '../../protocol/result.ts';
import { protocolVectors } from '../../simulator/docs/protocol-vectors.ts';
import { vectorText } from '../../simulator/docs/vector-file.ts';
import { readCorpus } from '../fuzz/corpus.ts';
import { Fuzzer } from '../fuzz/fuzzer.ts';
import { kindOf } from '../fuzz/target.ts';
import { targets } from '../fuzz/targets.ts';
import { messageNames } from './any-message.ts';

interface Vector<Decoded, Refused = Problem> {
  readonly name: string;
  readonly hex: string;
  readonly why: string;
  readonly from: 'reader' | 'host';
  /** Of json-lines.json only. */
  readonly line: string;
  /** Of states.json only. */
  readonly state: SessionState;
  /** Of phone-reader.json only. */
  readonly of: string;
  readonly decodeOnly?: true;
  readonly decoded?: Decoded;
  readonly refused?: Refused;
}

const textOf = (file: string): string =>
  readFileSync(new URL(`../../protocol/vectors/${file}`, import.meta.url), 'utf8');
const vectorsIn = <D, R = Problem>(file: string): readonly Vector<D, R>[] => JSON.parse(textOf(file)).vectors;

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const frames = vectorsIn<readonly string[], readonly Problem[]>('frames.json');
const packets = vectorsIn<Record<string, unknown>>('packets.json');
const messages = vectorsIn<JsonObject>('messages.json');
const reports = vectorsIn<JsonObject>('reports.json');
const lines = vectorsIn<JsonObject>('json-lines.json');
const states = vectorsIn<JsonObject>('states.json');
const phoneReader = vectorsIn<JsonObject>('phone-reader.json');

describe('frames.json', () => {
  test.each(frames)('$name', ({ hex, decoded, refused, decodeOnly }) => {
    const outcomes = new FrameDecoder().push(bytesOf(hex));
    expect(outcomes.flatMap((o) => (o.kind === 'frame' ? [hexOf(o.payload)] : []))).toEqual(decoded);
    expect(outcomes.flatMap((o) => (o.kind === 'damaged' ? [o.problem] : []))).toEqual(refused ?? []);
    if (decodeOnly !== true)
      expect((decoded ?? []).map((payload) => hexOf(encodeFrame(bytesOf(payload))))).toEqual([hex]);
  });
});

const byteParts = new Set(['id', 'bytes', 'proof']);
const packetFromJson = (decoded: Readonly<Record<string, unknown>>): Packet =>
  Object.fromEntries(
    Object.entries(decoded).map(([name, value]) => [
      name,
      byteParts.has(name) ? bytesOf(String(value)) : value,
    ]),
  ) as unknown as Packet;

describe('packets.json', () => {
  test.each(packets)('$name', ({ hex, decoded, refused, decodeOnly }) => {
    const result = decodePacket(bytesOf(hex));
    if (decoded === undefined) {
      expect(result).toEqual({ ok: false, problem: refused });
      return;
    }
    expect(result).toEqual({ ok: true, value: packetFromJson(decoded) });
    if (decodeOnly !== true) expect(hexOf(encodePacket(packetFromJson(decoded)))).toBe(hex);
  });

  test('has every reason for which a packet is refused', () => {
    const reasons = packets.flatMap(({ refused }) =>
      refused === undefined ? [] : [refused.detail['reason']],
    );
    const kinds = Object.keys(packetLayouts).join('|');
    for (const reason of [
      /^empty$/,
      /^kind \d+$/,
      new RegExp(`^(${kinds}) of \\d+ bytes$`),
      new RegExp(`^(${kinds}) with a code that is none$`),
      /^missing with ranges that are none$/,
    ]) {
      expect(
        reasons.some((words) => reason.test(String(words))),
        String(reason),
      ).toBe(true);
    }
  });

  test('has every kind of packet, and every kind with a length that is refused', () => {
    for (const [kind, { byte, parts }] of Object.entries(packetLayouts)) {
      expect(packets.some(({ decoded }) => decoded?.['kind'] === kind)).toBe(true);
      // A refusal may have no code at all, so no length of it is wrong in itself.
      if (Object.keys(parts).join() === 'code') continue;
      expect(
        packets.some(({ hex, refused }) => refused !== undefined && bytesOf(hex)[0] === byte),
        kind,
      ).toBe(true);
    }
  });
});

describe('reports.json', () => {
  test.each(reports)('$name', ({ hex, decoded, refused, decodeOnly }) => {
    const result = decodeReport(bytesOf(hex));
    if (decoded === undefined) {
      expect(result).toEqual({ ok: false, problem: refused });
      return;
    }
    const report = { ...decoded, payload: bytesOf(String(decoded['payload'])) } as unknown as Report;
    expect(result).toEqual({ ok: true, value: report });
    if (decodeOnly !== true) expect(hexOf(encodeReport(report))).toBe(hex);
  });

  test('has every command', () => {
    const shown = new Set(reports.map(({ decoded }) => decoded?.['command']));
    expect(Object.values(reportCommands).filter(({ byte }) => !shown.has(byte))).toEqual([]);
  });
});

describe('messages.json', () => {
  test.each(messages)('$name', ({ hex, from, decoded, refused, decodeOnly }) => {
    const result = decodeMessage(bytesOf(hex), from);
    if (decoded === undefined) {
      expect(result).toEqual({ ok: false, problem: refused });
      return;
    }
    const message = messageFromJson(decoded, from);
    expect(result).toEqual(message);
    if (!message.ok) return;
    expect(messageToJson(message.value)).toEqual(decoded);
    if (decodeOnly !== true) expect(hexOf(encodeMessage(message.value))).toBe(hex);
  });

  test('has every message', () => {
    const shown = new Set(messages.map(({ decoded }) => decoded?.['type']));
    expect(messageNames.filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe('json-lines.json', () => {
  test.each(lines)('$name', ({ line, from, decoded, refused }) => {
    const result = messageFromJsonText(line, from);
    if (decoded === undefined) expect(result).toEqual({ ok: false, problem: refused });
    else expect(result.ok && messageToJson(result.value)).toEqual(decoded);
  });
});

describe('states.json', () => {
  test.each(states)('$name', ({ hex, from, state, decoded, refused }) => {
    const message = decodeMessage(bytesOf(hex), from);
    if (!message.ok) expect.fail('is no message');
    expect(allowedIn(message.value, state)).toEqual(refused ?? null);
    if (decoded !== undefined) expect(messageToJson(message.value)).toEqual(decoded);
  });

  test('has every message in every state', () => {
    expect(states.map(({ name }) => name)).toEqual(
      messageNames.flatMap((name) => sessionStates.map((state) => `${name} while ${state}`)),
    );
  });
});

describe('phone-reader.json', () => {
  test('has every order, every report, every packet but those of its handshake, and every message of a driver', () => {
    const kinds = (of: string) =>
      phoneReader.filter((one) => one.of === of).flatMap(({ decoded }) => decoded?.['kind'] ?? []);
    expect(kinds('order').sort()).toEqual(Object.keys(fieldOrders).sort());
    expect(kinds('report').sort()).toEqual(Object.keys(fieldReports).sort());
    expect(kinds('packet')).toEqual(['sealed', 'over']);
    expect(kinds('driver').sort()).toEqual(Object.keys(driverMessages).sort());
  });
});

const all = { frames, packets, reports, messages, lines, states, phoneReader };
const refusalsOf = (vectors: readonly Vector<unknown, Problem | readonly Problem[]>[]): readonly Problem[] =>
  vectors.flatMap(({ refused }) => refused ?? []);

const sourceOf = (name: string): string =>
  readFileSync(new URL(`../../protocol/${name}.ts`, import.meta.url), 'utf8');
const codesOfDecoders = new Set(
  [
    'link/frame',
    'link/packet',
    'hid/reports',
    'strict-cbor',
    'codec',
    'json-form',
    'phone-reader/field-messages',
    'phone-reader/driver-messages',
  ].flatMap((name): readonly string[] => sourceOf(name).match(/EMU-\d{3}/g) ?? []),
);

describe('the vectors', () => {
  test.each(Object.keys(protocolVectors))(
    'in %s are those that the code gives (npm run docs writes them)',
    (file) => {
      const write = protocolVectors[file];
      expect(write === undefined ? '' : vectorText(write())).toBe(textOf(file));
    },
  );

  test('are all of protocol/vectors/', () => {
    const folder = new URL('../../protocol/vectors/', import.meta.url);
    expect(readdirSync(folder).sort()).toEqual(Object.keys(protocolVectors).sort());
  });

  test('have names of their own, and say why they are there', () => {
    for (const name of Object.keys(protocolVectors)) {
      const file = vectorsIn(name);
      expect(new Set(file.map((vector) => vector.name)).size).toBe(file.length);
      for (const { why } of file) expect(why).not.toBe('');
    }
  });

  test('show every refusal of the protocol’s table of errors', () => {
    const refusals = [...(documentTables['error codes']?.() ?? '').matchAll(/^\| `(EMU-\d+)` \|/gm)];
    const shown = new Set<string>();
    for (const file of Object.keys(protocolVectors)) {
      for (const { refused = [] } of vectorsIn<unknown, Problem | readonly Problem[]>(file))
        for (const { code } of [refused].flat()) shown.add(code);
    }
    expect(refusals.length).toBeGreaterThan(30);
    expect(refusals.map(([, code]) => code).filter((code) => !shown.has(code ?? ''))).toEqual([]);
  });

  test('show every code with which a decoder refuses', () => {
    const shown = new Set<string>(
      Object.values(all).flatMap((file) => refusalsOf(file).map(({ code }) => code)),
    );
    expect(codesOfDecoders.size).toBeGreaterThan(8);
    expect([...codesOfDecoders].filter((code) => !shown.has(code))).toEqual([]);
  });

  test.each([
    ['link/frame', /damaged\('([^']+)'\)/g, frames],
    ['message-fields', /wrong\('([^']+)'\)|WrongField\(\w+, '([^']+)'\)/g, [...messages, ...lines]],
    ['strict-cbor', /\[Type\.\w+, '([^']+)'\]|Unused\('([^']+)'\)/g, messages],
    ['codec', /reason: '([^']+)'|WrongField\('', '([^']+)'\)/g, messages],
    ['json-form', /reason: '([^']+)'|WrongField\('', '([^']+)'\)/g, lines],
    ['phone-reader/field-messages', /malformed\('([^']+)'\)/g, phoneReader],
  ])('show every reason that %s.ts has', (file, reason, vectors) => {
    const reasons = [...sourceOf(file).matchAll(reason)].map((match) => match[1] ?? match[2]);
    const shown = new Set(refusalsOf(vectors).map(({ detail }) => detail['reason']));
    expect(reasons.length).toBeGreaterThan(2);
    expect(reasons.filter((words) => !shown.has(words))).toEqual([]);
  });

  // A message of the byte stream cannot be longer than one of the handshake may be.
  const unreachable = new Set(['longer than a message may be']);

  test.each([
    ['channel/noise', /refused\('([^']+)'\)/g],
    ['channel/channel', /refusedPayload\('([^']+)'\)/g],
    ['hid/report-channel', /what: '([^']+)'/g],
  ])('show every reason that %s.ts has, in a handshake or a conversation', (file, reason) => {
    const told = [...vectorsIn('channel.json'), ...vectorsIn('conversations.json')];
    const shown = new Set(refusalsOf(told).flatMap(({ detail }) => [detail['reason'], detail['what']]));
    const reasons = [...sourceOf(file).matchAll(reason)].map(([, words = '']) => words);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.filter((words) => !shown.has(words) && !unreachable.has(words))).toEqual([]);
  });

  test('show every refusal that an input of the fuzzing corpus brings about', () => {
    // Of EMU-203 and EMU-204 the rule counts, not of which message and field it was broken.
    const ruleOf = (kind: string): string =>
      kind.replace(/^(EMU-203) \S+ \S+/, '$1').replace(/^(EMU-204) .*/, '$1');
    const shown = new Set(
      Object.values(all).flatMap((file) => refusalsOf(file).map((one) => ruleOf(kindOf(one)))),
    );
    const found = new Set<string>();
    for (const target of targets) {
      const fuzzer = new Fuzzer(target, 0);
      fuzzer.replay(readCorpus(target.name));
      for (const kind of fuzzer.kinds.keys())
        if (codesOfDecoders.has(kind.slice(0, 7))) found.add(ruleOf(kind));
    }
    expect(found.size).toBeGreaterThan(30);
    expect([...found].filter((rule) => !shown.has(rule))).toEqual([]);
  });
});

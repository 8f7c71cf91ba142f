import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../protocol/codec.ts';
import { isErrorCode } from '../../protocol/errors.ts';
import { encodeFrame, FrameDecoder } from '../../protocol/frame.ts';
import { messageFromJson, messageToJson } from '../../protocol/json-form.ts';
import { decodePacket, encodePacket, type Packet, packetLayouts } from '../../protocol/packet.ts';
import type { Problem } from '../../protocol/result.ts';
import { protocolVectors, vectorText } from '../../simulator/docs/protocol-vectors.ts';
import { messageNames } from './any-message.ts';

interface Vector<Decoded, Refused = Problem> {
  readonly name: string;
  readonly hex: string;
  readonly why: string;
  readonly from: 'reader' | 'host';
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
const messages = vectorsIn<Record<string, unknown>>('messages.json');

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

describe('the vectors', () => {
  test.each(Object.keys(protocolVectors))(
    'in %s are those that the code gives (npm run docs writes them)',
    (file) => {
      const write = protocolVectors[file];
      expect(write === undefined ? '' : vectorText(write())).toBe(textOf(file));
    },
  );

  test('have names of their own, and say why they are there', () => {
    for (const file of [frames, packets, messages]) {
      expect(new Set(file.map(({ name }) => name)).size).toBe(file.length);
      for (const { why } of file) expect(why).not.toBe('');
    }
  });

  test('show every code with which bytes are refused', () => {
    const all = [...frames.flatMap(({ refused }) => refused ?? []), ...packets, ...messages];
    const codes = new Set(
      all.map((entry) =>
        'refused' in entry ? entry.refused?.code : 'code' in entry ? entry.code : undefined,
      ),
    );
    for (const code of ['EMU-101', 'EMU-102', 'EMU-201', 'EMU-202', 'EMU-203', 'EMU-204']) {
      expect(isErrorCode(code) && codes.has(code), code).toBe(true);
    }
  });

  test.each([
    ['frame', /damaged\('([^']+)'\)/g, frames.flatMap(({ refused }) => refused ?? [])],
    [
      'message-fields',
      /wrong\('([^']+)'\)|WrongField\(\w+, '([^']+)'\)/g,
      messages.map(({ refused }) => refused),
    ],
    ['strict-cbor', /\[Type\.\w+, '([^']+)'\]|Unused\('([^']+)'\)/g, messages.map(({ refused }) => refused)],
  ])('show every reason that %s.ts has', (file, reason, refusals) => {
    const source = readFileSync(new URL(`../../protocol/${file}.ts`, import.meta.url), 'utf8');
    const reasons = [...source.matchAll(reason)].map((match) => match[1] ?? match[2]);
    const shown = new Set(refusals.map((problem) => problem?.detail['reason']));
    // JSON alone can hold it: CBOR text is UTF-8.
    const missing = reasons.filter((words) => !shown.has(words) && words !== 'not Unicode text');
    expect(reasons.length).toBeGreaterThan(2);
    expect(missing).toEqual([]);
  });
});

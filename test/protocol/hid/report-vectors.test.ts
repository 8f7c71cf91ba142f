import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ReaderReports } from '../../../protocol/hid/reader-reports.ts';
import { reportLength } from '../../../protocol/hid/report-descriptor.ts';
import { reportCommands } from '../../../protocol/hid/reports.ts';
import type { Problem } from '../../../protocol/result.ts';

interface Conversation {
  readonly name: string;
  readonly hex: string;
  readonly answers: readonly string[];
  readonly decoded: { readonly streams: number; readonly bytes: string };
  readonly ended?: true;
  readonly refused?: Problem;
  readonly why: string;
}

const file = new URL('../../../protocol/vectors/report-channels.json', import.meta.url);
const conversations: readonly Conversation[] = JSON.parse(readFileSync(file, 'utf8')).vectors;
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('report-channels.json', () => {
  test.each(conversations)('$name', ({ hex, answers, decoded, ended, refused }) => {
    const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
    const reader = new ReaderReports(() => 0x11223344);
    for (let at = 0; at < bytes.length; at += reportLength)
      reader.received(bytes.subarray(at, at + reportLength), 0);
    expect(reader.takeReports().map(hexOf)).toEqual(answers);
    const events = reader.takeEvents();
    expect(events.filter(({ type }) => type === 'attached').length).toBe(decoded.streams);
    const heard = events.map((event) => (event.type === 'received' ? hexOf(event.bytes) : ''));
    expect(heard.join('')).toBe(decoded.bytes);
    const last = events.at(-1);
    expect(last?.type === 'detached').toBe(ended === true);
    expect(last?.type === 'detached' ? last.problem : null).toEqual(refused ?? null);
  });

  test('has every command that a host sends, and every code with which a channel ends by what was sent', () => {
    const begun = conversations
      .flatMap(({ hex }) => hex.match(/.{128}/g) ?? [])
      .map((report) => report.slice(8, 10));
    for (const { byte, from } of Object.values(reportCommands))
      if (from !== 'reader') expect(begun).toContain((0x80 | byte).toString(16));
    const codes = new Set(conversations.map(({ refused }) => refused?.code));
    for (const code of ['EMU-131', 'EMU-132', 'EMU-134']) expect(codes).toContain(code);
  });

  test('has names of its own, and says why they are there', () => {
    expect(new Set(conversations.map(({ name }) => name)).size).toBe(conversations.length);
    for (const { why } of conversations) expect(why).not.toBe('');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { profileIds } from '../../firmware/profiles.ts';
import { channelLimits, prologueLabel, resumeLabel } from '../../protocol/channel/channel.ts';
import { linkPurposes, longestCertificate, longestChain } from '../../protocol/channel/link-certificate.ts';
import { encodeMessage } from '../../protocol/codec.ts';
import { documentTables, tablesIn, withTables } from '../../protocol/documentation.ts';
import { errorCatalogue, isErrorCode } from '../../protocol/errors.ts';
import { reportTiming } from '../../protocol/hid/report-channel.ts';
import { confirmEvery, reportLimits } from '../../protocol/hid/report-flow.ts';
import type { VisitId } from '../../protocol/ids.ts';
import { maxFramePayload } from '../../protocol/link/frame.ts';
import { linkTiming } from '../../protocol/link/link.ts';
import { packetLayouts } from '../../protocol/link/packet.ts';
import { receiveWindow } from '../../protocol/link/receive-window.ts';
import {
  calmBeforeGrowth,
  linkBacklog,
  longestSegment,
  shortestSegment,
} from '../../protocol/link/send-window.ts';
import { messages } from '../../protocol/messages.ts';
import { fieldPrologueLabel, fieldTiming } from '../../protocol/phone-reader/field-channel.ts';
import { deepestNesting } from '../../protocol/strict-cbor.ts';

const readme = readFileSync(new URL('../../protocol/README.md', import.meta.url), 'utf8');
const prose = readme.replace(/\s+/g, ' ');

describe('protocol/README.md', () => {
  test('has the tables that the code gives (npm run docs writes them)', () => {
    expect(withTables(readme) === readme).toBe(true);
  });

  test('has a place for every table, and no place for another', () => {
    expect(tablesIn(readme).sort()).toEqual(Object.keys(documentTables).sort());
  });

  test.each([
    `1 to ${maxFramePayload} bytes`,
    `again every ${linkTiming.open} ms`,
    `at most ${receiveWindow.toLocaleString('en')} bytes under way`,
    `up to ${receiveWindow.toLocaleString('en')} bytes from the next one expected`,
    `when ${(receiveWindow / 2).toLocaleString('en')} bytes have come unsaid`,
    `at most ${linkBacklog}; beyond that`,
    `has arrived is said within ${linkTiming.acknowledge} ms`,
    `there are at least ${linkTiming.report} ms`,
    `up to ${linkTiming.resendAtMost.toLocaleString('en')} ms, until a packet of the session`,
    `reported again ${linkTiming.reportAgain} ms after that`,
    `At first ${longestSegment.toLocaleString('en')} bytes at most`,
    `is halved, down to ${shortestSegment},`,
    `after ${calmBeforeGrowth} times its size`,
    `again every ${linkTiming.pingAgain} ms`,
    `for ${linkTiming.resend} ms (and ${linkTiming.perByte} ms for each byte`,
    `is cut to ${linkTiming.resendHurried} ms`,
    `each time up to ${linkTiming.resendAtMost} ms`,
    `After ${linkTiming.ping / 1000} s without a packet`,
    `so after ${(linkTiming.ping * 1.5) / 1000} s`,
    `stand at most ${deepestNesting} inside one another`,
    `After ${linkTiming.dead / 1000} s without one the peer counts as gone`,
    `the ${prologueLabel.length} bytes \`${prologueLabel}\``,
    `the ${resumeLabel.length} bytes \`${resumeLabel}\``,
    `is not through within ${channelLimits.handshake / 1000} s`,
    `at most ${longestChain} certificates of at most ${longestCertificate} bytes`,
    `reader \`${linkPurposes.reader}\`, bridge \`${linkPurposes.bridge}\`,`,
    `[phone reader](#phone-reader) \`${linkPurposes.phoneReader}\``,
    `the ${fieldPrologueLabel.length} bytes \`${fieldPrologueLabel}\``,
    `not answered within ${fieldTiming.answer} ms`,
    `The next session begins after ${fieldTiming.calm} ms`,
    `A message has at most ${channelLimits.message} bytes. After each ${channelLimits.rekeyAfter} messages`,
    `never has more than ${reportLimits.all}`,
    `when it has read ${confirmEvery} that it has not confirmed`,
    `waited for credit for ${reportTiming.keepalive} ms sends one`,
    `After ${reportTiming.credit} ms the channel is over`,
    `has come for ${reportTiming.message} ms`,
    `bytes have waited for credit for ${reportTiming.credit} ms |`,
    `| one is longer than ${longestCertificate} bytes, cannot be read`,
    ...profileIds.map((id) => `\`${id}\` (`),
  ])('says in its prose what the code does: %s', (words) => {
    expect(prose.includes(words)).toBe(true);
  });

  test('shows the bytes of a message as the code writes them', () => {
    const shown = /```\n(82 [\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const hex = shown.split('\n').map((line) => line.slice(0, 39).replaceAll(' ', ''));
    const visit = 'FCR-000001.3.17' as VisitId;
    expect(hex.join('')).toBe(Buffer.from(encodeMessage({ type: 'visitBegan', visit })).toString('hex'));
  });

  const said = [...readme.matchAll(/^ {4,}([RH])(?:->>|--x)([RH]): (\w+)/gm)].map(([, from, , name]) => ({
    from: from === 'R' ? 'reader' : 'host',
    name: name ?? '',
  }));

  test('has nothing in its diagrams but messages and packets, said by the end that says them', () => {
    const sayers: Readonly<Record<string, { readonly from: string }>> = { ...packetLayouts, ...messages };
    const wrong = said.filter(({ from, name }) => ![from, 'either'].includes(sayers[name]?.from ?? ''));
    expect(wrong).toEqual([]);
    expect(said.length).toBeGreaterThan(40);
  });

  test('shows every message in a diagram', () => {
    const shown = new Set(said.map(({ name }) => name));
    expect(Object.keys(messages).filter((name) => !shown.has(name))).toEqual([]);
  });

  test('names error codes that exist', () => {
    const named = readme.match(/EMU-\d+/g) ?? [];
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((code) => !isErrorCode(code))).toEqual([]);
  });

  test('keeps what stands between the places, also when they are empty', () => {
    const place = (name: string): string => `<!-- generated: ${name} -->\n<!-- end -->`;
    const written = withTables(`${place('limits')}\nkept\n${place('packets')}`);
    expect(written).toContain('\nkept\n');
    expect(withTables(written)).toBe(written);
  });

  test('leaves a place with an unknown name as it is', () => {
    const text = '<!-- generated: nothing of ours -->\nold\n<!-- end -->';
    expect(withTables(text)).toBe(text);
  });
});

describe('the catalogue of errors', () => {
  const placeholders = (sentence: string): string[] => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();

  test.each(Object.entries(errorCatalogue))(
    'says %s in both languages, with the same particulars',
    (_code, entry) => {
      for (const sentences of [entry.cause, entry.remedy]) {
        expect(sentences.en).not.toBe('');
        expect(sentences.ja).not.toBe('');
        expect(placeholders(sentences.ja)).toEqual(placeholders(sentences.en));
      }
    },
  );
});

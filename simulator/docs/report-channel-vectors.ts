/** The contents of protocol/vectors/report-channels.json: what a reader makes of the reports that a host sends it, and says. */

import { ReaderReports } from '../../protocol/hid/reader-reports.ts';
import { reportLength } from '../../protocol/hid/report-descriptor.ts';
import type { JsonObject } from '../../protocol/json-form.ts';
import { bytesOf, hexOf, type Vector, type VectorFile } from './vector-file.ts';

/** 64 bytes that begin so. */
function report(hex: string): Uint8Array {
  const bytes = new Uint8Array(reportLength);
  bytes.set(bytesOf(hex));
  return bytes;
}

/** The channel that the reader draws. */
const drawn = 0x11223344;
const init = 'ffffffff 86 0008 0102030405060708';
const on = '11223344';
const sixty = '5a'.repeat(60);

const conversations: readonly (readonly [name: string, why: string, reports: readonly string[]])[] = [
  ['init', 'a host asks for a channel', [init]],
  ['init twice', 'the same nonce: the same channel, and the stream goes on', [init, init]],
  ['init of another host', 'another nonce: another channel', [init, 'ffffffff 86 0008 ff02030405060708']],
  ['init of another length', 'a nonce of 7 bytes is none', ['ffffffff 86 0007 01020304050607']],
  [
    'another command than init',
    'only init is read on the broadcast channel',
    ['ffffffff c0 0005 00000000 aa'],
  ],
  ['data in one report', 'the count, then bytes of the stream', [init, `${on} c0 0007 00000000 aabbcc`]],
  [
    'data in two reports',
    '53 bytes in the first; what is left over of the second is not read',
    [init, `${on} c0 0040 00000000 ${sixty.slice(0, 106)}`, `${on} 01 ${sixty.slice(106)} ffff`],
  ],
  [
    'credit after four',
    'every report of the channel counts',
    [init, ...[0, 1, 2, 3].map((i) => `${on} c0 0005 0000000${i} 0${i}`)],
  ],
  ['credit upon keepalive', 'however little there is to confirm', [init, `${on} bb 0004 00000000`]],
  [
    'a doubled keepalive',
    'it is counted like any other',
    [init, `${on} bb 0004 00000000`, `${on} bb 0004 00000000`],
  ],
  ['a cancel', 'the host leaves; nothing is answered', [init, `${on} 91 0000`]],
  ['an error', 'the host ends the channel; nothing is answered', [init, `${on} bf 0001 05`]],
  ['a channel that is not open', 'the host is told', [init, '55667788 c0 0005 00000000 aa']],
  ['an error on a channel that is not open', 'an error is never answered', [init, '55667788 bf 0001 0b']],
  ['more on a channel that is not open', 'it is passed over', [init, '55667788 00 aa']],
  ['an unknown command', 'the channel is over', [init, `${on} 8a 0000`]],
  ['init on a channel', 'it belongs on the broadcast channel', [init, `${on} 86 0008 01`]],
  ['data without its count', 'too short', [init, `${on} c0 0003`]],
  ['credit of 9 bytes', 'too long', [init, `${on} c1 0009`]],
  ['credit for too many', 'one is confirmed, none was sent', [init, `${on} c1 0008 00000000 00000001`]],
  [
    'credit again for the same',
    'nothing is confirmed anew, and nothing taken back',
    [init, `${on} bb 0004 00000000`, `${on} c1 0008 00000001 00000001`, `${on} c1 0008 00000002 00000001`],
  ],
  [
    'credit that takes back',
    'one report was confirmed, now none is',
    [init, `${on} bb 0004 00000000`, `${on} c1 0008 00000001 00000001`, `${on} c1 0008 00000002 00000000`],
  ],
  [
    'credit for one less than none',
    'counts are modulo 2^32: it is no negative number',
    [init, `${on} c1 0008 00000000 ffffffff`],
  ],
  [
    'what is no report, on the channel',
    'passed over and not counted: the next report is the first',
    [init, `${on} c0 ffff 00000000 aa`, `${on} c0 0005 00000000 bb`],
  ],
  [
    'a command before its length',
    'unknown, and longer than its report: the command counts',
    [init, `${on} 8a 0100`],
  ],
  [
    'a length before a turn',
    'data without its count inside data: the length counts',
    [init, `${on} c0 0100 00000000 ${sixty.slice(0, 106)}`, `${on} c0 0003`],
  ],
  [
    'a turn before a count',
    'data inside data that was doubled: the turn counts',
    [init, `${on} c0 0100 00000000 ${sixty.slice(0, 106)}`, `${on} c0 0005 00000000 aa`],
  ],
  [
    'a count before a credit',
    'credit for too many that was doubled: the count of reports sent counts',
    [init, `${on} c1 0008 00000001 00000001`],
  ],
  [
    'data inside data',
    'one message of data at a time',
    [init, `${on} c0 0100 00000000 ${sixty.slice(0, 106)}`, `${on} c0 0005 00000001 aa`],
  ],
  ['more of no message', 'nothing was begun', [init, `${on} 00 aa`]],
  [
    'a skipped report',
    'number 2 instead of 1',
    [init, `${on} c0 0100 00000000 ${sixty.slice(0, 106)}`, `${on} 02 aa`],
  ],
  ['a lost report', 'one was sent before, none was read', [init, `${on} c0 0005 00000001 aa`]],
  [
    'a doubled report',
    'none was sent before, one was read',
    [init, `${on} c0 0005 00000000 aa`, `${on} c0 0005 00000000 aa`],
  ],
];

function answered(reports: readonly Uint8Array[]): JsonObject {
  const reader = new ReaderReports(() => drawn);
  for (const bytes of reports) reader.received(bytes, 0);
  const events = reader.takeEvents();
  const answers = reader.takeReports().map(hexOf);
  const stream = events.flatMap((event) => (event.type === 'received' ? [hexOf(event.bytes)] : [])).join('');
  const streams = events.filter(({ type }) => type === 'attached').length;
  const last = events.at(-1);
  if (last?.type !== 'detached') return { answers, decoded: { streams, bytes: stream } };
  const { problem } = last;
  return {
    answers,
    decoded: { streams, bytes: stream },
    ended: true,
    ...(problem === null ? {} : { refused: { code: problem.code, detail: problem.detail } }),
  };
}

export const reportChannels = (): VectorFile => ({
  about: 'Reports of a host to a reader that is a HID device, and what it answers (protocol/README.md, HID)',
  vectors: conversations.map(([name, why, texts]): Vector => {
    const reports = texts.map(report);
    return { name, hex: hexOf(Buffer.concat(reports)), ...answered(reports), why };
  }),
});

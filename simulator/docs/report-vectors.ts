/** The contents of protocol/vectors/reports.json: HID reports, one at a time. */

import {
  broadcastChannel,
  decodeReport,
  encodeReport,
  type Report,
  type ReportCommand,
  reportCommands,
  reportErrors,
} from '../../protocol/hid/reports.ts';
import type { JsonObject } from '../../protocol/json-form.ts';
import { bytesOf, filled, hexOf, outcome, together, type VectorFile } from './vector-file.ts';

const channel = 0x0a0b0c0d;
const nonce = bytesOf('0001020304050607');
const begin = (on: number, command: ReportCommand, payload: Uint8Array, length = payload.length): Report => ({
  kind: 'begin',
  channel: on,
  command: reportCommands[command].byte,
  length,
  payload,
});

const reportsWritten: readonly (readonly [name: string, why: string, report: Report])[] = [
  ['init', 'a host asks for a channel', begin(broadcastChannel, 'init', nonce)],
  [
    'channel',
    'the reader gives it one',
    begin(broadcastChannel, 'channel', together(nonce, bytesOf('0a0b0c0d 01 000000 00'))),
  ],
  ['cancel', 'a command without contents', begin(channel, 'cancel', filled(0, 0))],
  ['keepalive', 'an end waits for credit', begin(channel, 'keepalive', Uint8Array.of(0, 0, 0, 5))],
  [
    'error',
    'a report was out of turn',
    begin(channel, 'error', Uint8Array.of(reportErrors.invalidSequence.byte)),
  ],
  [
    'data',
    'the third report of its sender; one byte of the stream',
    begin(channel, 'data', bytesOf('00000002 00')),
  ],
  [
    'data that goes on',
    'the first 57 bytes of a message of 70: a count and 53 bytes of the stream',
    begin(channel, 'data', together(bytesOf('00000003'), filled(53, 0x11)), 70),
  ],
  [
    'the rest of it',
    'the report after that: 13 bytes that count, and 46 that mean nothing',
    { kind: 'more', channel, sequence: 4, payload: together(filled(13, 0x11), filled(46, 0)) },
  ],
  ['credit', 'five reports sent, four read', begin(channel, 'credit', bytesOf('00000005 00000004'))],
];

const reportsRead: readonly (readonly [name: string, why: string, hex: string])[] = [
  ['command of nobody', 'which commands there are is judged above', `0a0b0c0d ff 0000 ${'00'.repeat(57)}`],
  ['bytes beyond the length', 'they are not read', `0a0b0c0d 91 0000 ${'ff'.repeat(57)}`],
  ['a byte too few', 'a report has 64 bytes', `0a0b0c0d 91 0000 ${'00'.repeat(56)}`],
  ['a byte too many', 'a report has 64 bytes', `0a0b0c0d 91 0000 ${'00'.repeat(58)}`],
  ['channel 0', 'there is none', `00000000 91 0000 ${'00'.repeat(57)}`],
  ['message too long', 'one byte more than 129 reports carry', `0a0b0c0d c0 1dba ${'00'.repeat(57)}`],
];

const reportToJson = (report: Report): JsonObject => ({ ...report, payload: hexOf(report.payload) });

export const reports = (): VectorFile => ({
  about: 'HID reports, one at a time (protocol/README.md, HID)',
  vectors: [
    ...reportsWritten.map(([name, why, report]) => ({
      name,
      hex: hexOf(encodeReport(report)),
      decoded: reportToJson(report),
      why,
    })),
    ...reportsRead.map(([name, why, hex]) => ({
      name,
      hex: hexOf(bytesOf(hex)),
      decodeOnly: true,
      ...outcome(decodeReport(bytesOf(hex)), reportToJson),
      why,
    })),
  ],
});

/**
 * HID reports that carry the link's byte stream, in the manner of CTAPHID (FIDO CTAP 2.1, 11.2): the form of one
 * report, its commands and their contents. Bytes and tables of protocol/README.md follow from the tables here; when
 * each report is sent is told in report-channel.ts and the two ends.
 */

import { ok, type Result, refuse } from '../result.ts';
import { reportLength } from './report-descriptor.ts';

/** Channel on which a host asks for one of its own. */
export const broadcastChannel = 0xffff_ffff;
/** Version of this carrier, in the answer to `init`. */
export const carrierVersion = 1;

/** Bit 7 of the fifth byte: the report begins a message; else it goes on with one, and the byte is its number. */
const beginsMessage = 0x80;
const beginHead = 7;
const moreHead = 5;
/** Bytes of a message in its first report and in each further one. */
export const firstPiece = reportLength - beginHead;
export const nextPiece = reportLength - moreHead;
/** Further reports are numbered modulo 128; no message has more of them. */
export const moreReports = 0x80;
export const longestMessage = firstPiece + moreReports * nextPiece;

interface Part {
  readonly name: string;
  /** Bytes; null: the rest of the message. */
  readonly length: number | null;
  readonly about: string;
}
interface CommandLayout {
  readonly byte: number;
  /** Where number and meaning come from. */
  readonly source: 'CTAPHID' | 'ours';
  readonly from: 'host' | 'reader' | 'either';
  readonly about: string;
  readonly parts: readonly Part[];
}

const sentBefore: Part = {
  name: 'sent',
  length: 4,
  about: 'reports that the sender has sent on this channel before',
};

export const reportCommands = {
  init: {
    byte: 0x06,
    source: 'CTAPHID',
    from: 'host',
    about: 'on the broadcast channel: asks for a channel; any earlier one is over',
    parts: [{ name: 'nonce', length: 8, about: 'random, of this opening of the device' }],
  },
  channel: {
    byte: 0x06,
    source: 'CTAPHID',
    from: 'reader',
    about: 'on the broadcast channel: the answer to `init`',
    parts: [
      { name: 'nonce', length: 8, about: 'that of the `init`' },
      { name: 'channel', length: 4, about: 'the channel from here on' },
      { name: 'version', length: 1, about: 'version of this carrier' },
      { name: 'device', length: 3, about: 'sent as 0, not read' },
      { name: 'capabilities', length: 1, about: 'sent as 0, not read' },
    ],
  },
  cancel: {
    byte: 0x11,
    source: 'CTAPHID',
    from: 'either',
    about: 'the sender leaves the channel; in CTAPHID: gives up the request under way',
    parts: [],
  },
  keepalive: {
    byte: 0x3b,
    source: 'CTAPHID',
    from: 'either',
    about:
      'the sender is there and waits for credit; in CTAPHID: is still at work, with a status in place of the count',
    parts: [sentBefore],
  },
  error: {
    byte: 0x3f,
    source: 'CTAPHID',
    from: 'either',
    about: 'the channel is over, and why',
    parts: [{ name: 'code', length: 1, about: 'one of the codes below' }],
  },
  data: {
    byte: 0x40,
    source: 'ours',
    from: 'either',
    about: 'bytes of the stream',
    parts: [sentBefore, { name: 'bytes', length: null, about: 'the next bytes of the stream' }],
  },
  credit: {
    byte: 0x41,
    source: 'ours',
    from: 'either',
    about: 'how much has been read',
    parts: [
      sentBefore,
      { name: 'consumed', length: 4, about: 'reports of this channel that the sender has read' },
    ],
  },
} as const satisfies Record<string, CommandLayout>;

export type ReportCommand = keyof typeof reportCommands;

/** Length of a command's message; of `data`, the shortest. */
export const messageLength = (command: ReportCommand): number =>
  reportCommands[command].parts.reduce((length, part) => length + (part.length ?? 0), 0);

/** Codes of `error`; numbers and names are those of CTAPHID. */
export const reportErrors = {
  invalidCommand: { byte: 0x01, name: 'ERR_INVALID_CMD', about: 'a command that is not in this table' },
  invalidParameter: { byte: 0x02, name: 'ERR_INVALID_PAR', about: 'a count that cannot be' },
  invalidLength: {
    byte: 0x03,
    name: 'ERR_INVALID_LEN',
    about: 'a message longer or shorter than its command allows',
  },
  invalidSequence: {
    byte: 0x04,
    name: 'ERR_INVALID_SEQ',
    about: 'a report is missing, doubled or out of turn',
  },
  timeout: {
    byte: 0x05,
    name: 'ERR_MSG_TIMEOUT',
    about: 'an unfinished message or missing credit, for too long',
  },
  invalidChannel: {
    byte: 0x0b,
    name: 'ERR_INVALID_CHANNEL',
    about: 'the channel is not, or no longer, open',
  },
  other: { byte: 0x7f, name: 'ERR_OTHER', about: 'more waits to be sent than the sender may hold' },
} as const;

export type ReportError = keyof typeof reportErrors;

/** CTAPHID's name of an error code, or its number where it has none here. */
export function reportErrorName(byte: number): string {
  const known = Object.values(reportErrors).find((error) => error.byte === byte);
  return known?.name ?? `0x${byte.toString(16).padStart(2, '0')}`;
}

export type Report =
  | {
      readonly kind: 'begin';
      readonly channel: number;
      /** The byte of a command, without bit 7; not necessarily one of the table. */
      readonly command: number;
      /** Of the whole message; what is beyond this report follows in further ones. */
      readonly length: number;
      /** The message, or its first `firstPiece` bytes. */
      readonly payload: Uint8Array;
    }
  | {
      readonly kind: 'more';
      readonly channel: number;
      /** Reports that the sender has sent on this channel before, modulo 128. */
      readonly sequence: number;
      /** `nextPiece` bytes; in the last report of a message what is beyond its length means nothing. */
      readonly payload: Uint8Array;
    };

/** The 64 bytes of a report; what its payload leaves over is 0. Numbers are big-endian. */
export function encodeReport(report: Report): Uint8Array {
  const bytes = new Uint8Array(reportLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, report.channel);
  if (report.kind === 'begin') {
    bytes[4] = beginsMessage | report.command;
    view.setUint16(5, report.length);
    bytes.set(report.payload, beginHead);
  } else {
    bytes[4] = report.sequence;
    bytes.set(report.payload, moreHead);
  }
  return bytes;
}

/** A report whose message fits into it. `payload` has at most `firstPiece` bytes. */
export const wholeMessage = (channel: number, command: ReportCommand, payload: Uint8Array): Uint8Array =>
  encodeReport({
    kind: 'begin',
    channel,
    command: reportCommands[command].byte,
    length: payload.length,
    payload,
  });

/** `slice` of a Buffer would share its memory, which its owner may fill with the next report. */
const copied = (bytes: Uint8Array, from: number, to: number): Uint8Array =>
  new Uint8Array(bytes.subarray(from, to));

/** EMU-130 where the bytes are no report: their number, channel 0, a message longer than can be. The payload is a copy. */
export function decodeReport(bytes: Uint8Array): Result<Report> {
  if (bytes.length !== reportLength)
    return refuse('EMU-130', { reason: `${bytes.length} bytes instead of ${reportLength}` });
  const view = new DataView(bytes.buffer, bytes.byteOffset, reportLength);
  const channel = view.getUint32(0);
  if (channel === 0) return refuse('EMU-130', { reason: 'channel 0' });
  const head = view.getUint8(4);
  if (head < beginsMessage) {
    return ok({ kind: 'more', channel, sequence: head, payload: copied(bytes, moreHead, reportLength) });
  }
  const length = view.getUint16(5);
  if (length > longestMessage) return refuse('EMU-130', { reason: `a message of ${length} bytes` });
  const payload = copied(bytes, beginHead, beginHead + Math.min(length, firstPiece));
  return ok({ kind: 'begin', channel, command: head & ~beginsMessage, length, payload });
}

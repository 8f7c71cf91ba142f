/**
 * The tables of protocol/README.md as Markdown, written from the catalogues, so that text and code cannot differ.
 * Pure; the file is written by simulator/docs/write-protocol-docs.ts, and a test compares the two.
 */

import { channelLimits } from './channel/channel.ts';
import { longestCertificate, longestChain } from './channel/link-certificate.ts';
import { errorCatalogue, isErrorCode } from './errors.ts';
import { initAgainMs } from './hid/host-reports.ts';
import { longestWaiting, reportTiming } from './hid/report-channel.ts';
import { descriptorItems, readerUsage, reportLength, testUsbId } from './hid/report-descriptor.ts';
import { confirmEvery, outsideLimitMs, reportLimits } from './hid/report-flow.ts';
import {
  carrierVersion,
  firstPiece,
  longestMessage as longestReportMessage,
  nextPiece,
  type ReportCommand,
  reportCommands,
  reportErrors,
} from './hid/reports.ts';
import { maxFramePayload } from './link/frame.ts';
import { linkTiming } from './link/link.ts';
import { longestMessage } from './link/message-stream.ts';
import {
  linkVersions,
  longestCode,
  type PacketKind,
  packetLayouts,
  partLengths,
  proofLength,
} from './link/packet.ts';
import { longestReport, receiveWindow } from './link/receive-window.ts';
import { calmBeforeGrowth, linkBacklog, longestSegment, shortestSegment } from './link/send-window.ts';
import { inKeyOrder, textForms } from './message-fields.ts';
import {
  type Field,
  type FieldKind,
  longestFieldPacket,
  type MessageDefinition,
  messages,
  protocolVersion,
} from './messages.ts';
import { driverMessages } from './phone-reader/driver-messages.ts';
import { fieldPackets, fieldTiming } from './phone-reader/field-channel.ts';
import { fieldOrders, fieldReports, longestRelayedApdu } from './phone-reader/field-messages.ts';
import { deepestNesting } from './strict-cbor.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (text: string | number): string => `\`${text}\``;
const hex = (byte: number): string => code(`0x${byte.toString(16).padStart(2, '0')}`);

// ── link ────────────────────────────────────────────────────────────────────────────────────────────────

const limits = (): string =>
  table(
    ['what', 'value'],
    [
      ['link version', code(linkVersions.max)],
      ['protocol version', code(protocolVersion)],
      ['payload of a frame', `1 to ${maxFramePayload} bytes`],
      ['error code in a packet', `at most ${longestCode} bytes`],
      ['proof of a bound session', `${proofLength} bytes`],
      ['message', `1 to ${longestMessage} bytes`],
      ['segment of the byte stream', `1 to ${longestSegment} bytes`],
      ['segment on a bad line', `down to ${shortestSegment} bytes`],
      ['acknowledged in peace before segments grow', `${calmBeforeGrowth} times their size`],
      ['bytes under way, unacknowledged, and kept beyond a gap', `${receiveWindow}`],
      ['ranges in one report', `at most ${longestReport}`],
      ['messages that may wait behind what is under way', `${linkBacklog}`],
      ['message of the secure channel', `1 to ${channelLimits.message} bytes`],
      ['certificates in a chain', `at most ${longestChain}`],
      ['bytes of a certificate', `at most ${longestCertificate}`],
      ['messages after which a direction is rekeyed', `${channelLimits.rekeyAfter}`],
      ['time for the handshake', `${channelLimits.handshake} ms`],
      ['APDU passed on to a phone reader', `at most ${longestRelayedApdu} bytes`],
      ['packet of a phone reader’s channel', `at most ${longestFieldPacket} bytes`],
      ['answer of a phone reader’s driver', `${fieldTiming.answer} ms`],
      ['from a broken session with it to the next', `${fieldTiming.calm} ms`],
      ['arrays and maps inside one another', `at most ${deepestNesting}`],
      ['first wait before sending again', `${linkTiming.resend} ms`],
      ['that wait after a damaged frame', `${linkTiming.resendHurried} ms`],
      ['longest wait before sending again', `${linkTiming.resendAtMost} ms`],
      ['added to that wait for each byte under way', `${linkTiming.perByte} ms`],
      ['longest delay of an acknowledgement', `${linkTiming.acknowledge} ms`],
      ['least time between two reports of what is missing', `${linkTiming.report} ms`],
      ['until a gap that is still there is reported again', `${linkTiming.reportAgain} ms`],
      ['silence after which the host asks', `${linkTiming.ping} ms`],
      ['silence after which the reader asks', `${linkTiming.ping * 1.5} ms`],
      ['between two questions without an answer', `${linkTiming.pingAgain} ms`],
      ['silence after which the peer counts as gone', `${linkTiming.dead} ms`],
      ['between two tries to open', `${linkTiming.open} ms`],
    ],
  );

const senders = { host: 'host → reader', reader: 'reader → host', either: 'either way' } as const;
const kinds = Object.keys(packetLayouts) as PacketKind[];

const packets = (): string =>
  table(
    ['kind', 'byte', 'direction', 'meaning'],
    kinds.map((kind) => {
      const { byte, from, about } = packetLayouts[kind];
      return [code(kind), hex(byte), senders[from], about];
    }),
  );

type Parts = Readonly<Record<string, { readonly is: keyof typeof partLengths; readonly about: string }>>;

const packetLayout = (kind: PacketKind): string => {
  const { byte, parts } = packetLayouts[kind];
  let offset = 1;
  const rows = Object.entries(parts as Parts).map(([name, { is, about }]) => {
    const length = partLengths[is];
    const row = [`${offset}`, length === null ? 'the rest' : `${length}`, code(name), is, about];
    offset += length ?? 0;
    return row;
  });
  const head = ['offset', 'length', 'part', 'type', 'contents'];
  return `**${kind}**\n\n${table(head, [['0', '1', 'kind', 'u8', hex(byte)], ...rows])}`;
};

// ── HID ─────────────────────────────────────────────────────────────────────────────────────────────────

const hex4 = (id: number): string => id.toString(16).padStart(4, '0');

const reportFigures = (): string =>
  table(
    ['what', 'value', 'from'],
    [
      ['version of the carrier', code(carrierVersion), 'ours'],
      ['report, both ways, without report id', `${reportLength} bytes`, 'as CTAPHID'],
      ['usage page and usage', code(`${hex4(readerUsage.page)} ${hex4(readerUsage.usage)}`), 'ours'],
      ['ids in tests', code(`${hex4(testUsbId.vendor)}:${hex4(testUsbId.product)}`), 'public test id'],
      ['message in its first report', `${firstPiece} bytes`, 'CTAPHID'],
      ['message in each further report', `${nextPiece} bytes`, 'CTAPHID'],
      ['longest message', `${longestReportMessage} bytes`, 'CTAPHID'],
      ['under way when `data` may be sent', `fewer than ${reportLimits.data}`, 'ours'],
      ['under way when `keepalive` may be sent', `fewer than ${reportLimits.keepalive}`, 'ours'],
      ['under way when `credit` may be sent', `fewer than ${reportLimits.credit}`, 'ours'],
      ['under way when anything else may be sent', `fewer than ${reportLimits.all}`, 'ours'],
      ['reports read after which `credit` is sent', `${confirmEvery}`, 'ours'],
      ['between two reports of one message, at most', `${reportTiming.message} ms`, 'ours'],
      ['bytes may wait for credit', `${reportTiming.credit} ms`, 'ours'],
      ['and ask for it after', `${reportTiming.keepalive} ms`, 'ours'],
      ['reports outside the channel count for', `${outsideLimitMs} ms`, 'ours'],
      ['`init` is sent again after', `${initAgainMs} ms, doubling`, 'ours'],
      ['bytes that may wait to be sent', `${longestWaiting}`, 'ours'],
    ],
  );

const reportTable = (): string =>
  table(
    ['command', 'byte', 'from', 'direction', 'meaning'],
    (Object.keys(reportCommands) as ReportCommand[]).map((name) => {
      const { byte, source, from, about } = reportCommands[name];
      return [code(name), hex(byte), source, senders[from], about];
    }),
  );

const reportContents = (): string =>
  table(
    ['command', 'offset', 'length', 'part', 'contents'],
    Object.entries(reportCommands).flatMap(([name, { parts }]) => {
      let offset = 0;
      return parts.map((part) => {
        const row = [code(name), `${offset}`, `${part.length ?? 'the rest'}`, code(part.name), part.about];
        offset += part.length ?? 0;
        return row;
      });
    }),
  );

const reportErrorCodes = (): string =>
  table(
    ['code', 'name', 'when'],
    Object.values(reportErrors).map(({ byte, name, about }) => [hex(byte), code(name), about]),
  );

const descriptor = (): string =>
  table(
    ['bytes', 'item'],
    descriptorItems.map(({ bytes, is }) => [
      code(bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')),
      is,
    ]),
  );

// ── messages ────────────────────────────────────────────────────────────────────────────────────────────

const definitions = Object.entries(messages as Readonly<Record<string, MessageDefinition>>);

const messageList = (): string =>
  table(
    ['id', 'message', 'direction', 'allowed while', 'answered by', 'meaning'],
    definitions.map(([name, { id, from, allowedIn, answeredBy, about }]) => [
      `${id}`,
      code(name),
      senders[from],
      allowedIn.join(', '),
      answeredBy === undefined ? '' : code(answeredBy),
      about,
    ]),
  );

const typeOf = (kind: FieldKind): string => {
  switch (kind.kind) {
    case 'uint':
      return `uint ≤ ${kind.max}`;
    case 'text':
      return kind.form === undefined ? `text ≤ ${kind.max}` : `text, ${textForms[kind.form].is}`;
    case 'bytes':
      return `bytes ≤ ${kind.max}`;
    case 'bool':
      return 'bool';
    case 'oneOf':
      return `one of ${kind.values.map((value, i) => `${i} ${code(value)}`).join(', ')}`;
    case 'list':
      return `list ≤ ${kind.max} of ${typeOf(kind.of)}`;
    case 'record':
      return 'map';
  }
};

const fieldRows = (fields: Readonly<Record<string, Field>>, path = ''): string[][] =>
  inKeyOrder(fields).flatMap(([name, field]) => {
    const marks = [field.optional && 'may be absent', field.personal && '**personal**'].filter(Boolean);
    const row = [`${field.key}`, code(path + name), typeOf(field.is), marks.join(', '), field.about];
    return [row, ...nestedRows(field.is, path + name)];
  });

const nestedRows = (kind: FieldKind, path: string): string[][] => {
  if (kind.kind === 'record') return fieldRows(kind.fields, `${path}.`);
  return kind.kind === 'list' ? nestedRows(kind.of, `${path}[]`) : [];
};

const messageFields = (): string =>
  definitions
    .map(([name, { id, from, fields }]) => {
      const title = `#### ${id} ${code(name)} · ${senders[from]}`;
      const rows = fieldRows(fields);
      return rows.length === 0
        ? `${title}\n\nNo fields.`
        : `${title}\n\n${table(['key', 'field', 'type', '', 'contents'], rows)}`;
    })
    .join('\n\n');

const forms = (): string =>
  table(
    ['form', 'regular expression'],
    Object.values(textForms).map(({ is, form }) => [is, code(form.source.replaceAll('|', '\\|'))]),
  );

// ── phone reader ────────────────────────────────────────────────────────────────────────────────────────

const driverSays = {
  reader: 'reader → driver',
  driver: 'driver → reader',
  either: 'either way',
} as const;

const fieldPacketTable = (): string =>
  table(
    ['packet', 'byte', 'direction', 'meaning'],
    Object.entries(fieldPackets).map(([name, { byte, from, about }]) => [
      code(name),
      hex(byte),
      driverSays[from],
      about,
    ]),
  );

const fieldMessageTable = (): string =>
  table(
    ['said', 'byte', 'direction', 'number', 'the rest', 'meaning'],
    [
      ...Object.entries(fieldOrders).map((entry) => ['reader', ...entry] as const),
      ...Object.entries(fieldReports).map((entry) => ['driver', ...entry] as const),
    ].map(([from, name, { byte, numbered, rest, about }]) => [
      code(name),
      hex(byte),
      driverSays[from as 'reader' | 'driver'],
      numbered ? 'u32' : '',
      rest === null ? '' : `${rest.about}, ${rest.min} to ${rest.max} bytes`,
      about,
    ]),
  );

const driverMessageTable = (): string =>
  table(
    ['message', 'byte', 'direction', 'meaning'],
    Object.entries(driverMessages).map(([name, { byte, from, about }]) => [
      code(name),
      hex(byte),
      from === 'driver' ? 'driver → host' : 'either way',
      about,
    ]),
  );

// ── errors ──────────────────────────────────────────────────────────────────────────────────────────────

const errorCodes = (): string =>
  table(
    ['code', 'cause', 'remedy'],
    Object.keys(errorCatalogue)
      .filter(isErrorCode)
      .filter((name) => /^EMU-[12]/.test(name) || name === 'EMU-512')
      .map((name) => {
        const { cause, remedy } = errorCatalogue[name];
        return [code(name), `${cause.en}<br>${cause.ja}`, `${remedy.en}<br>${remedy.ja}`];
      }),
  );

/** Every generated part of the document, by the name that its markers bear. */
export const documentTables: Readonly<Record<string, () => string>> = {
  limits,
  packets,
  'packet layouts': () => kinds.map(packetLayout).join('\n\n'),
  'hid figures': reportFigures,
  'hid commands': reportTable,
  'hid contents': reportContents,
  'hid errors': reportErrorCodes,
  'hid descriptor': descriptor,
  messages: messageList,
  'message fields': messageFields,
  'text forms': forms,
  'phone reader packets': fieldPacketTable,
  'phone reader messages': fieldMessageTable,
  'phone reader driver': driverMessageTable,
  'error codes': errorCodes,
};

const marked = /(<!-- generated: ([a-z ]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** Names of the generated parts that a text has places for, in order. */
export const tablesIn = (text: string): string[] => [...text.matchAll(marked)].map((match) => match[2] ?? '');

/** The text with every generated part written anew. A place with an unknown name is left as it is. */
export const withTables = (text: string): string =>
  text.replace(marked, (whole, begin: string, name: string, end: string) => {
    const write = documentTables[name];
    return write === undefined ? whole : `${begin}\n${write()}\n\n${end}`;
  });

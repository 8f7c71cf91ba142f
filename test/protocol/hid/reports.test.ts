import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HostReports } from '../../../protocol/hid/host-reports.ts';
import { ReaderReports } from '../../../protocol/hid/reader-reports.ts';
import { longestWaiting, reportTiming, type StreamEvent } from '../../../protocol/hid/report-channel.ts';
import { reportDescriptor, reportLength } from '../../../protocol/hid/report-descriptor.ts';
import { confirmEvery, outsideLimitMs, reportLimits } from '../../../protocol/hid/report-flow.ts';
import {
  broadcastChannel,
  decodeReport,
  encodeReport,
  firstPiece,
  longestMessage,
  nextPiece,
  type Report,
  type ReportCommand,
  reportCommands,
  reportErrorName,
  reportErrors,
  wholeMessage,
} from '../../../protocol/hid/reports.ts';

const hexOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
/** 64 bytes that begin so. */
const report = (hex: string): Uint8Array => {
  const bytes = new Uint8Array(reportLength);
  bytes.set(bytesOf(hex));
  return bytes;
};
const nonce = bytesOf('0102030405060708');
const channel = 0x11223344;

/** A reader that has given a host the channel 11223344; what was said meanwhile is taken away. */
function openReader(): ReaderReports {
  const reader = new ReaderReports(() => channel);
  reader.received(wholeMessage(broadcastChannel, 'init', nonce), 0);
  reader.takeReports();
  reader.takeEvents();
  return reader;
}

function openHost(): HostReports {
  const host = new HostReports(nonce, 0);
  host.received(report('ffffffff 86 0011 0102030405060708 11223344 01 000000 00'), 0);
  host.takeReports();
  host.takeEvents();
  return host;
}

const problemOf = (events: readonly StreamEvent[]) => {
  const last = events.at(-1);
  return last?.type === 'detached' ? last.problem : undefined;
};
const heard = (events: readonly StreamEvent[]): string =>
  events.map((event) => (event.type === 'received' ? hexOf(event.bytes) : '')).join('');

describe('a report', () => {
  test('begins a message with channel, command, length and up to 57 bytes', () => {
    const bytes = wholeMessage(channel, 'credit', bytesOf('00000009 00000004'));
    expect(hexOf(bytes)).toBe(`11223344c10008${'00000009'}${'00000004'}${'00'.repeat(49)}`);
    expect(decodeReport(bytes)).toEqual({
      ok: true,
      value: {
        kind: 'begin',
        channel,
        command: reportCommands.credit.byte,
        length: 8,
        payload: bytesOf('0000000900000004'),
      },
    });
  });

  test('goes on with a message by its number and 59 bytes', () => {
    const more: Report = { kind: 'more', channel, sequence: 5, payload: new Uint8Array(59).fill(7) };
    expect(hexOf(encodeReport(more))).toBe(`1122334405${'07'.repeat(59)}`);
    expect(decodeReport(encodeReport(more))).toEqual({ ok: true, value: more });
  });

  test('has the sizes of CTAPHID', () => {
    expect([firstPiece, nextPiece, longestMessage]).toEqual([57, 59, 7609]);
  });

  test.each([
    ['', '0 bytes instead of 64'],
    ['00'.repeat(63), '63 bytes instead of 64'],
    ['00'.repeat(65), '65 bytes instead of 64'],
    [`00000000c0000400000000${'00'.repeat(53)}`, 'channel 0'],
    [`11223344c01dba${'00'.repeat(57)}`, 'a message of 7610 bytes'],
  ])('is none, refused with EMU-130: %s', (hex, reason) => {
    expect(decodeReport(bytesOf(hex))).toEqual({
      ok: false,
      problem: { code: 'EMU-130', detail: { reason } },
    });
  });

  test('of any bytes is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 70 }), (bytes) => {
        const decoded = decodeReport(bytes);
        if (decoded.ok) expect(bytes.length).toBe(reportLength);
        else expect(decoded.problem.code).toBe('EMU-130');
      }),
    );
  });

  test('has a descriptor of one input and one output of 64 bytes, without a report id', () => {
    expect(hexOf(reportDescriptor)).toBe('0600ff0901a1010902150026ff00750895408102090395409102c0');
  });

  test('names an error as CTAPHID does, or by its number', () => {
    expect(reportErrorName(0x05)).toBe('ERR_MSG_TIMEOUT');
    expect(reportErrorName(0x06)).toBe('0x06');
  });
});

describe('opening', () => {
  test('is asked for with a nonce on the broadcast channel, again and again at doubling waits', () => {
    const host = new HostReports(nonce, 1000);
    const asked: number[] = [];
    for (let now = 1000; now < 4000; now += 1) {
      host.advance(now);
      for (const bytes of host.takeReports()) {
        expect(hexOf(bytes)).toBe(`ffffffff8600080102030405060708${'00'.repeat(49)}`);
        asked.push(now - 1000);
      }
    }
    expect(asked).toEqual([0, 250, 750, 1750]);
  });

  test('is answered with a channel, the same one when the same host asks again', () => {
    const reader = new ReaderReports(() => channel);
    const ask = wholeMessage(broadcastChannel, 'init', nonce);
    reader.received(ask, 0);
    expect(reader.takeEvents()).toEqual([{ type: 'attached' }]);
    const answer = `ffffffff86001101020304050607081122334401${'00'.repeat(44)}`;
    expect(reader.takeReports().map(hexOf)).toEqual([answer]);
    reader.received(ask, 250);
    expect(reader.takeEvents()).toEqual([]);
    expect(reader.takeReports().map(hexOf)).toEqual([answer]);
  });

  test('by another host ends the stream of the one before, whose reports are then answered with an error', () => {
    const reader = openReader();
    reader.received(wholeMessage(broadcastChannel, 'init', bytesOf('ff02030405060708')), 0);
    expect(reader.takeEvents()).toEqual([{ type: 'detached', problem: null }, { type: 'attached' }]);
    // Drawn again, the old number is not given again.
    expect(hexOf(reader.takeReports()[0]).slice(30, 38)).toBe('11223345');
    reader.received(report('11223344 c0 0005 00000000 aa'), 0);
    expect(reader.takeEvents()).toEqual([]);
    expect(reader.takeReports().map(hexOf)).toEqual([`11223344bf00010b${'00'.repeat(56)}`]);
  });

  test.each([
    ['an answer to another nonce', 'ffffffff 86 0011 ff02030405060708 11223344 01'],
    ['an answer of another length', 'ffffffff 86 0010 0102030405060708 11223344 01'],
    ['another command', 'ffffffff bf 0001 0b'],
    ['another channel', '11223344 c0 0005 00000000 aa'],
  ])('does not end with %s', (_, hex) => {
    const host = new HostReports(nonce, 0);
    host.received(report(hex), 0);
    expect(host.takeEvents()).toEqual([]);
  });

  test('is refused where the reader speaks another version of the carrier (EMU-136)', () => {
    const host = new HostReports(nonce, 0);
    host.received(report('ffffffff 86 0011 0102030405060708 11223344 02'), 0);
    expect(host.takeEvents()).toEqual([
      { type: 'detached', problem: { code: 'EMU-136', detail: { theirs: 2, ours: 1 } } },
    ]);
    expect(host.deadline(0)).toBe(null);
  });

  test('of one that is no host is passed over by the reader', () => {
    const reader = new ReaderReports(() => channel);
    for (const hex of [
      'ffffffff 86 0007 01',
      'ffffffff c0 0008 01',
      'ffffffff 00',
      '11223344 bf 0001 05',
      '11',
    ])
      reader.received(report(hex), 0);
    reader.received(bytesOf('ff'), 0);
    expect([reader.takeEvents(), reader.takeReports()]).toEqual([[], []]);
  });

  test('is answered even where a host before it has left the queue full, once that is out of date', () => {
    const reader = openReader();
    reader.send(new Uint8Array(5000), 0);
    const data = reader.takeReports().length;
    for (let i = 0; i < 10; i += 1) {
      reader.received(wholeMessage(broadcastChannel, 'init', Uint8Array.of(i, 0, 0, 0, 0, 0, 0, 0)), 1);
    }
    // The first answer counts too.
    expect(1 + data + reader.takeReports().length).toBe(reportLimits.all);
    const late = 1 + outsideLimitMs;
    reader.received(wholeMessage(broadcastChannel, 'init', nonce), late);
    expect(reader.takeReports().length).toBe(1);
  });
});

describe('a channel', () => {
  test('cuts bytes into reports: count and 53 bytes, then 59 each', () => {
    const reader = openReader();
    reader.send(
      Uint8Array.from({ length: 120 }, (_, i) => i),
      0,
    );
    const [first, second, third, ...more] = reader.takeReports().map(hexOf);
    expect(more).toEqual([]);
    expect(first?.slice(0, 24)).toBe('11223344c0007c0000000000');
    expect(second?.slice(0, 12)).toBe('112233440135');
    expect(third?.slice(0, 28)).toBe('1122334402707172737475767700');
  });

  test('begins another message where one would be too long', () => {
    const host = openHost();
    const reader = openReader();
    const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => i % 251);
    host.send(bytes, 0);
    let begun = 0;
    const arrived: Uint8Array[] = [];
    for (let i = 0; i < 200; i += 1) {
      for (const each of host.takeReports()) {
        const decoded = decodeReport(each);
        if (
          decoded.ok &&
          decoded.value.kind === 'begin' &&
          decoded.value.command === reportCommands.data.byte
        )
          begun += 1;
        reader.received(each, 0);
      }
      for (const each of reader.takeReports()) host.received(each, 0);
      for (const event of reader.takeEvents()) if (event.type === 'received') arrived.push(event.bytes);
    }
    expect(begun).toBe(3);
    expect(Buffer.concat(arrived).equals(bytes)).toBe(true);
  });

  test('never makes one message of two whose middle is lost', () => {
    const reader = openReader();
    const host = openHost();
    host.send(new Uint8Array(100).fill(1), 0);
    host.send(new Uint8Array(100).fill(2), 0);
    const [first, , , last] = host.takeReports();
    for (const each of [first, last]) reader.received(each ?? new Uint8Array(0), 0);
    const events = reader.takeEvents();
    expect(heard(events)).toBe('01'.repeat(53));
    expect(problemOf(events)).toEqual({ code: 'EMU-134', detail: { sent: 3, read: 1 } });
  });

  test(`says after ${confirmEvery} reports how much it has read`, () => {
    const reader = openReader();
    for (let i = 0; i < confirmEvery; i += 1) {
      expect(reader.takeReports()).toEqual([]);
      reader.received(report(`11223344 c0 0005 0000000${i} aa`), 0);
    }
    expect(reader.takeReports().map(hexOf)).toEqual([`11223344c100080000000000000004${'00'.repeat(49)}`]);
    expect(heard(reader.takeEvents())).toBe('aaaaaaaa');
  });

  test('sends no more than may be under way, and goes on by as much as is read', () => {
    const reader = openReader();
    reader.send(new Uint8Array(5000), 0);
    // The answer to `init` counts too.
    expect(reader.takeReports().length).toBe(reportLimits.data - 1);
    reader.received(report('11223344 c1 0008 00000000 00000004'), 0);
    expect(reader.takeReports().length).toBe(1 + 4);
  });

  test('asks for credit when it has waited long, and is over when it waits longer (EMU-133)', () => {
    const reader = openReader();
    reader.send(new Uint8Array(5000), 0);
    reader.takeReports();
    const at = (now: number): string[] => {
      reader.advance(now);
      return reader.takeReports().map(hexOf);
    };
    // By then what was outside the channel is out of date.
    expect(reader.deadline(0)).toBe(reportTiming.keepalive);
    expect(at(reportTiming.keepalive - 1)).toEqual([]);
    expect(at(reportTiming.keepalive)).toEqual([`11223344bb00040000000b${'00'.repeat(53)}`]);
    expect(at(reportTiming.credit - 1)).toEqual([]);
    expect(at(reportTiming.credit)).toEqual([`11223344bf000105${'00'.repeat(56)}`]);
    expect(problemOf(reader.takeEvents())).toEqual({
      code: 'EMU-133',
      detail: { what: 'credit', limit: reportTiming.credit },
    });
    expect(reader.deadline(reportTiming.credit)).toBe(null);
  });

  test('answers the other end that asks for credit, however little there is', () => {
    const reader = openReader();
    reader.received(report('11223344 c0 0005 00000000 aa'), 0);
    reader.received(report('11223344 bb 0004 00000001'), 0);
    expect(reader.takeReports().map(hexOf)).toEqual([`11223344c100080000000000000002${'00'.repeat(49)}`]);
  });

  test('waits for the rest of a message as long as the other end says that it is there (EMU-133)', () => {
    const reader = openReader();
    reader.received(report('11223344 c0 0100 00000000 aa'), 0);
    reader.received(report('11223344 bb 0004 00000001'), reportTiming.message - 1);
    reader.advance(reportTiming.message);
    expect(problemOf(reader.takeEvents())).toBe(undefined);
    expect(reader.deadline(reportTiming.message)).toBe(2 * reportTiming.message - 1);
    reader.advance(2 * reportTiming.message - 1);
    expect(problemOf(reader.takeEvents())).toEqual({
      code: 'EMU-133',
      detail: { what: 'the rest of a message', limit: reportTiming.message },
    });
  });

  test.each<[what: string, reports: readonly string[], code: string, error: number, detail: object]>([
    ['a command that is none', ['8a 0000'], 'EMU-132', 0x01, { reason: 'command 10' }],
    ['init', ['86 0008 01'], 'EMU-132', 0x01, { reason: 'command 6' }],
    ['data without its count', ['c0 0003'], 'EMU-132', 0x03, { reason: 'data of 3 bytes' }],
    ['credit of another length', ['c1 0009'], 'EMU-132', 0x03, { reason: 'credit of 9 bytes' }],
    ['cancel of another length', ['91 0001'], 'EMU-132', 0x03, { reason: 'cancel of 1 bytes' }],
    ['an error of another length', ['bf 0002 05'], 'EMU-132', 0x03, { reason: 'error of 2 bytes' }],
    ['keepalive of another length', ['bb 0000'], 'EMU-132', 0x03, { reason: 'keepalive of 0 bytes' }],
    [
      'data inside data',
      ['c0 0100 00000000', 'c0 0005 00000001'],
      'EMU-132',
      0x04,
      { reason: 'data inside data' },
    ],
    ['more of no message', ['00'], 'EMU-132', 0x04, { reason: 'more of no message' }],
    ['a skipped number', ['c0 0100 00000000', '02'], 'EMU-134', 0x04, { sent: 2, read: 1 }],
    ['a repeated number', ['c0 0100 00000000', '01', '01'], 'EMU-134', 0x04, { sent: 1, read: 2 }],
    [
      'credit for what was not sent',
      ['c1 0008 00000000 00000001'],
      'EMU-132',
      0x02,
      { reason: 'credit for 1 reports of 0' },
    ],
    ['a lost report', ['c0 0005 00000001 aa'], 'EMU-134', 0x04, { sent: 1, read: 0 }],
    [
      'a doubled report',
      ['c0 0005 00000000 aa', 'c0 0005 00000000 aa'],
      'EMU-134',
      0x04,
      { sent: 0, read: 1 },
    ],
    ['a doubled keepalive', ['bb 0004 00000000', 'bb 0004 00000000'], 'EMU-134', 0x04, { sent: 0, read: 1 }],
    ['a lost report, at credit', ['c1 0008 00000003 00000000'], 'EMU-134', 0x04, { sent: 3, read: 0 }],
  ])('is over with %s, and the other end is told', (_, reports, code, error, detail) => {
    const reader = openReader();
    for (const hex of reports) reader.received(report(`11223344${hex}`), 0);
    expect(problemOf(reader.takeEvents())).toEqual({ code, detail });
    const told = `11223344bf0001${error.toString(16).padStart(2, '0')}`;
    expect(hexOf(reader.takeReports().at(-1)).slice(0, 16)).toBe(told);
  });

  test.each(Object.values(reportErrors))(
    'is over when the other end says so: $name (EMU-131)',
    ({ byte, name }) => {
      const host = openHost();
      host.received(wholeMessage(channel, 'error', Uint8Array.of(byte)), 0);
      expect(problemOf(host.takeEvents())).toEqual({ code: 'EMU-131', detail: { error: name } });
      host.send(Uint8Array.of(1), 0);
      host.received(report('11223344 c0 0005 00000000 aa'), 0);
      host.advance(10_000);
      expect([host.takeReports(), host.takeEvents(), host.deadline(10_000)]).toEqual([[], [], null]);
    },
  );

  test('is left by the host with a word, and by the reader without a problem', () => {
    const host = openHost();
    const reader = openReader();
    host.close(0);
    const [cancel] = host.takeReports();
    expect(hexOf(cancel)).toBe(`11223344910000${'00'.repeat(57)}`);
    reader.received(cancel ?? new Uint8Array(0), 0);
    expect(reader.takeEvents()).toEqual([{ type: 'detached', problem: null }]);
    expect([host.takeEvents(), host.takeReports(), reader.takeReports()]).toEqual([[], [], []]);
  });

  test('is over, and its queue empty, when the reader is told that the host is gone', () => {
    const reader = openReader();
    reader.send(new Uint8Array(5000), 0);
    reader.hostGone();
    expect([reader.takeEvents(), reader.takeReports()]).toEqual([[{ type: 'detached', problem: null }], []]);
    reader.hostGone();
    expect(reader.takeEvents()).toEqual([]);
    reader.received(wholeMessage(broadcastChannel, 'init', nonce), 1);
    reader.takeReports();
    reader.send(new Uint8Array(5000), 1);
    expect(reader.takeReports().length).toBe(reportLimits.data - 1);
  });

  test('takes no more bytes than it may hold (EMU-135)', () => {
    const reader = openReader();
    reader.send(new Uint8Array(longestWaiting), 0);
    expect(problemOf(reader.takeEvents())).toBe(undefined);
    reader.send(new Uint8Array(longestWaiting), 0);
    expect(problemOf(reader.takeEvents())).toEqual({ code: 'EMU-135', detail: { limit: longestWaiting } });
  });
});

describe('the table of commands', () => {
  test('has a byte for each command, below 64 those of CTAPHID and above ours', () => {
    const entries = Object.entries(reportCommands) as [
      ReportCommand,
      (typeof reportCommands)[ReportCommand],
    ][];
    for (const [, { byte, source }] of entries) expect(byte >= 0x40).toBe(source === 'ours');
    expect(new Set(entries.map(([, { byte, from }]) => `${byte} ${from}`)).size).toBe(entries.length);
  });
});

import { describe, expect, test } from 'vitest';
import { reportLength } from '../../../protocol/hid/report-descriptor.ts';
import { decodeReport } from '../../../protocol/hid/reports.ts';

const report = (...head: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(reportLength);
  bytes.set(head);
  return bytes;
};

describe('a report', () => {
  test.each([
    ['begins a message', [1, 2, 3, 4, 0xc0, 0, 6]],
    ['goes on with one', [1, 2, 3, 4, 0]],
  ])('that %s keeps what it held when the memory that it came in is used again', (_title, head) => {
    const memory = Buffer.from(report(...head, 7, 7));
    const decoded = decodeReport(memory);
    memory.fill(9);
    expect(decoded.ok && [...decoded.value.payload].some((byte) => byte === 9)).toBe(false);
    expect(decoded.ok && decoded.value.payload.constructor).toBe(Uint8Array);
  });

  test.each([
    ['a byte too few', new Uint8Array(63), '63 bytes instead of 64'],
    ['a byte too many', new Uint8Array(65), '65 bytes instead of 64'],
    ['channel 0', report(0, 0, 0, 0, 0x86, 0, 8), 'channel 0'],
    [
      'a message longer than reports can carry',
      report(0, 0, 0, 1, 0xc0, 0xff, 0xff),
      'a message of 65535 bytes',
    ],
  ])('with %s is refused', (_title, bytes, reason) => {
    expect(decodeReport(bytes)).toEqual({ ok: false, problem: { code: 'EMU-130', detail: { reason } } });
  });
});

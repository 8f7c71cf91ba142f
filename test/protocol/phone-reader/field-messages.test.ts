import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeFieldOrder,
  decodeFieldReport,
  encodeFieldOrder,
  encodeFieldReport,
  type FieldOrder,
  type FieldReport,
  longestAnswerToSelect,
  longestRelayedApdu,
} from '../../../protocol/phone-reader/field-messages.ts';

const number = fc.integer({ min: 0, max: 0xffff_ffff });
const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });

const anyOrder: fc.Arbitrary<FieldOrder> = fc.oneof(
  fc.record({ kind: fc.constant('activate' as const), number }),
  fc.record({ kind: fc.constant('transmit' as const), number, apdu: bytes(4, 300) }),
  fc.record({ kind: fc.constant('off' as const) }),
);
const anyReport: fc.Arbitrary<FieldReport> = fc.oneof(
  fc.record({ kind: fc.constantFrom('arrived' as const, 'left' as const) }),
  fc.record({ kind: fc.constantFrom('none' as const, 'several' as const, 'gone' as const), number }),
  fc.record({ kind: fc.constant('one' as const), number, answerToSelect: bytes(0, longestAnswerToSelect) }),
  fc.record({ kind: fc.constant('answered' as const), number, apdu: bytes(2, 300) }),
);

const refused = { ok: false, problem: { code: 'EMU-367' } };
const both = { order: decodeFieldOrder, report: decodeFieldReport };

describe('what is said of the field of a phone reader', () => {
  it('comes back as it was: every order', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        expect(decodeFieldOrder(encodeFieldOrder(order))).toEqual({ ok: true, value: order });
      }),
    );
  });

  it('comes back as it was: every report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(decodeFieldReport(encodeFieldReport(report))).toEqual({ ok: true, value: report });
      }),
    );
  });

  it('has one form: bytes that are read are written as the same bytes', () => {
    const heads = fc.constantFrom(1, 2, 3, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0);
    fc.assert(
      fc.property(heads, bytes(0, 20), (head, rest) => {
        const written = Uint8Array.of(head, ...rest);
        const order = decodeFieldOrder(written);
        if (order.ok) expect(encodeFieldOrder(order.value)).toEqual(written);
        const report = decodeFieldReport(written);
        if (report.ok) expect(encodeFieldReport(report.value)).toEqual(written);
      }),
    );
  });

  it.each([
    ['order', [], 'empty'],
    ['report', [], 'empty'],
    ['order', [0x11], 'a kind that is not known'],
    ['report', [0x01, 0, 0, 0, 1], 'a kind that is not known'],
    ['order', [0x01, 0, 0, 0], 'too short'],
    ['order', [0x01, 0, 0, 0, 1, 0], 'too long'],
    ['order', [0x02, 0, 0, 0, 1, 0x00, 0xa4, 0x04], 'too short'],
    ['order', [0x02, 0, 0, 0, 1, ...new Uint8Array(longestRelayedApdu + 1)], 'too long'],
    ['order', [0x03, 0], 'too long'],
    ['report', [0x11, 0], 'too long'],
    ['report', [0x15, 0, 0, 0, 1, ...new Uint8Array(longestAnswerToSelect + 1)], 'too long'],
    ['report', [0x16, 0, 0, 0, 1, 0x90], 'too short'],
    ['report', [0x17, 0, 0, 0, 1, 0], 'too long'],
  ] as const)('is refused as no %s where the bytes are %j: %s', (what, said, reason) => {
    expect(both[what](Uint8Array.from(said))).toMatchObject({ ...refused, problem: { detail: { reason } } });
  });
});

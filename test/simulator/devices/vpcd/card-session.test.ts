import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardSession } from '../../../../simulator/devices/vpcd/card-session.ts';
import { hex, jpki, placed, selectFile } from '../../card/placed-card.ts';
import { frame } from './fake-vpcd.ts';

/** A session whose card is powered, and what it has written and told. */
function session() {
  const written: Uint8Array[] = [];
  const told: string[] = [];
  const { chip } = placed();
  const one = new CardSession({
    chip,
    atr: chip.atr,
    write: (bytes) => written.push(bytes),
    observe: (happening) => told.push(JSON.stringify(happening)),
  });
  return { one, written, told };
}

const isFrame = (bytes: Uint8Array): boolean =>
  bytes.length > 2 && bytes.length === 2 + (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0));

describe('A session with vpcd', () => {
  it('answers in whole frames or refuses, whatever comes', () => {
    const payload = fc.oneof(
      fc.constantFrom(Uint8Array.of(0), Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(4)),
      fc.uint8Array({ minLength: 1, maxLength: 270 }),
    );
    const bytes = fc.oneof(
      { weight: 5, arbitrary: payload.map((one) => new Uint8Array(frame(one))) },
      fc.uint8Array({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 20 }), (pieces) => {
        const { one, written } = session();
        for (const piece of pieces) {
          const taken = one.received(piece);
          if (taken.ok) continue;
          expect(taken.problem.code).toMatch(/^EMU-32[01]$/);
          break;
        }
        expect(written.every(isFrame)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('tells nothing of what a command carries but the name that SELECT has', () => {
    const secret = fc.uint8Array({ minLength: 4, maxLength: 16 });
    const instruction = fc.integer({ min: 0, max: 255 }).filter((ins) => ins !== 0xa4);
    fc.assert(
      fc.property(secret, instruction, (carried, ins) => {
        const { one, told } = session();
        const command = Uint8Array.of(0x00, ins, 0x00, 0x80, carried.length, ...carried);
        for (const apdu of [Buffer.from(jpki, 'hex'), Buffer.from(selectFile('0018'), 'hex'), command])
          one.received(frame(apdu));
        const text = told.slice(3).join();
        expect(text).not.toBe('');
        expect(text.toUpperCase()).not.toContain(hex(carried));
        expect(text).not.toContain(Buffer.from(carried).toString('latin1'));
      }),
    );
  });
});

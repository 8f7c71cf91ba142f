import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTlvs, tlv } from '../../../simulator/card/engine/ber-tlv.ts';
import { type CounterStore, volatileCounters } from '../../../simulator/card/engine/card-memory.ts';
import { bytes, common, hex, jpki, person, placed, resident, surface, text } from './placed-card.ts';

const secrets = [
  person('insured').pin.reveal(),
  person('insured').signingPassword.reveal(),
  person('insured').individualNumber.reveal(),
];

const applications = [jpki, surface, text, resident, common];

const random = fc.uint8Array({ maxLength: 300 });

/** Commands that reach deep: real applications, files and parameters, with data that is nobody's secret. */
const data = fc
  .uint8Array({ maxLength: 40 })
  .filter((given) => !secrets.includes(Buffer.from(given).toString('latin1')));
const byte = (...values: readonly number[]) => fc.constantFrom(...values);
const structured = fc.oneof(
  fc.constantFrom(...applications).map(bytes),
  fc.integer({ min: 0, max: 0x1f }).map((id) => Uint8Array.of(0x00, 0xa4, 0x02, 0x0c, 2, 0, id)),
  fc
    .tuple(byte(0x00, 0x80), byte(0xb0, 0xb2, 0xca, 0x84), fc.nat(255), fc.nat(255), fc.nat(255))
    .map((five) => Uint8Array.from(five)),
  fc
    .tuple(
      byte(0x00, 0x80),
      byte(0x20, 0x24, 0x2a, 0x32, 0x82, 0x88, 0xa2, 0xa4, 0xae),
      byte(0, 1, 2, 3, 4, 5),
      byte(0x00, 0x16, 0x80, 0x91, 0x92, 0x93, 0x94, 0x95, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0xc1),
      data,
      fc.boolean(),
    )
    .map(([cla, ins, p1, p2, given, le]) =>
      Uint8Array.from([
        cla,
        ins,
        p1,
        p2,
        ...(given.length > 0 ? [given.length, ...given] : []),
        ...(le ? [0] : []),
      ]),
    ),
);

/** What only a secret may show: a certificate for signatures, a signature by a person's key, the surface data. */
const protectedMarks = (() => {
  const { send } = placed();
  send('00A4040C0AD392F000260100000001', `0020009B06${hex(Buffer.from('ABC123'))}`);
  return send('00B0810040').slice(0, 40);
})();

describe('whatever is sent to a card', () => {
  it('it answers with a status word, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(random, structured), { maxLength: 30 }), (commands) => {
        const { chip } = placed();
        for (const command of commands) {
          const answer = chip.transmit(command);
          expect(answer.length).toBeGreaterThanOrEqual(2);
          expect(answer.length).toBeLessThanOrEqual(258);
          const word = ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);
          expect(word === 0x9000 || (word >= 0x6300 && word < 0x6f00)).toBe(true);
          if (word !== 0x9000) expect(answer).toHaveLength(2);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('without a secret no protected file opens, no person’s key signs, no secret changes', () => {
    fc.assert(
      fc.property(fc.array(structured, { maxLength: 60 }), (commands) => {
        const { chip, send } = placed();
        for (const command of commands) {
          const answer = chip.transmit(command);
          const done = answer.length >= 2 && answer.at(-2) === 0x90;
          expect(done && hex(answer).startsWith(protectedMarks)).toBe(false);
          const [cla, ins, , p2] = command;
          // The keys of applications, by default or as file 13 of the text application, are open to all.
          if (cla === 0x80 && ins === 0x2a && p2 !== 0x00 && p2 !== 0x93) expect(done).toBe(false);
          if (ins === 0x24 || ins === 0x32) expect(done).toBe(false);
        }
        send('00A4040C0AD392F000260100000001');
        for (const file of ['01', '09']) expect(send(`00A4020C0200${file}`, '00B0000010')).toBe('6982');
        send(surface);
        for (const file of ['01', '02', '05', '06'])
          expect(send(`00A4020C0200${file}`, '00B0000010')).toBe('6982');
        send(text);
        for (const file of ['01', '02', '03', '06', '07', '08'])
          expect(send(`00A4020C0200${file}`, '00B0000010')).toBe('6982');
      }),
      { numRuns: 200 },
    );
  });

  it('no counter ever rises without its secret', () => {
    const risen: string[] = [];
    const watched = (): CounterStore => {
      const kept = volatileCounters();
      return {
        get: (name) => kept.get(name),
        set: (name, value) => {
          if (value < 0 || value >= (kept.get(name) ?? 16)) risen.push(`${name} ${value}`);
          kept.set(name, value);
        },
      };
    };
    fc.assert(
      fc.property(fc.array(fc.oneof(structured, random), { maxLength: 80 }), (commands) => {
        const { chip, send } = placed('insured', { counters: watched() });
        let before = 15;
        for (const command of commands) {
          chip.transmit(command);
          if (command.length % 5 === 0) chip.reset();
          send('00A4040C0AD392F000260100000001');
          const left = Number.parseInt(send('00200098').slice(3), 16);
          expect(left).toBeLessThanOrEqual(before);
          before = left;
        }
        expect(risen).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('the same commands get the same answers', () => {
    fc.assert(
      fc.property(fc.array(structured, { maxLength: 20 }), (commands) => {
        const [one, other] = [placed(), placed()];
        for (const command of commands)
          expect(one.chip.transmit(command)).toEqual(other.chip.transmit(command));
      }),
      { numRuns: 50 },
    );
  });
});

describe('data objects', () => {
  it('are read back as they were written', () => {
    const object = fc.tuple(
      fc.constantFrom(0x42, 0x86, 0x5f20, 0x7f21, 0xdf27),
      fc.uint8Array({ maxLength: 400 }),
    );
    fc.assert(
      fc.property(fc.array(object, { maxLength: 5 }), (objects) => {
        const whole = Buffer.concat(objects.map(([tag, value]) => tlv(tag, value)));
        const read = parseTlvs(whole);
        expect(read?.map(({ tag, value }) => [tag, hex(value)])).toEqual(
          objects.map(([tag, value]) => [tag, hex(value)]),
        );
      }),
    );
  });

  it('of any bytes are read or refused, and cover the bytes where read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (any) => {
        const read = parseTlvs(any);
        if (read !== null) expect(Buffer.concat(read.map(({ whole }) => whole)).equals(any)).toBe(true);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { dataIn, dataObject, MdocPhoneLine } from '../../../../firmware/credential/mdoc/nfc-exchange.ts';
import { refuse } from '../../../../protocol/result.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A line to a phone that gives these answers in turn, and what was said to it. */
function lineTo(...replies: readonly string[]) {
  const said: string[] = [];
  const line = new MdocPhoneLine(async (command) => {
    said.push(hexOf(command));
    return { kind: 'answered', apdu: bytesOf(replies[said.length - 1] ?? '6f00') };
  });
  return { line, said };
}

const container = '000f2000ff00ff 0406e10400ff00ff';
const short = { longestCommand: 255, longestResponse: 256 };
const extended = { longestCommand: 0xffff, longestResponse: 0x10000 };

describe('the tag of a phone', () => {
  test('is read in the steps of a Type 4 tag', async () => {
    const { line, said } = lineTo('9000', '9000', `${container}9000`, '9000', '00039000', '0102039000');
    expect(await line.readNdefMessage()).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
    expect(said).toEqual([
      '00a4040007d276000085010100',
      '00a4000c02e103',
      '00b000000f',
      '00a4000c02e104',
      '00b0000002',
      '00b0000203',
    ]);
  });

  test('is read in pieces as long as it allows', async () => {
    const pieces = container.replace('00ff00ff 04', '000200ff 04');
    const { line, said } = lineTo('9000', '9000', `${pieces}9000`, '9000', '00039000', '01029000', '039000');
    expect(await line.readNdefMessage()).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
    expect(said.slice(5)).toEqual(['00b0000202', '00b0000401']);
  });

  test.each([
    ['no NDEF application', ['6a82']],
    ['no capability container', ['9000', '6a82']],
    ['its capability container', ['9000', '9000', '6b00']],
    ['its capability container', ['9000', '9000', '000f9000']],
    ['its capability container', ['9000', '9000', `${container.replace('0406', '0506')}9000`]],
    ['its capability container', ['9000', '9000', `${container.replace('00ff00ff 04', '000000ff 04')}9000`]],
    ['its capability container', ['9000', '9000', `${container.slice(0, -4)}80ff9000`]],
    ['no NDEF file', ['9000', '9000', `${container}9000`, '6a82']],
    ['length of its message', ['9000', '9000', `${container}9000`, '9000', '00009000']],
    ['length of its message', ['9000', '9000', `${container}9000`, '9000', '00fe9000']],
    ['its message', ['9000', '9000', `${container}9000`, '9000', '00039000', '6b00']],
    ['its message', ['9000', '9000', `${container}9000`, '9000', '00039000', '9000']],
    ['its message', ['9000', '9000', `${container}9000`, '9000', '00039000', '010203049000']],
  ])('is refused: %s', async (reason, replies) => {
    expect(await lineTo(...replies).line.readNdefMessage()).toEqual(refuse('EMU-352', { reason }));
  });
});

describe('messages to a phone', () => {
  test('go in one ENVELOPE of short length where the phone takes no more', async () => {
    const { line, said } = lineTo('5301aa9000');
    expect(await line.transfer(Uint8Array.of(1, 2), short)).toEqual({ ok: true, value: Uint8Array.of(0xaa) });
    expect(said).toEqual(['00c30000 04 53020102 00'.replaceAll(' ', '')]);
  });

  test('go in one ENVELOPE of extended length where the phone takes it', async () => {
    const { line, said } = lineTo('5301aa9000');
    await line.transfer(Uint8Array.of(1, 2), extended);
    expect(said).toEqual(['00c30000 000004 53020102 0000'.replaceAll(' ', '')]);
  });

  test('are chained where they are longer than the phone takes', async () => {
    const { line, said } = lineTo('9000', '9000', '5301aa9000');
    expect((await line.transfer(new Uint8Array(600), short)).ok).toBe(true);
    expect(said.map((one) => [one.slice(0, 10), one.length / 2])).toEqual([
      ['10c30000ff', 5 + 255],
      ['10c30000ff', 5 + 255],
      ['00c300005e', 5 + 94 + 1],
    ]);
    expect(said.map((one, i) => one.slice(10, i === 2 ? -2 : undefined)).join('')).toBe(
      `53820258${'00'.repeat(600)}`,
    );
  });

  test('are answered in parts, fetched with GET RESPONSE', async () => {
    const { line, said } = lineTo('5304aa6103', 'bb6102', 'ccdd9000');
    expect(await line.transfer(new Uint8Array(1), short)).toEqual({
      ok: true,
      value: Uint8Array.of(0xaa, 0xbb, 0xcc, 0xdd),
    });
    expect(said.slice(1)).toEqual(['00c0000003', '00c0000002']);
  });

  test('are fetched in the longest parts that the phone gives where it does not say what is left', async () => {
    const { line, said } = lineTo('5302aa6100', 'bb9000');
    await line.transfer(new Uint8Array(1), { longestCommand: 255, longestResponse: 1000 });
    expect(said.slice(1)).toEqual(['00c000000003e8']);
    const other = lineTo('5302aa6100', 'bb9000');
    await other.line.transfer(new Uint8Array(1), short);
    expect(other.said.slice(1)).toEqual(['00c0000000']);
  });

  test.each([
    ['status word 0x6985', ['6985']],
    ['status word 0x6f00', ['']],
    ['no data object', ['9000']],
    ['no data object', ['5402aabb9000']],
    ['no data object', ['5303aabb9000']],
    ['no data object', ['5301aabb9000']],
    ['no data object', ['538001aa9000']],
    ['its length', ['53026100', '6100']],
  ])('are refused: %s', async (reason, replies) => {
    expect(await lineTo(...replies).line.transfer(new Uint8Array(1), short)).toEqual(
      refuse('EMU-353', { reason }),
    );
  });

  test('are refused where a part of a chain is not taken', async () => {
    const refusal = refuse('EMU-353', { reason: 'a part was not taken' });
    expect(await lineTo('6883').line.transfer(new Uint8Array(600), short)).toEqual(refusal);
    expect(await lineTo('aa9000').line.transfer(new Uint8Array(600), short)).toEqual(refusal);
  });

  test('end where the phone goes on without end', async () => {
    const part = `${'00'.repeat(256)}6100`;
    let asked = 0;
    const line = new MdocPhoneLine(async () => {
      asked += 1;
      return { kind: 'answered', apdu: bytesOf(part) };
    });
    expect(await line.transfer(new Uint8Array(1), short)).toEqual(
      refuse('EMU-353', { reason: 'its length' }),
    );
    expect(asked).toBe(129);
  });

  test('need the mdoc application', async () => {
    const { line, said } = lineTo('6a82');
    expect(await line.openDataTransfer()).toEqual(refuse('EMU-353', { reason: 'no mdoc application' }));
    expect(said).toEqual(['00a4040007a000000248040000']);
  });

  test.each([0, 1, 127, 128, 255, 256, 65535])('of %i bytes are what their data object holds', (length) => {
    const message = new Uint8Array(length).fill(7);
    expect(dataIn(dataObject(message))).toEqual(message);
  });
});

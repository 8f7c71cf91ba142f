import { describe, expect, test } from 'vitest';
import { cborOf } from '../../../../firmware/credential/mdoc/deterministic-cbor.ts';
import { readMdoc } from '../../../../firmware/credential/mdoc/mdoc-reading.ts';
import { dataObject } from '../../../../firmware/credential/mdoc/nfc-exchange.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import {
  readSessionData,
  writeSessionData,
  writeSessionEstablishment,
} from '../../../../firmware/credential/mdoc/session-messages.ts';
import { ok } from '../../../../protocol/result.ts';
import type { MdocPhone } from '../../../../simulator/phone/mdoc/mdoc-phone.ts';
import { atDesk, phoneWith, readerWith, wireTo } from '../../../firmware/credential/mdoc/held-phone.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const say = (phone: MdocPhone, ...commands: readonly string[]): readonly string[] =>
  commands.map((hex) => Buffer.from(phone.transmit(bytesOf(hex))).toString('hex'));

const selectNdef = '00a4040007d276000085010100';
const selectContainer = '00a4000c02e103';
const selectFile = '00a4000c02e104';
const selectMdoc = '00a4040007a000000248040000';

const envelope = (message: Uint8Array): string => {
  const object = Buffer.from(dataObject(message)).toString('hex');
  return `00c30000${(object.length / 2).toString(16).padStart(2, '0')}${object}00`;
};
const statusIn = (reply: string | undefined) => {
  const bytes = bytesOf(reply ?? '');
  return readSessionData(bytes.subarray(2, -2));
};

describe('a phone with an mdoc, spoken to in APDUs', () => {
  test('holds a tag that anybody may read and nobody may write', () => {
    const [, , container] = say(phoneWith(), selectNdef, selectContainer, '00b000000f');
    expect(container).toBe('000f2000ff00ff0406e1040fff00ff9000');
  });

  test('reads its file out from anywhere within, and nothing beyond', () => {
    const phone = phoneWith();
    const [, , whole = ''] = say(phone, selectNdef, selectFile, '00b00000ff');
    const length = Number.parseInt(whole.slice(0, 4), 16);
    expect(whole.length / 2).toBe(2 + length + 2);
    expect(say(phone, '00b0000202')).toEqual([`${whole.slice(4, 8)}9000`]);
    expect(say(phone, '00b07fff02')).toEqual(['6b00']);
  });

  test.each([
    ['another application', ['00a4040007d276000085010000'], '6a82'],
    ['the mdoc before it has engaged', [selectMdoc], '6a82'],
    ['a file it has not', [selectNdef, '00a4000c02e105'], '6a82'],
    ['a file without the tag’s application', [selectContainer], '6a82'],
    ['reading without a file', [selectNdef, '00b0000002'], '6985'],
    ['a message without the application for it', [selectNdef, envelope(Uint8Array.of(0xa0))], '6985'],
    ['fetching what is not there', [selectNdef, selectMdoc, '00c0000000'], '6985'],
    ['a data object that is none', [selectNdef, selectMdoc, '00c3000003530501'], '6700'],
    ['a command of lengths that do not add up', ['00a40400'.padEnd(14, 'f')], '6700'],
    ['a command it does not know', ['00d6000000'], '6d00'],
    ['a class it does not know', ['80c3000000'], '6e00'],
    ['chaining of what cannot be chained', ['10a4040007d276000085010100'], '6e00'],
  ])('refuses %s', (_, commands, word) => {
    expect(say(phoneWith(), ...commands).at(-1)).toBe(word);
  });

  test('takes no more in one command, or in all of a chain, than it says', () => {
    const limits = { longestCommand: 255, longestResponse: 256 };
    const phone = phoneWith({ limits });
    say(phone, selectNdef, selectMdoc);
    expect(say(phone, `10c30000000100${'00'.repeat(256)}`)).toEqual(['6700']);
    const part = `10c30000ff${'00'.repeat(255)}`;
    const words = say(phone, ...new Array<string>(130).fill(part));
    expect(words.slice(0, 128)).toEqual(new Array(128).fill('9000'));
    expect(words[128]).toBe('6700');
  });

  test('forgets a chain when something else is said in between', () => {
    const phone = phoneWith();
    say(phone, selectNdef, selectMdoc, '10c300000253ff');
    expect(say(phone, '00b0000002', '00c3000001aa00')).toEqual(['6985', '6700']);
  });

  test('ends the session where a message cannot be read, or not be decrypted', () => {
    const unread = phoneWith();
    say(unread, selectNdef, selectMdoc);
    expect(statusIn(say(unread, envelope(cborOf([]))).at(-1))).toEqual(ok({ data: null, status: 11 }));
    expect(say(unread, envelope(cborOf({})))).toEqual(['9000']);
    const undecrypted = phoneWith();
    say(undecrypted, selectNdef, selectMdoc);
    const { publicKey } = portableMdocCrypto.ephemeralKey(new Uint8Array(48).fill(3));
    const message = writeSessionEstablishment(publicKey, new Uint8Array(40));
    expect(statusIn(say(undecrypted, envelope(message)).at(-1))).toEqual(ok({ data: null, status: 10 }));
  });

  test('ends the session where its one answer was given and more is asked', async () => {
    const phone = phoneWith();
    const wire = wireTo(phone);
    const reading = await readMdoc(
      async (command) =>
        // The ninth would end the session.
        wire.log.length === 8 ? { kind: 'gone' } : wire.exchange(command),
      readerWith(),
      atDesk,
    );
    expect(reading.kind).toBe('read');
    const more = writeSessionData({ data: new Uint8Array(20), status: null });
    expect(statusIn(say(phone, envelope(more)).at(-1))).toEqual(ok({ data: null, status: 10 }));
    expect(say(phone, envelope(more))).toEqual(['9000']);
  });

  test('has another key for each engagement, also without having left the field', () => {
    const phone = phoneWith();
    const read = () => say(phone, selectNdef, selectFile, '00b00000ff').at(-1);
    const first = read();
    expect(read()).not.toBe(first);
    phone.leaveField();
    expect(say(phone, '00b0000002')).toEqual(['6985']);
  });
});

import { describe, expect, it } from 'vitest';
import { Digits } from '../../../protocol/personal.ts';
import { createCard } from '../../../simulator/card/engine/card.ts';
import { volatileCounters } from '../../../simulator/card/engine/card-memory.ts';
import type { CardContents } from '../../../simulator/card/engine/contents.ts';
import { application, records, secret } from '../../../simulator/card/parts/elementary-files.ts';
import { pinByKey } from '../../../simulator/card/parts/secret-forms.ts';
import {
  apdu,
  ascii,
  bytes,
  common,
  hex,
  jpki,
  password,
  pin,
  placed,
  resident,
  selectFile,
  surface,
  text,
} from './placed-card.ts';

const verifyPin = apdu('00200080', pin);
const digestInfo = `3031300D060960864801650304020105000420${'11'.repeat(32)}`;
const sign = apdu('802A0080', digestInfo, '00');

/** What was done before, the command, the end of the answer, why. */
const table: readonly (readonly [before: readonly string[], command: string, answer: RegExp, why: string])[] =
  [
    // form
    [[], '', /^6700$/, 'no bytes at all'],
    [[], '00A404', /^6700$/, 'three bytes'],
    [[], '00A4040C0AD392', /^6700$/, 'data cut short'],
    [[], `${jpki}0000`, /^6700$/, 'a byte too many'],
    [[], '00A4040C00000AD392F000260100000001', /^9000$/, 'extended length'],
    [[], '00A4040C00000BD392F000260100000001', /^6700$/, 'extended length, data cut short'],
    [[], '00A4040C000000', /^6700$/, 'extended length, nothing selected'],
    [[], '00A4040C0000000000', /^6700$/, 'extended length of no data'],
    [[], '00A4040C00000AD392F00026010000000100', /^6700$/, 'extended length, half an Le'],
    [
      [],
      '00A4040000000AD392F0002601000000010000',
      /^6F0C840AD392F0002601000000019000$/,
      'extended length with Le',
    ],
    [[], '00A4040C00', /^6700$/, 'Le and no data'],
    [[], '00A4040C0000', /^6700$/, 'extended length cut off'],
    [[], '01A4040C0AD392F000260100000001', /^6E00$/, 'another class'],
    [[], 'FFCA000000', /^6E00$/, 'a class for readers, not for cards'],
    [[], '0CA4040C0AD392F000260100000001', /^6882$/, 'SELECT with secure messaging'],
    [[], '08A4040C0AD392F000260100000001', /^6882$/, 'SELECT with secure messaging of the other kind'],
    [[jpki, selectFile('0008')], '08B0000000', /^69FC$/, 'READ BINARY with secure messaging'],
    [[jpki], apdu('0C200098', pin), /^69FC$/, 'VERIFY with secure messaging'],
    [[], '00FF0000', /^6D00$/, 'an instruction that is not there'],
    [[], '80B0000000', /^6D00$/, 'an instruction of the other class'],
    [[], '80AE000000', /^6D00$/, 'a session key for no application'],
    [[jpki], '80AE000000', /^6982$/, 'a session key for the JPKI application'],
    [[resident], '80AE000000', /^6982$/, 'a session key for the resident application'],
    [[text], '80AE000000', /^6982$/, 'a session key for the text application'],
    [[common], '80AE000000', /^66F1$/, 'a session key for the common application'],
    [[surface], '80AE000000', /^66F1$/, 'a session key for the card-surface application'],
    // SELECT
    [[], jpki, /^9000$/, 'the JPKI application'],
    [[], surface, /^9000$/, 'the card-surface application'],
    [[], '00A4040C07A0000001510000', /^9000$/, 'the issuer security domain'],
    [[], '00A4040C08A000000151000000', /^9000$/, 'the issuer security domain by its longer name'],
    [
      [],
      '00A404000AD392F00026010000000100',
      /^6F0C840AD392F0002601000000019000$/,
      'with control information',
    ],
    [[], '00A404000AD392F000260100000001', /^9000$/, 'with control information, but no room for it'],
    [[], text, /^9000$/, 'the text application'],
    [[], resident, /^9000$/, 'the resident application'],
    [[], common, /^9000$/, 'the common application'],
    [[], '00A4040C0AD3921000310001010409', /^6A82$/, 'an application that this card lacks'],
    [[], '00A4040C04D392F000', /^6A82$/, 'a part of a name'],
    [[], '00A4040C', /^6700$/, 'no name'],
    [[], apdu('00A4040C', 'A0'.repeat(17)), /^6700$/, 'a name too long'],
    [[], '00A40000', /^6A86$/, 'the master file, from power-on'],
    [[jpki], '00A40000', /^9000$/, 'the master file, in an application'],
    [
      [jpki, '00A40000', selectFile('0008')],
      '00B0000001',
      /^8F9000$/,
      'the master file, which changes nothing',
    ],
    [[], '00A40000023F00', /^6A82$/, 'the master file by its number'],
    [[jpki], '00A4000C023F00', /^6A82$/, 'the same, in an application'],
    [[jpki], '00A4000C', /^6A86$/, 'the master file with another P2'],
    [[], '00A40400023F00', /^6A82$/, 'something as a name'],
    [[], '00A4080C023F00', /^6A86$/, 'by path'],
    [[], '00A404040AD392F000260100000001', /^6A86$/, 'with another P2'],
    [[], selectFile('0006'), /^6A82$/, 'a file before any application'],
    [[jpki], selectFile('0006'), /^9000$/, 'a file'],
    [[jpki], selectFile('00FE'), /^6A82$/, 'a file that is not there'],
    [[jpki], '00A4020C0106', /^6700$/, 'a short identifier'],
    [[jpki], '00A40200020006', /^6A86$/, 'a file with control information'],
    // READ BINARY
    [[jpki], '00B0000000', /^6986$/, 'no file selected'],
    [[jpki, selectFile('0008')], '00B0000000', /^8F8F009000$/, 'less than asked for at the end of the file'],
    [[jpki, selectFile('0008')], '00B0000101', /^8F9000$/, 'from an offset'],
    [[jpki, selectFile('0008')], '00B0000300', /^6B00$/, 'past the end'],
    [[jpki, selectFile('0008')], '00B07FFF00', /^6B00$/, 'far past the end'],
    [[jpki, selectFile('0008')], '00B00000', /^6700$/, 'without saying how much'],
    [[jpki, selectFile('0008')], '00B000000101', /^6700$/, 'with data'],
    [[jpki], '00B0880000', /^8F8F009000$/, 'by short identifier'],
    [[jpki, selectFile('0017'), '00B0880000'], '00B0000000', /^8F8F009000$/, 'which selects the file'],
    [[jpki], '00B0880100', /^8F009000$/, 'by short identifier, from an offset'],
    [[jpki], '00B09D0000', /^6A82$/, 'by a short identifier that is not there'],
    [[jpki], '00B0800000', /^6A86$/, 'by no short identifier'],
    [[jpki], '00B0A80000', /^6A86$/, 'with bits that mean nothing'],
    [[jpki, selectFile('0018')], '00B0000000', /^6981$/, 'a secret'],
    [[jpki, selectFile('0017')], '00B0000000', /^6981$/, 'a key'],
    [[jpki, selectFile('0016')], '00B0000000', /^6981$/, 'the key of terminals'],
    [[jpki, selectFile('0001')], '00B0000000', /^6982$/, 'the signature-use certificate, closed'],
    [
      [jpki, apdu('0020009B', password), selectFile('0001')],
      '00B0000004',
      /^3082....9000$/,
      'the same, opened',
    ],
    [[jpki, verifyPin, selectFile('0001')], '00B0000004', /^6982$/, 'the same, after another secret'],
    [[jpki, selectFile('0009')], '00B0000000', /^6982$/, 'a file that nothing opens'],
    // READ RECORD
    [[jpki, selectFile('0008')], '00B2010400', /^6981$/, 'a record of a file that has none'],
    [[jpki], '00B2010400', /^6986$/, 'no file selected'],
    [[jpki], '00B2010500', /^6A81$/, 'several records'],
    [[jpki], '00B2010200', /^6A86$/, 'another way to count'],
    [[common], '00B2010C00', /^011C(?:3\d){28}9000$/, 'the card’s number, by short identifier'],
    [[common, selectFile('0001')], '00B2010400', /^011C(?:3\d){28}9000$/, 'the same of the selected file'],
    [[common], '00B2020C00', /^6A83$/, 'a record that is not there'],
    [[common], '00B2000C00', /^6A83$/, 'record 0'],
    [[common], '00B2010C02', /^011C9000$/, 'less than the record'],
    [[common], '00B0810000', /^6981$/, 'a file of records as if it were transparent'],
    [[jpki], '00B20104', /^6700$/, 'without saying how much'],
    [[jpki], '00B201EC00', /^6A82$/, 'by a short identifier that is not there'],
    // VERIFY
    [[jpki], '00200080', /^6986$/, 'no file selected'],
    [[jpki, selectFile('0018')], '00200080', /^63C3$/, 'how many tries'],
    [[jpki, selectFile('0018')], '0020008000', /^63C3$/, 'how many tries, with Le'],
    [[jpki, selectFile('0018')], verifyPin, /^9000$/, 'the right PIN'],
    [[jpki, selectFile('0018')], apdu('00200080', ascii('9999')), /^63C2$/, 'a wrong PIN'],
    [[jpki, selectFile('0018')], apdu('00200080', ascii('123')), /^63C2$/, 'a PIN too short'],
    [[jpki, selectFile('0018')], apdu('00200080', ascii('12345')), /^63C2$/, 'a PIN too long'],
    [[jpki, selectFile('0018')], apdu('00200080', `${pin}FFFF`), /^63C2$/, 'a padded PIN'],
    [[jpki], apdu('00200098', pin), /^9000$/, 'by short identifier'],
    [[jpki], apdu('0020009B', password), /^9000$/, 'the signing password'],
    [[jpki], apdu('0020009B', ascii('abc123')), /^63C4$/, 'the signing password in small letters'],
    [[jpki], '0020009D', /^6A82$/, 'a short identifier that is not there'],
    [[jpki], apdu('0020008A', pin), /^6A88$/, 'a file that is no secret'],
    [[jpki, selectFile('000A')], '00200080', /^6A88$/, 'tries of a file that is no secret'],
    [[jpki, selectFile('0018')], apdu('00200180', pin), /^6A86$/, 'another P1'],
    [[jpki, selectFile('0018')], apdu('00200001', pin), /^6A86$/, 'another P2'],
    [[], '00200080', /^6986$/, 'before any application'],
    [[surface], '00200092', /^63CA$/, 'tries of 照合番号B'],
    [[surface], '00200093', /^63CA$/, 'tries of 照合番号A'],
    // CHANGE REFERENCE DATA
    [[jpki, selectFile('0018')], apdu('00240180', ascii('4711')), /^6982$/, 'a new PIN without the old one'],
    [[jpki, selectFile('0018'), verifyPin], apdu('00240180', ascii('4711')), /^9000$/, 'a new PIN'],
    [
      [jpki, selectFile('0018'), verifyPin],
      apdu('00240180', ascii('471')),
      /^6A80$/,
      'a new PIN of three digits',
    ],
    [[jpki, selectFile('0018'), verifyPin], '00240180', /^6700$/, 'no new PIN'],
    [[jpki, selectFile('0018'), verifyPin], apdu('00240080', ascii('4711')), /^6A86$/, 'another P1'],
    [
      [jpki, selectFile('0018'), verifyPin],
      apdu('80320080', ascii('4711')),
      /^6D00$/,
      'the way of other applications',
    ],
    [[surface], apdu('00240192', ascii('1'.repeat(14))), /^6D00$/, 'a number that never changes'],
    // COMPUTE SIGNATURE
    [[jpki, selectFile('0017')], sign, /^6982$/, 'without the PIN'],
    [[jpki, selectFile('0018'), verifyPin, selectFile('0017')], sign, /^.{512}9000$/, 'after the PIN'],
    [
      [jpki, apdu('00200098', pin)],
      apdu('802A0097', digestInfo, '00'),
      /^.{512}9000$/,
      'by short identifier',
    ],
    [
      [jpki, apdu('0020009B', password), selectFile('001A')],
      sign,
      /^.{512}9000$/,
      'with the signature-use key',
    ],
    [
      [jpki, apdu('00200098', pin), selectFile('001A')],
      sign,
      /^6982$/,
      'with the signature-use key, after the PIN',
    ],
    [[jpki, apdu('00200098', pin)], sign, /^6986$/, 'no file selected'],
    [[jpki, selectFile('000A')], sign, /^6981$/, 'with a certificate'],
    [[jpki], apdu('802A009D', digestInfo, '00'), /^6A82$/, 'with a key that is not there'],
    [[jpki, apdu('00200098', pin), selectFile('0017')], '802A008000', /^6985$/, 'nothing'],
    [
      [jpki, apdu('00200098', pin), selectFile('0017')],
      apdu('802A0080', '01'.repeat(245), '00'),
      /^.{512}9000$/,
      '245 bytes',
    ],
    [
      [jpki, apdu('00200098', pin), selectFile('0017')],
      apdu('802A0080', '01'.repeat(246), '00'),
      /^6985$/,
      '246 bytes',
    ],
    [
      [jpki, apdu('00200098', pin), selectFile('0017')],
      apdu('802A0280', '01'.repeat(31), '00'),
      /^6985$/,
      'a hash of 31 bytes',
    ],
    [
      [jpki, apdu('00200098', pin), selectFile('0017')],
      apdu('802A0680', digestInfo, '00'),
      /^6A86$/,
      'an unknown scheme',
    ],
    [
      [jpki, apdu('00200098', pin), selectFile('0017')],
      apdu('802A0040', digestInfo, '00'),
      /^6A86$/,
      'an unknown P2',
    ],
    [[jpki], apdu('802A0000', digestInfo, '00'), /^6A86$/, 'internal authentication where there is none'],
    [[surface], apdu('802A0000', digestInfo, '00'), /^.{512}9000$/, 'internal authentication'],
    [[surface], apdu('802A0300', digestInfo, '00'), /^6A86$/, 'internal authentication by another scheme'],
    [[surface], '802A000000', /^6985$/, 'internal authentication of nothing'],
    // INTERNAL AUTHENTICATE
    [[common], apdu('00880099', 'AA', '00'), /^.{512}9000$/, 'a challenge'],
    [[common], apdu('00880099', 'AA'.repeat(255), '00'), /^.{512}9000$/, 'the longest challenge'],
    [[common, selectFile('0019')], apdu('00880080', 'AA', '00'), /^.{512}9000$/, 'with the selected key'],
    [[common], `008800990001${'00'}${'AA'.repeat(256)}0000`, /^6700$/, 'a challenge too long'],
    [[common], apdu('00880099', 'AA'), /^6700$/, 'a challenge without saying how much is wanted'],
    [[common], '0088009900', /^6700$/, 'no challenge'],
    [[common], apdu('00880199', 'AA', '00'), /^6A86$/, 'another algorithm'],
    [[common], apdu('00880019', 'AA', '00'), /^6A86$/, 'another P2'],
    [[common], apdu('00880080', 'AA', '00'), /^6986$/, 'with no file selected'],
    [[common], apdu('0088009C', 'AA', '00'), /^6981$/, 'with a secret'],
    [[common], apdu('0088009D', 'AA', '00'), /^6A82$/, 'with a file that is not there'],
    [[jpki], apdu('00880097', 'AA', '00'), /^6982$/, 'with the user key'],
    [
      [jpki, apdu('00200098', pin)],
      apdu('00880097', 'AA', '00'),
      /^6985$/,
      'with the user key, after the PIN',
    ],
    [[text], apdu('00880093', 'AA', '00'), /^6985$/, 'with the key of the text application'],
    [
      [common],
      apdu('802A0099', digestInfo, '00'),
      /^6985$/,
      'a signature with the key of internal authentication',
    ],
    [
      [text],
      apdu('802A0000', digestInfo, '00'),
      /^.{512}9000$/,
      'a signature with the key of the text application',
    ],
    // GET CHALLENGE
    [[], '0084000001', /^.{2}9000$/, 'one byte, in any state'],
    [[jpki], '0084000000', /^.{512}9000$/, '256 bytes'],
    [[], '00840000', /^6700$/, 'no bytes'],
    [[], '00840000000101', /^6985$/, '257 bytes'],
    [[], '00840000000000', /^6985$/, '65,536 bytes'],
    [[], '00840000000008', /^.{16}9000$/, '8 bytes, asked for by extended length'],
    [[], '008400000101', /^6700$/, 'with data'],
    [[], '0084010008', /^6A86$/, 'another algorithm'],
    // GET DATA
    [[], '00CA006600', /^7309.*9000$/, 'an object of the power-on state'],
    [[], '00CA004200', /^.{32}9000$/, 'a reference of a key'],
    [[], '00CA004500', /^(?:3\d){15}9000$/, 'the number of the card'],
    [[], '00CA00F000', /^39393939399000$/, 'the municipality'],
    [[], '00CA00F200', /^(?:3\d){8}9000$/, 'until when the card holds'],
    [[], '00CA00F700', /^.{32}9000$/, 'another reference of a key'],
    [[], '00CA5F5100', /^E000FF8131FE45149000$/, 'the answer to reset of the contacts'],
    [[jpki], '00CA5F5100', /^E000FF8131FE45149000$/, 'the same within an application'],
    [[], '00CA00F800', /^6700$/, 'an object longer than a short Le'],
    [[], '00CA00F8000000', /^5F4E.*9000$/, 'the same by extended Le'],
    [[], '00CA7F21000000', /^5F4E.*9000$/, 'the next certificate'],
    [[], '00CA00F004', /^6700$/, 'an object longer than asked for'],
    [
      [jpki, '00A4040C07A0000001510000'],
      '00CA00F000',
      /^39393939399000$/,
      'after the domain was selected again',
    ],
    [[], '00CADF3000', /^6A88$/, 'an object that is not there, as OpenSC asks for'],
    [[jpki], '00CA006600', /^6A88$/, 'the same within an application'],
    [[], '00CA0066', /^6700$/, 'without saying how much'],
    [[], '00CB3FFF00', /^6D00$/, 'the odd form of it'],
  ];

describe('a My Number Card', () => {
  it.each(table.map(([before, command, answer, why]) => ({ before, command, answer, why })))(
    'answers $command ($why) with $answer',
    ({ before, command, answer }) => {
      expect(placed().send(...before, command)).toMatch(answer);
    },
  );

  it('takes a new PIN in place of the old one', () => {
    const card = placed();
    card.send(jpki, apdu('00200098', pin), selectFile('0018'), apdu('00240180', ascii('4711')));
    expect(card.send(apdu('00200098', pin))).toBe('63C2');
    expect(card.send(apdu('00200098', ascii('4711')))).toBe('9000');
  });

  it('takes a new signing password only with a letter and a digit', () => {
    const card = placed();
    card.send(jpki, apdu('0020009B', password));
    for (const wrong of ['ABCDEF', '123456', 'ABC12', 'abc123', 'A1'.repeat(9)]) {
      expect(card.send(apdu('0024019B', ascii(wrong)))).toBe('6A80');
    }
    expect(card.send(apdu('0024019B', ascii('XYZ789')), apdu('0020009B', ascii('XYZ789')))).toBe('9000');
  });

  it('gives its answer to reset, and nothing without power', () => {
    const { chip } = placed();
    expect(hex(chip.atr)).toBe('3BE000FF8131FE4514');
    chip.powerOff();
    expect(chip.transmit(bytes(jpki))).toHaveLength(0);
    chip.reset();
    expect(chip.transmit(bytes(jpki))).toHaveLength(0);
    expect(chip.powerOn()).toEqual(chip.atr);
    expect(hex(chip.transmit(bytes(jpki)))).toBe('9000');
  });
});

describe('a card that fails inside', () => {
  it('answers 6F00, and goes on', () => {
    const entropy = {
      bytes: () => {
        throw new Error('no noise');
      },
    };
    const card = placed('insured', { entropy });
    expect(card.send('0084000008')).toBe('6F00');
    expect(card.send(jpki)).toBe('9000');
  });
});

describe('by its other interface', () => {
  it('a My Number Card answers to reset as a contactless card of type B, and does the same', () => {
    const { chip, send } = placed('insured', { interface: 'contactless' });
    expect(hex(chip.powerOn() ?? new Uint8Array(0))).toBe('3B888001000005E0B381A1007F');
    expect(hex(chip.atr)).toBe(hex(chip.powerOn() ?? new Uint8Array(0)));
    expect(send(jpki, apdu('00200098', pin))).toBe('9000');
  });
});

describe('extended lengths', () => {
  it('read a whole file at once', () => {
    const card = placed();
    card.send(jpki, selectFile('000A'));
    const whole = card.read();
    expect(hex(card.data('00B00000000000'))).toBe(hex(whole));
    expect(hex(card.data('00B00000000123'))).toBe(hex(whole.subarray(0, 0x123)));
  });

  it('carry a secret and an input of a signature as short ones do', () => {
    const card = placed();
    expect(card.send(jpki, `00200098${'000004'}${pin}`)).toBe('9000');
    expect(card.send(`802A0097${'000033'}${digestInfo}0000`)).toBe(
      card.send(apdu('802A0097', digestInfo, '00')),
    );
  });
});

describe('the engine with other contents', () => {
  const own = application({
    name: 'records',
    basis: 'ours',
    aid: bytes('D3921000310001010100'),
    files: [
      records([0x01, 'two records', 'ours'], [bytes('011C30'), bytes('0202')]),
      records([0x02, 'a closed one', 'ours'], [bytes('AA')], [0x1c]),
      secret([0x1c, 'PIN', 'ours'], {
        name: 'common',
        value: new Digits('1234'),
        tries: 3,
        change: pinByKey,
      }),
    ],
  });
  const contents: CardContents = {
    answerToReset: { contact: bytes('3B00'), contactless: bytes('3B8001') },
    silent: false,
    powerOn: own,
    applications: [own],
    dataObjects: new Map(),
  };

  const fresh = () => {
    const chip = createCard({ contents, counters: volatileCounters() });
    chip.powerOn();
    return (...commands: readonly string[]) =>
      commands.map((command) => hex(chip.transmit(bytes(command)))).at(-1);
  };

  it('reads records by short identifier and from the current file', () => {
    const send = fresh();
    expect(send('00B2010C00')).toBe('011C309000');
    expect(send('00B2020400')).toBe('02029000');
    expect(send('00B2010C01')).toBe('019000');
    expect(send('00B2030400')).toBe('6A83');
    expect(send('00B2000400')).toBe('6A83');
    expect(send('00B0810000')).toBe('6981');
  });

  it('opens records with their secret', () => {
    const send = fresh();
    expect(send('00B2011400')).toBe('6982');
    expect(send(apdu('0020009C', pin), '00B2011400')).toBe('AA9000');
  });

  it('changes a secret by the command that its application has', () => {
    const send = fresh();
    expect(send(apdu('0020009C', pin), apdu('0024019C', ascii('4711')))).toBe('6D00');
    expect(send(apdu('8032009C', ascii('4711')), apdu('0020009C', ascii('4711')))).toBe('9000');
  });

  it('cannot authenticate a terminal where no file says how', () => {
    const send = fresh();
    expect(send('80A200C1017F')).toBe('6985');
    expect(send('0082001601AA')).toBe('6A86');
  });
});

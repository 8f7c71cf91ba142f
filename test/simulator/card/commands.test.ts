import { describe, expect, it } from 'vitest';
import { Digits } from '../../../protocol/personal.ts';
import { createCard } from '../../../simulator/card/engine/card.ts';
import { volatileCounters } from '../../../simulator/card/engine/card-memory.ts';
import type { Application, CardContents } from '../../../simulator/card/engine/contents.ts';
import { apdu, ascii, bytes, hex, jpki, password, pin, placed, selectFile, surface } from './placed-card.ts';

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
    [[], '00A4040C00000AD392F000260100000001', /^6700$/, 'extended length'],
    [[], '01A4040C0AD392F000260100000001', /^6E00$/, 'another class'],
    [[], '0CA4040C0AD392F000260100000001', /^6E00$/, 'secure messaging, which only another application has'],
    [[], '00FF0000', /^6D00$/, 'an instruction that is not there'],
    [[], '80B0000000', /^6D00$/, 'an instruction of the other class'],
    [[jpki], '80AE000000', /^6D00$/, 'the session key of another application'],
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
    [[], '00A4040C0AD3921000310001010408', /^6A82$/, 'an application that this card lacks'],
    [[], '00A4040C04D392F000', /^6A82$/, 'a part of a name'],
    [[], '00A4040C', /^6700$/, 'no name'],
    [[], apdu('00A4040C', 'A0'.repeat(17)), /^6700$/, 'a name too long'],
    [[], '00A40000', /^6A86$/, 'the master file, from power-on'],
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
    [[jpki], '00B2010500', /^6A86$/, 'another way to count'],
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
    // GET CHALLENGE
    [[], '0084000001', /^.{2}9000$/, 'one byte, in any state'],
    [[jpki], '0084000000', /^.{512}9000$/, '256 bytes'],
    [[], '00840000', /^6700$/, 'no bytes'],
    [[], '008400000101', /^6700$/, 'with data'],
    [[], '0084010008', /^6A86$/, 'another algorithm'],
    // GET DATA
    [[], '00CA006600', /^66..*9000$/, 'an object of the power-on state'],
    [[], '00CA7F2100', /^7F21.*9000$/, 'another one'],
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

describe('the engine with other contents', () => {
  const application: Application = {
    name: 'records',
    aids: [bytes('D3921000310001010100')],
    files: new Map([
      [0x01, { kind: 'records', records: [bytes('011C30'), bytes('0202')], openedBy: 'anyone' }],
      [0x02, { kind: 'records', records: [bytes('AA')], openedBy: [0x1c] }],
      [
        0x1c,
        {
          kind: 'secret',
          name: 'common',
          value: new Digits('1234'),
          tries: 3,
          triesLeft: 3,
          change: { form: /^\d{4}$/, command: 0x8032 },
        },
      ],
    ]),
    dataObjects: new Map(),
    internalKey: null,
  };
  const contents: CardContents = {
    atr: bytes('3B00'),
    silent: false,
    powerOn: application,
    applications: [application],
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

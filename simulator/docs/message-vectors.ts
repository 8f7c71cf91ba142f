/** The contents of protocol/vectors/messages.json: every message, and what is none. */

import { encode, rfc8949EncodeOptions } from 'cborg';
import { decodeMessage, encodeMessage } from '../../protocol/codec.ts';
import { messageToJson } from '../../protocol/json-form.ts';
import { type MessageDefinition, messages } from '../../protocol/messages.ts';
import { allExamples } from './example-messages.ts';
import { bytesOf, filled, hexOf, outcome, type VectorFile } from './vector-file.ts';

const cbor = (message: number, fields: readonly (readonly [key: number, value: unknown])[]): string =>
  hexOf(encode([message, new Map(fields)], rfc8949EncodeOptions));

const visitKey = 'FCR-000001.3.17';
const helloFields = (...changes: readonly (readonly [key: number, value: unknown])[]): string => {
  const fields = new Map<number, unknown>([
    [0, 1],
    [1, 1],
    [2, 'FCR-000001'],
    [3, 'next-generation'],
    [4, '0.1.0'],
    [5, 3],
    [6, []],
    [8, []],
  ]);
  for (const [key, value] of changes) {
    if (value === undefined) fields.delete(key);
    else fields.set(key, value);
  }
  return cbor(messages.hello.id, [...fields]);
};
const answerFields = (key: number, value: unknown): string =>
  cbor(messages.eligibilityAnswer.id, [
    ...new Map<number, unknown>([
      [0, 2],
      [2, 0],
      [5, true],
      [8, false],
    ]).set(key, value),
  ]);

type Sender = MessageDefinition['from'];
const messagesRead: readonly (readonly [name: string, why: string, from: Sender, hex: string])[] = [
  [
    'field of a newer peer',
    'a number that is not known is passed over',
    'reader',
    cbor(8, [
      [1, visitKey],
      [99, [1]],
    ]),
  ],
  ['nothing', 'no bytes', 'reader', ''],
  ['cut short', 'the map has an entry less than it says', 'reader', '82 08 a1 01'],
  ['too much', 'a byte after the message', 'reader', '82 08 a0 00'],
  ['long head', '8 written in two bytes', 'reader', '82 18 08 a0'],
  ['indefinite length', 'an array without a length', 'reader', '9f 08 a0 ff'],
  ['text without a length', 'pieces of text in a row', 'reader', '7f 61 61 61 61 ff'],
  ['head of no kind', 'a length that RFC 8949 keeps for later', 'reader', '82 1c a0'],
  ['array cut short', 'one item of two', 'reader', '82 08'],
  ['byte string cut short', 'four bytes of five', 'reader', '82 08 a1 02 45 00 00 00 00'],
  ['number cut short', 'half of a floating-point number', 'reader', '82 fb 4020'],
  ['count that nobody could hold', '2 to the power of 53 items', 'reader', '9b 0020000000000000'],
  ['simple value', 'none but true and false', 'reader', '82 08 f8 20'],
  ['key twice', 'the same field number again', 'reader', '82 08 a2 01 00 01 00'],
  ['keys out of order', '1 before 0', 'reader', '82 08 a2 01 00 00 00'],
  ['keys out of order in a field', 'the rule holds in every map', 'reader', '82 08 a1 01 a2 01 00 00 00'],
  [
    'keys out of order in a field of a newer peer',
    'also where the receiver does not look further',
    'reader',
    '82 08 a2 01 00 18 63 81 a2 01 00 00 00',
  ],
  ['key that is text', 'fields go by number', 'reader', '82 08 a1 61 61 00'],
  ['floating-point number', '8.0 is not 8', 'reader', '82 fb 4020000000000000 a0'],
  ['negative number', 'there are none', 'reader', '82 20 a0'],
  ['null', 'an absent field is left out', 'reader', '82 08 a1 01 f6'],
  ['undefined', 'nor is this', 'reader', '82 08 a1 01 f7'],
  ['tag', 'there are none', 'reader', 'c1 82 08 a0'],
  ['text that is not UTF-8', 'a first byte without its second', 'reader', '82 08 a1 01 62 c3 28'],
  ['too deep', 'more than 16 arrays in one another', 'reader', `82 08 a1 01 ${'81'.repeat(15)}80`],
  ['number out of range', '2 to the power of 53', 'reader', '82 08 a1 00 1b 0020000000000000'],
  ['no array', 'a map alone', 'reader', 'a0'],
  ['array of three', 'one item too many', 'reader', '83 08 a0 00'],
  ['name in place of the number', 'messages go by number', 'reader', '82 61 61 a0'],
  ['list in place of the fields', 'the second item is a map', 'reader', '82 08 80'],
  ['unknown message', 'no message has the number 200', 'reader', '82 18 c8 a0'],
  ['from the wrong side', 'visitBegan is the reader’s', 'host', cbor(8, [[1, visitKey]])],
  ['missing field', 'hello without a serial number', 'reader', helloFields([2, undefined])],
  ['text for a number', 'types must fit', 'reader', helloFields([5, '3'])],
  ['number too great', 'a version has one byte', 'reader', helloFields([0, 256])],
  ['number for a text', 'types must fit', 'reader', helloFields([3, 1])],
  ['text too long', '41 characters of 40', 'reader', helloFields([3, 'あ'.repeat(41)])],
  ['serial number of another form', 'small letters and a space', 'reader', helloFields([2, 'fcr 1'])],
  ['visit key of another form', 'a serial number alone', 'reader', helloFields([7, 'FCR-000001'])],
  ['truth for a list', 'types must fit', 'reader', helloFields([6, true])],
  ['list too long', '33 items of 32', 'reader', helloFields([6, Array<string>(33).fill('a')])],
  ['wrong item', 'the second item is no text', 'reader', helloFields([6, ['a', 2]])],
  ['number for a record', 'types must fit', 'reader', helloFields([8, [1]])],
  [
    'choice without that value',
    'there are five outcomes, from 0',
    'reader',
    helloFields([
      8,
      [
        new Map<number, unknown>([
          [0, visitKey],
          [1, 5],
        ]),
      ],
    ]),
  ],
  ['number for a truth', 'types must fit', 'host', answerFields(5, 1)],
  ['no date', 'there is no thirteenth month', 'host', answerFields(6, '2026-13-01')],
  [
    'text for bytes',
    'types must fit',
    'host',
    cbor(11, [
      [0, 1],
      [2, '00'],
    ]),
  ],
  [
    'bytes too long',
    '65 bytes of 64',
    'host',
    cbor(11, [
      [0, 1],
      [2, filled(65, 0)],
    ]),
  ],
];

export const messageVectors = (): VectorFile => ({
  about: 'Messages of the byte stream, without their length, in JSON form (protocol/README.md, Messages)',
  vectors: [
    ...allExamples.map(({ name, why, message }) => ({
      name,
      from: messages[message.type].from,
      hex: hexOf(encodeMessage(message)),
      decoded: messageToJson(message),
      why,
    })),
    ...messagesRead.map(([name, why, from, hex]) => ({
      name,
      from,
      hex: hexOf(bytesOf(hex)),
      decodeOnly: true,
      ...outcome(decodeMessage(bytesOf(hex), from), messageToJson),
      why,
    })),
  ],
});

/** The contents of protocol/vectors/json-lines.json: lines of text, and the messages that they are. */

import { type JsonObject, messageFromJsonText, messageToJson } from '../../protocol/json-form.ts';
import type { MessageDefinition } from '../../protocol/messages.ts';
import { exampleMessages } from './example-messages.ts';
import { outcome, type VectorFile } from './vector-file.ts';

type Sender = MessageDefinition['from'];
const visitKey = 'FCR-000001.3.17';

const linesRead: readonly (readonly [name: string, why: string, from: Sender, line: string])[] = [
  [
    'member of a newer peer',
    'a name that is not known is passed over',
    'reader',
    `{"type":"visitBegan","visit":"${visitKey}","later":[1]}`,
  ],
  [
    'null for absent',
    'the same as left out',
    'reader',
    `{"type":"useRequest","request":1,"visit":"${visitKey}","consent":null}`,
  ],
  ['members in another order', 'an object has none', 'reader', `{"visit":"${visitKey}","type":"visitBegan"}`],
  ['no JSON', 'cut short', 'reader', '{"type":"visitBegan"'],
  ['list', 'a message is an object', 'reader', '[]'],
  ['without a type', 'nobody knows what it is', 'reader', `{"visit":"${visitKey}"}`],
  ['type that is a number', 'messages go by name here', 'reader', '{"type":8}'],
  ['unknown type', 'no message has that name', 'reader', '{"type":"toString"}'],
  [
    'from the wrong side',
    'visitBegan is the reader’s',
    'host',
    `{"type":"visitBegan","visit":"${visitKey}"}`,
  ],
  ['missing member', 'visitBegan without its visit', 'reader', '{"type":"visitBegan"}'],
  ['text for a number', 'types must fit', 'host', '{"type":"challenge","request":"1","nonce":""}'],
  ['fraction', 'numbers are whole', 'host', '{"type":"challenge","request":1.5,"nonce":""}'],
  [
    'number too great',
    'above 2 to the power of 32',
    'host',
    '{"type":"challenge","request":4294967296,"nonce":""}',
  ],
  ['padding', 'base64url goes without', 'host', '{"type":"challenge","request":1,"nonce":"AA=="}'],
  [
    'bits left over',
    'a byte string is written in one way only',
    'host',
    '{"type":"challenge","request":1,"nonce":"AB"}',
  ],
  [
    'bytes too long',
    '65 bytes of 64',
    'host',
    `{"type":"challenge","request":1,"nonce":"${'A'.repeat(87)}"}`,
  ],
  [
    'choice by its place',
    'by its value here',
    'reader',
    `{"type":"visitEnded","visit":"${visitKey}","outcome":0}`,
  ],
  [
    'list for an object',
    'types must fit',
    'host',
    '{"type":"settingsChanged","settings":[],"disaster":false}',
  ],
  [
    'number for a truth',
    'types must fit',
    'host',
    '{"type":"registrationAnswer","request":1,"registered":1}',
  ],
  ['number for a text', 'types must fit', 'host', '{"type":"turnedAway","code":1}'],
  ['text too long', '17 characters of 16', 'host', `{"type":"turnedAway","code":"${'a'.repeat(17)}"}`],
  ['half a character', 'a surrogate alone is no text', 'host', '{"type":"turnedAway","code":"\\ud842"}'],
  [
    'visit key of another form',
    'a serial number alone',
    'reader',
    '{"type":"visitBegan","visit":"FCR-000001"}',
  ],
  [
    'no date',
    'there is no thirteenth month',
    'host',
    '{"type":"eligibilityAnswer","request":1,"verdict":"valid","registered":true,"graceUntil":"2026-13-01","recipientCertificates":false}',
  ],
  ['serial number of another form', 'small letters and a space', 'reader', helloLine({ serial: 'fcr 1' })],
  ['object for a list', 'types must fit', 'reader', helloLine({ ended: {} })],
  ['list too long', '33 items of 32', 'reader', helloLine({ capabilities: Array<string>(33).fill('a') })],
  ['wrong item', 'the second item is no text', 'reader', helloLine({ capabilities: ['a', 2] })],
];

function helloLine(change: JsonObject): string {
  const [hello] = exampleMessages.hello;
  return JSON.stringify({ ...(hello === undefined ? {} : messageToJson(hello.message)), ...change });
}

export const jsonLines = (): VectorFile => ({
  about: 'Lines of text as messages in JSON form (protocol/README.md, JSON form)',
  vectors: linesRead.map(([name, why, from, line]) => ({
    name,
    from,
    line,
    decodeOnly: true,
    ...outcome(messageFromJsonText(line, from), messageToJson),
    why,
  })),
});

/** Messages in JSON form, a line of text. The first byte of an input says who sends (even: the reader). */

import { isDeepStrictEqual } from 'node:util';
import { messageFromJsonText, messageToJson } from '../../../protocol/json-form.ts';
import type { MessageDefinition } from '../../../protocol/messages.ts';
import { senderOf, soundMessage } from '../sound-message.ts';
import { spoiledMessage, type Written } from '../spoiled-message.ts';
import { insist, kindOf, type Target } from '../target.ts';
import { senders } from './messages.ts';

const nasty = [
  'null',
  'true',
  '-0',
  '-1',
  '1e999',
  '1.5',
  '9007199254740993',
  '""',
  '"\\ud800"',
  '"\\u0000"',
  '"AB"',
  '"=="',
  '{}',
  '[]',
  '"__proto__":{"type":"hello"},',
  '"type":"constructor",',
  '"type":"toString",',
  '"type":1,',
  '"visit":null,',
  '\n',
  '[['.repeat(2000),
  '{"a":'.repeat(40),
];

const inJson: Written = {
  record: (entries) => Object.fromEntries(entries.map(([, name, value]) => [name, value])),
  bytes: (value) => Buffer.from(value).toString('base64url'),
  choice: (_place, value) => value,
  strange: [0, -1, 1.5, 2 ** 53, true, '', 'A', '2026-13-01', '\ud800', [], [null], {}, { type: 1 }],
};

const sentBy = (from: MessageDefinition['from'], line: string): Uint8Array =>
  Buffer.concat([Uint8Array.of(senders.indexOf(from)), Buffer.from(line)]);

/** What is no UTF-8 becomes U+FFFD, as where a stream is read as lines. */
const text = new TextDecoder();

export const jsonLines: Target = {
  name: 'json-lines',
  share: 12,
  longest: 16_384,
  tokens: nasty.map((text) => Buffer.from(text)),
  sound(random) {
    const message = soundMessage(random);
    const from = senderOf(message.type);
    const line = JSON.stringify(messageToJson(message));
    const read = messageFromJsonText(line, from);
    insist(read.ok && isDeepStrictEqual(read.value, message), 'a message comes back as it was');
    return sentBy(from, line);
  },
  spoiled(random) {
    const { of, fields } = spoiledMessage(random, inJson);
    return sentBy(senderOf(of), JSON.stringify({ type: of, ...(fields as object) }));
  },
  judge(input) {
    const line = text.decode(input.subarray(1));
    const from = senders[(input[0] ?? 0) & 1] as 'reader' | 'host';
    const read = messageFromJsonText(line, from);
    if (!read.ok) return [kindOf(read.problem)];
    const again = messageFromJsonText(JSON.stringify(messageToJson(read.value)), from);
    insist(again.ok && isDeepStrictEqual(again.value, read.value), 'what was read can be written');
    return [`accepted ${read.value.type}`];
  },
};

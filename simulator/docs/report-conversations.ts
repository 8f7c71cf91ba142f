/** Conversations over HID reports: what is waited for in vain, what is too much, and another version. */

import { HostReports } from '../../protocol/hid/host-reports.ts';
import { ReaderReports } from '../../protocol/hid/reader-reports.ts';
import { longestWaiting } from '../../protocol/hid/report-channel.ts';
import { reportLength } from '../../protocol/hid/report-descriptor.ts';
import { outsideLimitMs } from '../../protocol/hid/report-flow.ts';
import { broadcastChannel, wholeMessage } from '../../protocol/hid/reports.ts';
import type { JsonObject } from '../../protocol/json-form.ts';
import { Conversation, type RecordedEnd, refusedConversation } from './conversation.ts';
import { bytesOf, filled, hexOf, type Vector } from './vector-file.ts';

/** @param opened makes the end when the device is opened: a host's lives from then on */
function endOfReports(opened: (now: number) => HostReports | ReaderReports): RecordedEnd {
  let end: HostReports | ReaderReports | null = null;
  const standing = (): HostReports | ReaderReports => {
    if (end === null) throw new TypeError('the device is not open yet');
    return end;
  };
  return {
    attached: (now) => {
      end = opened(now);
    },
    received: (bytes, now) => standing().received(bytes, now),
    send(message, now) {
      standing().send(message, now);
      return null;
    },
    advance: (now) => standing().advance(now),
    deadline: (now) => standing().deadline(now),
    takeOutput: () => standing().takeReports(),
    takeRefusal() {
      const over = standing()
        .takeEvents()
        .find((event) => event.type === 'detached');
      return over?.type === 'detached' ? over.problem : null;
    },
  };
}

const nonce = bytesOf('0102030405060708');
const drawn = 0x11223344;
const report = (hex: string): Uint8Array => {
  const bytes = new Uint8Array(reportLength);
  bytes.set(bytesOf(hex));
  return bytes;
};

/** Begun at once; what went outside the channel no longer counts. */
function readerReports(): Conversation {
  const talk = new Conversation(endOfReports(() => new ReaderReports(() => drawn)));
  talk.attach();
  talk.receive(wholeMessage(broadcastChannel, 'init', nonce));
  talk.pass(outsideLimitMs);
  return talk;
}

function hostReports(version: string): Conversation {
  const talk = new Conversation(endOfReports((now) => new HostReports(nonce, now)));
  talk.attach();
  talk.receive(report(`ffffffff 86 0011 ${hexOf(nonce)} 11223344 ${version} 000000 00`));
  return talk;
}

const ofReader: JsonObject = { carrier: 'reports', draws: drawn };
const ofHost: JsonObject = { carrier: 'reports', nonce: hexOf(nonce) };

export const reportConversations = (): Vector[] => [
  refusedConversation(
    'the rest of a message missing',
    'data of 96 bytes, of which 53 come',
    'reader',
    ofReader,
    () => {
      const talk = readerReports();
      talk.receive(report(`11223344 c0 0064 00000000 ${'5a'.repeat(53)}`));
      talk.pass(2000);
      return talk;
    },
  ),
  refusedConversation(
    'the rest of a message missing after a keepalive',
    'the time counts from it',
    'reader',
    ofReader,
    () => {
      const talk = readerReports();
      talk.receive(report(`11223344 c0 0064 00000000 ${'5a'.repeat(53)}`));
      talk.pass(600);
      talk.receive(report('11223344 bb 0004 00000001'));
      talk.pass(2000);
      return talk;
    },
  ),
  refusedConversation(
    'no credit of the host',
    'bytes wait; they are asked for once, then the channel is over',
    'reader',
    ofReader,
    () => {
      const talk = readerReports();
      talk.give(filled(900, 0));
      talk.pass(2000);
      return talk;
    },
  ),
  refusedConversation(
    'no credit of the reader',
    'the init counts as under way, until 500 ms',
    'host',
    ofHost,
    () => {
      const talk = hostReports('01');
      talk.give(filled(900, 0));
      talk.pass(2000);
      return talk;
    },
  ),
  refusedConversation(
    'too much to send',
    `more than ${longestWaiting} bytes at once`,
    'reader',
    ofReader,
    () => {
      const talk = readerReports();
      talk.give(filled(longestWaiting + 1, 0));
      return talk;
    },
  ),
  refusedConversation('a reader of a later version', 'nothing is answered', 'host', ofHost, () =>
    hostReports('02'),
  ),
];

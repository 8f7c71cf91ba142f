/** Conversations in which a host turns a reader away. */

import { createIdentities } from '../../host-bridge/readers/identities.ts';
import { createSession } from '../../host-bridge/readers/session.ts';
import { type ChannelParts, chainPayload } from '../../protocol/channel/channel.ts';
import { encodeMessage } from '../../protocol/codec.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import { protocolVersion } from '../../protocol/messages.ts';
import { orThrow } from '../../protocol/result.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { Conversation, type RecordedEnd, refusedConversation } from './conversation.ts';
import {
  chainOf,
  halves,
  linkAlone,
  Opposite,
  ofChannel,
  ofLink,
  otherSerial,
  ours,
  partsOf,
  serial,
} from './conversing-ends.ts';
import { exampleMessages } from './example-messages.ts';
import type { Vector } from './vector-file.ts';

const none = new Uint8Array(0);

const [{ message: hello } = { message: null }] = exampleMessages.hello;
const helloOf = (change: object): Uint8Array => {
  if (hello === null) throw new TypeError('there is no example of a hello');
  return encodeMessage({ ...hello, ...change });
};

const nobodyIsTaken = (): never => {
  throw new TypeError('the host has taken the reader');
};

/** A whole host: what it refuses is what it turns a reader away with. */
function endOfHost(channel: ChannelParts | null, connected: readonly ReaderId[]): RecordedEnd {
  const clock = new VirtualClock(0);
  const identities = createIdentities(clock);
  for (const reader of connected) {
    const session = { visit: null, secure: false, send: nobodyIsTaken, displace: nobodyIsTaken };
    identities.claim({ id: reader, profile: '', firmware: '' }, session);
  }
  let refused: ErrorCode | null = null;
  let written: Uint8Array[] = [];
  const port = {
    onReceived: (_bytes: Uint8Array): void => {},
    onClosed: (): void => {},
    write: (bytes: Uint8Array): void => {
      written.push(bytes);
    },
    close: async (): Promise<void> => {},
  };
  const session = createSession({
    clock,
    entropy: { bytes: () => halves.host },
    identities,
    requests: {
      challenge: nobodyIsTaken,
      eligibility: nobodyIsTaken,
      eligibilityByFacts: nobodyIsTaken,
      registration: nobodyIsTaken,
      forget: nobodyIsTaken,
    },
    uses: {
      recover: nobodyIsTaken,
      greeted: nobodyIsTaken,
      began: nobodyIsTaken,
      request: nobodyIsTaken,
      withdraw: nobodyIsTaken,
      ended: nobodyIsTaken,
    },
    observe: (seen) => {
      if (seen.event === 'readerTurnedAway') refused = seen.code;
    },
    terms: nobodyIsTaken,
    staffCalled: nobodyIsTaken,
    phoneReaderOf: () => null,
    turningAway: () => {},
    channel,
  });
  return {
    attached: () => session.attached(port),
    received: (bytes) => port.onReceived(bytes),
    send: nobodyIsTaken,
    advance: () => {},
    deadline: () => null,
    takeOutput() {
      const output = written;
      written = [];
      return output;
    },
    takeRefusal: () => (refused === null ? null : { code: refused, detail: {} }),
  };
}

const greeted =
  (message: Uint8Array, connected: readonly ReaderId[] = []) =>
  (): Conversation => {
    const talk = new Conversation(endOfHost(null, connected), linkAlone('reader'));
    talk.attach();
    talk.say(message);
    return talk;
  };

export const greetingConversations = (): Vector[] => [
  refusedConversation(
    'hello of later versions',
    'the host speaks none of them',
    'host',
    { ...ofLink('host'), greets: { connected: [] } },
    greeted(helloOf({ versionMin: protocolVersion + 1, versionMax: protocolVersion + 2 })),
  ),
  refusedConversation(
    'hello of a reader that is there already',
    'another of the same serial number is connected',
    'host',
    { ...ofLink('host'), greets: { connected: [serial] } },
    greeted(helloOf({ serial }), [serial]),
  ),
  refusedConversation(
    'hello of another than the certificate’s',
    'the certificate names FCR-000001',
    'host',
    { ...ofChannel('host'), greets: { connected: [] } },
    () => {
      const reader = new Opposite('reader');
      const talk = new Conversation(endOfHost(partsOf('host'), []), reader.link);
      talk.attach();
      reader.read();
      talk.say(reader.write(chainPayload(chainOf(ours.reader(serial)))));
      reader.read();
      const { sends } = reader.handshake.split();
      talk.say(orThrow(sends.encrypt(none, helloOf({ serial: otherSerial }))));
      return talk;
    },
  ),
];

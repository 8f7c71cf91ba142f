/** Conversations of the link alone: who opens and is refused, and what is not taken for delivery. */

import { encodeFrame } from '../../protocol/link/frame.ts';
import { longestMessage } from '../../protocol/link/message-stream.ts';
import {
  encodePacket,
  linkVersions,
  type Packet,
  proofLength,
  sessionId,
} from '../../protocol/link/packet.ts';
import { linkBacklog } from '../../protocol/link/send-window.ts';
import { inUse } from '../devices/tcp-cable.ts';
import { Conversation, goodConversation, type Role, refusedConversation } from './conversation.ts';
import { endOfLink, halves, linkAlone, ofLink } from './conversing-ends.ts';
import { bytesOf, filled, type Vector } from './vector-file.ts';

const none = new Uint8Array(0);

const opening = sessionId(halves.host, bytesOf('00000000'));
const id = sessionId(halves.host, halves.reader);
const frameOf = (packet: Packet): Uint8Array => encodeFrame(encodePacket(packet));

const open = {
  kind: 'open',
  ...linkVersions,
  resume: false,
  secure: false,
  id: opening,
  expected: 0,
} as const;
const accept = { kind: 'accept', version: 1, secure: false, id, expected: 0, attempt: 1 } as const;

/** An end of the link that is told this when a stream is there. */
const told = (role: Role, bytes: Uint8Array) => (): Conversation => {
  const talk = new Conversation(endOfLink(linkAlone(role)));
  talk.attach();
  talk.receive(bytes);
  return talk;
};
const given =
  (role: Role, message: Uint8Array, times = 1) =>
  (): Conversation => {
    const talk = new Conversation(endOfLink(linkAlone(role)));
    talk.attach();
    if (times > 1) talk.give(message, times - 1);
    talk.give(message);
    return talk;
  };

const later = { min: linkVersions.max + 1, max: linkVersions.max + 2 };
export const linkConversations = (): Vector[] => [
  refusedConversation(
    'open of later versions',
    'the reader speaks none of them',
    'reader',
    ofLink('reader'),
    told('reader', frameOf({ ...open, ...later, attempt: 1, proof: none })),
  ),
  refusedConversation(
    'open that wants the channel',
    'the reader does not',
    'reader',
    ofLink('reader'),
    told('reader', frameOf({ ...open, secure: true, attempt: 1, proof: none })),
  ),
  refusedConversation(
    'accept of a later version',
    'the host has not offered it; nothing is answered',
    'host',
    ofLink('host'),
    told('host', frameOf({ ...accept, version: later.min, proof: none })),
  ),
  refusedConversation(
    'accept that wants the channel',
    'the host does not; nothing is answered',
    'host',
    ofLink('host'),
    told('host', frameOf({ ...accept, secure: true, proof: none })),
  ),
  refusedConversation(
    'refuse of another version',
    'the host does not ask again on this stream',
    'host',
    ofLink('host'),
    told('host', frameOf({ kind: 'refuse', code: 'EMU-103' })),
  ),
  refusedConversation(
    'refuse of a reader in use',
    'what a second host hears while another has the reader',
    'host',
    ofLink('host'),
    told('host', inUse),
  ),
  refusedConversation('close of the reader', 'its reason is the host’s, too', 'host', ofLink('host'), () => {
    const reader = linkAlone('reader');
    const talk = new Conversation(endOfLink(linkAlone('host')), reader);
    talk.attach();
    reader.close('EMU-105');
    talk.carry();
    return talk;
  }),
  refusedConversation(
    'a message too many',
    `${linkBacklog} wait already; it is not taken, and they still wait`,
    'reader',
    ofLink('reader'),
    given('reader', Uint8Array.of(0x0a), linkBacklog + 1),
  ),
  refusedConversation(
    'an empty message',
    'a message has a byte at least',
    'host',
    ofLink('host'),
    given('host', none),
  ),
  refusedConversation(
    'a message too long',
    'one byte more than its length can say',
    'host',
    ofLink('host'),
    given('host', filled(longestMessage + 1, 0)),
  ),
  goodConversation(
    'resume of a session not held',
    'the host is to open a new one',
    'reader',
    ofLink('reader'),
    told('reader', frameOf({ ...open, resume: true, id, attempt: 2, proof: none })),
  ),
  goodConversation('resume', 'nothing was said before the break', 'reader', ofLink('reader'), () => {
    const talk = new Conversation(endOfLink(linkAlone('reader')), linkAlone('host'));
    talk.attach();
    talk.attach();
    return talk;
  }),
  goodConversation('open twice', 'the second is not answered', 'reader', ofLink('reader'), () => {
    const talk = told('reader', frameOf({ ...open, attempt: 1, proof: none }))();
    talk.receive(frameOf({ ...open, attempt: 1, proof: none }));
    return talk;
  }),
  goodConversation(
    'resume with a proof, of a session that has none',
    'nobody can judge it',
    'reader',
    ofLink('reader'),
    () => {
      const talk = told('reader', frameOf({ ...open, attempt: 1, proof: none }))();
      talk.receive(frameOf({ ...open, resume: true, id, attempt: 2, proof: filled(proofLength, 0xf0) }));
      return talk;
    },
  ),
  goodConversation(
    'accept of an attempt not made',
    'passed over; the host asks again',
    'host',
    ofLink('host'),
    () => {
      const talk = told('host', frameOf({ ...accept, attempt: 2, proof: none }))();
      talk.pass(300);
      return talk;
    },
  ),
];

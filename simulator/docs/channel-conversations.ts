/** Conversations in which the secure channel is refused, at its beginning or later. */

import { platformCrypto } from '../../host-bridge/platform-crypto.ts';
import { chainPayload, resumeProof, SecureLink } from '../../protocol/channel/channel.ts';
import type { NoiseTransport } from '../../protocol/channel/noise.ts';
import { encodeMessage } from '../../protocol/codec.ts';
import type { Proof } from '../../protocol/link/link.ts';
import { orThrow } from '../../protocol/result.ts';
import { seededLinkIdentities } from '../pki/link-authority.ts';
import { Conversation, goodConversation, type Role, refusedConversation } from './conversation.ts';
import {
  at,
  chainOf,
  endOfLink,
  halves,
  identityOf,
  linkAlone,
  Opposite,
  ofChannel,
  otherSerial,
  ours,
  partsOf,
  secretOf,
  serial,
  theOther,
} from './conversing-ends.ts';
import { filled, type Vector } from './vector-file.ts';

const none = new Uint8Array(0);

/** A conversation in which the link stands, and what the recorded end says of itself has been said. */
function standing(recorded: Role, opposite = new Opposite(theOther[recorded])): [Conversation, Opposite] {
  const end = new SecureLink(recorded, () => halves[recorded], partsOf(recorded));
  const talk = new Conversation(endOfLink(end), opposite.link);
  talk.attach();
  return [talk, opposite];
}

/** The handshake through to its end. */
function shaken(recorded: Role): [Conversation, NoiseTransport, Opposite] {
  const [talk, opposite] = standing(recorded);
  if (recorded === 'reader') talk.say(opposite.write(none));
  opposite.read();
  talk.say(opposite.write(chainPayload(chainOf(identityOf(theOther[recorded])))));
  opposite.read();
  return [talk, opposite.handshake.split(), opposite];
}

const changed = (bytes: Uint8Array, place: number): Uint8Array =>
  bytes.map((byte, i) => (i === place ? byte ^ 1 : byte));

/** The reader's second message with this payload. */
const answered = (payload: Uint8Array, secret?: Uint8Array) => (): Conversation => {
  const [talk, reader] = standing('host', new Opposite('reader', secret));
  reader.read();
  talk.say(reader.write(payload));
  return talk;
};
/** The host's third message with this payload. */
const finished =
  (payload: Uint8Array, secret?: Uint8Array, spoil = (message: Uint8Array) => message) =>
  (): Conversation => {
    const [talk, host] = standing('reader', new Opposite('host', secret));
    talk.say(host.write(none));
    host.read();
    talk.say(spoil(host.write(payload)));
    return talk;
  };

const otherKey = secretOf(ours.reader(otherSerial));
const strangers = seededLinkIdentities('strangers of conversations', at);

/** The link comes back after the handshake; the host proves so that it is the same. */
function resumed(proofOf: (transport: NoiseTransport) => Proof | null): Conversation {
  const [talk, transport, host] = shaken('reader');
  const proof = proofOf(transport);
  if (proof !== null) host.link.bind(proof);
  // What it would do with the answer is another matter.
  talk.deafen();
  talk.attach();
  return talk;
}

export const channelConversations = (): Vector[] => [
  refusedConversation(
    'open in the clear',
    'a reader that wants the channel does not go on without it',
    'reader',
    ofChannel('reader'),
    () => {
      const end = new SecureLink('reader', () => halves.reader, partsOf('reader'));
      const talk = new Conversation(endOfLink(end), linkAlone('host'));
      talk.attach();
      return talk;
    },
  ),
  refusedConversation('unpaired reader', 'it learns nothing of the bridge', 'host', ofChannel('host'), () =>
    answered(chainPayload(chainOf(strangers.reader(serial))), secretOf(strangers.reader(serial)))(),
  ),
  refusedConversation(
    'unpaired bridge',
    'refused with the third message',
    'reader',
    ofChannel('reader'),
    finished(chainPayload(chainOf(strangers.bridge)), secretOf(strangers.bridge)),
  ),
  refusedConversation(
    'reader with another’s certificate',
    'it has not the key of the one that it shows',
    'host',
    ofChannel('host'),
    answered(chainPayload(chainOf(ours.reader(serial))), otherKey),
  ),
  refusedConversation(
    'bridge with another’s certificate',
    'it has not the key of the one that it shows',
    'reader',
    ofChannel('reader'),
    finished(chainPayload(chainOf(ours.bridge)), otherKey),
  ),
  refusedConversation('no certificates', 'the payload is empty', 'host', ofChannel('host'), answered(none)),
  refusedConversation('first message with a payload', 'it has none', 'reader', ofChannel('reader'), () => {
    const [talk, host] = standing('reader');
    talk.say(host.write(Uint8Array.of(0)));
    return talk;
  }),
  refusedConversation('first message too short', 'half a key', 'reader', ofChannel('reader'), () => {
    const [talk] = standing('reader');
    talk.say(filled(16, 1));
    return talk;
  }),
  refusedConversation('first message twice', 'the third is due', 'reader', ofChannel('reader'), () => {
    const [talk, host] = standing('reader');
    const first = host.write(none);
    talk.say(first);
    talk.say(first);
    return talk;
  }),
  refusedConversation(
    'third message changed',
    'one bit of the encrypted static key',
    'reader',
    ofChannel('reader'),
    finished(chainPayload(chainOf(ours.bridge)), undefined, (message) => changed(message, 0)),
  ),
  refusedConversation(
    'no handshake of the host',
    'the link stands, and stays alive',
    'reader',
    ofChannel('reader'),
    () => {
      const [talk] = standing('reader');
      talk.pass(6000);
      return talk;
    },
  ),
  refusedConversation(
    'no handshake of the reader',
    'the first message has arrived, and is not answered',
    'host',
    ofChannel('host'),
    () => {
      const [talk] = standing('host');
      talk.pass(6000);
      return talk;
    },
  ),
  refusedConversation(
    'no handshake after a break',
    'the time counts from the beginning when the link is back',
    'reader',
    ofChannel('reader'),
    () => {
      const [talk, host] = standing('reader');
      talk.pass(1000);
      talk.mute();
      talk.pass(3100);
      talk.unmute();
      host.link.attached(talk.now);
      talk.say(host.write(none));
      talk.pass(6000);
      return talk;
    },
  ),
  refusedConversation('message changed', 'one bit of the ciphertext', 'reader', ofChannel('reader'), () => {
    const [talk, { sends }] = shaken('reader');
    talk.say(changed(orThrow(sends.encrypt(none, encodeMessage({ type: 'restart' }))), 0));
    return talk;
  }),
  refusedConversation(
    'message twice',
    'the second time its number is another',
    'host',
    ofChannel('host'),
    () => {
      const [talk, { sends }] = shaken('host');
      const sealed = orThrow(sends.encrypt(none, Uint8Array.of(0x0a)));
      talk.say(sealed);
      talk.say(sealed);
      return talk;
    },
  ),
  refusedConversation(
    'message left out',
    'the second, where the first is due',
    'host',
    ofChannel('host'),
    () => {
      const [talk, { sends }] = shaken('host');
      orThrow(sends.encrypt(none, Uint8Array.of(0x0a)));
      talk.say(orThrow(sends.encrypt(none, Uint8Array.of(0x0b))));
      return talk;
    },
  ),
  goodConversation(
    'resume with a proof',
    'of a bound session; the answer has one, too',
    'reader',
    ofChannel('reader'),
    () => resumed((transport) => resumeProof(platformCrypto, transport)),
  ),
  goodConversation(
    'resume with another’s proof',
    'answered as if the session were not held, and it is kept',
    'reader',
    ofChannel('reader'),
    () => resumed((transport) => resumeProof(platformCrypto, { ...transport, exported: filled(32, 0x66) })),
  ),
  goodConversation('resume without a proof', 'the session is bound', 'reader', ofChannel('reader'), () =>
    resumed(() => null),
  ),
  goodConversation(
    'handshake in time',
    'the last of it at the last moment',
    'host',
    ofChannel('host'),
    () => {
      const [talk, reader] = standing('host');
      reader.read();
      talk.pass(4999);
      talk.say(reader.write(chainPayload(chainOf(identityOf('reader')))));
      talk.pass(2);
      return talk;
    },
  ),
];

/**
 * The contents of protocol/vectors/channel.json: handshakes with fixed keys, as bytes, from which a second
 * implementation of the secure channel can be checked. All keys in it are public and for tests only.
 */

import { createPrivateKey } from 'node:crypto';
import { platformCrypto } from '../../host-bridge/platform-crypto.ts';
import { chainPayload, channelLimits, channelPrologue, resumeProof } from '../../protocol/channel/channel.ts';
import { CipherState, HandshakeState, lastCounter } from '../../protocol/channel/noise.ts';
import type { ReaderId } from '../../protocol/ids.ts';
import type { JsonObject } from '../../protocol/json-form.ts';
import { linkVersions } from '../../protocol/link/packet.ts';
import { orThrow, type Result } from '../../protocol/result.ts';
import { seededLinkIdentities } from '../pki/link-authority.ts';
import { derOf, type Identity, x25519Secret } from '../pki/test-authority.ts';
import { filled, hexOf, refusal, type Vector, type VectorFile } from './vector-file.ts';

const none = new Uint8Array(0);

/** By this instant the certificates are judged, milliseconds since 1970-01-01 UTC. */
const at = Date.parse('2026-11-02T09:00:00+09:00');
const serial = 'FCR-000001' as ReaderId;
const ours = seededLinkIdentities('vectors', at);

const chains = {
  reader: derOf(ours.reader(serial).certificatePem),
  bridge: derOf(ours.bridge.certificatePem),
};
const id = Uint8Array.from(Buffer.from('0102030405060708', 'hex'));
const secretOf = ({ keyPem }: Identity): Uint8Array => x25519Secret(createPrivateKey(keyPem));
const secrets = {
  host: secretOf(ours.bridge),
  reader: secretOf(ours.reader(serial)),
  hostOnce: filled(32, 0x33),
  readerOnce: filled(32, 0x44),
};

/** One end of the handshake; what is in it can be given anew, to see it refused. */
const end = (role: 'host' | 'reader', prologue = channelPrologue(linkVersions, linkVersions.max, id)) =>
  new HandshakeState(
    platformCrypto,
    role === 'host' ? 'initiator' : 'responder',
    {
      static: platformCrypto.x25519(role === 'host' ? secrets.host : secrets.reader),
      ephemeral: platformCrypto.x25519(role === 'host' ? secrets.hostOnce : secrets.readerOnce),
    },
    prologue,
  );

function handshake() {
  const [host, reader] = [end('host'), end('reader')];
  const first = orThrow(host.write(none));
  orThrow(reader.read(first));
  const second = orThrow(reader.write(chainPayload(chains.reader)));
  orThrow(host.read(second));
  const third = orThrow(host.write(chainPayload(chains.bridge)));
  orThrow(reader.read(third));
  return { messages: [first, second, third] as const, host: host.split(), reader: reader.split() };
}

/** Messages of one direction, before and after its key is changed. */
function transport(): { number: number; hex: string; plain: string }[] {
  const { host } = handshake();
  const sealed: { number: number; hex: string; plain: string }[] = [];
  for (let number = 0; number <= channelLimits.rekeyAfter; number += 1) {
    const plain = Uint8Array.of(number >>> 8, number);
    const bytes = orThrow(host.sends.encrypt(none, plain));
    if (host.sends.counter % channelLimits.rekeyAfter === 0) host.sends.rekey();
    if (number < 2 || number >= channelLimits.rekeyAfter - 1)
      sealed.push({ number, hex: hexOf(bytes), plain: hexOf(plain) });
  }
  return sealed;
}

const refused = (result: Result<unknown>): JsonObject => {
  if (result.ok) throw new TypeError('a vector of a refusal is taken');
  return refusal(result.problem);
};

/** A message of a direction that has come far: under a key of its own, for the keys before it are too many to derive. */
function lateMessage(name: string, why: string, number: number): Vector {
  const key = filled(32, 0x55);
  const plain = Uint8Array.of(0x0a);
  const direction = new CipherState(platformCrypto, key);
  direction.setCounter(number);
  const sealed = direction.encrypt(none, plain);
  return {
    name,
    hex: sealed.ok ? hexOf(sealed.value) : '',
    given: { key: hexOf(key), number, plain: hexOf(plain) },
    ...(sealed.ok ? { decoded: { plain: hexOf(plain) } } : { refused: refusal(sealed.problem) }),
    why,
  };
}

const changed = (bytes: Uint8Array, place: number): Uint8Array =>
  bytes.map((byte, i) => (i === place ? byte ^ 1 : byte));

const readAfterFirst = (second: Uint8Array, prologue?: Uint8Array): Result<Uint8Array> => {
  const host = end('host', prologue);
  orThrow(host.write(none));
  return host.read(second);
};

export function channelVectors(): VectorFile {
  const { messages, host } = handshake();
  const [first, second, third] = messages;
  const proof = resumeProof(platformCrypto, host);
  const what = Uint8Array.from(Buffer.from('01 the bytes of an open before its proof'));
  const downgraded = channelPrologue({ min: 0, max: 1 }, 1, id);
  return {
    about: 'The secure channel with fixed keys (protocol/README.md, Secure channel)',
    vectors: [
      {
        name: 'keys',
        hex: hexOf(channelPrologue(linkVersions, linkVersions.max, id)),
        decoded: {
          host: hexOf(secrets.host),
          hostEphemeral: hexOf(secrets.hostOnce),
          reader: hexOf(secrets.reader),
          readerEphemeral: hexOf(secrets.readerOnce),
          session: hexOf(id),
        },
        why: 'the prologue, and the X25519 private keys from which all that follows is made',
      },
      { name: 'first message', from: 'host', hex: hexOf(first), decoded: { payload: '' }, why: 'e' },
      {
        name: 'second message',
        from: 'reader',
        hex: hexOf(second),
        decoded: { payload: hexOf(chainPayload(chains.reader)) },
        why: 'e, ee, s, es; the payload is a chain of one certificate',
      },
      {
        name: 'third message',
        from: 'host',
        hex: hexOf(third),
        decoded: { payload: hexOf(chainPayload(chains.bridge)) },
        why: 's, se',
      },
      {
        name: 'handshake hash',
        hex: hexOf(host.hash),
        decoded: { secret: hexOf(host.exported) },
        why: 'h at the end, and the third output of the HKDF',
      },
      {
        name: 'proof of a resume',
        hex: hexOf(what),
        decoded: { proof: hexOf(proof(what)) },
        why: 'the first 16 bytes of the HMAC under the key derived from secret and hash',
      },
      ...transport().map(({ number, hex, plain }) => ({
        name: `message ${number} of the host`,
        from: 'host',
        hex,
        decoded: { number, plain },
        why:
          number < channelLimits.rekeyAfter ? 'under the first key' : 'the first under the key that follows',
      })),
      {
        name: 'second message changed',
        from: 'reader',
        hex: hexOf(changed(second, 40)),
        refused: refused(readAfterFirst(changed(second, 40))),
        why: 'one bit of the encrypted static key',
      },
      {
        name: 'second message of a downgraded opening',
        from: 'reader',
        hex: hexOf(second),
        prologue: hexOf(downgraded),
        refused: refused(readAfterFirst(second, downgraded)),
        why: 'the host offered versions from 0 on, the reader was told from 1 on',
      },
      {
        name: 'second message too short',
        from: 'reader',
        hex: hexOf(second.subarray(0, 79)),
        refused: refused(readAfterFirst(second.subarray(0, 79))),
        why: 'ends within the static key',
      },
      {
        name: 'second message with a key that is none',
        from: 'reader',
        hex: hexOf(second.map((byte, i) => (i < 32 ? 0 : byte))),
        refused: refused(readAfterFirst(second.map((byte, i) => (i < 32 ? 0 : byte)))),
        why: 'the X25519 result is all zero',
      },
      lateMessage('last message', 'the highest counter that there is', lastCounter - 1),
      lateMessage('message after the last', 'an end must end the session instead', lastCounter),
    ],
  };
}

/**
 * What a reader is told by a phone with an mdoc, and a phone by a reader. The first byte of an input says what the rest
 * is: a device response, which is judged, or one of the messages before it.
 */

import { p256 } from '@noble/curves/nist.js';
import {
  readDeviceEngagement,
  writeDeviceEngagement,
} from '../../../firmware/credential/mdoc/device-engagement.ts';
import {
  itemsRequestBytes,
  readDeviceRequest,
  writeDeviceRequest,
  writeItemsRequest,
} from '../../../firmware/credential/mdoc/device-request.ts';
import { readHandoverSelect, writeHandoverSelect } from '../../../firmware/credential/mdoc/handover.ts';
import { fourFactsIn, identityRequest } from '../../../firmware/credential/mdoc/identity-request.ts';
import { signRequest } from '../../../firmware/credential/mdoc/reader-authentication.ts';
import {
  type JudgementBasis,
  judgeDeviceResponse,
} from '../../../firmware/credential/mdoc/response-judgement.ts';
import {
  readSessionData,
  readSessionEstablishment,
  writeSessionData,
  writeSessionEstablishment,
} from '../../../firmware/credential/mdoc/session-messages.ts';
import { transcriptOf } from '../../../firmware/credential/mdoc/session-transcript.ts';
import { orThrow, type Result } from '../../../protocol/result.ts';
import { writeDeviceResponse } from '../../../simulator/phone/mdoc/device-response-writing.ts';
import { usualPhoneLimits } from '../../../simulator/phone/mdoc/mdoc-phone.ts';
import { mdocIssuers, mdocReaderIdentity } from '../../../simulator/pki/mdoc.ts';
import { platformMdocCrypto } from '../../../simulator/pki/platform-mdoc-crypto.ts';
import { atDesk, mdocOf } from '../../firmware/credential/mdoc/held-phone.ts';
import { insist, kindOf, sameBytes, type Target } from '../target.ts';

const readerSecret = new Uint8Array(32).fill(1);
const readerPoint = p256.getPublicKey(readerSecret, false);
const basis: JudgementBasis = {
  request: identityRequest,
  transcript: transcriptOf(Uint8Array.of(0x80)),
  readerKey: { agree: (theirs) => p256.getSharedSecret(readerSecret, theirs, false).slice(1, 33) },
  issuers: mdocIssuers(platformMdocCrypto),
  engine: platformMdocCrypto,
  at: atDesk,
};

const responseBy = (proof: 'signature' | 'mac'): Uint8Array =>
  writeDeviceResponse(mdocOf('iphone'), identityRequest, {
    transcript: basis.transcript,
    readerKey: readerPoint,
    proof,
    engine: platformMdocCrypto,
  });
const responses = [responseBy('signature'), responseBy('mac')];
const factsIn = (response: Uint8Array): string => {
  const { elements, validUntil } = orThrow(judgeDeviceResponse(response, basis));
  return JSON.stringify([fourFactsIn(elements), validUntil]);
};
const genuine = factsIn(responses[0] ?? new Uint8Array());

const engagement = writeDeviceEngagement(readerPoint);
const itemsRequest = writeItemsRequest(identityRequest);
const signed = signRequest(mdocReaderIdentity(), basis.transcript, itemsRequestBytes(itemsRequest));

/** What one kind of message says when it is taken; each names itself. */
interface Kind {
  readonly name: string;
  readonly sound: readonly Uint8Array[];
  read(bytes: Uint8Array): Result<unknown>;
}

const kinds: readonly Kind[] = [
  {
    name: 'device response',
    sound: responses,
    read: (bytes) => {
      const judged = judgeDeviceResponse(bytes, basis);
      if (judged.ok)
        insist(
          factsIn(bytes) === genuine,
          'nothing is believed that the issuer has not signed for this phone',
        );
      return judged;
    },
  },
  {
    name: 'handover',
    sound: [writeHandoverSelect(engagement, usualPhoneLimits)],
    read: (bytes) => {
      const read = readHandoverSelect(bytes);
      if (read.ok) {
        const { message, limits } = read.value;
        insist(sameBytes(message, bytes), 'a handover is kept as it came');
        insist(limits.longestCommand >= 255 && limits.longestResponse >= 256, 'data fits into an APDU');
      }
      return read;
    },
  },
  {
    name: 'device engagement',
    sound: [engagement],
    read: (bytes) => {
      const read = readDeviceEngagement(bytes);
      if (read.ok) insist(read.value.key.length === 65, 'a key is a point');
      return read;
    },
  },
  {
    name: 'session establishment',
    sound: [writeSessionEstablishment(readerPoint, new Uint8Array(20))],
    read: readSessionEstablishment,
  },
  {
    name: 'session data',
    sound: [
      writeSessionData({ data: new Uint8Array(20), status: null }),
      writeSessionData({ data: null, status: 20 }),
    ],
    read: readSessionData,
  },
  {
    name: 'device request',
    sound: [writeDeviceRequest(itemsRequest, signed)],
    read: readDeviceRequest,
  },
];

const kindAt = (first: number | undefined): Kind => kinds[(first ?? 0) % kinds.length] as Kind;

export const mdoc: Target = {
  name: 'mdoc',
  share: 1,
  longest: 4096,
  tokens: [
    Uint8Array.of(0xd8, 0x18),
    Uint8Array.of(0xd8, 0x18, 0x41, 0xa0),
    Uint8Array.of(0x9b, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0xbb, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00),
    Uint8Array.of(0x5a, 0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0x9f),
    Uint8Array.of(0xbf),
    Uint8Array.of(0xff),
    Uint8Array.of(0xf6),
    Uint8Array.of(0xf9, 0x7e, 0x00),
    Uint8Array.of(0x43, 0xa1, 0x01, 0x26),
    Uint8Array.of(0x43, 0xa1, 0x01, 0x05),
    new Uint8Array(64).fill(0x81),
    new Uint8Array(64).fill(0xd8),
    Uint8Array.of(0xd1, 0x02, 0x00),
  ],
  sound(random) {
    const place = random.between(0, kinds.length - 1);
    const kind = kindAt(place);
    const message = random.of(kind.sound);
    insist(kind.read(message).ok, `a ${kind.name} that is as it should be is taken`);
    return Buffer.concat([Uint8Array.of(place), message]);
  },
  judge(input) {
    const kind = kindAt(input[0]);
    const read = kind.read(input.subarray(1));
    return [read.ok ? `accepted ${kind.name}` : kindOf(read.problem)];
  },
};

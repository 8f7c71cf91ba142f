import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { MdocTrust, mdocPurposes } from '../../../../firmware/credential/mdoc/certificate-trust.ts';
import { readDeviceRequest } from '../../../../firmware/credential/mdoc/device-request.ts';
import { identityRequest } from '../../../../firmware/credential/mdoc/identity-request.ts';
import { type KeptItem, keptItemIn } from '../../../../firmware/credential/mdoc/kept-cbor.ts';
import {
  type JudgedDocument,
  type JudgementBasis,
  judgeDeviceResponse,
} from '../../../../firmware/credential/mdoc/response-judgement.ts';
import { transcriptOf } from '../../../../firmware/credential/mdoc/session-transcript.ts';
import type { ErrorCode } from '../../../../protocol/errors.ts';
import { orThrow, type Problem } from '../../../../protocol/result.ts';
import {
  type DeviceProof,
  writeDeviceResponse,
} from '../../../../simulator/phone/mdoc/device-response-writing.ts';
import { mdocIssuers } from '../../../../simulator/pki/mdoc.ts';
import { platformMdocCrypto } from '../../../../simulator/pki/platform-mdoc-crypto.ts';
import { seededEntropy } from '../../../../simulator/time/seeded-entropy.ts';
import { annexD, annexDDay, hasAnnexD } from './annex-d.ts';
import { atDesk, mdocOf } from './held-phone.ts';

const agreeingWith = (secret: Uint8Array) => ({
  agree: (theirs: Uint8Array) => p256.getSharedSecret(secret, theirs, false).slice(1, 33),
});

const at = (item: KeptItem | undefined, ...path: readonly (string | number)[]): KeptItem => {
  const [step, ...rest] = path;
  if (item === undefined) throw new Error('no such item');
  if (step === undefined) return item;
  if (item.kind === 'array') return at(item.items[step as number], ...rest);
  if (item.kind === 'map')
    return at(item.entries.find(([key]) => 'value' in key && key.value === step)?.[1], ...rest);
  throw new Error(`nothing at ${step}`);
};

interface Part {
  readonly name: string;
  readonly item: KeptItem;
  /** What a changed byte in it may be refused with; EMU-350 and EMU-364 must name `part`. */
  readonly codes: readonly ErrorCode[];
  readonly parts: readonly string[];
}

/** Everything in a response that a signature, a digest or a MAC stands for. */
function signedParts(response: Uint8Array): readonly Part[] {
  const document = at(keptItemIn(response), 'documents', 0);
  const issuerAuth = at(document, 'issuerSigned', 'issuerAuth');
  const deviceSigned = at(document, 'deviceSigned');
  const deviceAuth = at(deviceSigned, 'deviceAuth');
  const [[, proof] = []] = deviceAuth.kind === 'map' ? deviceAuth.entries : [];
  const nameSpaces = at(document, 'issuerSigned', 'nameSpaces');
  const items =
    nameSpaces.kind !== 'map'
      ? []
      : nameSpaces.entries.flatMap(([, one]) => (one.kind === 'array' ? one.items : []));
  const issuer = 'issuer authentication';
  const device = 'device authentication';
  return [
    ...items.map((item) => ({
      name: 'an element',
      item: at(item.kind === 'tag' ? item.content : item),
      codes: ['EMU-358', 'EMU-350'] as const,
      parts: ['issuer-signed item'],
    })),
    {
      name: 'type of document',
      item: at(document, 'docType'),
      codes: ['EMU-361', 'EMU-350'],
      parts: ['device response'],
    },
    {
      name: 'header of the issuer',
      item: at(issuerAuth, 0),
      codes: ['EMU-350', 'EMU-357', 'EMU-364'],
      parts: [issuer],
    },
    { name: 'certificate', item: at(issuerAuth, 1, 33), codes: ['EMU-356'], parts: [] },
    { name: 'mobile security object', item: at(issuerAuth, 2), codes: ['EMU-357'], parts: [] },
    { name: 'signature of the issuer', item: at(issuerAuth, 3), codes: ['EMU-357'], parts: [] },
    {
      name: 'header of the phone',
      item: at(proof, 0),
      codes: ['EMU-350', 'EMU-360', 'EMU-364'],
      parts: [device],
    },
    { name: 'proof of the phone', item: at(proof, 3), codes: ['EMU-360'], parts: [] },
  ];
}

/** Where the contents of a string stand in the response. */
const spanOf = (response: Uint8Array, { bytes, ...item }: KeptItem) => {
  const end = bytes.byteOffset - response.byteOffset + bytes.length;
  const length =
    item.kind === 'byteString'
      ? item.value.length
      : 'value' in item
        ? Buffer.byteLength(String(item.value))
        : 0;
  return { from: end - length, end };
};

const changed = (response: Uint8Array, place: number, mask: number): Uint8Array => {
  const copy = Uint8Array.from(response);
  copy[place] = (copy[place] ?? 0) ^ mask;
  return copy;
};

/** One bit of each byte, and all of them. */
const masksAt = (place: number): readonly number[] => [1 << (place % 8), 0xff];

function everyByteIsGuarded(response: Uint8Array, basis: JudgementBasis, fewest: number): void {
  expect(judgeDeviceResponse(response, basis).ok).toBe(true);
  let tried = 0;
  for (const { name, item, codes, parts } of signedParts(response)) {
    const { from, end } = spanOf(response, item);
    expect(end - from, name).toBeGreaterThan(2);
    for (let place = from; place < end; place += 1) {
      for (const mask of masksAt(place)) {
        const judged = judgeDeviceResponse(changed(response, place, mask), basis);
        const problem: Problem | null = judged.ok ? null : judged.problem;
        const named =
          problem !== null &&
          codes.includes(problem.code) &&
          (!['EMU-350', 'EMU-364'].includes(problem.code) || parts.includes(String(problem.detail['part'])));
        if (!named) expect.fail(`${name}, byte ${place} changed by ${mask}: ${JSON.stringify(problem)}`);
        tried += 1;
      }
    }
  }
  expect(tried).toBeGreaterThan(fewest);
}

/** Outside of what is signed a change may mean nothing, but then nothing else is read than was. */
function nothingElseIsRead(response: Uint8Array, basis: JudgementBasis): void {
  const readIn = ({ elements, validUntil }: JudgedDocument): string =>
    JSON.stringify([[...elements].map(([, of]) => [...of]), validUntil]);
  const sound = readIn(orThrow(judgeDeviceResponse(response, basis)));
  for (let place = 0; place < response.length; place += 1) {
    const judged = judgeDeviceResponse(changed(response, place, masksAt(place)[0] ?? 1), basis);
    if (judged.ok) expect(readIn(judged.value)).toBe(sound);
  }
}

describe.skipIf(!hasAnnexD)(
  'the response of the standard’s example (left out where ../shared/vectors/iso18013-5-annex-d.json is not there)',
  () => {
    const basis = (): JudgementBasis => {
      const whole = keptItemIn(annexD('session_transcript_bytes'));
      const request = orThrow(readDeviceRequest(annexD('device_request')))[0];
      if (whole.kind !== 'tag' || whole.content.kind !== 'byteString' || request === undefined)
        throw new Error('no example');
      return {
        request: request.items,
        transcript: transcriptOf(whole.content.value),
        readerKey: agreeingWith(annexD('ephemeral_reader_key_d')),
        issuers: orThrow(MdocTrust.in([annexD('ds_cert')], mdocPurposes.documentSigner, platformMdocCrypto)),
        engine: platformMdocCrypto,
        at: annexDDay,
      };
    };

    test('is refused with any byte of its signed parts changed, and the part is named', () => {
      everyByteIsGuarded(annexD('device_response'), basis(), 6000);
    });

    test('never says anything else with any byte changed', () => {
      nothingElseIsRead(annexD('device_response'), basis());
    });
  },
);

describe('a response of our phone', () => {
  const readerSecret = p256.utils.randomSecretKey(seededEntropy('reader').bytes(48));
  const basis: JudgementBasis = {
    request: identityRequest,
    transcript: transcriptOf(Uint8Array.of(0x83, 0x01, 0x02, 0x03)),
    readerKey: agreeingWith(readerSecret),
    issuers: mdocIssuers(platformMdocCrypto),
    engine: platformMdocCrypto,
    at: atDesk,
  };
  const responseProvedBy = (proof: DeviceProof): Uint8Array =>
    writeDeviceResponse(mdocOf('iphone'), identityRequest, {
      transcript: basis.transcript,
      readerKey: p256.getPublicKey(readerSecret, false),
      proof,
      engine: platformMdocCrypto,
    });

  test.each(['signature', 'mac'] as const)(
    'is refused with any byte of its signed parts changed, proved by a %s, and the part is named',
    (proof) => {
      everyByteIsGuarded(responseProvedBy(proof), basis, 2500);
    },
  );

  test('never says anything else with any byte changed', () => {
    nothingElseIsRead(responseProvedBy('signature'), basis);
  });
});

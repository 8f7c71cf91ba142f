import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { dayLastSecond } from '../../../../firmware/calendar.ts';
import { protectedHeader, signedBytes } from '../../../../firmware/credential/mdoc/cose.ts';
import { cborOf, embedded, instant } from '../../../../firmware/credential/mdoc/deterministic-cbor.ts';
import { deviceAuthenticationBytes } from '../../../../firmware/credential/mdoc/device-authentication.ts';
import { identityRequest } from '../../../../firmware/credential/mdoc/identity-request.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import {
  type JudgementBasis,
  judgeDeviceResponse,
} from '../../../../firmware/credential/mdoc/response-judgement.ts';
import { transcriptOf } from '../../../../firmware/credential/mdoc/session-transcript.ts';
import { orThrow, refuse } from '../../../../protocol/result.ts';
import { writeDeviceResponse } from '../../../../simulator/phone/mdoc/device-response-writing.ts';
import { mdocDocumentSigner, mdocIssuers, mdocReaderIdentity } from '../../../../simulator/pki/mdoc.ts';
import { seededEntropy } from '../../../../simulator/time/seeded-entropy.ts';
import { atDesk, mdocOf, personCalled, today } from './held-phone.ts';
import { type Plain, plainOf, signedAnew as signedAnewOf } from './signed-anew.ts';

const readerSecret = p256.utils.randomSecretKey(seededEntropy('reader').bytes(48));
const basis: JudgementBasis = {
  request: identityRequest,
  transcript: transcriptOf(cborOf(['what both ends have seen'])),
  readerKey: {
    agree: (theirs) => p256.getSharedSecret(readerSecret, theirs, false).slice(1, 33),
  },
  issuers: mdocIssuers(portableMdocCrypto),
  engine: portableMdocCrypto,
  at: atDesk,
};
const mdoc = mdocOf('iphone');
const response = (
  changes: Partial<typeof mdoc> = {},
  request = identityRequest,
  proof: 'signature' | 'mac' = 'signature',
) =>
  writeDeviceResponse({ ...mdoc, ...changes }, request, {
    transcript: basis.transcript,
    readerKey: p256.getPublicKey(readerSecret, false),
    proof,
    engine: portableMdocCrypto,
  });

/** A response with something altered after the phone had made it. */
const altered = (bytes: Uint8Array, alter: (all: Plain, document: Plain) => void): Uint8Array => {
  const all = plainOf(bytes);
  alter(all, all.get('documents')?.[0]);
  return cborOf(all);
};

const signedAnew = (alter: (object: Plain) => void, algorithm?: number) =>
  signedAnewOf(mdoc, alter, algorithm);

const judged = (bytes: Uint8Array) => judgeDeviceResponse(bytes, basis);

/** A request with one more element, which a phone that does not listen gives. */
const more = {
  ...identityRequest,
  elements: new Map(
    [...identityRequest.elements].map(([nameSpace, elements]) => [
      nameSpace,
      new Map([...elements, ['individual_number_unicode', false]] as [string, boolean][]),
    ]),
  ),
};

describe('a device response', () => {
  test('that is as it should be is accepted', () => {
    const { elements, validUntil } = orThrow(judged(response()));
    expect([...elements.keys()].sort()).toEqual(['org.iso.23220.1', 'org.iso.23220.1.jp']);
    expect(validUntil).toBe(dayLastSecond(personCalled('iphone').certificate.expires(today)));
    expect(judged(altered(response(), () => {})).ok).toBe(true);
  });

  test.each([10, 11, 12])('is refused where the phone reports status %i', (status) => {
    expect(judged(altered(response(), (all) => all.set('status', status)))).toEqual(
      refuse('EMU-355', { status }),
    );
  });

  test('is refused with no document, with several, and with one of another type', () => {
    expect(judged(altered(response(), (all) => all.delete('documents')))).toEqual(
      refuse('EMU-361', { reason: 'none was given' }),
    );
    expect(
      judged(altered(response(), (all, document) => all.set('documents', [document, document]))),
    ).toEqual(refuse('EMU-361', { reason: 'several were given' }));
    expect(
      judged(altered(response(), (_, document) => document.set('docType', 'org.iso.18013.5.1.mDL'))),
    ).toEqual(refuse('EMU-361', { reason: 'another type' }));
  });

  test('is refused where the issuer signed for another type', () => {
    const other = signedAnew((object) => object.set('docType', 'org.iso.18013.5.1.mDL'));
    expect(judged(response(other))).toEqual(refuse('EMU-361', { reason: 'signed as another type' }));
  });

  test('is refused whole with an element that was not asked for', () => {
    expect(judged(response({}, more))).toEqual(refuse('EMU-362', {}));
  });

  test('is refused with an element twice', () => {
    const twice = altered(response(), (_, document) => {
      const items = document.get('issuerSigned').get('nameSpaces').get('org.iso.23220.1');
      items.push(items[0]);
    });
    expect(judged(twice)).toEqual(refuse('EMU-362', {}));
  });

  test('is refused with an element that the phone itself vouches for', () => {
    const own = embedded(cborOf({ 'org.iso.23220.1': { sex: 1 } }));
    const head = protectedHeader(-7);
    const bytes = altered(response(), (_, document) => {
      const authentication = deviceAuthenticationBytes(basis.transcript, mdoc.docType, cborOf(own));
      const signature = p256.sign(signedBytes(head, authentication), mdoc.deviceKey);
      document.set('deviceSigned', {
        nameSpaces: own,
        deviceAuth: { deviceSignature: [head, {}, null, signature] },
      });
    });
    expect(judged(bytes)).toEqual(refuse('EMU-362', {}));
  });

  test('is refused with an element of a namespace or number that was not signed', () => {
    const moved = altered(response(), (_, document) => {
      const nameSpaces = document.get('issuerSigned').get('nameSpaces');
      nameSpaces.set('elsewhere', nameSpaces.get('org.iso.23220.1'));
    });
    expect(judged(moved)).toEqual(refuse('EMU-358', {}));
    const unnumbered = signedAnew((object) => object.get('valueDigests').get('org.iso.23220.1').clear());
    expect(judged(response(unnumbered))).toEqual(refuse('EMU-358', {}));
  });

  test('is refused without an element that was asked for', () => {
    const without = altered(response(), (_, document) =>
      document.get('issuerSigned').get('nameSpaces').delete('org.iso.23220.1'),
    );
    expect(judged(without)).toEqual(refuse('EMU-363', { element: 'birth_date' }));
    const empty = altered(response(), (_, document) => document.get('issuerSigned').delete('nameSpaces'));
    expect(judged(empty)).toMatchObject({ problem: { code: 'EMU-363' } });
  });

  test.each([
    ['not yet valid', '2026-11-02T00:00:01Z', '2027-01-01T00:00:00Z'],
    ['expired', '2026-01-01T00:00:00Z', '2026-11-01T23:59:59Z'],
  ])('is refused where it is %s, by a second', (reason, validFrom, validUntil) => {
    const mdocOfDays = signedAnew((object) => {
      object.get('validityInfo').set('validFrom', instant(validFrom));
      object.get('validityInfo').set('validUntil', instant(validUntil));
    });
    expect(judged(response(mdocOfDays))).toEqual(refuse('EMU-359', { reason }));
  });

  test('is refused where it was signed before the issuer’s certificate was valid', () => {
    const early = signedAnew((object) =>
      object.get('validityInfo').set('signed', instant('1999-12-31T23:59:59Z')),
    );
    expect(judged(response(early))).toEqual(
      refuse('EMU-359', { reason: 'signed when the issuer’s certificate was not valid' }),
    );
  });

  test.each([
    ['2026-02-29T00:00:00Z'],
    ['2026-11-02T24:00:00Z'],
    ['2026-11-02T00:00:00.5Z'],
    ['2026-11-02T00:00:00+09:00'],
    ['2026-11-02'],
  ])('is refused with %s for an instant', (text) => {
    const odd = signedAnew((object) => object.get('validityInfo').set('validUntil', instant(text)));
    expect(judged(response(odd))).toEqual(
      refuse('EMU-350', { part: 'mobile security object', reason: 'no instant in UTC' }),
    );
  });

  test('is refused with digests or a device key of a kind that is not known', () => {
    const digests = signedAnew((object) => object.set('digestAlgorithm', 'SHA-1'));
    expect(judged(response(digests))).toEqual(
      refuse('EMU-350', {
        part: 'mobile security object',
        reason: 'a digest algorithm that is not known',
      }),
    );
    const key = signedAnew((object) => object.get('deviceKeyInfo').set('deviceKey', new Map([[1, 1]])));
    expect(judged(response(key))).toEqual(
      refuse('EMU-364', { part: 'device authentication', reason: 'kind of key' }),
    );
  });

  test('is refused with an algorithm that does not belong to the issuer’s key', () => {
    const other = signedAnew(() => {}, -35);
    expect(judged(response(other))).toEqual(
      refuse('EMU-364', { part: 'issuer authentication', reason: 'signature algorithm' }),
    );
  });

  test('is refused with a header that says it must be understood, and is not', () => {
    const [, chain, payload] = mdoc.issuerAuth as [unknown, unknown, Uint8Array];
    const head = cborOf(
      new Map<number, unknown>([
        [1, -7],
        [2, [99]],
        [99, true],
      ]),
    );
    const signature = mdocDocumentSigner().sign(signedBytes(head, payload));
    expect(judged(response({ issuerAuth: [head, chain, payload, signature] }))).toEqual(
      refuse('EMU-350', { part: 'issuer authentication', reason: 'a critical header' }),
    );
  });

  test('is refused with a certificate that is for something else, with none, and with two', () => {
    const withChain = (chain: unknown) => {
      const [head, , payload, signature] = mdoc.issuerAuth;
      return {
        ...mdoc,
        issuerAuth: [head, new Map(chain === null ? [] : [[33, chain]]), payload, signature],
      };
    };
    const [readers] = mdocReaderIdentity().chain;
    const [own] = mdocDocumentSigner().chain;
    expect(judged(response(withChain(readers)))).toEqual(
      refuse('EMU-356', { reason: 'of an authority that is not trusted' }),
    );
    expect(judged(response(withChain([own, own])))).toEqual(
      refuse('EMU-356', { reason: 'not one certificate' }),
    );
    const part = 'issuer authentication';
    expect(judged(response(withChain(null)))).toEqual(refuse('EMU-350', { part, reason: '33 is missing' }));
    expect(judged(response(withChain([])))).toEqual(refuse('EMU-350', { part, reason: 'x5chain is empty' }));
  });

  test('is refused where the issuer’s part has no payload, or the phone’s has one', () => {
    const [head, chain, , signature] = mdoc.issuerAuth;
    expect(judged(response({ issuerAuth: [head, chain, null, signature] }))).toEqual(
      refuse('EMU-350', { part: 'issuer authentication', reason: 'no payload' }),
    );
    const attached = altered(response(), (_, document) => {
      document.get('deviceSigned').get('deviceAuth').get('deviceSignature')[2] = new Uint8Array(1);
    });
    expect(judged(attached)).toEqual(
      refuse('EMU-350', { part: 'device authentication', reason: 'a payload that is not detached' }),
    );
  });

  test('is refused with both proofs of the phone, and with none', () => {
    const refusal = refuse('EMU-350', {
      part: 'device authentication',
      reason: 'deviceAuth is not one of signature and MAC',
    });
    const both = altered(response(), (_, document) => {
      const auth = document.get('deviceSigned').get('deviceAuth');
      auth.set('deviceMac', auth.get('deviceSignature'));
    });
    expect(judged(both)).toEqual(refusal);
    const none = altered(response(), (_, document) => document.get('deviceSigned').get('deviceAuth').clear());
    expect(judged(none)).toEqual(refusal);
  });

  test('is refused with a MAC of another algorithm', () => {
    const other = altered(response({}, identityRequest, 'mac'), (_, document) => {
      document.get('deviceSigned').get('deviceAuth').get('deviceMac')[0] = protectedHeader(6);
    });
    expect(judged(other)).toEqual(
      refuse('EMU-364', { part: 'device authentication', reason: 'MAC algorithm' }),
    );
  });

  test('is refused with a MAC where the phone’s key is on another curve than the reader’s', () => {
    const wide = signedAnew((object) =>
      object.get('deviceKeyInfo').set(
        'deviceKey',
        new Map<number, unknown>([
          [1, 2],
          [-1, 2],
          [-2, new Uint8Array(48)],
          [-3, new Uint8Array(48)],
        ]),
      ),
    );
    expect(judged(response(wide, identityRequest, 'mac'))).toEqual(
      refuse('EMU-364', { part: 'device authentication', reason: 'curve' }),
    );
  });

  test('is refused with a salt that is too short to guard anything', () => {
    const salted = altered(response(), (_, document) => {
      const items = document.get('issuerSigned').get('nameSpaces').get('org.iso.23220.1');
      items[0] = embedded(
        cborOf({ digestID: 0, random: new Uint8Array(15), elementIdentifier: 'sex', elementValue: 1 }),
      );
    });
    expect(judged(salted)).toEqual(
      refuse('EMU-350', { part: 'issuer-signed item', reason: 'random is too short' }),
    );
  });
});

import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { MdocTrust, mdocPurposes } from '../../../../firmware/credential/mdoc/certificate-trust.ts';
import { checkSignature, maccedBytes, x5chainIn } from '../../../../firmware/credential/mdoc/cose.ts';
import type { EphemeralKey, MdocCrypto } from '../../../../firmware/credential/mdoc/crypto.ts';
import { embedded } from '../../../../firmware/credential/mdoc/deterministic-cbor.ts';
import {
  deviceAuthenticationBytes,
  deviceMacKey,
} from '../../../../firmware/credential/mdoc/device-authentication.ts';
import { readDeviceEngagement } from '../../../../firmware/credential/mdoc/device-engagement.ts';
import { readDeviceRequest } from '../../../../firmware/credential/mdoc/device-request.ts';
import { readDeviceResponse } from '../../../../firmware/credential/mdoc/device-response.ts';
import { readHandoverSelect } from '../../../../firmware/credential/mdoc/handover.ts';
import { keptItemIn } from '../../../../firmware/credential/mdoc/kept-cbor.ts';
import { readMobileSecurityObject } from '../../../../firmware/credential/mdoc/mobile-security-object.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import { readerAuthenticationBytes } from '../../../../firmware/credential/mdoc/reader-authentication.ts';
import {
  type JudgementBasis,
  judgeDeviceResponse,
} from '../../../../firmware/credential/mdoc/response-judgement.ts';
import { SessionEncryption } from '../../../../firmware/credential/mdoc/session-encryption.ts';
import {
  readSessionData,
  readSessionEstablishment,
} from '../../../../firmware/credential/mdoc/session-messages.ts';
import { transcriptOf } from '../../../../firmware/credential/mdoc/session-transcript.ts';
import { orThrow, type Result, refuse } from '../../../../protocol/result.ts';
import { platformMdocCrypto } from '../../../../simulator/pki/platform-mdoc-crypto.ts';
import { annexD, annexDDay, annexDNames, hasAnnexD } from './annex-d.ts';
import { everyItem, plainOf, written } from './kept-items.ts';

/** The pair of a private key of the example, in place of one that an engine draws. */
function pairOf(name: string, engine: MdocCrypto): EphemeralKey {
  const secret = annexD(`${name}_d`);
  return {
    ...engine.ephemeralKey(new Uint8Array(48).fill(7)),
    publicKey: p256.getPublicKey(secret, false),
    agree: (theirs) => p256.getSharedSecret(secret, theirs, false).slice(1, 33),
  };
}

const pointOf = (name: string): Uint8Array =>
  Uint8Array.of(4, ...annexD(`${name}_x`), ...annexD(`${name}_y`));

const transcript = () => {
  const whole = keptItemIn(annexD('session_transcript_bytes'));
  if (whole.kind !== 'tag' || whole.content.kind !== 'byteString') throw new Error('no transcript');
  return transcriptOf(whole.content.value);
};

const basisWith = (engine: MdocCrypto): JudgementBasis => ({
  request: orThrow(readDeviceRequest(annexD('device_request')))[0]?.items ?? {
    docType: '',
    elements: new Map(),
  },
  transcript: transcript(),
  readerKey: pairOf('ephemeral_reader_key', engine),
  issuers: orThrow(MdocTrust.in([annexD('ds_cert')], mdocPurposes.documentSigner, engine)),
  engine,
  at: annexDDay,
});

const engines = [
  ['portable', portableMdocCrypto],
  ['platform', platformMdocCrypto],
] as const;

describe.skipIf(!hasAnnexD)(
  'the example of ISO/IEC 18013-5, annex D (left out where ../shared/vectors/iso18013-5-annex-d.json is not there)',
  () => {
    const cbor = annexDNames.filter((name) => !/_(?:cert|portrait_data|[xyd])$/.test(name));

    test('has the values that are tried here', () => {
      expect(cbor.length).toBe(10);
    });

    test.each(cbor)('%s: what was kept of it encodes to the same bytes, item by item', (name) => {
      const bytes = annexD(name);
      const item = keptItemIn(bytes);
      expect(item.bytes).toEqual(bytes);
      const items = everyItem(item);
      for (const one of items) expect(written(plainOf(one))).toEqual(one.bytes);
      expect(items.length).toBeGreaterThan(2);
    });

    test('so does what its signatures are over, and certificates are those that stand beside it', () => {
      const [document] = orThrow(readDeviceResponse(annexD('device_response'))).documents;
      const [docRequest] = orThrow(readDeviceRequest(annexD('device_request')));
      const proofs = [document?.issuerAuth, document?.deviceAuth.proof, docRequest?.readerAuth];
      for (const proof of proofs) {
        if (proof == null) throw new Error('no proof');
        for (const bytes of [proof.protectedBytes, ...(proof.payload === null ? [] : [proof.payload])]) {
          for (const one of everyItem(keptItemIn(bytes))) expect(written(plainOf(one))).toEqual(one.bytes);
        }
      }
      const [issuer, , reader] = proofs;
      expect(issuer && x5chainIn(issuer)).toEqual([annexD('ds_cert')]);
      expect(reader && x5chainIn(reader)).toEqual([annexD('reader_cert')]);
      const object = orThrow(readMobileSecurityObject(issuer?.payload ?? new Uint8Array()));
      expect(object.deviceKey?.point).toEqual(pointOf('static_device_key'));
      expect(object.valueDigests.get('org.iso.18013.5.1')?.size).toBeGreaterThan(6);
    });

    test('decodes engagement, establishment, data and end of the session', () => {
      expect(orThrow(readDeviceEngagement(annexD('device_engagement'))).key).toEqual(
        pointOf('ephemeral_device_key'),
      );
      const establishment = orThrow(readSessionEstablishment(annexD('session_establishment')));
      expect(establishment.readerKey).toEqual(pointOf('ephemeral_reader_key'));
      expect(orThrow(readSessionData(annexD('session_data')))).toMatchObject({ status: null });
      expect(orThrow(readSessionData(annexD('session_termination')))).toEqual({ data: null, status: 20 });
    });

    test('offers its data over Bluetooth alone, so that this reader does not take its handover', () => {
      const [, , handover] = plainOf(keptItemIn(transcript().bytes)) as [unknown, unknown, [Uint8Array]];
      expect(readHandoverSelect(handover[0])).toEqual(
        refuse('EMU-351', { reason: 'data is not offered over NFC' }),
      );
    });

    test.each(engines)(
      'gives with the %s engine the session keys, from the private key of either end',
      (_, engine) => {
        const reader = pairOf('ephemeral_reader_key', engine);
        const device = pairOf('ephemeral_device_key', engine);
        const sessionOf = (role: 'reader' | 'device') =>
          orThrow(
            role === 'reader'
              ? SessionEncryption.between('reader', reader, device.publicKey, transcript(), engine)
              : SessionEncryption.between('device', device, reader.publicKey, transcript(), engine),
          );
        const { data: request } = orThrow(readSessionEstablishment(annexD('session_establishment')));
        const response = orThrow(readSessionData(annexD('session_data'))).data ?? new Uint8Array();
        expect(orThrow(sessionOf('device').decrypt(request))).toEqual(annexD('device_request'));
        expect(orThrow(sessionOf('reader').decrypt(response))).toEqual(annexD('device_response'));
        expect(orThrow(sessionOf('reader').encrypt(annexD('device_request')))).toEqual(request);
        expect(orThrow(sessionOf('device').encrypt(annexD('device_response')))).toEqual(response);
      },
    );

    test.each(engines)(
      'gives with the %s engine the device MAC, from the private key of either end',
      (_, engine) => {
        const [document] = orThrow(readDeviceResponse(annexD('device_response'))).documents;
        if (document === undefined) throw new Error('no document');
        const { docType, deviceNameSpacesBytes, deviceAuth } = document;
        const payload = deviceAuthenticationBytes(transcript(), docType, deviceNameSpacesBytes);
        for (const [own, theirs] of [
          ['ephemeral_reader_key', 'static_device_key'],
          ['static_device_key', 'ephemeral_reader_key'],
        ] as const) {
          const key = deviceMacKey(pairOf(own, engine), pointOf(theirs), transcript(), engine);
          expect(
            engine.hmac(key ?? new Uint8Array(), maccedBytes(deviceAuth.proof.protectedBytes, payload)),
          ).toEqual(deviceAuth.proof.proof);
        }
      },
    );

    test.each(engines)(
      'holds with the %s engine: reader authentication, and not in another session',
      (_, engine) => {
        const [docRequest] = orThrow(readDeviceRequest(annexD('device_request')));
        const auth = docRequest?.readerAuth;
        if (docRequest === undefined || auth == null) throw new Error('no reader authentication');
        expect(docRequest.itemsRequestBytes).toEqual(written(embedded(annexD('items_request'))));
        const readers = orThrow(MdocTrust.in([annexD('reader_cert')], mdocPurposes.reader, engine));
        const { key } = orThrow(readers.judge(x5chainIn(auth), annexDDay));
        const check = (session = transcript()): Result<void> =>
          checkSignature(
            auth,
            readerAuthenticationBytes(session, docRequest.itemsRequestBytes),
            key,
            engine,
            'reader authentication',
            refuse('EMU-365', { reason: 'signature' }),
          );
        expect(check().ok).toBe(true);
        expect(check(transcriptOf(written(['another session'])))).toEqual(
          refuse('EMU-365', { reason: 'signature' }),
        );
      },
    );

    test.each(engines)('is accepted whole with the %s engine, on a day when it is valid', (_, engine) => {
      const judged = orThrow(judgeDeviceResponse(annexD('device_response'), basisWith(engine)));
      const elements = judged.elements.get('org.iso.18013.5.1');
      expect([...(elements?.keys() ?? [])].sort()).toEqual([
        'document_number',
        'driving_privileges',
        'expiry_date',
        'family_name',
        'issue_date',
        'portrait',
      ]);
      expect(elements?.get('family_name')).toMatchObject({ kind: 'text', value: 'Doe' });
      expect(elements?.get('portrait')).toMatchObject({ value: annexD('device_response_portrait_data') });
    });

    test('is refused before and after it is valid, and where its issuer is not trusted', () => {
      const basis = basisWith(platformMdocCrypto);
      const judgedWith = (changes: Partial<JudgementBasis>) =>
        judgeDeviceResponse(annexD('device_response'), { ...basis, ...changes });
      const day = 86_400_000;
      expect(judgedWith({ at: Date.UTC(2020, 9, 1) - day })).toEqual(
        refuse('EMU-356', { reason: 'not valid now' }),
      );
      expect(judgedWith({ at: Date.UTC(2020, 9, 1) + 1000 })).toEqual(
        refuse('EMU-359', { reason: 'not yet valid' }),
      );
      expect(judgedWith({ at: Date.UTC(2021, 9, 1) + 13 * 3_600_000 })).toMatchObject({ ok: false });
      const nobody = orThrow(MdocTrust.in([], mdocPurposes.documentSigner, platformMdocCrypto));
      expect(judgedWith({ issuers: nobody })).toEqual(
        refuse('EMU-356', { reason: 'of an authority that is not trusted' }),
      );
    });
  },
);

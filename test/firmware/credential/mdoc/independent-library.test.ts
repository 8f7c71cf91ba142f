import { p256 } from '@noble/curves/nist.js';
import {
  CoseKey,
  Curve,
  DateOnly,
  DeviceKey,
  DeviceRequest,
  DeviceResponse,
  Holder,
  Issuer,
  KeyType,
  NfcHandover,
  SessionTranscript,
  SignatureAlgorithm,
  type VerificationAssessment,
} from '@owf/mdoc';
import { describe, expect, test } from 'vitest';
import { writeDeviceEngagement } from '../../../../firmware/credential/mdoc/device-engagement.ts';
import {
  itemsRequestBytes,
  writeDeviceRequest,
  writeItemsRequest,
} from '../../../../firmware/credential/mdoc/device-request.ts';
import { writeHandoverSelect } from '../../../../firmware/credential/mdoc/handover.ts';
import {
  fourFactsIn,
  identityRequest,
  mncDocType,
  mncNameSpaces,
} from '../../../../firmware/credential/mdoc/identity-request.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import { signRequest } from '../../../../firmware/credential/mdoc/reader-authentication.ts';
import { judgeDeviceResponse } from '../../../../firmware/credential/mdoc/response-judgement.ts';
import { readerKeyBytes } from '../../../../firmware/credential/mdoc/session-messages.ts';
import { staticHandoverTranscript } from '../../../../firmware/credential/mdoc/session-transcript.ts';
import { orThrow, refuse } from '../../../../protocol/result.ts';
import { writeDeviceResponse } from '../../../../simulator/phone/mdoc/device-response-writing.ts';
import { usualPhoneLimits } from '../../../../simulator/phone/mdoc/mdoc-phone.ts';
import {
  mdocDocumentSigner,
  mdocIssuerAuthority,
  mdocIssuers,
  mdocReaderIdentity,
} from '../../../../simulator/pki/mdoc.ts';
import { labelledPem } from '../../../../simulator/pki/test-keys/labelled-pem.ts';
import { ecSecret } from '../../../../simulator/pki/x509-issuing.ts';
import { seededEntropy } from '../../../../simulator/time/seeded-entropy.ts';
import { atDesk, mdocOf } from './held-phone.ts';
import { libraryContext } from './independent-library.ts';

const secretOf = (seed: string): Uint8Array => p256.utils.randomSecretKey(seededEntropy(seed).bytes(48));
const keyOf = (secret: Uint8Array): CoseKey => {
  const point = p256.getPublicKey(secret, false);
  return CoseKey.create({
    keyType: KeyType.Ec,
    curve: Curve['P-256'],
    algorithm: SignatureAlgorithm.ES256,
    x: point.slice(1, 33),
    y: point.slice(33),
    d: secret,
  });
};

const readerSecret = secretOf('reader');
const readerPoint = p256.getPublicKey(readerSecret, false);
const deviceEngagement = writeDeviceEngagement(p256.getPublicKey(secretOf('engaged'), false));
const handoverSelect = writeHandoverSelect(deviceEngagement, usualPhoneLimits);
const transcript = staticHandoverTranscript(deviceEngagement, readerKeyBytes(readerPoint), handoverSelect);
const itemsRequest = writeItemsRequest(identityRequest);
const deviceRequest = writeDeviceRequest(
  itemsRequest,
  signRequest(mdocReaderIdentity(), transcript, itemsRequestBytes(itemsRequest)),
);
const theirTranscript = SessionTranscript.decode(transcript.bytes);
const theirRequest = DeviceRequest.decode(deviceRequest);

const ourBasis = {
  request: identityRequest,
  transcript,
  readerKey: {
    agree: (theirs: Uint8Array) => p256.getSharedSecret(readerSecret, theirs, false).slice(1, 33),
  },
  issuers: mdocIssuers(portableMdocCrypto),
  engine: portableMdocCrypto,
  at: atDesk,
};

/** Proved by a signature: MACs are the standard's example's to judge, for the library leaves a part out of what they are over. */
const ourResponse = (): Uint8Array =>
  writeDeviceResponse(mdocOf('iphone'), identityRequest, {
    transcript,
    readerKey: readerPoint,
    proof: 'signature',
    engine: portableMdocCrypto,
  });

/** What the library finds wrong with a response. */
async function faultsOf(response: Uint8Array, transcriptThere = theirTranscript): Promise<readonly string[]> {
  const checks: VerificationAssessment[] = [];
  await DeviceResponse.decode(response).verify(
    {
      deviceRequest: theirRequest,
      sessionTranscript: transcriptThere,
      ephemeralReaderKey: keyOf(readerSecret),
      trustedCertificates: [mdocIssuerAuthority()],
      now: new Date(atDesk),
      onCheck: (check) => checks.push(check),
    },
    libraryContext,
  );
  expect(checks.length).toBeGreaterThan(10);
  return checks.filter(({ status }) => status !== 'PASSED').map(({ check, reason }) => `${check} ${reason}`);
}

/** A response that the library issues and makes. */
async function theirResponse(): Promise<Uint8Array> {
  const deviceSecret = secretOf('their device');
  const issued = await new Issuer(mncDocType, libraryContext)
    .addIssuerNamespace(mncNameSpaces.japanese, {
      full_name_unicode: '見本　楓',
      resident_address_unicode: '東京都見本区見本１－２－３',
      individual_number_unicode: '000000000000',
    })
    .addIssuerNamespace(mncNameSpaces.international, { birth_date: new DateOnly('2001-11-11'), sex: 2 })
    .sign({
      signingKey: keyOf(ecSecret(labelledPem('mdoc.pem').key('mdoc document signer'))),
      algorithm: SignatureAlgorithm.ES256,
      digestAlgorithm: 'SHA-384',
      validityInfo: {
        signed: new Date(atDesk - 60_000),
        validFrom: new Date(atDesk - 60_000),
        validUntil: new Date(atDesk + 86_400_000),
      },
      deviceKeyInfo: { deviceKey: DeviceKey.fromDecodedStructure(keyOf(deviceSecret).decodedStructure) },
      certificates: [...mdocDocumentSigner().chain],
    });
  const response = await Holder.createDeviceResponseForDeviceRequest(
    {
      deviceRequest: theirRequest,
      sessionTranscript: theirTranscript,
      issuerSigned: [issued],
      signature: { signingKey: keyOf(deviceSecret) },
    },
    libraryContext,
  );
  return response.encode();
}

describe('an independent library of mdocs', () => {
  test('makes of the same handover the same session transcript', () => {
    const handover = NfcHandover.create({ selectMessage: handoverSelect });
    expect(theirTranscript.handover.encode()).toEqual(handover.encode());
    expect(Buffer.from(theirTranscript.encode({ asDataItem: true })).toString('hex')).toBe(
      Buffer.from(transcript.embeddedBytes).toString('hex'),
    );
  });

  test('takes our request, and finds that the reader has signed it in this session and no other', async () => {
    const faults: VerificationAssessment[] = [];
    const verifiedIn = async (there: SessionTranscript): Promise<number> => {
      faults.length = 0;
      await Holder.verifyDeviceRequest(
        {
          deviceRequest,
          sessionTranscript: there,
          verificationCallback: (check) => {
            if (check.status !== 'PASSED') faults.push(check);
          },
        },
        libraryContext,
      );
      return faults.length;
    };
    const [request] = theirRequest.docRequests;
    expect(request?.itemsRequest.docType).toBe(mncDocType);
    expect(await verifiedIn(theirTranscript)).toBe(0);
    expect(await verifiedIn(otherTranscript())).toBe(1);
  });

  test('accepts a response of our phone', async () => {
    expect(await faultsOf(ourResponse())).toEqual([]);
  });

  test('refuses it in another session', async () => {
    expect(await faultsOf(ourResponse(), otherTranscript())).not.toEqual([]);
  });

  test('refuses it with a changed element', async () => {
    const response = Buffer.from(ourResponse());
    const at = response.indexOf('見本');
    expect(at).toBeGreaterThan(0);
    response[at + 2] = (response[at + 2] ?? 0) ^ 1;
    expect(await faultsOf(response)).not.toEqual([]);
  });

  test('makes a response that our reader accepts', async () => {
    const judged = judgeDeviceResponse(await theirResponse(), ourBasis);
    expect(orThrow(fourFactsIn(orThrow(judged).elements))).toEqual({
      name: '見本　楓',
      birthDate: { year: 2001, month: 11, day: 11 },
      sex: 'female',
      address: '東京都見本区見本１－２－３',
    });
  });

  test('makes one that our reader refuses in another session', async () => {
    const other = staticHandoverTranscript(deviceEngagement, readerKeyBytes(readerPoint), Uint8Array.of(1));
    const judged = judgeDeviceResponse(await theirResponse(), { ...ourBasis, transcript: other });
    expect(judged).toEqual(refuse('EMU-360', { kind: 'signature' }));
  });
});

function otherTranscript(): SessionTranscript {
  const other = staticHandoverTranscript(deviceEngagement, readerKeyBytes(readerPoint), Uint8Array.of(1));
  return SessionTranscript.decode(other.bytes);
}

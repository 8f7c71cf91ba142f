/**
 * Judges a device response (ISO/IEC 18013-5, 9.3.1): who signed it, whether every element is what was signed, whether
 * it is valid, whether the phone holds its key, and that it holds what was asked for and nothing else.
 */

import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { MdocTrust } from './certificate-trust.ts';
import { checkSignature, coseAlgorithms, maccedBytes, x5chainIn } from './cose.ts';
import type { EphemeralKey, MdocCrypto } from './crypto.ts';
import { deviceAuthenticationBytes, deviceMacKey } from './device-authentication.ts';
import type { ItemsRequest } from './device-request.ts';
import {
  deviceResponseStatus,
  type MdocDocument,
  readDeviceResponse,
  readIssuerSignedItem,
} from './device-response.ts';
import { type KeptItem, reading } from './kept-cbor.ts';
import { type MobileSecurityObject, readMobileSecurityObject } from './mobile-security-object.ts';
import type { SessionTranscript } from './session-transcript.ts';

export interface JudgementBasis {
  /** What was asked for. */
  readonly request: ItemsRequest;
  readonly transcript: SessionTranscript;
  /** EReaderKey of this session. */
  readonly readerKey: Pick<EphemeralKey, 'agree'>;
  readonly issuers: MdocTrust;
  readonly engine: MdocCrypto;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

/** By namespace the values of exactly the elements that were asked for. */
export type JudgedElements = ReadonlyMap<string, ReadonlyMap<string, KeptItem>>;

export interface JudgedDocument {
  readonly elements: JudgedElements;
  /** Until when the issuer has signed for it; milliseconds since 1970-01-01 UTC. */
  readonly validUntil: number;
}

/**
 * EMU-350 malformed (names the part), EMU-355 the phone reports an error, EMU-356 certificate of the issuer, EMU-357
 * issuer's signature, EMU-358 an element that is not what was signed, EMU-359 validity, EMU-360 signature or MAC of the
 * phone, EMU-361 no such document, EMU-362 an element that was not asked for, EMU-363 one is missing, EMU-364 algorithm.
 * @param response DeviceResponse, CBOR
 */
export function judgeDeviceResponse(response: Uint8Array, basis: JudgementBasis): Result<JudgedDocument> {
  const read = readDeviceResponse(response);
  if (!read.ok) return read;
  const { status, documents } = read.value;
  if (status !== deviceResponseStatus.ok) return refuse('EMU-355', { status });
  const [document, ...more] = documents;
  if (document === undefined) return refuse('EMU-361', { reason: 'none was given' });
  if (more.length > 0) return refuse('EMU-361', { reason: 'several were given' });
  if (document.docType !== basis.request.docType) return refuse('EMU-361', { reason: 'another type' });
  const object = judgeIssuer(document, basis);
  if (!object.ok) return object;
  const elements = judgeElements(document, object.value, basis);
  if (!elements.ok) return elements;
  const device = judgeDevice(document, object.value, basis);
  return device.ok ? ok({ elements: elements.value, validUntil: object.value.validUntil }) : device;
}

/** What the issuer signed, if a trusted one did, for this type of document and for now. */
function judgeIssuer(
  { issuerAuth }: MdocDocument,
  { request, issuers, engine, at }: JudgementBasis,
): Result<MobileSecurityObject> {
  const part = 'issuer authentication';
  const chain = reading(part, () => x5chainIn(issuerAuth));
  if (!chain.ok) return chain;
  const signer = issuers.judge(chain.value, at);
  if (!signer.ok) return signer;
  const { payload } = issuerAuth;
  if (payload === null) return refuse('EMU-350', { part, reason: 'no payload' });
  const signature = checkSignature(
    issuerAuth,
    payload,
    signer.value.key,
    engine,
    part,
    refuse('EMU-357', {}),
  );
  if (!signature.ok) return signature;
  const object = readMobileSecurityObject(payload);
  if (!object.ok) return object;
  const { docType, signed, validFrom, validUntil } = object.value;
  if (docType !== request.docType) return refuse('EMU-361', { reason: 'signed as another type' });
  if (signed < signer.value.notBefore || signed > signer.value.notAfter)
    return refuse('EMU-359', { reason: 'signed when the issuer’s certificate was not valid' });
  if (at < validFrom) return refuse('EMU-359', { reason: 'not yet valid' });
  return at > validUntil ? refuse('EMU-359', { reason: 'expired' }) : object;
}

function judgeElements(
  { issuerSigned, deviceSignedElements }: MdocDocument,
  { valueDigests, digestAlgorithm }: MobileSecurityObject,
  { request, engine }: JudgementBasis,
): Result<JudgedElements> {
  // None that is asked for may come from the phone alone.
  if (deviceSignedElements > 0) return refuse('EMU-362', {});
  const judged = new Map<string, Map<string, KeptItem>>();
  for (const [nameSpace, items] of issuerSigned) {
    const digests = valueDigests.get(nameSpace);
    const wanted = request.elements.get(nameSpace);
    const values = new Map<string, KeptItem>();
    for (const item of items) {
      const read = readIssuerSignedItem(item);
      if (!read.ok) return read;
      const { digestId, element, value } = read.value;
      const digest = digests?.get(digestId);
      if (digest === undefined || !sameBytes(digest, engine.digest(digestAlgorithm, item.bytes)))
        return refuse('EMU-358', {});
      if (wanted?.has(element) !== true || values.has(element)) return refuse('EMU-362', {});
      values.set(element, value);
    }
    judged.set(nameSpace, values);
  }
  for (const [nameSpace, wanted] of request.elements)
    for (const element of wanted.keys())
      if (judged.get(nameSpace)?.has(element) !== true) return refuse('EMU-363', { element });
  return ok(judged);
}

/** That the phone holds the key which the issuer signed for, and speaks in this session. */
function judgeDevice(
  { docType, deviceNameSpacesBytes, deviceAuth }: MdocDocument,
  { deviceKey }: MobileSecurityObject,
  { transcript, readerKey, engine }: JudgementBasis,
): Result<void> {
  const part = 'device authentication';
  if (deviceKey === null) return refuse('EMU-364', { part, reason: 'kind of key' });
  const { kind, proof } = deviceAuth;
  if (proof.payload !== null) return refuse('EMU-350', { part, reason: 'a payload that is not detached' });
  const payload = deviceAuthenticationBytes(transcript, docType, deviceNameSpacesBytes);
  const refused = refuse('EMU-360', { kind });
  if (kind === 'signature') return checkSignature(proof, payload, deviceKey, engine, part, refused);
  if (proof.algorithm !== coseAlgorithms.hmac256) return refuse('EMU-364', { part, reason: 'MAC algorithm' });
  if (deviceKey.scheme !== 'ES256') return refuse('EMU-364', { part, reason: 'curve' });
  const key = deviceMacKey(readerKey, deviceKey.point, transcript, engine);
  if (key === null) return refused;
  const mac = engine.hmac(key, maccedBytes(proof.protectedBytes, payload));
  key.fill(0);
  return sameBytes(mac, proof.proof) ? ok(undefined) : refused;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.reduce((difference, byte, i) => difference | (byte ^ (b[i] ?? 0)), 0) === 0;

/**
 * COSE (RFC 9052, 9053) as far as an mdoc needs it: COSE_Sign1, COSE_Mac0 with HMAC-SHA-256, EC2 keys. By itself over
 * the engine: what is signed are bytes that others wrote and that are kept, and libraries write them anew.
 */

import type { Result } from '../../../protocol/result.ts';
import { ok, refuse } from '../../../protocol/result.ts';
import { arrayIn, bytesIn, integerIn, isNull, type KeptMap, mapIn } from './cbor-forms.ts';
import type { EcScheme, MdocCrypto } from './crypto.ts';
import { cborOf } from './deterministic-cbor.ts';
import { type KeptItem, keptItemIn, Malformed, type MdocPart } from './kept-cbor.ts';

/** COSE_Sign1 and COSE_Mac0 are alike: headers, payload, and what proves them. */
export interface CoseProof {
  /** The protected header as it was signed. */
  readonly protectedBytes: Uint8Array;
  /** `alg` of the protected header. */
  readonly algorithm: number;
  readonly unprotected: KeptMap;
  /** null: detached, both ends know it. */
  readonly payload: Uint8Array | null;
  /** Signature (r‖s) or MAC. */
  readonly proof: Uint8Array;
}

const headers = { algorithm: 1, critical: 2, x5chain: 33 } as const;
export const coseAlgorithms = { ES256: -7, ES384: -35, ES512: -36, hmac256: 5 } as const;
const schemes = new Map<number, EcScheme>([
  [coseAlgorithms.ES256, 'ES256'],
  [coseAlgorithms.ES384, 'ES384'],
  [coseAlgorithms.ES512, 'ES512'],
]);

/** Within `reading`. */
export function coseProofIn(item: KeptItem, what: string): CoseProof {
  const [head, unprotected, payload, proof] = arrayIn(item, what, 4) as [
    KeptItem,
    KeptItem,
    KeptItem,
    KeptItem,
  ];
  const protectedBytes = bytesIn(head, 'the protected header');
  const protectedHeaders = mapIn(keptItemIn(protectedBytes), 'the protected header');
  // Whatever it says must be understood (RFC 9052, 3.1), and nothing is that an mdoc has.
  if (protectedHeaders.get(headers.critical) !== null) throw new Malformed('a critical header');
  return {
    protectedBytes,
    algorithm: integerIn(protectedHeaders.need(headers.algorithm), 'alg'),
    unprotected: mapIn(unprotected, 'the unprotected header'),
    payload: isNull(payload) ? null : bytesIn(payload, 'the payload'),
    proof: bytesIn(proof, 'the proof'),
  };
}

/** Certificates in DER, the signer's own first (RFC 9360). Within `reading`. */
export function x5chainIn({ unprotected }: CoseProof): readonly Uint8Array[] {
  const chain = unprotected.need(headers.x5chain);
  if (chain.kind === 'byteString') return [chain.value];
  const certificates = arrayIn(chain, 'x5chain').map((one) => bytesIn(one, 'a certificate'));
  if (certificates.length === 0) throw new Malformed('x5chain is empty');
  return certificates;
}

const none = new Uint8Array(0);

/** What a COSE_Sign1 signs, with no external data. */
export const signedBytes = (protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array =>
  cborOf(['Signature1', protectedBytes, none, payload]);

/** What a COSE_Mac0 authenticates, with no external data. */
export const maccedBytes = (protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array =>
  cborOf(['MAC0', protectedBytes, none, payload]);

export interface EcPublicKey {
  readonly scheme: EcScheme;
  /** Uncompressed point. */
  readonly point: Uint8Array;
}

/** The protected header that names one algorithm. */
export const protectedHeader = (algorithm: number): Uint8Array =>
  cborOf(new Map([[headers.algorithm, algorithm]]));

/** The unprotected header that carries certificates; one stands alone, several in an array (RFC 9360). */
export const x5chainHeader = (chain: readonly Uint8Array[]): Map<number, unknown> =>
  new Map([[headers.x5chain, chain.length === 1 ? chain[0] : chain]]);

/**
 * Whether a COSE_Sign1 is by this key. EMU-364 its algorithm is another than the key's, or one that is not known;
 * `refused` where the signature does not fit.
 */
export function checkSignature(
  sign1: CoseProof,
  payload: Uint8Array,
  key: EcPublicKey,
  engine: MdocCrypto,
  part: MdocPart,
  refused: Result<never>,
): Result<void> {
  const scheme = schemes.get(sign1.algorithm);
  if (scheme === undefined || scheme !== key.scheme)
    return refuse('EMU-364', { part, reason: 'signature algorithm' });
  const signed = signedBytes(sign1.protectedBytes, payload);
  return engine.verify(scheme, key.point, signed, sign1.proof, 'raw') ? ok(undefined) : refused;
}

const keyParameters = { kty: 1, crv: -1, x: -2, y: -3 } as const;
const ec2 = 2;
const coseCurves: readonly { readonly crv: number; readonly scheme: EcScheme; readonly length: number }[] = [
  { crv: 1, scheme: 'ES256', length: 32 },
  { crv: 2, scheme: 'ES384', length: 48 },
  { crv: 3, scheme: 'ES512', length: 66 },
];

/** An EC2 key; null where it is of another kind or curve. Within `reading`. */
export function coseKeyIn(item: KeptItem): EcPublicKey | null {
  const key = mapIn(item, 'the key');
  if (integerIn(key.need(keyParameters.kty), 'kty') !== ec2) return null;
  const crv = integerIn(key.need(keyParameters.crv), 'crv');
  const curve = coseCurves.find((one) => one.crv === crv);
  if (curve === undefined) return null;
  const x = bytesIn(key.need(keyParameters.x), 'x');
  const y = bytesIn(key.need(keyParameters.y), 'y');
  if (x.length !== curve.length || y.length !== curve.length) throw new Malformed('x or y of another length');
  return { scheme: curve.scheme, point: Uint8Array.of(4, ...x, ...y) };
}

/** A P-256 public key as COSE_Key. @param point uncompressed, 65 bytes */
export const coseKeyOf = (point: Uint8Array): Map<number, unknown> =>
  new Map<number, unknown>([
    [keyParameters.kty, ec2],
    [keyParameters.crv, 1],
    [keyParameters.x, point.subarray(1, 33)],
    [keyParameters.y, point.subarray(33)],
  ]);

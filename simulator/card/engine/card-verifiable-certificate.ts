/**
 * Card-verifiable certificates (tag 7F21), small enough for a card to check by itself. The layout follows the habit of
 * such certificates (7F4E body, 5F37 signature) and is ours in detail: what the My Number Card expects is not public.
 * There are no dates in it, because a card has no clock.
 *
 *   7F21 { 7F4E { 5F29 profile 00, 42 authority, 7F49 { 86 point of P-256, uncompressed }, 5F20 holder }
 *          5F37 ECDSA P-256 over SHA-256 of the whole 7F4E, r‖s }
 */

import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { ecSecret } from '../../pki/x509-issuing.ts';
import { parseTlvs, tlv } from './ber-tlv.ts';

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** The names are ASCII, at most 16 characters. `publicPoint` is 65 bytes (04 x y). */
export interface CardVerifiableForm {
  readonly authority: string;
  readonly holder: string;
  readonly publicPoint: Uint8Array;
}

export function issueCardVerifiable(form: CardVerifiableForm, authorityKey: KeyObject): Uint8Array {
  const body = tlv(
    0x7f4e,
    tlv(0x5f29, Uint8Array.of(0)),
    tlv(0x42, ascii(form.authority)),
    tlv(0x7f49, tlv(0x86, form.publicPoint)),
    tlv(0x5f20, ascii(form.holder)),
  );
  // RFC 6979: the same certificate every time.
  return tlv(0x7f21, body, tlv(0x5f37, p256.sign(body, ecSecret(authorityKey))));
}

const child = (value: Uint8Array | undefined, tag: number) =>
  value === undefined ? undefined : parseTlvs(value)?.find((object) => object.tag === tag);

/** The holder's public key, where the certificate is whole and `authorityKey` has signed it; else null. */
export function verifyCardVerifiable(certificate: Uint8Array, authorityKey: KeyObject): KeyObject | null {
  const objects = parseTlvs(certificate);
  const outer = objects?.length === 1 && objects[0]?.tag === 0x7f21 ? objects[0].value : undefined;
  const body = child(outer, 0x7f4e);
  const signature = child(outer, 0x5f37);
  const point = child(child(body?.value, 0x7f49)?.value, 0x86);
  if (body === undefined || signature === undefined || point === undefined) return null;
  const raw = { key: authorityKey, dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', body.whole, raw, signature.value) ? publicKeyOf(point.value) : null;
}

/** The last point that was made a key: a terminal presents the same certificate at every visit. */
let latest: { readonly point: Buffer; readonly key: KeyObject } | null = null;

/** The 65 bytes of an uncompressed point as a key; null where they are no point of P-256. */
function publicKeyOf(point: Uint8Array): KeyObject | null {
  if (latest?.point.equals(point)) return latest.key;
  const key = importPoint(point);
  if (key !== null) latest = { point: Buffer.from(point), key };
  return key;
}

function importPoint(point: Uint8Array): KeyObject | null {
  if (point.length !== 65 || point[0] !== 4) return null;
  const coordinate = (at: number): string => Buffer.from(point.subarray(at, at + 32)).toString('base64url');
  try {
    return createPublicKey({
      key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) },
      format: 'jwk',
    });
  } catch {
    return null;
  }
}

/** The uncompressed point of a P-256 key, 65 bytes. */
export function publicPointOf(key: KeyObject): Uint8Array {
  const { x = '', y = '' } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return new Uint8Array(
    Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]),
  );
}

/** The engine of an mdoc exchange by node:crypto: what the portable one is compared with, and quick where much is tried. */

import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  verify,
} from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import type { EcScheme, MdocCrypto } from '../../firmware/credential/mdoc/crypto.ts';

const curves: Readonly<Record<EcScheme, { readonly crv: string; readonly hash: string }>> = {
  ES256: { crv: 'P-256', hash: 'sha256' },
  ES384: { crv: 'P-384', hash: 'sha384' },
  ES512: { crv: 'P-521', hash: 'sha512' },
};

const orNull = <T>(compute: () => T): T | null => {
  try {
    return compute();
  } catch {
    return null;
  }
};

const keyOf = (scheme: EcScheme, point: Uint8Array): KeyObject => {
  const half = (point.length - 1) / 2;
  const part = (from: number): string => Buffer.from(point.subarray(from, from + half)).toString('base64url');
  return createPublicKey({
    key: { kty: 'EC', crv: curves[scheme].crv, x: part(1), y: part(1 + half) },
    format: 'jwk',
  });
};

export const platformMdocCrypto: MdocCrypto = {
  ephemeralKey(seed) {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(p256.utils.randomSecretKey(seed));
    let wiped = false;
    return {
      publicKey: new Uint8Array(ecdh.getPublicKey()),
      agree: (theirs) => (wiped ? null : orNull(() => new Uint8Array(ecdh.computeSecret(theirs)))),
      wipe: () => {
        wiped = true;
      },
    };
  },
  hkdf: (secret, salt, info) => new Uint8Array(hkdfSync('sha256', secret, salt, info, 32)),
  seal(key, nonce, plaintext) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    return new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
  },
  open: (key, nonce, sealed) =>
    orNull(() => {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAuthTag(sealed.subarray(-16));
      return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]));
    }),
  hmac: (key, bytes) => new Uint8Array(createHmac('sha256', key).update(bytes).digest()),
  digest: (name, bytes) => new Uint8Array(createHash(name.replace('-', '')).update(bytes).digest()),
  verify: (scheme, publicKey, message, signature, form) =>
    orNull(() =>
      verify(
        curves[scheme].hash,
        message,
        { key: keyOf(scheme, publicKey), dsaEncoding: form === 'raw' ? 'ieee-p1363' : 'der' },
        signature,
      ),
    ) ?? false,
};

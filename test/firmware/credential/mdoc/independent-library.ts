/** What the independent library of mdocs asks of its surroundings, by node:crypto: none of the project's own code. */

import {
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
  X509Certificate,
} from 'node:crypto';
import { CoseKey, KeyType, type MdocContext } from '@owf/mdoc';
import { z } from 'zod';

// It words the errors of every schema in the process, and other tests share that.
z.config({ customError: undefined });

const raw = 'ieee-p1363';
const hashes: Readonly<Record<string, string>> = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Sensible for P-256 with SHA-256 alone, which is all that is used with it. */
export const libraryContext: MdocContext = {
  crypto: {
    random: (length) => new Uint8Array(randomBytes(length)),
    digest: ({ digestAlgorithm, bytes }) =>
      new Uint8Array(
        createHash(hashes[digestAlgorithm] ?? '')
          .update(bytes)
          .digest(),
      ),
    calculateEphemeralMacKey: ({ privateKey, publicKey, sessionTranscriptBytes, info }) => {
      const ecdh = createECDH('prime256v1');
      ecdh.setPrivateKey(privateKey);
      const salt = createHash('sha256').update(sessionTranscriptBytes).digest();
      const key = hkdfSync('sha256', ecdh.computeSecret(publicKey), salt, info, 32);
      return CoseKey.create({ keyType: KeyType.Oct, k: new Uint8Array(key) });
    },
  },
  cose: {
    sign1: {
      sign: ({ toBeSigned, key }) => {
        const privateKey = createPrivateKey({ key: jwkOf(key, true), format: 'jwk' });
        return new Uint8Array(sign('sha256', toBeSigned, { key: privateKey, dsaEncoding: raw }));
      },
      verify: ({ key, sign1 }) => {
        const publicKey = createPublicKey({ key: jwkOf(key, false), format: 'jwk' });
        return verify('sha256', sign1.toBeSigned, { key: publicKey, dsaEncoding: raw }, sign1.signature);
      },
    },
    mac0: {
      sign: ({ key, toBeAuthenticated }) => macOf(key, toBeAuthenticated),
      verify: ({ mac0, key }) => {
        const mac = macOf(key, mac0.toBeAuthenticated);
        return mac.length === mac0.tag.length && timingSafeEqual(mac, mac0.tag);
      },
    },
  },
  x509: {
    getIssuerNameField: ({ certificate, field }) =>
      new X509Certificate(certificate).issuer
        .split('\n')
        .filter((line) => line.startsWith(`${field}=`))
        .map((line) => line.slice(field.length + 1)),
    getPublicKey: ({ certificate }) =>
      CoseKey.fromJwk({ ...new X509Certificate(certificate).publicKey.export({ format: 'jwk' }) }),
    verifyCertificateChain: ({ trustedCertificates, x5chain }) => {
      const [leaf] = x5chain.map((der) => new X509Certificate(der));
      const trusted = trustedCertificates.map((der) => new X509Certificate(der));
      if (!trusted.some((one) => leaf?.checkIssued(one) && leaf.verify(one.publicKey)))
        throw new Error('not of a trusted authority');
    },
    getCertificateData: ({ certificate }) => {
      const read = new X509Certificate(certificate);
      return {
        issuerName: read.issuer,
        subjectName: read.subject,
        serialNumber: read.serialNumber,
        thumbprint: read.fingerprint256,
        notBefore: new Date(read.validFrom),
        notAfter: new Date(read.validTo),
        pem: read.toString(),
      };
    },
  },
};

const base64url = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('base64url');
const jwkOf = (key: CoseKey, isPrivate: boolean) => ({
  kty: 'EC',
  crv: 'P-256',
  x: base64url(key.x),
  y: base64url(key.y),
  ...(isPrivate ? { d: base64url(key.d) } : {}),
});
const macOf = (key: CoseKey, bytes: Uint8Array): Uint8Array =>
  new Uint8Array(
    createHmac('sha256', key.k ?? new Uint8Array())
      .update(bytes)
      .digest(),
  );

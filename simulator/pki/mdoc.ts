/**
 * Who stands behind the test mdocs, and who the emulated reader is to phones: fixed, public test keys. Names say TEST;
 * nothing real trusts them, and nothing real is trusted.
 */

import { p256 } from '@noble/curves/nist.js';
import { MdocTrust, mdocPurposes } from '../../firmware/credential/mdoc/certificate-trust.ts';
import type { MdocCrypto } from '../../firmware/credential/mdoc/crypto.ts';
import type { MdocReaderIdentity } from '../../firmware/credential/mdoc/reader-authentication.ts';
import type { Hal } from '../../firmware/hal.ts';
import { orThrow } from '../../protocol/result.ts';
import { platformMdocCrypto } from './platform-mdoc-crypto.ts';
import { labelledPem } from './test-keys/labelled-pem.ts';
import { ecSecret } from './x509-issuing.ts';

const keys = labelledPem('mdoc.pem');

/** A certificate with the key behind it; signatures are the same bytes every time (RFC 6979). */
const signerOf = (label: string): MdocReaderIdentity => {
  const secret = ecSecret(keys.key(label));
  return {
    chain: [keys.der(`${label} certificate`)],
    sign: (bytes) => p256.sign(bytes, secret),
  };
};

/** What signs test mdocs. */
export const mdocDocumentSigner = (): MdocReaderIdentity => signerOf('mdoc document signer');

/** The certificate of the authority of test mdocs, DER. */
export const mdocIssuerAuthority = (): Uint8Array => keys.der('mdoc issuer authority certificate');

/** Who every emulated reader is to phones. */
export const mdocReaderIdentity = (): MdocReaderIdentity => signerOf('mdoc reader');

/** Whose mdocs an emulated reader takes. */
export const mdocIssuers = (engine: MdocCrypto): MdocTrust =>
  orThrow(MdocTrust.in([mdocIssuerAuthority()], mdocPurposes.documentSigner, engine));

/** Which readers an emulated phone answers. */
export const mdocReaders = (engine: MdocCrypto): MdocTrust =>
  orThrow(MdocTrust.in([keys.der('mdoc reader authority certificate')], mdocPurposes.reader, engine));

let ofReader: Hal['mdoc'] | null = null;

/** What every emulated reader has for mdocs. */
export function mdocOfReader(): Hal['mdoc'] {
  ofReader ??= {
    engine: platformMdocCrypto,
    issuers: mdocIssuers(platformMdocCrypto),
    identity: mdocReaderIdentity(),
  };
  return ofReader;
}

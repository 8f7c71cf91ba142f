/** Every signature that this process makes or verifies from now on, so that it can be made or verified again. */

import crypto, { X509Certificate } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

export interface Signature {
  readonly kind: 'signed' | 'verified';
  /** Does it again: same algorithm, key and bytes. */
  readonly again: () => unknown;
}

/** A card signs what it is given: for RSA that is the private key alone. */
const signing = ['sign', 'privateEncrypt'] as const;

/** Gives back the way to stop. */
export function recordSignatures(took: (signature: Signature) => void): () => void {
  const originals = { sign: crypto.sign, privateEncrypt: crypto.privateEncrypt, verify: crypto.verify };
  const certificate = X509Certificate.prototype;
  const { verify: verifyCertificate } = certificate;
  const listening =
    (kind: Signature['kind'], original: unknown) =>
    (...values: readonly unknown[]): unknown => {
      const call = original as (...values: readonly unknown[]) => unknown;
      const same = values.map((value) => (value instanceof Uint8Array ? value.slice() : value));
      took({ kind, again: () => call(...same) });
      return call(...values);
    };
  for (const name of signing) Object.assign(crypto, { [name]: listening('signed', originals[name]) });
  Object.assign(crypto, { verify: listening('verified', originals.verify) });
  certificate.verify = function (key) {
    took({ kind: 'verified', again: () => verifyCertificate.call(this, key) });
    return verifyCertificate.call(this, key);
  };
  syncBuiltinESMExports();
  return () => {
    Object.assign(crypto, originals);
    certificate.verify = verifyCertificate;
    syncBuiltinESMExports();
  };
}

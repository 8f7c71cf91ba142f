/** An mdoc whose issuer has signed something else. */

import { decode, Tagged } from 'cborg';
import { protectedHeader, signedBytes } from '../../../../firmware/credential/mdoc/cose.ts';
import { cborOf, embedded } from '../../../../firmware/credential/mdoc/deterministic-cbor.ts';
import type { IssuedMdoc } from '../../../../simulator/phone/mdoc/issuing.ts';
import { mdocDocumentSigner } from '../../../../simulator/pki/mdoc.ts';

// biome-ignore lint/suspicious/noExplicitAny: what is altered is taken apart without its types
export type Plain = any;
export const plainOf = (bytes: Uint8Array): Plain =>
  decode(bytes, { useMaps: true, tags: Tagged.preserve(0, 24, 1004) });

/** The mdoc with another mobile security object, signed by its issuer. */
export const signedAnew = (mdoc: IssuedMdoc, alter: (object: Plain) => void, algorithm = -7): IssuedMdoc => {
  const payload = mdoc.issuerAuth[2] as Uint8Array;
  const object = plainOf(plainOf(payload).value);
  alter(object);
  const anew = cborOf(embedded(cborOf(object)));
  const head = protectedHeader(algorithm);
  const signature = mdocDocumentSigner().sign(signedBytes(head, anew));
  return { ...mdoc, issuerAuth: [head, mdoc.issuerAuth[1], anew, signature] };
};

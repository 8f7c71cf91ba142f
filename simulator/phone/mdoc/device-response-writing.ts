/** The phone's answer to a request: of what was asked for what it holds, and the proof that it is this phone. */

import { p256 } from '@noble/curves/nist.js';
import {
  coseAlgorithms,
  maccedBytes,
  protectedHeader,
  signedBytes,
} from '../../../firmware/credential/mdoc/cose.ts';
import type { MdocCrypto } from '../../../firmware/credential/mdoc/crypto.ts';
import { cborOf, embedded } from '../../../firmware/credential/mdoc/deterministic-cbor.ts';
import {
  deviceAuthenticationBytes,
  deviceMacKey,
} from '../../../firmware/credential/mdoc/device-authentication.ts';
import type { ItemsRequest } from '../../../firmware/credential/mdoc/device-request.ts';
import type { SessionTranscript } from '../../../firmware/credential/mdoc/session-transcript.ts';
import type { IssuedMdoc } from './issuing.ts';

/** How the phone proves that it holds the device key. */
export type DeviceProof = 'signature' | 'mac';

export interface ResponseBasis {
  readonly transcript: SessionTranscript;
  /** EReaderKey, uncompressed point. */
  readonly readerKey: Uint8Array;
  readonly proof: DeviceProof;
  readonly engine: MdocCrypto;
}

/** Codes of a document's or an element's error (ISO/IEC 18013-5, table 9): not given, no reason told. */
const notReturned = 0;

/** DeviceResponse without the document: it is not here, or its owner does not want it given. */
export const writeEmptyResponse = (docTypes: readonly string[]): Uint8Array =>
  cborOf({
    version: '1.0',
    documentErrors: docTypes.map((docType) => ({ [docType]: notReturned })),
    status: 0,
  });

/** DeviceResponse with the elements that were asked for, as far as the mdoc has them. */
export function writeDeviceResponse(
  mdoc: IssuedMdoc,
  request: ItemsRequest,
  basis: ResponseBasis,
): Uint8Array {
  const nameSpaces = new Map<string, unknown[]>();
  for (const [nameSpace, elements] of request.elements) {
    const items = [...elements.keys()].flatMap((element) => {
      const item = mdoc.items.get(nameSpace)?.get(element);
      return item === undefined ? [] : [embedded(item)];
    });
    if (items.length > 0) nameSpaces.set(nameSpace, items);
  }
  const deviceNameSpaces = embedded(cborOf(new Map()));
  const authentication = deviceAuthenticationBytes(basis.transcript, mdoc.docType, cborOf(deviceNameSpaces));
  return cborOf({
    version: '1.0',
    documents: [
      {
        docType: mdoc.docType,
        issuerSigned: { nameSpaces, issuerAuth: mdoc.issuerAuth },
        deviceSigned: { nameSpaces: deviceNameSpaces, deviceAuth: deviceAuth(mdoc, authentication, basis) },
      },
    ],
    status: 0,
  });
}

function deviceAuth(
  { deviceKey }: IssuedMdoc,
  authentication: Uint8Array,
  { proof, readerKey, transcript, engine }: ResponseBasis,
): object {
  if (proof === 'signature') {
    const head = protectedHeader(coseAlgorithms.ES256);
    const signature = p256.sign(signedBytes(head, authentication), deviceKey);
    return { deviceSignature: [head, new Map(), null, signature] };
  }
  const head = protectedHeader(coseAlgorithms.hmac256);
  const own = { agree: (theirs: Uint8Array) => p256.getSharedSecret(deviceKey, theirs, false).slice(1, 33) };
  // The session was encrypted under this key already: it is a point of the curve.
  const key = deviceMacKey(own, readerKey, transcript, engine) ?? new Uint8Array(32);
  return { deviceMac: [head, new Map(), null, engine.hmac(key, maccedBytes(head, authentication))] };
}

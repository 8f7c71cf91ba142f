/** DeviceResponse (ISO/IEC 18013-5, 8.3.2.1.2.2) as it stands: read, with its bytes kept, and not yet believed. */

import type { Result } from '../../../protocol/result.ts';
import { arrayIn, bytesIn, embeddedIn, integerIn, mapIn, textIn, versionIn } from './cbor-forms.ts';
import { type CoseProof, coseProofIn } from './cose.ts';
import { type KeptItem, keptItemIn, Malformed, reading, readingWithin } from './kept-cbor.ts';

export interface DeviceResponse {
  /** 0: all is well (table 8). */
  readonly status: number;
  readonly documents: readonly MdocDocument[];
}

export interface MdocDocument {
  readonly docType: string;
  /** By namespace `IssuerSignedItemBytes`, each with its tag 24: what the digests are of. */
  readonly issuerSigned: ReadonlyMap<string, readonly KeptItem[]>;
  readonly issuerAuth: CoseProof;
  /** `DeviceNameSpacesBytes` with its tag 24. */
  readonly deviceNameSpacesBytes: Uint8Array;
  /** How many elements the phone itself vouches for. */
  readonly deviceSignedElements: number;
  readonly deviceAuth: { readonly kind: 'signature' | 'mac'; readonly proof: CoseProof };
}

export const deviceResponseStatus = { ok: 0 } as const;

/** EMU-350: malformed. */
export const readDeviceResponse = (bytes: Uint8Array): Result<DeviceResponse> =>
  reading('device response', () => {
    const response = mapIn(keptItemIn(bytes), 'DeviceResponse');
    versionIn(response.need('version'));
    const documents = response.get('documents');
    return {
      status: integerIn(response.need('status'), 'status'),
      documents: documents === null ? [] : arrayIn(documents, 'documents').map(documentIn),
    };
  });

function documentIn(item: KeptItem): MdocDocument {
  const document = mapIn(item, 'a document');
  const issuerSigned = mapIn(document.need('issuerSigned'), 'issuerSigned');
  const deviceSigned = mapIn(document.need('deviceSigned'), 'deviceSigned');
  const deviceNameSpaces = deviceSigned.need('nameSpaces');
  const nameSpaces = issuerSigned.get('nameSpaces');
  return {
    docType: textIn(document.need('docType'), 'docType'),
    issuerSigned: new Map(
      nameSpaces === null
        ? []
        : mapIn(nameSpaces, 'nameSpaces')
            .textEntries('nameSpaces')
            .map(([nameSpace, items]) => [nameSpace, arrayIn(items, 'a namespace')]),
    ),
    issuerAuth: readingWithin('issuer authentication', () =>
      coseProofIn(issuerSigned.need('issuerAuth'), 'issuerAuth'),
    ),
    deviceNameSpacesBytes: deviceNameSpaces.bytes,
    deviceSignedElements: mapIn(embeddedIn(deviceNameSpaces, 'nameSpaces'), 'nameSpaces')
      .textEntries('nameSpaces')
      .reduce((sum, [, elements]) => sum + mapIn(elements, 'a namespace').textEntries('it').length, 0),
    deviceAuth: readingWithin('device authentication', () => deviceAuthIn(deviceSigned.need('deviceAuth'))),
  };
}

function deviceAuthIn(item: KeptItem): MdocDocument['deviceAuth'] {
  const auth = mapIn(item, 'deviceAuth');
  const [signature, mac] = [auth.get('deviceSignature'), auth.get('deviceMac')];
  if (signature !== null && mac === null)
    return { kind: 'signature', proof: coseProofIn(signature, 'deviceSignature') };
  if (mac !== null && signature === null) return { kind: 'mac', proof: coseProofIn(mac, 'deviceMac') };
  throw new Malformed('deviceAuth is not one of signature and MAC');
}

/** IssuerSignedItem. */
export interface IssuerSignedItem {
  readonly digestId: number;
  readonly element: string;
  readonly value: KeptItem;
}

/** Bytes of the random salt in front of which a digest guards its value (9.1.2.5). */
const shortestSalt = 16;

/** EMU-350: malformed. @param item `IssuerSignedItemBytes` */
export const readIssuerSignedItem = (item: KeptItem): Result<IssuerSignedItem> =>
  reading('issuer-signed item', () => {
    const fields = mapIn(embeddedIn(item, 'IssuerSignedItemBytes'), 'IssuerSignedItem');
    if (bytesIn(fields.need('random'), 'random').length < shortestSalt)
      throw new Malformed('random is too short');
    return {
      digestId: integerIn(fields.need('digestID'), 'digestID'),
      element: textIn(fields.need('elementIdentifier'), 'elementIdentifier'),
      value: fields.need('elementValue'),
    };
  });

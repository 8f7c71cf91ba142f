/** DeviceRequest (ISO/IEC 18013-5, 8.3.2.1.2.1): which elements of which document a reader asks for, and who asks. */

import type { Result } from '../../../protocol/result.ts';
import { arrayIn, booleanIn, embeddedBytesIn, mapIn, textIn, versionIn } from './cbor-forms.ts';
import { type CoseProof, coseProofIn } from './cose.ts';
import { cborOf, embedded } from './deterministic-cbor.ts';
import { keptItemIn, Malformed, reading, readingWithin } from './kept-cbor.ts';

/** ItemsRequest. */
export interface ItemsRequest {
  readonly docType: string;
  /** By namespace the elements asked for, and whether the reader intends to keep them. */
  readonly elements: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
}

export interface DocRequest {
  /** `ItemsRequestBytes` with its tag 24, as it was sent: what reader authentication signs. */
  readonly itemsRequestBytes: Uint8Array;
  readonly items: ItemsRequest;
  /** null: the reader does not say who it is. */
  readonly readerAuth: CoseProof | null;
}

/** ItemsRequest, CBOR. */
export const writeItemsRequest = ({ docType, elements }: ItemsRequest): Uint8Array =>
  cborOf({ docType, nameSpaces: elements });

/** `ItemsRequestBytes`: with its tag 24. */
export const itemsRequestBytes = (itemsRequest: Uint8Array): Uint8Array => cborOf(embedded(itemsRequest));

/**
 * A request for one document.
 * @param itemsRequest ItemsRequest, CBOR
 * @param readerAuth COSE_Sign1 as a value (reader-authentication.ts)
 */
export const writeDeviceRequest = (itemsRequest: Uint8Array, readerAuth: readonly unknown[]): Uint8Array =>
  cborOf({ version: '1.0', docRequests: [{ itemsRequest: embedded(itemsRequest), readerAuth }] });

/** EMU-350: malformed. */
export const readDeviceRequest = (bytes: Uint8Array): Result<readonly DocRequest[]> =>
  reading('device request', () => {
    const request = mapIn(keptItemIn(bytes), 'DeviceRequest');
    versionIn(request.need('version'));
    const docRequests = arrayIn(request.need('docRequests'), 'docRequests');
    if (docRequests.length === 0) throw new Malformed('docRequests is empty');
    return docRequests.map((item) => {
      const docRequest = mapIn(item, 'a DocRequest');
      const itemsRequest = docRequest.need('itemsRequest');
      const readerAuth = docRequest.get('readerAuth');
      return {
        itemsRequestBytes: itemsRequest.bytes,
        items: itemsRequestIn(embeddedBytesIn(itemsRequest, 'itemsRequest')),
        readerAuth:
          readerAuth === null
            ? null
            : readingWithin('reader authentication', () => coseProofIn(readerAuth, 'readerAuth')),
      };
    });
  });

/** Within `reading`. */
function itemsRequestIn(bytes: Uint8Array): ItemsRequest {
  const request = mapIn(keptItemIn(bytes), 'ItemsRequest');
  const nameSpaces = mapIn(request.need('nameSpaces'), 'nameSpaces').textEntries('nameSpaces');
  return {
    docType: textIn(request.need('docType'), 'docType'),
    elements: new Map(
      nameSpaces.map(([nameSpace, elements]) => [
        nameSpace,
        new Map(
          mapIn(elements, 'a namespace')
            .textEntries('a namespace')
            .map(([element, retain]) => [element, booleanIn(retain, 'IntentToRetain')]),
        ),
      ]),
    ),
  };
}

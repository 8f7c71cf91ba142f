import { encode, rfc8949EncodeOptions } from 'cborg';
import { describe, expect, test } from 'vitest';
import { writeDeviceEngagement } from '../../../../firmware/credential/mdoc/device-engagement.ts';
import {
  itemsRequestBytes,
  writeDeviceRequest,
  writeItemsRequest,
} from '../../../../firmware/credential/mdoc/device-request.ts';
import { identityRequest } from '../../../../firmware/credential/mdoc/identity-request.ts';
import { keptItemIn } from '../../../../firmware/credential/mdoc/kept-cbor.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import { signRequest } from '../../../../firmware/credential/mdoc/reader-authentication.ts';
import {
  readerKeyBytes,
  writeSessionData,
  writeSessionEstablishment,
} from '../../../../firmware/credential/mdoc/session-messages.ts';
import { staticHandoverTranscript } from '../../../../firmware/credential/mdoc/session-transcript.ts';
import {
  writeDeviceResponse,
  writeEmptyResponse,
} from '../../../../simulator/phone/mdoc/device-response-writing.ts';
import { mdocReaderIdentity } from '../../../../simulator/pki/mdoc.ts';
import { mdocOf } from './held-phone.ts';
import { everyItem, plainOf } from './kept-items.ts';

const { publicKey } = portableMdocCrypto.ephemeralKey(new Uint8Array(48).fill(9));
const engagement = writeDeviceEngagement(publicKey);
const transcript = staticHandoverTranscript(engagement, readerKeyBytes(publicKey), new Uint8Array(30));
const itemsRequest = writeItemsRequest(identityRequest);
const signed = signRequest(mdocReaderIdentity(), transcript, itemsRequestBytes(itemsRequest));
const mdoc = mdocOf('iphone');
const responseProvedBy = (proof: 'signature' | 'mac'): Uint8Array =>
  writeDeviceResponse(mdoc, identityRequest, {
    transcript,
    readerKey: publicKey,
    proof,
    engine: portableMdocCrypto,
  });

describe('what is written of an mdoc exchange is deterministic CBOR, item by item', () => {
  test.each([
    ['device engagement', engagement],
    ['session establishment', writeSessionEstablishment(publicKey, new Uint8Array(300))],
    ['session data', writeSessionData({ data: new Uint8Array(300), status: 20 })],
    ['session transcript', transcript.embeddedBytes],
    ['items request', itemsRequestBytes(itemsRequest)],
    ['device request', writeDeviceRequest(itemsRequest, signed)],
    ['mobile security object', mdoc.issuerAuth[2] as Uint8Array],
    ['device response with a signature', responseProvedBy('signature')],
    ['device response with a MAC', responseProvedBy('mac')],
    ['device response without a document', writeEmptyResponse([mdoc.docType, 'another'])],
  ])('%s', (_, message) => {
    const items = everyItem(keptItemIn(message));
    for (const item of items)
      expect(Uint8Array.from(encode(plainOf(item), rfc8949EncodeOptions))).toEqual(item.bytes);
    expect(items.some(({ kind }) => kind === 'map' || kind === 'array')).toBe(true);
  });
});

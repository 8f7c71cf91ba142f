import { describe, expect, test } from 'vitest';
import { cborOf } from '../../../../firmware/credential/mdoc/deterministic-cbor.ts';
import {
  type DocRequest,
  itemsRequestBytes,
  readDeviceRequest,
  writeDeviceRequest,
  writeItemsRequest,
} from '../../../../firmware/credential/mdoc/device-request.ts';
import { identityRequest } from '../../../../firmware/credential/mdoc/identity-request.ts';
import { portableMdocCrypto } from '../../../../firmware/credential/mdoc/portable-crypto.ts';
import { signRequest } from '../../../../firmware/credential/mdoc/reader-authentication.ts';
import { transcriptOf } from '../../../../firmware/credential/mdoc/session-transcript.ts';
import { ok, orThrow, refuse } from '../../../../protocol/result.ts';
import { checkReader } from '../../../../simulator/phone/mdoc/reader-check.ts';
import { mdocDocumentSigner, mdocReaderIdentity, mdocReaders } from '../../../../simulator/pki/mdoc.ts';
import { atDesk } from '../../../firmware/credential/mdoc/held-phone.ts';

const transcript = transcriptOf(cborOf(['this session']));
const itemsRequest = writeItemsRequest(identityRequest);
const signed = signRequest(mdocReaderIdentity(), transcript, itemsRequestBytes(itemsRequest));

const requestWith = (readerAuth: readonly unknown[], items = itemsRequest): DocRequest => {
  const [request] = orThrow(readDeviceRequest(writeDeviceRequest(items, readerAuth)));
  if (request === undefined) throw new Error('no request');
  return request;
};
const checked = (request: DocRequest, session = transcript, at = atDesk) =>
  checkReader(request, session, mdocReaders(portableMdocCrypto), portableMdocCrypto, at);
const unfit = refuse('EMU-365', { reason: 'another request or session' });

describe('a reader that asks a phone', () => {
  test('is answered where it has signed its request in this session', () => {
    expect(checked(requestWith(signed))).toEqual(ok(undefined));
    expect(requestWith(signed).items).toEqual(identityRequest);
  });

  test('is not answered in another session', () => {
    expect(checked(requestWith(signed), transcriptOf(cborOf(['another'])))).toEqual(unfit);
  });

  test('is not answered where it has signed another request', () => {
    const more = writeItemsRequest({ ...identityRequest, docType: 'org.iso.18013.5.1.mDL' });
    expect(checked(requestWith(signed, more))).toEqual(unfit);
  });

  test('is answered nothing else with any byte of its request changed, and a part or a reason is named', () => {
    const whole = writeDeviceRequest(itemsRequest, signed);
    let refused = 0;
    for (let place = 0; place < whole.length; place += 1) {
      const changed = Uint8Array.from(whole);
      changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8));
      const read = readDeviceRequest(changed);
      const [request] = read.ok ? read.value : [];
      const check = !read.ok ? read : request === undefined ? null : checked(request);
      if (check?.ok) expect(request?.items).toEqual(identityRequest);
      if (check === null || check.ok) continue;
      expect(['EMU-350', 'EMU-356', 'EMU-364', 'EMU-365']).toContain(check.problem.code);
      expect(Object.values(check.problem.detail).join('')).not.toBe('');
      refused += 1;
    }
    // All but the version and what of the outer maps is not signed.
    expect(refused).toBeGreaterThan(whole.length * 0.95);
  });

  test('is not answered where it does not say who it is', () => {
    expect(checked({ ...requestWith(signed), readerAuth: null })).toEqual(
      refuse('EMU-365', { reason: 'not signed' }),
    );
  });

  test('is not answered with a certificate that is no reader’s', () => {
    const other = signRequest(mdocDocumentSigner(), transcript, itemsRequestBytes(itemsRequest));
    expect(checked(requestWith(other))).toEqual(
      refuse('EMU-356', { reason: 'of an authority that is not trusted' }),
    );
    const [head, , payload, signature] = signed;
    expect(checked(requestWith([head, new Map(), payload, signature]))).toEqual(
      refuse('EMU-350', { part: 'reader authentication', reason: '33 is missing' }),
    );
  });

  test('is not answered after its certificates have expired', () => {
    expect(checked(requestWith(signed), transcript, Date.UTC(2100, 0, 1))).toEqual(
      refuse('EMU-356', { reason: 'its authority is not valid now' }),
    );
  });
});

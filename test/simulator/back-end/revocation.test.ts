import { createHash } from 'node:crypto';
import { BasicOCSPResponse, OCSPResponse } from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import { CertificateList } from '@peculiar/asn1-x509';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadCertificate } from '../../../firmware/trust/card-trust.ts';
import { readCrl } from '../../../firmware/trust/crl.ts';
import { ocspRequest, revocationByOcsp } from '../../../firmware/trust/ocsp.ts';
import { type ErrorCode, errorCatalogue } from '../../../protocol/errors.ts';
import { orThrow } from '../../../protocol/result.ts';
import type {
  RevocationSource,
  RevocationState,
} from '../../../simulator/back-end/revocation/revocation-conduct.ts';
import { contentTypes } from '../../../simulator/back-end/revocation/revocation-routes.ts';
import {
  type StatusServer,
  startStatusServer,
} from '../../../simulator/back-end/revocation/status-server.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { userCertificateOf } from '../../../simulator/pki/cards/card-authority.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { ocspLimits } from '../../../simulator/pki/cards/ocsp-responder.ts';
import { verifySignature } from '../../../simulator/pki/cards/signature-verification.ts';
import { person, start, type TestDesk, testDesk } from './desk.ts';

const [current, next] = cardTrust(loadPeople()).authorities as [ReadCertificate, ReadCertificate];
const engine = {
  verify: verifySignature,
  sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
};

const noticeFor = (desk: TestDesk, id = 'insured'): readonly [string, string | undefined] => {
  const answer = desk.told('eligibility', desk.eligibilityRequest(person(id), desk.newVisit()));
  return [answer.verdict, answer.notice?.code];
};

describe('revocation that cannot be believed', () => {
  const cases: readonly (readonly [RevocationSource, RevocationState, ErrorCode])[] = [
    ['crl', 'stale', 'EMU-342'],
    ['crl', 'early', 'EMU-343'],
    ['crl', 'foreign', 'EMU-341'],
    ['crl', 'damaged', 'EMU-340'],
    ['crl', 'down', 'EMU-465'],
    ['ocsp', 'stale', 'EMU-342'],
    ['ocsp', 'early', 'EMU-343'],
    ['ocsp', 'foreign', 'EMU-345'],
    ['ocsp', 'damaged', 'EMU-344'],
    ['ocsp', 'other-certificate', 'EMU-346'],
    ['ocsp', 'try-later', 'EMU-348'],
    ['ocsp', 'down', 'EMU-465'],
  ];
  test.each(cases)('asked by %s and %s is a problem for the desk: %s', (by, state, code) => {
    const desk = testDesk();
    desk.revocation.set({ by, state });
    expect(noticeFor(desk)).toEqual(['problem', code]);
    expect(noticeFor(desk, 'revoked')).toEqual(['problem', code]);
    // What needs no authority is told all the same.
    expect(noticeFor(desk, 'expired')).toEqual(['card_expired', 'EMU-446']);
    desk.revocation.set({ by, state: 'published' });
    expect(noticeFor(desk)).toEqual(['valid', undefined]);
  });

  test('is told in a whole sentence, in which nobody is named', () => {
    const desk = testDesk();
    desk.revocation.set({ by: 'crl', state: 'damaged' });
    const request = desk.eligibilityRequest(person('insured'), desk.newVisit());
    const { notice, name, records } = desk.told('eligibility', request);
    expect(notice).toMatchObject({ code: 'EMU-340', detail: { reason: 'not a CRL' } });
    expect(notice?.message).toContain(errorCatalogue['EMU-340'].remedy.ja);
    expect(notice?.message).not.toMatch(/[{}]/);
    expect([name, records]).toEqual([undefined, []]);
  });

  test('ends after its time, and says so', () => {
    const desk = testDesk();
    desk.revocation.set({ by: 'ocsp', state: 'down', for: 1000 });
    desk.clock.moveBy(999);
    expect(noticeFor(desk)).toEqual(['problem', 'EMU-465']);
    desk.clock.moveBy(1);
    expect(noticeFor(desk)).toEqual(['valid', undefined]);
    expect(desk.observed.filter(({ event }) => event === 'revocation')).toEqual([
      { event: 'revocation', state: 'down', by: 'ocsp' },
      { event: 'revocation', state: 'published', by: 'crl' },
    ]);
  });
});

describe('what becomes of a certificate while the desk runs', () => {
  test.each(['crl', 'ocsp'] as const)('counts from the next visit on, asked by %s', (by) => {
    const desk = testDesk();
    desk.revocation.set({ by, state: 'published' });
    const insured = person('insured');
    expect(noticeFor(desk)).toEqual(['valid', undefined]);
    const changes = [
      ['suspended', 'card_suspended', 'EMU-448'],
      ['good', 'valid', undefined],
      ['voluntarily-revoked', 'card_revoked', 'EMU-464'],
      ['returned', 'card_returned', 'EMU-449'],
      ['revoked', 'card_revoked', 'EMU-447'],
    ] as const;
    for (const [status, verdict, notice] of changes) {
      desk.clock.moveBy(60_000);
      desk.register.change(insured, status, desk.clock.now());
      expect(noticeFor(desk)).toEqual([verdict, notice]);
    }
    expect(noticeFor(desk, 'elderly')).toEqual(['valid', undefined]);
  });

  test('a card that was returned is registered no more', () => {
    const desk = testDesk();
    const insured = person('insured');
    const answer = (): { readonly registered: boolean } =>
      desk.told('eligibility', desk.eligibilityRequest(insured, desk.newVisit()));
    expect(answer().registered).toBe(true);
    desk.register.change(insured, 'returned', desk.clock.now());
    expect(answer().registered).toBe(false);
  });
});

describe('the list', () => {
  test('is one a day, and one at every change', () => {
    const desk = testDesk();
    const at = (instant: number): Uint8Array => desk.service.list('current', instant) as Uint8Array;
    const midnight = Date.parse('2026-11-03T00:00:00+09:00');
    expect(at(start)).toBe(at(midnight - 1));
    expect(at(start)).not.toEqual(at(midnight));
    const before = at(start);
    desk.register.change(person('insured'), 'suspended', start);
    expect(at(start)).not.toEqual(before);
    const list = orThrow(readCrl(at(start), current, verifySignature));
    expect(list.thisUpdate).toBe(start);
    expect(list.entries.get(userCertificateOf(person('insured')).number)).toBe('suspended');
  });
});

describe('list and answer', () => {
  const desk = testDesk();
  const odd = start + 3_600_259;
  const listed = (id: string, at: number): number | undefined => {
    const list = AsnConvert.parse(desk.service.list('current', at) as Uint8Array, CertificateList);
    const { number } = userCertificateOf(person(id));
    const entry = list.tbsCertList.revokedCertificates?.find(
      ({ userCertificate }) =>
        Buffer.from(userCertificate)
          .toString('hex')
          .replace(/^(00)+/, '') === number,
    );
    return entry?.revocationDate.getTime().getTime();
  };
  const answered = (id: string, at: number): BasicOCSPResponse => {
    const asked = { certificate: { number: userCertificateOf(person(id)).number, issuer: current } };
    const question = ocspRequest({ ...asked, nonce: new Uint8Array(32) }, engine);
    const answer = AsnConvert.parse(desk.service.answer(question, at) as Uint8Array, OCSPResponse);
    return AsnConvert.parse(answer.responseBytes?.response.buffer as ArrayBuffer, BasicOCSPResponse);
  };
  const told = (id: string, at: number): number | undefined =>
    answered(id, at).tbsResponseData.responses[0]?.certStatus.revoked?.revocationTime.getTime();

  test.each(['revoked', 'suspended', 'returned'])('name the same moment for %s, whenever asked', (id) => {
    const at = told(id, odd);
    expect(at).toBeLessThan(start);
    expect([told(id, odd + 5_000), listed(id, start), listed(id, odd)]).toEqual([at, at, at]);
  });

  test('name the second of a change, and none a part of a second', () => {
    desk.register.change(person('insured'), 'suspended', odd);
    expect([told('insured', odd + 1), listed('insured', odd + 1)]).toEqual([odd - 259, odd - 259]);
    expect(told('revoked', odd)).toBe(listed('revoked', odd));
    const { producedAt, responses } = answered('insured', odd + 60_000).tbsResponseData;
    const times = [producedAt, responses[0]?.thisUpdate, responses[0]?.nextUpdate];
    expect(times.map((time) => Number(time) % 1000)).toEqual([0, 0, 0]);
  });
});

describe('the revocation service over plain HTTP', () => {
  const desk = testDesk();
  let server: StatusServer;
  beforeAll(async () => {
    server = orThrow(await startStatusServer({ revocation: desk.service, clock: desk.clock, port: 0 }));
  });
  afterAll(() => server.close());
  const get = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, init);
  const bytesOf = async (answer: Response): Promise<Uint8Array> => new Uint8Array(await answer.arrayBuffer());
  const { number } = userCertificateOf(person('suspended'));
  const asked = { certificate: { number, issuer: current }, nonce: new Uint8Array(32).fill(255) };
  const question = ocspRequest(asked, engine);
  const post = (body: Uint8Array, type: string = contentTypes.question): Promise<Response> =>
    get('/ocsp', { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': type } });

  test('gives the lists, each signed by its authority', async () => {
    for (const [generation, issuer] of [
      ['current', current],
      ['next', next],
    ] as const) {
      const answer = await get(`/crl/${generation}.crl`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, contentTypes.crl]);
      expect(readCrl(await bytesOf(answer), issuer, verifySignature).ok).toBe(true);
    }
    expect((await get('/crl/other.crl')).status).toBe(404);
    expect(await bytesOf(await get('/authorities/next.cer'))).toEqual(next.der);
  });

  test('answers questions that are posted, and those in the address, escaped or not', async () => {
    const base64 = Buffer.from(question).toString('base64');
    expect(base64).toContain('/');
    for (const answer of [
      await post(question),
      await get(`/ocsp/${encodeURIComponent(base64)}`),
      await get(`/ocsp/${base64}`),
    ]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, contentTypes.answer]);
      const told = revocationByOcsp(await bytesOf(answer), asked, desk.clock.now(), engine);
      expect(told).toEqual({ ok: true, value: 'suspended' });
    }
  });

  test('excuses itself from what is no question, and refuses what is too much', async () => {
    for (const body of [new Uint8Array(0), Uint8Array.of(0x30, 0), new Uint8Array(3000).fill(0x30)]) {
      const told = revocationByOcsp(await bytesOf(await post(body)), asked, desk.clock.now(), engine);
      expect(told).toMatchObject({ problem: { code: 'EMU-348', detail: { status: 'malformedRequest' } } });
    }
    expect((await post(new Uint8Array(ocspLimits.bytes + 1))).status).toBe(413);
    expect((await post(question, 'text/html')).status).toBe(415);
    expect((await get('/ocsp')).status).toBe(404);
  });

  test('says that it is down, in both languages', async () => {
    desk.revocation.set({ by: 'crl', state: 'down' });
    for (const answer of [
      await get('/crl/current.crl'),
      await post(question),
      await get(`/ocsp/${Buffer.from(question).toString('base64url')}`),
    ]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/plain; charset=utf-8']);
      expect(await answer.text()).toMatch(/is down.*\n.*停止/);
    }
    desk.revocation.set({ by: 'crl', state: 'published' });
    expect((await get('/crl/current.crl')).status).toBe(200);
  });

  test('cannot be had twice on one port', async () => {
    const again = await startStatusServer({ revocation: desk.service, clock: desk.clock, port: server.port });
    expect(again).toEqual({ ok: false, problem: { code: 'EMU-426', detail: { port: server.port } } });
  });
});

import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import {
  BasicOCSPResponse,
  type CertID,
  CertStatus,
  id_pkix_ocsp_basic,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  SingleResponse,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { Certificate, Extension, type Extension as ExtensionType, KeyUsageFlags } from '@peculiar/asn1-x509';
import { describe, expect, it } from 'vitest';
import { type ReadCertificate, readCertificate } from '../../../firmware/trust/card-trust.ts';
import {
  longestOcspAnswer,
  nonceExtension,
  type OcspQuestion,
  ocspNoCheck,
  ocspRequest,
  ocspSigning,
  revocationByOcsp,
} from '../../../firmware/trust/ocsp.ts';
import { clockLeewayMs, type Revocation } from '../../../firmware/trust/revocation.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import { orThrow, type Result } from '../../../protocol/result.ts';
import { plainNumber } from '../../../protocol/x509.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { certificateSerial } from '../../../simulator/pki/cards/card-authority.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { CertificateRegister } from '../../../simulator/pki/cards/certificate-register.ts';
import { answerOcsp, ocspLimits, tryLater } from '../../../simulator/pki/cards/ocsp-responder.ts';
import { verifySignature } from '../../../simulator/pki/cards/signature-verification.ts';
import { buffer, der, signerFor } from '../../../simulator/pki/x509-issuing.ts';
import { person } from '../../simulator/back-end/desk.ts';
import { authority, keys, make, name, purposes, usage } from './made-certificates.ts';

const at = Date.parse('2026-11-02T12:00:00+09:00');
const nonce = new Uint8Array(32).fill(9);
const engine = {
  verify: verifySignature,
  sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
};
const [current, next] = cardTrust(loadPeople()).authorities as [ReadCertificate, ReadCertificate];
const numberOf = (id: string): string => plainNumber(certificateSerial(person(id)));
const register = (): CertificateRegister => new CertificateRegister(loadPeople());
const asking = (id: string, given: Uint8Array | null = nonce): OcspQuestion => ({
  certificate: { number: numberOf(id), issuer: id === 'next-card' ? next : current },
  nonce: given,
});
const codeOf = (result: Result<unknown>): ErrorCode | null => (result.ok ? null : result.problem.code);
const judge = (answer: Uint8Array, question: OcspQuestion, instant = at): Result<Revocation> =>
  revocationByOcsp(answer, question, instant, engine);
const answering = (question: OcspQuestion): Uint8Array =>
  answerOcsp(ocspRequest(question, engine), { register: register(), at });

describe('an answer of the authority’s responder', () => {
  it.each([
    ['insured', 'good'],
    ['revoked', 'revoked'],
    ['suspended', 'suspended'],
    ['returned', 'returned'],
    ['voluntarily-revoked', 'voluntarilyRevoked'],
    ['next-card', 'good'],
  ] as const)('about %s says %s', (id, revocation) => {
    expect(judge(answering(asking(id)), asking(id))).toEqual({ ok: true, value: revocation });
  });

  it('counts for its time only', () => {
    const answer = answering(asking('insured'));
    const hour = 3_600_000;
    const told = (instant: number): ErrorCode | null => codeOf(judge(answer, asking('insured'), instant));
    expect(told(at - clockLeewayMs)).toBeNull();
    expect(told(at - clockLeewayMs - 1)).toBe('EMU-343');
    expect(told(at + hour + clockLeewayMs)).toBeNull();
    expect(told(at + hour + clockLeewayMs + 1)).toBe('EMU-342');
  });

  it('to another question is refused by its nonce, unless none was sent', () => {
    const answer = answering(asking('insured'));
    const again = asking('insured', new Uint8Array(32).fill(8));
    expect(codeOf(judge(answer, again))).toBe('EMU-349');
    expect(codeOf(judge(answering(asking('insured', null)), asking('insured')))).toBe('EMU-349');
    expect(codeOf(judge(answer, asking('insured', null)))).toBeNull();
  });

  it('about another certificate is refused', () => {
    expect(codeOf(judge(answering(asking('elderly')), asking('insured')))).toBe('EMU-346');
    const sameNumber = { ...asking('insured'), certificate: { number: numberOf('insured'), issuer: next } };
    expect(codeOf(judge(answering(asking('insured')), sameNumber))).toBe('EMU-345');
  });

  it('about a certificate that was never issued says so', () => {
    const question: OcspQuestion = { certificate: { number: '40ffff', issuer: current }, nonce };
    expect(judge(answering(question), question)).toMatchObject({
      problem: { code: 'EMU-348', detail: { status: 'unknown' } },
    });
  });

  it('is none where it is an excuse, which is told', () => {
    expect(judge(tryLater(), asking('insured'))).toMatchObject({
      problem: { code: 'EMU-348', detail: { status: 'tryLater' } },
    });
    const excuse = (question: Uint8Array): Result<Revocation> =>
      judge(answerOcsp(question, { register: register(), at }), asking('insured'));
    expect(excuse(new Uint8Array(0))).toMatchObject({ problem: { detail: { status: 'malformedRequest' } } });
    const foreign: OcspQuestion = {
      certificate: {
        number: '1',
        issuer: orThrow(readCertificate(authority('foreign', keys.other))),
      },
      nonce: null,
    };
    expect(excuse(ocspRequest(foreign, engine))).toMatchObject({
      problem: { detail: { status: 'unauthorized' } },
    });
  });
});

describe('a responder is not talked into anything', () => {
  const status = (question: Uint8Array): OCSPResponseStatus =>
    AsnConvert.parse(answerOcsp(question, { register: register(), at }), OCSPResponse).responseStatus;
  const parsed = () => AsnConvert.parse(ocspRequest(asking('insured'), engine), OCSPRequest);

  it('by a question that is too long, asks nothing, asks too much, or has too long a nonce', () => {
    const { malformedRequest } = OCSPResponseStatus;
    expect(status(new Uint8Array(ocspLimits.bytes + 1).fill(0x30))).toBe(malformedRequest);
    const [none, many, long] = [parsed(), parsed(), parsed()];
    none.tbsRequest.requestList = [];
    expect(status(new Uint8Array(der(none)))).toBe(malformedRequest);
    const [one] = many.tbsRequest.requestList;
    if (one === undefined) throw new Error('no question');
    many.tbsRequest.requestList = Array.from({ length: ocspLimits.questions + 1 }, () => one);
    expect(status(new Uint8Array(der(many)))).toBe(malformedRequest);
    long.tbsRequest.requestExtensions = [nonceExtension(new Uint8Array(ocspLimits.nonce + 1))];
    expect(status(new Uint8Array(der(long)))).toBe(malformedRequest);
  });

  it('by questions about certificates of two authorities at once', () => {
    const both = parsed();
    const other = AsnConvert.parse(ocspRequest(asking('next-card'), engine), OCSPRequest);
    both.tbsRequest.requestList.push(...other.tbsRequest.requestList);
    expect(status(new Uint8Array(der(both)))).toBe(OCSPResponseStatus.unauthorized);
  });
});

/** An answer that says `good` of a certificate of the authority `root`, signed as a test wants it. */
const root = orThrow(readCertificate(authority('root', keys.root)));
const question: OcspQuestion = { certificate: { number: '4711', issuer: root }, nonce: null };
/** What the question is about, read anew so that it may be changed. */
function askedAbout(): CertID {
  const { tbsRequest } = AsnConvert.parse(ocspRequest(question, engine), OCSPRequest);
  const [one] = tbsRequest.requestList;
  if (one === undefined) throw new Error('no question');
  return one.reqCert;
}
function made({
  key = keys.root,
  certificate,
  before,
  change = {},
  whole = {},
  again,
  behind = [],
}: {
  readonly key?: KeyObject;
  readonly certificate?: Uint8Array;
  /** Sent before it. */
  readonly before?: Uint8Array;
  readonly change?: Partial<SingleResponse>;
  readonly whole?: Partial<ResponseData>;
  /** What another answer about the same certificate says in the same response. */
  readonly again?: CertStatus;
  /** Bytes behind the signed answer, within the response. */
  readonly behind?: readonly number[];
}): Uint8Array {
  const certID = askedAbout();
  const certificates = [before, certificate].filter((sent) => sent !== undefined);
  const single = (certStatus: CertStatus) =>
    new SingleResponse({
      certID,
      certStatus,
      thisUpdate: new Date(at),
      nextUpdate: new Date(at + 1000),
      ...change,
    });
  const tbsResponseData = new ResponseData({
    responderID: new ResponderID({ byName: name('root') }),
    producedAt: new Date(at),
    responses: [new CertStatus({ good: null }), ...(again === undefined ? [] : [again])].map(single),
    ...whole,
  });
  const signer = signerFor(key);
  const basic = new BasicOCSPResponse({
    tbsResponseData,
    signatureAlgorithm: signer.algorithm,
    signature: buffer(signer.sign(new Uint8Array(der(tbsResponseData)))),
    ...(certificates.length === 0
      ? {}
      : { certs: certificates.map((sent) => AsnConvert.parse(sent, Certificate)) }),
  });
  return new Uint8Array(
    der(
      new OCSPResponse({
        responseStatus: OCSPResponseStatus.successful,
        responseBytes: new ResponseBytes({
          responseType: id_pkix_ocsp_basic,
          response: new OctetString(Uint8Array.of(...new Uint8Array(der(basic)), ...behind)),
        }),
      }),
    ),
  );
}
const noCheck: ExtensionType = new Extension({
  extnID: ocspNoCheck,
  extnValue: new OctetString(Uint8Array.of(5, 0)),
});
const responder = (
  extensions: readonly ExtensionType[],
  issuerKey: KeyObject = keys.root,
  notAfter = at + 1000,
  notBefore = at - 1000,
) =>
  make({
    subject: 'responder',
    issuer: 'root',
    key: keys.other,
    issuerKey,
    extensions,
    notBefore,
    notAfter,
  });
const signs = usage(KeyUsageFlags.digitalSignature);
const proper = [signs, purposes(ocspSigning), noCheck];

describe('who may sign an answer', () => {
  it.each([
    ['the authority itself', {}, null],
    ['a responder that it named', { key: keys.other, certificate: responder(proper) }, null],
    [
      'a responder behind another certificate',
      { key: keys.other, before: responder([signs]), certificate: responder(proper) },
      null,
    ],
    ['somebody else', { key: keys.other }, 'EMU-345'],
    ['one without the purpose', { key: keys.other, certificate: responder([signs, noCheck]) }, 'EMU-345'],
    [
      'one whose key may not sign',
      {
        key: keys.other,
        certificate: responder([usage(KeyUsageFlags.keyAgreement), purposes(ocspSigning), noCheck]),
      },
      'EMU-345',
    ],
    [
      'one that would have to be asked about in turn',
      { key: keys.other, certificate: responder([signs, purposes(ocspSigning)]) },
      'EMU-345',
    ],
    ['one that another named', { key: keys.other, certificate: responder(proper, keys.lower) }, 'EMU-345'],
    [
      'one whose time is over',
      { key: keys.other, certificate: responder(proper, keys.root, at - 500) },
      'EMU-345',
    ],
    [
      'one whose time has yet to begin',
      { key: keys.other, certificate: responder(proper, keys.root, at + 2000, at + 1000) },
      'EMU-345',
    ],
    ['a named responder, with another key', { key: keys.own, certificate: responder(proper) }, 'EMU-345'],
  ] as const)('%s', (_, signing, code) => {
    expect(codeOf(judge(made(signing), question))).toBe(code);
  });
});

describe('an answer is about the certificate that was asked about only', () => {
  it.each(['issuerNameHash', 'issuerKeyHash'] as const)('by %s', (part) => {
    const certID = askedAbout();
    expect(codeOf(judge(made({ change: { certID } }), question))).toBeNull();
    certID[part] = new OctetString(new Uint8Array(32));
    expect(codeOf(judge(made({ change: { certID } }), question))).toBe('EMU-346');
  });

  it('by its number', () => {
    const certID = askedAbout();
    certID.serialNumber = Uint8Array.of(0x47, 0x12).buffer;
    expect(codeOf(judge(made({ change: { certID } }), question))).toBe('EMU-346');
  });
});

describe('what is no answer is refused as malformed', () => {
  const good = made({});
  const unknown = new Extension({
    extnID: '2.999.1',
    critical: true,
    extnValue: new OctetString(Uint8Array.of(5, 0)),
  });
  it.each([
    ['nothing', new Uint8Array(0)],
    ['cut off', good.subarray(0, -1)],
    ['with a byte after it', Uint8Array.of(...good, 0)],
    ['a certificate', authority('root', keys.root)],
    ['nested without end', new Uint8Array(4000).fill(0x30)],
    ['too long', new Uint8Array(longestOcspAnswer + 1)],
    ['with a byte after its signed part', made({ behind: [0] })],
    ['with a critical extension that nobody here knows', made({ whole: { responseExtensions: [unknown] } })],
    [
      'with such an extension on what it says of the certificate',
      made({ change: { singleExtensions: [unknown] } }),
    ],
    ['that speaks of the certificate twice', made({ again: new CertStatus({ unknown: null }) })],
    ['without the date of the next one', made({ change: { nextUpdate: undefined as never } })],
    [
      'of another kind',
      new Uint8Array(
        der(
          new OCSPResponse({
            responseStatus: OCSPResponseStatus.successful,
            responseBytes: new ResponseBytes({ responseType: '2.999.1', response: new OctetString(good) }),
          }),
        ),
      ),
    ],
    ['empty', new Uint8Array(der(new OCSPResponse({ responseStatus: OCSPResponseStatus.successful })))],
  ])('%s', (_, bytes) => {
    expect(codeOf(judge(bytes, question))).toBe('EMU-344');
  });

  it('with any one byte changed it never says another thing', () => {
    for (let start = 0; start < good.length; start += 1) {
      const bytes = good.slice();
      bytes[start] = (bytes[start] ?? 0) ^ 0x01;
      const result = judge(bytes, question);
      expect(result.ok ? result.value : 'good', String(start)).toBe('good');
    }
  });
});

it('a question names the authority by hashes of its name and key', () => {
  const parsed = AsnConvert.parse(ocspRequest(question, engine), OCSPRequest);
  const id = parsed.tbsRequest.requestList[0]?.reqCert;
  const bits = createPublicKey(keys.root).export({ format: 'der', type: 'pkcs1' });
  expect(Buffer.from(id?.issuerKeyHash.buffer ?? new ArrayBuffer(0))).toEqual(
    Buffer.from(engine.sha256(bits)),
  );
  expect(Buffer.from(id?.issuerNameHash.buffer ?? new ArrayBuffer(0))).toEqual(
    Buffer.from(engine.sha256(new Uint8Array(der(name('root'))))),
  );
});

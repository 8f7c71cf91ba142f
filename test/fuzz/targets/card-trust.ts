/**
 * What a reader or a back end is given to judge a card by: certificates, revocation lists, answers about certificates
 * (OCSP), and questions to a responder. The first byte of an input says which; of a certificate the rest is a script
 * whose operands are the chain.
 */

import { createHash, createPublicKey } from 'node:crypto';
import { OCSPResponse, OCSPResponseStatus } from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import { readCrl, revocationByCrl } from '../../../firmware/trust/crl.ts';
import { type OcspQuestion, ocspRequest, revocationByOcsp } from '../../../firmware/trust/ocsp.ts';
import { reasonOf } from '../../../firmware/trust/revocation.ts';
import { orThrow } from '../../../protocol/result.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import {
  cardAuthorityCertificate,
  issueUserCertificate,
  personKey,
} from '../../../simulator/pki/cards/card-authority.ts';
import { cardTrust as trustOfPeople } from '../../../simulator/pki/cards/card-trust.ts';
import { CertificateRegister } from '../../../simulator/pki/cards/certificate-register.ts';
import { answerOcsp } from '../../../simulator/pki/cards/ocsp-responder.ts';
import { issueRevocationList } from '../../../simulator/pki/cards/revocation-list.ts';
import { verifySignature } from '../../../simulator/pki/cards/signature-verification.ts';
import { stepsIn, written } from '../script.ts';
import { insist, kindOf, type Target } from '../target.ts';

const kinds = ['certificate', 'crl', 'answer', 'question'] as const;
type Kind = (typeof kinds)[number];

const at = Date.parse('2026-11-02T12:00:00+09:00');
const person = loadPeople().get('insured');
if (person === undefined) throw new Error('the people file has nobody insured');
const certificate = issueUserCertificate(
  person,
  { year: 2026, month: 11, day: 2 },
  createPublicKey(personKey(person)),
);
const trust = trustOfPeople(loadPeople());
const judged = orThrow(trust.judge([certificate]));
const list = issueRevocationList('current', {
  entries: [
    { number: judged.number, reason: reasonOf.suspended, since: null },
    { number: '40aa', reason: null, since: null },
  ],
  thisUpdate: at - 1000,
  nextUpdate: at + 1000,
  number: 1,
});
const register = new CertificateRegister(loadPeople());
const engine = {
  verify: verifySignature,
  sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
};
const asked: OcspQuestion = { certificate: judged, nonce: new Uint8Array(32).fill(3) };
const question = ocspRequest(asked, engine);
const answer = answerOcsp(question, { register, at });

const chainOf = (...chain: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat(chain.map((operand) => written({ does: 0, operand })));
const bodies: Readonly<Record<Kind, Uint8Array>> = {
  certificate: chainOf(certificate),
  crl: list,
  answer,
  question,
};
const inputOf = (kind: Kind, body: Uint8Array = bodies[kind]): Uint8Array =>
  Buffer.concat([Uint8Array.of(kinds.indexOf(kind)), body]);

function judge(kind: Kind, body: Uint8Array): string {
  switch (kind) {
    case 'certificate': {
      const result = trust.judge(stepsIn(body).map(({ operand }) => operand));
      if (!result.ok) return kindOf(result.problem);
      insist(result.value.number === judged.number, 'nobody is believed whom no authority has signed for');
      return 'accepted certificate';
    }
    case 'crl': {
      const result = readCrl(body, judged.issuer, verifySignature);
      if (!result.ok) return kindOf(result.problem);
      const told = revocationByCrl(result.value, judged.number, at);
      insist(told.ok && told.value === 'suspended', 'a list says what its authority signed');
      return 'accepted crl';
    }
    case 'answer': {
      const result = revocationByOcsp(body, asked, at, engine);
      if (!result.ok) return kindOf(result.problem);
      insist(result.value === 'good', 'an answer says what its responder signed');
      return 'accepted answer';
    }
    case 'question': {
      const given = answerOcsp(body, { register, at });
      insist(given.length > 0, 'whatever is asked is answered, if with an excuse');
      return AsnConvert.parse(given, OCSPResponse).responseStatus === OCSPResponseStatus.successful
        ? 'accepted question'
        : 'excused';
    }
  }
}

export const cardTrust: Target = {
  name: 'card-trust',
  // A signature made or checked for nearly each input.
  share: 0.25,
  longest: 8192,
  tokens: [
    Uint8Array.of(0x30, 0x80),
    Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0x06, 0x01, 0x80),
    Uint8Array.of(0x0a, 0x01, 0x03),
    Uint8Array.of(0x17, 0x0d),
    Uint8Array.of(0x18, 0x0f),
    Uint8Array.of(0x05, 0x00),
    Uint8Array.of(0x01, 0x01, 0xff),
    Uint8Array.of(0xa0, 0x00),
    new Uint8Array(400).fill(0x30),
    inputOf('certificate', chainOf(certificate, cardAuthorityCertificate())),
    inputOf('certificate', chainOf(certificate, certificate)),
    written({ does: 0, operand: new Uint8Array(0) }),
  ],
  sound(random) {
    const kind = random.of(kinds);
    const told = judge(kind, bodies[kind]);
    insist(told === `accepted ${kind}`, `what an authority has made is taken (${kind}: ${told})`);
    return inputOf(kind);
  },
  judge: (input) => [judge(kinds[(input[0] ?? 0) & 3] as Kind, input.subarray(1))],
};

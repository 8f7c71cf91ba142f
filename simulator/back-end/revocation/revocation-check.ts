/** The back end's own look at revocation: fetches the list of the day or asks the responder, and believes neither unchecked. */

import { hash } from 'node:crypto';
import type { Entropy } from '../../../firmware/hal.ts';
import type { CardCertificate, ReadCertificate } from '../../../firmware/trust/card-trust.ts';
import { type RevocationList, readCrl, revocationByCrl } from '../../../firmware/trust/crl.ts';
import { type OcspQuestion, ocspRequest, revocationByOcsp } from '../../../firmware/trust/ocsp.ts';
import type { Revocation } from '../../../firmware/trust/revocation.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { type CardGeneration, cardAuthorityCertificates } from '../../pki/cards/card-authority.ts';
import type { CertificateRegister } from '../../pki/cards/certificate-register.ts';
import { verifySignature } from '../../pki/cards/signature-verification.ts';
import type { RevocationConduct } from './revocation-conduct.ts';
import type { RevocationService } from './revocation-service.ts';

/**
 * What became of a certificate, at a time in milliseconds since 1970-01-01 UTC. EMU-340 to EMU-346, EMU-348 and EMU-349:
 * what was told is not believed; EMU-465: nobody is there.
 */
export type RevocationCheck = (certificate: CardCertificate, at: number) => Result<Revocation>;

export interface RevocationCheckParts {
  readonly register: CertificateRegister;
  readonly service: RevocationService;
  readonly conduct: Pick<RevocationConduct, 'by'>;
  readonly entropy: Entropy;
}

const nonceBytes = 32;
const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
const engine = { verify: verifySignature, sha256 };

/** A list is read and its signature checked once for each authority that is asked about, however many desks fetch it. */
const readLists = new WeakMap<ReadCertificate, WeakMap<Uint8Array, Result<RevocationList>>>();

function readOnce(list: Uint8Array, issuer: ReadCertificate): Result<RevocationList> {
  const ofIssuer = readLists.get(issuer) ?? new WeakMap<Uint8Array, Result<RevocationList>>();
  readLists.set(issuer, ofIssuer);
  const known = ofIssuer.get(list);
  if (known !== undefined) return known;
  const read = readCrl(list, issuer, verifySignature);
  ofIssuer.set(list, read);
  return read;
}

const publishing = cardAuthorityCertificates();

/** Whether the service speaks for this authority. */
const publishes = (issuer: ReadCertificate): boolean =>
  publishing.some((one) => Buffer.compare(one, issuer.der) === 0);

const generationOf = ({ key }: ReadCertificate): CardGeneration =>
  key.scheme === 'rsa-sha256' ? 'current' : 'next';

export function revocationCheck({
  register,
  service,
  conduct,
  entropy,
}: RevocationCheckParts): RevocationCheck {
  function byList({ number, issuer }: CardCertificate, at: number): Result<Revocation> {
    const list = service.list(generationOf(issuer), at);
    if (list === null) return refuse('EMU-465');
    const read = readOnce(list, issuer);
    return read.ok ? revocationByCrl(read.value, number, at) : read;
  }

  function byAnswer(certificate: CardCertificate, at: number): Result<Revocation> {
    const question: OcspQuestion = { certificate, nonce: entropy.bytes(nonceBytes) };
    const answer = service.answer(ocspRequest(question, engine), at);
    return answer === null ? refuse('EMU-465') : revocationByOcsp(answer, question, at, engine);
  }

  /** An authority that somebody brought publishes nothing here: the people file stands for what it would. */
  function byRegister({ number, issuer }: CardCertificate): Result<Revocation> {
    const owner = register.ownerOf({ number, issuer: issuer.subject });
    return ok(owner === undefined ? 'good' : register.revocationOf(owner));
  }

  return (certificate, at) => {
    if (!publishes(certificate.issuer)) return byRegister(certificate);
    return conduct.by === 'crl' ? byList(certificate, at) : byAnswer(certificate, at);
  };
}

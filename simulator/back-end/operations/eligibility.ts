/** Judges a card or phone by its certificate and signature, and says what the person is entitled to. */

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { japanDay } from '../../../firmware/calendar.ts';
import { certificateVerdict } from '../../../firmware/trust/verdict.ts';
import type { EligibilityAnswer } from '../../../host-bridge/eligibility/api.ts';
import { readerOf } from '../../../protocol/ids.ts';
import { ok, refuse } from '../../../protocol/result.ts';
import { verifyCardSignature } from '../../pki/cards/signature-verification.ts';
import { cardCertificateUntil, endingWithCard } from '../card-end.ts';
import { decide, withoutRenewal } from '../decision.ts';
import { eligibilityAnswer } from '../eligibility-answer.ts';
import type { KeptJudgement } from '../store.ts';
import { done, isOver, type Operation } from './operation.ts';
import { recordFor } from './record-for.ts';

/**
 * EMU-400 another reader's visit, EMU-404 no such visit, EMU-405 to EMU-407 the challenge, EMU-410 nobody's certificate,
 * EMU-411 the signature, EMU-414 the visit is over; of the certificate as `CardTrust.judge`.
 */
export const eligibility: Operation<'eligibility'> = (parts, request) => {
  const { world, trust, revocation, clock, store } = parts;
  const { visit, nonce } = request;
  if (request.reader !== readerOf(visit)) return refuse('EMU-400', { where: 'reader' });
  const kept = store.visit(visit);
  if (kept === null) return refuse('EMU-404');
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  if (kept.judgement?.digest === digest) return done(JSON.parse(kept.judgement.answer) as EligibilityAnswer);
  if (isOver(kept)) return refuse('EMU-414');
  if (kept.judgement?.nonce === nonce) return refuse('EMU-407');
  if (kept.challenge?.nonce !== nonce) return refuse('EMU-405');
  const now = clock.now();
  if (now > kept.challenge.until) return refuse('EMU-406');

  const certificate = trust.judge([Buffer.from(request.certificate, 'base64url')]);
  if (!certificate.ok) return certificate;
  const { number, issuer, key } = certificate.value;
  const named = { number, issuer: issuer.subject };
  const person = world.ownerOf(named);
  if (person === undefined) return refuse('EMU-410');
  const challenge = Buffer.from(nonce, 'base64url');
  if (!verifyCardSignature(key, challenge, Buffer.from(request.signature, 'base64url')))
    return refuse('EMU-411');

  const today = japanDay(now);
  const latest = world.latest(person);
  const inCard = endingWithCard(certificate.value, latest.card.expires(world.opened));
  // Whatever a reader says of it: a phone's certificate has no grace.
  const isPhone = request.medium !== 'card' || world.isInPhone(person, named);
  const verdict = certificateVerdict({
    certificate: ok(isPhone ? endingWithCard(inCard, cardCertificateUntil(latest, world.opened)) : inCard),
    revocation: revocation(certificate.value, now),
    medium: isPhone ? 'phone' : 'card',
    graceRule: request.graceRule,
    today,
  });
  const { validity, told } = world.standingOf(person, today);
  const decision = decide(
    isPhone && world.phoneWaitsForRenewal(person) ? withoutRenewal(verdict) : verdict,
    validity,
  );
  const answer = eligibilityAnswer(person, decision, {
    registered: world.isRegistered(person),
    recipientCertificates: world.recipientCertificatesOn(person, today).length > 0,
    records:
      decision.validity === null || told === null ? [] : [recordFor(request.institution, told, today, parts)],
  });
  const judgement: KeptJudgement = {
    nonce,
    digest,
    institution: request.institution,
    person: person.id,
    method: request.method,
    verdict: decision.verdict,
    validity: decision.validity,
    inGrace: decision.graceUntil !== null,
    answer: JSON.stringify(answer),
  };
  store.keepJudgement(visit, judgement);
  return done(answer, {
    event: 'judged',
    visit,
    verdict: decision.verdict,
    validity: decision.validity,
    notice: decision.notice?.code ?? null,
  });
};

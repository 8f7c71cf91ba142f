/** Judges a card or phone by its certificate and signature, and says what the person is entitled to. */

import { Buffer } from 'node:buffer';
import { japanDay } from '../../../firmware/calendar.ts';
import { certificateVerdict } from '../../../firmware/trust/verdict.ts';
import { ok, refuse } from '../../../protocol/result.ts';
import { verifyCardSignature } from '../../pki/cards/signature-verification.ts';
import { cardCertificateUntil, endingBy } from '../card-end.ts';
import { withoutRenewal } from '../decision.ts';
import { askedAnew, judge } from './judging.ts';
import { done, type Operation } from './operation.ts';

/**
 * EMU-400 another reader's visit, EMU-404 no such visit, EMU-405 to EMU-407 the challenge, EMU-410 nobody's certificate,
 * EMU-411 the signature, EMU-414 the visit is over; of the certificate as `CardTrust.judge`.
 */
export const eligibility: Operation<'eligibility'> = (parts, request) => {
  const { world, trust, revocation, clock } = parts;
  const asked = askedAnew(parts, request);
  if (!asked.ok) return asked;
  if (asked.value.kind === 'answered') return done(asked.value.answer);
  const now = clock.now();

  const certificate = trust.judge([Buffer.from(request.certificate, 'base64url')]);
  if (!certificate.ok) return certificate;
  const { number, issuer, key } = certificate.value;
  const named = { number, issuer: issuer.subject };
  const person = world.ownerOf(named);
  if (person === undefined) return refuse('EMU-410');
  const challenge = Buffer.from(request.nonce, 'base64url');
  if (!verifyCardSignature(key, challenge, Buffer.from(request.signature, 'base64url')))
    return refuse('EMU-411');

  const today = japanDay(now);
  const latest = world.latest(person);
  const inCard = endingBy(certificate.value, latest.card.expires(world.opened));
  // Whatever a reader says of it: a phone's certificate has no grace.
  const isPhone = request.medium !== 'card' || world.isInPhone(person, named);
  const verdict = certificateVerdict({
    certificate: ok(isPhone ? endingBy(inCard, cardCertificateUntil(latest, world.opened)) : inCard),
    revocation: revocation(certificate.value, now),
    medium: isPhone ? 'phone' : 'card',
    graceRule: request.graceRule,
    today,
  });
  return judge(parts, request, {
    digest: asked.value.digest,
    person,
    certificate: isPhone && world.phoneWaitsForRenewal(person) ? withoutRenewal(verdict) : verdict,
    method: request.method,
  });
};

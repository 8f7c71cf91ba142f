/**
 * Finds whose four facts a terminal states, and says what the person is entitled to. Our design: how an mdoc is used at a
 * reception is not public.
 */

import { Buffer } from 'node:buffer';
import { verify } from 'node:crypto';
import { japanDay } from '../../../firmware/calendar.ts';
import { statedFactsBytes } from '../../../firmware/credential/stated-facts.ts';
import { certificateVerdict } from '../../../firmware/trust/verdict.ts';
import { ok, refuse } from '../../../protocol/result.ts';
import { verifyCardVerifiable } from '../../card/engine/card-verifiable-certificate.ts';
import { parseDashedDate } from '../../people/written-day.ts';
import { terminalAuthorityKey } from '../../pki/terminal.ts';
import { cardCertificateUntil, endingBy } from '../card-end.ts';
import { withoutRenewal } from '../decision.ts';
import { askedAnew, judge } from './judging.ts';
import { done, type Operation } from './operation.ts';

/** As `askedAnew`; EMU-400 no such last day, EMU-456 the terminal's certificate, EMU-457 its signature, EMU-458 the facts are nobody's, or several people's. */
export const eligibilityByFacts: Operation<'eligibilityByFacts'> = (parts, request) => {
  const { world, clock } = parts;
  const asked = askedAnew(parts, request);
  if (!asked.ok) return asked;
  if (asked.value.kind === 'answered') return done(asked.value.answer);

  const { visit, name, birthDate, sex, address, validUntil } = request;
  const lastDay = parseDashedDate(validUntil);
  if (lastDay === null) return refuse('EMU-400', { where: 'validUntil' });
  const terminal = verifyCardVerifiable(Buffer.from(request.terminal, 'base64url'), terminalAuthorityKey());
  if (terminal === null) return refuse('EMU-456');
  const nonce = Buffer.from(request.nonce, 'base64url');
  const stated = statedFactsBytes({ visit, nonce, name, birthDate, sex, address, validUntil });
  const raw = { key: terminal, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', stated, raw, Buffer.from(request.signature, 'base64url'))) return refuse('EMU-457');

  const today = japanDay(clock.now());
  const people = world.found({ name, birth: birthDate.replaceAll('-', ''), sex, address }, today);
  const [person] = people;
  if (person === undefined || people.length > 1) return refuse('EMU-458');
  // The reader has judged the mdoc, by its own clock; its last day and what it was copied from are judged here, without
  // grace. That what ends first of mdoc, certificate and card is what is told as near its end is our reading.
  const latest = world.latest(person);
  const inCard = { until: cardCertificateUntil(latest, world.opened) };
  const verdict = certificateVerdict({
    certificate: ok({
      ...endingBy(endingBy(inCard, latest.card.expires(world.opened)), lastDay),
      from: latest.certificate.issued(world.opened),
      authoritiesFrom: Number.NEGATIVE_INFINITY,
      authoritiesUntil: Number.POSITIVE_INFINITY,
    }),
    revocation: ok(world.revocationOf(person)),
    medium: 'phone',
    graceRule: 'sameDay',
    today,
  });
  return judge(parts, request, {
    digest: asked.value.digest,
    person,
    certificate: world.phoneWaitsForRenewal(person) ? withoutRenewal(verdict) : verdict,
    method: 'phone',
  });
};

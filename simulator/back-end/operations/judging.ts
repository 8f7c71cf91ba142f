/** What every question of eligibility has in common, whatever the person was known by: its challenge, and its answer. */

import { hash } from 'node:crypto';
import { japanDay } from '../../../firmware/calendar.ts';
import type { AnswerOf, EligibilityAnswer, RequestOf } from '../../../host-bridge/eligibility/api.ts';
import { readerOf } from '../../../protocol/ids.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { Person } from '../../people/person.ts';
import { decide, type Judged } from '../decision.ts';
import { eligibilityAnswer } from '../eligibility-answer.ts';
import type { KeptJudgement } from '../store.ts';
import { type Done, done, isOver, type OperationParts } from './operation.ts';
import { recordFor } from './record-for.ts';

type Question = RequestOf<'eligibility'> | RequestOf<'eligibilityByFacts'>;

/** The answer to the same question before, or the digest under which its answer is to be kept. */
type Asked =
  | { readonly kind: 'answered'; readonly answer: EligibilityAnswer }
  | { readonly kind: 'anew'; readonly digest: string };

/** EMU-400 another reader's visit, EMU-404 no such visit, EMU-405 to EMU-407 the challenge, EMU-414 the visit is over. */
export function askedAnew({ store, clock }: OperationParts, request: Question): Result<Asked> {
  const { visit, nonce, reader } = request;
  if (reader !== readerOf(visit)) return refuse('EMU-400', { where: 'reader' });
  const kept = store.visit(visit);
  if (kept === null) return refuse('EMU-404');
  const digest = hash('sha256', JSON.stringify(request), 'base64url');
  if (kept.judgement?.digest === digest)
    return ok({ kind: 'answered', answer: JSON.parse(kept.judgement.answer) as EligibilityAnswer });
  if (isOver(kept)) return refuse('EMU-414');
  if (kept.judgement?.nonce === nonce) return refuse('EMU-407');
  if (kept.challenge?.nonce !== nonce) return refuse('EMU-405');
  return clock.now() > kept.challenge.until ? refuse('EMU-406') : ok({ kind: 'anew', digest });
}

export interface Found {
  readonly digest: string;
  readonly person: Person;
  /** What is to be said of the card or phone. */
  readonly certificate: Judged;
  readonly method: KeptJudgement['method'];
}

/** Decides, and keeps what was decided for the visit. */
export function judge(
  parts: OperationParts,
  { visit, nonce, institution }: Question,
  { digest, person, certificate, method }: Found,
): Result<Done<AnswerOf<'eligibility'>>> {
  const { world, store, clock } = parts;
  const today = japanDay(clock.now());
  const { validity, told } = world.standingOf(person, today);
  const decision = decide(certificate, validity);
  const answer = eligibilityAnswer(person, decision, {
    registered: world.isRegistered(person),
    recipientCertificates: world.recipientCertificatesOn(person, today).length > 0,
    records: decision.validity === null || told === null ? [] : [recordFor(institution, told, today, parts)],
  });
  store.keepJudgement(visit, {
    nonce,
    digest,
    institution,
    person: person.id,
    method,
    verdict: decision.verdict,
    validity: decision.validity,
    inGrace: decision.graceUntil !== null,
    answer: JSON.stringify(answer),
  });
  return done(answer, {
    event: 'judged',
    visit,
    verdict: decision.verdict,
    validity: decision.validity,
    notice: decision.notice?.code ?? null,
  });
}

/**
 * The mock back end of オンライン資格確認, without sockets: five operations on one store. The HTTPS routes and the
 * in-process client both call `handle`. The interface and its rules of order are ours; the official ones are not public.
 */

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { compareDays, type Day, japanDay } from '../../firmware/calendar.ts';
import type { Entropy } from '../../firmware/hal.ts';
import type { CardTrust } from '../../firmware/trust/card-trust.ts';
import { certificateVerdict } from '../../firmware/trust/verdict.ts';
import type { Clock } from '../../host-bridge/clock.ts';
import {
  type AnswerOf,
  type EligibilityAnswer,
  type EligibilityRecord,
  type OperationName,
  operations,
  type RequestOf,
} from '../../host-bridge/eligibility/api.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import { readerOf } from '../../protocol/ids.ts';
import { ok, type Problem, type Result, refuse } from '../../protocol/result.ts';
import type { Person } from '../people/person.ts';
import type { CertificateRegister } from '../pki/cards/certificate-register.ts';
import { verifyCardSignature } from '../pki/cards/signature-verification.ts';
import { challengeToRepeat, freshChallenge } from './challenges.ts';
import { decide } from './decision.ts';
import { eligibilityAnswer } from './eligibility-answer.ts';
import { insuranceRecord } from './insurance-record.ts';
import { japanInstant } from './japan-instant.ts';
import { type ConsentRow, consentRows, consentTimes, type VisitRow, visitRows } from './listings.ts';
import type { BackEndObservation, ObserveBackEnd } from './observed.ts';
import { type Answered, refused } from './refusal.ts';
import type { RevocationCheck } from './revocation/revocation-check.ts';
import type { BackEndStore, KeptJudgement, KeptVisit } from './store.ts';

export interface BackEnd {
  /** Carries out one operation and has kept its change when it returns. Any body is taken; a bad one is refused. */
  handle(operation: OperationName, body: unknown): Answered;
  listVisits(): VisitRow[];
  listConsents(): ConsentRow[];
}

export interface BackEndParts {
  /** Whose certificates there are, and what became of them. */
  readonly register: CertificateRegister;
  readonly trust: CardTrust;
  readonly revocation: RevocationCheck;
  /** The desk's clock: certificates are judged by it. */
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly store: BackEndStore;
  readonly observe: ObserveBackEnd;
}

/** An answer, and what is observed once the change behind it is kept. */
interface Done<A> {
  readonly answer: A;
  readonly observed: BackEndObservation | null;
}
const done = <A>(answer: A, observed: BackEndObservation | null = null): Result<Done<A>> =>
  ok({ answer, observed });

export function createBackEnd(parts: BackEndParts): BackEnd {
  const { register, trust, revocation, clock, entropy, store, observe } = parts;
  const { people } = register;

  /** Records of the day, as they were told once: they follow from person and day alone. */
  const records = new Map<Person, EligibilityRecord>();
  let recordsOf: Day | null = null;
  const recordOn = (today: Day, person: Person): EligibilityRecord => {
    if (recordsOf === null || compareDays(recordsOf, today) !== 0) records.clear();
    recordsOf = today;
    const known = records.get(person) ?? insuranceRecord(person, today);
    records.set(person, known);
    return known;
  };

  /** Who has returned the card is registered no more. */
  const isRegistered = (person: Person): boolean =>
    register.revocationOf(person) !== 'returned' && (person.registered || store.isRegistered(person.id));

  function challenge({ visit }: RequestOf<'challenge'>): Result<Done<AnswerOf<'challenge'>>> {
    const kept = store.visit(visit);
    if (isOver(kept)) return refuse('EMU-414');
    const now = clock.now();
    const again = challengeToRepeat(kept, now);
    const given = again ?? freshChallenge(entropy, now);
    if (again === null) store.keepChallenge(visit, given);
    return done(
      { nonce: given.nonce, until: japanInstant(given.until) },
      again === null ? { event: 'challenged', visit } : null,
    );
  }

  function eligibility(request: RequestOf<'eligibility'>): Result<Done<EligibilityAnswer>> {
    const { visit, nonce } = request;
    if (request.reader !== readerOf(visit)) return refuse('EMU-400', { where: 'reader' });
    const kept = store.visit(visit);
    if (kept === null) return refuse('EMU-404');
    const digest = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
    if (kept.judgement?.digest === digest)
      return done(JSON.parse(kept.judgement.answer) as EligibilityAnswer);
    if (isOver(kept)) return refuse('EMU-414');
    if (kept.judgement?.nonce === nonce) return refuse('EMU-407');
    if (kept.challenge?.nonce !== nonce) return refuse('EMU-405');
    const now = clock.now();
    if (now > kept.challenge.until) return refuse('EMU-406');

    const certificate = trust.judge([Buffer.from(request.certificate, 'base64url')]);
    if (!certificate.ok) return certificate;
    const { number, issuer, key } = certificate.value;
    const person = register.ownerOf({ number, issuer: issuer.subject });
    if (person === undefined) return refuse('EMU-410');
    const challenge = Buffer.from(nonce, 'base64url');
    if (!verifyCardSignature(key, challenge, Buffer.from(request.signature, 'base64url')))
      return refuse('EMU-411');

    const today = japanDay(now);
    const verdict = certificateVerdict({
      certificate,
      revocation: revocation(certificate.value, now),
      medium: request.medium === 'card' ? 'card' : 'phone',
      graceRule: request.graceRule,
      today,
    });
    const decision = decide(verdict, person.insurance.validity);
    const answer = eligibilityAnswer(person, decision, {
      registered: isRegistered(person),
      records: decision.named ? [recordOn(today, person)] : [],
    });
    const judgement: KeptJudgement = {
      nonce,
      digest,
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
  }

  function registration({ visit }: RequestOf<'registration'>): Result<Done<AnswerOf<'registration'>>> {
    const kept = store.visit(visit);
    if (!kept?.judgement) return refuse('EMU-412');
    if (kept.judgement.verdict !== 'valid') return refuse('EMU-416');
    const person = people.get(kept.judgement.person);
    if (person === undefined) return refuse('EMU-410');
    if (isRegistered(person)) return done({ registered: true });
    if (isOver(kept)) return refuse('EMU-414');
    store.keepRegistration(person.id);
    return done({ registered: true }, { event: 'registered', visit });
  }

  function use(request: RequestOf<'use'>): Result<Done<AnswerOf<'use'>>> {
    const { visit, consent } = request;
    const kept = store.visit(visit);
    // A withdrawal counts whenever it came: before the use, after it, or in place of its answer.
    if (kept?.state === 'withdrawn') return done({ state: 'withdrawn', at: null, until: null });
    const asked = JSON.stringify(request);
    if (kept?.use)
      return kept.use.request === asked ? done(useAnswer(kept.state, kept.use.at)) : refuse('EMU-413');
    if (!kept?.judgement) return refuse('EMU-412');
    if (kept.judgement.inGrace && consent !== null) return refuse('EMU-415');

    const person = people.get(kept.judgement.person);
    const usable = kept.judgement.verdict === 'valid' && person !== undefined && isRegistered(person);
    const state = usable ? 'committed' : 'problem';
    const at = clock.now();
    store.keepUse(visit, state, { request: asked, consent: usable ? consent : null, at });
    return done(
      useAnswer(state, at),
      usable ? { event: 'committed', visit, consent: consent !== null } : null,
    );
  }

  function withdrawal({ visit }: RequestOf<'withdrawal'>): Result<Done<AnswerOf<'withdrawal'>>> {
    if (store.visit(visit)?.state === 'withdrawn') return done({ state: 'withdrawn' });
    store.keepWithdrawal(visit);
    return done({ state: 'withdrawn' }, { event: 'withdrawn', visit });
  }

  const turnAway = (operation: OperationName, problem: Problem): Answered => {
    observe({ event: 'refused', operation, code: problem.code });
    return refused(problem);
  };

  /** One operation with the schemas of the interface around it, as one change of the store. */
  const serve =
    <R, A>(
      operation: OperationName,
      { request, answer }: { readonly request: z.ZodType<R>; readonly answer: z.ZodType<A> },
      work: (request: R) => Result<Done<A>>,
    ) =>
    (body: unknown): Answered => {
      const read = request.safeParse(body);
      if (!read.success)
        return turnAway(operation, { code: 'EMU-400', detail: { where: whereWrong(read.error) } });
      try {
        const result = store.change(() => {
          const worked = work(read.data);
          // An answer out of form is a fault of ours; found here, it undoes the change.
          if (worked.ok) answer.parse(worked.value.answer);
          return worked;
        });
        if (!result.ok) return turnAway(operation, result.problem);
        if (result.value.observed !== null) observe(result.value.observed);
        return { status: 200, body: result.value.answer };
      } catch (fault) {
        if (fault instanceof EmulatorError) return turnAway(operation, fault.problem);
        throw fault;
      }
    };

  const served: Readonly<Record<OperationName, (body: unknown) => Answered>> = {
    challenge: serve('challenge', operations.challenge, challenge),
    eligibility: serve('eligibility', operations.eligibility, eligibility),
    registration: serve('registration', operations.registration, registration),
    use: serve('use', operations.use, use),
    withdrawal: serve('withdrawal', operations.withdrawal, withdrawal),
  };

  return {
    handle: (operation, body) => served[operation](body),
    listVisits: () => visitRows(store),
    listConsents: () => consentRows(store),
  };
}

const isOver = (kept: KeptVisit | null): boolean => kept !== null && kept.state !== 'open';

/** `consent.surgery`, never the value that stood there: it may be about a person. */
const whereWrong = (error: z.ZodError): string => error.issues[0]?.path.map(String).join('.') || 'body';

const useAnswer = (state: KeptVisit['state'], at: number): AnswerOf<'use'> =>
  state === 'committed' ? { state, ...consentTimes(at) } : { state: 'problem', at: null, until: null };

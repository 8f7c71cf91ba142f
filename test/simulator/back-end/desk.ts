/** A back end on a desk of its own for tests: a clock that moves when told, and cards that sign. */

import { constants, createPublicKey, sign } from 'node:crypto';
import { japanDay } from '../../../firmware/calendar.ts';
import type { Clock } from '../../../host-bridge/clock.ts';
import { readAnswer } from '../../../host-bridge/eligibility/answer.ts';
import type { AnswerOf, OperationName, RequestOf } from '../../../host-bridge/eligibility/api.ts';
import type { InsuredNumbers } from '../../../host-bridge/eligibility/api-fields.ts';
import type { ReaderId, VisitId } from '../../../protocol/ids.ts';
import { visitId } from '../../../protocol/ids.ts';
import type { Result } from '../../../protocol/result.ts';
import { type BackEnd, createBackEnd } from '../../../simulator/back-end/back-end.ts';
import type { BackEndObservation } from '../../../simulator/back-end/observed.ts';
import { revocationCheck } from '../../../simulator/back-end/revocation/revocation-check.ts';
import {
  createRevocationConduct,
  type RevocationConduct,
} from '../../../simulator/back-end/revocation/revocation-conduct.ts';
import {
  type RevocationService,
  revocationService,
} from '../../../simulator/back-end/revocation/revocation-service.ts';
import { memoryStore } from '../../../simulator/back-end/sqlite-store.ts';
import type { BackEndStore } from '../../../simulator/back-end/store.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople, type People } from '../../../simulator/people/registry.ts';
import {
  issuePhoneCertificate,
  issueUserCertificate,
  personKey,
  phoneKey,
} from '../../../simulator/pki/cards/card-authority.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { CertificateRegister } from '../../../simulator/pki/cards/certificate-register.ts';

export const reader = 'FCR-000001' as ReaderId;
export const start = Date.parse('2026-11-02T09:00:00+09:00');
export const agreed = { surgery: true, treatment: true, checkup: true };

export interface HandClock extends Clock {
  /** Moves on to this moment, running what falls due on the way. */
  moveTo(moment: number): void;
  moveBy(milliseconds: number): void;
  /** Resolves when somebody sets a timer. */
  timerSet(): Promise<void>;
}

export function handClock(now = start): HandClock {
  const timers = new Map<object, { readonly at: number; readonly callback: () => void }>();
  let tell = (): void => {};
  const clock: HandClock = {
    now: () => now,
    ticks: () => now,
    setTimeout(callback, milliseconds) {
      const token = {};
      timers.set(token, { at: now + milliseconds, callback });
      tell();
      return token;
    },
    clearTimeout: (token) => void timers.delete(token as object),
    moveTo(moment) {
      const due = [...timers].filter(([, { at }]) => at <= moment).sort(([, a], [, b]) => a.at - b.at);
      for (const [token, { at, callback }] of due) {
        timers.delete(token);
        now = at;
        callback();
      }
      now = moment;
    },
    moveBy: (milliseconds) => clock.moveTo(now + milliseconds),
    timerSet: () =>
      new Promise((resolve) => {
        tell = resolve;
      }),
  };
  return clock;
}

/** Bytes that differ each time and are the same in each run. */
const countedEntropy = () => {
  let calls = 0;
  return {
    bytes(count: number) {
      calls += 1;
      return new Uint8Array(count).fill(calls);
    },
  };
};

export const person = (id: string): Person => {
  const found = loadPeople().get(id);
  if (found === undefined) throw new Error(`no person ${id}`);
  return found;
};

/** A people file with nobody else in it. */
export const only = (one: Person): People => ({
  get: (id) => (id === one.id ? one : undefined),
  size: 1,
  *[Symbol.iterator]() {
    yield one;
  },
});

/** The numbers of the insurance that a person has, or has had, first. */
export function numbersOf({ insurance: [first] }: Person): InsuredNumbers {
  if (first?.number === undefined) throw new Error('no numbers');
  const { insurer, symbol, number, branch } = first;
  return { insurer: insurer.number, symbol, number, branch };
}

/** What a card gives: its certificate, and its signature over a challenge. */
export function cardAnswer(who: Person, nonce: string, issuedOn = start) {
  const key = personKey(who);
  const bytes = Buffer.from(nonce, 'base64url');
  const signature =
    key.asymmetricKeyType === 'rsa'
      ? sign('sha256', bytes, { key, padding: constants.RSA_PKCS1_PADDING })
      : sign('sha384', bytes, { key, dsaEncoding: 'ieee-p1363' });
  return {
    certificate: Buffer.from(issueUserCertificate(who, japanDay(issuedOn), createPublicKey(key))).toString(
      'base64url',
    ),
    signature: signature.toString('base64url'),
  };
}

/** The same of a phone. */
export function phoneAnswer(who: Person, nonce: string, issuedOn = start) {
  const key = phoneKey(who);
  const signature = sign('sha256', Buffer.from(nonce, 'base64url'), {
    key,
    padding: constants.RSA_PKCS1_PADDING,
  });
  return {
    certificate: Buffer.from(issuePhoneCertificate(who, japanDay(issuedOn), createPublicKey(key))).toString(
      'base64url',
    ),
    signature: signature.toString('base64url'),
  };
}

export interface TestDesk {
  readonly clock: HandClock;
  readonly store: BackEndStore;
  readonly backEnd: BackEnd;
  readonly register: CertificateRegister;
  readonly revocation: RevocationConduct;
  readonly service: RevocationService;
  readonly observed: BackEndObservation[];
  newVisit(): VisitId;
  ask<N extends OperationName>(operation: N, request: RequestOf<N>): Result<AnswerOf<N>>;
  /** The answer; fails the test where it is refused. */
  told<N extends OperationName>(operation: N, request: RequestOf<N>): AnswerOf<N>;
  /** A whole eligibility request for a person, its challenge asked for; `change` alters it. */
  eligibilityRequest(
    who: Person,
    visit: VisitId,
    change?: Partial<RequestOf<'eligibility'>>,
  ): RequestOf<'eligibility'>;
  use(visit: VisitId, change?: Partial<RequestOf<'use'>>): RequestOf<'use'>;
}

export function testDesk({
  store = memoryStore(),
  clock = handClock(),
  people = loadPeople(),
} = {}): TestDesk {
  const observed: BackEndObservation[] = [];
  const observe = (observation: BackEndObservation) => void observed.push(observation);
  const entropy = countedEntropy();
  const register = new CertificateRegister(people);
  const conduct = createRevocationConduct(clock, observe);
  const service = revocationService(register, conduct);
  const backEnd = createBackEnd({
    register,
    trust: cardTrust(register.people),
    revocation: revocationCheck({ register, service, conduct, entropy }),
    clock,
    entropy,
    store,
    observe,
  });
  let visits = 0;
  const desk: TestDesk = {
    clock,
    store,
    backEnd,
    register,
    revocation: conduct,
    service,
    observed,
    newVisit() {
      visits += 1;
      return visitId(reader, 1, visits);
    },
    ask(operation, request) {
      const { status, body } = backEnd.handle(operation, request);
      return readAnswer(operation, status, JSON.parse(JSON.stringify(body)));
    },
    told(operation, request) {
      const result = desk.ask(operation, request);
      if (!result.ok) throw new Error(`${operation}: ${result.problem.code}`);
      return result.value;
    },
    eligibilityRequest(who, visit, change = {}) {
      const { nonce } = desk.told('challenge', { visit });
      return {
        visit,
        reader,
        institution: '9999999999',
        graceRule: 'monthEnd',
        medium: 'card',
        method: 'face',
        nonce,
        ...cardAnswer(who, nonce),
        ...change,
      };
    },
    use: (visit, change = {}) => ({
      visit,
      consent: agreed,
      recipient: null,
      prescription: null,
      provideLimit: null,
      ...change,
    }),
  };
  return desk;
}

/**
 * The mock back end of オンライン資格確認, without sockets: a table of operations on one store. The HTTPS routes and the
 * in-process client both call `handle`. The interface and its rules of order are ours; the official ones are not public.
 */

import type { z } from 'zod';
import { japanDay } from '../../firmware/calendar.ts';
import { type OperationName, operations } from '../../host-bridge/eligibility/api.ts';
import { japanInstant } from '../../host-bridge/eligibility/japan-instant.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import type { Problem } from '../../protocol/result.ts';
import type { CertificateRegister } from '../pki/cards/certificate-register.ts';
import { judgedCertificates } from './judged-certificates.ts';
import { type ConsentRow, consentRows, type VisitRow, visitRows } from './listings.ts';
import { createModes, type Modes } from './modes/modes.ts';
import type { ObserveBackEnd } from './observed.ts';
import { bulkRequest } from './operations/bulk-request.ts';
import { bulkResult } from './operations/bulk-result.ts';
import { challenge } from './operations/challenge.ts';
import { eligibility } from './operations/eligibility.ts';
import { eligibilityByFacts } from './operations/eligibility-by-facts.ts';
import { foundInformation } from './operations/found-information.ts';
import type { Operation, OperationParts } from './operations/operation.ts';
import { qualification } from './operations/qualification.ts';
import { referenceNumber } from './operations/reference-number.ts';
import { registration } from './operations/registration.ts';
import { search } from './operations/search.ts';
import { situation } from './operations/situation.ts';
import { use } from './operations/use.ts';
import { viewing } from './operations/viewing.ts';
import { withdrawal } from './operations/withdrawal.ts';
import { type Answered, refused } from './refusal.ts';
import { type SearchReport, searchReport } from './search/search-report.ts';
import { type SearchRow, searchRows } from './search/search-rows.ts';
import type { Keeping } from './store.ts';
import {
  type InsurerRow,
  insurerRows,
  type PersonDetails,
  type PersonRow,
  personDetails,
  personRows,
} from './world/people-listings.ts';
import { createWorld } from './world/world.ts';

export interface BackEnd {
  /** Whether it is an ordinary day; set by test benches. */
  readonly modes: Modes;
  /** Carries out one operation and has kept its change when it returns. Any body is taken; a bad one is refused. */
  handle(operation: OperationName, body: unknown): Answered;
  listVisits(): VisitRow[];
  listConsents(): ConsentRow[];
  listPeople(): PersonRow[];
  /** null: nobody has this id of the people file. */
  showPerson(id: string): PersonDetails | null;
  listInsurers(): InsurerRow[];
  listSearches(): SearchRow[];
  /** How often the search by four facts was used. */
  searchReport(): SearchReport;
}

export interface BackEndParts extends Omit<OperationParts, 'world' | 'modes'> {
  /** Whose certificates there are, and what became of them. */
  readonly register: CertificateRegister;
  readonly observe: ObserveBackEnd;
}

const works: { readonly [N in OperationName]: Operation<N> } = {
  challenge,
  eligibility,
  eligibilityByFacts,
  registration,
  use,
  withdrawal,
  qualification,
  referenceNumber,
  viewing,
  bulkRequest,
  bulkResult,
  situation,
  search,
  foundInformation,
};

const keepings: { readonly [N in OperationName]: Keeping } = {
  challenge: 'untilPowerFails',
  eligibility: 'untilPowerFails',
  eligibilityByFacts: 'untilPowerFails',
  registration: 'always',
  use: 'always',
  withdrawal: 'always',
  qualification: 'nothing',
  referenceNumber: 'always',
  viewing: 'nothing',
  bulkRequest: 'always',
  bulkResult: 'always',
  situation: 'always',
  search: 'always',
  foundInformation: 'always',
};

export function createBackEnd({ register, observe, ...given }: BackEndParts): BackEnd {
  const { store, clock } = given;
  const modes = createModes({ clock, store, observe });
  const parts: OperationParts = {
    ...given,
    world: createWorld({ register, store, opened: japanDay(clock.now()) }),
    trust: judgedCertificates(given.trust),
    modes,
  };

  const turnAway = (operation: OperationName, problem: Problem): Answered => {
    observe({ event: 'refused', operation, code: problem.code });
    return refused(problem);
  };

  /** One operation with the schemas of the interface around it, as one change of the store. */
  function serve<N extends OperationName>(operation: N, work: Operation<N>, body: unknown): Answered {
    const { request, answer }: { readonly request: z.ZodType; readonly answer: z.ZodType } =
      operations[operation];
    const maintenance = modes.maintenanceNow();
    if (maintenance !== null) {
      const window = { from: japanInstant(maintenance.from), until: japanInstant(maintenance.until) };
      return turnAway(operation, { code: 'EMU-480', detail: window });
    }
    const read = request.safeParse(body);
    if (!read.success)
      return turnAway(operation, { code: 'EMU-400', detail: { where: whereWrong(read.error) } });
    try {
      const result = store.change(keepings[operation], () => {
        const worked = work(parts, read.data as Parameters<Operation<N>>[1]);
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
  }

  const look = () => {
    const now = parts.clock.now();
    return { world: parts.world, store, today: japanDay(now), now };
  };

  return {
    modes,
    handle: (operation, body) => serve(operation, works[operation], body),
    listVisits: () => visitRows(store),
    listConsents: () => consentRows(store),
    listPeople: () => personRows(look()),
    showPerson: (id) => {
      const person = parts.world.person(id);
      return person === undefined ? null : personDetails(person, look());
    },
    listInsurers: () => insurerRows(look()),
    listSearches: () => searchRows(store.searches),
    searchReport: () => searchReport(store.searches),
  };
}

/** `consent.surgery`, never the value that stood there: it may be about a person. */
const whereWrong = (error: z.ZodError): string => error.issues[0]?.path.map(String).join('.') || 'body';

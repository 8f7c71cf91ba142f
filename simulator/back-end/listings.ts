/** What the mock back end holds, as it shows it to test benches: visits and consents, with their schemas. */

import { z } from 'zod';
import type { RequestOf } from '../../host-bridge/eligibility/api.ts';
import { japanInstant } from '../../host-bridge/eligibility/japan-instant.ts';
import type { VisitId } from '../../protocol/ids.ts';
import { identityMethods } from '../../protocol/messages.ts';
import type { BackEndStore, KeptVisit } from './store.ts';
import { consentLifeMs } from './world/consent-held.ts';

const visitKey = z.custom<VisitId>((value) => typeof value === 'string').meta({ type: 'string' });
const instant = z.string().describe('Japan time');

export const visitRowSchema = z.strictObject({
  visit: visitKey,
  state: z.enum(['challenged', 'judged', 'committed', 'problem', 'withdrawn']),
  /** Id of the person in the people file; never a name. */
  person: z.string().nullable(),
  method: z.enum(identityMethods).nullable(),
  verdict: z.string().nullable(),
  validity: z.string().nullable(),
  at: instant.nullable().describe('when the use was decided'),
  recipient: z
    .boolean()
    .nullable()
    .describe(
      'the person wants the 受給者証 used that the back end holds; null: not asked, or not answered yet',
    ),
  prescription: z
    .enum(['electronic', 'paper'])
    .nullable()
    .describe('the form that was chosen; null as above'),
});
export type VisitRow = z.infer<typeof visitRowSchema>;

export const consentRowSchema = z.strictObject({
  visit: visitKey,
  surgery: z.boolean(),
  treatment: z.boolean(),
  checkup: z.boolean(),
  at: instant,
  until: instant,
  method: z.enum(identityMethods),
});
export type ConsentRow = z.infer<typeof consentRowSchema>;

/** When a use was committed, and until when its consent holds. */
export const consentTimes = (at: number): { readonly at: string; readonly until: string } => ({
  at: japanInstant(at),
  until: japanInstant(at + consentLifeMs),
});

const rowState = ({ state, judgement }: KeptVisit): VisitRow['state'] =>
  state === 'open' ? (judgement === null ? 'challenged' : 'judged') : state;

/** What was answered besides the consent question. */
const answersOf = ({ use }: KeptVisit): Pick<RequestOf<'use'>, 'recipient' | 'prescription'> => {
  if (use === null) return { recipient: null, prescription: null };
  const { recipient, prescription } = JSON.parse(use.request) as RequestOf<'use'>;
  return { recipient, prescription };
};

export const visitRows = (store: BackEndStore): VisitRow[] =>
  store.visits().map((kept) => ({
    visit: kept.visit,
    state: rowState(kept),
    person: kept.judgement?.person ?? null,
    method: kept.judgement?.method ?? null,
    verdict: kept.judgement?.verdict ?? null,
    validity: kept.judgement?.validity ?? null,
    at: kept.use === null ? null : japanInstant(kept.use.at),
    ...answersOf(kept),
  }));

/** One row a visit that is committed with an answer to the consent question, three refusals included. */
export const consentRows = (store: BackEndStore): ConsentRow[] =>
  store
    .visits()
    .flatMap(({ visit, state, use, judgement }) =>
      state === 'committed' && use?.consent && judgement
        ? [{ visit, ...use.consent, ...consentTimes(use.at), method: judgement.method }]
        : [],
    );

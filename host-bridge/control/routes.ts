/** The routes of the control API: one table, from which handlers' types, the checks of requests and the OpenAPI document derive. */

import { z } from 'zod';
import { type ErrorCode, errorCatalogue, isErrorCode } from '../../protocol/errors.ts';
import { endReasons, messages, visitHints, visitOutcomes } from '../../protocol/messages.ts';
import { operations } from '../eligibility/api.ts';
import { readerIdSchema, visitIdSchema } from '../eligibility/api-fields.ts';
import { foundKind } from '../eligibility/search-operations.ts';
import { lookupDetailSchema, lookupStatusSchema } from '../lookups/lookup.ts';
import { lookupOrderSchema } from '../lookups/lookup-order.ts';
import { knownMaintenanceSchema, situationSchema } from '../lookups/situation.ts';
import type { ReaderStatus, VisitStatus } from './desk-view.ts';

/** What a route takes besides its path: each part has a schema of its own. */
export const requestParts = ['params', 'query', 'headers', 'body'] as const;
type RequestPart = (typeof requestParts)[number];

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly about: string;
  /** Needs no token. */
  readonly open?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Status of the answer where all is well. */
  readonly status: 200 | 202;
  /** A schema for JSON, else the media type. */
  readonly answer: z.ZodType | 'text/plain' | 'text/event-stream';
}

const number = z.coerce.number().int().min(0);
const instant = z.number().int().describe('milliseconds since 1970-01-01 UTC');

const code = z
  .custom<ErrorCode>((value) => typeof value === 'string' && isErrorCode(value))
  .meta({ type: 'string' });

const readerStatus = z.strictObject({
  id: readerIdSchema,
  link: z.enum(['connected', 'lost', 'turnedAway']),
  secure: z.boolean().describe('its session goes through the secure channel'),
  problem: z
    .enum(Object.keys(errorCatalogue) as ErrorCode[])
    .nullable()
    .describe('why it was turned away'),
  profile: z.string(),
  firmware: z.string(),
  visit: visitIdSchema.nullable(),
  since: instant,
}) satisfies z.ZodType<ReaderStatus>;

const visitStatus = z.strictObject({
  number: z.number().int().describe('the next `since`'),
  visit: visitIdSchema,
  reader: readerIdSchema,
  began: z.number().int().describe('milliseconds since 1970-01-01 UTC; 0: not noted'),
  outcome: z.enum(visitOutcomes).nullable().describe('null while under way'),
  reason: z.enum(endReasons).nullable().describe('why, where the reader alone knows'),
  validity: z.enum(['1', '2', '3', '4', '5', '6']).nullable().describe('QualificationValidity'),
  notice: code.nullable().describe('what the back end told the desk, a code of the error catalogue'),
  hints: z.array(z.enum(visitHints)).readonly().describe('what came about at the reader'),
  called: z
    .enum(messages.staffCalled.fields.why.is.values)
    .nullable()
    .describe('why the reader called the staff last'),
  unanswered: code.nullable().describe('why the back end could not be asked'),
  todo: z.strictObject({ ja: z.string(), en: z.string() }).nullable().describe('what staff should do'),
}) satisfies z.ZodType<VisitStatus>;

const disaster = z.strictObject({ on: z.boolean() });
const lookupParams = z.strictObject({ lookup: z.coerce.number().int().min(1) });

export const routes = {
  health: {
    method: 'GET',
    path: '/health',
    about: 'The bridge is up',
    open: true,
    status: 200,
    answer: z.strictObject({ status: z.literal('up') }),
  },
  readers: {
    method: 'GET',
    path: '/readers',
    about: 'Readers by serial number',
    status: 200,
    answer: z.array(readerStatus).readonly(),
  },
  visits: {
    method: 'GET',
    path: '/visits',
    about: 'Visits numbered above `since`',
    query: z.strictObject({ since: number.default(0) }),
    status: 200,
    answer: z.array(visitStatus).readonly(),
  },
  events: {
    method: 'GET',
    path: '/events',
    about:
      'What happens, as server-sent events; `Last-Event-ID` or `since` resumes, with a number from before a restart all since; without either it begins now',
    query: z.strictObject({ since: number.optional() }),
    headers: z.object({ 'last-event-id': number.optional() }),
    status: 200,
    answer: 'text/event-stream',
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    about: 'Counters in the text form of Prometheus',
    status: 200,
    answer: 'text/plain',
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    about: 'This document',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
  },
  restart: {
    method: 'POST',
    path: '/readers/{id}/restart',
    about: 'Asks a reader to restart; a visit under way is abandoned',
    params: z.strictObject({ id: readerIdSchema }),
    status: 202,
    answer: z.strictObject({ reader: readerIdSchema }),
  },
  disasterMode: {
    method: 'POST',
    path: '/disaster-mode',
    about: 'Switches disaster mode (災害時モード) at every reader',
    body: disaster,
    status: 200,
    answer: disaster,
  },
  situation: {
    method: 'GET',
    path: '/situation',
    about:
      'Whether it is an ordinary day: disaster mode, search for outages, maintenance beforehand and under way, and what to do',
    status: 200,
    answer: situationSchema,
  },
  maintenance: {
    method: 'GET',
    path: '/maintenance',
    about: 'What the back end has told of maintenance last, when, and what to do; asks nobody',
    status: 200,
    answer: knownMaintenanceSchema,
  },
  lookUp: {
    method: 'POST',
    path: '/lookups',
    about:
      'Holds the four facts (氏名・生年月日・性別・住所又は保険者名) durably and searches by them; answers after the first try',
    body: lookupOrderSchema,
    status: 200,
    answer: lookupStatusSchema,
  },
  lookups: {
    method: 'GET',
    path: '/lookups',
    about: 'Lookups, held and done; nothing personal',
    status: 200,
    answer: z.array(lookupStatusSchema).readonly(),
  },
  lookup: {
    method: 'GET',
    path: '/lookups/{lookup}',
    about: 'Facts and result of a lookup; ten minutes after the first fetch of a result they are erased',
    params: lookupParams,
    status: 200,
    answer: lookupDetailSchema,
  },
  lookUpAgain: {
    method: 'POST',
    path: '/lookups/{lookup}/again',
    about: 'Tries a lookup that is held now',
    params: lookupParams,
    status: 200,
    answer: lookupStatusSchema,
  },
  lookupInformation: {
    method: 'GET',
    path: '/lookups/{lookup}/information/{kind}',
    about: 'Medical information of the person who was found, in disaster mode and emergency viewing',
    params: z.strictObject({ ...lookupParams.shape, kind: foundKind }),
    status: 200,
    answer: operations.foundInformation.answer,
  },
  forgetLookup: {
    method: 'DELETE',
    path: '/lookups/{lookup}',
    about: 'Erases a lookup',
    params: lookupParams,
    status: 200,
    answer: z.strictObject({ lookup: z.number().int() }),
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

export const routeNames = Object.keys(routes) as readonly RouteName[];

/** The parts of a request that route `N` takes, checked. */
export type CallOf<N extends RouteName> = {
  readonly [P in RequestPart & keyof (typeof routes)[N]]: (typeof routes)[N][P] extends z.ZodType
    ? z.infer<(typeof routes)[N][P]>
    : never;
};

/** The routes of the automation API: one table, from which handlers' types, the checks of requests and the OpenAPI document derive. */

import { z } from 'zod';
import { completeLanguages } from '../../firmware/screens/texts.ts';
import type { Route } from '../../host-bridge/control/routes.ts';
import { outageSearchStages } from '../../host-bridge/eligibility/search-operations.ts';
import { conductAnswers } from '../back-end/conduct.ts';
import { consentRowSchema, visitRowSchema } from '../back-end/listings.ts';
import { revocationSources, revocationStates } from '../back-end/revocation/revocation-conduct.ts';
import { searchReportSchema } from '../back-end/search/search-report.ts';
import { searchRowSchema } from '../back-end/search/search-rows.ts';
import { aboutLinkFaults, figureFields, linkFaultWord, onlyItsFigures } from '../faults/link-order.ts';
import { personIdSchema } from '../people/person.ts';
import { backEndOrder } from '../scenario/back-end-order.ts';
import { presentedPhone } from '../scenario/presented-phone.ts';
import { keysWord, keyWord, sightWord } from '../scenario/words.ts';
import { readerStateSchema } from './reader-state.ts';

const params = z.strictObject({ id: z.string().describe('serial number of the reader') });
const number = z.coerce.number().int().min(0);

const transcriptEntry = z.strictObject({
  t: z.number().int().min(0).describe('milliseconds since the desk began'),
  screen: z.string(),
  channel: z.enum(['speaker', 'earphones']),
  kind: z.enum(['announcement', 'prompt', 'cue', 'reply', 'tone']),
  id: z.string(),
  lang: z.enum(completeLanguages).nullable(),
  text: z.string().nullable(),
  private: z.boolean(),
  startedAt: z.number().int().min(0),
  endedAt: z.number().int().min(0).optional(),
  cutAt: z.number().int().min(0).optional(),
});

/** Acts on a reader: the answer comes when the desk is quiet. */
const act = { status: 200, answer: readerStateSchema, params } as const;

export const routes = {
  readers: {
    method: 'GET',
    path: '/readers',
    about: 'Every reader',
    status: 200,
    answer: z.array(readerStateSchema),
  },
  reader: { ...act, method: 'GET', path: '/readers/{id}', about: 'What a reader shows now' },
  keys: {
    ...act,
    method: 'POST',
    path: '/readers/{id}/keys',
    about: 'Presses keys of the keypad, one after the other',
    body: z.strictObject({ keys: keysWord }),
  },
  touch: {
    ...act,
    method: 'POST',
    path: '/readers/{id}/touch',
    about: 'Touches the button on the screen that stands for a key',
    body: z.strictObject({ key: keyWord }),
  },
  placeCard: {
    ...act,
    method: 'POST',
    path: '/readers/{id}/card',
    about: 'Lays the card of a person down; a card that lies there is taken off first',
    body: z.strictObject({ of: personIdSchema.default('insured') }),
  },
  removeCard: { ...act, method: 'DELETE', path: '/readers/{id}/card', about: 'Takes the card' },
  presentPhone: {
    ...act,
    method: 'POST',
    path: '/readers/{id}/phone',
    about:
      'Holds the phone of a person to where phones are read, until it is taken away; one that is held there is held anew',
    body: presentedPhone,
  },
  removePhone: {
    ...act,
    method: 'DELETE',
    path: '/readers/{id}/phone',
    about: 'Takes away whatever is held to where phones are read',
  },
  phoneReader: {
    ...act,
    method: 'POST',
    path: '/readers/{id}/phone-reader',
    about: 'Plugs the USB cable of the phone reader beside a reader in or pulls it out',
    body: z.strictObject({ in: z.boolean() }),
  },
  camera: {
    ...act,
    method: 'POST',
    path: '/readers/{id}/camera',
    about: 'What is before the camera from now on; nobody again when a visit ends',
    body: z.strictObject({ sees: sightWord }),
  },
  earphones: {
    ...act,
    method: 'POST',
    path: '/readers/{id}/earphones',
    about: 'Plugs earphones in or pulls them out',
    body: z.strictObject({ in: z.boolean() }),
  },
  staff: {
    ...act,
    method: 'POST',
    path: '/readers/{id}/staff',
    about: 'Staff checks the person by eye, once they were asked for: password and verdict',
    body: z.strictObject({ password: z.string().regex(/^\d{4,8}$/), verdict: z.enum(['same', 'other']) }),
  },
  link: {
    ...act,
    method: 'POST',
    path: '/readers/{id}/link',
    about: `Does something to the link: ${aboutLinkFaults}`,
    body: z
      .strictObject({ fault: linkFaultWord, ...figureFields })
      .superRefine((order, context) => onlyItsFigures(order, context)),
  },
  speech: {
    method: 'GET',
    path: '/readers/{id}/speech',
    about: 'What was said and sounded, with private text',
    params,
    status: 200,
    answer: z.array(transcriptEntry).readonly(),
  },
  events: {
    method: 'GET',
    path: '/events',
    about:
      'What happens, as server-sent events of the trace catalogue; `Last-Event-ID` or `since` resumes, without either it begins now',
    query: z.strictObject({ since: number.optional() }),
    headers: z.object({ 'last-event-id': number.optional() }),
    status: 200,
    answer: 'text/event-stream',
  },
  backEndVisits: {
    method: 'GET',
    path: '/back-end/visits',
    about: 'Visits the mock back end has heard of',
    status: 200,
    answer: z.array(visitRowSchema),
  },
  backEndConsents: {
    method: 'GET',
    path: '/back-end/consents',
    about: 'Consents that the mock back end holds, one row a visit',
    status: 200,
    answer: z.array(consentRowSchema),
  },
  backEndSearches: {
    method: 'GET',
    path: '/back-end/searches',
    about: 'Searches by four facts that the mock back end has heard of',
    status: 200,
    answer: z.array(searchRowSchema),
  },
  backEndSearchReport: {
    method: 'GET',
    path: '/back-end/search-report',
    about: 'How often the search by four facts was used, counted as for disaster mode',
    status: 200,
    answer: searchReportSchema,
  },
  backEnd: {
    method: 'POST',
    path: '/back-end',
    about:
      'How the mock back end behaves from now on, what kind of day it is (disaster mode, search for outages, maintenance), or what the authorities of the cards publish',
    body: backEndOrder,
    status: 200,
    answer: z.union([
      z.strictObject({ answer: z.enum(conductAnswers) }),
      z.strictObject({ revocation: z.enum(revocationStates), by: z.enum(revocationSources) }),
      z.strictObject({ 'outage-search': z.enum(outageSearchStages) }),
      z.strictObject({ disaster: z.enum(['opened', 'closed']) }),
      z.strictObject({ maintenance: z.enum(['announced', 'none']) }),
    ]),
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    about: 'This document',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
export const routeNames = Object.keys(routes) as readonly RouteName[];

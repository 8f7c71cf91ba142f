/** The HTTP routes of the mock back end, registered from the table of operations. TLS and listening are the server's. */

import type { Server } from 'node:https';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { Clock } from '../../host-bridge/clock.ts';
import { type OperationName, operations } from '../../host-bridge/eligibility/api.ts';
import { EmulatorError, type ErrorCode } from '../../protocol/errors.ts';
import type { BackEnd } from './back-end.ts';
import type { Conduct } from './conduct.ts';
import { conductedAnswer } from './conducted.ts';
import { lateAnswers } from './late-answers.ts';
import { modeOrderSchema, orderModes } from './modes/mode-order.ts';
import { listings, modesPath, openApiDocument, openApiPath } from './openapi.ts';
import { type Answered, refused } from './refusal.ts';
import { registerRevocationRoutes } from './revocation/revocation-routes.ts';
import type { RevocationService } from './revocation/revocation-service.ts';

export interface RouteParts {
  readonly backEnd: BackEnd;
  readonly conduct: Conduct;
  /** What the authorities of the cards publish. */
  readonly revocation: RevocationService;
  readonly clock: Clock;
}

/** Room for the largest request of a visit (a certificate in base64url) several times over. */
export const bodyLimit = 32_768;

const turnAway = (code: ErrorCode): Answered => refused({ code, detail: {} });

export function registerRoutes(
  app: FastifyInstance<Server>,
  { backEnd, conduct, revocation, clock }: RouteParts,
): void {
  const late = lateAnswers(clock);
  app.addHook('onClose', async () => late.giveUp());
  const taken = new Map<string, string>();
  app.addHook('onRoute', ({ path, method }) => {
    taken.set(path, String(method));
  });

  for (const [name, operation] of Object.entries(operations)) {
    app.route({
      method: operation.method,
      url: operation.path,
      bodyLimit: 'bytes' in operation ? operation.bytes : bodyLimit,
      async handler(request, reply) {
        const delay = conduct.delay;
        const answered = conductedAnswer(backEnd, conduct, name as OperationName, request.body);
        const due = delay === 0 || (await late.after(delay));
        if (answered === null || !due) {
          reply.hijack();
          request.raw.socket.destroy();
          return;
        }
        return reply.code(answered.status).send(answered.body);
      },
    });
  }
  app.get(listings.visits.path, () => listings.visits.answer.parse(backEnd.listVisits()));
  app.get(listings.consents.path, () => listings.consents.answer.parse(backEnd.listConsents()));
  app.get(listings.people.path, () => listings.people.answer.parse(backEnd.listPeople()));
  app.get(listings.insurers.path, () => listings.insurers.answer.parse(backEnd.listInsurers()));
  app.get<{ Params: { id: string } }>(listings.person.path.replace('{id}', ':id'), (request, reply) => {
    const person = backEnd.showPerson(request.params.id);
    if (person !== null) return listings.person.answer.parse(person);
    const { status, body } = turnAway('EMU-428');
    return reply.code(status).send(body);
  });
  app.get(listings.searches.path, () => listings.searches.answer.parse(backEnd.listSearches()));
  app.get(listings.searchReport.path, () => listings.searchReport.answer.parse(backEnd.searchReport()));
  app.post(modesPath, (request, reply) => {
    const order = modeOrderSchema.safeParse(request.body);
    if (!order.success) {
      const { status, body } = refused({ code: 'EMU-400', detail: { where: 'body' } });
      return reply.code(status).send(body);
    }
    orderModes(backEnd.modes, order.data, clock.now());
    return reply.send({ done: true });
  });
  app.get(openApiPath, openApiDocument);
  registerRevocationRoutes(app, { revocation, clock });

  app.setNotFoundHandler((request, reply) => {
    const allowed = taken.get(request.url.split('?')[0] ?? '');
    const { status, body } = turnAway(allowed === undefined ? 'EMU-401' : 'EMU-402');
    if (allowed !== undefined) reply.header('allow', allowed);
    return reply.code(status).send(body);
  });
  app.setErrorHandler((error: FastifyError | EmulatorError, _request, reply) => {
    if (error instanceof EmulatorError) {
      const { status, body } = refused(error.problem);
      return reply.code(status).send(body);
    }
    // Fastify's own complaints about a body: too large, not JSON, empty, of another type.
    const status = error.statusCode ?? 500;
    if (status >= 400 && status < 500) return reply.code(status).send(turnAway('EMU-403').body);
    return reply.code(500).send(turnAway('EMU-427').body);
  });
}

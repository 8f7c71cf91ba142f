/** The bridge's control API over HTTP, on this computer only. Routes are in routes.ts, who may call in access.ts. */

import type { ServerResponse } from 'node:http';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import type { z } from 'zod';
import type { ErrorCode } from '../../protocol/errors.ts';
import { ok, type Problem, type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import { errnoOf } from '../errno.ts';
import { refusalOf } from '../refusal.ts';
import { createAccessCheck } from './access.ts';
import type { ControlledBridge } from './desk-view.ts';
import { createEventStreams, observationLines } from './event-stream.ts';
import type { BridgeMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { checkCall } from './route-call.ts';
import { type CallOf, type Route, type RouteName, routeNames, routes } from './routes.ts';

export interface ControlOptions {
  readonly bridge: ControlledBridge;
  readonly metrics: Pick<BridgeMetrics, 'text'>;
  readonly clock: Clock;
  /** From token.ts. */
  readonly token: string;
  /** The emulator's version, for the OpenAPI document. */
  readonly version: string;
}

export interface ControlServer {
  readonly port: number;
  /** Ends open event streams too. */
  close(): Promise<void>;
}

/** What a handler gives: the JSON that the route's schema describes, a text, or a way to take the response over. */
type BodyOf<N extends RouteName> = (typeof routes)[N]['answer'] extends infer A
  ? A extends z.ZodType
    ? z.input<A>
    : A extends 'text/event-stream'
      ? (response: ServerResponse) => void
      : string
  : never;

type Handlers = {
  readonly [N in RouteName]: (call: CallOf<N>) => Result<BodyOf<N>> | Promise<Result<BodyOf<N>>>;
};

/** Problems that are not the caller's bad request; a bridge's own problem is a conflict with its state (409). */
const statusOf: Partial<Record<ErrorCode, number>> = {
  'EMU-540': 403,
  'EMU-541': 401,
  'EMU-542': 404,
  'EMU-543': 400,
  'EMU-544': 404,
  'EMU-400': 400,
  'EMU-420': 503,
  'EMU-421': 502,
  'EMU-480': 503,
  'EMU-481': 403,
  'EMU-486': 403,
  'EMU-487': 422,
  'EMU-488': 403,
  'EMU-490': 410,
  'EMU-491': 504,
  'EMU-547': 500,
  'EMU-555': 404,
  'EMU-556': 500,
};

/** @param port 0: a free one. A taken port is a problem. */
export async function startControl(options: ControlOptions, port: number): Promise<Result<ControlServer>> {
  const app = createControl(options);
  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await app.close();
    return refuse('EMU-546', { port, reason: errnoOf(error) });
  }
  const address = app.server.address();
  return ok({
    port: typeof address === 'object' && address ? address.port : port,
    close: () => app.close(),
  });
}

/** The API without a socket. */
export function createControl({ bridge, metrics, clock, token, version }: ControlOptions): FastifyInstance {
  const { lookups } = bridge;
  const document = openApiDocument(version);
  const streams = createEventStreams(bridge, clock, observationLines);
  const checkAccess = createAccessCheck(token);

  const handlers: Handlers = {
    health: () => ok({ status: 'up' }),
    readers: () => ok(bridge.readers()),
    visits: ({ query }) => ok(bridge.visits(query.since)),
    events: ({ query, headers }) => {
      const since = headers['last-event-id'] ?? query.since ?? null;
      return ok((response) => streams.open(response, since));
    },
    metrics: async () => ok(await metrics.text()),
    openapi: () => ok(document),
    restart: ({ params: { id } }) => {
      if (!bridge.readers().some((reader) => reader.id === id)) return refuse('EMU-544', { reader: id });
      const asked = bridge.restart(id);
      return asked.ok ? ok({ reader: id }) : asked;
    },
    disasterMode: ({ body: { on } }) => {
      bridge.setDisaster(on);
      return ok({ on });
    },
    situation: async () => ok(await bridge.situation()),
    maintenance: () => ok(bridge.maintenance()),
    lookUp: ({ body }) => lookups.hold(body),
    lookups: () => ok(lookups.list()),
    lookup: ({ params: { lookup } }) => lookups.fetch(lookup),
    lookUpAgain: ({ params: { lookup } }) => lookups.again(lookup),
    lookupInformation: ({ params: { lookup, kind } }) => lookups.information(lookup, kind),
    forgetLookup: ({ params: { lookup } }) => {
      const removed = lookups.remove(lookup);
      return removed.ok ? ok({ lookup }) : removed;
    },
  };

  const app = fastify({
    bodyLimit: 16 * 1024,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // An address that cannot be read reaches no hook.
    frameworkErrors: ({ statusCode }, request, reply) => {
      reply.header('cache-control', 'no-store');
      const allowed = checkAccess(request.headers);
      if (!allowed.ok) refuseWith(reply, allowed.problem);
      else refuseWith(reply, { code: 'EMU-543', detail: { where: 'path' } }, statusCode);
    },
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (request.routeOptions.config.open) return;
    const allowed = checkAccess(request.headers);
    if (!allowed.ok) return refuseWith(reply, allowed.problem);
  });
  app.addHook('preClose', async () => streams.close());
  app.setNotFoundHandler((_request, reply) => refuseWith(reply, { code: 'EMU-542', detail: {} }));
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) =>
    (error.statusCode ?? 500) < 500
      ? refuseWith(reply, { code: 'EMU-543', detail: { where: 'body' } }, error.statusCode)
      : refuseWith(reply, { code: 'EMU-547', detail: {} }),
  );

  function mount<N extends RouteName>(name: N): void {
    const route: Route = routes[name];
    const handle = handlers[name];
    app.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      config: { open: route.open === true },
      handler: async (request, reply) => {
        const call = checkCall<CallOf<N>>(route, request, 'EMU-543');
        const result = call.ok ? await handle(call.value) : call;
        if (!result.ok) return refuseWith(reply, result.problem);
        const body: unknown = result.value;
        if (typeof body === 'function') {
          reply.hijack();
          body(reply.raw);
          return reply;
        }
        if (route.answer === 'text/plain') reply.type('text/plain; version=0.0.4; charset=utf-8');
        return reply.code(route.status).send(body);
      },
    });
  }
  for (const name of routeNames) mount(name);
  return app;
}

function refuseWith(
  reply: FastifyReply,
  problem: Problem,
  status = statusOf[problem.code] ?? 409,
): FastifyReply {
  if (problem.code === 'EMU-541') reply.header('www-authenticate', 'Bearer');
  return reply.code(status).send(refusalOf(problem));
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Needs no token. */
    open?: boolean;
  }
}

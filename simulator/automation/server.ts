/**
 * The page server: the automation API of the readers of this process under /api, and a plain page of their state and of today's visits. It is a
 * test instrument on this computer and asks for no token; pages of other origins and foreign host names are refused.
 */

import type { ServerResponse } from 'node:http';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import type { z } from 'zod';
import type { Clock } from '../../firmware/hal.ts';
import { foreignHeader } from '../../host-bridge/control/access.ts';
import type { ControlledBridge } from '../../host-bridge/control/desk-view.ts';
import { createEventStreams, type EventStreams } from '../../host-bridge/control/event-stream.ts';
import { describeRoutes } from '../../host-bridge/control/openapi.ts';
import { checkCall } from '../../host-bridge/control/route-call.ts';
import type { Route, requestParts } from '../../host-bridge/control/routes.ts';
import { errnoOf } from '../../host-bridge/errno.ts';
import { refusalOf } from '../../host-bridge/refusal.ts';
import type { ErrorCode, Language } from '../../protocol/errors.ts';
import { ok, type Problem, type Result, refuse } from '../../protocol/result.ts';
import type { BackEnd } from '../back-end/back-end.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import { holderOf } from '../scenario/presented-phone.ts';
import { keysOf } from '../scenario/words.ts';
import { lastSpoken } from '../ui/caption.ts';
import { displayPage, followScript, followScriptPath } from '../ui/web/display-page.ts';
import type { ActedDesk, Acts, ReaderAct } from './acts.ts';
import { type DeskEvents, eventLines } from './desk-events.ts';
import { type ReaderState, readerState } from './reader-state.ts';
import { type RouteName, routeNames, routes } from './routes.ts';
import { statusPage } from './status-page.ts';

/** A desk that can be watched as well as acted on. */
export interface AutomatedDesk extends ActedDesk {
  readonly backEnd:
    | (NonNullable<ActedDesk['backEnd']> & {
        readonly backEnd: Pick<BackEnd, 'listVisits' | 'listConsents' | 'listSearches' | 'searchReport'>;
      })
    | null;
  /** null: no bridge belongs to this desk. Its `bridge` is null while it is dead. */
  readonly bridge: { readonly bridge: Pick<ControlledBridge, 'visits' | 'maintenance'> | null } | null;
}

export interface AutomationOptions {
  readonly desk: AutomatedDesk;
  readonly acts: Acts;
  readonly events: DeskEvents;
  readonly clock: Clock;
  /** The emulator's version, for the OpenAPI document. */
  readonly version: string;
  /** Of the status page, where the browser asks for neither Japanese nor English. */
  readonly language: Language;
}

export interface PageServer {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  /** Ends open event streams too. */
  close(): Promise<void>;
}

type PartsOf<N extends RouteName> = {
  readonly [P in (typeof requestParts)[number] &
    keyof (typeof routes)[N]]: (typeof routes)[N][P] extends z.ZodType
    ? z.output<(typeof routes)[N][P]>
    : never;
};
type BodyOf<N extends RouteName> = (typeof routes)[N]['answer'] extends infer A
  ? A extends z.ZodType
    ? z.input<A>
    : (response: ServerResponse) => void
  : never;
type Handlers = {
  readonly [N in RouteName]: (call: PartsOf<N>) => Result<BodyOf<N>> | Promise<Result<BodyOf<N>>>;
};

/** Problems that are not a conflict with what the desk is doing (409). */
const statusOf: Partial<Record<ErrorCode, number>> = {
  'EMU-641': 404,
  'EMU-650': 403,
  'EMU-651': 404,
  'EMU-652': 400,
  'EMU-653': 404,
  'EMU-654': 404,
  'EMU-373': 404,
  'EMU-658': 500,
};

const host = '127.0.0.1';
const prefix = '/api';

/** @param port 0: a free one. EMU-642: it cannot be had. */
export async function startPageServer(options: AutomationOptions, port: number): Promise<Result<PageServer>> {
  const app = createPageServer(options);
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    return refuse('EMU-642', { port, reason: errnoOf(error) });
  }
  const address = app.server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return ok({ url: `http://${host}:${taken}/`, close: () => app.close() });
}

/** The page server without a socket. */
export function createPageServer(options: AutomationOptions): FastifyInstance {
  const { events, clock } = options;
  const streams = createEventStreams(events, clock, eventLines);
  const app = fastify({
    bodyLimit: 16 * 1024,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // An address that cannot be read reaches no hook.
    frameworkErrors: ({ statusCode }, request, reply) => {
      reply.header('cache-control', 'no-store');
      const header = foreignHeader(request.headers);
      if (header !== null) refuseWith(reply, { code: 'EMU-650', detail: { header } });
      else refuseWith(reply, { code: 'EMU-652', detail: { where: 'path' } }, statusCode);
    },
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const header = foreignHeader(request.headers);
    if (header !== null) return refuseWith(reply, { code: 'EMU-650', detail: { header } });
  });
  app.addHook('preClose', async () => streams.close());
  app.setNotFoundHandler((_request, reply) => refuseWith(reply, { code: 'EMU-651', detail: {} }));
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) =>
    (error.statusCode ?? 500) < 500
      ? refuseWith(reply, { code: 'EMU-652', detail: { where: 'body' } }, error.statusCode)
      : refuseWith(reply, { code: 'EMU-658', detail: {} }),
  );
  app.get('/', (request, reply) => {
    const { readers, bridge } = options.desk;
    const page = statusPage({
      language: languageOf(request.headers['accept-language']) ?? options.language,
      readers: readers.map(readerState),
      visits: bridge === null ? undefined : (bridge.bridge?.visits(0) ?? null),
      maintenance: bridge?.bridge?.maintenance().todo ?? [],
      now: clock.now(),
      version: options.version,
    });
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(page);
  });

  app.get<{ Params: { id: string } }>('/readers/:id', (request, reply) => {
    const reader = options.desk.readers.find(({ serial }) => serial === request.params.id);
    if (reader === undefined)
      return refuseWith(reply, { code: 'EMU-653', detail: { reader: request.params.id } });
    const page = displayPage({
      language: languageOf(request.headers['accept-language']) ?? options.language,
      reader: reader.serial,
      view: reader.status?.view ?? null,
      device: reader.profile.device,
      caption: lastSpoken(reader),
    });
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'",
      )
      .send(page);
  });

  app.get(followScriptPath, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(followScript()),
  );

  const handlers = handlersOf(options, streams);
  const mount = <N extends RouteName>(name: N): void => {
    const route: Route = routes[name];
    const handle = handlers[name];
    app.route({
      method: route.method,
      url: prefix + route.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const call = checkCall<PartsOf<N>>(route, request, 'EMU-652');
        const result = call.ok ? await handle(call.value) : call;
        if (!result.ok) return refuseWith(reply, result.problem);
        const body: unknown = result.value;
        if (typeof body !== 'function') return reply.code(route.status).send(body);
        reply.hijack();
        body(reply.raw);
        return reply;
      },
    });
  };
  for (const name of routeNames) mount(name);
  return app;
}

function handlersOf({ desk, acts, version }: AutomationOptions, streams: EventStreams): Handlers {
  const found = (id: string): Result<EmulatedReader> => {
    const reader = desk.readers.find(({ serial }) => serial === id);
    return reader === undefined ? refuse('EMU-653', { reader: id }) : ok(reader);
  };
  const at = async (id: string, act: ReaderAct): Promise<Result<ReaderState>> => {
    const reader = found(id);
    if (!reader.ok) return reader;
    const done = await acts.at(reader.value, act);
    return done.ok ? ok(readerState(reader.value)) : done;
  };
  const document = describeRoutes(
    {
      title: 'fcr: automation API of emulated readers',
      version,
      description:
        'A test instrument of the emulator, for programs on this computer. Not an official interface.',
    },
    Object.fromEntries(
      routeNames.map((name) => [name, { ...routes[name], path: prefix + routes[name].path }]),
    ),
    {},
  );

  return {
    readers: () => ok(desk.readers.map(readerState)),
    reader: ({ params: { id } }) => {
      const reader = found(id);
      return reader.ok ? ok(readerState(reader.value)) : reader;
    },
    keys: ({ params: { id }, body }) => at(id, { does: 'press', keys: keysOf(body.keys) }),
    touch: ({ params: { id }, body }) => at(id, { does: 'touch', key: body.key }),
    placeCard: ({ params: { id }, body }) => at(id, { does: 'place', of: body.of }),
    removeCard: ({ params: { id } }) => at(id, { does: 'remove' }),
    presentPhone: ({ params: { id }, body }) => at(id, { ...body, does: 'present', of: holderOf(body) }),
    removePhone: ({ params: { id } }) => at(id, { does: 'takeAway' }),
    phoneReader: ({ params: { id }, body }) => at(id, { does: 'phoneReader', in: body.in }),
    camera: ({ params: { id }, body }) => at(id, { does: 'camera', sees: body.sees }),
    earphones: ({ params: { id }, body }) => at(id, { does: 'earphones', in: body.in }),
    staff: ({ params: { id }, body }) =>
      at(id, { does: 'staff', password: keysOf(body.password), verdict: body.verdict }),
    link: ({ params: { id }, body }) => at(id, { does: 'link', ...body }),
    speech: ({ params: { id } }) => {
      const reader = found(id);
      return reader.ok ? ok(reader.value.transcript.entries) : reader;
    },
    events: ({ query, headers }) => {
      const since = headers['last-event-id'] ?? query.since ?? null;
      return ok((response) => streams.open(response, since));
    },
    backEndVisits: () => (desk.backEnd === null ? refuse('EMU-654') : ok(desk.backEnd.backEnd.listVisits())),
    backEndConsents: () =>
      desk.backEnd === null ? refuse('EMU-654') : ok(desk.backEnd.backEnd.listConsents()),
    backEndSearches: () =>
      desk.backEnd === null ? refuse('EMU-654') : ok(desk.backEnd.backEnd.listSearches()),
    backEndSearchReport: () =>
      desk.backEnd === null ? refuse('EMU-654') : ok(desk.backEnd.backEnd.searchReport()),
    backEnd: async ({ body: order }) => {
      const done = await acts.orderBackEnd(order);
      if (!done.ok) return done;
      if ('answer' in order) return ok({ answer: order.answer });
      if ('revocation' in order) return ok({ revocation: order.revocation, by: order.by });
      if ('outage-search' in order) return ok({ 'outage-search': order['outage-search'] });
      if ('maintenance' in order)
        return ok({ maintenance: order.maintenance === 'none' ? 'none' : 'announced' });
      return ok({ disaster: order.disaster === 'closed' ? 'closed' : 'opened' });
    },
    openapi: () => ok(document),
  };
}

/** The first of our languages that the browser names. */
function languageOf(accepted: string | undefined): Language | null {
  for (const part of (accepted ?? '').split(',')) {
    const name = part.trim().slice(0, 2).toLowerCase();
    if (name === 'ja' || name === 'en') return name;
  }
  return null;
}

const refuseWith = (
  reply: FastifyReply,
  problem: Problem,
  status = statusOf[problem.code] ?? 409,
): FastifyReply => reply.code(status).send(refusalOf(problem));

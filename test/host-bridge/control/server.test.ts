import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../host-bridge/control/openapi.ts';
import { type Route, routeNames, routes } from '../../../host-bridge/control/routes.ts';
import { createControl, startControl } from '../../../host-bridge/control/server.ts';
import { createDesk, type Desk, lostReader, reader, token, visit } from './desk.ts';

let desk: Desk;
let app: FastifyInstance;
beforeEach(() => {
  desk = createDesk();
  app = createControl(desk.options);
});
afterEach(() => app.close());

const host = '127.0.0.1:7000';
const authorization = `Bearer ${token}`;
const call = async (
  method: Route['method'],
  url: string,
  headers: Record<string, string> = { host, authorization },
  payload?: string | object,
) => {
  const answer = await app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    body: answer.body,
    headers: answer.headers,
  };
};
const codeOf = (answer: { body: string }) => JSON.parse(answer.body).code;
const urlOf = (path: string) =>
  path.replace('{id}', reader).replace('{lookup}', '1').replace('{kind}', 'drugs');

const guarded = routeNames.map((name): Route => routes[name]).filter((route) => route.open !== true);

describe.each(guarded)('$method $path', ({ method, path }) => {
  const url = urlOf(path);

  it.each([
    ['no token', { host }],
    ['a wrong token', { host, authorization: 'Bearer wrong' }],
    ['the token without Bearer', { host, authorization: token }],
    ['a token that only begins right', { host, authorization: `${authorization}x` }],
  ])('answers 401 to %s and does nothing', async (_what, headers) => {
    const answer = await call(method, url, headers);
    expect([answer.status, codeOf(answer), answer.headers['www-authenticate']]).toEqual([
      401,
      'EMU-541',
      'Bearer',
    ]);
    expect(desk.done).toEqual([]);
  });

  it.each([
    'attacker.example',
    'attacker.example:7000',
    '127.0.0.1.attacker.example',
    'localhost.',
    '192.168.0.2:7000',
  ])('answers 403 under the name %s, token or not', async (name) => {
    const answer = await call(method, url, { host: name, authorization });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'EMU-540']);
  });

  it.each(['http://attacker.example', 'null', 'http://127.0.0.1:7001', `https://${host}`])(
    'answers 403 to a page of the origin %s',
    async (origin) => {
      const answer = await call(method, url, { host, authorization, origin });
      expect([answer.status, codeOf(answer)]).toEqual([403, 'EMU-540']);
    },
  );
});

describe('The control API', () => {
  it('answers /health to anybody, with nothing but that it is up', async () => {
    const answer = await call('GET', '/health', { host: 'anywhere' });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { status: 'up' }]);
  });

  it.each(['127.0.0.1', 'localhost:7000', 'LOCALHOST', '[::1]:7000'])(
    'is reached as %s, by its own pages too',
    async (name) => {
      const headers = { host: name, authorization, origin: `http://${name}` };
      expect((await call('GET', '/readers', headers)).status).toBe(200);
    },
  );

  it('lists readers by serial number', async () => {
    const answer = await call('GET', '/readers');
    const readers = JSON.parse(answer.body);
    expect(readers.map((r: { id: string }) => r.id)).toEqual([reader, lostReader]);
    expect(routes.readers.answer.safeParse(readers).success).toBe(true);
  });

  it.each([
    ['/visits', [1, 2]],
    ['/visits?since=1', [2]],
    ['/visits?since=2', []],
  ])('answers %s with the visits %s', async (url, numbers) => {
    const visits = JSON.parse((await call('GET', url)).body);
    expect(visits.map((v: { number: number }) => v.number)).toEqual(numbers);
    expect(routes.visits.answer.safeParse(visits).success).toBe(true);
  });

  it.each([
    ['/%zz', 400],
    [`/lookups/${'1'.repeat(200)}`, 414],
  ])('refuses an address that cannot be read as it refuses any other: %s', async (url, status) => {
    const answer = await call('GET', url);
    expect([answer.status, codeOf(answer)]).toEqual([status, 'EMU-543']);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(answer.body).ja.cause).toMatch(/[ぁ-ん]/);
    const evil = await call('GET', url, { host: 'evil.example', authorization });
    expect([evil.status, codeOf(evil)]).toEqual([403, 'EMU-540']);
    const stranger = await call('GET', url, { host });
    expect([stranger.status, codeOf(stranger)]).toEqual([401, 'EMU-541']);
  });

  it.each(['/visits?since=-1', '/visits?since=x', '/visits?until=1', '/events?since=1.5'])(
    'answers 400 to %s',
    async (url) => {
      const answer = await call('GET', url);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'EMU-543']);
    },
  );

  it('restarts a reader', async () => {
    const answer = await call('POST', `/readers/${reader}/restart`);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([202, { reader }]);
    expect(desk.done).toEqual([`restart ${reader}`]);
  });

  it.each([
    ['FCR-000009', 404, 'EMU-544'],
    [lostReader, 409, 'EMU-503'],
    ['..%2Fhealth', 400, 'EMU-543'],
  ])('refuses to restart %s with %i', async (id, status, code) => {
    const answer = await call('POST', `/readers/${id}/restart`);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(desk.done).toEqual([]);
  });

  it.each([true, false])('switches disaster mode to %s', async (on) => {
    const answer = await call('POST', '/disaster-mode', undefined, { on });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { on }]);
    expect(desk.done).toEqual([`disaster ${on}`]);
  });

  it.each<[string, string | object | undefined, number]>([
    ['no body', undefined, 400],
    ['a word for on', { on: 'yes' }, 400],
    ['more than it knows', { on: true, area: 1 }, 400],
    ['what is no JSON', '{', 400],
    ['too much', { on: 'x'.repeat(20_000) }, 413],
  ])('refuses to switch disaster mode by %s', async (_what, payload, status) => {
    const headers = {
      host,
      authorization,
      ...(payload !== undefined && { 'content-type': 'application/json' }),
    };
    const answer = await call('POST', '/disaster-mode', headers, payload);
    expect([answer.status, codeOf(answer)]).toEqual([status, 'EMU-543']);
    expect(desk.done).toEqual([]);
  });

  it('answers 404 to what it does not have, but only to who knows the token', async () => {
    expect(codeOf(await call('GET', '/nothing'))).toBe('EMU-542');
    expect((await call('GET', '/nothing')).status).toBe(404);
    expect((await call('GET', '/nothing', { host })).status).toBe(401);
  });

  it('tells nothing of a failure inside', async () => {
    await app.close();
    const bridge = {
      ...desk.options.bridge,
      readers: () => {
        throw new Error('見本太郎');
      },
    };
    app = createControl({ ...desk.options, bridge });
    const answer = await call('GET', '/readers');
    expect([answer.status, codeOf(answer)]).toEqual([500, 'EMU-547']);
    expect(answer.body).not.toContain('見本');
  });

  it('answers metrics as Prometheus reads them', async () => {
    const answer = await call('GET', '/metrics');
    expect([answer.status, answer.type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(answer.body).toContain('# TYPE fcr_visits_total counter');
  });

  it('keeps answers out of caches', async () => {
    expect((await call('GET', '/readers')).headers['cache-control']).toBe('no-store');
  });
});

describe('The OpenAPI document', () => {
  const paths = openApiDocument('0.1.0').paths as Record<string, Record<string, Record<string, unknown>>>;

  it('describes what the server serves, and the server serves what it describes', async () => {
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const served = routeNames.map(
      (name) => `${routes[name].method} ${routes[name].path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(described.sort()).toEqual(served.sort());
    for (const route of described) {
      const [method = '', url = ''] = route.split(' ');
      expect(app.hasRoute({ method: method as 'GET' | 'POST', url })).toBe(true);
    }
    const methods = [...app.printRoutes({ commonPrefix: false }).matchAll(/\(([A-Z, ]+)\)/g)];
    expect(methods.flatMap(([, names = '']) => names.split(', '))).toHaveLength(described.length);
    const answer = await call('GET', '/openapi.json');
    expect(JSON.parse(answer.body)).toEqual(openApiDocument('0.1.0'));
  });

  it('asks for the token everywhere but at /health', () => {
    for (const [path, operations] of Object.entries(paths)) {
      for (const operation of Object.values(operations)) {
        expect(operation.security).toEqual(path === '/health' ? [] : [{ token: [] }]);
      }
    }
  });

  it('names the parameters of a route', () => {
    expect(paths['/visits']?.get?.parameters).toMatchObject([
      { name: 'since', in: 'query', required: false },
    ]);
    expect(paths['/readers/{id}/restart']?.post?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true },
    ]);
    expect(paths['/events']?.get?.parameters).toMatchObject([
      { name: 'since' },
      { name: 'last-event-id', in: 'header' },
    ]);
  });
});

describe('A control server', () => {
  it('listens on this computer only, and tells of a port that is taken', async () => {
    const first = await startControl(desk.options, 0);
    if (!first.ok) throw new Error(first.problem.code);
    const { port } = first.value;
    const second = await startControl(desk.options, port);
    const answer = await fetch(`http://127.0.0.1:${port}/visits`, { headers: { authorization } });
    await first.value.close();
    expect(second).toEqual({
      ok: false,
      problem: { code: 'EMU-546', detail: { port, reason: 'EADDRINUSE' } },
    });
    expect(await answer.json()).toMatchObject([{ visit }, { visit }]);
  });
});

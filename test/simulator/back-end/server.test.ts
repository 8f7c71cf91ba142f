import type { Server } from 'node:https';
import Fastify from 'fastify';
import Database from 'libsql';
import { Client } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { operations } from '../../../host-bridge/eligibility/api.ts';
import { bulkEntries } from '../../../host-bridge/eligibility/bulk-operations.ts';
import { refusal as refusalSchema } from '../../../host-bridge/refusal.ts';
import { type Conduct, createConduct, slowAnswerMs } from '../../../simulator/back-end/conduct.ts';
import { openApiDocument } from '../../../simulator/back-end/openapi.ts';
import { bodyLimit, registerRoutes } from '../../../simulator/back-end/routes.ts';
import { type BackEndServer, startServer } from '../../../simulator/back-end/server.ts';
import { createPki, type Pki } from '../../../simulator/pki/link-and-tls.ts';
import { agreed, person, type TestDesk, testDesk } from './desk.ts';

const pki = createPki();
let desk: TestDesk;
let conduct: Conduct;
let server: BackEndServer;
const clients: Client[] = [];

beforeAll(async () => {
  desk = testDesk();
  conduct = createConduct({ clock: desk.clock, observe: (observation) => desk.observed.push(observation) });
  const started = await startServer({
    backEnd: desk.backEnd,
    conduct,
    revocation: desk.service,
    clock: desk.clock,
    tls: pki.tls,
    port: 0,
  });
  if (!started.ok) throw new Error(started.problem.code);
  server = started.value;
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.destroy()));
  await server.close();
});
beforeEach(() => {
  conduct.setConduct({ answer: 'normal' });
  desk.store.clear();
});

function clientOf(tls: Pki['tls'], withCertificate = true): Client {
  const identity = withCertificate ? { cert: tls.client.certificatePem, key: tls.client.keyPem } : {};
  const client = new Client(server.url, { connect: { ca: pki.tls.authorityPem, ...identity } });
  clients.push(client);
  return client;
}
let known: Client;
beforeAll(() => {
  known = clientOf(pki.tls);
});

async function post(path: string, body: unknown, client = known) {
  const headers = { 'content-type': 'application/json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await client.request({ method: 'POST', path, headers, body: text });
  return { status: answer.statusCode, body: await answer.body.json() };
}
async function get(path: string) {
  const answer = await known.request({ method: 'GET', path });
  return { status: answer.statusCode, headers: answer.headers, body: await answer.body.json() };
}

test('a bench opens disaster mode over HTTPS, somebody is searched for, and the count shows it', async () => {
  const facility = { institution: '9999999999', municipality: '見本県見本市', emergencyHospital: false };
  const request = {
    search: 'search-over-https',
    facility,
    mode: 'disaster',
    facts: { name: '見本太郎', birth: '19850410', sex: 'male', address: '見本県見本市' },
    consent: '1',
    lifeAtStake: false,
    authorised: { by: '見本医師', as: 'clinician' },
  };
  expect(await post('/searches', request)).toMatchObject({ status: 403, body: { code: 'EMU-481' } });
  const order = { disaster: { municipalities: [facility.municipality], event: '見本台風' } };
  expect(await post('/modes', order)).toEqual({ status: 200, body: { done: true } });
  expect(await post('/situations', { facility })).toMatchObject({
    status: 200,
    body: { disaster: { event: '見本台風', until: '2026-11-03T00:00:00+09:00' } },
  });
  expect(await post('/searches', request)).toMatchObject({ status: 200, body: { found: 'one' } });
  expect((await get('/search-log')).body).toMatchObject([{ person: 'insured', event: '見本台風' }]);
  expect((await get('/search-report')).body).toMatchObject({ total: { requests: 1, eligibility: 1 } });
  expect(await post('/modes', { disaster: 'closed' })).toMatchObject({ status: 200 });
  expect(await post('/modes', { disaster: 'open' })).toMatchObject({
    status: 400,
    body: { code: 'EMU-400' },
  });
  // A name is printed on terminals.
  const moving = { disaster: { municipalities: ['見本県見本市'], event: '\u001b[2J' } };
  expect(await post('/modes', moving)).toMatchObject({ status: 400, body: { code: 'EMU-400' } });
});

test('maintenance is answered with 503 and its window', async () => {
  await post('/modes', { maintenance: { until: '10m' } });
  const answer = await post('/challenges', { visit: desk.newVisit() });
  expect(answer).toMatchObject({
    status: 503,
    body: {
      code: 'EMU-480',
      detail: { from: '2026-11-02T09:00:00+09:00', until: '2026-11-02T09:10:00+09:00' },
    },
  });
  await post('/modes', { maintenance: 'none' });
  expect(await post('/challenges', { visit: desk.newVisit() })).toMatchObject({ status: 200 });
});

test('a mode that cannot be kept is refused as an operation is', async () => {
  const keep = vi.spyOn(desk.store.modes, 'keep').mockImplementationOnce(() => {
    throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR', 10);
  });
  expect(await post('/modes', { 'outage-search': 'on' })).toMatchObject({
    status: 500,
    body: { code: 'EMU-424' },
  });
  expect(desk.backEnd.modes.outageSearch).toBe('off');
  keep.mockRestore();
});

test('a whole visit goes through HTTPS with a client certificate, and shows in the listings', async () => {
  const visit = desk.newVisit();
  const { body: challenge } = await post('/challenges', { visit });
  const { nonce } = operations.challenge.answer.parse(challenge);
  const request = desk.eligibilityRequest(person('insured'), visit);
  expect(request.nonce).toBe(nonce);
  expect(await post('/eligibility', request)).toMatchObject({ status: 200, body: { verdict: 'valid' } });
  const use = await post('/uses', desk.use(visit));
  expect(use).toMatchObject({ status: 200, body: { state: 'committed' } });
  expect(await post('/uses', desk.use(visit))).toEqual(use);
  expect((await get('/visits')).body).toMatchObject([{ visit, state: 'committed' }]);
  expect((await get('/consents')).body).toMatchObject([{ visit, ...agreed, method: 'face' }]);
  expect(await post('/withdrawals', { visit })).toEqual({ status: 200, body: { state: 'withdrawn' } });
  expect((await get('/consents')).body).toEqual([]);
});

describe('nobody is heard', () => {
  test('without a client certificate', async () => {
    await expect(post('/challenges', { visit: desk.newVisit() }, clientOf(pki.tls, false))).rejects.toThrow();
    expect(desk.backEnd.listVisits()).toEqual([]);
  });

  test('with a certificate of another authority', async () => {
    await expect(
      post('/challenges', { visit: desk.newVisit() }, clientOf(createPki().tls)),
    ).rejects.toThrow();
    expect(desk.backEnd.listVisits()).toEqual([]);
  });
});

test('a bulk request as long as may be fits into one body, and what is longer does not', async () => {
  const long = { insurer: '06999999', symbol: '見本'.repeat(20), number: '1'.repeat(40), branch: '01' };
  const entry = { identifier: 'i'.repeat(100), who: { ...long, birth: '19850410' }, on: '20261102' };
  const asked = { kind: 'qualifications', entries: Array(bulkEntries).fill(entry) };
  const body = { institution: '9999999999', key: 'key-of-the-request-1', fileIdentifier: null, asked };
  expect(await post('/bulk-requests', body)).toMatchObject({ status: 200 });
  const more = { ...body, asked: { ...asked, entries: Array(4 * bulkEntries).fill(entry) } };
  expect(await post('/bulk-requests', more)).toMatchObject({ status: 413, body: { code: 'EMU-403' } });
});

describe('refusals are typed JSON', () => {
  test.each([
    ['EMU-400', 400, () => post('/challenges', {})],
    ['EMU-412', 409, () => post('/uses', desk.use(desk.newVisit()))],
    ['EMU-401', 404, () => get('/nothing')],
    ['EMU-400', 400, () => get('/people/%zz')],
    ['EMU-400', 414, () => get(`/people/${'1'.repeat(200)}`)],
    ['EMU-402', 405, () => get('/challenges')],
    ['EMU-402', 405, () => post('/visits?since=1', {})],
    ['EMU-403', 400, () => post('/challenges', '{ not json')],
    ['EMU-403', 400, () => post('/challenges', '')],
    ['EMU-403', 413, () => post('/challenges', { visit: 'x'.repeat(bodyLimit) })],
  ] as const)('%s with status %i', async (code, status, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(refusalSchema.parse(answer.body).code).toBe(code);
  });

  test('EMU-403 with status 415 for a body of another type', async () => {
    const headers = { 'content-type': 'text/xml' };
    const answer = await known.request({ method: 'POST', path: '/challenges', headers, body: '<a/>' });
    expect([answer.statusCode, refusalSchema.parse(await answer.body.json()).code]).toEqual([415, 'EMU-403']);
  });

  test('a wrong method is told the right one', async () => {
    expect((await get('/uses')).headers.allow).toBe('POST');
  });

  test('EMU-427 where the back end fails by a fault of its own', async () => {
    const app = Fastify({ https: {} });
    const backEnd = {
      ...desk.backEnd,
      handle: () => {
        throw new TypeError('a fault with 見本　太郎 in it');
      },
    };
    registerRoutes(app, { backEnd, conduct, revocation: desk.service, clock: desk.clock });
    const answer = await app.inject({ method: 'POST', url: '/uses', payload: {} });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([500, 'EMU-427']);
    expect(answer.body).not.toContain('見本');
    await app.close();
  });
});

describe('conduct over HTTPS', () => {
  test('down cuts new connections and those kept alive', async () => {
    await get('/visits');
    conduct.setConduct({ answer: 'down' });
    await expect(post('/challenges', { visit: desk.newVisit() })).rejects.toThrow();
    await expect(post('/challenges', { visit: desk.newVisit() }, clientOf(pki.tls))).rejects.toThrow();
    conduct.setConduct({ answer: 'normal' });
    expect((await post('/challenges', { visit: desk.newVisit() })).status).toBe(200);
    expect(desk.backEnd.listVisits()).toHaveLength(1);
  });

  test.each([
    ['refuse', 403, 'EMU-422'],
    ['error', 500, 'EMU-423'],
  ] as const)('%s answers %i', async (answer, status, code) => {
    conduct.setConduct({ answer });
    const visit = desk.newVisit();
    expect(await post('/challenges', { visit })).toMatchObject({ status, body: { code } });
    expect((await get('/visits')).body).toEqual([]);
  });

  test('slow answers when the clock of the desk has moved on', async () => {
    conduct.setConduct({ answer: 'slow' });
    const visit = desk.newVisit();
    const waiting = desk.clock.timerSet();
    const asked = post('/challenges', { visit });
    await waiting;
    expect(desk.backEnd.listVisits()).toHaveLength(1);
    desk.clock.moveBy(slowAnswerMs);
    expect((await asked).status).toBe(200);
  });
});

test('a port that is taken is a typed refusal', async () => {
  const again = await startServer({
    backEnd: desk.backEnd,
    conduct,
    revocation: desk.service,
    clock: desk.clock,
    tls: pki.tls,
    port: server.port,
  });
  expect(again).toEqual({ ok: false, problem: { code: 'EMU-426', detail: { port: server.port } } });
});

describe('the listings of people', () => {
  test('are served over the same TLS', async () => {
    const { body } = await get('/people');
    expect(body).toEqual(JSON.parse(JSON.stringify(desk.backEnd.listPeople())));
    expect((await get('/people/insured')).body).toMatchObject({ id: 'insured', validity: '1' });
    expect((await get('/insurers')).body).toContainEqual(
      expect.objectContaining({ number: '12999999', name: '見本市福祉事務所' }),
    );
  });

  test('say so where nobody has the id', async () => {
    expect(await get('/people/nobody')).toMatchObject({ status: 404, body: { code: 'EMU-428' } });
  });
});

describe('the OpenAPI document', () => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, object>> };
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

  test('has every route, and every route it has is there', async () => {
    const routes: string[] = [];
    const app = Fastify<Server>({ https: {}, exposeHeadRoutes: false });
    app.addHook(
      'onRoute',
      ({ method, url }) =>
        void routes.push(`${String(method)} ${url.replace('*', '{question}').replace(':id', '{id}')}`),
    );
    registerRoutes(app, { backEnd: desk.backEnd, conduct, revocation: desk.service, clock: desk.clock });
    await app.ready();
    expect(documented.sort()).toEqual(routes.sort());
    await app.close();
  });

  test('is served, and says that visit keys are text', async () => {
    const { body } = await get('/openapi.json');
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    expect(JSON.stringify(paths['/challenges'])).toContain('"visit":{"type":"string"');
  });

  test('follows the table of operations', () => {
    for (const { method, path } of Object.values(operations))
      expect(documented).toContain(`${method} ${path}`);
  });
});

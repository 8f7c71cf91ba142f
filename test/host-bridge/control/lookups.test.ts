import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Route } from '../../../host-bridge/control/routes.ts';
import { createControl } from '../../../host-bridge/control/server.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import { createDesk, type Desk, token } from './desk.ts';

let desk: Desk;
let app: FastifyInstance;
beforeEach(() => {
  desk = createDesk();
  app = createControl(desk.options);
});
afterEach(() => app.close());

const call = async (method: Route['method'], url: string, payload?: object) => {
  const headers = { host: '127.0.0.1:7000', authorization: `Bearer ${token}` };
  const answer = await app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
  return { status: answer.statusCode, body: JSON.parse(answer.body) };
};

const facts = { name: '見本太郎', birth: '19850410', sex: 'male', address: '見本県見本市' };
const order = { mode: 'outage', facts };

describe('a lookup by four facts', () => {
  it('is held, listed without anything personal, fetched with the result, and deleted', async () => {
    expect(await call('POST', '/lookups', order)).toMatchObject({
      status: 200,
      body: { lookup: 1, state: 'one', code: null },
    });
    const listed = await call('GET', '/lookups');
    expect(listed.body).toMatchObject([{ lookup: 1, mode: 'outage', state: 'one', personal: true }]);
    expect(JSON.stringify(listed.body)).not.toMatch(/見本|1985/);
    const fetched = await call('GET', '/lookups/1');
    expect(fetched.body).toMatchObject({ facts, result: { found: 'one', validity: '1' } });
    expect(await call('DELETE', '/lookups/1')).toEqual({ status: 200, body: { lookup: 1 } });
    expect((await call('GET', '/lookups')).body).toEqual([]);
  });

  it('is held while the back end is away, and tried again when asked', async () => {
    desk.searches.failing = 'EMU-420';
    expect((await call('POST', '/lookups', order)).body).toMatchObject({ state: 'held', code: 'EMU-420' });
    desk.searches.failing = null;
    expect((await call('POST', '/lookups/1/again')).body).toMatchObject({ state: 'one' });
  });

  it('gives the medical information that it opens', async () => {
    await call('POST', '/lookups', order);
    expect((await call('GET', '/lookups/1/information/drugs')).body).toMatchObject({ kind: 'drugs' });
    expect((await call('GET', '/lookups/1/information/everything')).status).toBe(400);
  });

  it.each<[string, object]>([
    [
      'neither address nor insurer',
      { ...order, facts: { name: '見本太郎', birth: '19850410', sex: 'male' } },
    ],
    ['a day that is written otherwise', { ...order, facts: { ...facts, birth: '1985-04-10' } }],
    ['a day that the calendar does not have', { ...order, facts: { ...facts, birth: '19850231' } }],
    ['a mode that is none', { ...order, mode: '見本' }],
    ['more than it knows', { ...order, 見本: 1 }],
    ['a fact more than it knows', { ...order, facts: { ...facts, phone: '見本' } }],
  ])('is refused with %s, and nothing of it is repeated', async (_, body) => {
    const answer = await call('POST', '/lookups', body);
    expect([answer.status, answer.body.code]).toEqual([400, 'EMU-543']);
    expect(JSON.stringify(answer.body)).not.toMatch(/見本|1985/);
    expect(desk.searches.asked).toEqual([]);
  });

  it.each<[ErrorCode, number]>([
    ['EMU-481', 403],
    ['EMU-486', 403],
    ['EMU-487', 422],
    ['EMU-413', 409],
  ])('that the back end refuses for good answers with %s as %i', async (code, status) => {
    desk.searches.failing = code;
    const answer = await call('POST', '/lookups', order);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it.each<[Route['method'], string, number, ErrorCode]>([
    ['GET', '/lookups/7', 404, 'EMU-555'],
    ['DELETE', '/lookups/7', 404, 'EMU-555'],
    ['POST', '/lookups/7/again', 404, 'EMU-555'],
    ['GET', '/lookups/7/information/drugs', 404, 'EMU-555'],
    ['GET', '/lookups/first', 400, 'EMU-543'],
  ])('%s %s answers %i', async (method, url, status, code) => {
    const answer = await call(method, url);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it.each<[ErrorCode, number]>([
    ['EMU-420', 503],
    ['EMU-480', 503],
    ['EMU-488', 403],
    ['EMU-490', 410],
    ['EMU-491', 504],
  ])('whose information is refused with %s answers %i', async (code, status) => {
    await call('POST', '/lookups', order);
    desk.searches.failing = code;
    const answer = await call('GET', '/lookups/1/information/drugs');
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('in disaster mode needs this desk to be switched to it', async () => {
    const refused = await call('POST', '/lookups', { ...order, mode: 'disaster' });
    expect([refused.status, refused.body.code]).toEqual([409, 'EMU-557']);
    expect(refused.body.ja).toMatchObject({ cause: 'このデスクは災害時モードになっていません。' });
  });
});

describe('the situation', () => {
  it('is told as it is now', async () => {
    desk.searches.situation.maintenance = {
      from: '2026-11-02T10:00:00+09:00',
      until: '2026-11-02T11:00:00+09:00',
    };
    const { status, body } = await call('GET', '/situation');
    expect([status, body.backEnd, body.maintenance.from, body.maintenanceTold, body.todo.length]).toEqual([
      200,
      'up',
      '2026-11-02T10:00:00+09:00',
      { at: 1_000, old: false },
      1,
    ]);
  });

  it('as far as maintenance goes is told without asking anybody', async () => {
    desk.searches.situation.maintenance = {
      from: '2026-11-02T10:00:00+09:00',
      until: '2026-11-02T11:00:00+09:00',
    };
    const nothing = await call('GET', '/maintenance');
    expect(nothing).toMatchObject({
      status: 200,
      body: { maintenance: null, maintenanceTold: null, todo: [] },
    });
    await call('GET', '/situation');
    const asked = desk.searches.asked.length;
    const { status, body } = await call('GET', '/maintenance');
    expect([status, body.maintenance.from, body.maintenanceTold]).toEqual([
      200,
      '2026-11-02T10:00:00+09:00',
      { at: 1_000, old: false },
    ]);
    expect(body.todo[0].en).toContain('announced from 2026-11-02T10:00:00+09:00');
    expect(desk.searches.asked).toHaveLength(asked);
  });
});

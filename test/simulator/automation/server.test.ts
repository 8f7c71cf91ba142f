import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Route } from '../../../host-bridge/control/routes.ts';
import { readerStateSchema } from '../../../simulator/automation/reader-state.ts';
import { routeNames, routes } from '../../../simulator/automation/routes.ts';
import { createPageServer } from '../../../simulator/automation/server.ts';
import { linkFaultNames } from '../../../simulator/faults/link-faults.ts';
import { openTestDesk, type TestDesk } from './automated-desk.ts';

let test: TestDesk;
beforeEach(async () => {
  test = await openTestDesk();
});
afterEach(() => test.close());

const host = '127.0.0.1:8080';
type Method = Route['method'];

const call = async (method: Method, path: string, payload?: string | object, headers = {}) => {
  const answer = await test.app.inject({
    method,
    url: `/api${path}`,
    headers: { host, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json() };
};
const reader = '/readers/FCR-000001';
const press = (keys: string) => call('POST', `${reader}/keys`, { keys });
const screenOf = (answer: { body: { screen: { id: string } } }) => answer.body.screen.id;

const allRoutes = routeNames.map((name): Route & { name: string } => ({ name, ...routes[name] }));
const pathOf = (path: string) => path.replace('{id}', 'FCR-000001');

describe('A visit through the automation API', () => {
  it('ends in accepted, with one consent row and one face file', async () => {
    await call('POST', `${reader}/card`, { of: 'insured' });
    await call('POST', `${reader}/camera`, { sees: 'match' });
    expect(screenOf(await press('1'))).toBe('consent_all');
    expect(screenOf(await press('1'))).toBe('consent_summary');
    const accepted = await press('#');
    expect(screenOf(accepted)).toBe('accepted_clinic');
    const consents = await call('GET', '/back-end/consents');
    expect(consents.body).toEqual([
      {
        visit: accepted.body.visit.id,
        surgery: true,
        treatment: true,
        checkup: true,
        at: '2026-11-02T09:00:00+09:00',
        until: '2026-11-03T09:00:00+09:00',
        method: 'face',
      },
    ]);
    expect(test.desk.bridge.receipt.list()).toHaveLength(1);
    await press('9');
    const ended = await call('DELETE', `${reader}/card`);
    expect(ended.body).toMatchObject({ card: false, visit: { outcome: 'accepted' } });
    const visits = await call('GET', '/back-end/visits');
    expect(visits.body).toMatchObject([{ visit: accepted.body.visit.id, state: 'committed' }]);
  });

  it('keeps the outcome on the last visit until the next begins', async () => {
    await call('POST', `${reader}/card`, {});
    await press('9');
    const gone = await call('DELETE', `${reader}/card`);
    expect(gone.body.visit).toEqual({ id: 'FCR-000001.1.1', outcome: 'cancelled' });
    await test.pass(4000);
    const next = await call('POST', `${reader}/card`, { of: 'elderly' });
    expect(next.body.visit).toEqual({ id: 'FCR-000001.1.2', outcome: null });
  });

  it('tells what is written on a face-only card, as long as it lies there', async () => {
    const placed = await call('POST', `${reader}/card`, { of: 'face-only' });
    expect(placed.body).toMatchObject({ card: true, cardMark: '顔認証' });
    expect(readerStateSchema.safeParse(placed.body).success).toBe(true);
    expect((await call('DELETE', `${reader}/card`)).body).not.toHaveProperty('cardMark');
    expect((await call('POST', `${reader}/card`, { of: 'insured' })).body).not.toHaveProperty('cardMark');
  });

  it('answers in the shape that scripts rely on, and with that of every act', async () => {
    const placed = await call('POST', `${reader}/card`, { of: 'insured' });
    expect(placed.body).toEqual({
      id: 'FCR-000001',
      profile: 'next-generation',
      link: 'connected',
      language: 'ja',
      screen: {
        id: 'choose_method',
        title: '本人確認の方法',
        text: ['本人確認の方法を選んでください。'],
        choices: [
          { key: '1', label: '顔認証' },
          { key: '2', label: '暗証番号' },
          { key: '9', label: '終了' },
          { key: '0', label: '係員に確認してもらう' },
          { key: '*', label: '戻る' },
        ],
        status: null,
      },
      visit: { id: 'FCR-000001.1.1', outcome: null },
      card: true,
      phone: false,
      earphones: false,
    });
    const shown = await call('GET', reader);
    const listed = await call('GET', '/readers');
    const acted = await call('POST', `${reader}/earphones`, { in: true });
    expect(shown.body).toEqual(placed.body);
    expect(listed.body).toEqual([placed.body]);
    expect(acted.body).toEqual({ ...placed.body, earphones: true });
    expect(() => readerStateSchema.parse(acted.body)).not.toThrow();
  });

  it('holds a phone to the reader and takes it away, with the state of a visit that the phone brings on', async () => {
    await press('22');
    const held = await call('POST', `${reader}/phone`, { of: 'iphone', kind: 'iphone' });
    expect([held.status, held.body.phone, screenOf(held)]).toEqual([200, true, 'consent_all']);
    const taken = await call('DELETE', `${reader}/phone`);
    expect([taken.status, taken.body.phone, screenOf(taken)]).toEqual([200, false, 'consent_all']);
    expect((await call('DELETE', `${reader}/phone`)).body).toEqual(taken.body);
  });

  it('holds one phone at one place: held anew, it is read anew', async () => {
    await press('22');
    const refused = await call('POST', `${reader}/phone`, { kind: 'iphone', biometrics: 'refused' });
    expect(screenOf(refused)).toBe('hold_phone');
    const agreed = await call('POST', `${reader}/phone`, { of: 'iphone' });
    expect(screenOf(agreed)).toBe('consent_all');
    expect(test.desk.readers.map(({ devicesPresented }) => devicesPresented)[0]).toBe(1);
  });

  it('holds a phone to the phone reader where the unit reads none, and pulls that one’s cable', async () => {
    await test.close();
    test = await openTestDesk({ profile: 'current' });
    const touch = async (keys: string) => {
      let last = await call('GET', reader);
      for (const key of keys) last = await call('POST', `${reader}/touch`, { key });
      return last;
    };
    expect((await call('POST', `${reader}/phone-reader`, { in: false })).status).toBe(200);
    expect(screenOf(await touch('2'))).toBe('phone_not_offered');
    expect(screenOf(await touch('*'))).toBe('choose_medium');
    expect((await call('POST', `${reader}/phone-reader`, { in: true })).status).toBe(200);
    expect(screenOf(await touch('22'))).toBe('hold_phone');
    const held = await call('POST', `${reader}/phone`, { of: 'iphone' });
    expect([held.body.phone, screenOf(held)]).toEqual([true, 'consent_all']);
    const taken = await call('DELETE', `${reader}/phone`);
    expect([taken.body.phone, screenOf(taken)]).toEqual([false, 'consent_all']);
  });

  it('runs acts one after the other, however they are sent', async () => {
    await call('POST', `${reader}/card`, { of: 'insured' });
    await press('2');
    const answers = await Promise.all([press('12'), press('34'), press('#')]);
    expect(answers.map(screenOf)).toEqual(['pin_entry', 'pin_entry', 'consent_all']);
  });

  it('says what was said and sounded, private words marked as such', async () => {
    await call('POST', `${reader}/earphones`, { in: true });
    await call('POST', `${reader}/card`, { of: 'insured' });
    await call('POST', `${reader}/camera`, { sees: 'match' });
    for (const keys of ['1', '1', '#']) await press(keys);
    await test.pass(60_000);
    const { body } = await call('GET', `${reader}/speech`);
    expect(body.find((entry: { id: string }) => entry.id === 'announce.card_read')).toMatchObject({
      // Said while the screen still stands on which the card was laid down; the next one is drawn behind it.
      screen: 'welcome',
      kind: 'announcement',
      lang: 'ja',
      text: 'カードを読み取りました。',
      private: false,
    });
    const spokenPrivately = body.filter((entry: { private: boolean }) => entry.private);
    expect(spokenPrivately.length).toBeGreaterThan(0);
    expect(spokenPrivately.every((entry: { channel: string }) => entry.channel === 'earphones')).toBe(true);
  });
});

describe('Acts around the reader', () => {
  it('unplug the cable and plug it in again', async () => {
    const out = await call('POST', `${reader}/link`, { fault: 'unplug' });
    expect(out.body.link).toBe('unplugged');
    await call('POST', `${reader}/link`, { fault: 'plug' });
    await test.pass(6000);
    expect((await call('GET', reader)).body.link).toBe('connected');
  });

  it('unplug the cable for a time, after which it is in by itself', async () => {
    await call('POST', `${reader}/link`, { fault: 'unplug', for: '2s' });
    await test.pass(1900);
    expect((await call('GET', reader)).body.link).toBe('unplugged');
    await test.pass(6000);
    expect((await call('GET', reader)).body.link).toBe('connected');
  });

  it('make the cable noisy for a while, and the visit goes on all the same', async () => {
    await call('POST', `${reader}/link`, { fault: 'noise', rate: 1, for: '1s' });
    await call('POST', `${reader}/card`, { of: 'insured' });
    await call('POST', `${reader}/camera`, { sees: 'match' });
    await press('1');
    await test.pass(8000);
    expect(screenOf(await call('GET', reader))).toBe('consent_all');
    expect(test.events.eventsSince(0).some((e) => e.observation.observation.event === 'frameDamaged')).toBe(
      true,
    );
  });

  it.each(linkFaultNames.filter((fault) => fault !== 'swap'))(
    'bring about the link fault %s, and all is well after plug',
    async (fault) => {
      expect((await call('POST', `${reader}/link`, { fault })).status).toBe(200);
      await test.pass(5000);
      expect((await call('POST', `${reader}/link`, { fault: 'plug' })).status).toBe(200);
      await test.pass(20_000);
      expect((await call('GET', reader)).body).toMatchObject({ link: 'connected', screen: { id: 'idle' } });
    },
  );

  it('swap the cables of two readers, which keep their names', async () => {
    await test.close();
    test = await openTestDesk({ readers: 2 });
    const before = test.desk.readers.map(({ cable }) => cable.url);
    const swapped = await call('POST', `${reader}/link`, { fault: 'swap' });
    expect(swapped.status).toBe(200);
    expect(test.desk.readers.map(({ cable }) => cable.url)).toEqual([...before].reverse());
    await test.pass(8000);
    const both = await call('GET', '/readers');
    expect(both.body.map((r: { id: string; link: string }) => [r.id, r.link])).toEqual([
      ['FCR-000001', 'connected'],
      ['FCR-000002', 'connected'],
    ]);
  });

  it('tell the back end to be down for a while', async () => {
    const told = await call('POST', '/back-end', { answer: 'down', for: '30s' });
    expect(told).toEqual({ status: 200, body: { answer: 'down' } });
    await call('POST', `${reader}/card`, { of: 'insured' });
    await call('POST', `${reader}/camera`, { sees: 'match' });
    expect(screenOf(await press('1'))).toBe('checking');
    await test.pass(45_000);
    expect(screenOf(await call('GET', reader))).toBe('consent_all');
  });

  it('have the authorities publish what nobody may believe, for a while', async () => {
    const told = await call('POST', '/back-end', { revocation: 'stale', for: '30s' });
    expect(told).toEqual({ status: 200, body: { revocation: 'stale', by: 'crl' } });
    await call('POST', `${reader}/card`, { of: 'insured' });
    await call('POST', `${reader}/camera`, { sees: 'match' });
    expect(screenOf(await press('1'))).toBe('eligibility_problem');

    const odd = await call('POST', '/back-end', { revocation: 'try-later' });
    expect(odd).toMatchObject({ status: 400, body: { code: 'EMU-652' } });
  });

  it.each<[object, object]>([
    [{ 'outage-search': 'called' }, { 'outage-search': 'called' }],
    [{ disaster: { municipalities: ['見本県見本市'] } }, { disaster: 'opened' }],
    [{ disaster: 'closed' }, { disaster: 'closed' }],
    [{ maintenance: { from: '1m', until: '2m' } }, { maintenance: 'announced' }],
    [{ maintenance: 'none' }, { maintenance: 'none' }],
  ])('tell the back end what kind of day it is: %j', async (order, told) => {
    expect(await call('POST', '/back-end', order)).toMatchObject({ status: 200, body: told });
  });

  it('show the searches by four facts and their count', async () => {
    await call('POST', '/back-end', { 'outage-search': 'on' });
    const lookups = test.desk.bridge.bridge?.lookups;
    const facts = { name: '見本太郎', birth: '19850410', sex: 'male', address: '見本県見本市' } as const;
    await lookups?.hold({ mode: 'outage', facts, consent: '0', lifeAtStake: false, authorised: null });
    expect(await call('GET', '/back-end/searches')).toMatchObject({
      body: [{ mode: 'outage', found: 'one', person: 'insured' }],
    });
    expect(await call('GET', '/back-end/search-report')).toMatchObject({
      body: { total: { facilities: 1, requests: 1, eligibility: 1, information: 0 } },
    });
  });

  it('let staff check the person by eye', async () => {
    await call('POST', `${reader}/card`, { of: 'insured' });
    expect(screenOf(await press('0'))).toBe('staff_check');
    const checked = await call('POST', `${reader}/staff`, { password: '2580', verdict: 'same' });
    expect(screenOf(checked)).toBe('consent_all');
  });

  it('turn a person away whom staff does not recognise', async () => {
    await call('POST', `${reader}/card`, { of: 'insured' });
    await press('0');
    const checked = await call('POST', `${reader}/staff`, { password: '2580', verdict: 'other' });
    expect(screenOf(checked)).toBe('card_refused');
  });

  it('touch a reader without a keypad', async () => {
    await test.close();
    test = await openTestDesk({ profile: 'next-generation-minimal' });
    await call('POST', `${reader}/card`, { of: 'insured' });
    const touched = await call('POST', `${reader}/touch`, { key: '2' });
    expect(screenOf(touched)).toBe('pin_entry');
  });
});

describe('What cannot be done', () => {
  it.each([
    ['EMU-653', 404, 'POST', '/readers/FCR-000009/card', { of: 'insured' }],
    ['EMU-653', 404, 'GET', '/readers/nobody', undefined],
    ['EMU-641', 404, 'POST', `${reader}/card`, { of: 'nobody' }],
    ['EMU-656', 409, 'POST', `${reader}/staff`, { password: '2580', verdict: 'same' }],
    ['EMU-657', 409, 'POST', `${reader}/link`, { fault: 'swap' }],
    ['EMU-663', 409, 'POST', `${reader}/touch`, { key: '5' }],
    ['EMU-641', 404, 'POST', `${reader}/phone`, { of: 'nobody' }],
    ['EMU-373', 404, 'POST', `${reader}/phone`, { of: 'insured' }],
    ['EMU-665', 409, 'POST', `${reader}/phone`, { of: 'android', kind: 'iphone' }],
    ['EMU-652', 400, 'POST', `${reader}/phone`, { of: 'iphone', biometrics: 'perhaps' }],
    ['EMU-651', 404, 'GET', '/nowhere', undefined],
    ['EMU-651', 404, 'DELETE', '/readers', undefined],
    ['EMU-652', 400, 'POST', '/readers/%zz/card', { of: 'insured' }],
    ['EMU-652', 414, 'GET', `/readers/${'1'.repeat(200)}`, undefined],
  ] as const)('is answered with %s, status %i: %s %s', async (code, status, method, path, body) => {
    const answer = await call(method, path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(Object.keys(answer.body)).toEqual(['code', 'cause', 'remedy', 'ja']);
    expect(answer.body.ja).toEqual({
      cause: expect.stringMatching(/[ぁ-ん]/),
      remedy: expect.stringMatching(/[ぁ-ん]/),
    });
  });

  it.each([
    ['keys', '{"keys":"12a"}'],
    ['keys', '{"keys":""}'],
    ['keys', '{"keys":1234}'],
    ['keys', '{}'],
    ['keys', '{"keys":"1","more":1}'],
    ['keys', '{"keys":"1"'],
    ['keys', 'null'],
    ['keys', ''],
    ['touch', '{"key":"12"}'],
    ['card', '{"of":"Insured"}'],
    ['camera', '{"sees":"nothing"}'],
    ['earphones', '{"in":"yes"}'],
    ['staff', '{"password":"25","verdict":"same"}'],
    ['staff', '{"password":"2580","verdict":"maybe"}'],
    ['link', '{"fault":"fire"}'],
    ['link', '{"fault":"noise","rate":2}'],
    ['link', '{"fault":"unplug","for":"soon"}'],
    ['link', '{"fault":"unplug","rate":0.5}'],
    ['link', '{"fault":"swap","for":"5s"}'],
    ['link', '{"fault":"stuck","by":"5s"}'],
  ])('POST %s %s is malformed, and changes nothing', async (what, body) => {
    const before = await call('GET', reader);
    const answer = await call('POST', `${reader}/${what}`, body, { 'content-type': 'application/json' });
    expect([answer.status, answer.body.code]).toEqual([400, 'EMU-652']);
    expect((await call('GET', reader)).body).toEqual(before.body);
  });

  it('repeats nothing of a malformed body: it may hold a PIN', async () => {
    const answer = await call('POST', `${reader}/keys`, { keys: '7391x' });
    expect(JSON.stringify(answer.body)).not.toContain('7391');
  });

  it('refuses a body that is too large and one that is not JSON', async () => {
    const large = await call('POST', `${reader}/keys`, { keys: '1'.repeat(20_000) });
    expect([large.status, large.body.code]).toEqual([413, 'EMU-652']);
    const text = await call('POST', `${reader}/keys`, 'keys=1', { 'content-type': 'text/plain' });
    expect([text.status, text.body.code]).toEqual([400, 'EMU-652']);
  });

  it('is a fault of the server where it is its own', async () => {
    const { desk, acts, events, clock } = test;
    const broken = {
      cards: desk.cards,
      phones: desk.phones,
      backEnd: null,
      bridge: null,
      swapCables: async () => {},
      quiet: async () => {},
      get readers(): never {
        throw new RangeError('broken');
      },
    };
    const app = createPageServer({ desk: broken, acts, events, clock, version: '0', language: 'en' });
    const answer = await app.inject({ method: 'GET', url: '/api/readers', headers: { host } });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'EMU-658']);
    expect(answer.body).not.toContain('broken');
    await app.close();
  });

  it('includes a cable whose place is taken', async () => {
    const [reader] = test.desk.readers;
    if (reader === undefined) throw new Error('no reader');
    reader.cable.plug = () => Promise.reject(Object.assign(new Error(), { code: 'EADDRINUSE' }));
    const answer = await call('POST', '/readers/FCR-000001/link', { fault: 'plug' });
    expect([answer.status, answer.body.code]).toEqual([409, 'EMU-647']);
  });

  it('includes staff with the wrong password', async () => {
    await call('POST', `${reader}/card`, { of: 'insured' });
    await press('0');
    const answer = await call('POST', `${reader}/staff`, { password: '0000', verdict: 'same' });
    expect([answer.status, answer.body.code]).toEqual([409, 'EMU-661']);
  });

  it('includes keys of a keypad that the reader does not have', async () => {
    await test.close();
    test = await openTestDesk({ profile: 'current' });
    const answer = await press('1');
    expect([answer.status, answer.body.code]).toEqual([409, 'EMU-662']);
  });

  it('includes the cable of a phone reader beside a reader that reads phones itself', async () => {
    const answer = await call('POST', `${reader}/phone-reader`, { in: false });
    expect([answer.status, answer.body.code]).toEqual([409, 'EMU-743']);
  });

  it.each(['/back-end/visits', '/back-end/consents', '/back-end/searches', '/back-end/search-report'])(
    'includes %s where a reader runs alone',
    async (path) => {
      await test.close();
      test = await openTestDesk({ alone: true });
      const answer = await call('GET', path);
      expect([answer.status, answer.body.code]).toEqual([404, 'EMU-654']);
      const told = await call('POST', '/back-end', { answer: 'down' });
      expect([told.status, told.body.code]).toEqual([404, 'EMU-654']);
    },
  );
});

describe.each(allRoutes)('$method $path', ({ method, path }) => {
  it.each([
    ['a foreign name', { host: 'attacker.example' }],
    ['a page of another origin', { host, origin: 'http://attacker.example' }],
    ['a page of no origin', { host, origin: 'null' }],
  ])('answers 403 under %s', async (_what, headers) => {
    const answer = await call(method, pathOf(path), undefined, headers);
    expect([answer.status, answer.body.code]).toEqual([403, 'EMU-650']);
  });
});

it('A foreign name is refused before an address that cannot be read', async () => {
  const answer = await call('GET', '/readers/%zz', undefined, { host: 'attacker.example' });
  expect([answer.status, answer.body.code]).toEqual([403, 'EMU-650']);
});

describe('The OpenAPI document', () => {
  it('names every route with its method, and no other', async () => {
    const { body } = await call('GET', '/openapi.json');
    const described = Object.entries<object>(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(allRoutes.map(({ method, path }) => `${method} /api${path}`).sort());
    expect(body.openapi).toBe('3.1.0');
  });

  it.each(allRoutes)('describes a route that is there: $method $path', async ({ method, path }) => {
    if (path === '/events') return;
    const answer = await call(method, pathOf(path));
    expect(answer.body.code).not.toBe('EMU-651');
  });

  it('describes the body of a reader as it is answered', async () => {
    const { body } = await call('GET', '/openapi.json');
    const schema = body.paths['/api/readers/{id}'].get.responses['200'].content['application/json'].schema;
    await call('POST', `${reader}/card`, { of: 'face-only' });
    const { body: answered } = await call('GET', reader);
    expect(Object.keys(schema.properties)).toEqual(Object.keys(answered));
  });
});

describe('The status page', () => {
  const page = async (headers: Record<string, string> = {}) => {
    const answer = await test.app.inject({ method: 'GET', url: '/', headers: { host, ...headers } });
    return { status: answer.statusCode, html: answer.body, headers: answer.headers };
  };

  it('is a plain table in the language of the browser, without scripts', async () => {
    const japanese = await page({ 'accept-language': 'ja,en;q=0.5' });
    expect(japanese.html).toContain('<html lang="ja">');
    expect(japanese.html).toContain('<th scope="row">FCR-000001</th>');
    expect(japanese.html).not.toContain('<script');
    expect(japanese.headers['content-security-policy']).toContain("default-src 'none'");
    const english = await page({ 'accept-language': 'fr, en' });
    expect(english.html).toContain('<html lang="en">');
    expect(english.html).toContain('<td lang="ja">受付</td>');
  });

  it('leads to a picture of each display, and says where there is no such reader', async () => {
    expect((await page()).html).toContain('<a href="/readers/FCR-000001">');
    const get = (url: string) => test.app.inject({ method: 'GET', url, headers: { host } });
    const display = await get('/readers/FCR-000001');
    expect(display.statusCode).toBe(200);
    expect(display.headers['content-security-policy']).toContain("default-src 'none'");
    expect(display.body).toContain('マイナンバーカード');
    expect(display.headers['content-security-policy']).toContain("script-src 'self'; connect-src 'self'");
    const script = await get(/<script src="([^"]+)"/.exec(display.body)?.[1] ?? '');
    expect(script.statusCode).toBe(200);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const nobody = await get('/readers/FCR-000009');
    expect([nobody.statusCode, nobody.json().code]).toEqual([404, 'EMU-653']);
  });

  it('has what a reader spoke last on the page of its display', async () => {
    const spoken = async () => {
      const page = await test.app.inject({ method: 'GET', url: '/readers/FCR-000001', headers: { host } });
      return /<div id="spoken">(.*)<\/div>/.exec(page.body)?.[1];
    };
    expect(await spoken()).toBe('');
    await press('*');
    const last = test.desk.readers[0]?.transcript.entries.findLast(({ text }) => text !== null);
    expect(last?.text).toMatch(/\S/);
    expect(await spoken()).toContain(`>${last?.text}</span>`);
  });

  it('tells how a person wants to see the screens, only where it is not the usual way', async () => {
    const shown = async () => (await call('GET', reader)).body.screen;
    expect(await shown()).not.toHaveProperty('display');
    await press('3');
    expect(await shown()).toMatchObject({
      display: { text: 'large', contrast: 'normal', hidden: false },
      page: { at: 1, of: 2 },
    });
  });

  it('tells the staff of today’s visits and what to do, and names nobody', async () => {
    expect((await page({ 'accept-language': 'ja' })).html).toContain('今日の受付はまだありません。');
    await call('POST', `${reader}/card`, { of: 'no-coverage' });
    await call('POST', `${reader}/camera`, { sees: 'match' });
    await press('1');
    const under = await page({ 'accept-language': 'ja' });
    expect(under.html).toContain('<td>受付中</td><td>無効</td><td>資格が無効です。マイナポータル');
    await press('9');
    await call('DELETE', `${reader}/card`);
    const { html } = await page({ 'accept-language': 'en' });
    expect(html).toContain('<time datetime="2026-11-02T00:00:00.000Z">09:00</time>');
    expect(html).toContain('<td>see the person at the desk</td><td>not valid</td>');
    expect(html).toContain('<span lang="ja">被保険者資格申立書</span>');
    expect(html).not.toMatch(/見本|ミホン/);
  });

  it('tells the staff of announced maintenance once the bridge knows of it', async () => {
    await call('POST', '/back-end', { maintenance: { from: '60m', until: '90m' } });
    expect((await page({ 'accept-language': 'ja' })).html).not.toContain('メンテナンスの予定');
    await test.desk.bridge.bridge?.situation();
    const { html } = await page({ 'accept-language': 'ja' });
    expect(html).toContain('2026-11-02T10:00:00+09:00 から 2026-11-02T10:30:00+09:00 までメンテナンスの予定');
  });

  it('says so where the bridge is dead, and nothing of visits where none belongs to the desk', async () => {
    await test.desk.bridge.kill();
    expect((await page({ 'accept-language': 'en' })).html).toContain('The bridge does not run now');
    const alone = await openTestDesk({ alone: true });
    const answer = await alone.app.inject({ method: 'GET', url: '/', headers: { host } });
    expect(answer.body).not.toContain('id="staff"');
    await alone.close();
  });

  it('is refused under a foreign name as everything else', async () => {
    expect((await page({ host: 'attacker.example' })).status).toBe(403);
  });
});

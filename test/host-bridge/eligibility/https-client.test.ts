import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BackEndClient } from '../../../host-bridge/eligibility/client.ts';
import { httpsClient } from '../../../host-bridge/eligibility/https-client.ts';
import { type ReaderId, visitId } from '../../../protocol/ids.ts';
import { createPki, type Pki } from '../../../simulator/pki/link-and-tls.ts';
import { settled } from '../readers/virtual-clock.ts';
import { value } from './desk.ts';

const visit = visitId('FCR-000001' as ReaderId, 1, 1);
const nonce = { nonce: 'AAEC', until: '2026-11-02T09:05:00+09:00' };

describe('the back end over HTTPS', () => {
  let pki: Pki;
  let server: Server;
  let client: BackEndClient;
  let url: string;

  beforeAll(() => {
    pki = createPki();
  });
  const listen = async (answer: RequestListener, answerLimit?: number): Promise<void> => {
    const { authorityPem, server: identity, client: own } = pki.tls;
    server = createServer(
      {
        ca: authorityPem,
        cert: identity.certificatePem,
        key: identity.keyPem,
        requestCert: true,
        rejectUnauthorized: true,
      },
      answer,
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = value(
      httpsClient({
        url,
        pki: { ca: authorityPem, cert: own.certificatePem, key: own.keyPem },
        ...(answerLimit !== undefined && { answerLimit }),
      }),
    );
  };
  afterEach(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });

  it('sends the request as JSON to its route, shows its certificate, and keeps the connection', async () => {
    const seen: unknown[] = [];
    const sockets = new Set<TLSSocket>();
    await listen(async (request, response) => {
      const socket = request.socket as TLSSocket;
      sockets.add(socket);
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      seen.push([
        request.method,
        request.url,
        JSON.parse(Buffer.concat(chunks).toString()),
        socket.authorized,
      ]);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(nonce));
    });
    expect(await client.call('challenge', { visit })).toEqual({ ok: true, value: nonce });
    // The connection is free again when the turn in which the answer came is over.
    await settled();
    expect(await client.call('challenge', { visit })).toEqual({ ok: true, value: nonce });
    expect(seen).toEqual([
      ['POST', '/challenges', { visit }, true],
      ['POST', '/challenges', { visit }, true],
    ]);
    expect(sockets.size).toBe(1);
  });

  it('gives the problem that the back end refused with', async () => {
    await listen((_, response) => {
      response.statusCode = 422;
      response.end(JSON.stringify({ code: 'EMU-402', cause: 'c', remedy: 'r' }));
    });
    expect(await client.call('challenge', { visit })).toMatchObject({
      ok: false,
      problem: { code: 'EMU-402' },
    });
  });

  it.each([
    ['text that is no JSON', '<html>'],
    ['an answer of another form', '{"nonce":1}'],
    ['nothing', ''],
  ])('does not understand %s (EMU-421)', async (_, body) => {
    await listen((_request, response) => {
      response.end(body);
    });
    expect(await client.call('challenge', { visit })).toMatchObject({ problem: { code: 'EMU-421' } });
  });

  it('says that nobody is reached (EMU-420) when the connection is cut, and when nobody listens', async () => {
    await listen((request) => {
      request.socket.destroy();
    });
    expect(await client.call('challenge', { visit })).toMatchObject({ problem: { code: 'EMU-420' } });
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    expect(await client.call('challenge', { visit })).toMatchObject({ problem: { code: 'EMU-420' } });
  });

  it('says that no answer came in time (EMU-491)', async () => {
    await listen(() => {}, 50);
    expect(await client.call('challenge', { visit })).toEqual({
      ok: false,
      problem: { code: 'EMU-491', detail: { seconds: 0.05 } },
    });
  });

  it('does not trust a back end of another authority (EMU-420)', async () => {
    await listen((_, response) => void response.end(JSON.stringify(nonce)));
    const { client: own } = pki.tls;
    const stranger = value(
      httpsClient({
        url,
        pki: { ca: createPki().tls.authorityPem, cert: own.certificatePem, key: own.keyPem },
      }),
    );
    expect(await stranger.call('challenge', { visit })).toMatchObject({ problem: { code: 'EMU-420' } });
    await stranger.close();
  });

  it('refuses certificates that cannot be used (EMU-494)', async () => {
    await listen(() => {});
    expect(httpsClient({ url, pki: { ca: '', cert: 'no', key: 'no' } })).toMatchObject({
      problem: { code: 'EMU-494' },
    });
  });

  it('is not taken up by calls after it was closed', async () => {
    await listen(() => {});
    await client.close();
    expect(await client.call('challenge', { visit })).toMatchObject({ problem: { code: 'EMU-420' } });
  });
});

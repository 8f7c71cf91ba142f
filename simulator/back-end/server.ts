/** The mock back end over HTTPS on this machine: only clients with a certificate of the TLS authority are heard. */

import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyReply } from 'fastify';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { Pki } from '../pki/link-and-tls.ts';
import { refused } from './refusal.ts';
import { bodyLimit, type RouteParts, registerRoutes } from './routes.ts';

export interface BackEndServer {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

const refuseAddress = (reply: FastifyReply, status: number): FastifyReply =>
  reply.code(status).send(refused({ code: 'EMU-400', detail: { where: 'path' } }).body);

/** Listens on 127.0.0.1; `port` 0 takes a free one. EMU-426: the port cannot be had. */
export async function startServer(
  parts: RouteParts & { readonly tls: Pki['tls']; readonly port: number },
): Promise<Result<BackEndServer>> {
  const { tls, port, conduct } = parts;
  const app = Fastify({
    bodyLimit,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // An address that cannot be read reaches no hook.
    frameworkErrors: ({ statusCode = 400 }, request, reply) => {
      if (conduct.answer === 'down') {
        reply.hijack();
        request.raw.socket.destroy();
        return;
      }
      refuseAddress(reply, statusCode);
    },
    https: {
      cert: tls.server.certificatePem,
      key: tls.server.keyPem,
      ca: tls.authorityPem,
      requestCert: true,
      rejectUnauthorized: true,
    },
  });
  registerRoutes(app, parts);
  app.server.on('connection', (socket) => {
    if (conduct.answer === 'down') socket.destroy();
  });
  app.addHook('onRequest', async (request, reply) => {
    if (conduct.answer !== 'down') return;
    // A connection kept alive from before.
    reply.hijack();
    request.raw.socket.destroy();
  });
  try {
    await app.listen({ host, port });
  } catch {
    await app.close();
    return refuse('EMU-426', { port });
  }
  const { port: taken } = app.server.address() as AddressInfo;
  return ok({ url: `https://${host}:${taken}`, port: taken, close: () => app.close() });
}

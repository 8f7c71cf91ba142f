/** The authorities' revocation service over plain HTTP on this machine, as such services are: what they say is signed. */

import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type { Clock } from '../../../host-bridge/clock.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { ocspLimits } from '../../pki/cards/ocsp-responder.ts';
import { registerRevocationRoutes } from './revocation-routes.ts';
import type { RevocationService } from './revocation-service.ts';

export interface StatusServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Listens on 127.0.0.1; `port` 0 takes a free one. EMU-426: the port cannot be had. */
export async function startStatusServer(parts: {
  readonly revocation: RevocationService;
  readonly clock: Pick<Clock, 'now'>;
  readonly port: number;
}): Promise<Result<StatusServer>> {
  const app = Fastify({
    bodyLimit: ocspLimits.bytes,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // A question in the address, in base64.
    routerOptions: { maxParamLength: 2 * ocspLimits.bytes },
  });
  registerRevocationRoutes(app, parts);
  try {
    await app.listen({ host, port: parts.port });
  } catch {
    await app.close();
    return refuse('EMU-426', { port: parts.port });
  }
  const { port } = app.server.address() as AddressInfo;
  return ok({ url: `http://${host}:${port}`, port, close: () => app.close() });
}

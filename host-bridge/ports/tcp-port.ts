/** Readers at `tcp:` URLs: the reader listens, the bridge dials. */

import { createConnection } from 'node:net';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { Clock } from '../clock.ts';
import { errnoOf } from '../errno.ts';
import type { Port } from './port.ts';
import { streamPort } from './stream-port.ts';

/** Milliseconds to wait for the other side to take the call. Our figure. */
const dialLimitMs = 3_000;

/** Dials `host:port`. EMU-502 when nobody answers. */
export function openTcpPort(url: string, host: string, port: number, clock: Clock): Promise<Result<Port>> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, noDelay: true });
    const fail = (reason: string): void => {
      clock.clearTimeout(limit);
      socket.destroy();
      resolve(refuse('EMU-502', { url, reason }));
    };
    const failed = (error: Error): void => fail(errnoOf(error));
    const limit = clock.setTimeout(() => fail('no answer'), dialLimitMs);
    socket.once('error', failed);
    socket.once('connect', () => {
      clock.clearTimeout(limit);
      socket.off('error', failed);
      resolve(ok(streamPort(socket, () => socket.destroy(), clock)));
    });
  });
}

/** Who may use the control API: a program on this computer that knows the token. Pages of other origins may not, nor names that only resolve to this computer. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ok, type Result, refuse } from '../../protocol/result.ts';

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Gives the check of a request's headers, in the order Host, Origin, token. */
export function createAccessCheck(token: string): (headers: IncomingHttpHeaders) => Result<void> {
  const expected = digest(`Bearer ${token}`);
  return ({ host = '', origin, authorization = '' }) => {
    if (!loopbackHost.test(host)) return refuse('EMU-540', { header: 'Host' });
    if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
      return refuse('EMU-540', { header: 'Origin' });
    }
    // Digests have one length, so the comparison tells nothing about the token's.
    return timingSafeEqual(digest(authorization), expected) ? ok(undefined) : refuse('EMU-541');
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Who may use the control API: a program on this computer that knows the token. Pages of other origins may not, nor names that only resolve to this computer. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ok, type Result, refuse } from '../../protocol/result.ts';

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Gives the check of a request's headers, in the order Host, Origin, token. */
export function createAccessCheck(token: string): (headers: IncomingHttpHeaders) => Result<void> {
  const expected = digest(`Bearer ${token}`);
  return (headers) => {
    const header = foreignHeader(headers);
    if (header !== null) return refuse('EMU-540', { header });
    const { authorization = '' } = headers;
    // Digests have one length, so the comparison tells nothing about the token's.
    return timingSafeEqual(digest(authorization), expected) ? ok(undefined) : refuse('EMU-541');
  };
}

/** Which header says that a request came under another name than this computer's, or from another origin's page; null when none does. */
export function foreignHeader({ host = '', origin }: IncomingHttpHeaders): 'Host' | 'Origin' | null {
  if (!loopbackHost.test(host)) return 'Host';
  return origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}` ? null : 'Origin';
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

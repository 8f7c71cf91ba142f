/** The back end over HTTPS: kept-alive connections, both sides with certificates (mutual TLS). Never tries again by itself. */

import { createSecureContext } from 'node:tls';
import { errors, Pool } from 'undici';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { readAnswer } from './answer.ts';
import { operations } from './api.ts';
import type { BackEndClient } from './client.ts';

/** PEM texts: the authority of the back end's certificate, the bridge's own certificate, its key. */
export interface ClientPki {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Milliseconds without an answer. Our figure: above the 15 s that a slow back end of the emulator takes. */
export const answerLimitMs = 30_000;
const connectLimitMs = 5_000;
/** A bridge has a handful of readers; each has one request under way, seldom two. */
const connections = 16;

/**
 * A client of the back end at `url` (`https://host:port`). EMU-494 when the certificates cannot be used. Its calls give EMU-420
 * when nobody is reached, EMU-491 when no answer came in time, EMU-421 when it was not understood, else what the
 * back end refused with.
 */
export function httpsClient(options: {
  readonly url: string;
  readonly pki: ClientPki;
  readonly answerLimit?: number;
}): Result<BackEndClient> {
  const { url, pki, answerLimit = answerLimitMs } = options;
  try {
    createSecureContext(pki);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'not PEM';
    return refuse('EMU-494', { reason });
  }
  const pool = new Pool(new URL(url).origin, {
    connections,
    connect: { ...pki, timeout: connectLimitMs },
    headersTimeout: answerLimit,
    bodyTimeout: answerLimit,
    keepAliveTimeout: 60_000,
  });
  return ok({
    async call(operation, request) {
      const { method, path } = operations[operation];
      try {
        const response = await pool.request({
          method,
          path,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
        });
        return readAnswer(operation, response.statusCode, jsonOrUndefined(await response.body.text()));
      } catch (error) {
        const late = error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
        return late ? refuse('EMU-491', { seconds: answerLimit / 1000 }) : refuse('EMU-420');
      }
    },
    close: () => pool.destroy(),
  });
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

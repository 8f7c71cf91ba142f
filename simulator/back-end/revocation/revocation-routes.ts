/**
 * The HTTP routes of the authorities' revocation service, as such services have them: lists at a fixed address, questions
 * by POST or in the address (RFC 6960, appendix A). Registered over HTTPS beside the back end's, and over plain HTTP.
 */

import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../host-bridge/clock.ts';
import {
  type CardGeneration,
  cardAuthorityCertificate,
  cardGenerations,
} from '../../pki/cards/card-authority.ts';
import { ocspLimits } from '../../pki/cards/ocsp-responder.ts';
import type { RevocationService } from './revocation-service.ts';

export const crlPath = (generation: CardGeneration): string => `/crl/${generation}.crl`;
/** The certificate of the authority itself, to check the others with. */
export const authorityPath = (generation: CardGeneration): string => `/authorities/${generation}.cer`;
export const ocspPath = '/ocsp';

export const contentTypes = {
  authority: 'application/pkix-cert',
  crl: 'application/pkix-crl',
  question: 'application/ocsp-request',
  answer: 'application/ocsp-response',
} as const;

/** For people: software goes by the status. */
const notThere = 'The revocation service is down.\n失効情報のサービスが停止しています。\n';
const plainText = 'text/plain; charset=utf-8';

export function registerRevocationRoutes<S extends HttpServer | HttpsServer>(
  app: FastifyInstance<S>,
  { revocation, clock }: { readonly revocation: RevocationService; readonly clock: Pick<Clock, 'now'> },
): void {
  app.addContentTypeParser(
    contentTypes.question,
    { parseAs: 'buffer', bodyLimit: ocspLimits.bytes },
    (_request: unknown, body: Buffer, done: (error: Error | null, body: Buffer) => void) => done(null, body),
  );
  for (const generation of cardGenerations) {
    app.get(authorityPath(generation), (_request, reply) =>
      reply.type(contentTypes.authority).send(Buffer.from(cardAuthorityCertificate(generation))),
    );
    app.get(crlPath(generation), (_request, reply) => {
      const list = revocation.list(generation, clock.now());
      return list === null
        ? reply.code(503).type(plainText).send(notThere)
        : reply.type(contentTypes.crl).send(Buffer.from(list));
    });
  }
  const answer = (question: Uint8Array): Uint8Array | null => revocation.answer(question, clock.now());
  app.post(ocspPath, (request, reply) => {
    const told = answer(Buffer.isBuffer(request.body) ? request.body : new Uint8Array(0));
    return told === null
      ? reply.code(503).type(plainText).send(notThere)
      : reply.type(contentTypes.answer).send(Buffer.from(told));
  });
  // Base64 holds slashes, which some ask with as they are.
  app.get(`${ocspPath}/*`, (request, reply) => {
    const { '*': base64 = '' } = request.params as { '*'?: string };
    const told = answer(Buffer.from(base64, 'base64'));
    return told === null
      ? reply.code(503).type(plainText).send(notThere)
      : reply.type(contentTypes.answer).send(Buffer.from(told));
  });
}

/** The OpenAPI document of the mock back end, derived from the operations, the listings and the refusal schema. */

import { z } from 'zod';
import { operations, refusalSchema } from '../../host-bridge/eligibility/api.ts';
import { consentRowSchema, visitRowSchema } from './listings.ts';

/** Routes that show what the back end holds; not part of what a bridge needs. */
export const listings = {
  visits: { path: '/visits', about: 'Visits the back end has heard of', answer: z.array(visitRowSchema) },
  consents: {
    path: '/consents',
    about: 'Consents that count, one row a visit',
    answer: z.array(consentRowSchema),
  },
} as const;

export const openApiPath = '/openapi.json';

const schema = (form: z.ZodType): object => {
  // Visit keys are checked by a function, which JSON Schema cannot say; their type and description are given by hand.
  const { $schema, ...plain } = z.toJSONSchema(form, { unrepresentable: 'any' });
  return plain;
};
const json = (form: object) => ({ 'application/json': { schema: form } });

const refusal = {
  description: 'Refused, with a code of the error catalogue',
  content: json(schema(refusalSchema)),
};
const answered = (form: object) => ({
  '200': { description: 'Done', content: json(form) },
  default: refusal,
});

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
export function openApiDocument(): object {
  const paths: Record<string, object> = {};
  for (const [operationId, { path, about, request, answer }] of Object.entries(operations)) {
    paths[path] = {
      post: {
        operationId,
        summary: about,
        requestBody: { required: true, content: json(schema(request)) },
        responses: answered(schema(answer)),
      },
    };
  }
  for (const [operationId, { path, about, answer }] of Object.entries(listings)) {
    paths[path] = { get: { operationId, summary: about, responses: answered(schema(answer)) } };
  }
  paths[openApiPath] = {
    get: { operationId: 'openapi', summary: 'This document', responses: answered({ type: 'object' }) },
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'fcr mock back end',
      version: '1',
      description: 'An interface of our own. The official one of オンライン資格確認 is not public.',
    },
    paths,
  };
}

/** The OpenAPI document of the mock back end, derived from the operations, the listings and the refusal schema. */

import { z } from 'zod';
import { operations } from '../../host-bridge/eligibility/api.ts';
import { refusal } from '../../host-bridge/refusal.ts';
import { cardGenerations } from '../pki/cards/card-authority.ts';
import { consentRowSchema, visitRowSchema } from './listings.ts';
import { modeOrderSchema } from './modes/mode-order.ts';
import { authorityPath, contentTypes, crlPath, ocspPath } from './revocation/revocation-routes.ts';
import { searchReportSchema } from './search/search-report.ts';
import { searchRowSchema } from './search/search-rows.ts';
import { insurerRowSchema, personDetailsSchema, personRowSchema } from './world/people-listings.ts';

/** Routes that show what the back end holds; not part of what a bridge needs. */
export const listings = {
  visits: { path: '/visits', about: 'Visits the back end has heard of', answer: z.array(visitRowSchema) },
  consents: {
    path: '/consents',
    about: 'Consents that count, one row a visit',
    answer: z.array(consentRowSchema),
  },
  people: {
    path: '/people',
    about: 'Everybody who is known, by the ids of the people file',
    answer: z.array(personRowSchema),
  },
  person: {
    path: '/people/{id}',
    about: 'A person with qualifications, recipient certificates, reference numbers and consents',
    answer: personDetailsSchema,
  },
  insurers: {
    path: '/insurers',
    about: 'Insurers (保険者) that anybody is or was insured with',
    answer: z.array(insurerRowSchema),
  },
  searches: {
    path: '/search-log',
    about: 'Searches by four facts: who asked, on whose authority, and what came of it; no facts',
    answer: z.array(searchRowSchema),
  },
  searchReport: {
    path: '/search-report',
    about: 'How often the search by four facts was used, counted as for disaster mode',
    answer: searchReportSchema,
  },
} as const;

/** The parameters that a path names in braces. */
const parametersOf = (path: string) =>
  Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

/** Where a test bench opens and closes disaster mode, the search for outages and maintenance. */
export const modesPath = '/modes';

export const openApiPath = '/openapi.json';

const schema = (form: z.ZodType): object => {
  // Visit keys are checked by a function, which JSON Schema cannot say; their type and description are given by hand.
  const { $schema, ...plain } = z.toJSONSchema(form, { unrepresentable: 'any', io: 'input' });
  return plain;
};
const json = (form: object) => ({ 'application/json': { schema: form } });

const refused = {
  description: 'Refused, with a code of the error catalogue',
  content: json(schema(refusal)),
};
const answered = (form: object) => ({
  '200': { description: 'Done', content: json(form) },
  default: refused,
});

const bytes = (type: string) => ({ [type]: { schema: {} } });
const published = (type: string) => ({
  '200': { description: 'DER, signed', content: bytes(type) },
  '503': { description: 'The service is down' },
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
    const parameters = parametersOf(path);
    paths[path] = {
      get: {
        operationId,
        summary: about,
        ...(parameters.length > 0 && { parameters }),
        responses: answered(schema(answer)),
      },
    };
  }
  paths[modesPath] = {
    post: {
      operationId: 'modes',
      summary: 'Opens or closes disaster mode, the search for outages, maintenance: for test benches',
      requestBody: { required: true, content: json(schema(modeOrderSchema)) },
      responses: answered(schema(z.strictObject({ done: z.literal(true) }))),
    },
  };
  for (const generation of cardGenerations) {
    const whose = `of the authority of ${generation === 'current' ? 'today’s' : 'next-generation'} cards`;
    paths[authorityPath(generation)] = {
      get: {
        operationId: `authority-${generation}`,
        summary: `Certificate ${whose}`,
        responses: { '200': { description: 'DER', content: bytes(contentTypes.authority) } },
      },
    };
    paths[crlPath(generation)] = {
      get: {
        operationId: `crl-${generation}`,
        summary: `Revocation list ${whose} (RFC 5280)`,
        responses: published(contentTypes.crl),
      },
    };
  }
  paths[ocspPath] = {
    post: {
      operationId: 'ocsp',
      summary: 'Answer to a question about certificates (RFC 6960)',
      requestBody: { required: true, content: bytes(contentTypes.question) },
      responses: published(contentTypes.answer),
    },
  };
  paths[`${ocspPath}/{question}`] = {
    get: {
      operationId: 'ocsp-get',
      summary: 'The same, the question in base64 in the address',
      parameters: parametersOf(`${ocspPath}/{question}`),
      responses: published(contentTypes.answer),
    },
  };
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

/** OpenAPI 3.1 documents, derived from tables of routes: the control API's, and that of any API made the same way. */

import { z } from 'zod';
import { refusal } from '../refusal.ts';
import { type Route, routes } from './routes.ts';

type Json = Record<string, unknown>;

/** @param version the emulator's version */
export const openApiDocument = (version: string): Json =>
  describeRoutes(
    {
      title: 'fcr: control API of the host bridge',
      version,
      description: 'An interface of the emulator, not an official one.',
    },
    routes,
    { token: { type: 'http', scheme: 'bearer' } },
  );

/**
 * The document of a table of routes. Every route that is not `open` needs what `securitySchemes` names; an API that
 * needs nothing names none.
 */
export function describeRoutes(
  info: { readonly title: string; readonly version: string; readonly description: string },
  table: Readonly<Record<string, Route>>,
  securitySchemes: Readonly<Record<string, Json>>,
): Json {
  const security = Object.keys(securitySchemes).map((name) => ({ [name]: [] }));
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(table)) {
    const operation = operationOf(name, route, route.open ? [] : security);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: { securitySchemes, schemas: { Refusal: jsonSchema(refusal) } },
  };
}

function operationOf(name: string, route: Route, security: readonly Json[]): Json {
  const media = typeof route.answer === 'string' ? route.answer : 'application/json';
  const schema = typeof route.answer === 'string' ? { type: 'string' } : jsonSchema(route.answer);
  return {
    operationId: name,
    summary: route.about,
    security,
    parameters: [
      ...parametersOf('path', route.params),
      ...parametersOf('query', route.query),
      ...parametersOf('header', route.headers),
    ],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body) } } },
    }),
    responses: {
      [route.status]: { description: 'done', content: { [media]: { schema } } },
      default: {
        description: 'refused, with a code of the error catalogue',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
  };
}

const parametersOf = (where: 'path' | 'query' | 'header', schema: z.ZodObject | undefined): Json[] =>
  Object.entries(schema?.shape ?? {}).map(([name, value]) => ({
    name,
    in: where,
    required: where === 'path',
    schema: jsonSchema(value),
  }));

function jsonSchema(schema: z.core.$ZodType): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return rest;
}

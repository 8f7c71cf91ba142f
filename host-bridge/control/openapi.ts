/** The OpenAPI 3.1 document of the control API, derived from the route table. */

import { z } from 'zod';
import { type Route, refusal, routeNames, routes } from './routes.ts';

type Json = Record<string, unknown>;

/** @param version the emulator's version */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const name of routeNames) {
    const route: Route = routes[name];
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'fcr: control API of the host bridge',
      version,
      description: 'An interface of the emulator, not an official one.',
    },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Refusal: jsonSchema(refusal) },
    },
  };
}

function operationOf(name: string, route: Route): Json {
  const media = typeof route.answer === 'string' ? route.answer : 'application/json';
  const schema = typeof route.answer === 'string' ? { type: 'string' } : jsonSchema(route.answer);
  return {
    operationId: name,
    summary: route.about,
    security: route.open ? [] : [{ token: [] }],
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

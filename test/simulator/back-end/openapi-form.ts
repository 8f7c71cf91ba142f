/**
 * What of OpenAPI 3.1.0 (https://spec.openapis.org/oas/v3.1.0) a document may use here, restated: its objects with their
 * fixed fields and which of them must be there. Nothing else is let through.
 */

import { z } from 'zod';

/** Schema Object: JSON Schema 2020-12. */
const schema = z.union([z.boolean(), z.record(z.string(), z.unknown())]);
const mediaType = z.strictObject({ schema: schema.optional() });
const content = z.record(z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/), mediaType);

const parameter = z
  .strictObject({
    name: z.string().min(1),
    in: z.enum(['query', 'header', 'path', 'cookie']),
    required: z.boolean().optional(),
    description: z.string().optional(),
    schema,
  })
  .refine((given) => given.in !== 'path' || given.required === true, 'a path parameter is required');

const operation = z.strictObject({
  operationId: z.string().min(1),
  summary: z.string().min(1),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z.array(parameter).optional(),
  requestBody: z.strictObject({ required: z.boolean().optional(), content }).optional(),
  responses: z
    .record(
      z.string().regex(/^([1-5](\d\d|XX)|default)$/),
      z.strictObject({ description: z.string(), content: content.optional() }),
    )
    .refine((responses) => Object.keys(responses).length > 0, 'at least one response'),
});
export type OpenApiOperation = z.infer<typeof operation>;

export const openApiForm = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string().optional() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'put', 'post', 'delete', 'patch', 'head', 'options']), operation),
  ),
});

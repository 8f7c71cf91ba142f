import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '../../../simulator/back-end/openapi.ts';
import { agreed, numbersOf, person, testDesk } from './desk.ts';
import { type OpenApiOperation, openApiForm } from './openapi-form.ts';

const document = openApiForm.parse(JSON.parse(JSON.stringify(openApiDocument())));
const all = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every JSON Schema that stands in an operation. */
const schemasOf = ({ parameters = [], requestBody, responses }: OpenApiOperation) =>
  [
    ...parameters.map(({ schema }) => schema),
    ...[requestBody, ...Object.values(responses)].flatMap((message) =>
      Object.values(message?.content ?? {}).map(({ schema }) => schema),
    ),
  ].filter((schema) => schema !== undefined);

describe('the OpenAPI document of the back end', () => {
  test('has no two operations of one name', () => {
    const names = all.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(all)('$method $path declares the parameters that its path names', ({ path, operation }) => {
    const declared = (operation.parameters ?? []).filter((given) => given.in === 'path');
    expect(declared.map(({ name }) => name)).toEqual(
      Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name),
    );
  });

  test.each(all)('$method $path has schemas that can be read, each whole in itself', ({ operation }) => {
    for (const schema of schemasOf(operation)) {
      expect(JSON.stringify(schema)).not.toContain('"$ref"');
      expect(() => z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])).not.toThrow();
    }
  });

  test('lets nothing through that is no such document', () => {
    const spoiled = JSON.parse(JSON.stringify(document));
    delete spoiled.paths['/people/{id}'].get.parameters[0].required;
    expect(openApiForm.safeParse(spoiled).success).toBe(false);
  });
});

describe('what the back end answers', () => {
  const desk = testDesk();
  const who = numbersOf(person('insured'));
  desk.told('referenceNumber', { institution: '9999999999', reference: 'P-1', who });
  const visit = desk.newVisit();
  desk.told('eligibility', desk.eligibilityRequest(person('insured'), visit));
  desk.told('use', desk.use(visit, { consent: agreed }));
  const { backEnd } = desk;

  test.each([
    ['/visits', () => backEnd.listVisits()],
    ['/consents', () => backEnd.listConsents()],
    ['/people', () => backEnd.listPeople()],
    ['/insurers', () => backEnd.listInsurers()],
    ...Array.from(backEnd.listPeople(), ({ id }) => ['/people/{id}', () => backEnd.showPerson(id)] as const),
  ] as const)('to GET %s is as the document says (%#)', (path, answer) => {
    const schema = document.paths[path]?.get?.responses['200']?.content?.['application/json']?.schema;
    const read = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    const told = JSON.parse(JSON.stringify(answer()));
    expect(read.safeParse(told)).toMatchObject({ success: true });
    expect(read.safeParse({ ...[told].flat()[0], more: 1 }).success).toBe(false);
  });

  test('when it refuses is as the document says, in Japanese beside the English', () => {
    const { body } = backEnd.handle('eligibility', { visit: desk.newVisit() });
    const { content } = document.paths['/eligibility']?.post?.responses['default'] ?? {};
    const schema = content?.['application/json']?.schema;
    const read = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    const told = JSON.parse(JSON.stringify(body));
    expect(read.safeParse(told)).toMatchObject({ success: true });
    const { ja, ...english } = told;
    expect(ja).toEqual({ cause: expect.stringMatching(/[ぁ-ん]/), remedy: expect.stringMatching(/[ぁ-ん]/) });
    expect(read.safeParse(english).success).toBe(false);
  });
});

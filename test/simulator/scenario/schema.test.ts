import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { builtInScenarios } from '../../../simulator/scenario/load.ts';
import { scenarioJsonSchema } from '../../../simulator/scenario/schema.ts';
import { stepWords } from '../../../simulator/scenario/steps.ts';

const published = z.fromJSONSchema(scenarioJsonSchema());
const accepts = (document: unknown): boolean => published.safeParse(document).success;

describe('the published JSON Schema', () => {
  it.each(
    readdirSync(builtInScenarios, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.yaml'),
    ),
  )('accepts %s', (name) => {
    const documents = parseAllDocuments(readFileSync(join(builtInScenarios, name), 'utf8'));
    for (const document of Array.isArray(documents) ? documents : [])
      expect(accepts(document.toJS())).toBe(true);
  });

  it('knows every step, and no other', () => {
    const text = JSON.stringify(scenarioJsonSchema());
    for (const word of stepWords) expect(text).toContain(`"required":["${word}"`);
    expect(accepts({ name: 'x', steps: [{ see: 'idle' }] })).toBe(true);
    expect(accepts({ name: 'x', steps: [{ jump: 'high' }] })).toBe(false);
  });

  it('refuses an unknown screen, an unknown key and a field of nobody', () => {
    expect(accepts({ name: 'x', steps: [{ see: 'lobby' }] })).toBe(false);
    expect(accepts({ name: 'x', steps: [{ press: 'A' }] })).toBe(false);
    expect(accepts({ name: 'x', facility: { colour: 'red' }, steps: [{ see: 'idle' }] })).toBe(false);
  });
});

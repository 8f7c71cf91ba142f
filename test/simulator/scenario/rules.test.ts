import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../simulator/cli/language.ts';
import { ruleList, ruleLists } from '../../../simulator/docs/rule-list.ts';
import { builtInScenarios, loadScenarios } from '../../../simulator/scenario/load.ts';
import { ruleIds, ruleOf } from '../../../simulator/scenario/rules.ts';

const folder = join(builtInScenarios, 'rules');
const fileOf = (id: string): string => join(folder, `${id}.yaml`);

describe('the rules that public sources state', () => {
  it.each(ruleIds)('%s has scenarios that are named after it, show it, and name its requirements', (id) => {
    const scenarios = loadScenarios([fileOf(id)]);
    const requirements = new Set(scenarios.flatMap((scenario) => scenario.requirements));
    for (const scenario of scenarios) expect(scenario.rules, scenario.name).toContain(id);
    for (const requirement of ruleOf(id).requirements) expect([...requirements]).toContain(requirement);
  });

  it('are all there is in the folder of their scenarios', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    expect(files.sort()).toEqual(ruleIds.map((id) => `${id}.yaml`).sort());
  });

  it.each(languages)('stand in the list in %s as npm run docs writes it', (language) => {
    const list = readFileSync(new URL(`../../../${ruleLists[language]}`, import.meta.url), 'utf8');
    expect(list).toBe(ruleList(language));
    for (const id of ruleIds) expect(list).toContain(ruleOf(id).states[language]);
  });
});

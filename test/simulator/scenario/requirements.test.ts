import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../simulator/cli/language.ts';
import {
  filesByRequirement,
  requirementList,
  requirementLists,
} from '../../../simulator/docs/requirement-list.ts';
import {
  type NamedRequirement,
  type RequirementTopic,
  requirementIds,
  requirementOf,
} from '../../../simulator/scenario/requirements.ts';

/** Topics of which every requirement that is mandatory or recommended must be shown. */
const shownTopics: readonly RequirementTopic[] = [
  'phones',
  'eligibility',
  'consent',
  'files',
  'characters',
  'modes',
];

let naming: ReadonlyMap<NamedRequirement, readonly string[]>;
beforeAll(() => {
  naming = filesByRequirement();
});

describe('the requirements', () => {
  it('are numbered without a gap', () => {
    expect(requirementIds).toEqual(requirementIds.map((_, i) => `REQ-${String(i + 1).padStart(2, '0')}`));
    expect(requirementIds).toHaveLength(52);
  });

  it('that are mandatory or recommended, of phones, eligibility, consent, files, characters and modes, each have a scenario that names them', () => {
    const due = requirementIds.filter((id) => {
      const { class: importance, topics } = requirementOf(id);
      return importance !== 'P' && topics.some((topic) => shownTopics.includes(topic));
    });
    expect(due.length).toBeGreaterThan(25);
    expect(due.filter((id) => !naming.has(id))).toEqual([]);
  });

  it.each(languages)('stand in the list in %s as npm run docs writes it', (language) => {
    const list = readFileSync(new URL(`../../../${requirementLists[language]}`, import.meta.url), 'utf8');
    expect(list).toBe(requirementList(language, naming));
    for (const id of requirementIds) expect(list).toContain(requirementOf(id).states[language]);
  });
});

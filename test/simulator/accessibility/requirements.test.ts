import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checks } from '../../../simulator/accessibility/checks.ts';
import {
  accessibilityIds,
  accessibilityRequirements,
} from '../../../simulator/accessibility/requirements.ts';
import { languages } from '../../../simulator/cli/language.ts';
import { accessibilityList, accessibilityLists } from '../../../simulator/docs/accessibility-list.ts';

describe('each requirement on accessibility', () => {
  it.each(accessibilityIds)('%s rests on something and says what is shown, declared or judged', (id) => {
    const { clauses, also, mark, shown, declared, judge } = accessibilityRequirements[id];
    expect(Object.keys(clauses).length > 0 || also !== undefined).toBe(true);
    if (mark === 'Y') expect(shown).toBeDefined();
    if (mark === 'D') expect(declared).toBeDefined();
    if (mark === 'P' || mark === 'N') expect(judge).toBeDefined();
  });

  it('has a check where it can be shown automatically, and none where only people can judge', () => {
    for (const id of accessibilityIds) {
      const { mark, shown } = accessibilityRequirements[id];
      if (mark === 'Y') expect(checks[id], id).toBeDefined();
      if (mark === 'N') expect(checks[id], id).toBeUndefined();
      if (shown === undefined && mark === 'P') expect(checks[id], id).toBeUndefined();
    }
  });
});

describe.each(languages)('the list in %s', (language) => {
  it('is the one that the table gives (npm run docs writes it)', () => {
    const written = readFileSync(
      new URL(`../../../${accessibilityLists[language]}`, import.meta.url),
      'utf8',
    );
    expect(accessibilityList(language)).toBe(written);
    for (const id of accessibilityIds) expect(written).toContain(`| ${id} |`);
  });
});

import { describe, expect, it } from 'vitest';
import { accessibilityIds, accessibilityRequirements } from '../../simulator/accessibility/requirements.ts';
import { read, roomOf, sources } from './sources.ts';

/** The ids that stand in the titles of tests. */
const named = new Set(
  sources
    .filter((file) => roomOf(file) === 'test' && file.endsWith('.test.ts') && !file.startsWith('test/house/'))
    .flatMap((file) => [...read(file).matchAll(/\b(?:describe|it|test)\b[^;]{0,400}?(?==>)/g)].map(String))
    .flatMap((title) => title.match(/A11Y-\d+/g) ?? []),
);

describe('requirements on accessibility', () => {
  it('that can be shown automatically are each named by a test', () => {
    const shown = accessibilityIds.filter((id) => accessibilityRequirements[id].mark === 'Y');
    expect(shown.filter((id) => !named.has(id))).toEqual([]);
  });

  it('that tests or code name are all in the table', () => {
    const known = new Set<string>(accessibilityIds);
    const elsewhere = sources
      .filter((file) => !file.startsWith('test/house/'))
      .flatMap((file) => [...read(file).matchAll(/A11Y-\d+/g)].map(([id]) => ({ file, id })));
    expect(elsewhere.length).toBeGreaterThan(100);
    expect(elsewhere.filter(({ id }) => !known.has(id))).toEqual([]);
  });
});

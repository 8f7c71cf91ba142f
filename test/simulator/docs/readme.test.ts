import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../simulator/cli/language.ts';
import { readmes, withLinkFaults } from '../../../simulator/docs/link-fault-table.ts';
import { linkFaultNames } from '../../../simulator/faults/link-faults.ts';

describe.each(languages)('the README in %s', (language) => {
  const text = readFileSync(new URL(`../../../${readmes[language]}`, import.meta.url), 'utf8');

  it('has the table of link faults that the code gives (npm run docs writes it)', () => {
    for (const fault of linkFaultNames) expect(text).toContain(`| \`${fault}\` |`);
    expect(withLinkFaults(text, language)).toBe(text);
  });
});

describe('a text without a place for the table', () => {
  it('is left as it is', () => {
    expect(withLinkFaults('# Nothing\n', 'en')).toBe('# Nothing\n');
  });
});

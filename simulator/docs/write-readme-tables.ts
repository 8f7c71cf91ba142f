/** Writes what is generated of the READMEs. `npm run docs` runs it. */

import { readFileSync, writeFileSync } from 'node:fs';
import { languages } from '../cli/language.ts';
import { accessibilityList, accessibilityLists } from './accessibility-list.ts';
import { readmes, withLinkFaults } from './link-fault-table.ts';
import { filesByRequirement, requirementList, requirementLists } from './requirement-list.ts';
import { ruleList, ruleLists } from './rule-list.ts';
import { townReadme, withShares } from './town-shares.ts';

const naming = filesByRequirement();
for (const language of languages) {
  const readme = new URL(`../../${readmes[language]}`, import.meta.url);
  writeFileSync(readme, withLinkFaults(readFileSync(readme, 'utf8'), language));
  writeFileSync(new URL(`../../${ruleLists[language]}`, import.meta.url), ruleList(language));
  writeFileSync(
    new URL(`../../${accessibilityLists[language]}`, import.meta.url),
    accessibilityList(language),
  );
  writeFileSync(
    new URL(`../../${requirementLists[language]}`, import.meta.url),
    requirementList(language, naming),
  );
}
const town = new URL(`../../${townReadme}`, import.meta.url);
writeFileSync(town, withShares(readFileSync(town, 'utf8')));

/** Every rule of the format, in the order in which they are listed. */

import { attributeRules } from './rules/attributes.ts';
import { consentRules } from './rules/consents.ts';
import { encodingRules } from './rules/encodings.ts';
import { nameKnown, nameRules } from './rules/names.ts';
import { readingRules } from './rules/reading.ts';
import { recordRules } from './rules/records.ts';
import { resultRules } from './rules/results.ts';
import type { Judgement, Rule } from './rules/rule.ts';
import { structureRules } from './rules/structure.ts';

/** Rules that look at a file of a known kind which could be read. */
export const judgements: readonly Judgement[] = [
  ...nameRules,
  ...attributeRules,
  ...encodingRules,
  ...resultRules,
  ...consentRules,
  ...recordRules,
];

export const rules: readonly Rule[] = [nameKnown, ...readingRules.values(), ...structureRules, ...judgements];

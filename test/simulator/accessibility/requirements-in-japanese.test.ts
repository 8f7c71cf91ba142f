import { expect, it } from 'vitest';
import {
  accessibilityIds,
  accessibilityRequirements,
  alsoOf,
} from '../../../simulator/accessibility/requirements.ts';

/** Titles of documents, which stand in Japanese as they are. */
const titles = /NIST VTS|ISO\/IEC|ITU-T|WCAG2ICT|cm/g;

it.each(accessibilityIds)('what a requirement rests on besides is Japanese in Japanese: %s', (id) => {
  const also = alsoOf(accessibilityRequirements[id], 'ja')?.replace(titles, '') ?? '';
  expect(also).not.toMatch(/[a-z]{2,}/);
});

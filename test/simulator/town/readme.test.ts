import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { townReadme, withShares } from '../../../simulator/docs/town-shares.ts';
import { shares } from '../../../simulator/town/shares.ts';

it('the README of towns has the shares that the code deals (npm run docs writes them)', () => {
  const text = readFileSync(new URL(`../../../${townReadme}`, import.meta.url), 'utf8');
  expect(withShares(text)).toBe(text);
  for (const { about, source } of Object.values(shares)) {
    expect(text).toContain(`| ${about} |`);
    expect(text).toContain(`| ${source} |`);
  }
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cardReadme, cardTableNames, withCardTables } from '../../../simulator/docs/card-tables.ts';
import { root } from '../../house/sources.ts';

const text = readFileSync(join(root, cardReadme), 'utf8');

describe('the card’s documentation', () => {
  it('has the tables that the cards themselves make (npm run docs writes them)', () => {
    expect(withCardTables(text)).toBe(text);
  });

  it.each(cardTableNames)('has the table of %s', (name) => {
    expect(text).toContain(`<!-- generated: ${name} -->`);
  });

  it('may not ask for a table that there is not', () => {
    expect(() => withCardTables('<!-- generated: weather -->\n<!-- end -->')).toThrow('weather');
  });

  it('holds no secret of anybody’s', () => {
    expect(text).not.toMatch(/ABC123|999900000016|0116|9266/);
  });
});

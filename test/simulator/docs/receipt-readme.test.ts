import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  receiptReadme,
  receiptTableNames,
  withReceiptTables,
} from '../../../simulator/docs/receipt-tables.ts';
import { root } from '../../house/sources.ts';

const text = readFileSync(join(root, receiptReadme), 'utf8');

describe('the documentation of the receipt computer’s files', () => {
  it('has the tables by which files are judged (npm run docs writes them)', () => {
    expect(withReceiptTables(text)).toBe(text);
  });

  it.each(receiptTableNames)('has the table of %s', (name) => {
    expect(text).toContain(`<!-- generated: ${name} -->`);
  });

  it('may not ask for a table that there is not', () => {
    expect(() => withReceiptTables('<!-- generated: weather -->\n<!-- end -->')).toThrow('weather');
  });
});

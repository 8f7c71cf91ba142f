/** Writes what is generated of the documentation of the receipt computer's files. `npm run docs` runs it. */

import { readFileSync, writeFileSync } from 'node:fs';
import { receiptReadme, withReceiptTables } from './receipt-tables.ts';

const readme = new URL(`../../${receiptReadme}`, import.meta.url);
writeFileSync(readme, withReceiptTables(readFileSync(readme, 'utf8')));

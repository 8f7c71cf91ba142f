/** Writes what is generated of the card's documentation. `npm run docs` runs it. */

import { readFileSync, writeFileSync } from 'node:fs';
import { cardReadme, withCardTables } from './card-tables.ts';

const readme = new URL(`../../${cardReadme}`, import.meta.url);
writeFileSync(readme, withCardTables(readFileSync(readme, 'utf8')));

/** Writes what is generated of protocol/: the tables of README.md and the files of vectors/. `npm run docs` runs it. */

import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from '../../protocol/documentation.ts';
import { protocolVectors } from './protocol-vectors.ts';
import { vectorText } from './vector-file.ts';

const protocol = new URL('../../protocol/', import.meta.url);

const readme = new URL('README.md', protocol);
writeFileSync(readme, withTables(readFileSync(readme, 'utf8')));

for (const [name, vectors] of Object.entries(protocolVectors)) {
  writeFileSync(new URL(`vectors/${name}`, protocol), vectorText(vectors()));
}

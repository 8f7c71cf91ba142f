/** The tables of shares in the README of towns, between its marks; made from the tables themselves. */

import { entriesOf } from '../town/drawing.ts';
import { type ShareTable, shares } from '../town/shares.ts';

export const townReadme = 'simulator/town/README.md';

const marked = /(<!-- generated: shares -->)[\s\S]*?(<!-- end -->)/;

/** The text with the table written anew. */
export const withShares = (text: string): string => text.replace(marked, `$1\n\n${table()}\n\n$2`);

const table = (): string =>
  [
    '| shares | of | source |',
    '| --- | --- | --- |',
    ...Object.values<ShareTable>(shares).map(
      ({ about, of, source }) =>
        `| ${about} | ${entriesOf(of)
          .map(([key, share]) => `${key}: ${share}`)
          .join(', ')} | ${source} |`,
    ),
  ].join('\n');

/** The table of link faults in the README of each language, between its marks; made from the faults themselves. */

import type { Language } from '../../protocol/errors.ts';
import { figuresOf, linkFaultNames, linkFaults } from '../faults/link-faults.ts';
import { usual } from '../faults/link-order.ts';

export const readmes: Readonly<Record<Language, string>> = { en: 'README.md', ja: 'README.ja.md' };

const heads: Readonly<Record<Language, string>> = {
  en: '| `link:` | does | takes |',
  ja: '| `link:` | はたらき | 指定できるもの |',
};

const marked = /(<!-- generated: link faults -->)[\s\S]*?(<!-- end -->)/;

/** The text with the table written anew; a text without the marks is left as it is. */
export const withLinkFaults = (text: string, language: Language): string =>
  text.replace(marked, `$1\n${table(language)}\n\n$2`);

function table(language: Language): string {
  const rows = linkFaultNames.map((fault) => {
    const takes = figuresOf(fault).map((figure) => `\`${figure}:\` ${usual(fault, figure)}`.trim());
    return `| \`${fault}\` | ${linkFaults[fault].about[language]} | ${takes.join(', ')} |`;
  });
  return ['', heads[language], '| --- | --- | --- |', ...rows].join('\n');
}

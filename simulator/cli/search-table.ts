/** The counts of searches by four facts as a table for a terminal, in the columns of the ministry's paper. */

import type { SearchMode } from '../../host-bridge/eligibility/search-operations.ts';
import type { Language } from '../../protocol/errors.ts';
import type { SearchCounts, SearchReport } from '../back-end/search/search-report.ts';
import { textWidth } from '../ui/text-width.ts';

const modes: Readonly<Record<Language, Readonly<Record<SearchMode, string>>>> = {
  en: { outage: 'outage', disaster: 'disaster mode', emergency: 'emergency viewing' },
  ja: { outage: 'システム障害時', disaster: '災害時モード', emergency: '救急時' },
};

const heads: Readonly<Record<Language, readonly string[]>> = {
  en: ['', 'days', 'facilities (by the day)', 'requests', 'eligibility given', 'medical information given'],
  ja: ['', '期間', '施設数（延べ）', '閲覧要求', '資格情報の提供', '診療・薬剤・健診情報の提供'],
};

const totals: Readonly<Record<Language, string>> = { en: 'total', ja: '合計' };

const grouped = (count: number): string => count.toLocaleString('en');

/** Lines of equal width in columns; figures stand to the right. */
export function searchTable({ rows, total }: SearchReport, language: Language): string[] {
  const figures = ({ facilities, requests, eligibility, information }: SearchCounts): string[] =>
    [facilities, requests, eligibility, information].map(grouped);
  const table = [
    heads[language],
    ...rows.map((row) => [
      row.event === null ? modes[language][row.mode] : `${modes[language][row.mode]} ${row.event}`,
      row.from === row.until ? row.from : `${row.from} – ${row.until}`,
      ...figures(row),
    ]),
    [totals[language], '', ...figures(total)],
  ];
  const widths = heads[language].map((_, column) =>
    Math.max(...table.map((cells) => textWidth(cells[column] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const room = ' '.repeat((widths[column] ?? 0) - textWidth(cell));
        return column < 2 ? cell + room : room + cell;
      })
      .join('  ')
      .trimEnd();
  return table.map(line);
}

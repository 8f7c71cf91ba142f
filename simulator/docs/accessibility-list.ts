/** The list of requirements on accessibility, in each language; made from their table. */

import type { Language } from '../../protocol/errors.ts';
import {
  type AccessibilityId,
  type AccessibilityTopic,
  accessibilityIds,
  accessibilityRequirements,
  accessibilityTopics,
  alsoOf,
  marks,
} from '../accessibility/requirements.ts';
import { standardIds, standards } from '../accessibility/standards.ts';
import { table } from './generated-tables.ts';

export const accessibilityLists: Readonly<Record<Language, string>> = {
  en: 'simulator/accessibility/README.md',
  ja: 'simulator/accessibility/README.ja.md',
};

const words = {
  en: {
    title: '# Requirements on accessibility',
    intro:
      'What a reader is held to here for people who do not see, see badly, hear badly or move badly, and the clauses that each requirement rests on. Statements and numbers are ours; a clause is a reference, not a quotation. None of the five is Japanese law for this device: what binds there is a specification of the ministry whose text is not public. A test carries the id of each requirement marked Y; `fcr accessibility --out DIR` goes through all of them and through the standards clause by clause. Written from `requirements.ts` by `npm run docs`.',
    marks: '## Marks',
    mark: 'mark',
    means: 'means',
    heads: [
      'requirement',
      'mark',
      'states',
      'rests on',
      'how it is shown',
      'declared',
      'a person must judge',
    ],
    ours: 'our design',
  },
  ja: {
    title: '# アクセシビリティの項目',
    intro:
      '見えない方、見えにくい方、聞こえにくい方、動かしにくい方のためにリーダーに求めることと、そのもとになる条項の一覧です。文言と番号は独自のもので、条項は参照であり引用ではありません。五つの規格はいずれも、この機器についての日本の法令ではありません（拘束力のある省の仕様書は公開されていません）。区分Yの項目には、その番号を名前に持つテストがあります。`fcr accessibility --out DIR` は全項目と、規格の条項ごとの結果を報告します。`npm run docs` が `requirements.ts` から作成します。',
    marks: '## 区分',
    mark: '区分',
    means: '意味',
    heads: ['項目', '区分', '内容', 'もとになるもの', '示し方', '申告', '人が判断すること'],
    ours: '独自の設計',
  },
} as const;

/** The whole text of the list. */
export function accessibilityList(language: Language): string {
  const w = words[language];
  const kinds = table(
    [w.mark, w.means],
    Object.entries(marks).map(([mark, means]) => [mark, means[language]]),
  );
  const topics = (Object.keys(accessibilityTopics) as AccessibilityTopic[]).map((topic) =>
    [
      `## ${accessibilityTopics[topic][language]}`,
      '',
      ...table(
        w.heads,
        accessibilityIds
          .filter((id) => accessibilityRequirements[id].topic === topic)
          .map((id) => row(id, language)),
      ),
    ].join('\n'),
  );
  return `${[w.title, w.intro, [w.marks, '', ...kinds].join('\n'), ...topics].join('\n\n')}\n`;
}

function row(id: AccessibilityId, language: Language): readonly string[] {
  const { mark, states, clauses, shown, declared, judge } = accessibilityRequirements[id];
  const rests = standardIds.flatMap((standard) => {
    const named = clauses[standard];
    return named === undefined ? [] : [`${standards[standard].title}: ${named.join(', ')}`];
  });
  const also = alsoOf(accessibilityRequirements[id], language);
  if (also !== null) rests.push(also);
  const text = (words?: Readonly<Record<Language, string>>): string => words?.[language] ?? '';
  return [
    id,
    mark,
    states[language],
    rests.join('; ') || words[language].ours,
    text(shown),
    text(declared),
    text(judge),
  ];
}

/** The list of rules that stands beside their scenarios, in each language; made from the table of rules. */

import type { Language } from '../../protocol/errors.ts';
import { type RuleId, type RuleSource, ruleIds, ruleOf, ruleTopics } from '../scenario/rules.ts';

export const ruleLists: Readonly<Record<Language, string>> = {
  en: 'simulator/scenarios/rules/README.md',
  ja: 'simulator/scenarios/rules/README.ja.md',
};

const words: Readonly<
  Record<
    Language,
    {
      readonly title: string;
      readonly intro: string;
      readonly head: string;
      readonly source: Readonly<Record<RuleSource, string>>;
    }
  >
> = {
  en: {
    title: '# Rules and their scenarios',
    intro:
      'What public sources state of certificates, cards, PIN and face-only cards, rule by rule; each has a file of scenarios of its name here. Written from `simulator/scenario/rules.ts` by `npm run docs`.',
    head: '| rule | states | stated by | requirements |',
    source: {
      official: 'ministry, agency or fund',
      press: 'press, municipalities, insurers',
      both: 'both',
      disputed: 'sources differ',
    },
  },
  ja: {
    title: '# ルールとシナリオ',
    intro:
      '電子証明書、カード、暗証番号、顔認証マイナンバーカードについて公開資料が述べるルールの一覧です。ルールごとに、同じ名前のシナリオのファイルがあります。`npm run docs` が `simulator/scenario/rules.ts` から作成します。',
    head: '| ルール | 内容 | 出典 | 要件 |',
    source: {
      official: '省庁・機構・支払基金',
      press: '報道・自治体・保険者',
      both: '両方',
      disputed: '資料により異なる',
    },
  },
};

/** The whole text of the list. */
export function ruleList(language: Language): string {
  const { title, intro, head } = words[language];
  const topics = Object.entries(ruleTopics).map(([topic, name]) => {
    const rows = ruleIds.filter((id) => ruleOf(id).topic === topic).map((id) => row(id, language));
    return [`## ${name[language]}`, '', head, '| --- | --- | --- | --- |', ...rows].join('\n');
  });
  return `${[title, intro, ...topics].join('\n\n')}\n`;
}

function row(id: RuleId, language: Language): string {
  const { states, source, requirements } = ruleOf(id);
  return `| [\`${id}\`](${id}.yaml) | ${states[language]} | ${words[language].source[source]} | ${requirements.join(', ')} |`;
}

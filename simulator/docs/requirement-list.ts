/** The list of requirements and of the scenarios that show them, in each language; made from their table and the files. */

import { relative, sep } from 'node:path';
import type { Language } from '../../protocol/errors.ts';
import { loadPeople } from '../people/registry.ts';
import { builtInScenarios, loadScenarios, scenarioFiles } from '../scenario/load.ts';
import {
  type NamedRequirement,
  type RequirementId,
  requirementIds,
  requirementOf,
  requirementTopics,
} from '../scenario/requirements.ts';

export const requirementLists: Readonly<Record<Language, string>> = {
  en: 'simulator/scenarios/README.md',
  ja: 'simulator/scenarios/README.ja.md',
};

const words: Readonly<
  Record<
    Language,
    {
      readonly title: string;
      readonly intro: string;
      readonly head: string;
      readonly none: string;
    }
  >
> = {
  en: {
    title: '# Requirements and their scenarios',
    intro:
      'Candidates that this project has compiled from public sources; neither numbers nor words are official. M: a source requires it, or the interface breaks without it. R: strongly recommended. P: optional. Written from `simulator/scenario/requirements.ts` and the scenarios here by `npm run docs`.',
    head: '| requirement | class | states | scenarios |',
    none: 'none yet',
  },
  ja: {
    title: '# 要件とシナリオ',
    intro:
      '公開資料からこのプロジェクトがまとめた候補です。番号も文言も公式のものではありません。M：資料が求めるもの、またはなければ連携が成り立たないもの。R：強く推奨。P：任意。`npm run docs` が `simulator/scenario/requirements.ts` とここのシナリオから作成します。',
    head: '| 要件 | 区分 | 内容 | シナリオ |',
    none: 'まだありません',
  },
};

/** The scenario files that name each requirement, relative to their folder, in order. */
export function filesByRequirement(): ReadonlyMap<NamedRequirement, readonly string[]> {
  const naming = new Map<NamedRequirement, string[]>();
  const people = loadPeople();
  for (const path of scenarioFiles(builtInScenarios)) {
    const file = relative(builtInScenarios, path).split(sep).join('/');
    const named = new Set(loadScenarios([path], people).flatMap(({ requirements }) => requirements));
    for (const id of named) naming.set(id, [...(naming.get(id) ?? []), file]);
  }
  return naming;
}

/** The whole text of the list. */
export function requirementList(
  language: Language,
  naming: ReadonlyMap<NamedRequirement, readonly string[]>,
): string {
  const { title, intro, head } = words[language];
  const topics = Object.entries(requirementTopics).map(([topic, name]) => {
    const rows = requirementIds
      .filter((id) => requirementOf(id).topics[0] === topic)
      .map((id) => row(id, language, naming.get(id) ?? []));
    return [`## ${name[language]}`, '', head, '| --- | --- | --- | --- |', ...rows].join('\n');
  });
  return `${[title, intro, ...topics].join('\n\n')}\n`;
}

function row(id: RequirementId, language: Language, files: readonly string[]): string {
  const { class: importance, states } = requirementOf(id);
  const links = files.map((file) => `[${file.replace(/\.ya?ml$/, '')}](${file})`);
  return `| ${id} | ${importance} | ${states[language]} | ${links.join(', ') || words[language].none} |`;
}

/** Judges a file of the receipt folder by the rules of the format: a name and bytes in, what is wrong with them out. */

import type { Problem } from '../../../protocol/result.ts';
import { namedFile } from './kinds.ts';
import { type MessageElement, readMessage } from './read-message.ts';
import { nameKnown } from './rules/names.ts';
import { readingRules } from './rules/reading.ts';
import { type CheckSettings, childNamed, childrenNamed, findingsOfOneRule, type Rule } from './rules/rule.ts';
import { structureBreaches } from './rules/structure.ts';
import { judgements } from './rules.ts';

/** Nothing of what a file holds is in it: only where. */
export interface Finding {
  readonly rule: Rule;
  /** `XmlMsg/MessageBody/ResultList/ResultOfQualificationConfirmation[2]/Sex1`; '' where there is no element. */
  readonly path: string;
  /** Counted from 1; null where there is no line. */
  readonly line: number | null;
  /** Why the file could not be read; null where it could. */
  readonly problem: Problem | null;
}

/**
 * @param name of the file, without folders: it says of what kind the file is
 * @param settings what the facility has chosen; what is left out is not looked at
 * @returns findings in the order of the file, at most `findingsOfOneRule` of each rule; none of grade `refused`: the file is of this format. Never throws.
 */
export function checkFile(name: string, bytes: Uint8Array, settings: CheckSettings = {}): readonly Finding[] {
  const named = namedFile(name);
  if (named === null) return [{ rule: nameKnown, path: '', line: null, problem: null }];
  const read = readMessage(bytes);
  if (!read.ok) return unreadable(read.problem);
  const { root } = read.value;
  const body = childNamed(root, 'MessageBody');
  const file = {
    ...named,
    message: read.value,
    header: childNamed(root, 'MessageHeader'),
    body,
    records: [body, ...childrenNamed(body, 'BulkConfirmUnit')].flatMap((part) =>
      childrenNamed(part, 'ResultList').flatMap((list) =>
        childrenNamed(list, 'ResultOfQualificationConfirmation'),
      ),
    ),
    settings,
  };
  const breaches = [
    ...structureBreaches(file),
    ...judgements.flatMap((rule) =>
      rule
        .brokenAt(file)
        .slice(0, findingsOfOneRule)
        .map((element) => ({ rule, element })),
    ),
  ];
  const paths = pathsOf(root);
  return breaches
    .map(({ rule, element }) => ({
      rule,
      path: paths.get(element) ?? '',
      line: element.line,
      problem: null,
    }))
    .sort((a, b) => a.line - b.line);
}

export const isRefused = (findings: readonly Finding[]): boolean =>
  findings.some(({ rule }) => rule.grade === 'refused');

function unreadable(problem: Problem): readonly Finding[] {
  const rule = readingRules.get(problem.code);
  if (rule === undefined) throw new Error(`no rule stands behind ${problem.code}`);
  const { line } = problem.detail;
  return [{ rule, path: '', line: typeof line === 'number' ? line : null, problem }];
}

/** The path of each element; a number where there are several of its name beside it. */
function pathsOf(root: MessageElement): ReadonlyMap<MessageElement, string> {
  const paths = new Map<MessageElement, string>();
  const walk = (element: MessageElement, path: string): void => {
    paths.set(element, path);
    const counts = new Map<string, number>();
    for (const { name } of element.children) counts.set(name, (counts.get(name) ?? 0) + 1);
    const seen = new Map<string, number>();
    for (const child of element.children) {
      const place = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, place);
      walk(child, `${path}/${child.name}${(counts.get(child.name) ?? 0) > 1 ? `[${place}]` : ''}`);
    }
  };
  walk(root, root.name);
  return paths;
}

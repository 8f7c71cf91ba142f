/** The tables of `host-bridge/receipt/README.md`, made from the format's own tables. */

import { bases } from '../../host-bridge/receipt/format/basis.ts';
import {
  type CodeTable,
  type CodeTableId,
  codesIn,
  codeTables,
} from '../../host-bridge/receipt/format/code-tables.ts';
import type { ElementDefinition, Holds } from '../../host-bridge/receipt/format/element-definition.ts';
import { type Form, forms } from '../../host-bridge/receipt/format/forms.ts';
import { type FileKind, fileKinds } from '../../host-bridge/receipt/format/kinds.ts';
import { rules } from '../../host-bridge/receipt/format/rules.ts';
import type { Words } from '../../host-bridge/receipt/format/words.ts';
import { code, type Tables, table, withTables } from './generated-tables.ts';

export const receiptReadme = 'host-bridge/receipt/README.md';

/** Kinds whose elements are shown; the others hold the same, or only what is named beside them. */
const shown = {
  'face files': 'OQSsiquc01res_face',
  'requests for eligibility': 'OQSsiquc01req',
  'registering a number': 'OQSsiimm01req',
  'requests for drugs and check-ups': 'YZKsiquc01req',
  'drugs and treatment': 'YZKsiquc01res',
  'check-ups': 'TKKsiquc01res',
  'requests about many': 'OQSmuhvq01req',
  'results about many': 'OQSmuquc02res',
} as const;

const tables: Tables = {
  basis: () =>
    table(
      ['mark', 'says'],
      Object.entries(bases).map(([mark, says]) => [mark, says.en]),
    ),
  kinds: () =>
    table(
      ['name begins', 'folder', 'file', 'mark'],
      fileKinds.map(({ prefix, folder, about, basis }) => [
        code(`${prefix}_`),
        code(folder),
        `${about.en} (${about.ja})`,
        basis,
      ]),
    ),
  forms: () =>
    table(
      ['form', 'is', 'mark'],
      Object.entries<Form>(forms).map(([name, { about, basis }]) => [
        name,
        `${about.en} (${about.ja})`,
        basis,
      ]),
    ),
  codes: () =>
    table(
      ['table', 'about', 'codes', 'mark'],
      (Object.entries(codeTables) as [CodeTableId, CodeTable][]).map(
        ([id, { about, values, basis, note }]) => [
          id,
          `${about.en} (${about.ja})`,
          codesIn(id)
            .map((value) => {
              const { en, ja } = values[value] as Words;
              return `${code(value)} ${en === ja ? en : `${ja} (${en})`}`;
            })
            .join(', '),
          note === undefined ? basis : `${basis}: ${note.en}`,
        ],
      ),
    ),
  rules: () =>
    table(
      ['rule', 'grade', 'states', 'who says so'],
      rules.map(({ id, grade, states, source, basis }) => [
        code(id),
        grade,
        states.en,
        `${source.en} (${basis})`,
      ]),
    ),
  ...Object.fromEntries(
    Object.entries(shown).map(([name, prefix]) => [name, () => elementTable(kindOf(prefix))]),
  ),
};

/** The text with every table of it written anew. */
export const withReceiptTables = (text: string): string => withTables(text, tables, receiptReadme);

/** The names of all tables, for a test that none is left out. */
export const receiptTableNames: readonly string[] = Object.keys(tables);

function kindOf(prefix: string): FileKind {
  const kind = fileKinds.find((candidate) => candidate.prefix === prefix);
  if (kind === undefined) throw new Error(`there is no kind ${prefix}`);
  return kind;
}

const elementTable = ({ header, body }: FileKind): readonly string[] =>
  table(
    ['element', 'needed', 'holds', 'mark'],
    [
      ['MessageHeader', 'always', '', ''],
      ...elementRows(header, 1),
      ['MessageBody', 'where done', '', ''],
      ...elementRows(body, 1),
    ],
  );

const neededWords = { always: 'always', done: 'where done', optional: '' } as const;

const elementRows = (
  definitions: readonly ElementDefinition[],
  depth: number,
): readonly (readonly string[])[] =>
  definitions.flatMap(({ name, needed, several, holds, basis, note }) => [
    [
      `${'· '.repeat(depth)}${name}`,
      [neededWords[needed], several ? 'several' : ''].filter((word) => word !== '').join(', '),
      holdsWords(holds),
      note === undefined ? basis : `${basis}: ${note.en}`,
    ],
    ...('elements' in holds ? elementRows(holds.elements, depth + 1) : []),
  ]);

function holdsWords(holds: Holds): string {
  if ('elements' in holds) return '';
  return 'form' in holds ? holds.form : `code ${holds.code}`;
}

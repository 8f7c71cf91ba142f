/** The tables of `simulator/card/README.md`, between its marks; made from what the cards are made of. */

import { type Basis, bases } from '../card/engine/basis.ts';
import { cardCommands } from '../card/engine/commands.ts';
import type { Access, Application, CardContents, ElementaryFile } from '../card/engine/contents.ts';
import { rsaSchemes } from '../card/engine/signature-schemes.ts';
import { type StatusWord, statusWords } from '../card/engine/status-words.ts';
import { personalise } from '../card/issuing/personalise.ts';
import { loadPeople } from '../people/registry.ts';
import { issuePhone } from '../phone/issue-phone.ts';
import { code, type Tables, table, withTables } from './generated-tables.ts';

export const cardReadme = 'simulator/card/README.md';

/** The tables hold nothing of a person or a day; any would do. */
const day = { year: 2026, month: 11, day: 2 };

function contentsOf(id: string): CardContents {
  const person = loadPeople().get(id);
  if (person === undefined) throw new Error(`there is no person ${id}`);
  return personalise(person, day);
}

function phoneContentsOf(id: string): CardContents {
  const person = loadPeople().get(id);
  const contents = person === undefined ? null : issuePhone(person, day);
  if (contents === null) throw new Error(`there is no phone of ${id}`);
  return contents;
}

const tables: Tables = {
  marks: () =>
    table(
      ['mark', 'says'],
      Object.entries(bases).map(([mark, says]) => [mark, says]),
    ),
  'answers to reset': () =>
    table(
      ['card', 'contact', 'contactless'],
      [
        ['My Number Card, next card', 'insured'],
        ['another card', 'other-card'],
      ].map(([name = '', id = '']) => {
        const { contact, contactless } = contentsOf(id).answerToReset;
        return [name, code(spaced(contact)), code(spaced(contactless))];
      }),
    ),
  commands: () =>
    table(
      ['head', 'command', 'P1, P2, data', 'does', 'mark'],
      cardCommands.map(({ cla, ins, name, takes, does, basis }) => [
        code(`${byte(cla)} ${byte(ins)}`),
        name,
        takes,
        does,
        basis,
      ]),
    ),
  'signature schemes': () =>
    table(
      ['P1', 'RSA key', 'mark'],
      rsaSchemes.map(({ about, basis }, p1) => [code(byte(p1)), about, basis]),
    ),
  'status words': () =>
    table(
      ['word', 'when', 'mark'],
      Object.values<StatusWord>(statusWords).map(({ word, written, when, basis }) => [
        code(written ?? hex(word, 4)),
        when,
        basis,
      ]),
    ),
  'My Number Card': () => applicationsOf(contentsOf('insured')),
  'next card': () => applicationsOf(contentsOf('next-card')),
  'Android phone': () => applicationsOf(phoneContentsOf('android')),
  iPhone: () => applicationsOf(phoneContentsOf('iphone')),
};

/** The text with every table of it written anew. */
export const withCardTables = (text: string): string => withTables(text, tables, cardReadme);

/** The names of all tables, for a test that none is left out. */
export const cardTableNames: readonly string[] = Object.keys(tables);

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
const byte = (value: number): string => hex(value, 2);
const spaced = (bytes: Uint8Array): string => [...bytes].map(byte).join(' ');

const applicationsOf = ({ applications, dataObjects }: CardContents): readonly string[] => [
  ...applications.flatMap((application, i) => [...(i === 0 ? [] : ['']), ...applicationTables(application)]),
  ...(dataObjects.size === 0 ? [] : ['', ...objectTable(dataObjects)]),
];

function applicationTables({ name, basis, aids, files, dataObjects }: Application): readonly string[] {
  const inOrder = [...files.values()].toSorted((a, b) => a.id - b.id);
  const rows = inOrder.map((file) => [
    code(hex(file.id, 4)),
    file.about,
    kindOf(file),
    openedBy(file),
    file.basis,
  ]);
  return [
    `**${name}** ${aids.map((aid) => code(spaced(aid))).join(' and ')} (${basis})`,
    ...(rows.length === 0 ? [] : ['', ...table(['file', 'holds', 'kind', 'opened by', 'mark'], rows)]),
    ...(dataObjects.size === 0 ? [] : ['', ...objectTable(dataObjects)]),
  ];
}

const objectTable = (objects: Application['dataObjects']): readonly string[] =>
  table(
    ['data object', 'holds', 'bytes', 'mark'],
    [...objects].map(([tag, { about, basis, value }]) => [
      code(hex(tag, 4)),
      about,
      String(value.length),
      basis satisfies Basis,
    ]),
  );

function kindOf(file: ElementaryFile): string {
  switch (file.kind) {
    case 'secret':
      return `secret, ${file.tries} tries${file.change === null ? '' : `, changed by ${code(`${byte(file.change.command >> 8)} ${byte(file.change.command & 0xff)}`)}`}`;
    case 'key':
      return `${file.key.algorithm === 'p384' ? 'P-384' : 'RSA-2048'} key`;
    case 'terminalAuthority':
      return `authority’s key, opens ${code(hex(file.opens, 4))}`;
    case 'records':
      return 'records';
    case 'transparent':
      return 'transparent';
  }
}

function openedBy(file: ElementaryFile): string {
  if (!('openedBy' in file)) return '';
  const access: Access = file.openedBy;
  if (access === 'anyone') return 'anyone';
  if (access === 'holder') return 'the holder, on the phone';
  return access.length === 0 ? 'nothing known' : access.map((id) => code(hex(id, 4))).join(' or ');
}

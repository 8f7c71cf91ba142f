/**
 * Rules that the tables of elements, forms and codes make: what must be there, where it may stand and what it may hold.
 * One walk through the file finds all of them.
 */

import { type CodeTableId, codesIn, codeTables, isCode } from '../code-tables.ts';
import type { ElementDefinition, Holds } from '../element-definition.ts';
import { type Form, type FormName, forms } from '../forms.ts';
import { type FileKind, fileKinds } from '../kinds.ts';
import type { MessageElement } from '../read-message.ts';
import { isMisspelling } from './misspelling.ts';
import {
  consumers,
  findingsOfOneRule,
  isEligibility,
  type JudgedFile,
  ourReading,
  type Rule,
  textIn,
} from './rule.ts';

export interface Breach {
  readonly rule: Rule;
  readonly element: MessageElement;
}

const header = 'MessageHeader';
const body = 'MessageBody';

/** A file's two parts as elements of the table. */
const partsOf = (kind: FileKind): readonly ElementDefinition[] => [
  part(header, 'always', kind.header),
  part(body, kind.folder === 'req' ? 'always' : 'done', kind.body),
];

const part = (
  name: string,
  needed: ElementDefinition['needed'],
  elements: readonly ElementDefinition[],
): ElementDefinition => ({ name, needed, several: false, holds: { elements }, basis: 'consumers' });

const parts = new Map(fileKinds.map((kind) => [kind, partsOf(kind)]));
const partsIn = (kind: FileKind): readonly ElementDefinition[] => parts.get(kind) ?? partsOf(kind);

const innerOf = (holds: Holds): readonly ElementDefinition[] => ('elements' in holds ? holds.elements : []);

const allIn = (definitions: readonly ElementDefinition[]): readonly ElementDefinition[] =>
  definitions.flatMap((definition) => [definition, ...allIn(innerOf(definition.holds))]);

/** Every element of every kind; one name may be several elements. */
const everywhere = [...parts.values()].flatMap(allIn);

const namesOf = new Map(
  [...parts].map(([kind, definitions]) => [kind, new Set(allIn(definitions).map(({ name }) => name))]),
);

const neededRule = (name: string): Rule => ({
  id: `needs/${name}`,
  grade: 'refused',
  source: { en: 'the strictest public consumer', ja: '最も厳しい読み取りプログラム' },
  basis: everywhere.find((definition) => definition.name === name)?.basis ?? 'consumers',
  states: {
    en: `${name} is there and not blank wherever it belongs.`,
    ja: `${name} がしかるべき場所にあり、空や空白だけでない。`,
  },
  remedy: { en: `Write ${name}.`, ja: `${name} を書く。` },
});

const neededRules = new Map(
  everywhere.filter(({ needed }) => needed !== 'optional').map(({ name }) => [name, neededRule(name)]),
);

const formRules = new Map(
  (Object.entries(forms) as [FormName, Form][])
    .filter(([name]) => name !== 'text')
    .map(([name, { about, basis }]): [FormName, Rule] => [
      name,
      {
        id: `form/${name}`,
        grade: 'refused',
        source: basis === 'ours' ? ourReading : consumers,
        basis,
        states: { en: `The form is: ${about.en}.`, ja: `形式は「${about.ja}」である。` },
        remedy: { en: `Write it as ${about.en}, or leave it out.`, ja: `「${about.ja}」で書くか、省く。` },
      },
    ]),
);

const coded = new Set(everywhere.flatMap(({ holds }) => ('code' in holds ? [holds.code] : [])));

const codeRules = new Map(
  [...coded].sort().map((id): [CodeTableId, Rule] => {
    const { about, basis } = codeTables[id];
    const listed = codesIn(id);
    return [
      id,
      {
        id: `code/${id}`,
        grade: 'refused',
        source: { en: `code table ${id}`, ja: `コード表 ${id}` },
        basis,
        states: {
          en: `The code (${about.en}) is one of ${listed.join(', ')}.`,
          ja: `コード（${about.ja}）は ${listed.join('・')} のいずれかである。`,
        },
        remedy: { en: `Write a code of table ${id}.`, ja: `コード表 ${id} の値を書く。` },
      },
    ];
  }),
);

const placed: Rule = {
  id: 'element/place',
  grade: 'refused',
  source: consumers,
  basis: 'consumers',
  states: { en: 'An element stands where its name belongs.', ja: '要素は、その名前のあるべき場所にある。' },
  remedy: {
    en: 'Move it; the README of host-bridge/receipt shows where.',
    ja: '移す（場所は host-bridge/receipt の README にある）。',
  },
};

const once: Rule = {
  id: 'element/once',
  grade: 'refused',
  source: consumers,
  basis: 'consumers',
  states: {
    en: 'An element that is no list stands only once beside its like.',
    ja: '繰り返しでない要素は、同じ場所に一つだけある。',
  },
  remedy: { en: 'Leave one of them.', ja: '一つだけ残す。' },
};

const textOnly: Rule = {
  id: 'element/text-only',
  grade: 'refused',
  source: consumers,
  basis: 'consumers',
  states: { en: 'An element that holds text holds no elements.', ja: '文字列の要素は、要素を含まない。' },
  remedy: { en: 'Write its text alone.', ja: '文字列だけを書く。' },
};

const elementsOnly: Rule = {
  id: 'element/elements-only',
  grade: 'refused',
  source: consumers,
  basis: 'consumers',
  states: {
    en: 'An element that holds elements holds no text beside them.',
    ja: '要素を含む要素は、文字列を含まない。',
  },
  remedy: { en: 'Take the text out.', ja: '文字列を取り除く。' },
};

const known: Rule = {
  id: 'element/known',
  grade: 'note',
  source: ourReading,
  basis: 'ours',
  states: {
    en: 'Public programs know no element of this name here.',
    ja: '公開されているプログラムに、この名前の要素はない。',
  },
  remedy: {
    en: 'Leave it out unless the official layout, which is not public, has it.',
    ja: '公開されていない正式な仕様にあるのでなければ、取り除く。',
  },
};

const spelt: Rule = {
  id: 'element/spelling',
  grade: 'refused',
  source: ourReading,
  basis: 'ours',
  states: {
    en: 'An element whose name is all but that of a known one is spelt as that one is.',
    ja: '既知の要素とほとんど同じ名前の要素は、その要素の綴りどおりに書かれている。',
  },
  remedy: {
    en: 'Check the spelling, capitals included: nobody finds what the element holds.',
    ja: '大文字・小文字を含めて綴りを直す（このままでは内容が読まれない）。',
  },
};

/** What stands in some eligibility answers, or in what one public source calls so, and not in others. */
const variants: readonly (Rule & { readonly is: (parent: string, name: string) => boolean })[] = [
  {
    id: 'variant/drug-consent',
    grade: 'refused',
    source: {
      en: 'public consumers; one writer differs',
      ja: '公開されている読み取りプログラム（書くもの一つだけが異なる）',
    },
    basis: 'chosen',
    states: {
      en: 'Consent to drug information is PharmacistsInfo with ConsFlg, ConsTime, AvailableTime.',
      ja: '薬剤情報の同意は PharmacistsInfo の ConsFlg・ConsTime・AvailableTime である。',
    },
    remedy: {
      en: 'Write PharmacistsInfo… in place of PharmaceuticalInfo…, and AvailableTime in place of AcquisitionTime.',
      ja: 'PharmaceuticalInfo… は PharmacistsInfo… に、AcquisitionTime は AvailableTime にする。',
    },
    is: (_parent, name) => /^PharmaceuticalInfo|AcquisitionTime$/.test(name),
  },
  {
    id: 'variant/treatment-consent-time',
    grade: 'refused',
    source: {
      en: 'public consumers; one table differs',
      ja: '公開されている読み取りプログラム（表一つだけが異なる）',
    },
    basis: 'chosen',
    states: {
      en: 'The time of consent to treatment information is DiagnosisInfoConsTime.',
      ja: '診療情報の同意日時は DiagnosisInfoConsTime である。',
    },
    remedy: { en: 'Write it with its last letter.', ja: '末尾の e を補う。' },
    is: (_parent, name) => name === 'DiagnosisInfoConsTim',
  },
  {
    id: 'variant/prescription-place',
    grade: 'refused',
    source: { en: 'two public programs; one differs', ja: '公開プログラム二つ（一つが異なる）' },
    basis: 'chosen',
    states: {
      en: 'PrescriptionIssueSelect stands in MessageBody.',
      ja: 'PrescriptionIssueSelect は MessageBody の直下にある。',
    },
    remedy: { en: 'Move it out of the record.', ja: '記録の外へ出す。' },
    is: (parent, name) =>
      parent === 'ResultOfQualificationConfirmation' && name === 'PrescriptionIssueSelect',
  },
  {
    id: 'variant/disease-list',
    grade: 'refused',
    source: { en: 'two public programs; one differs', ja: '公開プログラム二つ（一つが異なる）' },
    basis: 'chosen',
    states: {
      en: 'SpecificDiseasesCertificateList holds SpecificDiseasesCertificateInfo elements, which hold the certificate.',
      ja: 'SpecificDiseasesCertificateList の中に SpecificDiseasesCertificateInfo があり、内容はその中にある。',
    },
    remedy: {
      en: 'Put SpecificDiseasesCertificateInfo between.',
      ja: '間に SpecificDiseasesCertificateInfo を置く。',
    },
    is: (parent, name) =>
      parent === 'SpecificDiseasesCertificateList' && name !== 'SpecificDiseasesCertificateInfo',
  },
  {
    id: 'variant/no-search-in-face',
    grade: 'refused',
    source: consumers,
    basis: 'consumers',
    states: {
      en: 'A face file repeats no search: nobody asked for it.',
      ja: 'face ファイルに検索条件はない（要求がないため）。',
    },
    remedy: {
      en: 'Leave QualificationConfirmSearchInfo out.',
      ja: 'QualificationConfirmSearchInfo を省く。',
    },
    // Answers to a search list it among their elements.
    is: (parent, name) => parent === body && name === 'QualificationConfirmSearchInfo',
  },
];

export const structureRules: readonly Rule[] = [
  ...neededRules.values(),
  placed,
  once,
  textOnly,
  elementsOnly,
  known,
  spelt,
  ...variants.map(({ is: _, ...rule }) => rule),
  ...formRules.values(),
  ...codeRules.values(),
];

/** That in which the file departs from the tables, by each rule at most `findingsOfOneRule` times. */
export function structureBreaches(file: JudgedFile): readonly Breach[] {
  const { kind, message } = file;
  const breaches: Breach[] = [];
  const done = textIn(file.header, 'SegmentOfResult') === '1';
  const reported = new Map<Rule, number>();
  const report = (rule: Rule | undefined, element: MessageElement): void => {
    if (rule === undefined) return;
    const times = (reported.get(rule) ?? 0) + 1;
    reported.set(rule, times);
    if (times <= findingsOfOneRule) breaches.push({ rule, element });
  };

  const judge = (element: MessageElement, { holds }: ElementDefinition): void => {
    if ('elements' in holds) {
      if (element.text.trim() !== '') report(elementsOnly, element);
      walk(element, holds.elements);
    } else if (element.children.length > 0) report(textOnly, element);
    else if (element.text !== '') {
      if ('form' in holds && !forms[holds.form].fits(element.text))
        report(formRules.get(holds.form), element);
      if ('code' in holds && !isCode(holds.code, element.text)) report(codeRules.get(holds.code), element);
    }
  };

  const stray = (parent: MessageElement, element: MessageElement): void => {
    if (kind.open) return;
    const variant = isEligibility(file) && variants.find(({ is }) => is(parent.name, element.name));
    if (variant) report(variant, element);
    else {
      const names = namesOf.get(kind) ?? new Set();
      if (names.has(element.name)) report(placed, element);
      else report([...names].some((name) => isMisspelling(element.name, name)) ? spelt : known, element);
    }
  };

  const walk = (parent: MessageElement, definitions: readonly ElementDefinition[]): void => {
    const given = new Map<string, number>();
    const empty = new Set<string>();
    for (const element of parent.children) {
      const definition = definitions.find(({ name }) => name === element.name);
      if (definition === undefined) {
        stray(parent, element);
        continue;
      }
      const count = (given.get(element.name) ?? 0) + 1;
      given.set(element.name, count);
      if (count === 2 && !definition.several) report(once, element);
      const isLeaf = !('elements' in definition.holds);
      if (isLeaf && element.text.trim() === '' && element.children.length === 0) empty.add(element.name);
      judge(element, definition);
    }
    for (const { name, needed } of definitions) {
      const due = needed === 'always' || (needed === 'done' && done);
      if (due && (!given.has(name) || empty.has(name))) report(neededRules.get(name), parent);
    }
  };

  walk(message.root, partsIn(kind));
  return breaches;
}

/**
 * Files of the receipt computer's folder. The first byte of an input says of what kind the file is, by its place among
 * the kinds and one that is none; the rest is the file.
 */

import { checkFile } from '../../../host-bridge/receipt/format/check.ts';
import { codeTables } from '../../../host-bridge/receipt/format/code-tables.ts';
import type { ElementDefinition } from '../../../host-bridge/receipt/format/element-definition.ts';
import type { FormName } from '../../../host-bridge/receipt/format/forms.ts';
import { type FileKind, fileKinds } from '../../../host-bridge/receipt/format/kinds.ts';
import {
  type MessageElement,
  messageLimits,
  readMessage,
} from '../../../host-bridge/receipt/format/read-message.ts';
import {
  characterCodeOf,
  type Elements,
  type WrittenForm,
  writeMessage,
} from '../../../host-bridge/receipt/format/write-message.ts';
import { wrongFiles } from '../../host-bridge/receipt/format/wrong-files.ts';
import type { Random } from '../../protocol/random.ts';
import { insist, type Target } from '../target.ts';

const longest = 8192;

const nameOf = (kind: FileKind | undefined): string =>
  kind === undefined ? 'receipt.xml' : `${kind.prefix}_TEST_20261102090012.xml`;

const inputOf = (kind: FileKind, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(fileKinds.indexOf(kind)), bytes]);

const texts: Readonly<Record<FormName, readonly string[]>> = {
  text: ['見本　太郎', '髙橋 𠮷', '<A&B>', ']]>'],
  date: ['20261102', '19450401'],
  time: ['20261102090012'],
  month: ['202611'],
  'day-or-month': ['20260101', '202601'],
  institution: ['9999999999'],
  identifier: ['CsIXtO2a/Gi00iA='],
  insurer: ['  138057', '06999999'],
  'insurer-asked': ['138057', '39131234'],
  branch: ['01'],
  kana: ['ﾐﾎﾝ ﾀﾛｳ'],
  postcode: ['100-8916'],
  ratio: ['030'],
  yen: ['10000'],
  'reference-number': ['P-1'],
  'result-code': ['EMU-401'],
};

function contentOf(
  { holds, name, needed }: ElementDefinition,
  form: WrittenForm,
  random: Random,
): string | Elements {
  if (name === 'CharacterCodeIdentifier') return characterCodeOf(form);
  if ('elements' in holds) return elementsOf(holds.elements, form, random);
  if ('code' in holds) return random.of(Object.keys(codeTables[holds.code].values));
  return needed === 'optional' && holds.form === 'text' && random.chance(0.1)
    ? ' '
    : random.of(texts[holds.form]);
}

/** What the tables want, and some of what they allow. */
function elementsOf(definitions: readonly ElementDefinition[], form: WrittenForm, random: Random): Elements {
  const given: Record<string, string | Elements> = {};
  for (const definition of definitions) {
    if (definition.needed !== 'optional' || random.chance(0.3)) {
      given[definition.name] = contentOf(definition, form, random);
    }
  }
  return given;
}

/** Rules that look at one element, which a file made by the tables keeps; others look at several beside each other. */
const ofTheTables = /^(?:read|needs|element|form|code)\//;

const depthOf = ({ children }: MessageElement): number => 1 + Math.max(0, ...children.map(depthOf));

const marks = [
  '<!DOCTYPE XmlMsg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
  '&b;',
  '&#0;',
  '&#x10FFFF;',
  '&amp;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?a',
  '?>',
  '<A/>',
  '</XmlMsg>',
  '<XmlMsg>',
  '<__proto__>',
  '<constructor/>',
  '<A a="',
  'encoding="Shift_JIS"',
  '<A>'.repeat(40),
  '\ufeff',
  '<ResultOfQualificationConfirmation/>',
];

export const receipt: Target = {
  name: 'receipt',
  share: 0.5,
  longest,
  tokens: [...marks.map((mark) => Buffer.from(mark)), Uint8Array.of(0x81), Uint8Array.of(0xff, 0xfe)],
  sound(random) {
    const kind = random.of(fileKinds);
    const form: WrittenForm = {
      encoding: random.of(['utf-8', 'shift_jis']),
      characterProfile: random.of(['jis-x-0208', 'cp932']),
      lineEnd: random.of(['crlf', 'lf']),
    };
    const bytes = writeMessage(
      {
        MessageHeader: elementsOf(kind.header, form, random),
        MessageBody: elementsOf(kind.body, form, random),
      },
      form,
    );
    const broken = checkFile(nameOf(kind), bytes, form).filter(({ rule }) => ofTheTables.test(rule.id));
    insist(broken.length === 0, `what the tables allow is taken, ${broken[0]?.rule.id} too`);
    return inputOf(kind, bytes.length < longest ? bytes : bytes.subarray(0, longest - 1));
  },
  spoiled(random) {
    const { name, bytes } = random.of(wrongFiles);
    const kind = fileKinds.find(({ prefix }) => name.startsWith(`${prefix}_`)) ?? random.of(fileKinds);
    return inputOf(kind, bytes.subarray(0, longest - 1));
  },
  judge(input) {
    const kind = fileKinds[(input[0] ?? 0) % (fileKinds.length + 1)];
    const bytes = input.subarray(1);
    const findings = checkFile(nameOf(kind), bytes);
    const read = readMessage(bytes);
    if (read.ok) {
      insist(depthOf(read.value.root) <= messageLimits.depth, 'nothing is deeper than may be');
      const lines = read.value.text.split('\n').length;
      insist(
        findings.every(({ line }) => line === null || (line >= 1 && line <= lines)),
        'a finding stands on a line of the file',
      );
      if (kind !== undefined)
        insist(
          findings.every(({ path }) => path !== ''),
          'a finding has its place',
        );
    } else if (kind !== undefined) {
      insist(findings.length === 1 && findings[0]?.problem !== null, 'what cannot be read is refused once');
    }
    const refused = [
      ...new Set(findings.filter(({ rule }) => rule.grade === 'refused').map(({ rule }) => rule.id)),
    ];
    return refused.length > 0 ? refused.map((rule) => `refused ${rule}`) : [`accepted ${kind?.prefix}`];
  },
};

/** `fcr receipt check`: says of files for the receipt computer whether they are of the format, and what is wrong with them. */

import { z } from 'zod';
import { bases } from '../../../host-bridge/receipt/format/basis.ts';
import { checkFile, type Finding, isRefused } from '../../../host-bridge/receipt/format/check.ts';
import type { Rule } from '../../../host-bridge/receipt/format/rules/rule.ts';
import { rules } from '../../../host-bridge/receipt/format/rules.ts';
import { EmulatorError, type Language, type Problem, sentences } from '../../../protocol/errors.ts';
import { defineCommand } from '../command.ts';
import { type Io, writeJson, writeLine } from '../io.ts';
import * as option from '../options.ts';
import { receiptFiles } from '../receipt-files.ts';

const words = {
  en: {
    accepted: 'accepted',
    refused: 'REFUSED',
    line: (line: number) => `line ${line}`,
    grade: { refused: 'refused', note: 'note' },
    unread: 'NOT READ',
    broken: 'Breaks the rule:',
    of: (accepted: number, all: number) => `${accepted} of ${all} files are of the format`,
  },
  ja: {
    accepted: '適合',
    refused: '不適合',
    line: (line: number) => `${line} 行目`,
    grade: { refused: '不適合', note: '注意' },
    unread: '読めません',
    broken: '規則違反：',
    of: (accepted: number, all: number) => `${all} 件中 ${accepted} 件が形式に適合`,
  },
} as const;

interface PlainFinding {
  readonly rule: string;
  readonly grade: Rule['grade'];
  readonly path: string;
  readonly line: number | null;
  readonly cause: string;
  readonly remedy: string;
}

function plainFinding({ rule, path, line, problem }: Finding, language: Language): PlainFinding {
  const said =
    problem === null
      ? { cause: brokenOrNoted(rule, language), remedy: rule.remedy[language] }
      : sentences(problem, language);
  return { rule: rule.id, grade: rule.grade, path, line, ...said };
}

/** A rule says what is right; under “refused” it must not be read as what the file is like. */
const brokenOrNoted = ({ grade, states }: Rule, language: Language): string =>
  grade === 'refused' ? `${words[language].broken} ${states[language]}` : states[language];

const plainRule = ({ id, grade, states, source, basis }: Rule, language: Language) => ({
  id,
  grade,
  states: states[language],
  source: source[language],
  basis: bases[basis][language],
});

function listRules(json: boolean, io: Io): void {
  const listed = rules.map((rule) => plainRule(rule, io.language));
  if (json) writeJson(io, { rules: listed });
  else {
    for (const { id, grade, states, source, basis } of listed) {
      writeLine(io, `${id} (${words[io.language].grade[grade]}): ${states} [${source}; ${basis}]`);
    }
  }
}

function tell(path: string, accepted: boolean, findings: readonly PlainFinding[], io: Io): void {
  const said = words[io.language];
  writeLine(io, `${accepted ? said.accepted : said.refused} ${path}`);
  for (const { rule, grade, path: place, line, cause, remedy } of findings) {
    const where = [place, line === null ? '' : said.line(line)].filter((part) => part !== '').join(', ');
    writeLine(io, `  ${said.grade[grade]} ${rule}${where === '' ? '' : ` (${where})`}`);
    writeLine(io, `    ${cause} ${remedy}`);
  }
}

interface JudgedPath {
  readonly file: string;
  readonly accepted: boolean;
  readonly findings: readonly PlainFinding[];
  /** Why it could not be read; null where it could. */
  readonly problem: { readonly code: string; readonly cause: string; readonly remedy: string } | null;
}

function tellUnread(path: string, { code, cause, remedy }: NonNullable<JudgedPath['problem']>, io: Io): void {
  writeLine(io, `${words[io.language].unread} ${path}`);
  writeLine(io, `    ${code} ${cause} ${remedy}`);
}

export const command = defineCommand({
  details: {
    en: 'Takes face files, requests and answers, of the emulator or of anyone, and folders of them. What a file is its name says, so names must be kept. The rules are what public programs that read such files agree on; the official layout is not public. What a file holds is never repeated. Exits 1 where a file is refused or cannot be read; notes refuse nothing.',
    ja: 'face ファイル・要求・結果（エミュレーターのものも、ほかのものも）と、そのフォルダーを調べます。種類はファイル名で決まるため、名前は変えないでください。規則は公開されている読み取りプログラムの一致点で、正式な仕様は公開されていません。ファイルの内容は表示しません。不適合や読めないファイルがあれば 1 で終わります（注意だけなら 0）。',
  },
  arguments: {
    files: {
      flags: '[files...]',
      about: { en: 'files, or folders of them', ja: 'ファイル、またはそのフォルダー' },
      expects: option.path.expects,
      schema: z.array(option.path.schema).default([]),
    },
  },
  options: {
    encoding: {
      flags: '--encoding <name>',
      about: {
        en: 'refuses files of another encoding: utf-8, shift_jis',
        ja: '指定した文字コード以外を不適合とします：utf-8、shift_jis',
      },
      expects: option.oneOf(['utf-8', 'shift_jis']).expects,
      schema: z.enum(['utf-8', 'shift_jis']).optional(),
    },
    rules: {
      flags: '--rules',
      about: { en: 'lists the rules and who says so', ja: '規則とその出典を一覧します' },
      ...option.flag,
    },
    json: option.json,
  },
  examples: [
    'fcr receipt check .fcr/receipt',
    'fcr receipt check face/OQSsiquc01res_face_….xml --encoding shift_jis',
    'fcr receipt check --rules',
  ],
  async run({ files, encoding, rules: listing, json }, io) {
    if (listing) {
      listRules(json, io);
      return 0;
    }
    if (files.length === 0) {
      throw new EmulatorError({
        code: 'EMU-634',
        detail: { command: 'fcr receipt check', what: '[files...]' },
      });
    }
    const settings = encoding === undefined ? {} : { encoding };
    const judged: JudgedPath[] = [];
    let firstUnread: Problem | null = null;
    let anyRead = false;
    for (const { path, name, bytes } of receiptFiles(files)) {
      if (!bytes.ok) {
        const problem = { code: bytes.problem.code, ...sentences(bytes.problem, io.language) };
        judged.push({ file: path, accepted: false, findings: [], problem });
        firstUnread ??= bytes.problem;
        // Where nothing at all can be read, that is all there is to say.
        if (anyRead && !json) tellUnread(path, problem, io);
        continue;
      }
      if (!anyRead && !json)
        for (const { file, problem } of judged) if (problem !== null) tellUnread(file, problem, io);
      anyRead = true;
      const found = checkFile(name, bytes.value, settings);
      const findings = found.map((finding) => plainFinding(finding, io.language));
      const accepted = !isRefused(found);
      judged.push({ file: path, accepted, findings, problem: null });
      if (!json) tell(path, accepted, findings, io);
    }
    if (!anyRead && firstUnread !== null) throw new EmulatorError(firstUnread);
    const accepted = judged.filter((file) => file.accepted).length;
    if (json) writeJson(io, { files: judged, accepted, refused: judged.length - accepted });
    else writeLine(io, words[io.language].of(accepted, judged.length));
    return accepted === judged.length ? 0 : 1;
  },
});

/**
 * The catalogue of everything that can be refused or go wrong, with cause and remedy in both languages.
 * The codes are the emulator's own (no official list is public); the prefix says so. The entries are in `errors/`.
 *
 *   EMU-00x what a patient is told   EMU-1xx link      EMU-2xx messages    EMU-3xx card and certificates
 *   EMU-4xx back end                 EMU-5xx bridge    EMU-6xx scenarios, commands, automation
 *   EMU-7xx sound, accessibility, devices
 */

import { ofAutomation } from './errors/automation.ts';
import { ofBackEnd } from './errors/back-end.ts';
import { ofBridge } from './errors/bridge.ts';
import { ofCards } from './errors/cards.ts';
import { ofChannel } from './errors/channel.ts';
import { ofCommands } from './errors/commands.ts';
import { ofControlApi } from './errors/control-api.ts';
import { englishDetail, japaneseDetail } from './errors/detail-words.ts';
import { ofDevices } from './errors/devices.ts';
import type { ErrorEntries, ErrorEntry } from './errors/entry.ts';
import { ofFaceEvaluation } from './errors/face-evaluation.ts';
import { ofLink } from './errors/link.ts';
import { ofMessages } from './errors/messages.ts';
import { ofOwnCertificates } from './errors/own-certificates.ts';
import { ofReceiptFolder } from './errors/receipt-folder.ts';
import { ofReceiptRequests } from './errors/receipt-requests.ts';
import { ofScenarios } from './errors/scenarios.ts';
import { ofSound } from './errors/sound.ts';
import { toldToPatients } from './errors/told-to-patients.ts';

const catalogue = {
  ...toldToPatients,
  ...ofLink,
  ...ofChannel,
  ...ofMessages,
  ...ofCards,
  ...ofBackEnd,
  ...ofBridge,
  ...ofReceiptFolder,
  ...ofControlApi,
  ...ofReceiptRequests,
  ...ofScenarios,
  ...ofCommands,
  ...ofAutomation,
  ...ofFaceEvaluation,
  ...ofOwnCertificates,
  ...ofSound,
  ...ofDevices,
} as const satisfies ErrorEntries;

export type ErrorCode = keyof typeof catalogue;
export type Language = 'ja' | 'en';

export const errorCatalogue: Readonly<Record<ErrorCode, ErrorEntry>> = catalogue;

/** What is wrong: an entry of the catalogue and what fills its sentences. */
export interface Problem {
  readonly code: ErrorCode;
  /** Values for the `{placeholders}` of the catalogue's sentences. Never personal, never secret. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(catalogue, text);

/** Details that are words of ours or of a schema, not what somebody wrote; in brackets such words stand elsewhere, too. */
const worded: ReadonlySet<string> = new Set([
  'ended',
  'expected',
  'kind',
  'reason',
  'role',
  'screen',
  'takes',
  'what',
]);

const fill = (sentence: string, detail: Problem['detail'], language: Language): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = detail[name];
    if (value === undefined) return whole;
    if (typeof value === 'number') return String(value);
    if (language === 'en') return (worded.has(name) ? englishDetail(value) : null) ?? value;
    const isWorded = worded.has(name) || /^\(.*\)$/.test(value);
    return (isWorded ? japaneseDetail(value) : null) ?? value;
  });

/** Cause and remedy, with the placeholders filled in. */
export function sentences(
  problem: Problem,
  language: Language = 'en',
): { readonly cause: string; readonly remedy: string } {
  const entry = errorCatalogue[problem.code];
  return {
    cause: fill(entry.cause[language], problem.detail, language),
    remedy: fill(entry.remedy[language], problem.detail, language),
  };
}

/** One line a person can act on: code, cause, remedy. */
export function explain(problem: Problem, language: Language = 'en'): string {
  const { cause, remedy } = sentences(problem, language);
  return `${problem.code} ${cause} ${remedy}`;
}

/** Thrown only where a caller made a mistake that it cannot go on from; carries the same problem a `Result` would. */
export class EmulatorError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(explain(problem));
    this.name = 'EmulatorError';
    this.problem = problem;
  }
}

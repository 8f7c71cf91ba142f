/**
 * Every status word that a card of ours answers with, and when, as one table. The marks say where each comes from
 * (`Basis`).
 */

import type { Basis } from './basis.ts';

export interface StatusWord {
  readonly word: number;
  /** How a row of words is written. */
  readonly written?: string;
  readonly when: string;
  readonly basis: Basis;
}

export const statusWords = {
  done: { word: 0x9000, when: 'done', basis: 'measured' },
  authenticationFailed: {
    word: 0x6300,
    when: 'EXTERNAL AUTHENTICATE with a signature that does not fit',
    basis: 'ours',
  },
  /** x tries left: 63C0 to 63CF. */
  triesLeft: {
    word: 0x63c0,
    written: '63Cx',
    when: 'x tries are left: the answer to a question, and to a wrong secret; 63C0 to the try that used up the last one',
    basis: 'measured',
  },
  memoryFailure: {
    word: 0x6581,
    when: 'the file that keeps the counters cannot be written; nothing was tried',
    basis: 'ours',
  },
  wrongLength: {
    word: 0x6700,
    when: 'lengths that do not add up, data or Le missing or too much, GET DATA of an object longer than Le',
    basis: 'sourced',
  },
  secureMessagingNotSupported: {
    word: 0x6882,
    when: 'SELECT with class 08 or 0C (secure messaging)',
    basis: 'sourced',
  },
  noSession: {
    word: 0x69fc,
    when: 'any other command with class 08 or 0C: there is no session',
    basis: 'sourced',
  },
  securityEnvironment: {
    word: 0x66f1,
    when: 'SET SESSION KEY where an application has nothing to deliver a key to',
    basis: 'sourced',
  },
  commandDoesNotFitFile: {
    word: 0x6981,
    when: 'the command does not fit the kind of file',
    basis: 'sourced',
  },
  securityStatusNotSatisfied: {
    word: 0x6982,
    when: 'the secret that opens the file or key has not been proved, or the holder of an iPhone has not agreed (ours)',
    basis: 'measured',
  },
  blocked: {
    word: 0x6984,
    when: 'VERIFY of a secret without tries; a phone that takes neither face nor finger now (ours)',
    basis: 'sourced',
  },
  conditionsNotSatisfied: {
    word: 0x6985,
    when: 'input of a signature empty or too long, a challenge longer than 256, a key for another use, a terminal that skipped a step',
    basis: 'sourced',
  },
  noCurrentFile: { word: 0x6986, when: 'no file is selected', basis: 'ours' },
  wrongData: {
    word: 0x6a80,
    when: 'a new secret of the wrong form, a terminal certificate that the authority did not sign',
    basis: 'ours',
  },
  functionNotSupported: { word: 0x6a81, when: 'READ RECORD of several records at once', basis: 'sourced' },
  notFound: { word: 0x6a82, when: 'no such application or file', basis: 'measured' },
  recordNotFound: { word: 0x6a83, when: 'no such record', basis: 'sourced' },
  wrongP1P2: { word: 0x6a86, when: 'parameters that mean nothing', basis: 'sourced' },
  referencedDataNotFound: {
    word: 0x6a88,
    when: 'no such data object; VERIFY of a file that is no secret (ours)',
    basis: 'sourced',
  },
  wrongOffset: { word: 0x6b00, when: 'READ BINARY past the end', basis: 'measured' },
  insNotSupported: {
    word: 0x6d00,
    when: 'no such instruction, in this class or application',
    basis: 'inferred',
  },
  claNotSupported: { word: 0x6e00, when: 'no such class', basis: 'inferred' },
  noPreciseDiagnosis: { word: 0x6f00, when: 'a fault of the card itself', basis: 'inferred' },
} as const satisfies Readonly<Record<string, StatusWord>>;

type Name = keyof typeof statusWords;

/** The words alone, by name. */
export const sw: { readonly [name in Name]: (typeof statusWords)[name]['word'] } = Object.assign(
  {},
  ...Object.entries(statusWords).map(([name, { word }]) => ({ [name]: word })),
);

/** Names of requests in `req` and of their answers in `res` (REQ-37): `KINDreq_X.xml` is answered by `KINDres_X.xml`. */

/** What a file's name makes of it. */
export type NamedRequest =
  | { readonly is: 'request'; readonly prefix: string; readonly answer: string }
  /** Meant as a request by the look of it: without a tail, with another ending, or with characters that no answer's name may have. */
  | { readonly is: 'almost' }
  /** Not a request: a file that is still growing under another name, a note, anything. It is left alone. */
  | { readonly is: 'other' };

/**
 * Three capitals of a subsystem, what is asked, two digits; what a kind means is in kinds.ts. The tail has neither
 * separators of paths nor control characters, whatever system the folder is shared with.
 */
const kind = String.raw`[A-Z]{3}[a-z]{0,12}\d{0,2}`;
const tail = '[0-9A-Za-z_.-]{1,100}';
const strict = new RegExp(`^(${kind})req_(${tail})\\.xml$`);
const answer = new RegExp(`^${kind}res_${tail}\\.xml$`);
const loose = new RegExp(`^${kind}req(?:_.*)?\\.(?:xml|zip)$`, 'is');

export function namedRequest(name: string): NamedRequest {
  const [, prefix, rest] = strict.exec(name) ?? [];
  if (prefix !== undefined) return { is: 'request', prefix, answer: `${prefix}res_${rest}.xml` };
  return { is: loose.test(name) ? 'almost' : 'other' };
}

/** Whether a name can be an answer's: nothing else is ever written to `res`, or removed there. */
export const isAnswerName = (name: string): boolean => answer.test(name);

/** The name of the request that an answer of this name is to. */
export const requestOf = (answer: string): string => answer.replace('res_', 'req_');

const example = new RegExp(`^${kind}req_TEST\\d{14}\\.xml$`);

/**
 * The name of a request that the emulator itself writes: to be tried, or in place of a receipt computer. It carries the
 * mark of test data, and so does its answer's.
 *
 * @param prefix what names of the kind begin with
 * @param serial tells requests apart
 */
export const exampleName = (prefix: string, serial: number): string =>
  `${prefix}req_TEST${String(serial).padStart(14, '0')}.xml`;

export const isExampleName = (name: string): boolean => example.test(name);

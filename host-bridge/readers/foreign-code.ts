/** A code with which a reader's end refuses or ends a link, and which is none of this project's. */

/** In the form that codes have, so that no words and no lone digits of another program reach a log. */
export type ForeignCode = `${Uppercase<string>}-${number}`;

export const isForeignCode = (value: unknown): value is ForeignCode =>
  typeof value === 'string' && /^[A-Z]{2,8}-\d{1,4}$/.test(value);

/** A short name as systems give them: no path and no sentence has that form. */
export type Errno = `E${Uppercase<string>}`;

export const isErrno = (value: unknown): value is Errno =>
  typeof value === 'string' && /^E[A-Z0-9]{1,30}$/.test(value);

/** The system's short name of what went wrong (`ENOSPC`, `EADDRINUSE`): fit for a problem's detail, without a path. */
export const errnoOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

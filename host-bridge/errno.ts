/** The system's short name of what went wrong (`ENOSPC`, `EADDRINUSE`): fit for a problem's detail, without a path. */
export const errnoOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

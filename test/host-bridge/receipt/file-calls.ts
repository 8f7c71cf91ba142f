/** Puts other functions in the place of those of `node:fs`, for everybody in this process who imports them by name. */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Calls = Partial<Pick<typeof fs, 'openSync' | 'renameSync' | 'unlinkSync' | 'writeFileSync'>>;

/** @returns puts the real ones back */
export function replaceFileCalls(calls: (real: Required<Calls>) => Calls): () => void {
  const { openSync, renameSync, unlinkSync, writeFileSync } = fs;
  const real = { openSync, renameSync, unlinkSync, writeFileSync };
  Object.assign(fs, calls(real));
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  };
}

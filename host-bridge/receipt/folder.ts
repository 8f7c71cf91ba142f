/** The folder that the bridge shares with the receipt computer, as the bridge sees it. Another program may take any file at any moment. */

import type { Result } from '../../protocol/result.ts';
import type { Exchange } from './requests/exchange.ts';

/** `face` by the functions here; `req` and `res` by its exchange. */
export interface ReceiptFolder {
  readonly exchange: Exchange;
  /**
   * Puts a whole file into `face`. Writing the same again is fine; a file of that name with other contents is never
   * overwritten. Refuses names without the mark of test data.
   */
  write(name: string, bytes: Uint8Array): Result<void>;
  /** Removes a file of ours. @returns false: another program holds it, or it is not ours; it is left as it is */
  remove(name: string): boolean;
  /** Names of our files that lie in `face` now, in order. */
  list(): string[];
  /** null: gone, or held by another program. */
  read(name: string): Uint8Array | null;
}

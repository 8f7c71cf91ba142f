/** The folder that the bridge shares with the receipt computer, as the bridge sees it. Another program may take any file at any moment. */

import type { Result } from '../../protocol/result.ts';

export interface ReceiptFolder {
  /**
   * Puts a whole file into `face`. Writing the same again is fine; a file of that name with other contents is never
   * overwritten. Refuses names without the mark of test data.
   */
  write(name: string, bytes: Uint8Array): Result<void>;
  /** Removes a file of ours; one that is gone or held by another program is left as it is. */
  remove(name: string): void;
  /** Names of our files that lie in `face` now, in order. */
  list(): string[];
  /** null: gone, or held by another program. */
  read(name: string): Uint8Array | null;
}

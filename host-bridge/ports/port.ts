/** A stream of bytes to one reader, whatever it runs over. The bridge's core imports no serial or HID package. */

import type { Result } from '../../protocol/result.ts';

export interface Port {
  /** Bytes in. Called in order; never after `closed`. */
  onReceived: (bytes: Uint8Array) => void;
  /** Called once when the port is gone, for whatever reason. */
  onClosed: () => void;
  write(bytes: Uint8Array): void;
  /** Safe to call more than once. */
  close(): Promise<void>;
}

/** Where a reader is: `serial:/dev/ttyACM0`, `tcp:127.0.0.1:7001`, `memory:FCR-000001` … (CONTRACT: reader URLs). */
export type ReaderUrl = string;

/** Opens the port behind a URL. A port that is not there now is a problem; a later try may succeed. */
export type OpenPort = (url: ReaderUrl) => Promise<Result<Port>>;

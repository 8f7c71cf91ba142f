/** Where lines and pictures go: what is used of a terminal or pipe, so that a test can stand in for one. */

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Of a terminal only. */
  readonly columns?: number;
  readonly rows?: number;
  on(event: 'resize' | 'error', listener: (error?: unknown) => void): unknown;
  off(event: 'resize' | 'error', listener: (error?: unknown) => void): unknown;
}

/** Ends what was begun, in the opposite order, whether all of it began or not. */

export interface Closing {
  /** To be done at the end. */
  add(close: () => void | Promise<void>): void;
  /** Does all of it; the first failure is thrown when everything has been tried. */
  close(): Promise<void>;
}

export function createClosing(): Closing {
  const closers: (() => void | Promise<void>)[] = [];
  return {
    add: (close) => {
      closers.push(close);
    },
    async close() {
      const failures: unknown[] = [];
      for (const close of closers.splice(0).reverse()) {
        try {
          await close();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

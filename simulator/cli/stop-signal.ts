/** How a serving program is told to end: INT, TERM or HUP once for a clean end, twice for an end at once. */

export interface StopSignal {
  /** Resolves when the program should end. */
  readonly stopped: Promise<void>;
  /** Ends it from within. */
  stop(): void;
  /** Listens no longer. */
  close(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function listenForStop(): StopSignal {
  let settle = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    settle = resolve;
  });
  let told = false;
  const onSignal = (): void => {
    if (told) process.exit(1);
    told = true;
    settle();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    stopped,
    stop: () => settle(),
    close: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

/** A process of this project's own code beside the one that starts it, which answers what it is asked. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { errnoOf } from '../../host-bridge/errno.ts';
import { EmulatorError } from '../../protocol/errors.ts';

export interface OwnProcess {
  /** The next message that it sends. Rejects with EMU-623 when it ends instead, or has ended. */
  said(): Promise<unknown>;
  /** Sends a message and waits for its answer. Rejects as `said`. */
  asked(message: object): Promise<unknown>;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

/** Node would look for it from the folder in which the command was given. */
const loaderOfTypeScript = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * @param file TypeScript; it ends when it is disconnected, and may say and be asked whatever can be cloned
 * @param words nothing private: every user of the machine can see them
 */
export function startOwnProcess(file: URL, words: readonly string[]): OwnProcess {
  const path = fileURLToPath(file);
  const child = fork(path, [...words], {
    execArgv: ['--import', loaderOfTypeScript],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const end: Promise<string> = once(child, 'exit').then(
    ([code, signal]) => signal ?? `exit ${code}`,
    errnoOf,
  );
  const endedInstead = end.then((ended): never => {
    throw new EmulatorError({ code: 'EMU-623', detail: { program: basename(path), ended } });
  });
  // Whoever waits for a message hears of it; nobody else need.
  endedInstead.catch(() => {});
  const said = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), endedInstead]);
    return message;
  };
  return {
    said,
    asked(message) {
      // One that cannot be sent to has ended.
      if (child.connected) child.send(message, () => {});
      return said();
    },
    async stop() {
      if (child.connected) child.disconnect();
      await end;
    },
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';

const stopSignal = new URL('../../../simulator/cli/stop-signal.ts', import.meta.url).href;

/** A program that says what it is told and does not end by itself. */
const stubborn = `
import { listenForStop } from '${stopSignal}';
setInterval(() => {}, 1000);
listenForStop().stopped.then(() => console.log('told'));
console.log('listening');
`;

describe('A stop signal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends a program in order at the first (%s), at once at the second',
    async (signal) => {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', stubborn]);
      const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      expect((await said.next()).value).toBe('listening');
      child.kill(signal);
      expect((await said.next()).value).toBe('told');
      child.kill('SIGTERM');
      expect((await once(child, 'exit'))[0]).toBe(1);
    },
  );
});

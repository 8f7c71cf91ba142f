/** `fcr` as a function: runs a command in this process and gives what it wrote. */

import { main } from '../../../simulator/cli/main.ts';
import type { Output } from '../../../simulator/ui/output.ts';

export async function fcr(words: readonly string[], env: Record<string, string> = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (to: keyof typeof written): Output => ({
    write: (text) => {
      written[to] += text;
    },
    on: () => {},
    off: () => {},
  });
  const code = await main(words, {
    stdin: process.stdin,
    stdout: output('stdout'),
    stderr: output('stderr'),
    env,
  });
  return { code, ...written };
}

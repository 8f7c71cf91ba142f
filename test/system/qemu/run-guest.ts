/** Runs the guest under QEMU's own emulation (TCG): /dev/kvm may be there and still never start a guest. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Kernel } from './debian-kernel.ts';

/** MiB: two programs of Node, and the file system, which is in memory as well. */
const memory = '1024';

/**
 * Resolves with everything that the guest's console said, line by line, when it has powered off.
 *
 * @param heard each line as it comes
 * @param signal ends the machine
 */
export async function runGuest(
  kernel: Kernel,
  image: string,
  heard: (line: string) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const machine = spawn(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg,thread=multi', '-smp', '2', '-cpu', 'max', '-m', memory],
      ...['-nographic', '-no-reboot', '-nodefaults', '-serial', 'stdio'],
      ...['-kernel', kernel.image, '-initrd', image, '-append', 'console=ttyS0 panic=-1 quiet'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], signal },
  );
  const ended = new Promise<void>((resolve, reject) => {
    machine.once('error', reject);
    machine.once('close', () => resolve());
  });
  // It is awaited after the lines, which end first.
  ended.catch(() => {});
  const lines: string[] = [];
  const collected = (async () => {
    for await (const line of createInterface({ input: machine.stdout })) {
      lines.push(line.trimEnd());
      heard(line.trimEnd());
    }
  })();
  await collected;
  await ended;
  return lines;
}

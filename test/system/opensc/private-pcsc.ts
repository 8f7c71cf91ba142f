/**
 * A PC/SC stack that nobody else sees: pcscd with vsmartcard's virtual reader, in namespaces of its own. vpcd listens on
 * every interface, and on the same ports always: here they are this test's alone. Needs no root, changes nothing outside.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  cleanUp,
  type Ended,
  fcr,
  freshFolder,
  type Running,
  startProgram,
} from '../../simulator/cli/spawned.ts';

const script = fileURLToPath(new URL('namespace.sh', import.meta.url));
const readerFolder = fileURLToPath(new URL('reader.conf.d', import.meta.url));

/** Seconds that any tool may take: on a loaded machine a hundred times what it does. */
const toolLimit = '60';

/** The only child of a process. */
function childOf(pid: number | undefined): number {
  const child = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
  if (!Number.isSafeInteger(child) || child < 1) throw new Error(`process ${pid} has no child, or several`);
  return child;
}

export class PrivatePcsc {
  readonly #first: ChildProcess;
  readonly #env: NodeJS.ProcessEnv;
  #service: Running | null = null;

  private constructor(first: ChildProcess) {
    this.#first = first;
    // OpenSC keeps what it has read of a card in the user's folder.
    this.#env = { HOME: freshFolder(), XDG_CACHE_HOME: '', OPENSC_CONF: '/etc/opensc/opensc.conf' };
  }

  static async open(): Promise<PrivatePcsc> {
    const first = spawn(
      'unshare',
      [
        '--user',
        '--map-root-user',
        '--net',
        '--mount',
        '--pid',
        '--fork',
        '--mount-proc',
        '--kill-child',
        'sh',
        script,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const ended = once(first, 'exit').then(([code]) => {
      throw new Error(`no namespaces: unshare ended with ${code}`);
    });
    await Promise.race([once(first.stdout, 'data'), ended]);
    ended.catch(() => {});
    const pcsc = new PrivatePcsc(first);
    await pcsc.startService();
    return pcsc;
  }

  /** Starts a program in here. */
  start(words: readonly string[], stdin: 'pipe' | 'ignore' = 'ignore'): Running {
    const target = String(childOf(this.#first.pid));
    const into = [
      'nsenter',
      '--target',
      target,
      '--user',
      '--preserve-credentials',
      '--net',
      '--mount',
      '--pid',
    ];
    const running = startProgram([...into, '--', ...words], { env: this.#env, stdin });
    const kill = (signal: NodeJS.Signals): void => {
      process.kill(childOf(running.child.pid), signal);
      // nsenter stops with its program, and would not see that it has ended.
      if (signal === 'SIGKILL') running.child.kill('SIGCONT');
    };
    return { ...running, kill };
  }

  /** Runs a tool to its end, without anything to read. */
  run(...words: readonly string[]): Promise<Ended> {
    return this.start(['timeout', '--kill-after=5', toolLimit, ...words]).ended();
  }

  /** What a tool writes to its standard output; rejects where it fails. */
  async output(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...words);
    if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${stderr}${stdout}`);
    return stdout;
  }

  fcr(...words: readonly string[]): Promise<Ended> {
    return this.run(process.execPath, fcr, ...words);
  }

  startFcr(words: readonly string[]): Running {
    return this.start([process.execPath, fcr, ...words], 'pipe');
  }

  /** Asks for the list of readers until it has this form: pcscd looks at its slots in its own time. */
  async readers(form: RegExp): Promise<string> {
    for (;;) {
      const { stdout } = await this.run('opensc-tool', '--list-readers');
      if (form.test(stdout)) return stdout;
    }
  }

  async startService(): Promise<void> {
    this.#service = this.start(['pcscd', '--foreground', '--error', '--config', readerFolder]);
    await this.readers(/Virtual PCD/);
  }

  async stopService(): Promise<void> {
    const service = this.#service;
    this.#service = null;
    if (service === null) return;
    service.kill('SIGTERM');
    await service.ended();
  }

  /** Ends everything in here. */
  async close(): Promise<void> {
    this.#first.stdin?.end();
    await once(this.#first, 'exit');
    await cleanUp();
  }
}

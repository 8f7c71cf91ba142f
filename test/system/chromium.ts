/**
 * Debian's Chromium without a window, with one page, by the DevTools protocol over a pipe: no port is opened, and nothing
 * is loaded from anywhere. https://chromedevtools.github.io/devtools-protocol/
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findProgram } from '../../simulator/programs/find-program.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Fields;
  readonly result?: Fields;
  readonly error?: { readonly message: string };
}

interface Asked {
  resolve(result: Fields): void;
  reject(error: Error): void;
}

/** As a screen reader is told of it. */
export interface AccessibleNode {
  readonly role: string;
  readonly name: string;
  /** What a field holds; null where it holds nothing that is told. */
  readonly value: string | null;
  /** `disabled`, `pressed`, `live` …, as they are told. */
  readonly properties: Readonly<Record<string, unknown>>;
}

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly childIds?: readonly string[];
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly value?: { readonly value: unknown };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value: unknown } }[];
}

export class Chromium {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #to: Writable;
  readonly #asked = new Map<number, Asked>();
  readonly #awaited = new Map<string, () => void>();
  #session: string | null = null;
  #frame = '';
  #last = 0;

  private constructor(program: string) {
    this.#folder = mkdtempSync(join(tmpdir(), 'fcr-chromium-'));
    const options = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--remote-debugging-pipe',
      `--user-data-dir=${this.#folder}`,
    ];
    this.#process = spawn(program, [...options, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.#to = this.#process.stdio[3] as Writable;
    this.#listen(this.#process.stdio[4] as Readable);
    this.#process.once('exit', () => {
      for (const { reject } of this.#asked.values()) reject(new Error('Chromium has ended'));
      this.#asked.clear();
    });
    // Where it has ended, the exit tells; a pipe to nobody is no news.
    this.#to.on('error', () => {});
  }

  static async start(): Promise<Chromium> {
    const program = findProgram(['chromium', 'chromium-browser'], process.env.PATH);
    if (program === null) throw new RangeError('no Chromium');
    const chromium = new Chromium(program);
    const { targetId } = await chromium.#ask('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await chromium.#ask('Target.attachToTarget', { targetId, flatten: true });
    chromium.#session = String(sessionId);
    await chromium.#ask('Page.enable');
    await chromium.#ask('Accessibility.enable');
    const { frameTree } = await chromium.#ask('Page.getFrameTree');
    chromium.#frame = (frameTree as { frame: { id: string } }).frame.id;
    return chromium;
  }

  /** Puts a page in the place of the one that stands, in the same window: what was evaluated there is still known. */
  async show(html: string): Promise<void> {
    await this.#ask('Page.setDocumentContent', { frameId: this.#frame, html });
  }

  /** Goes to an address, and waits until everything there is loaded. */
  async open(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => this.#awaited.set('Page.loadEventFired', resolve));
    await this.#ask('Page.navigate', { url });
    await loaded;
  }

  /** The value of an expression of the page, as JSON; that of a promise when it comes. @throws what the page throws */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#ask('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value?: unknown }).value;
  }

  async setScripts(on: boolean): Promise<void> {
    await this.#ask('Emulation.setScriptExecutionDisabled', { value: !on });
  }

  /** What a screen reader is told of the page, in its order. */
  async accessibleNodes(): Promise<readonly AccessibleNode[]> {
    const nodes = (await this.#ask('Accessibility.getFullAXTree')).nodes as readonly AxNode[];
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const under = (node: AxNode | undefined): readonly AxNode[] =>
      node === undefined ? [] : [node, ...(node.childIds ?? []).flatMap((id) => under(byId.get(id)))];
    return under(nodes[0])
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, value, properties }) => ({
        role: role?.value ?? '',
        name: name?.value ?? '',
        value: value === undefined ? null : String(value.value),
        properties: Object.fromEntries((properties ?? []).map((one) => [one.name, one.value.value])),
      }));
  }

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#session = null;
    // It may be gone before it answers.
    this.#ask('Browser.close').catch(() => {});
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  #ask(method: string, params: Fields = {}): Promise<Fields> {
    this.#last += 1;
    const id = this.#last;
    const session = this.#session === null ? {} : { sessionId: this.#session };
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#to.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    });
  }

  #listen(from: Readable): void {
    let rest = '';
    from.setEncoding('utf8');
    from.on('data', (piece: string) => {
      const messages = `${rest}${piece}`.split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#take(JSON.parse(message));
    });
  }

  #take({ id, method, result, error }: Message): void {
    if (method !== undefined) {
      const resolve = this.#awaited.get(method);
      this.#awaited.delete(method);
      resolve?.();
    }
    if (id === undefined) return;
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (error === undefined) asked?.resolve(result ?? {});
    else asked?.reject(new Error(error.message));
  }
}

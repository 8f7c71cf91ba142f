/**
 * The commands that the guest runs, each in this one place: `fcr bridge` as a program of its own, the others within this
 * process, because loading a program takes an emulated machine as long as a check-in.
 */

import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { main } from '../../../../simulator/cli/main.ts';
import { type Running, start } from '../../../simulator/cli/spawned.ts';

const folder = '/tmp/fcr';
/** Made before the guest was, which is quicker. */
const pki = '/app/pki';
export const receiptFolder = join(folder, 'receipt');
const backEndPort = 8443;

const inFolder = (name: string): readonly string[] => ['--pki', pki, '--data', join(folder, name)];

/** A command that serves until the guest ends. */
export interface Serving {
  /** Resolves with the URLs that follow its `ready`; rejects with what it said where it ended before. */
  readonly ready: Promise<readonly string[]>;
}

const urlsIn = (line: string): readonly string[] => line.trim().split(' ').slice(1);

function serve(words: readonly string[]): Serving {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let said = '';
  stderr.on('data', (text) => {
    said += text;
  });
  const ended = main(words, { stdin: process.stdin, stdout, stderr, env: process.env });
  return {
    ready: new Promise((resolve, reject) => {
      stdout.once('data', (line) => resolve(urlsIn(String(line))));
      ended.then((code) => reject(new Error(`fcr ${words[0]} ended with ${code}: ${said}`)), reject);
    }),
  };
}

export const serveBackEnd = (): Serving =>
  serve(['back-end', '--listen', String(backEndPort), ...inFolder('back-end')]);

/** @param url where it is offered */
export const serveReader = (url: string, serial: string): Serving =>
  serve(['reader', '--url', url, '--serial', serial, ...inFolder(serial)]);

/** @param readers URLs by which the bridge opens them */
export const startBridge = (readers: readonly string[]): Running =>
  start([
    ...['bridge', ...readers.flatMap((url) => ['--reader', url])],
    ...['--back-end', `https://127.0.0.1:${backEndPort}`, '--control', '0'],
    ...['--receipt', receiptFolder, '--log-level', 'info', ...inFolder('bridge')],
  ]);

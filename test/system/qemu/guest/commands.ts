/** The commands that the guest starts, each in this one place. */

import { join } from 'node:path';
import { type Running, start } from '../../../simulator/cli/spawned.ts';

const folder = '/tmp/fcr';
/** Made before the guest was, which is quicker. */
const pki = '/app/pki';
export const receiptFolder = join(folder, 'receipt');
const backEndPort = 8443;

const inFolder = (name: string): readonly string[] => ['--pki', pki, '--data', join(folder, name)];

export const startBackEnd = (): Running =>
  start(['back-end', '--listen', String(backEndPort), ...inFolder('back-end')]);

/** @param url where it is offered */
export const startReader = (url: string, serial: string): Running =>
  start(['reader', '--url', url, '--serial', serial, ...inFolder(serial)]);

/** @param readers URLs by which the bridge opens them */
export const startBridge = (readers: readonly string[]): Running =>
  start([
    ...['bridge', ...readers.flatMap((url) => ['--reader', url])],
    ...['--back-end', `https://127.0.0.1:${backEndPort}`, '--control', '0'],
    ...['--receipt', receiptFolder, ...inFolder('bridge')],
  ]);

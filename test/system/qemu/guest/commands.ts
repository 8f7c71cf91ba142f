/** The commands that the guest starts, each in this one place. */

import { join } from 'node:path';
import { type Running, start } from '../../../simulator/cli/spawned.ts';

const folder = '/tmp/fcr';
const pki = join(folder, 'pki');
export const receiptFolder = join(folder, 'receipt');

const inFolder = (name: string): readonly string[] => ['--pki', pki, '--data', join(folder, name)];

export const makeCertificates = (): Running => start(['pki', '--out', pki]);

export const startBackEnd = (): Running => start(['back-end', '--listen', '0', ...inFolder('back-end')]);

/** @param url where it is offered */
export const startReader = (url: string, serial: string): Running =>
  start(['reader', '--url', url, '--serial', serial, ...inFolder(serial)]);

/** @param reader URL by which the bridge opens it */
export const startBridge = (reader: string, backEnd: string): Running =>
  start([
    ...['bridge', '--reader', reader, '--back-end', backEnd, '--control', '0'],
    ...['--receipt', receiptFolder, ...inFolder('bridge')],
  ]);

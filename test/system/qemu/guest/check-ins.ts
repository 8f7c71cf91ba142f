/**
 * Runs inside the guest, as its only program: a whole check-in over every kind of device that the emulated reader can
 * be, each through the drivers of Debian's kernel. Says per case what happened; the last line of a case is its result.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ReaderState } from '../../../../simulator/automation/reader-state.ts';
import { automation, type Running } from '../../../simulator/cli/spawned.ts';
import { attachUsbip } from './attach-usbip.ts';
import { makeCertificates, receiptFolder, startBackEnd, startBridge, startReader } from './commands.ts';

interface Case {
  readonly name: string;
  /** Where the reader is offered. */
  readonly url: string;
  readonly serial: string;
  /** Where the bridge finds it. */
  readonly opened: string;
  /** Makes the device appear, where the reader alone does not. */
  readonly attach?: () => Promise<void>;
}

const usbipPort = 3240;
const attach = async (): Promise<void> => {
  await attachUsbip(usbipPort, '1-1');
  await appears('/dev/ttyACM0');
  await appears('/dev/hidraw0');
};

const cases: readonly Case[] = [
  { name: 'pty', url: 'serial:/tmp/reader', serial: 'FCR-000001', opened: 'serial:/tmp/reader' },
  {
    name: 'usbip-serial',
    url: `usbip:${usbipPort}`,
    serial: 'FCR-000002',
    opened: 'serial:/dev/ttyACM0',
    attach,
  },
  {
    name: 'usbip-hid',
    url: `usbip:${usbipPort}`,
    serial: 'FCR-000003',
    opened: 'hid:1209:0001:FCR-000003',
    attach,
  },
  {
    name: 'uhid',
    url: 'hid:1209:0001:FCR-000004',
    serial: 'FCR-000004',
    opened: 'hid:1209:0001:FCR-000004',
  },
];

/** Longest that one case may take in an emulated machine. */
const caseLimitMs = 90_000;
const say = (text: string): void => void process.stdout.write(`GUEST ${text}\n`);
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** Asks until it is so: programs and kernel find each other in their own time. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause();
}
const appears = (path: string): Promise<void> => until(async () => existsSync(path));
const vanishes = (path: string): Promise<void> => until(async () => !existsSync(path));

const urlsOf = async (program: Running): Promise<readonly string[]> =>
  (await program.line(/^ready /)).split(' ').slice(1);

async function end(program: Running): Promise<void> {
  program.kill('SIGTERM');
  const { code, stderr } = await program.ended();
  if (code !== 0) throw new Error(`a program ended with ${code}: ${stderr}`);
}

const faceFiles = (): number => {
  const folder = join(receiptFolder, 'face');
  return existsSync(folder) ? readdirSync(folder).length : 0;
};

type Call = ReturnType<typeof automation>;

/** Card, face, consent to everything; gives what the reader shows in the end. */
async function checkIn(call: Call, reader: string): Promise<ReaderState> {
  await until(async () => (await call('GET', reader)).screen?.id === 'idle');
  await call('POST', `${reader}/card`, { of: 'insured' });
  await call('POST', `${reader}/camera`, { sees: 'match' });
  await call('POST', `${reader}/keys`, { keys: '11' });
  const shown = await call('POST', `${reader}/keys`, { keys: '#' });
  await call('POST', `${reader}/keys`, { keys: '9' });
  await call('DELETE', `${reader}/card`);
  return shown;
}

async function runCase({ name, url, serial, opened, attach: plugIn }: Case, backEnd: string): Promise<void> {
  const began = process.uptime();
  const tell = (text: string): void => say(`${name} ${(process.uptime() - began).toFixed(1)} s: ${text}`);
  const filesBefore = faceFiles();
  const reader = startReader(url, serial);
  const [page = '', offered = ''] = await urlsOf(reader);
  tell(`reader offered at ${offered}`);
  const bridge = startBridge(opened, backEnd);
  await plugIn?.();
  if (plugIn !== undefined) tell('the kernel has the device');
  const call = automation(page);
  const path = `/readers/${serial}`;
  await until(async () => (await call('GET', path)).link === 'connected');
  tell(`the bridge is connected over ${opened}`);
  const { screen, visit } = await checkIn(call, path);
  tell(`${screen?.id}, ${visit?.outcome}, ${faceFiles() - filesBefore} face file`);
  await end(bridge);
  await end(reader);
  if (plugIn !== undefined) await vanishes('/dev/ttyACM0');
  if (url !== offered && !url.startsWith('usbip:')) throw new Error(`offered at ${offered}`);
  if (visit?.outcome !== 'accepted' || faceFiles() !== filesBefore + 1) {
    throw new Error(`the visit ended ${visit?.outcome} at ${screen?.id}`);
  }
}

/** Fails by itself where the time is over; what was begun is ended with the guest. */
const limited = (work: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not done after ${caseLimitMs} ms`)), caseLimitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

const certificates = await makeCertificates().ended();
if (certificates.code !== 0) throw new Error(certificates.stderr);
const [backEnd = ''] = await urlsOf(startBackEnd());
say(`the back end is at ${backEnd}`);
for (const one of cases) {
  try {
    await limited(runCase(one, backEnd));
    say(`RESULT ${one.name} accepted`);
  } catch (error) {
    say(`RESULT ${one.name} failed: ${error instanceof Error ? error.message.replaceAll('\n', ' ') : error}`);
  }
}
// The programs that still run go down with the guest.
process.exit(0);

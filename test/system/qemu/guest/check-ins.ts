/**
 * Runs inside the guest, as its only program: one bridge, and a reader of every kind of device that the emulated reader
 * can be, each through the drivers of Debian's kernel. On each there is a whole check-in, then the cable is pulled and
 * put in again, then another. Says per case what happened; the last line of a case is its result.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { automation } from '../../../simulator/cli/spawned.ts';
import { attachUsbip } from './attach-usbip.ts';
import { receiptFolder, type Serving, serveBackEnd, serveReader, startBridge } from './commands.ts';

interface Case {
  readonly name: string;
  readonly serial: string;
  /** Where the reader is offered. */
  readonly url: string;
  /** Where the bridge finds it. */
  readonly opened: string;
  /** Makes the device appear and resolves when it has; a reader that is no USB device appears by itself. */
  readonly attach: () => Promise<void>;
  /** What is there under /dev while the cable is in. */
  readonly device: string;
}

const attach = (port: number, device: string) => async (): Promise<void> => {
  await attachUsbip(port, '1-1');
  await until(async () => existsSync(device));
};
const byItself = (): Promise<void> => Promise.resolve();

/** In this order: the kernel numbers the devices as they appear. */
const cases: readonly Case[] = [
  {
    ...{ name: 'pty', serial: 'FCR-000001', attach: byItself, device: '/tmp/reader' },
    ...{ url: 'serial:/tmp/reader', opened: 'serial:/tmp/reader' },
  },
  {
    ...{ name: 'uhid', serial: 'FCR-000002', attach: byItself, device: '/dev/hidraw0' },
    ...{ url: 'hid:1209:0001:FCR-000002', opened: 'hid:1209:0001:FCR-000002' },
  },
  {
    ...{ name: 'usbip-serial', serial: 'FCR-000003' },
    ...{ attach: attach(3240, '/dev/ttyACM0'), device: '/dev/ttyACM0' },
    ...{ url: 'usbip:3240', opened: 'serial:/dev/ttyACM0' },
  },
  {
    ...{ name: 'usbip-hid', serial: 'FCR-000004' },
    ...{ attach: attach(3241, '/dev/ttyACM1'), device: '/dev/ttyACM1' },
    ...{ url: 'usbip:3241', opened: 'hid:1209:0001:FCR-000004' },
  },
];

const say = (text: string): void => {
  process.stdout.write(`GUEST ${process.uptime().toFixed(1)} s ${text}\n`);
};

/** Not often: the readers that are asked have the same slow processor to answer with. */
const lookAgainMs = 300;
/** Asks until it is so: programs and kernel find each other in their own time. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
}

const faceFiles = (): number => {
  const folder = join(receiptFolder, 'face');
  return existsSync(folder) ? readdirSync(folder).length : 0;
};

/** The whole of one case. */
async function run({ name, serial, opened, attach: plugIn, device }: Case, reader: Serving): Promise<void> {
  const [page = ''] = await reader.ready;
  const call = automation(page);
  const path = `/readers/${serial}`;

  /** So slow a machine may lose its link within a visit and resume it: only what is shown in the end counts. */
  const shows = (screen: string): Promise<void> =>
    until(async () => (await call('GET', path)).screen?.id === screen);

  /** Card, face, consent to everything. Throws where it does not end accepted, with a face file. */
  const checkIn = async (): Promise<void> => {
    await shows('idle');
    say(`${name}: the bridge is connected over ${opened}`);
    const filesBefore = faceFiles();
    await call('POST', `${path}/card`, { of: 'insured' });
    await call('POST', `${path}/camera`, { sees: 'match' });
    await shows('choose_method');
    await call('POST', `${path}/keys`, { keys: '1' });
    await shows('consent_all');
    await call('POST', `${path}/keys`, { keys: '1' });
    await shows('consent_summary');
    await call('POST', `${path}/keys`, { keys: '#' });
    await shows('accepted_clinic');
    const { visit } = await call('GET', path);
    const files = faceFiles() - filesBefore;
    say(`${name}: visit ${visit?.id} ended ${visit?.outcome}, ${files} face file`);
    if (visit?.outcome !== 'accepted' || files !== 1) throw new Error(`ended ${visit?.outcome}`);
    await call('POST', `${path}/keys`, { keys: '9' });
    await call('DELETE', `${path}/card`);
  };

  await plugIn();
  say(`${name}: ${device} is there`);
  await checkIn();
  await call('POST', `${path}/link`, { fault: 'unplug' });
  await until(async () => !existsSync(device));
  await until(async () => (await call('GET', path)).link !== 'connected');
  say(`${name}: unplugged, ${device} is gone`);
  await call('POST', `${path}/link`, { fault: 'plug' });
  await plugIn();
  await checkIn();
}

/** Longest that one case may take in an emulated machine. */
const caseLimitMs = 240_000;

/** Fails where the time is over; what was begun ends with the guest. */
const limited = (work: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not done after ${caseLimitMs} ms`)), caseLimitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

const bridge = startBridge(cases.map(({ opened }) => opened));
const [backEnd] = await serveBackEnd().ready;
say(`the back end is ready at ${backEnd}`);
for (const one of cases) {
  try {
    await limited(run(one, serveReader(one.url, one.serial)));
    say(`RESULT ${one.name} accepted`);
  } catch (error) {
    say(`RESULT ${one.name} failed: ${String(error).replaceAll('\n', ' ')}`);
  }
}
for (const line of bridge.stderr().trim().split('\n')) say(`the bridge's log: ${line}`);
// What still serves ends with the guest.
process.exit(0);

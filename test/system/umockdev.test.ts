/** The bridge with the real node-hid and libudev, against a fake hidraw device behind which an emulated reader lives. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { automation, cleanUp, freshFolder, run, start } from '../simulator/cli/spawned.ts';

const wrapper = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'umockdev-wrapper'))
  .find((path) => existsSync(path));
if (wrapper === undefined)
  process.stderr.write(
    'left out: node-hid under umockdev (apt-get install umockdev libusb-1.0-0 libudev1)\n',
  );

let reader: ChildProcess | null = null;
afterEach(async () => {
  // Its end is the end of its testbed.
  if (reader !== null && reader.exitCode === null && reader.signalCode === null) {
    reader.stdin?.end();
    await once(reader, 'exit');
  }
  reader = null;
  await cleanUp();
});

/** Starts the reader's program; gives its page and the folder of its testbed. */
async function startReader(data: string, pki: string): Promise<readonly [page: string, testbed: string]> {
  const program = fileURLToPath(new URL('umockdev-reader.ts', import.meta.url));
  const child = spawn(
    wrapper ?? '',
    [process.execPath, '--import', 'tsx', program, 'FCR-000007', data, pki],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  reader = child;
  const page = await new Promise<readonly [string, string]>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, url, testbed] = /^ready (\S+) (\S+)\n/m.exec(said) ?? [];
      if (url !== undefined && testbed !== undefined) resolve([url, testbed]);
    });
    child.once('exit', (code) => reject(new Error(`the reader ended with ${code}: ${said}`)));
  });
  return page;
}

/** Asks until it is so: the programs find each other in their own time. */
async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.runIf(wrapper !== undefined)('The bridge on a fake hidraw device, with the real node-hid', () => {
  it('takes two visits to accepted, the second after the bridge was killed in the middle of it', async () => {
    const folder = freshFolder();
    const pki = join(folder, 'pki');
    expect((await run(['pki', '--out', pki])).code).toBe(0);
    const inFolder = (name: string) => ['--pki', pki, '--data', join(folder, name)];
    const backEnd = start(['back-end', '--listen', '0', ...inFolder('back-end')]);
    const backEndUrl = (await backEnd.line(/^ready /)).split(' ')[1] ?? '';
    const [page, testbed] = await startReader(join(folder, 'reader'), pki);
    const call = automation(page);
    const shown = '/readers/FCR-000007';

    const receipt = join(folder, 'receipt');
    const startBridge = async () => {
      const bridge = start(
        [
          ...['bridge', '--reader', 'hid:1209:0001:FCR-000007', '--back-end', backEndUrl],
          ...['--control', '0', '--receipt', receipt, ...inFolder('bridge')],
        ],
        { env: { LD_PRELOAD: 'libumockdev-preload.so.0', UMOCKDEV_DIR: testbed } },
      );
      await bridge.line(/^ready /);
      return bridge;
    };
    const bridge = await startBridge();
    await until(
      () => call('GET', shown),
      ({ screen }) => screen?.id === 'idle',
    );
    await call('POST', `${shown}/card`, { of: 'insured' });
    await call('POST', `${shown}/camera`, { sees: 'match' });
    await call('POST', `${shown}/keys`, { keys: '11' });
    expect(await call('POST', `${shown}/keys`, { keys: '#' })).toMatchObject({
      screen: { id: 'accepted_clinic' },
      visit: { id: 'FCR-000007.1.1', outcome: 'accepted' },
    });
    await call('POST', `${shown}/keys`, { keys: '9' });
    await call('DELETE', `${shown}/card`);
    expect(readdirSync(join(receipt, 'face'))).toHaveLength(1);

    await until(
      () => call('GET', shown),
      ({ screen }) => screen?.id === 'idle',
    );
    await call('POST', `${shown}/card`, { of: 'elderly' });
    await call('POST', `${shown}/camera`, { sees: 'match' });
    await call('POST', `${shown}/keys`, { keys: '1' });
    // Nothing was lost on the way so far: it would have said so.
    expect(bridge.stderr()).toBe('');
    bridge.kill('SIGKILL');
    await bridge.ended();
    // A fake device cannot say that its host has closed it: the silence tells.
    await until(
      () => call('GET', shown),
      ({ link }) => link !== 'connected',
    );
    const again = await startBridge();
    await until(
      () => call('GET', shown),
      ({ link, screen }) => link === 'connected' && screen?.id === 'consent_all',
    );
    await call('POST', `${shown}/keys`, { keys: '1' });
    expect(await call('POST', `${shown}/keys`, { keys: '#' })).toMatchObject({
      visit: { id: 'FCR-000007.1.2', outcome: 'accepted' },
    });
    expect(readdirSync(join(receipt, 'face'))).toHaveLength(2);

    for (const program of [again, backEnd]) {
      program.kill('SIGTERM');
      expect((await program.ended()).code).toBe(0);
    }
  });
});

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../protocol/errors.ts';
import { hasPseudoTerminals } from '../../../simulator/devices/pseudo-terminal.ts';
import { uhidPath } from '../../../simulator/devices/uhid-device.ts';
import { UsbipHost } from '../devices/usbip-host.ts';
import { automation, cleanUp, freshFolder, run, start, until, urlsOf } from './spawned.ts';

afterEach(cleanUp);

describe.each(['tcp', 'serial'])('Back end, bridge and reader as three programs over %s', (link) => {
  it('take a visit to accepted, also after the bridge was killed and started again', async () => {
    const folder = freshFolder();
    const pki = join(folder, 'pki');
    expect(await run(['pki', '--out', pki])).toMatchObject({ code: 0, stdout: `${pki}\n` });
    const inFolder = (name: string) => ['--pki', pki, '--data', join(folder, name)];

    const backEnd = start(['back-end', '--listen', '0', ...inFolder('back-end')]);
    const offered = link === 'tcp' ? 'tcp:127.0.0.1:0' : `serial:${join(folder, 'reader-port')}`;
    const reader = start(['reader', '--url', offered, '--serial', 'FCR-000007', ...inFolder('reader')]);
    const [backEndUrl = '', revocationUrl = ''] = await urlsOf(backEnd);
    expect((await fetch(`${revocationUrl}crl/current.crl`)).status).toBe(200);
    const [page = '', readerUrl = ''] = await urlsOf(reader);
    expect(readerUrl).toMatch(link === 'tcp' ? /^tcp:127\.0\.0\.1:\d+$/ : /^serial:/);
    const call = automation(page);
    const shown = '/readers/FCR-000007';
    expect((await call('GET', shown)).link).toBe('lost');

    const receipt = join(folder, 'receipt');
    const startBridge = () =>
      start([
        ...['bridge', '--reader', readerUrl, '--back-end', backEndUrl, '--control', '0'],
        ...['--receipt', receipt, ...inFolder('bridge')],
      ]);
    const bridge = startBridge();
    const [control = ''] = await urlsOf(bridge);
    expect((await fetch(`${control}health`)).status).toBe(200);

    const visit = async (of: string) => {
      await until(
        () => call('GET', shown),
        ({ screen }) => screen?.id === 'idle',
      );
      await call('POST', `${shown}/card`, { of });
      await call('POST', `${shown}/camera`, { sees: 'match' });
      await call('POST', `${shown}/keys`, { keys: '11' });
      const accepted = await call('POST', `${shown}/keys`, { keys: '#' });
      await call('POST', `${shown}/keys`, { keys: '9' });
      await call('DELETE', `${shown}/card`);
      return accepted;
    };
    expect(await visit('insured')).toMatchObject({
      screen: { id: 'accepted_clinic' },
      visit: { id: 'FCR-000007.1.1', outcome: 'accepted' },
    });
    expect(readdirSync(join(receipt, 'face'))).toHaveLength(1);

    bridge.kill('SIGKILL');
    await bridge.ended();
    const again = startBridge();
    await urlsOf(again);
    await until(
      () => call('GET', shown),
      ({ link: state }) => state === 'connected',
    );
    expect(await visit('elderly')).toMatchObject({ visit: { id: 'FCR-000007.1.2', outcome: 'accepted' } });
    expect(readdirSync(join(receipt, 'face'))).toHaveLength(2);

    for (const program of [again, reader, backEnd]) {
      program.kill('SIGTERM');
      expect((await program.ended()).code).toBe(0);
    }
  });
});

describe('A bridge and a reader', () => {
  const bridgeWith = (readerUrl: string, folder: string) =>
    start([
      ...['bridge', '--reader', readerUrl, '--back-end', 'https://127.0.0.1:1', '--control', '0'],
      ...['--receipt', join(folder, 'receipt'), '--data', join(folder, 'bridge')],
    ]);
  const readerWith = (url: string, folder: string) =>
    start(['reader', '--url', url, '--serial', 'FCR-000007', '--data', join(folder, 'reader')]);

  it('that have each made certificates of their own refuse each other and say what to do (EMU-110)', async () => {
    const folder = freshFolder();
    const reader = readerWith('tcp:127.0.0.1:0', folder);
    const [page = '', readerUrl = ''] = await urlsOf(reader);
    const bridge = bridgeWith(readerUrl, folder);
    const [control = ''] = await urlsOf(bridge);
    const headers = {
      authorization: `Bearer ${readFileSync(join(folder, 'bridge', 'control-token'), 'utf8').trim()}`,
    };
    const listed = await until(
      async () => (await fetch(`${control}readers`, { headers })).json(),
      (readers) => Array.isArray(readers) && readers.length > 0,
    );
    expect(listed).toMatchObject([{ id: 'FCR-000007', link: 'turnedAway', problem: 'EMU-110' }]);
    const { screen } = await until(
      () => automation(page)('GET', '/readers/FCR-000007'),
      (state) => state.screen?.id === 'out_of_service',
    );
    expect(screen?.id).toBe('out_of_service');
    for (const program of [reader, bridge]) {
      program.kill('SIGTERM');
      expect((await program.ended()).stderr).toMatch(/EMU-110.*--pki DIR/);
    }
  });

  it('that are both told channel=none come together without certificates, and both say so', async () => {
    const folder = freshFolder();
    const reader = readerWith('tcp:127.0.0.1:0?channel=none', folder);
    const [page = '', readerUrl = ''] = await urlsOf(reader);
    const bridge = bridgeWith(`${readerUrl}?channel=none`, folder);
    await until(
      () => automation(page)('GET', '/readers/FCR-000007'),
      ({ link }) => link === 'connected',
    );
    reader.kill('SIGTERM');
    bridge.kill('SIGTERM');
    expect((await reader.ended()).stderr).toContain('does not encrypt its link (channel=none)');
    expect((await bridge.ended()).stderr).toContain('"event":"channelOff","reader":"FCR-000007"');
  });
});

describe('A receipt folder', () => {
  const bridgeWith = (folder: string, name: string) =>
    start([
      ...['bridge', '--reader', 'auto', '--back-end', 'https://127.0.0.1:1', '--control', '0'],
      ...['--receipt', join(folder, 'receipt'), '--data', join(folder, name)],
    ]);

  it('is served by one bridge at a time (EMU-594), and by the next when that was killed', async () => {
    const folder = freshFolder();
    const first = bridgeWith(folder, 'first');
    await urlsOf(first);
    const growing = join(folder, 'receipt', '.fcr-writing', 'growing');
    writeFileSync(growing, '');
    const second = await bridgeWith(folder, 'second').ended();
    const refusal = new RegExp(`fcr: EMU-594 .*${join(folder, 'receipt')}.*process ${first.child.pid}\\D`);
    expect([second.code, second.stdout, second.stderr]).toEqual([2, '', expect.stringMatching(refusal)]);
    expect(existsSync(growing)).toBe(true);
    first.kill('SIGKILL');
    await first.ended();
    // The number of the killed one may be another program's by now.
    writeFileSync(join(folder, 'receipt', '.fcr-bridge.pid'), `${process.pid}\n`);
    const third = bridgeWith(folder, 'second');
    await urlsOf(third);
    third.kill('SIGTERM');
    expect((await third.ended()).code).toBe(0);
    expect(existsSync(join(folder, 'receipt', '.fcr-bridge.pid'))).toBe(false);
  });

  it('of a desk is not served by a bridge beside it (EMU-594)', async () => {
    const folder = freshFolder();
    const desk = start(['start', '--link', 'memory', '--json', '--data', folder]);
    await desk.line(/^}$/);
    const bridge = await bridgeWith(folder, 'other').ended();
    expect([bridge.code, bridge.stderr]).toEqual([2, expect.stringMatching(/fcr: EMU-594 /)]);
    desk.kill('SIGTERM');
    expect((await desk.ended()).code).toBe(0);
  });
});

describe('A bridge whose reader cannot be reached', () => {
  const logged = async (env: NodeJS.ProcessEnv) => {
    const folder = freshFolder();
    const bridge = start(
      [
        ...['bridge', '--reader', `serial:${join(folder, 'no-reader')}`, '--back-end', 'https://127.0.0.1:1'],
        ...['--control', '0', '--receipt', join(folder, 'receipt'), '--data', join(folder, 'bridge')],
      ],
      { env },
    );
    const said = (stderr: string) => stderr.includes('portNotOpened');
    expect(await until(async () => bridge.stderr(), said)).toContain('no-reader');
    await urlsOf(bridge);
    bridge.kill('SIGTERM');
    const { stderr } = await bridge.ended();
    return stderr.match(/^.*portNotOpened.*$/gm);
  };

  it('says at once at which port and why (EMU-502)', async () => {
    expect(await logged({})).toEqual([expect.stringMatching(/"code":"EMU-502".*no-reader.*"remedy":"The /)]);
  });

  it('says what to do in Japanese where the system’s settings are Japanese', async () => {
    const lines = await logged({ LANG: 'ja_JP.UTF-8' });
    expect(lines?.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'portNotOpened', problem: { code: 'EMU-502' }, remedy: errorCatalogue['EMU-502'].remedy.ja },
    ]);
  });
});

describe.runIf(hasPseudoTerminals)('A bridge that is told to find its readers', () => {
  it('takes one that is linked in its data folder after it began, and again when it comes back', async () => {
    const folder = freshFolder();
    const data = join(folder, 'bridge');
    const bridge = start([
      ...['bridge', '--reader', 'auto', '--back-end', 'https://127.0.0.1:1', '--control', '0'],
      ...['--receipt', join(folder, 'receipt'), '--data', data],
    ]);
    await urlsOf(bridge);
    for (let i = 0; i < 2; i += 1) {
      const offered = `serial:${join(data, 'ports', 'FCR-000007')}`;
      const shared = ['--pki', join(data, 'pki'), '--data', join(folder, 'reader')];
      const reader = start(['reader', '--url', offered, '--serial', 'FCR-000007', ...shared]);
      const [page = ''] = await urlsOf(reader);
      const call = automation(page);
      await until(
        () => call('GET', '/readers/FCR-000007'),
        ({ link }) => link === 'connected',
      );
      reader.kill('SIGTERM');
      expect((await reader.ended()).code).toBe(0);
    }
    bridge.kill('SIGTERM');
    expect((await bridge.ended()).code).toBe(0);
  });
});

describe('A program alone', () => {
  it.skipIf(existsSync(uhidPath))('offers no HID device where the system makes none (EMU-664)', async () => {
    const words = ['--url', 'hid:1209:0001', '--serial', 'FCR-000001', '--data', freshFolder()];
    expect((await run(['reader', ...words])).stderr).toMatch(/^fcr: EMU-664 .*\n$/);
  });

  it.each([
    ['reader', ['--url', 'ftp:x', '--serial', 'FCR-000001'], 'EMU-646 [^\n]*: it begins with none of'],
    ['reader', ['--url', 'serial:', '--serial', 'FCR-000001'], 'EMU-646 [^\n]*: a path'],
    ['reader', ['--url', 'hid:1209', '--serial', 'FCR-000001'], 'EMU-646 [^\n]*: VID:PID\\S*'],
    ['reader', ['--url', 'tcp:127.0.0.1:99999', '--serial', 'FCR-000001'], 'EMU-646 [^\n]*: HOST:PORT'],
    ['reader', ['--url', 'usbip:99999', '--serial', 'FCR-000001'], 'EMU-646 [^\n]*: a port from'],
    ['reader', ['--url', 'tcp:192.0.2.1:7001', '--serial', 'FCR-000001'], 'EMU-647'],
    ['reader', ['--url', 'tcp:127.0.0.1:0', '--serial', 'reader one'], 'EMU-633'],
    ['reader', ['--serial', 'FCR-000001'], 'EMU-634'],
    ['bridge', ['--reader', 'ftp:x', '--back-end', 'https://127.0.0.1:1', '--receipt', 'receipt'], 'EMU-500'],
    [
      'bridge',
      ['--reader', 'usbip:3240', '--back-end', 'https://127.0.0.1:1', '--receipt', 'receipt'],
      'EMU-501',
    ],
    [
      'bridge',
      ['--reader', 'tcp:127.0.0.1:1', '--back-end', 'http://127.0.0.1:1', '--receipt', 'r'],
      'EMU-633',
    ],
    [
      'bridge',
      ['--reader', 'tcp:127.0.0.1:1', '--back-end', 'https://127.0.0.1:1', '--receipt', '/tmp/OQS'],
      'EMU-520',
    ],
  ])('refuses what it cannot use: fcr %s %j (%s)', async (name, words, code) => {
    const folder = freshFolder();
    const placed = words.map((word) => (word === 'receipt' ? join(folder, word) : word));
    const ended = await run([name, ...placed, '--data', folder]);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(new RegExp(`^fcr: ${code} .*\n$`));
  });

  it('is a USB device for hosts on this machine, and says why it turned one away', async () => {
    const words = ['--url', 'usbip:0', '--serial', 'FCR-000008', '--data', freshFolder()];
    const reader = start(['reader', ...words]);
    const [, url = ''] = await urlsOf(reader);
    const port = Number(/^usbip:(\d+)$/.exec(url)?.[1]);
    const host = await UsbipHost.dial(port);
    expect(await host.importDevice('2-1')).toBe(4);
    await host.ended();
    const next = await UsbipHost.dial(port);
    expect(await next.importDevice()).toBe(0);
    const name = await next.ask(0x80, 6, 0x0303, 0x0409, 255);
    expect(name?.subarray(2).toString('utf16le')).toBe('FCR-000008');
    reader.kill('SIGTERM');
    const { code, stderr } = await reader.ended();
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^FCR-000008 EMU-669 [^\n]*2-1[^\n]*the reader is 1-1[^\n]*\n$/),
    ]);
  });
});

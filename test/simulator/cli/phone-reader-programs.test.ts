import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { automation, cleanUp, freshFolder, run, start, until, urlsOf } from './spawned.ts';

afterEach(cleanUp);

describe('A phone reader whose driver is another program than the bridge', () => {
  it('reads a phone, is missed while its cable is out, and is found again by a bridge that was killed', async () => {
    const folder = freshFolder();
    const pki = join(folder, 'pki');
    await run(['pki', '--out', pki]);
    const inFolder = (name: string) => ['--pki', pki, '--data', join(folder, name)];

    const backEnd = start(['back-end', '--listen', '0', ...inFolder('back-end')]);
    const reader = start([
      ...['reader', '--url', 'tcp:127.0.0.1:0', '--serial', 'FCR-000007', '--profile', 'current'],
      ...['--phone-reader', 'tcp:127.0.0.1:0', ...inFolder('reader')],
    ]);
    const [backEndUrl = ''] = await urlsOf(backEnd);
    const [page = '', readerUrl = '', phoneReaderUrl = ''] = await urlsOf(reader);
    expect(phoneReaderUrl).toMatch(/^tcp:127\.0\.0\.1:\d+$/);
    const receipt = join(folder, 'receipt');
    const startBridge = async () => {
      const bridge = start([
        ...['bridge', '--reader', readerUrl, '--phone-reader', `FCR-000007=${phoneReaderUrl}`],
        ...['--back-end', backEndUrl, '--control', '0', '--log-level', 'info'],
        ...['--receipt', receipt, ...inFolder('bridge')],
      ]);
      await urlsOf(bridge);
      return bridge;
    };
    const shown = '/readers/FCR-000007';
    const call = automation(page);
    const onceOn = (screen: string) =>
      until(
        () => call('GET', shown),
        (state) => state.screen?.id === screen,
      );
    const touch = async (keys: string) => {
      for (const key of keys) await call('POST', `${shown}/touch`, { key });
    };
    /**
     * Phones are offered as soon as the bridge has found the phone reader. What the reader knew before its bridge was
     * killed it offers too: a bridge that is away is not waited for, so it has to be there.
     */
    const untilOffered = async (): Promise<void> => {
      for (;;) {
        await until(
          () => call('GET', shown),
          (state) => state.screen?.id === 'idle' && state.link === 'connected',
        );
        await touch('2');
        const { screen } = await until(
          () => call('GET', shown),
          (state) => ['choose_phone', 'phone_not_offered'].includes(state.screen?.id ?? ''),
        );
        if (screen?.id === 'choose_phone') return;
        await touch('9');
      }
    };
    const checkIn = async (): Promise<void> => {
      await untilOffered();
      await touch('15678#');
      await onceOn('hold_phone');
      const read = await call('POST', `${shown}/phone`, { of: 'android' });
      expect(read.screen?.id).toBe('consent_all');
      await call('DELETE', `${shown}/phone`);
      await touch('1#');
      await onceOn('accepted_clinic');
      await touch('9');
    };

    const bridge = await startBridge();
    await checkIn();
    expect(readdirSync(join(receipt, 'face'))).toHaveLength(1);

    await call('POST', `${shown}/phone-reader`, { in: false });
    await onceOn('idle');
    await until(
      async () => bridge.stderr(),
      (log) => /"event":"phoneReader","reader":"FCR-000007","there":false/.test(log.replaceAll(' ', '')),
    );
    await touch('2');
    expect((await onceOn('phone_not_offered')).screen?.id).toBe('phone_not_offered');
    await touch('9');
    await call('POST', `${shown}/phone-reader`, { in: true });

    bridge.kill('SIGKILL');
    await bridge.ended();
    const again = await startBridge();
    await checkIn();
    expect(readdirSync(join(receipt, 'face'))).toHaveLength(2);

    for (const program of [again, reader, backEnd]) {
      program.kill('SIGTERM');
      expect((await program.ended()).code).toBe(0);
    }
  });
});

describe('fcr reader --phone-reader', () => {
  const reader = (...words: string[]) =>
    run(['reader', '--serial', 'FCR-000007', '--data', join(freshFolder(), 'reader'), ...words]);

  it('is refused of a profile that reads phones itself (EMU-744)', async () => {
    const { code, stderr } = await reader('--url', 'tcp:127.0.0.1:0', '--phone-reader', 'tcp:127.0.0.1:0');
    expect([code, stderr]).toEqual([2, expect.stringContaining('EMU-744')]);
  });

  it('is refused where the reader shows no certificate (EMU-745)', async () => {
    const { code, stderr } = await reader(
      ...['--url', 'tcp:127.0.0.1:0?channel=none', '--profile', 'current'],
      ...['--phone-reader', 'tcp:127.0.0.1:0'],
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('EMU-745')]);
  });

  it.each([
    ['serial:/tmp/phone'],
    ['tcp:127.0.0.1:99999'],
    ['tcp:127.0.0.1:0?channel=none'],
    [''],
    ['tcp:127.0.0.1:0', 'tcp:127.0.0.1:7101'],
    ['tcp:127.0.0.1:0', 'tcp:127.0.0.1:0'],
  ])('takes no %j %s: one place, where one can listen (EMU-633)', async (...places) => {
    const { code, stderr } = await reader(
      ...['--url', 'tcp:127.0.0.1:0', '--profile', 'current'],
      ...places.flatMap((place) => ['--phone-reader', place]),
    );
    expect([code, stderr]).toEqual([2, expect.stringMatching(/EMU-633.*It takes tcp:HOST:PORT once/)]);
  });
});

describe('fcr bridge --phone-reader', () => {
  it('says once that a reader which reads phones itself has no use for one (EMU-747), and which cannot be reached', async () => {
    const folder = freshFolder();
    const pki = join(folder, 'pki');
    await run(['pki', '--out', pki]);
    const inFolder = (name: string) => ['--pki', pki, '--data', join(folder, name)];
    const reader = start([
      ...['reader', '--url', 'tcp:127.0.0.1:0', '--serial', 'FCR-000007', ...inFolder('reader')],
    ]);
    const [, readerUrl = ''] = await urlsOf(reader);
    const bridge = start([
      // Nobody listens at port 1.
      ...['bridge', '--reader', readerUrl, '--phone-reader', 'FCR-000007=tcp:127.0.0.1:1'],
      ...['--back-end', 'https://127.0.0.1:1', '--control', '0', '--log-level', 'warn'],
      ...['--receipt', join(folder, 'receipt'), ...inFolder('bridge')],
    ]);
    const lines = (event: string) =>
      bridge
        .stderr()
        .split('\n')
        .filter((line) => line.includes(`"event":"${event}"`))
        .map((line) => JSON.parse(line));
    await until(
      async () => lines('phoneReaderBackOff'),
      (told) => told.length > 0,
    );
    expect(lines('phoneReaderBackOff')).toEqual([expect.objectContaining({ beside: 'FCR-000007' })]);
    expect(lines('backOff')).toEqual([]);
    expect(lines('phoneReaderUnused')).toEqual([
      expect.objectContaining({ beside: 'FCR-000007', code: 'EMU-747' }),
    ]);
  });

  it.each([
    ['tcp:127.0.0.1:7101'],
    ['FCR-000001=serial:/dev/ttyACM0'],
    ['FCR-000001=tcp:127.0.0.1'],
    ['FCR-000001=tcp:127.0.0.1:1?channel=none'],
    ['FCR-000001=tcp:127.0.0.1:1', 'FCR-000001=tcp:127.0.0.1:2'],
    ['FCR-000001=tcp:127.0.0.1:1', 'FCR-000002=tcp:127.0.0.1:1'],
  ])('takes no %j %s (EMU-633)', async (...places) => {
    const { code, stderr } = await run([
      ...['bridge', '--reader', 'auto', '--back-end', 'https://127.0.0.1:1', '--control', '0'],
      ...['--receipt', join(freshFolder(), 'receipt')],
      ...places.flatMap((place) => ['--phone-reader', place]),
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('EMU-633')]);
  });
});

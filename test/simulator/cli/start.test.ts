import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { automation, cleanUp, freshFolder, run, start } from './spawned.ts';

afterEach(cleanUp);

const readyForm = /^ready http:\/\/127\.0\.0\.1:\d+\/$/;
const pageOf = (ready: string) => ready.split(' ')[1] ?? '';

describe.each(['serial', 'tcp', 'memory'])('fcr start --link %s', (link) => {
  it('takes a visit through the automation API to accepted, with one consent row and one face file', async () => {
    const data = freshFolder();
    const desk = start(['start', '--link', link, '--data', data]);
    const ready = await desk.line(/^ready /);
    expect(ready).toMatch(readyForm);
    expect(desk.stdout().split('\n')[0]).toBe(ready);
    const call = automation(pageOf(ready));
    const reader = '/readers/FCR-000001';
    expect((await call('GET', reader)).screen?.id).toBe('idle');
    await call('POST', `${reader}/card`, { of: 'insured' });
    await call('POST', `${reader}/camera`, { sees: 'match' });
    for (const keys of ['1', '1']) await call('POST', `${reader}/keys`, { keys });
    const accepted = await call('POST', `${reader}/keys`, { keys: '#' });
    expect([accepted.screen?.id, accepted.visit?.outcome]).toEqual(['accepted_clinic', 'accepted']);
    expect(await call('GET', '/back-end/consents')).toMatchObject([
      { visit: accepted.visit?.id, surgery: true, treatment: true, checkup: true, method: 'face' },
    ]);
    expect(readdirSync(join(data, 'receipt', 'face'))).toHaveLength(1);
    desk.kill('SIGTERM');
    expect(await desk.ended()).toMatchObject({ code: 0, stderr: '' });
  });
});

/** Who holds a part of the folder. */
const holders = (data: string): string[] =>
  readdirSync(join(data, 'locks')).filter((name) => name.endsWith('.pid'));

describe('fcr start', () => {
  it('writes where everything is to desk.json before it says ready, and takes it away at the end', async () => {
    const data = freshFolder();
    const desk = start(['start', '--link', 'serial', '--readers', '2', '--data', data]);
    const ready = await desk.line(/^ready /);
    const file = join(data, 'desk.json');
    const written = JSON.parse(readFileSync(file, 'utf8'));
    expect(written).toMatchObject({
      pid: desk.child.pid,
      page: pageOf(ready),
      automation: `${pageOf(ready)}api`,
      controlToken: join(data, 'control-token'),
      receipt: join(data, 'receipt'),
      link: 'serial',
      readers: [1, 2].map((n) => ({
        id: `FCR-00000${n}`,
        url: `serial:${join(data, 'ports', `FCR-00000${n}`)}`,
        path: join(data, 'ports', `FCR-00000${n}`),
      })),
    });
    expect(written.backEnd).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/$/);
    expect(written.revocation).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect((await fetch(`${written.revocation}crl/next.crl`)).status).toBe(200);
    expect(statSync(written.controlToken).mode & 0o077).toBe(0);
    const token = readFileSync(written.controlToken, 'utf8');
    const readers = await fetch(`${written.control}readers`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const listed: unknown = await readers.json();
    expect(listed).toHaveLength(2);
    for (const { id } of written.readers) {
      expect(listed).toContainEqual(expect.objectContaining({ id, link: 'connected' }));
    }
    desk.kill('SIGINT');
    expect((await desk.ended()).code).toBe(0);
    expect([existsSync(file), holders(data), readdirSync(join(data, 'ports'))]).toEqual([false, [], []]);
  });

  it('refuses a data folder that another desk uses, and takes over one whose desk is gone', async () => {
    const data = freshFolder();
    const desk = start(['start', '--link', 'memory', '--data', data]);
    await desk.line(/^ready /);
    const second = await run(['start', '--link', 'memory', '--data', data]);
    expect([second.code, second.stdout]).toEqual([2, '']);
    expect(second.stderr).toMatch(new RegExp(`^fcr: EMU-638 .*${data}.*process ${desk.child.pid}.*\n$`));
    desk.kill('SIGKILL');
    await desk.ended();
    const third = start(['start', '--link', 'memory', '--data', data]);
    await third.line(/^ready /);
    third.kill('SIGTERM');
    expect((await third.ended()).code).toBe(0);
  });

  it('goes on counting visits where it was started again on the same data', async () => {
    const data = freshFolder();
    for (const boot of [1, 2]) {
      const desk = start(['start', '--link', 'memory', '--data', data]);
      const call = automation(pageOf(await desk.line(/^ready /)));
      const placed = await call('POST', '/readers/FCR-000001/card', { of: 'insured' });
      expect(placed.visit?.id).toBe(`FCR-000001.${boot}.1`);
      desk.kill('SIGTERM');
      await desk.ended();
    }
  });

  it('says in one line that a port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    try {
      for (const [option, code, link] of [
        ['--page', 'EMU-642', 'memory'],
        ['--control', 'EMU-546', 'memory'],
        ['--back-end', 'EMU-426', 'tcp'],
      ]) {
        const words = ['start', '--link', link ?? '', '--data', freshFolder(), option ?? '', port];
        const ended = await run(words);
        expect([ended.code, ended.stdout]).toEqual([2, '']);
        expect(ended.stderr).toMatch(new RegExp(`^fcr: ${code} .*${port}.*\n$`));
      }
    } finally {
      taken.close();
    }
  });

  it('prints one JSON document and nothing else where asked', async () => {
    const desk = start(['start', '--json', '--link', 'memory', '--data', freshFolder()]);
    await desk.line(/^}$/);
    const { page } = JSON.parse(desk.stdout());
    await automation(page)('POST', '/readers/FCR-000001/card', { of: 'insured' });
    desk.kill('SIGTERM');
    const { stdout } = await desk.ended();
    expect(JSON.parse(stdout)).toMatchObject({ page, link: 'memory', backEnd: null });
  });

  it('writes a line for each new state after its ready line, and no name', async () => {
    const desk = start(['start', '--link', 'memory', '--data', freshFolder()]);
    const call = automation(pageOf(await desk.line(/^ready /)));
    await call('POST', '/readers/FCR-000001/card', { of: 'insured' });
    await call('POST', '/readers/FCR-000001/camera', { sees: 'match' });
    await call('POST', '/readers/FCR-000001/keys', { keys: '11#' });
    expect(await desk.line(/accepted_clinic/)).toMatch(/^FCR-000001 screen accepted_clinic 受付完了 \| 9 /);
    desk.kill('SIGTERM');
    expect((await desk.ended()).stdout).not.toContain('見本');
  });

  it('takes typed lines with --plain', async () => {
    const desk = start(['start', '--plain', '--link', 'memory', '--data', freshFolder()], { stdin: 'pipe' });
    await desk.line(/^ready /);
    desk.child.stdin?.write('card insured\ncamera match\n1\n1\n#\n');
    await desk.line(/screen accepted_clinic/);
    desk.child.stdin?.write('quit\n');
    expect((await desk.ended()).code).toBe(0);
  });

  it('logs nothing on stdout, whatever the level', async () => {
    const desk = start([
      'start',
      '--json',
      '--log-level',
      'debug',
      '--link',
      'memory',
      '--data',
      freshFolder(),
    ]);
    await desk.line(/^}$/);
    desk.kill('SIGTERM');
    const { stdout, stderr } = await desk.ended();
    expect(() => JSON.parse(stdout)).not.toThrow();
    const lines = stderr.trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'started' });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'stopped' });
  });

  it.each([
    ['a facility file that is not there', ['--facility', '/nowhere/facility.yaml'], 'EMU-636'],
    ['a people file that is not there', ['--people', '/nowhere/people.yaml'], 'EMU-620'],
    ['a data folder that cannot be made', ['--data', '/dev/null/fcr'], 'EMU-639'],
  ])('refuses %s', async (_what, words, code) => {
    const ended = await run(['start', '--link', 'memory', '--data', freshFolder(), ...words]);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(new RegExp(`^fcr: ${code} .*\n$`));
  });

  // Where there is no /proc, no folder is known that is there and takes no other; Node's own `mkdir -p` loops on such.
  it.skipIf(!existsSync('/proc/self')).each([
    ['its data', ['start', '--link', 'memory', '--data', '/proc/fcr'], 'EMU-639'],
    ['its certificates', ['pki', '--out', '/proc/fcr'], 'EMU-463'],
    ['its reports', ['run', 'simulator/scenarios/pharmacy.yaml', '--out', '/proc/fcr'], 'EMU-618'],
    ['the cards', ['person', 'unlock', 'insured', '--data', '/proc/fcr'], 'EMU-639'],
  ])('refuses at once a folder for %s that the system lets nobody make', async (_what, words, code) => {
    const ended = await run(words);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(new RegExp(`^fcr: ${code} .*/proc/fcr.*\n$`));
  });

  it('ends where it cannot offer a reader, and leaves nothing running', async () => {
    const data = freshFolder();
    writeFileSync(join(data, 'ports'), 'a file where the folder of ports should be');
    const ended = await run(['start', '--link', 'serial', '--data', data]);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(/^fcr: EMU-643 .*\n$/);
    expect(holders(data)).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cleanReceiptFolder } from '../../../../host-bridge/receipt/clean.ts';
import { openReceiptFolder } from '../../../../host-bridge/receipt/disk-folder.ts';
import type { Exchange, PendingRequest } from '../../../../host-bridge/receipt/requests/exchange.ts';
import { orThrow, type Result } from '../../../../protocol/result.ts';
import { replaceFileCalls } from '../file-calls.ts';

/** Calls of the file system that fail, by name; called with the path. */
const failing = new Map<string, (path: string) => boolean>();
const fails = (call: string, path: unknown): void => {
  if (failing.get(call)?.(String(path)) === true) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
};
let putBack: () => void;
beforeAll(() => {
  putBack = replaceFileCalls((real) => ({
    renameSync: (from, to) => {
      fails('rename', to);
      real.renameSync(from, to);
    },
    unlinkSync: (path) => {
      fails('unlink', path);
      real.unlinkSync(path);
    },
    writeFileSync: (path, ...rest) => {
      fails('write', path);
      real.writeFileSync(path, ...rest);
    },
    openSync: (path, ...rest) => {
      fails('open', path);
      return real.openSync(path, ...rest);
    },
  }));
});
afterAll(() => putBack());

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fcr-exchange-'));
  failing.clear();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const request = 'OQSsiquc01req_1.xml';
const answer = 'OQSsiquc01res_1.xml';
const bytes = Buffer.from('<XmlMsg>the answer</XmlMsg>');
const at = (...names: string[]) => join(root, ...names);
const open = (writeInPlace = false): Exchange =>
  orThrow(openReceiptFolder({ root, writeInPlace, isTest: false })).exchange;
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.problem.code);
const only = (exchange: Exchange): PendingRequest => exchange.pending()[0] ?? expect.unreachable();

/** A request in `req`, with its modification time in seconds. */
function drop(name: string, seconds = 1_000_000, text = 'asked'): void {
  writeFileSync(at('req', name), text);
  utimesSync(at('req', name), seconds, seconds);
}

describe('Requests on a disk', () => {
  it('come by modification time, then by name; what is named otherwise is not among them', () => {
    const exchange = open();
    drop('OQSsiquc01req_3.xml', 10);
    drop('OQSsiquc01req_2.xml', 10);
    drop('OQSsiimm01req_9.xml', 9.001);
    drop('OQSsiquc01req_1.xml', 11);
    drop('OQSsiquc01req_0.xml.tmp', 1);
    drop('growing', 1);
    expect(exchange.pending().map(({ name }) => name)).toEqual([
      'OQSsiimm01req_9.xml',
      'OQSsiquc01req_2.xml',
      'OQSsiquc01req_3.xml',
      'OQSsiquc01req_1.xml',
    ]);
  });

  it('have another version when they have changed', () => {
    const exchange = open();
    drop(request, 10, 'a');
    const before = only(exchange).version;
    drop(request, 10, 'ab');
    const longer = only(exchange).version;
    drop(request, 11, 'ab');
    expect(new Set([before, longer, only(exchange).version]).size).toBe(3);
  });

  it('are read; one that is gone is nothing', () => {
    const exchange = open();
    drop(request);
    expect(exchange.read(request)).toMatchObject({ ok: true, value: { bytes: Buffer.from('asked') } });
    expect(exchange.read('OQSsiquc01req_2.xml')).toEqual({ ok: true, value: null });
  });

  it('that are links, folders or pipes are not read, and go to set-aside as they are', () => {
    const exchange = open();
    writeFileSync(at('secret'), 'secret');
    symlinkSync(at('secret'), at('req', 'OQSsiquc01req_1.xml'));
    mkdirSync(at('req', 'OQSsiquc01req_2.xml'));
    execFileSync('mkfifo', [at('req', 'OQSsiquc01req_3.xml')]);
    symlinkSync(at('nowhere'), at('req', 'OQSsiquc01req_4.xml'));
    const pending = exchange.pending();
    expect(pending).toHaveLength(4);
    for (const one of pending) {
      expect([one.name, codeOf(exchange.read(one.name))]).toEqual([one.name, 'EMU-575']);
      expect(exchange.takeAway(one)).toBe(true);
    }
    expect(exchange.pending()).toEqual([]);
    expect(readdirSync(at('set-aside'))).toHaveLength(4);
    expect(lstatSync(at('set-aside', 'OQSsiquc01req_1.xml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('secret'), 'utf8')).toBe('secret');
  });

  it('that are too large are not read', () => {
    const exchange = open();
    drop(request);
    truncateSync(at('req', request), 4 * 1024 * 1024 + 1);
    expect(exchange.read(request)).toMatchObject({
      problem: { code: 'EMU-527', detail: { bytes: 4 * 1024 * 1024 + 1 } },
    });
  });

  it('that another program holds cannot be read now', () => {
    const exchange = open();
    drop(request);
    failing.set('open', () => true);
    expect(exchange.read(request)).toEqual({
      ok: false,
      problem: { code: 'EMU-576', detail: { reason: 'EBUSY' } },
    });
  });

  it('are set aside beside what lies there under that name', () => {
    const exchange = open();
    for (let i = 0; i < 3; i += 1) {
      drop('OQSsiquc01req_1.zip');
      expect(exchange.setAside(only(exchange))).toBe(true);
    }
    expect(readdirSync(at('set-aside')).sort()).toEqual([
      'OQSsiquc01req_1.zip',
      'OQSsiquc01req_1.zip.2',
      'OQSsiquc01req_1.zip.3',
    ]);
  });

  it('that cannot be set aside stay', () => {
    const exchange = open();
    drop('OQSsiquc01req_1.zip');
    failing.set('rename', (to) => to.includes('set-aside'));
    expect(exchange.setAside(only(exchange))).toBe(false);
    failing.clear();
    rmSync(at('req'), { recursive: true });
    expect(exchange.setAside({ name: 'OQSsiquc01req_1.zip', version: '' })).toBe(true);
  });
});

describe.each([false, true])('Answers on a disk (written in place: %s)', (inPlace) => {
  it('are seen when the request is gone, and nothing else is left of them', () => {
    const exchange = open(inPlace);
    drop(request);
    expect(exchange.answer(only(exchange), answer, bytes)).toEqual({
      ok: true,
      value: { taken: true, shown: true },
    });
    expect(exchange.pending()).toEqual([]);
    expect(readFileSync(at('res', answer))).toEqual(bytes);
    expect(readdirSync(at('.fcr-answered'))).toEqual([]);
    expect(readdirSync(at('.fcr-writing'))).toEqual([]);
    expect(exchange.answers()).toMatchObject([{ name: answer }]);
    expect(exchange.readAnswer(answer)).toEqual(bytes);
  });

  it('replace an older answer of ours that nobody has fetched', () => {
    const exchange = open(inPlace);
    drop(request);
    exchange.answer(only(exchange), answer, Buffer.from('older, and longer than the newer one'));
    drop(request);
    exchange.answer(only(exchange), answer, bytes);
    expect(readFileSync(at('res', answer))).toEqual(bytes);
    expect(exchange.readAnswer(answer)).toEqual(bytes);
  });

  it('never replace what is not ours, link or file, and never write through a link', () => {
    const exchange = open(inPlace);
    drop(request);
    writeFileSync(at('res', answer), 'theirs');
    expect(codeOf(exchange.answer(only(exchange), answer, bytes))).toBe('EMU-577');
    expect(readFileSync(at('res', answer), 'utf8')).toBe('theirs');
    rmSync(at('res', answer));
    symlinkSync(at('elsewhere'), at('res', answer));
    expect(codeOf(exchange.answer(only(exchange), answer, bytes))).toBe('EMU-577');
    expect(existsSync(at('elsewhere'))).toBe(false);
    expect(exchange.pending()).toHaveLength(1);
    expect(exchange.readAnswer(answer)).toBeNull();
  });

  it('leave a request that has changed since it was read: it is another', () => {
    const exchange = open(inPlace);
    drop(request, 10, 'first');
    const first = only(exchange);
    drop(request, 11, 'second');
    exchange.answer(first, answer, bytes);
    expect(exchange.pending()).toHaveLength(1);
    expect(readFileSync(at('req', request), 'utf8')).toBe('second');
  });

  it('are told whether the request could be taken away', () => {
    const exchange = open(inPlace);
    drop(request);
    failing.set('unlink', (path) => path.includes('/req/'));
    expect(exchange.answer(only(exchange), answer, bytes)).toEqual({
      ok: true,
      value: { taken: false, shown: true },
    });
    failing.clear();
    expect(exchange.takeAway(only(exchange))).toBe(true);
    expect(exchange.pending()).toEqual([]);
  });

  it('that the disk does not take change nothing', () => {
    const exchange = open(inPlace);
    drop(request);
    failing.set('write', (path) => path.includes('.fcr-writing'));
    expect(exchange.answer(only(exchange), answer, bytes)).toEqual({
      ok: false,
      problem: { code: 'EMU-578', detail: { reason: 'EBUSY' } },
    });
    expect(exchange.pending()).toHaveLength(1);
    expect(exchange.answers()).toEqual([]);
  });

  it('that cannot be seen yet are kept, and shown with the same bytes when they can be', () => {
    const exchange = open(inPlace);
    drop(request);
    failing.set(inPlace ? 'write' : 'rename', (path) => path.includes('/res/'));
    expect(exchange.answer(only(exchange), answer, bytes)).toMatchObject({ value: { shown: false } });
    expect(exchange.showKept()).toBe(false);
    failing.clear();
    expect(exchange.showKept()).toBe(true);
    expect(exchange.readAnswer(answer)).toEqual(bytes);
  });

  it('find their folders again when somebody has tidied up', () => {
    const exchange = open(inPlace);
    drop(request);
    const pending = only(exchange);
    rmSync(root, { recursive: true });
    expect(exchange.answer(pending, answer, bytes)).toMatchObject({ value: { shown: true } });
    expect(readFileSync(at('res', answer))).toEqual(bytes);
    rmSync(at('res'), { recursive: true });
    expect(exchange.answers()).toEqual([]);
  });

  it('are removed by their name and bytes only, and forgotten when they are fetched', () => {
    const exchange = open(inPlace);
    drop(request);
    exchange.answer(only(exchange), answer, bytes);
    writeFileSync(at('res', answer), 'theirs by now');
    expect(exchange.removeAnswer(answer)).toBe(false);
    writeFileSync(at('res', answer), bytes);
    expect(exchange.removeAnswer(answer)).toBe(true);
    expect(exchange.removeAnswer(answer)).toBe(false);
    drop(request);
    exchange.answer(only(exchange), answer, bytes);
    rmSync(at('res', answer));
    expect(exchange.answers()).toEqual([]);
    expect(readdirSync(at('.fcr-written'))).toEqual([]);
  });
});

describe('A bridge that was killed while it answered', () => {
  /** What `answer` leaves when it is cut off before the call that fails from there on. */
  const cut = (call: string, where: (path: string) => boolean, inPlace = false): void => {
    const exchange = open(inPlace);
    drop(request);
    failing.set(call, where);
    // From the first failure on nothing more is done to the disk: that is what a kill leaves.
    if (call === 'unlink') failing.set(inPlace ? 'write' : 'rename', (path) => path.includes('/res/'));
    exchange.answer(only(exchange), answer, bytes);
    failing.clear();
  };

  it.each([
    ['before the answer is kept', 'rename', (path: string) => path.includes('.fcr-answered'), true],
    ['before the request is taken away', 'unlink', (path: string) => path.includes('/req/'), false],
    ['before the answer is seen', 'rename', (path: string) => path.includes('/res/'), false],
  ])('%s: the request lies there still, or its one answer does', (_when, call, where, lies) => {
    cut(call, where);
    expect(existsSync(at('res', answer))).toBe(false);
    const exchange = open();
    exchange.recover();
    expect(exchange.pending()).toHaveLength(lies ? 1 : 0);
    expect(exchange.readAnswer(answer)).toEqual(lies ? null : bytes);
  });

  it('while it wrote in place: the file is finished', () => {
    open(true);
    writeFileSync(at('.fcr-answered', answer), bytes);
    writeFileSync(at('.fcr-written', answer), 'entered before the first byte');
    writeFileSync(at('res', answer), bytes.subarray(0, 7));
    const exchange = open(true);
    exchange.recover();
    expect(exchange.readAnswer(answer)).toEqual(bytes);
    expect(readdirSync(at('.fcr-answered'))).toEqual([]);
  });

  it('leaves kept what has a name in res that is somebody else’s by now', () => {
    open();
    writeFileSync(at('.fcr-answered', answer), bytes);
    writeFileSync(at('res', answer), 'theirs');
    const exchange = open();
    exchange.recover();
    expect(readFileSync(at('res', answer), 'utf8')).toBe('theirs');
    expect(readdirSync(at('.fcr-answered'))).toEqual([answer]);
  });
});

describe('fcr receipt clean', () => {
  it('removes answers and examples of ours and nothing of anybody else’s', () => {
    const exchange = open();
    drop(request);
    exchange.answer(only(exchange), answer, bytes);
    drop('OQSsiquc01req_TEST00000000000001.xml');
    drop('OQSsiquc01req_7.xml');
    writeFileSync(at('res', 'OQSsiquc01res_2.xml'), bytes);
    linkSync(at('res', 'OQSsiquc01res_2.xml'), at('res', 'OQSsiquc01res_3.xml'));
    expect(orThrow(cleanReceiptFolder(root))).toEqual({
      removed: ['req/OQSsiquc01req_TEST00000000000001.xml', `res/${answer}`],
      held: [],
      left: ['req/OQSsiquc01req_7.xml', 'res/OQSsiquc01res_2.xml', 'res/OQSsiquc01res_3.xml'],
    });
    expect(readdirSync(root).sort()).toEqual(['.fcr-test-receipt', 'face', 'req', 'res']);
    expect(readdirSync(at('req'))).toEqual(['OQSsiquc01req_7.xml']);
    expect(readdirSync(at('res'))).toEqual(['OQSsiquc01res_2.xml', 'OQSsiquc01res_3.xml']);
  });

  it('beside a bridge leaves a folder that the bridge marks again and opens at its next start', () => {
    const exchange = open();
    orThrow(cleanReceiptFolder(root));
    drop(request);
    expect(exchange.pending()).toHaveLength(1);
    expect(existsSync(at('.fcr-test-receipt'))).toBe(true);
    expect(only(open()).name).toBe(request);
  });

  it('beside a bridge that cannot mark the folder again hides no request', () => {
    const exchange = open();
    orThrow(cleanReceiptFolder(root));
    drop(request);
    failing.set('write', (path) => path.endsWith('.fcr-test-receipt'));
    expect(exchange.pending()).toHaveLength(1);
  });
});

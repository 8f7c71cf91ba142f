import { describe, expect, it } from 'vitest';
import { createLog, type LogLevel, type LogLine, type LogOptions } from '../../host-bridge/log.ts';
import { errorCatalogue } from '../../protocol/errors.ts';
import type { ReaderId, VisitId } from '../../protocol/ids.ts';

const reader = 'FCR-000001' as ReaderId;
const visit = 'FCR-000001.3.17' as VisitId;

const loggedWith = (options: Pick<LogOptions, 'level' | 'language'>, ...entries: LogLine[]) => {
  const lines: string[] = [];
  const log = createLog({
    ...options,
    destination: { write: (line) => void lines.push(line) },
    clock: { now: () => 42 },
  });
  for (const entry of entries) log.write(entry);
  return lines;
};
const logged = (level: LogLevel, ...entries: LogLine[]) => loggedWith({ level }, ...entries);

describe('The log', () => {
  it('writes a line of JSON with the time of the clock and nothing of the machine', () => {
    expect(logged('info', { event: 'useSettled', visit, state: 'committed' })).toEqual([
      '{"level":"info","time":42,"event":"useSettled","visit":"FCR-000001.3.17","state":"committed"}\n',
    ]);
  });

  it('names the port that cannot be opened, why, and what to do', () => {
    const problem = { code: 'EMU-502', detail: { url: 'tcp:127.0.0.1:1', reason: 'ECONNREFUSED' } } as const;
    expect(logged('warn', { event: 'portNotOpened', problem }).map((line) => JSON.parse(line))).toEqual([
      {
        level: 'warn',
        time: 42,
        event: 'portNotOpened',
        problem,
        remedy: errorCatalogue['EMU-502'].remedy.en,
      },
    ]);
  });

  it('tells of its own life with numbers and fixed words', () => {
    const lines = logged(
      'info',
      { event: 'started', version: '0.1.0' },
      { event: 'listening', of: 'control', port: 7000 },
      { event: 'backOff', reader: null, attempt: 2, wait: 500 },
      { event: 'stopped' },
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 'info', time: 42, event: 'started', version: '0.1.0' },
      { level: 'info', time: 42, event: 'listening', of: 'control', port: 7000 },
      { level: 'warn', time: 42, event: 'backOff', reader: null, attempt: 2, wait: 500 },
      { level: 'info', time: 42, event: 'stopped' },
    ]);
  });

  it('says what to do where a reader and the bridge do not take each other', () => {
    const code = 'EMU-110';
    const lines = logged(
      'warn',
      { event: 'readerTurnedAway', reader, code },
      { event: 'linkRefused', reader: null, code },
      { event: 'channelBroken', reader, code: 'EMU-120' },
      { event: 'channelOff', reader },
    );
    expect(lines.map((line) => JSON.parse(line).remedy)).toEqual([
      errorCatalogue[code].remedy.en,
      errorCatalogue[code].remedy.en,
      errorCatalogue['EMU-120'].remedy.en,
      undefined,
    ]);
  });

  it('says what to do in Japanese where it is told to, and nothing else otherwise', () => {
    const entries: readonly LogLine[] = [
      { event: 'readerTurnedAway', reader, code: 'EMU-110' },
      { event: 'portNotOpened', problem: { code: 'EMU-501', detail: { scheme: 'ftp' } } },
      { event: 'readerLost', reader },
    ];
    const told = (language: 'en' | 'ja') =>
      loggedWith({ level: 'warn', language }, ...entries).map((line) => JSON.parse(line));
    const remedies = [errorCatalogue['EMU-110'].remedy.ja, errorCatalogue['EMU-501'].remedy.ja];
    expect(told('ja')).toEqual(
      told('en').map((line, at) => ('remedy' in line ? { ...line, remedy: remedies[at] } : line)),
    );
  });

  it('names the reader beside which a phone reader cannot be reached, or is of no use, and what to do', () => {
    const lines = logged(
      'warn',
      { event: 'phoneReaderBackOff', beside: reader, attempt: 7, wait: 5000 },
      { event: 'phoneReaderUnused', beside: reader, code: 'EMU-746' },
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 'warn', time: 42, event: 'phoneReaderBackOff', beside: reader, attempt: 7, wait: 5000 },
      {
        level: 'warn',
        time: 42,
        event: 'phoneReaderUnused',
        beside: reader,
        code: 'EMU-746',
        remedy: errorCatalogue['EMU-746'].remedy.en,
      },
    ]);
  });

  it('leaves out a field that could hold any text, and one that nobody catalogued', () => {
    const smuggled = { event: 'readerLost', reader, name: '見本太郎' } as const;
    const lines = logged(
      'debug',
      { event: 'staffCalledAt', reader, why: '見本太郎' },
      { event: 'faceFile', visit, validity: '見本太郎', written: true },
      smuggled,
    );
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain('見本');
  });

  it('tells of what failed at warn, and of the same when it went well at info', () => {
    const lines = logged(
      'warn',
      { event: 'answered', operation: 'use', visit, result: 'EMU-420' },
      { event: 'answered', operation: 'use', visit, result: 'ok' },
      { event: 'faceFile', visit, validity: '1', written: false },
      { event: 'faceFile', visit, validity: '1', written: true },
    );
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['answered', 'faceFile']);
  });

  it('tells at warn of damaged frames while it is not known whose they are, and else of their sum', () => {
    const lines = logged(
      'info',
      { event: 'frameDamaged', reader: null, code: 'EMU-101' },
      { event: 'frameDamaged', reader, code: 'EMU-101' },
      { event: 'lineDisturbed', reader, visit, resent: 12, damaged: 9 },
      { event: 'lineDisturbed', reader, visit, resent: 1, damaged: 0 },
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 'warn', time: 42, event: 'frameDamaged', reader: null, code: 'EMU-101' },
      { level: 'warn', time: 42, event: 'lineDisturbed', reader, visit, resent: 12, damaged: 9 },
      { level: 'info', time: 42, event: 'lineDisturbed', reader, visit, resent: 1, damaged: 0 },
    ]);
  });

  it('tells of maintenance by its change and its times, and at warn that what is known of it is old', () => {
    const [from, until] = [1_000, 2_000];
    const lines = logged(
      'info',
      { event: 'maintenance', change: 'announced', from, until },
      { event: 'maintenanceNews', old: true },
      { event: 'maintenanceNews', old: false },
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 'info', time: 42, event: 'maintenance', change: 'announced', from, until },
      { level: 'warn', time: 42, event: 'maintenanceNews', old: true },
      { level: 'info', time: 42, event: 'maintenanceNews', old: false },
    ]);
  });

  it('tells only who looks closely what an earlier bridge has told, and at warn what cannot be kept', () => {
    const lines = logged(
      'info',
      { event: 'maintenanceTakenUp', from: 1_000, until: 2_000, old: false },
      { event: 'maintenanceNotKept', code: 'EMU-513' },
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'warn',
        time: 42,
        event: 'maintenanceNotKept',
        code: 'EMU-513',
        remedy: expect.stringContaining('--data'),
      },
    ]);
  });

  it('tells of a file that could not be written with code, reason and remedy, and of one that was with none', () => {
    const lines = logged(
      'info',
      { event: 'faceFile', visit, validity: '1', written: false, code: 'EMU-523', reason: 'ENOSPC' },
      { event: 'faceFile', visit, validity: '1', written: true },
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'warn',
        time: 42,
        event: 'faceFile',
        visit,
        written: false,
        code: 'EMU-523',
        reason: 'ENOSPC',
        remedy: expect.stringContaining('receipt folder'),
      },
      { level: 'info', time: 42, event: 'faceFile', visit, written: true },
    ]);
  });

  it('tells of what a full disk has no room for with its code and remedy', () => {
    const [line] = logged('info', { event: 'visitNotKept', visit, code: 'EMU-504' });
    expect(JSON.parse(line ?? '')).toEqual({
      level: 'warn',
      time: 42,
      event: 'visitNotKept',
      visit,
      code: 'EMU-504',
      remedy: expect.stringContaining('space'),
    });
  });

  it('takes no free sentence', () => {
    // @ts-expect-error a line is catalogued or it is none
    const line: LogLine = { event: 'note', text: 'anything' };
    expect(() => logged('info', line)).toThrow(TypeError);
  });

  it.each<[LogLevel, number]>([
    ['debug', 3],
    ['info', 2],
    ['warn', 1],
    ['silent', 0],
  ])('at level %s keeps %i of three lines', (level, count) => {
    expect(
      logged(level, { event: 'useKept', visit }, { event: 'stopped' }, { event: 'readerLost', reader }),
    ).toHaveLength(count);
  });
});

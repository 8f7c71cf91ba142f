import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { EmulatorError, explain, sentences } from '../../protocol/errors.ts';
import { isReaderId, isVisitId, type ReaderId, readerOf, visitId } from '../../protocol/ids.ts';
import { Digits, Personal } from '../../protocol/personal.ts';

describe('what is personal or secret', () => {
  test.each([new Personal('見本 太郎'), new Digits('1234')])('is not in any print of it', (wrapped) => {
    const prints = [
      String(wrapped),
      `${wrapped}`,
      JSON.stringify({ wrapped }),
      inspect(wrapped),
      inspect({ wrapped }),
    ];
    for (const print of prints) expect(print).not.toMatch(/見本|1234/);
    expect(wrapped.reveal()).toMatch(/見本|1234/);
  });
});

describe('the key of a visit', () => {
  test('is made of serial number, boot and visit, and tells its reader', () => {
    const key = visitId('FCR-000001' as ReaderId, 3, 17);
    expect(key).toBe('FCR-000001.3.17');
    expect(isVisitId(key)).toBe(true);
    expect(readerOf(key)).toBe('FCR-000001');
    expect(isReaderId(readerOf(key))).toBe(true);
  });

  test.each(['', 'FCR-1', 'fcr-000001', 'FCR-000001.3', 'FCR-000001.3.17.1', 'FCR-000001.3.17\n'])(
    'is not %j',
    (text) => {
      expect(isVisitId(text)).toBe(false);
    },
  );
});

describe('a problem', () => {
  const problem = { code: 'EMU-207', detail: { reader: 'FCR-000001' } } as const;

  test('is explained in one line with its particulars, in either language', () => {
    expect(explain(problem)).toMatch(/^EMU-207 A reader with serial number FCR-000001 .*\.$/);
    expect(explain(problem, 'ja')).toMatch(/^EMU-207 製造番号 FCR-000001 の/);
    expect(sentences(problem).remedy).toContain('serial number of its own');
  });

  test('is what an error that is thrown carries', () => {
    const error = new EmulatorError(problem);
    expect(error.problem).toBe(problem);
    expect(error.message).toBe(explain(problem));
  });
});

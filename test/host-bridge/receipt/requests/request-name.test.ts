import { describe, expect, it } from 'vitest';
import {
  exampleName,
  isAnswerName,
  isExampleName,
  namedRequest,
  requestOf,
} from '../../../../host-bridge/receipt/requests/request-name.ts';

describe('The name of a request', () => {
  it.each([
    ['OQSsiquc01req_202611020001.xml', 'OQSsiquc01', 'OQSsiquc01res_202611020001.xml'],
    ['YZKsiquc01req_A-1_b.2.xml', 'YZKsiquc01', 'YZKsiquc01res_A-1_b.2.xml'],
    ['OQSsihvqreq_1.xml', 'OQSsihvq', 'OQSsihvqres_1.xml'],
    ['OQSsiquc01req_req_1.xml', 'OQSsiquc01', 'OQSsiquc01res_req_1.xml'],
  ])('%s says of what kind it is, and how its answer is called', (name, prefix, answer) => {
    expect(namedRequest(name)).toEqual({ is: 'request', prefix, answer });
  });

  it.each([
    'OQSsiquc01req_1.zip',
    'OQSsiquc01req_1.XML',
    'OQSsiquc01req_.xml',
    'OQSsiquc01req.xml',
    'OQSsiquc01req_..\\..\\evil.xml',
    'OQSsiquc01req_../../evil.xml',
    'OQSsiquc01req_a\nb.xml',
    'OQSsiquc01req_見本.xml',
    'oqssiquc01REQ_1.xml',
    `OQSsiquc01req_${'1'.repeat(101)}.xml`,
  ])('%j is almost one, and no answer can be named after it', (name) => {
    expect(namedRequest(name)).toEqual({ is: 'almost' });
  });

  it.each(['OQSsiquc01req_1.xml.tmp', 'OQSsiquc01res_1.xml', 'req.xml', 'Thumbs.db', '.OQSsiquc01req_1.xml'])(
    '%s is none',
    (name) => {
      expect(namedRequest(name)).toEqual({ is: 'other' });
    },
  );

  it('and that of its answer lead to each other', () => {
    for (const tail of ['1', 'req_1', 'res_1']) {
      expect(isAnswerName(`OQSsiquc01res_${tail}.xml`)).toBe(true);
      expect(requestOf(`OQSsiquc01res_${tail}.xml`)).toBe(`OQSsiquc01req_${tail}.xml`);
    }
    for (const name of [
      'OQSsiquc01req_1.xml',
      '../OQSsiquc01res_1.xml',
      'OQSsiquc01res_1.xml.tmp',
      'res_1.xml',
    ]) {
      expect([name, isAnswerName(name)]).toEqual([name, false]);
    }
  });

  it('of one that the emulator writes carries the mark of test data', () => {
    const name = exampleName('OQSsiquc01', 7);
    expect(name).toBe('OQSsiquc01req_TEST00000000000007.xml');
    expect(isExampleName(name)).toBe(true);
    expect(isExampleName('OQSsiquc01req_00000000000007.xml')).toBe(false);
  });
});

import { expect, test } from 'vitest';
import { readAnswer } from '../../../host-bridge/eligibility/answer.ts';

const outOfForm = { ok: false, problem: { code: 'EMU-421', detail: {} } };

test('an answer in form is the value', () => {
  const body = { state: 'withdrawn' };
  expect(readAnswer('withdrawal', 200, body)).toEqual({ ok: true, value: body });
});

test.each([
  ['in English alone', {}],
  ['in Japanese, too', { ja: { cause: '…', remedy: '…' } }],
])('a refusal in form is the problem, with its values, %s', (_, more) => {
  const body = { code: 'EMU-400', detail: { where: 'visit' }, cause: '…', remedy: '…', ...more };
  expect(readAnswer('use', 400, body)).toEqual({
    ok: false,
    problem: { code: 'EMU-400', detail: { where: 'visit' } },
  });
});

test.each([
  ['an answer to another operation', 200, { registered: true }],
  ['an answer with something more in it', 200, { state: 'withdrawn', more: 1 }],
  ['a refusal in place of an answer', 200, { code: 'EMU-400', cause: '…', remedy: '…' }],
  ['a refusal whose Japanese is half', 400, { code: 'EMU-400', cause: '…', remedy: '…', ja: { cause: '…' } }],
  ['an answer with an error status', 500, { state: 'withdrawn' }],
  ['a refusal with a code that nobody knows', 500, { code: 'EMU-000', cause: '…', remedy: '…' }],
  ['nothing', 200, undefined],
  ['nothing, with an error status', 502, undefined],
])('%s is out of form', (_, status, body) => {
  expect(readAnswer('withdrawal', status, body)).toEqual(outOfForm);
});

test.each(['', ' ', '　　'])('a record whose name is blank (%j) is out of form', (name) => {
  const record = {
    InsuredCardClassification: '01',
    Name: name,
    Sex1: '1',
    Birthdate: '19850410',
    InsurerName: '見本健康保険組合',
  };
  const answer = { verdict: 'valid', registered: true, recipientCertificates: false, validity: '1' };
  const told = (of: object) => readAnswer('eligibility', 200, { ...answer, records: [of] });
  expect(told(record)).toEqual(outOfForm);
  expect(told({ ...record, InsurerName: name, Name: '見本　太郎' })).toEqual(outOfForm);
  expect(told({ ...record, Name: '見本　太郎' }).ok).toBe(true);
});

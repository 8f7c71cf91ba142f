import { describe, expect, test } from 'vitest';
import { statedFactsBytes } from '../../../firmware/credential/stated-facts.ts';
import type { RequestOf } from '../../../host-bridge/eligibility/api.ts';
import type { ReaderId, VisitId } from '../../../protocol/ids.ts';
import { refuse } from '../../../protocol/result.ts';
import { challengeLifeMs } from '../../../simulator/back-end/operations/challenge-life.ts';
import { terminalIdentity } from '../../../simulator/pki/terminal.ts';
import { person, reader, type TestDesk, testDesk } from './desk.ts';

type Question = RequestOf<'eligibilityByFacts'>;

/** The question about a person, its challenge asked for; `facts` are stated instead of the person's, who has no mdoc that ends soon. */
function questionOf(
  desk: TestDesk,
  id: string,
  facts: Partial<Pick<Question, 'name' | 'birthDate' | 'sex' | 'address' | 'validUntil'>> = {},
  visit = desk.newVisit(),
): Question {
  const { nonce } = desk.told('challenge', { visit });
  const who = person(id);
  const { year, month, day } = who.birth({ year: 2026, month: 11, day: 2 });
  const stated = {
    visit,
    nonce,
    name: who.name.kanji,
    birthDate: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    sex: who.sex,
    address: who.address,
    validUntil: '2031-03-03',
    ...facts,
  };
  const signature = terminalIdentity().sign(
    statedFactsBytes({ ...stated, nonce: Buffer.from(stated.nonce, 'base64url') }),
  );
  return {
    ...stated,
    reader,
    institution: '9999999999',
    terminal: Buffer.from(terminalIdentity().certificate).toString('base64url'),
    signature: Buffer.from(signature).toString('base64url'),
  };
}

const codeOf = (desk: TestDesk, question: Question): string | null => {
  const answer = desk.ask('eligibilityByFacts', question);
  return answer.ok ? null : answer.problem.code;
};

describe('the person whose four facts a terminal states', () => {
  test('is judged as by the certificate in the phone, and the visit goes on as any other', () => {
    const desk = testDesk();
    const question = questionOf(desk, 'iphone');
    const answer = desk.told('eligibilityByFacts', question);
    expect(answer).toMatchObject({ verdict: 'valid', validity: '1', registered: true });
    expect(answer.records).toHaveLength(1);
    desk.told('use', desk.use(question.visit));
    expect(desk.backEnd.listVisits()).toMatchObject([{ method: 'phone', state: 'committed' }]);
  });

  test('is answered the same to the same question, and judged once', () => {
    const desk = testDesk();
    const question = questionOf(desk, 'iphone');
    expect(desk.told('eligibilityByFacts', question)).toEqual(desk.told('eligibilityByFacts', question));
    expect(desk.observed.filter(({ event }) => event === 'judged')).toHaveLength(1);
  });

  test('has no grace where the certificate of the card has expired', () => {
    const desk = testDesk();
    expect(desk.told('eligibilityByFacts', questionOf(desk, 'phone-expired'))).toMatchObject({
      verdict: 'phone_unusable',
      notice: { code: 'EMU-450' },
      records: [],
    });
  });

  test('is refused where the card was renewed and the phone not', () => {
    const desk = testDesk();
    desk.register.renewals.cardRenewed(person('iphone'), { year: 2026, month: 11, day: 2 });
    expect(desk.told('eligibilityByFacts', questionOf(desk, 'iphone'))).toMatchObject({
      verdict: 'phone_unusable',
      notice: { code: 'EMU-453' },
    });
  });
});

describe('the last day of the mdoc', () => {
  const answerOn = (validUntil: string) => {
    const desk = testDesk();
    return desk.told('eligibilityByFacts', questionOf(desk, 'iphone', { validUntil }));
  };

  test('is told as that of a certificate, from three months before it', () => {
    expect(answerOn('2027-02-02')).toMatchObject({
      verdict: 'valid',
      expires: '2027-02-02',
      notice: { code: 'EMU-440' },
    });
    expect(answerOn('2026-11-02')).toMatchObject({ verdict: 'valid', expires: '2026-11-02' });
    expect(answerOn('2027-02-03')).not.toHaveProperty('expires');
  });

  test('is over for the back end too, whatever the clock of the reader said', () => {
    expect(answerOn('2026-11-01')).toMatchObject({
      verdict: 'phone_unusable',
      notice: { code: 'EMU-450' },
      records: [],
    });
  });

  test('does not lengthen the certificate of the card', () => {
    const desk = testDesk();
    const question = questionOf(desk, 'phone-expired', { validUntil: '9999-12-31' });
    expect(desk.told('eligibilityByFacts', question)).toMatchObject({ verdict: 'phone_unusable' });
  });

  test('is a day that there is', () => {
    const desk = testDesk();
    expect(desk.ask('eligibilityByFacts', questionOf(desk, 'iphone', { validUntil: '2027-02-29' }))).toEqual(
      refuse('EMU-400', { where: 'validUntil' }),
    );
  });
});

describe('four facts are refused', () => {
  test.each([
    ['birth', { birthDate: '1970-01-01' }],
    ['name', { name: '見本　誰' }],
    ['address', { address: '見本県見本市見本町99丁目99番99号' }],
  ])('where nobody has this %s', (_, facts) => {
    const desk = testDesk();
    expect(codeOf(desk, questionOf(desk, 'iphone', facts))).toBe('EMU-458');
  });

  test.each([
    ['name', { name: '見本　誰' }],
    ['birth', { birthDate: '1970-01-01' }],
    ['sex', { sex: 'male' }],
    ['address', { address: '見本県' }],
    ['last day', { validUntil: '2031-03-04' }],
  ] as const)('whose %s is not what the terminal has signed', (_, change) => {
    const desk = testDesk();
    expect(codeOf(desk, { ...questionOf(desk, 'iphone'), ...change })).toBe('EMU-457');
  });

  test('of a terminal that no trusted authority stands behind', () => {
    const desk = testDesk();
    const question = questionOf(desk, 'iphone');
    expect(codeOf(desk, { ...question, terminal: 'AAAA' })).toBe('EMU-456');
    const cut = question.terminal.slice(0, -8);
    expect(codeOf(desk, { ...question, terminal: `${cut}AAAAAAAA` })).toBe('EMU-456');
  });

  test('that were stated in another visit', () => {
    const desk = testDesk();
    const captured = questionOf(desk, 'iphone');
    const visit: VisitId = desk.newVisit();
    const { nonce } = desk.told('challenge', { visit });
    expect(codeOf(desk, { ...captured, visit })).toBe('EMU-405');
    expect(codeOf(desk, { ...captured, visit, nonce })).toBe('EMU-457');
  });

  test('over a challenge that is too old, or of another reader', () => {
    const desk = testDesk();
    const question = questionOf(desk, 'iphone');
    expect(codeOf(desk, { ...question, reader: 'FCR-000002' as ReaderId })).toBe('EMU-400');
    desk.clock.moveBy(challengeLifeMs + 1);
    expect(codeOf(desk, question)).toBe('EMU-406');
  });

  test('without a word of them in what is observed', () => {
    const desk = testDesk();
    desk.told('eligibilityByFacts', questionOf(desk, 'iphone'));
    codeOf(desk, questionOf(desk, 'iphone', { name: '見本　誰' }));
    expect(JSON.stringify(desk.observed)).not.toContain('見本');
  });
});

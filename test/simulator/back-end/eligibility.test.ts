import { describe, expect, test } from 'vitest';
import { addDays, compareDays, dayStart, japanDay } from '../../../firmware/calendar.ts';
import { errorCatalogue } from '../../../protocol/errors.ts';
import { decide } from '../../../simulator/back-end/decision.ts';
import { halfWidthKana } from '../../../simulator/back-end/world/half-width-kana.ts';
import { parseDayRule } from '../../../simulator/people/day-rule.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { renewedOn } from '../../../simulator/pki/cards/renewals.ts';
import { only, person, phoneAnswer, start, type TestDesk, testDesk } from './desk.ts';

const dayRule = (text: string) => {
  const rule = parseDayRule(text);
  if (rule === null) throw new Error(`no rule: ${text}`);
  return rule;
};

/** What each built-in person is told at 2026-11-02 09:00 in Japan, in words: verdict, validity, notice. */
const table: Record<string, readonly [verdict: string, validity?: string | undefined, notice?: string]> = {
  insured: ['valid', '1'],
  elderly: ['valid', '1'],
  child: ['valid', '1'],
  unregistered: ['valid', '1'],
  expiring: ['valid', '1', 'EMU-440'],
  grace: ['valid', '1', 'EMU-441'],
  expired: ['card_expired', undefined, 'EMU-446'],
  revoked: ['card_revoked', undefined, 'EMU-447'],
  suspended: ['card_suspended', undefined, 'EMU-448'],
  returned: ['card_returned', undefined, 'EMU-449'],
  'face-only': ['valid', '1'],
  'pin-locked': ['valid', '1'],
  'pin-last-try': ['valid', '1'],
  android: ['valid', '1'],
  iphone: ['valid', '1'],
  'phone-expired': ['card_expired', undefined, 'EMU-446'],
  'old-character': ['valid', '1'],
  'lost-character': ['valid', '1'],
  'no-coverage': ['problem', '2', 'EMU-442'],
  'newer-coverage': ['problem', '3', 'EMU-443'],
  'no-match': ['problem', '4', 'EMU-444'],
  several: ['problem', '5', 'EMU-445'],
  'medical-aid': ['valid', '1'],
  'specific-disease': ['valid', '1'],
  'certificate-holder': ['valid', '1'],
  'next-card': ['valid', '1'],
  'broken-card': ['valid', '1'],
  'other-card': ['valid', '1'],
  'twin-a': ['valid', '1'],
  'twin-b': ['valid', '1'],
  'voluntarily-revoked': ['card_revoked', undefined, 'EMU-464'],
  'fifth-birthday': ['valid', '1', 'EMU-440'],
  'tenth-birthday': ['valid', '1', 'EMU-440'],
  minor: ['valid', '1', 'EMU-440'],
  'aid-unregistered': ['valid', '6'],
  'gaining-coverage': ['problem', '4', 'EMU-444'],
  'losing-coverage': ['valid', '1'],
  'changing-insurer': ['valid', '1'],
  'turning-75': ['valid', '1'],
  'limit-b01': ['valid', '1'],
  'limit-b02': ['valid', '1'],
  'limit-b03': ['valid', '1'],
  'limit-b06': ['valid', '1'],
  'limit-b07': ['valid', '1'],
  'limit-b08': ['valid', '1'],
  'limit-b10': ['valid', '1'],
};
/** Their certificates are refused, by the reader already: refusals.test.ts. */
const distrusted = ['foreign-card', 'damaged-certificate'];

const answerFor = (id: string, change = {}) => {
  const desk = testDesk();
  return desk.told('eligibility', desk.eligibilityRequest(person(id), desk.newVisit(), change));
};

test('the table names every built-in person', () => {
  expect([...Object.keys(table), ...distrusted].sort()).toEqual(
    Array.from(loadPeople(), ({ id }) => id).sort(),
  );
});

describe.each(Object.entries(table))('%s', (id, [verdict, validity, notice]) => {
  const answer = answerFor(id);

  test(`is told ${verdict}`, () => {
    expect([answer.verdict, answer.validity, answer.notice?.code]).toEqual([verdict, validity, notice]);
  });

  test('is named only when valid', () => {
    const { name } = person(id);
    const stored = id === 'lost-character' ? '見本●●　●奈' : name.kanji;
    expect([answer.name, answer.kana]).toEqual(
      verdict === 'valid' ? [stored, name.kana] : [undefined, undefined],
    );
  });

  test('is registered, and holds recipient certificates, as the people file says', () => {
    const who = person(id);
    expect(answer.registered).toBe(validity !== undefined && who.registered);
    expect(answer.recipientCertificates).toBe(verdict === 'valid' && who.recipientCertificates.length > 0);
  });

  test('gets one record, where the validity names one', () => {
    expect(answer.records.length).toBe(
      validity !== undefined && ['1', '2', '3', '6'].includes(validity) ? 1 : 0,
    );
  });

  test('has the default visit that the people file promises', () => {
    const { defaultVisit } = person(id);
    if (['broken-card', 'other-card'].includes(id)) return;
    expect(validity ?? null).toBe(defaultVisit.validity);
    const expected = verdict === 'valid' ? 'accepted' : validity === undefined ? 'refused' : 'problem';
    expect(expected).toBe(defaultVisit.outcome);
  });

  test('leaves the desk a whole Japanese sentence with its notice', () => {
    if (answer.notice === undefined) return expect(notice).toBeUndefined();
    expect(answer.notice.message).toContain(
      errorCatalogue[answer.notice.code as keyof typeof errorCatalogue].cause.ja,
    );
    expect(answer.notice.message).not.toMatch(/[{}]/);
  });
});

describe('dates of the certificate', () => {
  const lastDay = person('insured').certificate.expires(japanDay(start));
  const atLastDay = Date.UTC(lastDay.year, lastDay.month - 1, lastDay.day, 14, 59, 59);
  const day = 86_400_000;
  const dashed = (ms: number) => new Date(ms + 9 * 3_600_000).toISOString().slice(0, 10);

  const answerAt = (moment: number, change = {}) => {
    const desk = testDesk();
    desk.clock.moveTo(moment);
    return desk.told('eligibility', desk.eligibilityRequest(person('insured'), desk.newVisit(), change));
  };

  test('the last day in Japan still counts, to its last second', () => {
    const answer = answerAt(atLastDay + 999);
    expect([answer.verdict, answer.expires, answer.graceUntil]).toEqual([
      'valid',
      dashed(atLastDay),
      undefined,
    ]);
  });

  test('grace begins with the next day and is to the end of the third month after', () => {
    const answer = answerAt(atLastDay + 1000);
    const end = new Date(Date.UTC(lastDay.year, lastDay.month + 3, 0));
    expect([answer.verdict, answer.expires, answer.graceUntil]).toEqual([
      'valid',
      undefined,
      end.toISOString().slice(0, 10),
    ]);
    const lastOfGrace = end.getTime() + 14 * 3_600_000;
    expect(answerAt(lastOfGrace).verdict).toBe('valid');
    expect(answerAt(lastOfGrace + day).verdict).toBe('card_expired');
  });

  test('grace can be three months to the day', () => {
    const sameDay = { graceRule: 'sameDay' } as const;
    const { graceUntil } = answerAt(atLastDay + day, sameDay);
    expect(graceUntil?.slice(8)).toBe(dashed(atLastDay).slice(8));
    const lastOfGrace = Date.parse(`${graceUntil}T23:59:59+09:00`);
    expect(answerAt(lastOfGrace, sameDay).verdict).toBe('valid');
    expect(answerAt(lastOfGrace + 1000, sameDay).verdict).toBe('card_expired');
  });

  test('the notice of expiry begins three months before', () => {
    const before = Date.UTC(lastDay.year, lastDay.month - 4, lastDay.day, 0);
    expect(answerAt(before).notice?.code).toBe('EMU-440');
    expect(answerAt(before - day).notice).toBeUndefined();
  });

  test('a certificate that is not valid yet is a problem, not a refusal of the card', () => {
    const issued = person('insured').certificate.issued(japanDay(start));
    const answer = answerAt(Date.UTC(issued.year, issued.month - 1, issued.day - 2));
    expect([answer.verdict, answer.validity, answer.notice?.code]).toEqual(['problem', undefined, 'EMU-451']);
  });
});

describe('a card that ends before its certificate', () => {
  const withCardTo = (expires: string): Person => {
    const insured = person('insured');
    const rule = parseDayRule(expires);
    if (rule === null) throw new Error(expires);
    return { ...insured, card: { ...insured.card, expires: rule } };
  };
  const toldOf = (expires: string, change = {}) => {
    const who = withCardTo(expires);
    const desk = testDesk({ people: only(who) });
    return desk.told('eligibility', desk.eligibilityRequest(who, desk.newVisit(), change));
  };

  test('ends it: the last day, the time of grace and what comes after are the card’s', () => {
    expect(toldOf('today')).toMatchObject({
      verdict: 'valid',
      expires: '2026-11-02',
      notice: { code: 'EMU-440' },
    });
    expect(toldOf('-1d')).toMatchObject({ verdict: 'valid', graceUntil: '2027-02-28' });
    expect(toldOf('-1y').verdict).toBe('card_expired');
  });

  test('ends the copy in a phone with it', () => {
    expect(toldOf('-1d', { medium: 'android', method: 'pin' }).verdict).toBe('phone_unusable');
  });
});

describe('a card that was given back', () => {
  const registeredNow = (desk: TestDesk): boolean | string => {
    const answer = desk.told('eligibility', desk.eligibilityRequest(person('insured'), desk.newVisit()));
    return answer.verdict === 'valid' ? answer.registered : answer.verdict;
  };

  test('is registered no more, also when its certificate is good again, until it is registered anew', () => {
    const desk = testDesk();
    const change = (status: 'returned' | 'good') => {
      desk.clock.moveBy(1000);
      desk.register.change(person('insured'), status, desk.clock.now());
    };
    expect(registeredNow(desk)).toBe(true);
    for (const _ of [1, 2]) {
      change('returned');
      expect(registeredNow(desk)).toBe('card_returned');
      change('good');
      expect(registeredNow(desk)).toBe(false);
      const visit = desk.newVisit();
      desk.told('eligibility', desk.eligibilityRequest(person('insured'), visit));
      desk.clock.moveBy(1000);
      desk.told('registration', { visit });
      expect(registeredNow(desk)).toBe(true);
    }
  });

  test('before the desk opened is not registered either when its certificate is good again', () => {
    const desk = testDesk();
    desk.register.change(person('returned'), 'good', start);
    const answer = desk.told('eligibility', desk.eligibilityRequest(person('returned'), desk.newVisit()));
    expect([answer.verdict, answer.registered]).toEqual(['valid', false]);
  });
});

describe('phones', () => {
  test('a phone serves while the certificate is valid', () => {
    expect(answerFor('android', { medium: 'android', method: 'pin' }).verdict).toBe('valid');
    expect(answerFor('iphone', { medium: 'iphone', method: 'phone' }).verdict).toBe('valid');
  });

  test('a certificate of a phone has no grace either where the reader says that a card was read', () => {
    const who = person('phone-expired');
    const desk = testDesk();
    const visit = desk.newVisit();
    const { nonce } = desk.told('challenge', { visit });
    const request = { ...desk.eligibilityRequest(who, visit), nonce, ...phoneAnswer(who, nonce) };
    expect(desk.told('eligibility', request)).toMatchObject({
      verdict: 'phone_unusable',
      notice: { code: 'EMU-450' },
    });
  });

  test('after the card the phone has to be renewed, and serves from then on to the new end of the card', () => {
    const who = person('android');
    const desk = testDesk();
    const today = japanDay(start);
    const told = (held: Person) => {
      const visit = desk.newVisit();
      const { nonce } = desk.told('challenge', { visit });
      const { verdict, notice } = desk.told('eligibility', {
        ...desk.eligibilityRequest(who, visit),
        medium: 'android',
        method: 'phone',
        nonce,
        ...phoneAnswer(held, nonce),
      });
      return [verdict, notice?.code];
    };
    expect(told(who)).toEqual(['valid', undefined]);
    desk.register.renewals.cardRenewed(who, today);
    expect(told(who)).toEqual(['phone_unusable', 'EMU-453']);
    desk.register.change(who, 'suspended', start);
    expect(told(who)).toEqual(['card_suspended', 'EMU-448']);
    desk.register.change(who, 'good', start);
    desk.register.renewals.phoneRenewed(who);
    const renewed = renewedOn(who, today, today);
    expect(told(renewed)).toEqual(['valid', undefined]);
    // On the last day of the renewed certificate, after the old one's.
    const lastDay = renewed.certificate.expires(today);
    expect(compareDays(who.certificate.expires(today), lastDay)).toBeLessThan(0);
    desk.clock.moveTo(dayStart(lastDay));
    expect(told(renewed)).toEqual(['valid', 'EMU-440']);
    desk.clock.moveTo(dayStart(addDays(lastDay, 1)));
    expect(told(renewed)).toEqual(['phone_unusable', 'EMU-450']);
  });

  test('a phone ends with the certificate in the card, though its own were longer', () => {
    const who = person('android');
    const longer = { ...who, certificate: { ...who.certificate, expires: dayRule('+9y') } };
    const shorter = { ...who, certificate: { ...who.certificate, expires: dayRule('-1d') } };
    const desk = testDesk({ people: only(shorter) });
    const visit = desk.newVisit();
    const { nonce } = desk.told('challenge', { visit });
    const request = {
      ...desk.eligibilityRequest(who, visit),
      medium: 'android' as const,
      method: 'phone' as const,
      nonce,
      ...phoneAnswer(longer, nonce),
    };
    expect(desk.told('eligibility', request).verdict).toBe('phone_unusable');
  });

  test.each(['phone-expired', 'grace'])('the phone of %s is unusable: phones have no grace', (id) => {
    const answer = answerFor(id, { medium: 'android', method: 'pin' });
    expect([answer.verdict, answer.notice?.code, answer.validity]).toEqual([
      'phone_unusable',
      'EMU-450',
      undefined,
    ]);
  });
});

test('a recipient certificate counts on the days on which it holds', () => {
  const desk = testDesk();
  desk.clock.moveTo(Date.parse('2027-08-31T23:59:59+09:00'));
  const holder = person('certificate-holder');
  const heldNow = () =>
    desk.told('eligibility', desk.eligibilityRequest(holder, desk.newVisit())).recipientCertificates;
  expect(heldNow()).toBe(true);
  desk.clock.moveTo(Date.parse('2027-09-01T00:00:00+09:00'));
  expect(heldNow()).toBe(false);
});

describe('records', () => {
  test('are in the formats of the receipt computer’s file', () => {
    const [record] = answerFor('insured').records;
    const who = person('insured');
    expect(record).toMatchObject({
      InsuredCardClassification: '01',
      InsurerNumber: '06999999',
      Name: who.name.kanji,
      Sex1: '1',
      Birthdate: '19850410',
      InsuredPartialContributionRatio: '030',
      PostNumber: who.postcode,
    });
    expect(record?.InsurerNumber).toHaveLength(8);
    expect(record?.NameKana).toBe('ﾐﾎﾝ ﾀﾛｳ');
  });

  test('hold the names as the insurer could store them: ● for what its system lacks', () => {
    const answer = answerFor('lost-character');
    expect(answer.name).toBe('見本●●　●奈');
    expect(answer.records[0]).toMatchObject({ Name: '見本●●　●奈', InsuredName: '見本●●　●奈' });
    expect(answerFor('old-character').records[0]?.Name).toBe('見本髙﨑　𠮷邉\u{E0100}');
  });

  test('of an ended insurance say when and why it ended', () => {
    const [record] = answerFor('no-coverage').records;
    expect(record?.DisqualificationDate).toMatch(/^\d{8}$/);
    expect(record?.ReasonOfLoss).toMatch(/^(01|02|03|99)$/);
  });

  test('hold what only some people have', () => {
    expect(answerFor('elderly').records[0]?.ElderlyRecipientCertificateInfo).toBeDefined();
    expect(answerFor('child').records[0]?.PreschoolClassification).toBe('1');
    expect(answerFor('specific-disease').records[0]?.SpecificDiseasesCertificateList?.length).toBeGreaterThan(
      0,
    );
    expect(answerFor('insured').records[0]?.SpecificDiseasesCertificateList).toBeUndefined();
    const aid = answerFor('medical-aid').records[0];
    expect(aid?.InsuredCardClassification).toBe('A1');
    expect(aid?.PublicExpenseResultList?.[0]?.MedicalTreatmentMonth).toMatch(/^\d{6}$/);
  });
});

test('validity 6 (有効（未登録）, medical aid) is valid', () => {
  const decision = decide({ kind: 'valid', expires: null }, '6');
  expect(decision).toMatchObject({ verdict: 'valid', validity: '6', notice: null });
});

test('half-width kana covers the whole full-width syllabary that names are written in', () => {
  const fullWidth = Array.from({ length: 0x30fa - 0x30a1 + 1 }, (_, n) =>
    String.fromCharCode(0x30a1 + n),
  ).join('');
  expect(halfWidthKana(`${fullWidth}ー\u3000`)).toMatch(/^[\uff66-\uff9f ]+$/);
  expect(halfWidthKana('ガギパヴッャ')).toBe('ｶﾞｷﾞﾊﾟｳﾞｯｬ');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays, addMonths, compareDays, type Day, dashedDate } from '../../../firmware/calendar.ts';
import { expiresWithin3Months, graceEnd } from '../../../firmware/trust/certificate-days.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { parseDayRule } from '../../../simulator/people/day-rule.ts';
import { looksAlike } from '../../../simulator/people/likeness.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople, parsePeople, peopleFileSchema } from '../../../simulator/people/registry.ts';
import { validityOn } from './validity-on.ts';

const named = [
  ...['insured', 'elderly', 'child', 'unregistered', 'expiring', 'grace', 'expired', 'revoked', 'suspended'],
  ...['returned', 'face-only', 'pin-locked', 'pin-last-try', 'android', 'iphone', 'phone-expired'],
  ...[
    'old-character',
    'lost-character',
    'no-coverage',
    'newer-coverage',
    'no-match',
    'several',
    'medical-aid',
  ],
  ...['specific-disease', 'certificate-holder', 'next-card', 'broken-card', 'other-card', 'twin-a', 'twin-b'],
  ...['voluntarily-revoked', 'fifth-birthday', 'tenth-birthday', 'minor', 'foreign-card'],
  'damaged-certificate',
  ...['aid-unregistered', 'gaining-coverage', 'losing-coverage', 'changing-insurer', 'turning-75'],
  ...['limit-b01', 'limit-b02', 'limit-b03', 'limit-b06', 'limit-b07', 'limit-b08', 'limit-b10'],
];

const person = (id: string): Person => {
  const found = loadPeople().get(id);
  if (found === undefined) throw new Error(id);
  return found;
};
const all = [...loadPeople()];
const onBirthday = ['fifth-birthday', 'tenth-birthday', 'minor'] as const;
const anyDay = fc
  .integer({ min: 0, max: 10_000 })
  .map((days) => addDays({ year: 2020, month: 1, day: 1 }, days));
const onAnyDay = (check: (today: Day) => void): void =>
  fc.assert(fc.property(anyDay, check), { numRuns: 60 });

describe('the built-in people', () => {
  it('are the published ones, in the order of the file', () => {
    expect(all.map(({ id }) => id)).toEqual(named);
    expect(loadPeople().size).toBe(named.length);
  });

  it('are read once', () => {
    expect(loadPeople()).toBe(loadPeople());
  });

  it('are plainly invented', () => {
    for (const { name, address, individualNumber } of all) {
      expect(name.kanji).toContain('見本');
      expect(address).toContain('見本県');
      expect(individualNumber.reveal()).toMatch(/^9999/);
    }
  });

  it('have numbers and faces of their own', () => {
    expect(new Set(all.map((one) => one.individualNumber.reveal())).size).toBe(all.length);
    expect(new Set(all.map((one) => one.face.likeness)).size).toBe(all.length);
  });

  it('look alike only if they are the twins', () => {
    const pairs = all.flatMap((a, i) =>
      all
        .slice(i + 1)
        .flatMap((b) => (looksAlike(a.face.likeness, b.face.likeness) ? [`${a.id} ${b.id}`] : [])),
    );
    expect(pairs).toEqual(['twin-a twin-b']);
  });

  it('keep the published PIN and password of insured', () => {
    expect(person('insured').pin.reveal()).toBe('1234');
    expect(person('insured').signingPassword.reveal()).toBe('ABC123');
  });

  it('give no secret away when printed or serialised', () => {
    const secrets = all.flatMap((one) => [one.individualNumber.reveal(), one.signingPassword.reveal()]);
    const shown = JSON.stringify(all) + inspect(all, { depth: 9 });
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  });

  it('write their days as the file does when serialised', () => {
    expect(JSON.stringify(person('elderly').birth)).toBe('"-80y -40d"');
  });

  it('have old characters and a variation selector where the id says so', () => {
    expect(person('old-character').name.kanji).toBe('見本髙﨑\u3000𠮷邉\u{E0100}');
  });

  it('have an insurer whose system lacks characters of the name where the id says so', () => {
    expect(person('lost-character').insurance[0]?.insurer.characters).toBe('jis-x-0208');
    expect(person('old-character').insurance[0]?.insurer.characters).toBe('utf-8');
  });

  it('hold the insurance that their ids name', () => {
    const [aid, disease, child, elderly] = ['medical-aid', 'specific-disease', 'child', 'elderly'].map(
      (id) => person(id).insurance[0],
    );
    expect(aid?.classification).toBe('A1');
    expect(aid?.medicalTickets).toHaveLength(1);
    expect(disease?.specificDiseases).toHaveLength(1);
    expect(child?.holder).toBe('family');
    expect(elderly?.elderly).toBeDefined();
    expect(all.filter((one) => !one.registered).map(({ id }) => id)).toEqual([
      'unregistered',
      'aid-unregistered',
    ]);
    expect(all.filter((one) => one.recipientCertificates.length > 0).map(({ id }) => id)).toEqual([
      'certificate-holder',
    ]);
  });

  it('state outcome, consent, validity and file without contradiction', () => {
    for (const { defaultVisit: visit, id } of all) {
      expect(visit.screens[0], id).toBe('idle');
      expect(visit.screens.slice(-3), id).toEqual(['take_card', 'ended', 'idle']);
      expect(visit.screens.includes('accepted_clinic'), id).toBe(visit.outcome === 'accepted');
      expect(visit.screens.includes('card_refused'), id).toBe(visit.outcome === 'refused');
      expect(visit.screens.includes('consent_all'), id).toBe(visit.consent !== null);
      expect(visit.file, id).toBe(visit.validity !== null);
    }
  });
});

describe('situations of the built-in people, on any day', () => {
  it('elderly is 75 or older, child is not yet of school age', () => {
    onAnyDay((today) => {
      expect(compareDays(addMonths(person('elderly').birth(today), 75 * 12), today)).toBeLessThanOrEqual(0);
      expect(compareDays(today, addMonths(person('child').birth(today), 6 * 12))).toBeLessThan(0);
      expect(compareDays(person('child').birth(today), today)).toBeLessThan(0);
    });
  });

  it('expiring has the notice, grace is in grace by both rules, expired is past both', () => {
    onAnyDay((today) => {
      const expiry = (id: string): Day => person(id).certificate.expires(today);
      const past = (id: string, rule: 'monthEnd' | 'sameDay'): boolean =>
        compareDays(today, graceEnd(expiry(id), rule)) > 0;
      expect(expiresWithin3Months(expiry('expiring'), today)).toBe(true);
      expect(compareDays(today, expiry('grace'))).toBeGreaterThan(0);
      expect([past('grace', 'monthEnd'), past('grace', 'sameDay')]).toEqual([false, false]);
      for (const id of ['expired', 'phone-expired']) {
        expect([past(id, 'monthEnd'), past(id, 'sameDay')]).toEqual([true, true]);
      }
    });
  });

  it('a birthday since the issue is today: of the certificate the fifth, of a minor’s card too, of another’s the tenth', () => {
    const adultFrom = 18;
    onAnyDay((today) => {
      for (const id of onBirthday) {
        const { birth, certificate, card } = person(id);
        const born = birth(today);
        const birthdays = (from: Day): number => {
          let passed = 0;
          for (let age = 1; compareDays(addMonths(born, age * 12), today) <= 0; age += 1)
            if (compareDays(addMonths(born, age * 12), from) > 0) passed += 1;
          return passed;
        };
        expect([id, birthdays(certificate.issued(today))]).toEqual([id, 5]);
        expect([id, certificate.expires(today)]).toEqual([id, today]);
        if (id === 'fifth-birthday') continue;
        expect([id, card.expires(today)]).toEqual([id, today]);
        const isMinor = compareDays(addMonths(born, adultFrom * 12), today) > 0;
        expect([id, isMinor]).toEqual([id, id === 'minor']);
      }
    });
  });

  it('everybody else has a certificate that is good and gives no notice', () => {
    const exceptions = new Set(['expiring', 'grace', 'expired', 'phone-expired', ...onBirthday]);
    onAnyDay((today) => {
      for (const one of all.filter(({ id }) => !exceptions.has(id))) {
        expect(compareDays(one.certificate.issued(today), today)).toBeLessThanOrEqual(0);
        expect(compareDays(today, one.certificate.expires(today))).toBeLessThanOrEqual(0);
        expect(expiresWithin3Months(one.certificate.expires(today), today)).toBe(false);
      }
    });
  });

  it('insurance has the validity that the default visit states', () => {
    const withAnswer = all.filter(({ defaultVisit }) => defaultVisit.validity !== null);
    onAnyDay((today) => {
      for (const one of withAnswer)
        expect([one.id, validityOn(one, today)]).toEqual([one.id, one.defaultVisit.validity]);
    });
  });

  it('papers of an insurance hold today', () => {
    onAnyDay((today) => {
      for (const { insurance, id } of all) {
        for (const { qualified, limit, elderly, specificDiseases, medicalTickets } of insurance) {
          if (qualified !== undefined && compareDays(qualified(today), today) > 0) continue;
          for (const paper of [limit, elderly, ...specificDiseases, ...medicalTickets]) {
            if (paper === undefined) continue;
            expect(compareDays(paper.from(today), today), id).toBeLessThanOrEqual(0);
            expect(compareDays(today, paper.until(today)), id).toBeLessThanOrEqual(0);
          }
        }
      }
    });
  });
});

describe('day rules', () => {
  const today = { year: 2026, month: 11, day: 2 };
  it.each([
    ['1985-04-10', '1985-04-10'],
    ['today', '2026-11-02'],
    ['+30d', '2026-12-02'],
    ['-80y -40d', '1946-09-23'],
    ['+1m monthEnd', '2026-12-31'],
    ['-3m monthStart', '2026-08-01'],
  ])('%s is %s', (text, date) => {
    const rule = parseDayRule(text);
    expect(rule && dashedDate(rule(today))).toBe(date);
    expect(rule?.text).toBe(text);
  });

  it.each(['', '30d', '+30', '+1w', '2026-02-30', 'tomorrow', '+1d  +1d'])('“%s” is none', (text) => {
    expect(parseDayRule(text)).toBeNull();
  });
});

describe('a people file', () => {
  const problemOf = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      if (error instanceof EmulatorError) return error.problem;
      throw error;
    }
    throw new Error('was taken');
  };
  const entry = `somebody:
  about: { en: "a test", ja: 試験 }
  name: { kanji: 見本　某, kana: ミホン　ボウ }
  birth: -30y
  sex: unset
  address: 見本県
  postcode: 999-9999
  pin: "4711"
  signingPassword: TEST00
  individualNumber: "999900000016"
  securityCode: "0815"
  face: { likeness: 1 }
  insurance: { insurer: { number: "06999999", name: 見本 } }
  defaultVisit: { method: face, outcome: accepted, screens: [idle], consent: null, validity: "1", file: true }
`;

  it('may leave out what is usual', () => {
    const somebody = parsePeople(entry, 'x.yaml').get('somebody');
    expect(somebody?.card).toMatchObject({ kind: 'my-number', faceOnly: false, pinTriesLeft: 3 });
    expect(somebody?.certificate.status).toBe('good');
    expect(somebody?.registered).toBe(true);
    expect(somebody?.insurance).toMatchObject([{ classification: '01', holder: 'self', inFull: true }]);
  });

  it('is read from where it lies', () => {
    const folder = mkdtempSync(join(tmpdir(), 'people-'));
    try {
      const file = join(folder, 'people.yaml');
      writeFileSync(file, entry);
      expect([...loadPeople(file)].map(({ id }) => id)).toEqual(['somebody']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('that is not there is EMU-620', () => {
    expect(problemOf(() => loadPeople('/nowhere/people.yaml'))).toEqual({
      code: 'EMU-620',
      detail: { file: '/nowhere/people.yaml', reason: 'ENOENT' },
    });
  });

  it.each([
    ['a: [1,\nb: 2', 2],
    ['a: 1\na: 2', 2],
    ['a: *nobody', 1],
  ])('that is not YAML is EMU-621 with the line: %j', (text, line) => {
    expect(problemOf(() => parsePeople(text, 'x.yaml'))).toMatchObject({
      code: 'EMU-621',
      detail: { file: 'x.yaml', line },
    });
  });

  it.each([
    ['pin: "4711"', 'pin: 4711', 'somebody.pin', 8],
    ['pin: "4711"', 'pin: "471"', 'somebody.pin', 8],
    ['pin: "4711"', 'pni: "4711"', 'somebody.pin', 1],
    ['postcode', 'pets: cat\n  postcode', 'somebody', 1],
    ['birth: -30y', 'birth: -30', 'somebody.birth', 4],
    ['"999900000016"', '"999900000011"', 'somebody.individualNumber', 10],
    ['"06999999"', '"6999999X"', 'somebody.insurance.insurer.number', 13],
    ['name: 見本 }', 'name: 見本, characters: sjis }', 'somebody.insurance.insurer.characters', 13],
    ['insurance: {', 'insurance: { validity: "2",', 'somebody.insurance', 13],
    ['insurance: {', 'insurance: 1 #', 'somebody.insurance', 13],
    ['見本 } }', '見本 }, ratio: 300 }', 'somebody.insurance.ratio', 13],
    [
      '{ insurer: { number: "06999999", name: 見本 } }',
      '[{ insurer: 1 }]',
      'somebody.insurance.0.insurer',
      13,
    ],
    ['見本　某', '見本某', 'somebody.name.kanji', 3],
    ['TEST00', 'TESTTT', 'somebody.signingPassword', 9],
    ['somebody:', 'Somebody:', 'Somebody', 1],
  ])('with %s made %s is EMU-622 at %s, line %i', (from, to, path, line) => {
    const problem = problemOf(() => parsePeople(entry.replace(from, to), 'x.yaml'));
    expect(problem).toMatchObject({ code: 'EMU-622', detail: { file: 'x.yaml', path } });
    expect(problem.detail['line']).toBe(line);
  });

  it('never repeats a wrong value in what it says', () => {
    for (const wrong of ['pin: 90817', 'pin: "90817"', 'pin: [90817]']) {
      try {
        parsePeople(entry.replace('pin: "4711"', wrong), 'x.yaml');
        expect.unreachable();
      } catch (error) {
        expect(String(error)).not.toContain('90817');
      }
    }
  });

  it('that is empty is EMU-622', () => {
    expect(problemOf(() => parsePeople('', 'x.yaml'))).toMatchObject({
      code: 'EMU-622',
      detail: { line: 1 },
    });
  });

  it('has a JSON Schema', () => {
    expect(JSON.stringify(z.toJSONSchema(peopleFileSchema, { io: 'input' }))).toContain('individualNumber');
  });
});

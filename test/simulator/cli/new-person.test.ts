import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compareDays, type Day, dashedDate } from '../../../firmware/calendar.ts';
import { validities } from '../../../host-bridge/eligibility/api-fields.ts';
import { isNotViewable } from '../../../simulator/back-end/medical/not-viewable.ts';
import { issuedBefore, newPerson } from '../../../simulator/cli/new-person.ts';
import { type DayRule, parseDayRule } from '../../../simulator/people/day-rule.ts';
import { expectedVisit, issuedBetween, type Situation } from '../../../simulator/people/expected-visit.ts';
import { cardKinds, certificateStatuses, type PersonEntry } from '../../../simulator/people/person.ts';
import { loadPeople, parsePeople } from '../../../simulator/people/registry.ts';
import { asStated, openDesk, visit, visitsSoFar } from '../people/default-visit.ts';
import { validityOn } from '../people/validity-on.ts';

/** The day of the desks that the tests open. */
const today: Day = { year: 2026, month: 11, day: 2 };

const rule = (text: string): DayRule => {
  const read = parseDayRule(text);
  if (read === null) throw new Error(text);
  return read;
};

interface Chosen {
  readonly kind?: Situation['card'];
  readonly faceOnly?: boolean;
  readonly pinTriesLeft?: number;
  readonly issued?: string;
  readonly expires?: string;
  readonly status?: Situation['status'];
  readonly registered?: boolean;
  readonly validity?: Situation['validity'];
}

function made(chosen: Chosen): PersonEntry {
  const expires = rule(chosen.expires ?? '+4y');
  return newPerson(
    {
      name: '見本　新',
      kana: 'ミホン　シン',
      birth: '-40y',
      sex: 'unset',
      address: '見本県',
      pin: '1234',
      card: {
        kind: chosen.kind ?? 'my-number',
        faceOnly: chosen.faceOnly ?? false,
        pinTriesLeft: chosen.pinTriesLeft ?? 3,
        expires: rule('+6y'),
      },
      certificate: { issued: rule(chosen.issued ?? issuedBefore(expires, today)), expires },
      status: chosen.status ?? 'good',
      registered: chosen.registered ?? true,
      validity: chosen.validity ?? '1',
    },
    today,
  );
}

/** Certificates by their days: in order, ending soon, ending today, in grace, past it, not yet begun. */
const certificates = [
  {},
  { expires: '+30d' },
  { expires: 'today' },
  { expires: '-1d' },
  { expires: '2026-08-03' },
  { expires: '2026-07-31' },
  { expires: '-6m' },
  { issued: '+1d' },
] as const satisfies readonly Chosen[];
const otherCards = [
  { kind: 'my-number', faceOnly: true },
  { kind: 'my-number', pinTriesLeft: 0 },
  { kind: 'next' },
  { kind: 'broken' },
  { kind: 'other' },
] as const satisfies readonly Chosen[];

/** By certificate: every status, every insurance with and without registration, and every other kind of card. */
const chosenWith = (certificate: Chosen): Chosen[] => [
  ...certificateStatuses.map((status) => ({ ...certificate, status })),
  ...validities.flatMap((validity) =>
    [true, false].map((registered) => ({ ...certificate, validity, registered })),
  ),
  ...otherCards.flatMap((card) =>
    (['good', 'revoked'] as const).map((status) => ({ ...card, ...certificate, status })),
  ),
];

describe('A new person', () => {
  it.each(certificates)(
    'has the visit that the entry states, whatever was chosen beside %j',
    async (certificate) => {
      const chosen = chosenWith(certificate);
      const entries = Object.fromEntries(chosen.map((one, i) => [`person-${i}`, made(one)]));
      const people = parsePeople(stringify(entries), 'made.yaml');
      for (const [i, person] of [...people].entries()) {
        const world = await openDesk(people);
        await visit(world, person);
        expect({ ...chosen[i], ...visitsSoFar(world) }).toEqual({
          ...chosen[i],
          ...asStated(person.defaultVisit),
        });
        await world.stop();
      }
    },
  );

  it('has one of eleven visits', () => {
    const screens = certificates
      .flatMap(chosenWith)
      .map((chosen) => made(chosen).defaultVisit.screens.join(' '));
    // With and without registration: in order, with a notice, in grace. Medical aid, of whom no consent is asked: in order,
    // with a notice. Then: not insured, refused, not read.
    expect(new Set(screens).size).toBe(3 * 2 + 2 + 3);
  });

  it('is checked in, with consent, where nothing was chosen', () => {
    expect(made({}).defaultVisit).toMatchObject({ outcome: 'accepted', validity: '1', file: true });
  });

  it.each(['-40d', '-6m', '2026-01-31', '+30d', '+4y'])(
    'has a certificate that began before it ended: %s',
    (text) => {
      const expires = rule(text);
      const issued = rule(issuedBefore(expires, today));
      expect(compareDays(issued(today), expires(today))).toBeLessThan(0);
      expect(compareDays(issued(today), today)).toBeLessThan(0);
    },
  );

  it('has a certificate issued five years before a date that is past', () => {
    expect(dashedDate(rule(issuedBefore(rule('2026-01-31'), today))(today))).toBe('2021-01-31');
  });
});

describe('The visit expected of a situation', () => {
  const byFace = [...loadPeople()].filter(
    ({ defaultVisit, certificate }) =>
      // None is made with a defect in the certificate.
      defaultVisit.method === 'face' && certificate.defect === undefined,
  );

  it('is the one that the built-in people state', () => {
    expect(new Set(byFace.map(({ card }) => card.kind))).toEqual(new Set(cardKinds));
    for (const person of byFace) {
      const { id, card, certificate, registered, recipientCertificates, defaultVisit } = person;
      const situation = {
        card: card.kind,
        status: certificate.status,
        certificate: issuedBetween(certificate.issued(today), certificate.expires(today)),
        validity: validityOn(person, today),
        registered,
        recipientCertificates: recipientCertificates.length > 0,
        viewing: person.insurance.every(
          ({ classification, insurer }) => !isNotViewable(classification, insurer.number),
        ),
      };
      expect([id, expectedVisit(situation, today)]).toEqual([id, defaultVisit]);
    }
  });
});

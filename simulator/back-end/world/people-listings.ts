/** The people, insurers and qualifications that the mock back end holds, as it shows them to test benches. */

import { z } from 'zod';
import { type Day, dashedDate as dashed } from '../../../firmware/calendar.ts';
import type { Revocation } from '../../../firmware/trust/revocation.ts';
import {
  consentSchema,
  dashedDate,
  institution,
  isoInstant,
  validity,
} from '../../../host-bridge/eligibility/api-fields.ts';
import { eligibilityRecordSchema } from '../../../host-bridge/eligibility/eligibility-record.ts';
import type { Person } from '../../people/person.ts';
import { recipientCertificateSchema } from '../../people/recipient-certificate.ts';
import { consentTimes } from '../listings.ts';
import type { BackEndStore } from '../store.ts';
import { consentStanding } from './consent-held.ts';
import { holds } from './standing.ts';
import type { World } from './world.ts';

const revocations = [
  'good',
  'revoked',
  'suspended',
  'returned',
  'voluntarilyRevoked',
] as const satisfies readonly Revocation[];

export const personRowSchema = z.strictObject({
  id: z.string().describe('of the people file'),
  validity: validity.describe('QualificationValidity today'),
  registered: z.boolean().describe('健康保険証利用登録'),
  certificate: z.enum(revocations).describe('what the authority knows of the user certificate'),
});
export type PersonRow = z.infer<typeof personRowSchema>;

const qualificationSchema = z.strictObject({
  from: dashedDate.describe('the first day on which it holds'),
  lost: dashedDate.nullable().describe('the first day on which it holds no longer; null: no end is known'),
  inFull: z.boolean().describe('false: told of, with the rest to follow'),
  told: z.boolean().describe('it is this one that is told today, asked by the card'),
  record: eligibilityRecordSchema.describe('as it is today'),
});

export const personDetailsSchema = personRowSchema.extend({
  qualifications: z.array(qualificationSchema).describe('in the order in which they begin'),
  recipientCertificates: z
    .array(recipientCertificateSchema.extend({ from: dashedDate, until: dashedDate }))
    .describe('受給者証 (医療費助成), those that are over among them'),
  referenceNumbers: z.array(z.strictObject({ institution, reference: z.string() })).describe('照会番号'),
  consents: z
    .array(z.strictObject({ institution, groups: consentSchema, at: isoInstant, until: isoInstant }))
    .describe('that still hold, one an institution'),
});
export type PersonDetails = z.infer<typeof personDetailsSchema>;

export const insurerRowSchema = z.strictObject({
  number: z.string().describe('保険者番号'),
  name: z.string(),
  people: z.int().describe('who are insured there today'),
});
export type InsurerRow = z.infer<typeof insurerRowSchema>;

/** What is held, and the moment at which it is looked at. */
interface Look {
  readonly world: World;
  readonly store: BackEndStore;
  readonly today: Day;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
}

const personRow = (person: Person, { world, today }: Look): PersonRow => ({
  id: person.id,
  validity: world.standingOf(person, today).validity,
  registered: world.isRegistered(person),
  certificate: world.revocationOf(person),
});

/** In the order of the people file. */
export const personRows = (look: Look): PersonRow[] =>
  Array.from(look.world.people, (person) => personRow(person, look));

export function personDetails(person: Person, look: Look): PersonDetails {
  const { world, store, today } = look;
  const { told } = world.standingOf(person, today);
  return {
    ...personRow(person, look),
    qualifications: world.qualificationsOf(person).map((held) => ({
      from: dashed(held.from),
      lost: held.lost && dashed(held.lost),
      inFull: held.qualification.inFull,
      told: held === told,
      record: world.recordOn(held, today),
    })),
    recipientCertificates: person.recipientCertificates.map(({ from, until, ...certificate }) => ({
      ...certificate,
      from: dashed(from(world.opened)),
      until: dashed(until(world.opened)),
    })),
    referenceNumbers: [...store.referenceNumbers(person.id)],
    consents: consentsOf(person, look),
  };
}

function consentsOf({ id: person }: Person, { store, now }: Look): PersonDetails['consents'] {
  const asked = store
    .visits()
    .flatMap(({ judgement }) => (judgement?.person === person ? [judgement.institution] : []));
  return [...new Set(asked)].flatMap((where) => {
    const standing = consentStanding(store, { institution: where, person, now });
    return standing.kind === 'held'
      ? [{ institution: where, groups: standing.groups, ...consentTimes(standing.at) }]
      : [];
  });
}

/** In the order in which the people file names them first. */
export function insurerRows({ world, today }: Look): InsurerRow[] {
  const rows = new Map<string, InsurerRow>();
  for (const person of world.people) {
    const held = world.qualificationsOf(person);
    const insuredAt = new Set(
      held.filter((one) => holds(one, today)).map(({ qualification }) => qualification.insurer.number),
    );
    for (const { qualification } of held) {
      const { number, name } = qualification.insurer;
      const row = rows.get(number) ?? { number, name, people: 0 };
      // Counted once, however many qualifications one has there.
      rows.set(number, insuredAt.delete(number) ? { ...row, people: row.people + 1 } : row);
    }
  }
  return [...rows.values()];
}

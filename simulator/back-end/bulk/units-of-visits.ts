/**
 * What is told of those who checked in at an institution: medical tickets, and consents for home visits and online
 * care. Our reading: the public sources name these requests and their fields, not whom they lead to. Who checked in at
 * a reader of the institution stands for whoever was registered there; their visits have no purpose of their own here,
 * so home visits and online care name the same people.
 */

import { dayStart, japanDay, millisecondsADay } from '../../../firmware/calendar.ts';
import type { BulkAsked, BulkUnit } from '../../../host-bridge/eligibility/bulk-operations.ts';
import type { EligibilityRecord } from '../../../host-bridge/eligibility/eligibility-record.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import { askedDays } from '../asked-days.ts';
import { consentTimes } from '../listings.ts';
import type { OperationParts } from '../operations/operation.ts';
import { recordFor } from '../operations/record-for.ts';
import type { KeptVisit } from '../store.ts';
import { consentLifeMs, hasEnded } from '../world/consent-held.ts';

type Asked<K extends BulkAsked['kind']> = Extract<BulkAsked, { kind: K }>;

/** The last visit of each person, in the order of these visits. */
function lastOfEach(visits: readonly KeptVisit[]): KeptVisit[] {
  const last = new Map<string, KeptVisit>();
  for (const visit of visits) {
    if (visit.judgement === null) continue;
    last.delete(visit.judgement.person);
    last.set(visit.judgement.person, visit);
  }
  return [...last.values()];
}

/** The person's insurance today, with the institution's own number of the person. */
function recordOf(parts: OperationParts, { judgement }: KeptVisit, institution: string): EligibilityRecord[] {
  const { world, clock } = parts;
  const person = judgement === null ? undefined : world.person(judgement.person);
  if (person === undefined) return [];
  const today = japanDay(clock.now());
  const { told } = world.standingOf(person, today);
  return told === null ? [] : [recordFor(institution, told, today, parts)];
}

/** Only who is entitled is checked in: 有効, or 有効（未登録） of medical aid. */
const validityOf = ({ judgement }: KeptVisit): '1' | '6' => (judgement?.validity === '6' ? '6' : '1');

/** 医療券・調剤券 of the month, of everybody who has checked in here. */
export const unitsOfMedicalTickets = (
  parts: OperationParts,
  { month }: Asked<'medicalTickets'>,
  institution: string,
): BulkUnit[] =>
  lastOfEach(parts.store.committedAt(institution, 0, parts.clock.now())).flatMap((visit) =>
    recordOf(parts, visit, institution).flatMap((record) => {
      const tickets = record.PublicExpenseResultList?.filter(
        ({ MedicalTreatmentMonth }) => MedicalTreatmentMonth === month,
      );
      return tickets === undefined || tickets.length === 0
        ? []
        : [{ validity: validityOf(visit), records: [{ ...record, PublicExpenseResultList: tickets }] }];
    }),
  );

/** EMU-476 as `askedDays`. Those who checked in on the days that are asked for, with what has become of their consent. */
export const unitsOfConsents = (
  parts: OperationParts,
  asked: Asked<'homeVisits' | 'onlineCare'>,
  institution: string,
): Result<BulkUnit[]> => {
  const days = askedDays(asked);
  if (!days.ok) return days;
  const { from, until } = days.value;
  const now = parts.clock.now();
  const visits = parts.store.committedAt(
    institution,
    from === null ? 0 : dayStart(from),
    until === null ? now : dayStart(until) + millisecondsADay - 1,
  );
  const units = lastOfEach(visits).map((visit) => {
    const records = recordOf(parts, visit, institution);
    const { use } = visit;
    const unit = { validity: validityOf(visit), records };
    if (!use?.consent) return unit;
    const given = hasEnded(use.at + consentLifeMs, now) ? '2' : '1';
    const { surgery, treatment, checkup } = use.consent;
    const consent = {
      surgery: surgery ? given : ('0' as const),
      treatment: treatment ? given : ('0' as const),
      checkup: checkup ? given : ('0' as const),
    } as const;
    return { ...unit, consent: { ...consent, ...consentTimes(use.at) } };
  });
  return ok(units);
};

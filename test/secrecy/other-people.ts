/**
 * The built-in people, each with other secrets and another identity: every value that is secret or personal is another
 * of equal shape, and everything that decides how a visit goes is as it was.
 */

import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import type { PersonEntry } from '../../simulator/people/person.ts';
import type { QualificationEntry } from '../../simulator/people/qualification.ts';
import { type People, parsePeople } from '../../simulator/people/registry.ts';
import { otherCharacters } from './other-characters.ts';

/** The people file as it is written. */
export const entries: ReadonlyMap<string, PersonEntry> = new Map(
  Object.entries(
    parse(readFileSync(new URL('../../simulator/people/people.yaml', import.meta.url), 'utf8')) as Record<
      string,
      PersonEntry
    >,
  ),
);

const qualificationsOf = ({ insurance }: PersonEntry): QualificationEntry[] => [insurance].flat();

/** Every text about a person that is no number. */
export const wordsAbout = (entry: PersonEntry): string[] =>
  [
    entry.name.kanji,
    entry.name.kana,
    entry.address,
    ...(entry.recipientCertificates ?? []).map(({ issuer }) => issuer),
    ...qualificationsOf(entry).flatMap(({ insurer, symbol, holderName, medicalTickets = [] }) => [
      insurer.name,
      symbol,
      holderName,
      ...medicalTickets.flatMap((ticket) => [ticket.districtContact, ticket.handlingContact]),
    ]),
  ].filter((text) => text !== undefined);

/** What stands for a text about somebody, digits included; ASCII small letters and signs stay. */
export const other: (text: string) => string = otherCharacters([...entries.values()].flatMap(wordsAbout));

/** A day with as many digits by which a person is in the same class: of age, of validity, of grace. */
function otherDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  if (/^\d{4}-/.test(day) && year !== undefined) {
    const [m, d] = [((month ?? 0) % 12) + 1, ((date ?? 0) % 28) + 1];
    // In eras (和暦) too a year is always two digits.
    return `${year - 2}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  }
  // What holds for whole months is moved by a month; the month of the desk's day must stay in it.
  if (day.endsWith(' monthStart') || day.endsWith(' monthEnd')) return day.replace(' month', ' -1m month');
  // What ends today would be over, what begins or ends tomorrow would have.
  return day.startsWith('month') || ['today', '+1d'].includes(day) ? day : `${day} -1d`;
}

/** The fields named, each another day; those that are absent stay absent. */
function otherDays<T extends object>(held: T, ...fields: readonly (keyof T)[]): T {
  const days = fields.flatMap((field) => {
    const day = held[field];
    return typeof day === 'string' ? [[field, otherDay(day)] as const] : [];
  });
  return { ...held, ...Object.fromEntries(days) };
}

function otherQualification(qualification: QualificationEntry): QualificationEntry {
  const { insurer, symbol, number, branch, holderName, lost, elderly, limit } = qualification;
  const usual = { qualified: '-2y', issued: '-2y', validFrom: '-2y', validUntil: '+2y' };
  return {
    ...otherDays({ ...usual, ...qualification }, 'qualified', 'issued', 'validFrom', 'validUntil'),
    insurer: { ...insurer, number: other(insurer.number), name: other(insurer.name) },
    ...(symbol && { symbol: other(symbol) }),
    ...(number && { number: other(number) }),
    ...(branch && { branch: other(branch) }),
    ...(holderName && { holderName: other(holderName) }),
    ...(lost && { lost: otherDays(lost, 'on') }),
    ...(elderly && { elderly: otherDays(elderly, 'issued', 'from', 'until') }),
    ...(limit && { limit: otherDays(limit, 'issued', 'from', 'until') }),
    specificDiseases: (qualification.specificDiseases ?? []).map((held) =>
      otherDays(held, 'issued', 'from', 'until'),
    ),
    medicalTickets: (qualification.medicalTickets ?? []).map((ticket) => ({
      ...otherDays(ticket, 'from', 'until'),
      number: other(ticket.number),
      districtContact: other(ticket.districtContact),
      handlingContact: other(ticket.handlingContact),
    })),
  };
}

/**
 * @param next whose 個人番号 it gets: a made-up one might have a right check digit and be somebody's
 * @param birthOf the day of birth for the one that is written
 */
function otherEntry(entry: PersonEntry, next: PersonEntry, birthOf: (day: string) => string): PersonEntry {
  const { name, birth, address, postcode, pin, signingPassword, securityCode, face, phone } = entry;
  return {
    ...entry,
    name: { kanji: other(name.kanji), kana: other(name.kana) },
    birth: birthOf(birth),
    address: other(address),
    postcode: other(postcode),
    pin: other(pin),
    signingPassword: other(signingPassword),
    individualNumber: next.individualNumber,
    securityCode: other(securityCode),
    // Twins stay alike, all others unlike.
    face: { likeness: face.likeness + 40_000 },
    card: otherDays({ expires: '+6y', ...entry.card }, 'expires'),
    // The day on which a certificate of the usual length ends is where scenarios move the clock to: it stays.
    certificate: otherDays({ issued: '-1y', ...entry.certificate }, 'issued', 'expires'),
    ...(phone && { phone: { ...phone, pin: other(phone.pin) } }),
    insurance: qualificationsOf(entry).map(otherQualification),
    recipientCertificates: (entry.recipientCertificates ?? []).map((held) => ({
      ...otherDays(held, 'from', 'until'),
      issuer: other(held.issuer),
      payer: other(held.payer),
      recipient: other(held.recipient),
    })),
  };
}

const list = [...entries];

const others = (birthOf: (day: string) => string): ReadonlyMap<string, PersonEntry> =>
  new Map(
    list.map(([id, entry], i) => [id, otherEntry(entry, list[(i + 1) % list.length]?.[1] ?? entry, birthOf)]),
  );
/** In the form of a people file, so that they are checked as any other. */
const peopleOf = (given: ReadonlyMap<string, PersonEntry>): People =>
  parsePeople(stringify(Object.fromEntries(given)), 'other people');

export const otherEntries = others(otherDay);
export const otherPeople: People = peopleOf(otherEntries);
/** For scenarios that move the clock to the birthday on which a renewed card ends: everything is another but the births. */
export const otherPeopleBornAlike: People = peopleOf(others((birth) => birth));

/** Which visits testers make: kinds of visits, people, languages and troubles, put together or drawn from a seed. */

import type { Language } from '../../firmware/screens/vocabulary.ts';
import type { Person } from '../people/person.ts';
import { seededEntropy } from '../time/seeded-entropy.ts';
import type { ConsentWish, Goal } from './goal.ts';
import type { Trouble } from './trouble.ts';

const toAll: ConsentWish = { way: 'all', answers: { surgery: true, treatment: true, checkup: true } };
const toNone: ConsentWish = { way: 'none', answers: { surgery: false, treatment: false, checkup: false } };
const toSome: ConsentWish = {
  way: 'one by one',
  answers: { surgery: true, treatment: false, checkup: true },
};

type Kind = Pick<Goal, 'method' | 'consent' | 'earphones' | 'briefly'>;

export const visitKinds = {
  'face, all': { method: 'face', consent: toAll, earphones: false, briefly: false },
  'face, none, earphones': { method: 'face', consent: toNone, earphones: true, briefly: false },
  'pin, all, earphones': { method: 'pin', consent: toAll, earphones: true, briefly: false },
  'pin, one by one': { method: 'pin', consent: toSome, earphones: false, briefly: false },
  'pin, one by one, earphones': { method: 'pin', consent: toSome, earphones: true, briefly: false },
  'pin, none, short': { method: 'pin', consent: toNone, earphones: false, briefly: true },
  'phone, all': { method: 'phone', consent: toAll, earphones: false, briefly: false },
  'phone, one by one, earphones': { method: 'phone', consent: toSome, earphones: true, briefly: false },
  'phone, none, short': { method: 'phone', consent: toNone, earphones: false, briefly: true },
  'staff, all': { method: 'staff', consent: toAll, earphones: false, briefly: false },
} as const satisfies Record<string, Kind>;
export type VisitKind = keyof typeof visitKinds;
export const visitKindNames = Object.keys(visitKinds) as VisitKind[];

export interface PlannedVisit {
  readonly person: Person;
  readonly language: Language;
  readonly kind: VisitKind;
  readonly trouble: Trouble;
  readonly seed: string;
}

/** Of the others no visit can end in acceptance. */
export const canBeAccepted = ({ defaultVisit }: Person): boolean => defaultVisit.outcome === 'accepted';

/** Troubles that only whoever goes that way lives through. */
const needs: Partial<Record<Trouble, Goal['method']>> = {
  'wrong-pin': 'pin',
  'face-cues': 'face',
  'blurred-face': 'face',
};

/** Without a phone nobody goes with one, and where no card is laid down none is lifted. */
const fits = (person: Person, kind: VisitKind, trouble: Trouble): boolean => {
  const { method } = visitKinds[kind];
  if (method === 'phone' && (person.phone === undefined || trouble === 'card-lifted')) return false;
  return needs[trouble] === undefined || method === needs[trouble] || needsPhonePin(person, kind, trouble);
};

const needsPhonePin = ({ phone }: Person, kind: VisitKind, trouble: Trouble): boolean =>
  trouble === 'wrong-pin' && visitKinds[kind].method === 'phone' && phone?.kind === 'android';

const otherThan = (pin: string): string => `${pin.slice(0, 3)}${(Number(pin[3]) + 1) % 10}`;

export function goalOf({ person, language, kind, trouble }: Omit<PlannedVisit, 'seed'>): Goal {
  const phone = visitKinds[kind].method === 'phone' ? (person.phone ?? null) : null;
  const pin = (phone ?? person).pin.reveal();
  const pins = trouble === 'wrong-pin' ? [otherThan(pin), pin] : [pin];
  return {
    ...visitKinds[kind],
    language,
    phone: phone?.kind ?? null,
    pins: phone === null && person.card.faceOnly ? null : pins,
    dawdles: trouble === 'slow-person',
  };
}

export interface Rounds {
  readonly people: readonly Person[];
  readonly languages: readonly Language[];
  readonly troubles: readonly Trouble[];
  readonly seed: string;
}

/** Every kind of visit of everybody in every language, through every trouble. */
export const everyVisit = ({ people, languages, troubles, seed }: Rounds): readonly PlannedVisit[] =>
  people.flatMap((person) =>
    languages.flatMap((language) =>
      troubles.flatMap((trouble) =>
        visitKindNames
          .filter((kind) => fits(person, kind, trouble))
          .map((kind) => ({
            person,
            language,
            kind,
            trouble,
            seed: `${seed} ${person.id} ${language} ${kind} ${trouble}`,
          })),
      ),
    ),
  );

/** So many of them, drawn. */
export function drawnVisits(rounds: Rounds, count: number): readonly PlannedVisit[] {
  const all = everyVisit(rounds);
  const random = seededEntropy(`${rounds.seed} rounds`);
  return Array.from({ length: count }, (_, i) => {
    const drawn = all[Math.floor(random.number() * all.length)];
    if (drawn === undefined) throw new RangeError('nobody to visit');
    return { ...drawn, seed: `${rounds.seed} ${i}` };
  });
}

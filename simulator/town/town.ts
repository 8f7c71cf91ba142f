/**
 * Makes a town: a people file of as many people as asked for, all of them invented, with the ages, households, insurers
 * and situations of the tables in shares.ts. The same seed gives the same people on any machine and any day.
 */

import { type Day, dashedDate } from '../../firmware/calendar.ts';
import { isNotViewable } from '../back-end/medical/not-viewable.ts';
import { type DayRule, parseDayRule } from '../people/day-rule.ts';
import { expectedVisit, issuedBetween } from '../people/expected-visit.ts';
import { nobodysNumber } from '../people/individual-number.ts';
import type { PersonEntry } from '../people/person.ts';
import { aboutOf } from './about.ts';
import { type Drawing, drawing } from './drawing.ts';
import { type Household, households, type Resident, residents } from './household.ts';
import { type Insured, insuranceOf, type Numbering, numbering } from './insurance.ts';
import { familyName, fullName, givenName, type Name } from './names.ts';
import { shares } from './shares.ts';
import { certificateDays, type Situation, situations } from './situation.ts';
import { toldOf } from './told.ts';

/** So many have ids of five digits and faces that nobody takes for another's. */
export const mostPeople = 50_000;

export interface TownPlan {
  /** 1 to `mostPeople`. */
  readonly people: number;
  readonly seed: string;
  /** Births as dates for this day; null: as steps from the desk's day, so that everybody is as old on any day. */
  readonly day: Day | null;
}

export interface TownPerson {
  readonly id: string;
  readonly entry: PersonEntry;
  readonly insured: Insured;
  readonly situation: Situation;
}

export interface Town {
  readonly households: readonly Household[];
  /** Families side by side; made one after the other as they are asked for, once. */
  readonly people: Iterable<TownPerson>;
}

export function makeTown({ people: count, seed, day }: TownPlan): Town {
  const draw = drawing(`town of ${count}, seed ${seed}`);
  const living = households(draw, residents(draw, count));
  const names = new Map<Resident, Name>();
  const places = new Map<Resident, Place>();
  const numbers = numbering();
  const insured = living.flatMap((household) => {
    const family = familyName(draw, draw.by(shares.names.of));
    const place = placeOf(draw);
    for (const one of membersOf(household)) {
      names.set(one, fullName(family, givenName(draw, one.sex)));
      places.set(one, place);
    }
    return insuranceOf(household, { draw, numbers, nameOf: (one) => names.get(one)?.kanji ?? '' });
  });
  const met = situations(draw, insured);

  function* people(): Generator<TownPerson> {
    for (const [i, one] of insured.entries()) {
      const situation = met[i] as Situation;
      const entry = entryOf(draw, i + 1, {
        insured: one,
        situation,
        name: names.get(one.resident) as Name,
        place: places.get(one.resident) as Place,
        numbers,
      });
      const birth = day === null ? entry.birth : dashedDate(rule(entry.birth)(day));
      yield { id: `t${String(i + 1).padStart(5, '0')}`, entry: { ...entry, birth }, insured: one, situation };
    }
  }
  return { households: living, people: people() };
}

const membersOf = ({ adults, children, elders }: Household): readonly Resident[] => [
  ...adults,
  ...children,
  ...elders,
];

interface Place {
  readonly address: string;
  readonly postcode: string;
}

const quarters = ['見本町', '北見本', '南見本', '見本台', '見本ヶ丘', '新見本', '見本港', '見本が原'];

/** In 見本県, which does not exist; its postcodes begin with digits that no place has. */
function placeOf(draw: Drawing): Place {
  const quarter = draw.below(quarters.length);
  const [block, lot, house] = [draw.between(1, 9), draw.between(1, 30), draw.between(1, 20)];
  return {
    address: `見本県見本市${quarters[quarter]}${block}丁目${lot}番${house}号`,
    postcode: `999-98${quarter}${block}`,
  };
}

interface Made {
  readonly insured: Insured;
  readonly situation: Situation;
  readonly name: Name;
  readonly place: Place;
  readonly numbers: Numbering;
}

const cardsWithFaceAlone = 'face-only';
const daysInYear = 365;
/** Likenesses less than 10 apart look alike; the built-in people have theirs below this. */
const firstLikeness = 100_000;
const likenessStep = 10;
/**
 * Steps are counted back from this day to state how the default visit goes; the days of a town's certificates keep away
 * from the edges of each state, so that it goes the same on any other.
 */
const anyDay: Day = { year: 2026, month: 11, day: 2 };

function rule(text: string): DayRule {
  const read = parseDayRule(text);
  if (read === null) throw new Error(`no day: ${text}`);
  return read;
}

/** The longest that a town's certificates go back, from the first of a month three months ago. */
const oldestPaper = 124;
/** Insurance that tells nothing else began two years ago. */
const usuallyInsured = { years: 2, from: 75 } as const;

/**
 * Nothing of an insurance is from before it could begin: the papers of an infant, and the insurer of the elderly of those
 * who were not 75 yet when insurance usually began.
 *
 * @param days since the last birthday
 */
function begunInTime(insured: Insured, { validity }: Situation, days: number): Insured['insurance'] {
  const { resident, kind, insurance } = insured;
  const birth = `-${resident.age}y -${days}d`;
  const years = kind === 'elderly' ? resident.age - usuallyInsured.from : resident.age;
  const earliest = kind === 'elderly' ? `${birth} +${usuallyInsured.from}y` : birth;
  const papers = years === 0 && days < oldestPaper ? { issued: earliest, from: earliest } : {};
  // Who has lost it a month ago had it before.
  const isLost = validity === '2' || validity === '3';
  return {
    ...insurance,
    ...(kind === 'elderly' && years < usuallyInsured.years && !isLost && { qualified: earliest }),
    ...(insurance.limit !== undefined && { limit: { ...insurance.limit, ...papers } }),
  };
}

function entryOf(draw: Drawing, n: number, { insured, situation, name, place, numbers }: Made): PersonEntry {
  const { resident } = insured;
  const { cardSort, status, validity, registered, recipientCertificates } = situation;
  const days = certificateDays(draw, situation.certificateState);
  const kind = cardSort === cardsWithFaceAlone ? 'my-number' : cardSort;
  const sinceBirthday = draw.below(daysInYear);
  const insurance = begunInTime(insured, situation, sinceBirthday);
  return {
    about: aboutOf(insured, situation),
    name: { kanji: name.kanji, kana: name.kana },
    birth: `-${resident.age}y -${sinceBirthday}d`,
    sex: resident.sex,
    ...place,
    pin: draw.digits(4),
    signingPassword: `TEST${draw.digits(4)}`,
    individualNumber: nobodysNumber(`9998${String(n).padStart(7, '0')}`),
    securityCode: draw.digits(4),
    face: { likeness: firstLikeness + n * likenessStep },
    card: {
      ...(kind !== 'my-number' && { kind }),
      ...(cardSort === cardsWithFaceAlone && { faceOnly: true }),
      ...(situation.pinTriesLeft !== 3 && { pinTriesLeft: situation.pinTriesLeft }),
      expires: `${days.expires} +5y`,
    },
    certificate: { ...days, ...(status !== 'good' && { status }) },
    ...(situation.phone !== 'none' && { phone: { kind: situation.phone, pin: draw.digits(4) } }),
    ...(!registered && { registered }),
    ...(recipientCertificates && {
      recipientCertificates: [
        {
          kind: resident.age < 18 ? ('child' as const) : ('disability' as const),
          issuer: '見本市',
          payer: '88999999',
          recipient: String(n % 10_000_000).padStart(7, '0'),
          from: '-3m monthStart',
          until: '+9m monthEnd',
        },
      ],
    }),
    insurance: toldOf({ ...insured, insurance }, situation, { draw, numbers }),
    defaultVisit: expectedVisit(
      {
        card: kind,
        status,
        certificate: issuedBetween(rule(days.issued)(anyDay), rule(days.expires)(anyDay)),
        validity,
        registered,
        recipientCertificates,
        viewing: !isNotViewable(insured.insurance.classification ?? '01', insured.insurance.insurer.number),
      },
      anyDay,
    ),
  };
}

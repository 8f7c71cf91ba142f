/** What a person of a town comes with: card, certificate, tries of the PIN, phone; all days as steps from the desk's day. */

import type { Validity } from '../../host-bridge/eligibility/api-fields.ts';
import type { PersonEntry } from '../people/person.ts';
import type { Drawing } from './drawing.ts';
import type { Resident } from './household.ts';
import type { Insured } from './insurance.ts';
import { shares } from './shares.ts';

export type CertificateState = keyof typeof shares.certificates.of;
export type CardSort = keyof typeof shares.cards.of;

export interface Situation {
  readonly certificateState: CertificateState;
  readonly status: NonNullable<NonNullable<PersonEntry['certificate']>['status']>;
  readonly cardSort: CardSort;
  readonly pinTriesLeft: number;
  readonly phone: keyof typeof shares.phones.of;
  readonly registered: boolean;
  readonly validity: Validity;
  /** Has changed insurer, and the insurers have told both. */
  readonly moved: boolean;
  readonly recipientCertificates: boolean;
  readonly specificDisease: keyof typeof shares.specificDiseases.of;
}

const adultFrom = 18;
const canCarryPhone = ({ age }: Resident): boolean => age >= 15 && age < 75;
/** An insurance that has ended or another one was told of months ago, which nobody who was just born can have. */
const canBeOutOfOrder = ({ kind, resident }: Insured): boolean => kind !== 'medicalAid' && resident.age >= 1;
const canHaveMoved = ({ age }: Resident): boolean => age >= 23 && age < 75;
const canHaveSpecificDisease = ({ age }: Resident): boolean => age >= 20;

/** Dealt among all whom they can concern, so that the shares of the town are those of the tables. */
export function situations(draw: Drawing, people: readonly Insured[]): Situation[] {
  const all = people.length;
  const dealtTo = <K extends string>(
    concerned: (one: Insured) => boolean,
    of: Readonly<Record<K, number>>,
    otherwise: NoInfer<K>,
  ): K[] => {
    const deck = draw.dealt(of, people.filter(concerned).length);
    return people.map((one) => (concerned(one) ? (deck.pop() ?? otherwise) : otherwise));
  };
  const residentIs = (test: (one: Resident) => boolean) => (one: Insured) => test(one.resident);
  const onAid = ({ kind }: Insured): boolean => kind === 'medicalAid';

  const certificateState = draw.dealt(shares.certificates.of, all);
  const status = draw.dealt(shares.certificateStatuses.of, all);
  const cardSort = draw.dealt(shares.cards.of, all);
  const pinTries = draw.dealt(shares.pinTries.of, all);
  const registered = draw.dealt(shares.registered.of, all);
  const phone = dealtTo(residentIs(canCarryPhone), shares.phones.of, 'none');
  const validity = dealtTo(canBeOutOfOrder, shares.validities.of, '1');
  const moved = dealtTo(residentIs(canHaveMoved), shares.moved.of, 'no');
  const ofChild = dealtTo(
    residentIs(({ age }) => age < adultFrom),
    shares.recipientCertificatesOfChildren.of,
    'no',
  );
  const ofAdult = dealtTo(
    residentIs(({ age }) => age >= adultFrom),
    shares.recipientCertificates.of,
    'no',
  );
  const disease = dealtTo(residentIs(canHaveSpecificDisease), shares.specificDiseases.of, 'none');

  return people.map((one, i) => ({
    certificateState: certificateState[i] ?? 'good',
    status: status[i] ?? 'good',
    cardSort: cardSort[i] ?? 'my-number',
    pinTriesLeft: Number(pinTries[i] ?? 3),
    phone: phone[i] ?? 'none',
    registered: registered[i] === 'yes',
    // Medical aid is valid without registration too, and says so.
    validity: onAid(one) && registered[i] === 'no' ? '6' : (validity[i] ?? '1'),
    moved: moved[i] === 'yes',
    recipientCertificates: ofChild[i] === 'yes' || ofAdult[i] === 'yes',
    specificDisease: disease[i] ?? 'none',
  }));
}

/** Days from today to the certificate's last, so far from the edges of each state that they hold on any day. */
const daysLeft: Readonly<Record<CertificateState, readonly [first: number, last: number]>> = {
  good: [120, 1_780],
  expiring: [1, 85],
  grace: [-85, -1],
  expired: [-900, -130],
};

const inDays = (count: number): string => (count < 0 ? `-${-count}d` : `+${count}d`);

/** A certificate lasts five years (to the fifth birthday; ours counts from its last day). */
export function certificateDays(
  draw: Drawing,
  state: CertificateState,
): { readonly issued: string; readonly expires: string } {
  const expires = inDays(draw.between(...daysLeft[state]));
  return { issued: `-5y ${expires}`, expires };
}

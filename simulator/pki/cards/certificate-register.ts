/**
 * What the authorities of the cards know of each certificate: in force, suspended, revoked, and why. Begins as the
 * people file says and changes while the desk runs; revocation lists and answers (OCSP) are made from it.
 */

import { dayStart, japanDay, millisecondsADay } from '../../../firmware/calendar.ts';
import { type Revocation, reasonOf } from '../../../firmware/trust/revocation.ts';
import type { Person } from '../../people/person.ts';
import type { People } from '../../people/registry.ts';
import {
  type CardGeneration,
  phoneCertificateOf,
  userAuthority,
  userCertificateOf,
} from './card-authority.ts';
import { certificateIdentity, type NumberedCertificate } from './certificate-identity.ts';
import { Renewals } from './renewals.ts';

export type CertificateStatus = Person['certificate']['status'];

/** What a certificate's authority says of it, by what the people file says. */
export const revocationOf = {
  good: 'good',
  revoked: 'revoked',
  suspended: 'suspended',
  returned: 'returned',
  'voluntarily-revoked': 'voluntarilyRevoked',
} as const satisfies Readonly<Record<CertificateStatus, Revocation>>;

/** One certificate that is not in force. */
export interface RegisterEntry {
  /** Hexadecimal digits in lower case, without leading zeros. */
  readonly number: string;
  /** Reason code of RFC 5280; null: none is written. */
  readonly reason: number | null;
  /** Milliseconds since 1970-01-01 UTC; null: before the desk opened. */
  readonly since: number | null;
}

/** Revocation lists and answers write whole seconds (RFC 5280, 4.1.2.5.2). */
export const wholeSecond = (at: number): number => at - (at % 1000);

/**
 * When a certificate went out of force, the same in lists and in answers. Before the desk opened the day is not known:
 * the day before the one in Japan that is asked for.
 *
 * @param at when is asked, milliseconds since 1970-01-01 UTC
 */
export const revokedAt = ({ since }: RegisterEntry, at: number): number =>
  wholeSecond(since ?? dayStart(japanDay(at)) - millisecondsADay);

/** Of the card, and of the phone where there is one. */
function certificatesOf(person: Person): readonly NumberedCertificate[] {
  const inPhone = phoneCertificateOf(person);
  return inPhone === null ? [userCertificateOf(person)] : [userCertificateOf(person), inPhone];
}

interface Change {
  readonly status: CertificateStatus;
  readonly at: number;
}

export class CertificateRegister {
  readonly people: People;
  /** Of cards and phones, since the desk opened. */
  readonly renewals = new Renewals();
  readonly #changes = new Map<string, Change>();
  /** When cards were given back, by id; it stays where the certificate is good again. */
  readonly #returns = new Map<string, number>();
  #revision = 0;
  #changedAt: number | null = null;
  #owners: ReadonlyMap<string, Person> | null = null;

  constructor(people: People) {
    this.people = people;
  }

  /** Counts up with every change; 0: all is as the people file says. */
  get revision(): number {
    return this.#revision;
  }

  /** When it changed last; null: never. Milliseconds since 1970-01-01 UTC. */
  get changedAt(): number | null {
    return this.#changedAt;
  }

  revocationOf(person: Person): Revocation {
    return revocationOf[this.#changes.get(person.id)?.status ?? person.certificate.status];
  }

  /** When the card was given back last (返納), milliseconds since 1970-01-01 UTC, before all else where not known; null: never. */
  returnedAt(person: Person): number | null {
    const before = person.certificate.status === 'returned' ? Number.NEGATIVE_INFINITY : null;
    return this.#returns.get(person.id) ?? before;
  }

  /** @param at milliseconds since 1970-01-01 UTC */
  change(person: Person, status: CertificateStatus, at: number): void {
    this.#changes.set(person.id, { status, at });
    if (status === 'returned') this.#returns.set(person.id, at);
    this.#revision += 1;
    this.#changedAt = at;
  }

  /**
   * The entry of a person whose certificate is not in force; null where it is. The one in the phone goes out of force with
   * the card's.
   */
  entryOf(person: Person, { number } = userCertificateOf(person)): RegisterEntry | null {
    const revocation = this.revocationOf(person);
    if (revocation === 'good') return null;
    return {
      number,
      reason: reasonOf[revocation],
      since: this.#changes.get(person.id)?.at ?? null,
    };
  }

  /** Everybody whose certificate the test authority of a generation issued, and which is not in force. */
  entries(generation: CardGeneration): RegisterEntry[] {
    const { issuer } = userAuthority(generation);
    return Array.from(this.people).flatMap((person) =>
      certificatesOf(person)
        .filter((certificate) => certificate.issuer === issuer)
        .flatMap((certificate) => this.entryOf(person, certificate) ?? []),
    );
  }

  /** Whether it is the certificate in this person's phone rather than in the card. */
  isInPhone(person: Person, certificate: NumberedCertificate): boolean {
    const inPhone = phoneCertificateOf(person);
    return inPhone !== null && certificateIdentity(inPhone) === certificateIdentity(certificate);
  }

  /** Whose certificate it is, in card or phone; undefined: nobody's. */
  ownerOf(certificate: NumberedCertificate): Person | undefined {
    this.#owners ??= new Map(
      Array.from(this.people).flatMap((person) =>
        certificatesOf(person).map((certificate) => [certificateIdentity(certificate), person] as const),
      ),
    );
    return this.#owners.get(certificateIdentity(certificate));
  }
}

/** Whose certificate it is: from the serial number to the person, for all people of a file. */

import type { Person } from '../people/person.ts';
import type { People } from '../people/registry.ts';
import { certificateSerial } from '../pki/card-authority.ts';
import { plainSerial } from './card-certificate.ts';

export type CertificateOwners = ReadonlyMap<string, Person>;

/** Worked out once for each people file; every scenario has a back end of its own. */
const known = new WeakMap<People, CertificateOwners>();

export function certificateOwners(people: People): CertificateOwners {
  const before = known.get(people);
  if (before !== undefined) return before;
  const owners = new Map(Array.from(people, (person) => [plainSerial(certificateSerial(person)), person]));
  known.set(people, owners);
  return owners;
}

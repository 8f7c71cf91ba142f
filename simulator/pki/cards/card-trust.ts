/** Whose cards a desk of emulated parts takes: the test authorities', and those of the authorities that its people brought. */

import { CardTrust } from '../../../firmware/trust/card-trust.ts';
import { orThrow } from '../../../protocol/result.ts';
import type { People } from '../../people/registry.ts';
import { cardAuthorityCertificates } from './card-authority.ts';
import { verifySignature } from './signature-verification.ts';

const made = new WeakMap<People, CardTrust>();

/** Made once for the people of a file. */
export function cardTrust(people: People): CardTrust {
  const known = made.get(people);
  if (known !== undefined) return known;
  const authorities = [...cardAuthorityCertificates()];
  for (const { card } of people) {
    const brought = card.credentials?.user.authority;
    if (brought !== undefined && !authorities.some((one) => sameBytes(one, brought)))
      authorities.push(brought);
  }
  const trust = orThrow(CardTrust.in(authorities, verifySignature));
  made.set(people, trust);
  return trust;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The mdoc of a person's iPhone as an application beside its secure element. It is made when a reader first asks for it. */

import type { Day } from '../../../firmware/calendar.ts';
import { mdocApplications } from '../../../firmware/credential/mdoc/nfc-exchange.ts';
import type { Holder } from '../../card/engine/holder.ts';
import type { Person } from '../../people/person.ts';
import { mdocReaders } from '../../pki/mdoc.ts';
import { platformMdocCrypto } from '../../pki/platform-mdoc-crypto.ts';
import { seededEntropy } from '../../time/seeded-entropy.ts';
import type { PhoneApplication } from '../phone-chip.ts';
import { issueMdoc } from './issuing.ts';
import { createMdocPhone, type MdocPhone, usualPhoneLimits } from './mdoc-phone.ts';

/**
 * A phone that does not agree, for whatever reason, gives an empty response: the standard has no word for why.
 * @param day the desk's, from which the person's dates are counted
 * @param now milliseconds since 1970-01-01 UTC
 */
export function mdocBeside(person: Person, day: Day, holder: Holder, now: () => number): PhoneApplication {
  let made: MdocPhone | null = null;
  const make = (): MdocPhone =>
    createMdocPhone({
      mdoc: issueMdoc(person, day),
      agreed: () => holder.says() === 'agreed',
      told: () => holder.done(),
      proof: 'signature',
      readers: mdocReaders(platformMdocCrypto),
      engine: platformMdocCrypto,
      now,
      // Test phones: a scenario runs the same every time.
      entropy: seededEntropy(`phone of ${person.id}`),
      limits: usualPhoneLimits,
    });
  return {
    names: [mdocApplications.ndef, mdocApplications.mdoc],
    transmit: (apdu) => {
      made ??= make();
      return made.transmit(apdu);
    },
    leaveField: () => made?.leaveField(),
  };
}

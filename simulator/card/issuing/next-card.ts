/** A card of the next generation: two applications and P-384. Nearly all of it is our reading. */

import type { Day } from '../../../firmware/calendar.ts';
import type { Person } from '../../people/person.ts';
import { cardRecognition, issuerSecurityDomain } from '../applications/issuer-security-domain.ts';
import { nextAuthenticationApplication, nextSurfaceApplication } from '../applications/next-generation.ts';
import type { CardContents, StoredObject } from '../engine/contents.ts';
import { myNumberCardReset } from './answers-to-reset.ts';
import { signatureCredential, userCredential } from './credentials.ts';
import { tokenSerial } from './my-number-card.ts';

const recognition: StoredObject = {
  about: 'card recognition data (GlobalPlatform)',
  basis: 'ours',
  value: cardRecognition(),
};

export function nextCard(person: Person, day: Day): CardContents {
  const { card, pin, signingPassword } = person;
  const domain = issuerSecurityDomain(new Map([[0x0066, recognition]]), 'ours');
  const authentication = nextAuthenticationApplication({
    serial: tokenSerial(person),
    user: userCredential(person, day),
    secrets: card.faceOnly
      ? null
      : {
          pin,
          pinTriesLeft: card.pinTriesLeft,
          signingPassword,
          signature: signatureCredential(person, day, 'next'),
        },
  });
  return {
    answerToReset: myNumberCardReset,
    silent: false,
    powerOn: domain,
    applications: [domain, authentication, nextSurfaceApplication(person, day)],
    dataObjects: new Map(),
  };
}

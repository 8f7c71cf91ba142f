/** Today's My Number Card, with a PIN or for the face only. */

import type { Day } from '../../../firmware/calendar.ts';
import type { Person } from '../../people/person.ts';
import { certificateSerial } from '../../pki/cards/card-authority.ts';
import { commonApplication } from '../applications/common-card.ts';
import { issuerSecurityDomain, powerOnObjects } from '../applications/issuer-security-domain.ts';
import { jpkiApplication } from '../applications/jpki.ts';
import { residentApplication } from '../applications/resident.ts';
import { surfaceApplication } from '../applications/surface.ts';
import { textApplication } from '../applications/text.ts';
import type { CardContents, StoredObject } from '../engine/contents.ts';
import { myNumberCardReset } from './answers-to-reset.ts';
import { signatureCredential, userCredential } from './credentials.ts';

/** Identifiers that were seen in JPKI applications; what the files hold is not known. */
const unknownJpkiFiles = [0x05, 0x09, 0x10, 0x19, 0x1c, 0x1e];

/** Told whichever application is current: a contactless reader sees the contact's answer to reset so. */
const contactReset: ReadonlyMap<number, StoredObject> = new Map([
  [
    0x5f51,
    {
      about: 'answer to reset of the contact interface, without its first byte; in any application',
      basis: 'sourced',
      value: myNumberCardReset.contact.subarray(1),
    },
  ],
]);

/** The holder chose one PIN of four digits for all four applications, as one may. Each counts its tries by itself. */
export function myNumberCard(person: Person, day: Day): CardContents {
  const { card, signingPassword } = person;
  const pin = card.faceOnly ? null : person.pin;
  const domain = issuerSecurityDomain(powerOnObjects(person, day));
  const jpki = jpkiApplication({
    name: '公的個人認証AP (JPKI)',
    basis: 'sourced',
    token: 'JPKIAPICCTOKEN2',
    serial: tokenSerial(person),
    user: userCredential(person, day),
    secrets:
      pin === null
        ? null
        : {
            pin,
            pinTriesLeft: card.pinTriesLeft,
            signingPassword,
            signature: signatureCredential(person, day, 'current'),
          },
    unknownFiles: unknownJpkiFiles,
  });
  return {
    answerToReset: myNumberCardReset,
    silent: false,
    powerOn: domain,
    applications: [
      domain,
      jpki,
      surfaceApplication(person, day),
      textApplication(person, day, pin),
      residentApplication(pin),
      commonApplication(person, day, pin),
    ],
    dataObjects: contactReset,
  };
}

/** 16 characters that follow from the certificate's serial number (ours). */
export const tokenSerial = (person: Person): string => certificateSerial(person).slice(0, 16).toUpperCase();

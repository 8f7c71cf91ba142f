/**
 * The two applications of a card of the next generation. Public are the algorithm and its length, that there are two
 * applications (認証AP, 券面等AP: provisional names) instead of four, and two secrets of the holder's instead of four.
 * All else here is our reading: names, files, objects, commands, the form of signatures, and what opens what.
 *
 * A reader finds both under the names of today's JPKI and card-surface applications, with the files it reads there.
 */

import type { Day } from '../../../firmware/calendar.ts';
import type { Person } from '../../people/person.ts';
import { surfaceIssuer } from '../../pki/cards/card-authority.ts';
import { sharedCardKey } from '../../pki/cards/card-keys.ts';
import type { Application } from '../engine/contents.ts';
import { signingKeyOf } from '../engine/signature-schemes.ts';
import { sw } from '../engine/status-words.ts';
import { application, transparent } from '../parts/elementary-files.ts';
import { withOffsets } from '../parts/offset-table.ts';
import { type JpkiForm, jpkiApplication } from './jpki.ts';
import { alikeParts, surfaceAid, surfaceFiles } from './surface.ts';
import { fourFacts } from './text.ts';

type AuthenticationForm = Pick<JpkiForm, 'serial' | 'user' | 'secrets'>;

/** 認証AP: the files of today's JPKI application with P-384 in them; nothing whose meaning is unknown. */
export const nextAuthenticationApplication = (form: AuthenticationForm): Application =>
  jpkiApplication({
    ...form,
    name: '認証AP (authentication, next generation)',
    basis: 'ours',
    token: 'JPKIAPICCTOKEN2',
    unknownFiles: [],
  });

let alike: ReturnType<typeof alikeParts> | null = null;
function nextParts(): ReturnType<typeof alikeParts> {
  if (alike === null) {
    const { key, root } = surfaceIssuer('next');
    alike = alikeParts({ card: sharedCardKey('next internal authentication'), issuer: key, root });
  }
  return alike;
}

const numberBFile = 0x12;
const numberAFile = 0x13;

/** 券面等AP: the files of today's card-surface application, and the four facts as text, which have lost their own one. */
export const nextSurfaceApplication = (person: Person, day: Day): Application =>
  application({
    name: '券面等AP (surface and text, next generation)',
    basis: 'ours',
    aid: surfaceAid,
    files: [
      ...surfaceFiles(person, day, nextParts(), 'ours'),
      transparent(
        [0x07, 'name, address, birth date, sex as text: FF20', 'ours'],
        withOffsets(0xff20, 0xdf21, fourFacts(person, day)),
        [numberBFile, numberAFile],
      ),
    ],
    defaultKey: signingKeyOf(nextParts().keys.card),
    sessionKeyAnswer: sw.securityEnvironment,
  });

/** What a person's card holds, as issued for a desk that runs on a day. Which kinds of cards there are is decided here. */

import { type Day, dashedDate } from '../../people/calendar.ts';
import type { Person } from '../../people/person.ts';
import { jpkiApplication } from '../applications/jpki.ts';
import { surfaceApplication } from '../applications/surface.ts';
import { tlv } from '../engine/ber-tlv.ts';
import type { Application, CardContents } from '../engine/contents.ts';

/** The contact interface, as OpenSC's table of cards has it. */
const myNumberCardAtr = Uint8Array.of(0x3b, 0xe0, 0x00, 0xff, 0x81, 0x31, 0xfe, 0x45, 0x14);
/** The shortest a contactless card can have (PC/SC part 3). */
const otherCardAtr = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);

/** Objects that GET DATA finds on real cards after power-on. What is in them is ours. */
const powerOnObjects = [0x0042, 0x0045, 0x0066, 0x00f0, 0x00f2, 0x00f7, 0x00f8, 0x7f21, 0x5f51];

const issuerSecurityDomain: Application = {
  name: 'issuer security domain',
  aids: [
    Uint8Array.of(0xa0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00),
    Uint8Array.of(0xa0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00, 0x00),
  ],
  files: new Map(),
  dataObjects: new Map(powerOnObjects.map((tag) => [tag, tlv(tag, Uint8Array.from(Buffer.from('TEST')))])),
  internalKey: null,
};

/** A chip card without the applications of a My Number Card: SELECT answers 6A82. */
const otherCard: CardContents = {
  atr: otherCardAtr,
  silent: false,
  powerOn: issuerSecurityDomain,
  applications: [issuerSecurityDomain],
};

const issued = new WeakMap<Person, Map<string, CardContents>>();

/**
 * The contents of a person's card. `day` is the day of the desk from which the dates of the people file count.
 * The same person and day give the same contents, made once.
 */
export function personalise(person: Person, day: Day): CardContents {
  let byDay = issued.get(person);
  if (byDay === undefined) {
    byDay = new Map();
    issued.set(person, byDay);
  }
  const key = dashedDate(day);
  let contents = byDay.get(key);
  if (contents === undefined) {
    contents = issueCard(person, day);
    byDay.set(key, contents);
  }
  return contents;
}

function issueCard(person: Person, day: Day): CardContents {
  if (person.card.kind === 'other') return otherCard;
  const { pin, signingPassword, card } = person;
  const jpki = jpkiApplication(person, day, {
    token: 'JPKIAPICCTOKEN2',
    secrets: card.faceOnly ? null : { pin, pinTriesLeft: card.pinTriesLeft, signingPassword },
  });
  return {
    atr: myNumberCardAtr,
    silent: card.kind === 'broken',
    powerOn: issuerSecurityDomain,
    applications: [issuerSecurityDomain, jpki, surfaceApplication(person, day)],
  };
}

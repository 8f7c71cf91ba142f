/** Every target, by which a run goes when it is given no name. */

import type { Target } from './target.ts';
import { cardTrust } from './targets/card-trust.ts';
import { cardScripts } from './targets/cards.ts';
import { certificates } from './targets/certificates.ts';
import { fieldChannel } from './targets/field-channel.ts';
import { frames } from './targets/frames.ts';
import { handshake } from './targets/handshake.ts';
import { jsonLines } from './targets/json-lines.ts';
import { link, linkForLong } from './targets/link.ts';
import { mdoc } from './targets/mdoc.ts';
import { messages } from './targets/messages.ts';
import { packets } from './targets/packets.ts';
import { phoneReader } from './targets/phone-reader.ts';
import { receipt } from './targets/receipt.ts';
import { reports } from './targets/reports.ts';

export const targets: readonly Target[] = [
  frames,
  packets,
  messages,
  jsonLines,
  link,
  linkForLong,
  reports,
  handshake,
  certificates,
  cardScripts,
  cardTrust,
  receipt,
  mdoc,
  phoneReader,
  fieldChannel,
];

/** How many of so many inputs each of these targets gets, by its share. */
export function shared(inputs: number, among: readonly Target[]): ReadonlyMap<Target, number> {
  const whole = among.reduce((sum, { share }) => sum + share, 0);
  return new Map(among.map((target) => [target, Math.ceil((inputs * target.share) / whole)]));
}

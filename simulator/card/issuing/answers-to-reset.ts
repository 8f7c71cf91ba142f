/** How cards answer to reset, by interface. */

import type { CardContents } from '../engine/contents.ts';

type AnswerToReset = CardContents['answerToReset'];

/** My Number Cards: as OpenSC's table of cards has the one, and a public list of answers the other. */
export const myNumberCardReset: AnswerToReset = {
  contact: Uint8Array.of(0x3b, 0xe0, 0x00, 0xff, 0x81, 0x31, 0xfe, 0x45, 0x14),
  contactless: Uint8Array.of(
    ...[0x3b, 0x88, 0x80, 0x01, 0x00, 0x00, 0x05, 0xe0, 0xb3, 0x81, 0xa1, 0x00, 0x7f],
  ),
};

const shortestContactless = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);

/** Some other card: the shortest answer that a contactless one can have (PC/SC part 3). */
export const otherCardReset: AnswerToReset = {
  contact: shortestContactless,
  contactless: shortestContactless,
};

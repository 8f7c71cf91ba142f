/** A chip card without the applications of a My Number Card: SELECT answers 6A82. */

import { issuerSecurityDomain } from '../applications/issuer-security-domain.ts';
import type { CardContents } from '../engine/contents.ts';
import { otherCardReset } from './answers-to-reset.ts';

const domain = issuerSecurityDomain();

export const otherCard: CardContents = {
  answerToReset: otherCardReset,
  silent: false,
  powerOn: domain,
  applications: [domain],
  dataObjects: new Map(),
};

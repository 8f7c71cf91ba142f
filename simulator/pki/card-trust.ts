/** Which authorities' cards are taken at a desk of emulated parts: the test authorities', and nobody else's. */

import { CardTrust } from '../../firmware/trust/card-trust.ts';
import { orThrow } from '../../protocol/result.ts';
import { cardAuthorityCertificates } from './card-authority.ts';
import { verifySignature } from './signature-verification.ts';

let trust: CardTrust | null = null;

/** Made once a process: it remembers what it has judged, and the judgement depends on the bytes alone. */
export const testCardTrust = (): CardTrust => {
  trust ??= orThrow(CardTrust.in(cardAuthorityCertificates(), verifySignature));
  return trust;
};

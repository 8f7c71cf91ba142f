/** How the mock back end, or what the cards' authorities publish, is told to behave: in scenarios and over HTTP alike. */

import { z } from 'zod';
import { conductAnswers } from '../back-end/conduct.ts';
import { modeOrders } from '../back-end/modes/mode-order.ts';
import {
  ofOcspAlone,
  revocationSources,
  revocationStates,
} from '../back-end/revocation/revocation-conduct.ts';
import { durationWord } from './words.ts';

export const backEndOrder = z.union([
  z.strictObject({
    answer: z.enum(conductAnswers),
    for: durationWord.optional().describe('until it is normal again'),
  }),
  z
    .strictObject({
      revocation: z.enum(revocationStates).describe('what the authorities publish of revoked certificates'),
      by: z.enum(revocationSources).default('crl').describe('which way the back end asks them'),
      for: durationWord.optional().describe('until it is published and asked by crl again'),
    })
    .refine(({ revocation, by }) => by === 'ocsp' || !ofOcspAlone.has(revocation), {
      path: ['by'],
      error: 'only a responder can answer so: by: ocsp',
    }),
  ...modeOrders,
]);

/** As read: lengths of time in milliseconds. */
export type BackEndOrder = z.output<typeof backEndOrder>;

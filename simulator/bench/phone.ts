/** `fcr bench phone`: what it costs to read a phone, in exchanges of APDUs and in CPU, by each way that there is. */

import type { RoundsProgress } from '../cli/progress.ts';
import { benchJpkiOfPhones } from './phone-jpki.ts';
import { benchMdocOfPhone } from './phone-mdoc.ts';

export async function benchPhone(progressOf: RoundsProgress) {
  const jpki = await benchJpkiOfPhones(progressOf({ en: 'JPKI', ja: 'JPKI' }));
  const mdoc = await benchMdocOfPhone(progressOf({ en: 'mdoc', ja: 'mdoc' }));
  const kinds = Object.values(jpki);
  return {
    bench: 'phone',
    bar: { exchanges: 12, ratio: 4 },
    /** Of JPKI; how many an mdoc takes, the lengths that the phone names decide. */
    exchanges: Math.max(...kinds.map(({ exchanges }) => exchanges)),
    ratio: Math.max(mdoc.ratio, ...kinds.map(({ ratio }) => ratio)),
    jpki,
    mdoc,
  };
}

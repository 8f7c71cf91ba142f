/** `fcr bench phone`: what it costs to read a phone, in exchanges of APDUs and in CPU, by each way that there is. */

import { benchJpkiOfPhones } from './phone-jpki.ts';

export async function benchPhone() {
  const jpki = await benchJpkiOfPhones();
  const kinds = Object.values(jpki);
  return {
    bench: 'phone',
    bar: { exchanges: 12, ratio: 4 },
    exchanges: Math.max(...kinds.map(({ exchanges }) => exchanges)),
    ratio: Math.max(...kinds.map(({ ratio }) => ratio)),
    jpki,
  };
}

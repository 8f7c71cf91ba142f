/** What a moment of a machine shows, in words for the tables of what follows. */

import type { AnyMachineSnapshot } from 'xstate';
import type { StateScreen } from '../../../firmware/reader/visit-setup.ts';

export const named = ({ screen, variant }: StateScreen): string =>
  variant === undefined ? `${screen}` : `${screen}(${variant})`;

/** The screen of a moment; the name of the innermost state where it names none, `over` at the end of a visit. */
export function screenOf(snapshot: AnyMachineSnapshot): string {
  if (snapshot.status === 'done') return snapshot.output.unbegun ? 'rest' : 'over';
  let found = '';
  for (const { meta, key } of snapshot._nodes) {
    const own = meta as StateScreen | undefined;
    if (own === undefined) continue;
    found = own.screen === null ? key : named(own);
  }
  return found;
}

/**
 * What happens around a desk and is no part of it: what a person did, what broke and what was mended. By type it
 * holds no digit of an entry: while a masked field is open, no press is observed; the entry is, whole, by the reader.
 */

import type { Key } from '../../firmware/screens/vocabulary.ts';
import type { RequestPrefix } from '../../host-bridge/receipt/requests/kinds.ts';
import type { FaultObservation } from '../faults/faults-under-way.ts';
import type { AwayId } from '../people/away.ts';
import type { Sight } from '../peripherals/camera.ts';
import type { Biometrics } from '../phone/phone.ts';

export const deskParts = ['reader', 'bridge', 'back-end'] as const;
export type DeskPart = (typeof deskParts)[number];

export type WorldObservation =
  | { readonly event: 'press'; readonly key: Key; readonly via: 'keypad' | 'touch' }
  /** `of`: id of a person in the people file, never a name. */
  | { readonly event: 'place'; readonly of: string }
  | { readonly event: 'remove' }
  | { readonly event: 'present'; readonly of: string; readonly biometrics: Biometrics }
  | { readonly event: 'takeAway' }
  | { readonly event: 'phoneReaderCable'; readonly in: boolean }
  /** Away from the reader, to the card of a person of the people file. */
  | { readonly event: 'away'; readonly what: AwayId; readonly of: string }
  | { readonly event: 'stand'; readonly sees: Sight }
  | { readonly event: 'putEarphones'; readonly in: boolean }
  | FaultObservation
  | { readonly event: 'kill'; readonly part: DeskPart }
  | { readonly event: 'restart'; readonly part: DeskPart }
  /** Settings of the facility by name; the password of the staff is one of them. */
  | { readonly event: 'changeFacility'; readonly settings: readonly string[] }
  /** The receipt computer drops a request; `other`: of a kind that cannot be answered. */
  | { readonly event: 'dropRequest'; readonly kind: RequestPrefix | 'other' }
  /** Milliseconds since 1970-01-01 UTC. */
  | { readonly event: 'setClock'; readonly to: number }
  /** The note with this number, counted from 1; its words are the scenario's. */
  | { readonly event: 'note'; readonly number: number };

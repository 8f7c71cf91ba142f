/**
 * What the reader states to the back end of an iPhone that was read as an mdoc: the four facts and how long the mdoc is
 * valid, bound to visit and challenge by the terminal's signature. Our design: how an mdoc is used at a reception is not public.
 */

import type { VisitId } from '../../protocol/ids.ts';
import { cborOf } from './mdoc/deterministic-cbor.ts';

export interface StatedFacts {
  readonly visit: VisitId;
  /** The challenge of the visit. */
  readonly nonce: Uint8Array;
  readonly name: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly sex: 'male' | 'female' | 'unset';
  readonly address: string;
  /** YYYY-MM-DD, the last day in Japan on which the mdoc is valid. */
  readonly validUntil: string;
}

/** What the terminal signs: deterministic CBOR, with a first word that no other signature of a terminal begins with. */
export const statedFactsBytes = ({
  visit,
  nonce,
  name,
  birthDate,
  sex,
  address,
  validUntil,
}: StatedFacts): Uint8Array =>
  cborOf(['fcr four facts', visit, nonce, name, birthDate, sex, address, validUntil]);

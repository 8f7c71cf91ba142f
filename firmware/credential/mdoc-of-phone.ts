/** One holding of an iPhone that is read as an mdoc, in the words of any phone's reading. */

import type { ErrorCode } from '../../protocol/errors.ts';
import type { Personal } from '../../protocol/personal.ts';
import type { ChipExchange } from './chip-exchange.ts';
import { ChipGone } from './chip-exchange.ts';
import type { FourFacts } from './mdoc/identity-request.ts';
import { type MdocReaderParts, readMdoc } from './mdoc/mdoc-reading.ts';

export type FactsReading =
  | { readonly kind: 'facts'; readonly facts: Personal<FourFacts> }
  | { readonly kind: 'notAgreed' | 'notAPhone' }
  /** EMU-350 to EMU-366. */
  | { readonly kind: 'unusable'; readonly code: ErrorCode };

/**
 * Our reading of the two refusals that a person can mend: a phone without an NDEF tag (EMU-352) is a card or a phone
 * of another kind; one that gives no document (EMU-361) waits for its holder to agree.
 * @param at the reader's clock, milliseconds since 1970-01-01 UTC
 * @throws ChipGone
 */
export async function readFactsOf(
  chip: ChipExchange,
  parts: MdocReaderParts,
  at: number,
): Promise<FactsReading> {
  const reading = await readMdoc((command) => chip.transmit(command), parts, at);
  if (reading.kind === 'gone') throw new ChipGone();
  if (reading.kind === 'read') return { kind: 'facts', facts: reading.facts };
  const { code } = reading.problem;
  if (code === 'EMU-352') return { kind: 'notAPhone' };
  return code === 'EMU-361' ? { kind: 'notAgreed' } : { kind: 'unusable', code };
}

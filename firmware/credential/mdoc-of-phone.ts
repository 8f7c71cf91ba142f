/** One holding of an iPhone that is read as an mdoc, in the words of any phone's reading. */

import type { ErrorCode } from '../../protocol/errors.ts';
import type { ChipExchange } from './chip-exchange.ts';
import { ChipGone } from './chip-exchange.ts';
import { type MdocReaderParts, type MdocReading, readMdoc } from './mdoc/mdoc-reading.ts';

/** The four facts, and the last day in Japan on which they hold. */
export type FactsOfMdoc = Omit<Extract<MdocReading, { kind: 'read' }>, 'kind'>;

export type FactsReading =
  | ({ readonly kind: 'facts' } & FactsOfMdoc)
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
  if (reading.kind === 'read') return { ...reading, kind: 'facts' };
  const { code } = reading.problem;
  if (code === 'EMU-352') return { kind: 'notAPhone' };
  return code === 'EMU-361' ? { kind: 'notAgreed' } : { kind: 'unusable', code };
}

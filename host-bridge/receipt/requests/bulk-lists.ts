/** `OQSmuquc01`, `OQSmuimm01`: eligibility, or numbers of the clinic's own (照会番号), of a list of people. */

import { z } from 'zod';
import { type Result, refuse } from '../../../protocol/result.ts';
import { type BulkAsked, bulkEntries } from '../../eligibility/bulk-operations.ts';
import type { MessageElement } from '../format/read-message.ts';
import { compactInstant } from '../japan-time.ts';
import { handIn } from './bulk-hand-in.ts';
import { inside, readFields, realDay } from './request-fields.ts';
import type { RequestKind } from './request-kind.ts';
import { insuredNumbersOf, numbersSchema } from './search-info.ts';

const headerSchema = z.object({ QualificationConfirmationDate: realDay.optional() });
const searchSchema = z.object({
  ...numbersSchema.shape,
  ArbitraryIdentifier: z.string().max(100).optional(),
});
const registrationSchema = z.object({ ...numbersSchema.shape, ReferenceNumber: z.string().max(50) });

/** The entries of a list, in its order. EMU-570 one is out of form, EMU-592 there are none or too many. */
function entriesIn<S extends z.ZodType>(
  message: MessageElement,
  name: string,
  schema: S,
): Result<z.output<S>[]> {
  const elements = inside(message, 'MessageBody').children.filter((child) => child.name === name);
  if (elements.length === 0 || elements.length > bulkEntries) return refuse('EMU-592', { most: bulkEntries });
  const entries: z.output<S>[] = [];
  for (const element of elements) {
    const read = readFields(element, schema);
    if (!read.ok) return read;
    entries.push(read.value);
  }
  return { ok: true, value: entries };
}

export const bulkEligibility: RequestKind = {
  async answer(message, parts) {
    const header = readFields(inside(message, 'MessageHeader'), headerSchema);
    if (!header.ok) return header;
    const searched = entriesIn(message, 'QualificationConfirmSearchInfo', searchSchema);
    if (!searched.ok) return searched;
    const on = header.value.QualificationConfirmationDate ?? compactInstant(parts.now()).slice(0, 8);
    const asked: BulkAsked = {
      kind: 'qualifications',
      entries: searched.value.map((entry) => ({
        who: insuredNumbersOf(entry),
        on,
        ...(entry.ArbitraryIdentifier !== undefined && { identifier: entry.ArbitraryIdentifier }),
      })),
    };
    return handIn(message, asked, parts);
  },
};

export const bulkReferenceNumbers: RequestKind = {
  async answer(message, parts) {
    const registered = entriesIn(message, 'ReferenceNumberRegistrationInfo', registrationSchema);
    if (!registered.ok) return registered;
    const entries = registered.value.map((entry) => ({
      reference: entry.ReferenceNumber,
      who: insuredNumbersOf(entry),
    }));
    return handIn(message, { kind: 'referenceNumbers', entries }, parts);
  },
};

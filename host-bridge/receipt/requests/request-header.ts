/** The header of a request: who asks, for which day. Elements that a kind has beside these are its own to read. */

import { z } from 'zod';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { MessageElement } from '../format/read-message.ts';
import { inside, readFields, realDay } from './request-fields.ts';

export interface RequestHeader {
  /** QualificationConfirmationDate, `YYYYMMDD`; null: the request names none. */
  readonly day: string | null;
  /** The receipt computer's own name of the request; it comes back in the answer and is used for nothing else. */
  readonly identifier: string | null;
}

const schema = z.object({
  MedicalInstitutionCode: z.string().regex(/^\d{10}$/),
  QualificationConfirmationDate: realDay.optional(),
  ArbitraryFileIdentifier: z.string().max(100).optional(),
});

/** EMU-570; EMU-571: it is another institution's. */
export function readHeader(message: MessageElement, institution: string): Result<RequestHeader> {
  const read = readFields(inside(message, 'MessageHeader'), schema);
  if (!read.ok) return read;
  const { MedicalInstitutionCode: theirs, QualificationConfirmationDate: day } = read.value;
  if (theirs !== institution) return refuse('EMU-571', { theirs, ours: institution });
  return ok({ day: day ?? null, identifier: read.value.ArbitraryFileIdentifier ?? null });
}

/** What can be told of a header that is not sound, so that its sender knows which request an answer is to. */
export function identifierOf(message: MessageElement): string | null {
  const read = readFields(inside(message, 'MessageHeader'), schema.pick({ ArbitraryFileIdentifier: true }));
  return read.ok ? (read.value.ArbitraryFileIdentifier ?? null) : null;
}

/** The first of a bulk request's two steps (01): it is handed in, and answered with its ReceptionNumber. */

import { ok, type Result } from '../../../protocol/result.ts';
import type { BulkAsked } from '../../eligibility/bulk-operations.ts';
import type { MessageElement } from '../format/read-message.ts';
import { identifierOf } from './request-header.ts';
import type { AnsweringParts, KindAnswer } from './request-kind.ts';

export async function handIn(
  message: MessageElement,
  asked: BulkAsked,
  { facility, key, ask }: AnsweringParts,
): Promise<Result<KindAnswer>> {
  const received = await ask('bulkRequest', {
    institution: facility.institutionCode,
    key,
    fileIdentifier: identifierOf(message),
    asked,
  });
  if (!received.ok) return received;
  return ok({
    segment: '1',
    body: { ProcessingResultStatus: '1', ReceptionNumber: received.value.reception },
  });
}

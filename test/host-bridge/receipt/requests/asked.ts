/** For tests of requests: their texts, a back end that answers by table, and what stands in an answer. */

import type { AnswerOf, OperationName, RequestOf } from '../../../../host-bridge/eligibility/api.ts';
import type { BackEndClient } from '../../../../host-bridge/eligibility/client.ts';
import type { ErrorCode } from '../../../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../../../protocol/result.ts';
import { receiptFields } from '../../../../simulator/scenario/receipt-fields.ts';

const header = (elements: string) =>
  `<MessageHeader><QualificationConfirmationDate>20261102</QualificationConfirmationDate>${elements}</MessageHeader>`;

/** A request by numbers that is in order; `search` and `head` may say otherwise. */
export const byNumbers = ({
  search = '<InsurerNumber>06999999</InsurerNumber><InsuredIdentificationNumber>101</InsuredIdentificationNumber>',
  head = '<MedicalInstitutionCode>9999999999</MedicalInstitutionCode><ArbitraryFileIdentifier>A1</ArbitraryFileIdentifier>',
} = {}): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><XmlMsg>${header(head)}<MessageBody><QualificationConfirmSearchInfo>${search}</QualificationConfirmSearchInfo></MessageBody></XmlMsg>`,
  );

/** The texts in an answer, by element. */
export const fieldsIn = (bytes: Uint8Array | null): Record<string, string> =>
  Object.fromEntries(
    [...receiptFields(bytes ?? expectBytes())].map(([name, texts]) => [name, texts.join('|')]),
  );

const expectBytes = (): never => {
  throw new Error('no answer lies there');
};

export class AskedBackEnd implements BackEndClient {
  readonly calls: { readonly operation: OperationName; readonly request: unknown }[] = [];
  /** What every call is refused with; null: it is answered. */
  failing: ErrorCode | null = null;
  /** A call that is under way waits for it. */
  held: Promise<void> | null = null;

  async call<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>> {
    this.calls.push({ operation, request });
    await this.held;
    if (this.failing !== null) return refuse(this.failing);
    const answer = operation === 'qualification' ? { validity: '4', records: [], consent: null } : {};
    return ok(answer as unknown as AnswerOf<N>);
  }
  async close(): Promise<void> {}
}

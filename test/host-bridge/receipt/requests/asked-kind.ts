/** A kind of request, asked by the XML that a receipt computer writes, before a back end that answers as it is told. */

import type { OperationName } from '../../../../host-bridge/eligibility/api.ts';
import { facilitySchema } from '../../../../host-bridge/facility.ts';
import { checkFile } from '../../../../host-bridge/receipt/format/check.ts';
import { readMessage } from '../../../../host-bridge/receipt/format/read-message.ts';
import { answerFile, refusalFile } from '../../../../host-bridge/receipt/requests/answer-file.ts';
import { requestKinds } from '../../../../host-bridge/receipt/requests/kinds.ts';
import type { AnsweringParts, RequestKind } from '../../../../host-bridge/receipt/requests/request-kind.ts';
import type { Problem, Result } from '../../../../protocol/result.ts';

export const institution = '9999999999';
const at = Date.parse('2026-11-02T10:00:00+09:00');

export interface AskedKind {
  /** The file that answers. */
  readonly bytes: Uint8Array;
  /** The same as text, without what stands between its elements. */
  readonly file: string;
  /** What the back end was asked, in order. */
  readonly asked: readonly { readonly operation: OperationName; readonly request: unknown }[];
  /** Why it came to nothing. */
  readonly problem: Problem | null;
}

/** @param header elements besides MedicalInstitutionCode */
export async function askedKind(
  kind: RequestKind,
  { header = '', body = '' }: { readonly header?: string; readonly body?: string },
  backEnd: (operation: OperationName, request: unknown) => Result<unknown>,
): Promise<AskedKind> {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><XmlMsg><MessageHeader>' +
    `<MedicalInstitutionCode>${institution}</MedicalInstitutionCode>${header}</MessageHeader>` +
    `<MessageBody>${body}</MessageBody></XmlMsg>`;
  const message = readMessage(Buffer.from(xml));
  if (!message.ok) throw new Error(message.problem.code);
  const asked: { operation: OperationName; request: unknown }[] = [];
  const parts: AnsweringParts = {
    facility: facilitySchema.parse({}),
    now: () => at,
    key: 'key-of-this-very-file',
    async ask(operation, request) {
      asked.push({ operation, request });
      return backEnd(operation, request) as never;
    },
  };
  const answer = await kind.answer(message.value.root, parts);
  const input = { facility: parts.facility, at, day: null, identifier: null };
  const bytes = answer.ok
    ? answerFile(input, answer.value)
    : refusalFile(input, answer.problem, kind.refusalBody?.(answer.problem));
  mustBeOfFormat(kind, bytes);
  const file = Buffer.from(bytes).toString('utf8').replace(/>\s+</g, '><');
  return { bytes, file, asked, problem: answer.ok ? null : answer.problem };
}

/** Whatever a test asks, the file that answers it is one of the format. */
function mustBeOfFormat(kind: RequestKind, bytes: Uint8Array): void {
  const prefix = Object.entries(requestKinds).find(([, known]) => known === kind)?.[0];
  const refused = checkFile(`${prefix}res_1.xml`, bytes).filter(({ rule }) => rule.grade === 'refused');
  if (refused.length > 0) {
    throw new Error(refused.map(({ rule, path }) => `${rule.id} at ${path}`).join(', '));
  }
}

/** The bytes of an answer in `res`: the header that all answers have, and what its kind or a problem puts beside it. */

import { type Problem, sentences } from '../../../protocol/errors.ts';
import type { Facility } from '../../facility.ts';
import { characterCodeOf, type Elements, writeMessage } from '../format/write-message.ts';
import { compactInstant } from '../japan-time.ts';
import type { KindAnswer } from './request-kind.ts';

export interface AnswerFileInput {
  readonly facility: Facility;
  /** ProcessExecutionTime, milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** `YYYYMMDD` of the request; null: the day of the answer. */
  readonly day: string | null;
  readonly identifier: string | null;
}

export const answerFile = (input: AnswerFileInput, { segment, header, body }: KindAnswer): Uint8Array =>
  messageOf(input, { SegmentOfResult: segment, ...header }, body);

/** SegmentOfResult 9 with ErrorCode and ErrorMessage (REQ-37). The code is the emulator's own (REQ-52); the desk reads Japanese. */
export function refusalFile(input: AnswerFileInput, problem: Problem, body?: Elements): Uint8Array {
  const { cause, remedy } = sentences(problem, 'ja');
  const header = { SegmentOfResult: '9', ErrorCode: problem.code, ErrorMessage: cause + remedy };
  return messageOf(input, header, body);
}

function messageOf(
  { facility, at, day, identifier }: AnswerFileInput,
  result: Elements,
  body?: Elements,
): Uint8Array {
  const executed = compactInstant(at);
  return writeMessage(
    {
      MessageHeader: {
        ProcessExecutionTime: executed,
        QualificationConfirmationDate: day ?? executed.slice(0, 8),
        MedicalInstitutionCode: facility.institutionCode,
        ...(identifier !== null && { ArbitraryFileIdentifier: identifier }),
        // By the numbers of the insurance: nobody has laid down a card for this answer.
        ReferenceClassification: '2',
        ...result,
        CharacterCodeIdentifier: characterCodeOf(facility),
      },
      ...(body && { MessageBody: body }),
    },
    facility,
  );
}

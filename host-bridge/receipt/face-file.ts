/**
 * The file that tells the receipt computer (レセコン) who has come and what may be viewed. Makes name and bytes;
 * folder.ts puts them where they belong.
 */

import { hash } from 'node:crypto';
import type { VisitId } from '../../protocol/ids.ts';
import type { AnswerOf, EligibilityAnswer, RequestOf } from '../eligibility/api.ts';
import type { Facility } from '../facility.ts';
import { faceFileName } from './file-name.ts';
import { characterCodeOf, type Elements, type WrittenForm, writeMessage } from './format/write-message.ts';
import { compactInstant, compactIso } from './japan-time.ts';
import { type HeldConsent, type Permission, resultBody } from './result-body.ts';

/** What was asked of the back end when the visit was checked in, and its answer. */
export type RegisteredUse = AnswerOf<'use'> &
  Pick<RequestOf<'use'>, 'consent' | 'prescription' | 'provideLimit'>;

export interface FaceFileInput {
  readonly visit: VisitId;
  readonly answer: EligibilityAnswer;
  /** null: the visit was not checked in. Counts only when its state is `committed`. */
  readonly use: RegisteredUse | null;
  readonly facility: Pick<Facility, 'institutionCode'> & WrittenForm;
  /** ProcessExecutionTime, milliseconds since 1970-01-01 UTC. A repeated write must give the same. */
  readonly at: number;
}

export interface FaceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const prescriptionCodes = { electronic: '1', paper: '2' } as const;

/** Name and bytes of a visit's face file (REQ-35, REQ-38, REQ-39, REQ-41). */
export function faceFile(input: FaceFileInput): FaceFile {
  const { visit, facility, at } = input;
  const executed = compactInstant(at);
  const bytes = writeMessage(
    {
      MessageHeader: {
        ProcessExecutionTime: executed,
        QualificationConfirmationDate: executed.slice(0, 8),
        MedicalInstitutionCode: facility.institutionCode,
        ArbitraryFileIdentifier: identifierOf(visit),
        ReferenceClassification: '1',
        SegmentOfResult: '1',
        CharacterCodeIdentifier: characterCodeOf(facility),
      },
      MessageBody: bodyOf(input),
    },
    facility,
  );
  return { name: faceFileName(facility.institutionCode, visit, at), bytes };
}

/** 16 characters of base64, the same for the same visit. */
const identifierOf = (visit: VisitId): string =>
  hash('sha256', visit, 'buffer').subarray(0, 11).toString('base64');

function bodyOf({ answer, use }: FaceFileInput): Elements {
  const committed = use?.state === 'committed' ? use : null;
  return {
    // In the body, as most readers have it; one looks for it inside the record.
    ...(committed?.prescription && { PrescriptionIssueSelect: prescriptionCodes[committed.prescription] }),
    ...resultBody(answer, permissionOf(committed)),
  };
}

function permissionOf(use: RegisteredUse | null): Permission {
  const held = heldConsent(use);
  // 限度額: no screen asks for it (REQ-11), so it is given with any consent; a 提供しない of the current profile's screen holds.
  return { held, limit: { given: use?.provideLimit !== false, from: held?.from ?? null } };
}

/** A flag of 1 must come with its times, so consent without them is not told as consent. */
const heldConsent = (use: RegisteredUse | null): HeldConsent | null =>
  use?.consent && use.at && use.until
    ? { groups: use.consent, from: compactIso(use.at), until: compactIso(use.until) }
    : null;

/**
 * The file that tells the receipt computer (レセコン) who has come and what may be viewed. Makes name and bytes;
 * folder.ts puts them where they belong. No official layout is public: element names, codes and formats are those
 * that several public readers of such files agree on; where they differ the choice is written beside it.
 */

import { createHash } from 'node:crypto';
import type { VisitId } from '../../protocol/ids.ts';
import type { Consent } from '../../protocol/messages.ts';
import type { AnswerOf, EligibilityAnswer, RequestOf } from '../eligibility/api.ts';
import type { EligibilityRecord } from '../eligibility/eligibility-record.ts';
import type { Facility } from '../facility.ts';
import { faceFileName } from './file-name.ts';
import { characterCodeOf, type Elements, type WrittenForm, writeMessage } from './format/write-message.ts';
import { compactInstant, compactIso } from './japan-time.ts';

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

/** The elements that each group of the consent screens opens: 手術 (SHJ), 診療・お薬 (SRJ, YZK), 健診 (TKK). */
const openedBy = {
  SpecificHealthCheckupsInfo: 'checkup',
  PharmacistsInfo: 'treatment',
  DiagnosisInfo: 'treatment',
  OperationInfo: 'surgery',
} as const satisfies Record<string, keyof Consent>;

const prescriptionCodes = { electronic: '1', paper: '2' } as const;

/** Consent that the back end holds, with its two times as the file writes them. */
interface HeldConsent {
  readonly groups: Consent;
  readonly from: string;
  readonly until: string;
}

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
  createHash('sha256').update(visit).digest().subarray(0, 11).toString('base64');

function bodyOf({ answer, use }: FaceFileInput): Elements {
  const committed = use?.state === 'committed' ? use : null;
  return {
    // In the body, as most readers have it; one looks for it inside the record.
    ...(committed?.prescription && { PrescriptionIssueSelect: prescriptionCodes[committed.prescription] }),
    ProcessingResultStatus: answer.validity ? '1' : '2',
    ...(answer.notice && {
      ProcessingResultCode: answer.notice.code,
      ProcessingResultMessage: answer.notice.message,
    }),
    ...(answer.validity && { QualificationValidity: answer.validity }),
    ...(answer.records.length > 0 && {
      ResultList: {
        ResultOfQualificationConfirmation: answer.records.map((record) => recordOf(record, committed)),
      },
    }),
  };
}

/** A flag of 1 must come with its times, so consent without them is not told as consent. */
const heldConsent = (use: RegisteredUse | null): HeldConsent | null =>
  use?.consent && use.at && use.until
    ? { groups: use.consent, from: compactIso(use.at), until: compactIso(use.until) }
    : null;

function recordOf(record: EligibilityRecord, use: RegisteredUse | null): Elements {
  const {
    LimitApplicationCertificateRelatedInfo: limit,
    SpecificDiseasesCertificateList: diseases,
    PublicExpenseResultList: tickets,
    InsurerNumber: insurer,
    ...plain
  } = record;
  const held = heldConsent(use);
  // 限度額: no screen asks for it (REQ-11), so it is given with any consent; a 提供しない of the current profile's screen holds.
  const limitRefused = use?.provideLimit === false;
  // 特定疾病 has a consent of its own whose screen is not known; here it goes with 診療 (our design).
  const diseasesHeld = held?.groups.treatment ? held : null;
  // Not by spreading: names added to a spread are a hidden class of their own each time (V8 11).
  return Object.assign(
    plain,
    insurer !== undefined && { InsurerNumber: insurer.padStart(8, ' ') },
    consentOf('LimitApplicationCertificateRelated', limitRefused ? null : held),
    limit && !limitRefused && { LimitApplicationCertificateRelatedInfo: limit },
    consentOf('SpecificDiseasesCertificateRelated', diseasesHeld),
    diseases &&
      diseasesHeld && { SpecificDiseasesCertificateList: { SpecificDiseasesCertificateInfo: diseases } },
    tickets && { PublicExpenseResultList: { MedicalTicketInfo: tickets } },
    viewingOf(held),
  );
}

const consentOf = (name: string, held: HeldConsent | null): Elements =>
  held ? { [`${name}ConsFlg`]: '1', [`${name}ConsTime`]: held.from } : { [`${name}ConsFlg`]: '0' };

/** REQ-12: a consented group has flag 1 and both times, a refused one flag 0 and none. */
function viewingOf(held: HeldConsent | null): Elements {
  const elements: Record<string, string> = {};
  for (const [name, group] of Object.entries(openedBy)) {
    const open = held?.groups[group] ? held : null;
    Object.assign(elements, consentOf(name, open), open && { [`${name}AvailableTime`]: open.until });
  }
  return elements;
}

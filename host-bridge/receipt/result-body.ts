/**
 * What is told of a person's eligibility in files that are pushed and in files that are asked for. No official layout is
 * public: element names, codes and formats are those that several public readers of such files agree on; where they
 * differ the choice is written beside it.
 */

import type { Consent } from '../../protocol/messages.ts';
import type { Notice } from '../eligibility/api-fields.ts';
import type { EligibilityRecord } from '../eligibility/eligibility-record.ts';
import type { Elements } from './format/write-message.ts';

/** Consent that the back end holds, with its two times as the file writes them. */
export interface HeldConsent {
  readonly groups: Consent;
  readonly from: string;
  readonly until: string;
  /** It holds no longer: 同意区分 2, which only the answers about home visits and online care have. */
  readonly ended?: boolean;
}

/** What may be told of a person, and since when. */
export interface Permission {
  readonly held: HeldConsent | null;
  /** 限度額, which no screen of the reader asks for. `from`: null where nobody has consented to anything. */
  readonly limit: { readonly given: boolean; readonly from: string | null };
}

export interface Eligibility {
  /** QualificationValidity; undefined: nothing was found out. */
  readonly validity?: string | undefined;
  readonly records: readonly EligibilityRecord[];
  readonly notice?: Notice | undefined;
}

/** The elements that each group of the consent screens opens: 手術 (SHJ), 診療・お薬 (SRJ, YZK), 健診 (TKK). */
const openedBy = {
  SpecificHealthCheckupsInfo: 'checkup',
  PharmacistsInfo: 'treatment',
  DiagnosisInfo: 'treatment',
  OperationInfo: 'surgery',
} as const satisfies Record<string, keyof Consent>;

/** Elements of MessageBody (REQ-38). */
export const resultBody = ({ validity, records, notice }: Eligibility, permission: Permission): Elements => ({
  ProcessingResultStatus: validity ? '1' : '2',
  ...(notice && { ProcessingResultCode: notice.code, ProcessingResultMessage: notice.message }),
  ...(validity && { QualificationValidity: validity }),
  ...(records.length > 0 && {
    ResultList: {
      ResultOfQualificationConfirmation: records.map((record) => recordOf(record, permission)),
    },
  }),
});

function recordOf(record: EligibilityRecord, { held, limit }: Permission): Elements {
  const {
    LimitApplicationCertificateRelatedInfo: limitInfo,
    SpecificDiseasesCertificateList: diseases,
    PublicExpenseResultList: tickets,
    InsurerNumber: insurer,
    ...plain
  } = record;
  // 特定疾病 has a consent of its own whose screen is not known; here it goes with 診療 (our design).
  const diseasesHeld = held?.groups.treatment && !held.ended ? held : null;
  // Not by spreading: names added to a spread are a hidden class of their own each time (V8 11).
  return Object.assign(
    plain,
    insurer !== undefined && { InsurerNumber: insurer.padStart(8, ' ') },
    consentOf('LimitApplicationCertificateRelated', limit.given ? limit.from : null),
    limitInfo && limit.given && { LimitApplicationCertificateRelatedInfo: limitInfo },
    consentOf('SpecificDiseasesCertificateRelated', diseasesHeld?.from ?? null),
    diseases &&
      diseasesHeld && { SpecificDiseasesCertificateList: { SpecificDiseasesCertificateInfo: diseases } },
    tickets && { PublicExpenseResultList: { MedicalTicketInfo: tickets } },
    viewingOf(held),
  );
}

const consentOf = (name: string, from: string | null, flag: '1' | '2' = '1'): Elements =>
  from === null ? { [`${name}ConsFlg`]: '0' } : { [`${name}ConsFlg`]: flag, [`${name}ConsTime`]: from };

/** REQ-12: a consented group has flag 1 and both times, a refused one flag 0 and none. */
function viewingOf(held: HeldConsent | null): Elements {
  const elements: Record<string, string> = {};
  for (const [name, group] of Object.entries(openedBy)) {
    const open = held?.groups[group] ? held : null;
    Object.assign(
      elements,
      consentOf(name, open?.from ?? null, open?.ended ? '2' : '1'),
      open && { [`${name}AvailableTime`]: open.until },
    );
  }
  return elements;
}

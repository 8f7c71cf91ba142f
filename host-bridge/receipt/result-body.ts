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

/** Names of the elements that say whether there is consent to something, since when and until when. */
const consentElements = <N extends string>(about: N) =>
  ({ flag: `${about}ConsFlg`, from: `${about}ConsTime`, until: `${about}AvailableTime` }) as const;

const limitConsent = consentElements('LimitApplicationCertificateRelated');
const diseasesConsent = consentElements('SpecificDiseasesCertificateRelated');

/** The elements that each group of the consent screens opens: 手術 (SHJ), 診療・お薬 (SRJ, YZK), 健診 (TKK). */
const openedBy = [
  { ...consentElements('SpecificHealthCheckupsInfo'), group: 'checkup' },
  { ...consentElements('PharmacistsInfo'), group: 'treatment' },
  { ...consentElements('DiagnosisInfo'), group: 'treatment' },
  { ...consentElements('OperationInfo'), group: 'surgery' },
] as const satisfies readonly { readonly group: keyof Consent }[];

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

type Growing = { -readonly [E in keyof Elements]: Elements[E] };

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
  // One after the other, in the order of the file: objects put together by spreading cost several copies of it.
  const elements: Growing = plain;
  if (insurer !== undefined) elements['InsurerNumber'] = insurer.padStart(8, ' ');
  addConsent(elements, limitConsent, limit.given ? limit.from : null);
  if (limitInfo && limit.given) elements['LimitApplicationCertificateRelatedInfo'] = limitInfo;
  addConsent(elements, diseasesConsent, diseasesHeld?.from ?? null);
  if (diseases && diseasesHeld)
    elements['SpecificDiseasesCertificateList'] = { SpecificDiseasesCertificateInfo: diseases };
  if (tickets) elements['PublicExpenseResultList'] = { MedicalTicketInfo: tickets };
  addViewing(elements, held);
  return elements;
}

function addConsent(
  elements: Growing,
  names: { readonly flag: string; readonly from: string },
  from: string | null,
  flag: '1' | '2' = '1',
): void {
  elements[names.flag] = from === null ? '0' : flag;
  if (from !== null) elements[names.from] = from;
}

/** REQ-12: a consented group has flag 1 and both times, a refused one flag 0 and none. */
function addViewing(elements: Growing, held: HeldConsent | null): void {
  for (const names of openedBy) {
    const open = held?.groups[names.group] ? held : null;
    addConsent(elements, names, open?.from ?? null, open?.ended ? '2' : '1');
    if (open !== null) elements[names.until] = open.until;
  }
}

/**
 * The kinds of requests that can be answered, by what their names begin with. Others are known by name only (OQSsihvq,
 * OQSsionq, EPS…) or not at all: what they ask is not public, nothing is guessed, and the answer says so (EMU-572).
 */

import { bulkEligibility, bulkReferenceNumbers } from './bulk-lists.ts';
import { bulkHomeVisits, bulkMedicalTickets, bulkOnlineCare } from './bulk-periods.ts';
import {
  bulkEligibilityResult,
  bulkHomeVisitsResult,
  bulkMedicalTicketsResult,
  bulkOnlineCareResult,
  bulkReferenceNumbersResult,
} from './bulk-results.ts';
import { checkupInformation, drugInformation } from './medical-information.ts';
import { numberedEligibility } from './numbered-eligibility.ts';
import { referenceNumberRegistration } from './reference-number-registration.ts';
import type { RequestKind } from './request-kind.ts';

export const requestKinds = {
  /** 資格確認, one person by the numbers of the insurance. */
  OQSsiquc01: numberedEligibility,
  /** 照会番号の登録, one person. */
  OQSsiimm01: referenceNumberRegistration,
  /** 薬剤情報・診療情報 of one person. */
  YZKsiquc01: drugInformation,
  /** 特定健診等情報 of one person. */
  TKKsiquc01: checkupInformation,
  /** 一括: handed in (01) and fetched (02). 資格確認, 照会番号, 医療券・調剤券, 訪問診療, オンライン診療. */
  OQSmuquc01: bulkEligibility,
  OQSmuquc02: bulkEligibilityResult,
  OQSmuimm01: bulkReferenceNumbers,
  OQSmuimm02: bulkReferenceNumbersResult,
  OQSmutic01: bulkMedicalTickets,
  OQSmutic02: bulkMedicalTicketsResult,
  OQSmuhvq01: bulkHomeVisits,
  OQSmuhvq02: bulkHomeVisitsResult,
  OQSmuonq01: bulkOnlineCare,
  OQSmuonq02: bulkOnlineCareResult,
} as const satisfies Record<string, RequestKind>;

export type RequestPrefix = keyof typeof requestKinds;

export const isRequestPrefix = (prefix: string): prefix is RequestPrefix =>
  Object.hasOwn(requestKinds, prefix);

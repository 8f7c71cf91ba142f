/**
 * The kinds of requests that can be answered, by what their names begin with. Others are known by name only (OQSsihvq,
 * OQSsionq, EPS…) or not at all: what they ask is not public, nothing is guessed, and the answer says so (EMU-572).
 */

import { numberedEligibility } from './numbered-eligibility.ts';
import { referenceNumberRegistration } from './reference-number-registration.ts';
import type { RequestKind } from './request-kind.ts';

export const requestKinds = {
  /** 資格確認, one person by the numbers of the insurance. */
  OQSsiquc01: numberedEligibility,
  /** 照会番号の登録, one person. */
  OQSsiimm01: referenceNumberRegistration,
} as const satisfies Record<string, RequestKind>;

export type RequestPrefix = keyof typeof requestKinds;

export const isRequestPrefix = (prefix: string): prefix is RequestPrefix =>
  Object.hasOwn(requestKinds, prefix);

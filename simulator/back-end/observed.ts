/** What the mock back end lets the outside observe. By type it holds no name, no certificate, no person. */

import type { OperationName } from '../../host-bridge/eligibility/api.ts';
import type { FoundKind, SearchMode } from '../../host-bridge/eligibility/search-operations.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { VisitId } from '../../protocol/ids.ts';
import type { EligibilityVerdict } from '../../protocol/messages.ts';
import type { ConductObservation } from './conduct.ts';
import type { ModeObservation } from './modes/modes.ts';
import type { RevocationObservation } from './revocation/revocation-conduct.ts';

export type BackEndObservation =
  | { readonly event: 'challenged'; readonly visit: VisitId }
  | {
      readonly event: 'judged';
      readonly visit: VisitId;
      readonly verdict: EligibilityVerdict;
      readonly validity: string | null;
      /** What the desk is told. */
      readonly notice: ErrorCode | null;
    }
  | { readonly event: 'registered'; readonly visit: VisitId }
  | { readonly event: 'committed'; readonly visit: VisitId; readonly consent: boolean }
  | { readonly event: 'withdrawn'; readonly visit: VisitId }
  | { readonly event: 'refused'; readonly operation: OperationName; readonly code: ErrorCode }
  /** Somebody was searched for by the four facts. */
  | {
      readonly event: 'searched';
      readonly mode: SearchMode;
      readonly found: 'one' | 'none' | 'several';
    }
  /** Medical information of somebody found was given. */
  | { readonly event: 'informed'; readonly mode: SearchMode; readonly kind: FoundKind }
  | ModeObservation
  | ConductObservation
  | RevocationObservation;

export type ObserveBackEnd = (observation: BackEndObservation) => void;

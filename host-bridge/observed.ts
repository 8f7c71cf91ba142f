/** What the bridge lets the outside observe. By type it holds no name, no date of birth, no address. */

import type { ErrorCode } from '../protocol/errors.ts';
import type { ReaderId, VisitId } from '../protocol/ids.ts';
import type { MessageName, VisitOutcome } from '../protocol/messages.ts';
import type { Problem } from '../protocol/result.ts';
import type { OperationName } from './eligibility/api.ts';
import type { SearchMode } from './eligibility/search-operations.ts';
import type { Errno } from './errno.ts';
import type { MaintenanceChange } from './lookups/maintenance-change.ts';
import type { ForeignCode } from './readers/foreign-code.ts';
import type { RequestPrefix } from './receipt/requests/kinds.ts';

export type BridgeObservation =
  | { readonly event: 'readerConnected'; readonly reader: ReaderId; readonly resumed: boolean }
  | { readonly event: 'readerLost'; readonly reader: ReaderId }
  | { readonly event: 'readerTurnedAway'; readonly reader: ReaderId | null; readonly code: ErrorCode }
  /** The reader's port could not be opened for some time: from here on it is tried every `wait` only. */
  | {
      readonly event: 'backOff';
      /** null: nobody has greeted there yet. */
      readonly reader: ReaderId | null;
      /** Tries that have failed. */
      readonly attempt: number;
      /** Milliseconds until the next. */
      readonly wait: number;
    }
  /** The reader's end has refused or ended the link. Told once until it stands again. */
  | {
      readonly event: 'linkRefused';
      readonly reader: ReaderId | null;
      readonly code: ErrorCode;
      /** The code that the reader's end gave, where it is none of ours. */
      readonly theirs?: ForeignCode;
    }
  /** A message of the reader did not open: this end has ended the session. */
  | { readonly event: 'channelBroken'; readonly reader: ReaderId; readonly code: ErrorCode }
  /** Whether the phone reader beside a reader that needs one is there: told with the greeting, and when it changes. */
  | { readonly event: 'phoneReader'; readonly reader: ReaderId; readonly there: boolean }
  /** The reader is spoken to without the secure channel: for bringing up a device only. */
  | { readonly event: 'channelOff'; readonly reader: ReaderId }
  | {
      readonly event: 'bridgeMessage';
      readonly reader: ReaderId | null;
      readonly direction: 'sent' | 'received';
      readonly name: MessageName;
      readonly size: number;
    }
  /** A message that is malformed or not allowed now; it changed nothing. `detail` names fields and rules, no contents. */
  | {
      readonly event: 'messageRefused';
      readonly reader: ReaderId | null;
      readonly code: ErrorCode;
      readonly detail: Problem['detail'];
    }
  /** Bytes on the way to the bridge were damaged; the link asks for them again. */
  | { readonly event: 'frameDamaged'; readonly reader: ReaderId | null; readonly code: ErrorCode }
  /** The line needed mending, told at the end of a visit and when the reader is lost: what has come about since. */
  | {
      readonly event: 'lineDisturbed';
      readonly reader: ReaderId;
      readonly visit: VisitId | null;
      /** Segments that this end has sent again. */
      readonly resent: number;
      /** Frames that arrived damaged. */
      readonly damaged: number;
    }
  | { readonly event: 'requested'; readonly operation: OperationName; readonly visit: VisitId | null }
  | {
      readonly event: 'answered';
      readonly operation: OperationName;
      readonly visit: VisitId | null;
      /** `ok`, or the error code. */
      readonly result: 'ok' | ErrorCode;
    }
  /** What has come about in the visit could not be put on record; told again, of any visit, when that could be in between. */
  | { readonly event: 'visitNotKept'; readonly visit: VisitId; readonly code: ErrorCode }
  | { readonly event: 'useKept'; readonly visit: VisitId }
  | {
      readonly event: 'useSettled';
      readonly visit: VisitId;
      readonly state: 'committed' | 'withdrawn' | 'problem';
    }
  | {
      readonly event: 'faceFile';
      readonly visit: VisitId;
      readonly validity: string;
      readonly written: boolean;
      /** Where it could not be written: why, and the system's reason if it gave one. */
      readonly code?: ErrorCode;
      readonly reason?: Errno;
    }
  /** A request of the receipt computer is being answered; `other`: of a kind that cannot be. */
  | { readonly event: 'requestTaken'; readonly kind: RequestPrefix | 'other' }
  | {
      readonly event: 'requestAnswered';
      readonly kind: RequestPrefix | 'other';
      /** `ok`, `processing` (SegmentOfResult 2), or the code of an answer with SegmentOfResult 9. */
      readonly result: 'ok' | 'processing' | ErrorCode;
    }
  /** Its answer could not be put into the receipt folder. */
  | { readonly event: 'requestUnanswered'; readonly kind: RequestPrefix | 'other'; readonly code: ErrorCode }
  /** Something in the folder of requests that cannot be answered was moved out of the way. */
  | { readonly event: 'requestSetAside'; readonly code: ErrorCode }
  /** Files that nobody has fetched in time are gone. */
  | { readonly event: 'resultsExpired'; readonly of: 'face' | 'res'; readonly count: number }
  | {
      readonly event: 'visitNoted';
      readonly reader: ReaderId;
      readonly visit: VisitId;
      readonly outcome: VisitOutcome;
    }
  | { readonly event: 'disasterMode'; readonly on: boolean }
  /** What is known of maintenance of the back end has changed; told once for each change. */
  | {
      readonly event: 'maintenance';
      readonly change: MaintenanceChange;
      /** Milliseconds since 1970-01-01 UTC, as `until`: of the window that the change leaves, or that is gone by it. */
      readonly from: number;
      readonly until: number;
    }
  /** The back end could not be asked about maintenance for some time, and what is known of it is old; or it has told again. */
  | { readonly event: 'maintenanceNews'; readonly old: boolean }
  /** What an earlier bridge knew of maintenance, and has told, is known on. */
  | {
      readonly event: 'maintenanceTakenUp';
      /** As of `maintenance`; null: no window is known. */
      readonly from: number | null;
      readonly until: number | null;
      readonly old: boolean;
    }
  /** What is known of maintenance could not be kept; told again when it could in between. */
  | { readonly event: 'maintenanceNotKept'; readonly code: ErrorCode }
  /** Somebody's four facts are held, under this number. */
  | { readonly event: 'lookupHeld'; readonly lookup: number; readonly mode: SearchMode }
  /** What a lookup came to, or why it is held on; told once for each reason. */
  | {
      readonly event: 'lookedUp';
      readonly lookup: number;
      readonly mode: SearchMode;
      readonly result: 'one' | 'none' | 'several' | ErrorCode;
    }
  /** Its personal data have left. */
  | { readonly event: 'lookupForgotten'; readonly lookup: number }
  | { readonly event: 'staffCalledAt'; readonly reader: ReaderId; readonly why: string };

export type ObserveBridge = (observation: BridgeObservation) => void;

/**
 * What the firmware lets the outside observe: one typed stream that feeds traces, pages, reports and tests.
 * Secrets and personal values are not in it: a masked digit is not an event, a private utterance is its id.
 */

import type { ErrorCode } from '../protocol/errors.ts';
import type { VisitId } from '../protocol/ids.ts';
import type { MessageName, VisitOutcome } from '../protocol/messages.ts';
import type { Problem } from '../protocol/result.ts';
import type { FaceVerdict } from './credential/face-decision.ts';
import type { CueId, Key, Language, ScreenId, ToneId, UtteranceKind } from './screens/vocabulary.ts';

export type ReaderObservation =
  | {
      readonly event: 'screen';
      readonly screen: ScreenId;
      readonly variant: string | null;
      readonly language: Language;
    }
  | {
      readonly event: 'utterance';
      readonly phase: 'started' | 'ended' | 'cut';
      readonly id: string;
      readonly kind: UtteranceKind;
      readonly channel: 'speaker' | 'earphones';
      readonly language: Language;
      readonly private: boolean;
      readonly params: readonly string[];
    }
  | { readonly event: 'tone'; readonly tone: ToneId }
  | { readonly event: 'key'; readonly key: Key; readonly via: 'keypad' | 'touch' }
  /** A whole entry: the PIN of card or phone, or the staff password. */
  | {
      readonly event: 'entry';
      readonly of: 'pin' | 'password' | 'phonePin';
      readonly result: 'right' | 'wrong';
      readonly triesLeft: number | null;
    }
  | { readonly event: 'card'; readonly what: 'placed' | 'removed' | 'read' }
  | { readonly event: 'cardRefused'; readonly code: ErrorCode }
  /** At the reading spot (かざす場所): what arrives and leaves may be a card too. */
  | { readonly event: 'phone'; readonly what: 'arrived' | 'left' | 'read' }
  | { readonly event: 'phoneRefused'; readonly code: ErrorCode }
  | { readonly event: 'cue'; readonly cue: CueId | null }
  | { readonly event: 'face'; readonly verdict: FaceVerdict }
  | { readonly event: 'earphones'; readonly in: boolean }
  | { readonly event: 'link'; readonly state: 'attached' | 'connected' | 'resumed' | 'lost' | 'turnedAway' }
  /** The session was ended for a fault: by this end, or by the host's word. */
  | { readonly event: 'linkClosed'; readonly code: ErrorCode; readonly by: 'reader' | 'host' }
  | {
      readonly event: 'message';
      readonly direction: 'sent' | 'received';
      readonly name: MessageName;
      readonly size: number;
    }
  /** A message of the host's that is malformed or not allowed now; it changed nothing. */
  /** `detail` names fields and rules, no contents. */
  | { readonly event: 'hostMessageRefused'; readonly code: ErrorCode; readonly detail: Problem['detail'] }
  | { readonly event: 'visitBegan'; readonly visit: VisitId }
  | { readonly event: 'visitEnded'; readonly visit: VisitId; readonly outcome: VisitOutcome }
  | { readonly event: 'staffCalled'; readonly why: string }
  | { readonly event: 'restarted'; readonly boot: number };

export type ObserveReader = (observation: ReaderObservation) => void;
